//! With a real Envoy: it takes what it is given, and does what the agent asks.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::process::{Signal, kill_process, test_kill_process};

use crate::harness::{AGENT, Agent, Pod, ask, free_ports, skipped};

/// Where Envoy is: the variable `ENVOY`, or the place where `crates/init/tests/netns/tools.sh` puts it.
fn envoy() -> Option<PathBuf> {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/envoy/envoy");
    let envoy = std::env::var_os("ENVOY").map_or(built, PathBuf::from);
    if !envoy.exists() {
        skipped("no Envoy, which crates/init/tests/netns/tools.sh fetches");
        return None;
    }
    envoy.canonicalize().ok()
}

/// A pod with it, with one thread.
fn pod(envoy: &Path) -> Pod {
    let [status] = free_ports();
    Pod::new()
        .config("binaryPath", &format!("{envoy:?}"))
        .config("concurrency", "1")
        .variable("ENVOY_STATUS_PORT", &status.to_string())
}

/// A pod whose Envoy gets clusters and listeners from files, so that it has all of its configuration.
fn configured(envoy: &Path) -> (Pod, u16) {
    let [door] = free_ports();
    let pod = pod(envoy).config("customConfigFile", "\"./own.json\"");
    let (admin, metrics) = (pod.ports[0], pod.ports[1]);
    let source = |file: &str| {
        format!(r#"{{"path_config_source":{{"path":"./{file}.json"}},"resource_api_version":"V3"}}"#)
    };
    let (lds, cds) = (source("lds"), source("cds"));
    pod.write(
        "own.json",
        &format!(
            r#"{{"node":{{"id":"a","cluster":"b"}},"dynamic_resources":{{"lds_config":{lds},"cds_config":{cds}}},
            "admin":{{"address":{{"socket_address":{{"address":"127.0.0.1","port_value":{admin}}}}}}}}}"#
        ),
    );
    pod.write("cds.json", r#"{"resources":[]}"#);
    // Two listeners, as in an injected pod: the application's, which drains, and the one for metrics.
    let listener = |name: &str, port: u16, direction: &str| {
        let manager = "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager";
        let router = "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router";
        format!(
            r#"{{"@type":"type.googleapis.com/envoy.config.listener.v3.Listener","name":"{name}",
            "traffic_direction":"{direction}","address":{{"socket_address":{{"address":"127.0.0.1","port_value":{port}}}}},
            "filter_chains":[{{"filters":[{{"name":"http","typed_config":{{"@type":"{manager}","stat_prefix":"x",
            "http_filters":[{{"name":"router","typed_config":{{"@type":"{router}"}}}}],
            "route_config":{{"virtual_hosts":[{{"name":"v","domains":["*"],"routes":[{{"match":{{"prefix":"/"}},
            "direct_response":{{"status":200,"body":{{"inline_string":"{name}\n"}}}}}}]}}]}}}}}}]}}]}}"#
        )
    };
    let listeners =
        [listener("door", door, "INBOUND"), listener("metrics", metrics, "UNSPECIFIED")].join(",");
    pod.write("lds.json", &format!("{{\"resources\":[{listeners}]}}"));
    (pod, door)
}

fn get(port: u16) -> std::io::Result<String> {
    ask(port, "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").map(|answer| answer.body)
}

#[test]
fn envoy_runs_without_a_control_plane_and_is_not_ready() {
    let Some(envoy) = envoy() else { return };
    let mut agent = pod(&envoy).start();
    agent.listens();
    let why = "Envoy proxy is NOT ready: config not received from XDS server (is Istiod running?): \
               cds updates: 0 successful, 0 rejected; lds updates: 0 successful, 0 rejected";
    agent.until(why, |agent| {
        assert_eq!(agent.ask("GET", "/healthz/ready").status, 503);
        agent.log().contains(why)
    });
    let envoy = agent.envoy();
    agent.signal(Signal::TERM);
    assert_eq!(agent.ended().code(), Some(0), "{}", agent.log());
    assert!(!agent.log().contains("killing it") && test_kill_process(envoy).is_err(), "{}", agent.log());
}

