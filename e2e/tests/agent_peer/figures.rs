//! The agent beside Istio's: in turn, on the same Envoy and the same istiod. Printed, not held: the machine decides.

use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};

use e2e::{PATIENCE, Program, Proxy, agent, peer};

use crate::site::Site;

/// How often each is started.
const RUNS: usize = 3;
/// How long each has nothing to do, from when it is ready until it is looked at.
const IDLE: Duration = Duration::from_secs(10);

/// `PEER_PILOT_AGENT` is Istio's agent, `PEER_BOOTSTRAP_TEMPLATE` the template of its bootstrap
/// (tools/packaging/common/envoy_bootstrap.json). `OUTRIGGER_AGENT` names ours: figures are those of a
/// release.
#[test]
fn figures_beside_istios_agent() {
    let (Some(istiod), Some(theirs), Some(template)) =
        (peer("PEER_ISTIOD"), peer("PEER_PILOT_AGENT"), peer("PEER_BOOTSTRAP_TEMPLATE"))
    else {
        return;
    };
    let Some(site) = Site::start("agent-figures", &istiod) else { return };
    let programs =
        [("outrigger", Program::Ours(agent())), ("pilot-agent", Program::Istios(theirs, template))];
    println!(
        "agent        Envoy, ms  ready, ms  RSS, kB  anonymous, kB  threads  CPU of 10 s idle, ms  load"
    );
    for (name, program) in programs.iter().cycle().take(programs.len() * RUNS) {
        let proxy = site.proxy(program);
        let envoy = after(&proxy, || !proxy.children().is_empty());
        let ready = after(&proxy, || proxy.is_ready());
        let cpu = proxy.process.cpu_ms();
        sleep(IDLE);
        let cpu = proxy.process.cpu_ms() - cpu;
        let [rss, anonymous, threads] = ["VmRSS", "RssAnon", "Threads"].map(|key| proxy.status(key));
        let load = fs::read_to_string("/proc/loadavg").unwrap();
        let load = load.split(' ').next().unwrap();
        println!("{name:12} {envoy:9} {ready:10} {rss:8} {anonymous:14} {threads:8} {cpu:21.0}  {load}");
    }
}

/// The milliseconds from the start of a proxy until something is so.
fn after(proxy: &Proxy, is_so: impl Fn() -> bool) -> u128 {
    while !is_so() {
        assert!(proxy.began.elapsed() < PATIENCE, "{}", proxy.log());
        sleep(Duration::from_millis(1));
    }
    Instant::now().duration_since(proxy.began).as_millis()
}