#[test]
fn a_configured_envoy_is_ready_drains_and_ends() {
    let Some(envoy) = envoy() else { return };
    let (pod, door) = configured(&envoy);
    let mut agent = pod.config("terminationDrainDuration", "\"3s\"").start();
    let port = agent.pod.ports[2];
    let url = format!("--url=http://localhost:{port}/healthz/ready");
    let waited = Command::new(AGENT).args(["wait", &url]).output().unwrap();
    assert!(waited.status.success(), "{waited:?} {}", agent.log());
    assert_eq!(get(door).unwrap(), "door\n");
    let page = agent.ask("GET", "/stats/prometheus").body;
    assert!(page.ends_with("\nmetrics\n"), "Envoy's own part is on the page: {page}");
    agent.signal(Signal::TERM);
    agent.until_log("draining Envoy");
    assert_eq!(get(door).unwrap(), "door\n", "it goes on while it drains");
    assert_eq!(agent.ended().code(), Some(0), "{}", agent.log());
    assert!(!agent.log().contains("killing it") && get(door).is_err(), "{}", agent.log());
    assert!(agent.pod.folder.join("own.json").exists(), "the user's own file stays");
}

#[test]
fn open_connections_keep_envoy_running() {
    let Some(envoy) = envoy() else { return };
    let (pod, door) = configured(&envoy);
    let pod =
        pod.variable("EXIT_ON_ZERO_ACTIVE_CONNECTIONS", "true").variable("MINIMUM_DRAIN_DURATION", "1s");
    let mut agent = pod.start();
    agent.until_log("Envoy proxy is ready");
    let open = std::net::TcpStream::connect(("127.0.0.1", door)).unwrap();
    agent.signal(Signal::TERM);
    agent.until("a count", |agent| agent.log().contains("Open(1)"));
    assert!(agent.runs());
    drop(open);
    assert_eq!(agent.ended().code(), Some(0), "{}", agent.log());
}

#[test]
fn an_envoy_that_dies_ends_the_agent() {
    let Some(envoy) = envoy() else { return };
    let mut agent = configured(&envoy).0.start();
    agent.until_log("Envoy proxy is ready");
    kill_process(agent.envoy(), Signal::KILL).unwrap();
    assert_eq!(agent.ended().code(), Some(137), "{}", agent.log());
    // One that finds its port taken says which, and ends.
    let pod = pod(&envoy);
    let admin = pod.ports[0];
    let _taken = TcpListener::bind(("127.0.0.1", admin)).unwrap();
    let (status, log) = pod.run();
    assert!(status.code().is_some_and(|code| code != 0), "{log}");
    assert!(log.contains(&format!("127.0.0.1:{admin}")) && log.contains("Envoy exited with error"), "{log}");
}

#[test]
fn it_runs_as_another_user_on_a_root_that_is_read_only() {
    let Some(envoy) = envoy() else { return };
    if !rustix::process::geteuid().is_root() {
        return skipped("not root, so that nobody else can be");
    }
    let (pod, door) = configured(&envoy);
    // What an injected pod mounts is writable; all the rest is root's.
    for folder in ["etc/istio/proxy", "var/run/secrets/workload-spiffe-uds"] {
        let folder = pod.folder.join(folder);
        fs::create_dir_all(&folder).unwrap();
        chown(&folder, Some(1337), Some(1337)).unwrap();
    }
    let mut command = Command::new("setpriv");
    pod.prepare(&mut command);
    command.args(["--reuid=1337", "--regid=1337", "--clear-groups", "--no-new-privs", "--bounding-set=-all"]);
    command.args(["--inh-caps=-all", AGENT]).args(pod.words());
    let mut agent = Agent::of(command.spawn().unwrap(), pod);
    agent.until_log("Envoy proxy is ready");
    assert_eq!(get(door).unwrap(), "door\n");
    agent.ask("POST", "/quitquitquit");
    assert_eq!(agent.ended().code(), Some(0), "{}", agent.log());
}
