//! Namespaces on a bridge, who lives in them, and what has to be true of all of them.

use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::agent::{Agent, Sidecar};
use crate::application::{Application, Outcome, call};
use crate::control_plane::ControlPlane;
use crate::harness::namespace::Namespace;
use crate::harness::program::{self, Backend, Run};
use crate::harness::tools;
use crate::harness::world::Family;

/// How long a test waits for what has to happen, on a machine that does much beside it.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// The Service in front of the server, by HTTP and by TCP.
pub const SERVICE: &str = "10.96.0.10:8000";
pub const SERVICE_TCP: &str = "10.96.0.10:9000";
/// The rules of an injected pod.
const RULES: &str = "-p 15001 -z 15006 -u 1337 -g 1337 -i * -b * -d 15090,15021,15020 --ipv6=false";

/// A pod of the lab.
#[derive(Clone, Copy, Debug)]
pub struct Who {
    /// Name of the pod; its account is what comes before the dash.
    pub name: &'static str,
    /// The last part of its address.
    pub host: u8,
}

pub const SLEEP: Who = Who { name: "sleep-1", host: 2 };
pub const HTTPBIN: Who = Who { name: "httpbin-1", host: 3 };
pub const PLAIN: Who = Who { name: "plain-1", host: 4 };
pub const HTTPBIN_2: Who = Who { name: "httpbin-2", host: 5 };

impl Who {
    pub fn account(self) -> &'static str {
        self.name.split('-').next().unwrap()
    }

    pub fn address(self) -> String {
        format!("10.77.0.{}", self.host)
    }

    /// What it shows to the control plane.
    pub fn token(self) -> String {
        self.token_as(self.account())
    }

    /// The same of a pod of this name that has another account.
    pub fn token_as(self, account: &str) -> String {
        format!("secret-of-{}-as-{account}-c2VjcmV0", self.name)
    }
}

/// The bridge and who is on it.
pub struct Lab {
    pub bridge: Namespace,
    pub plane: ControlPlane,
    /// The last to go: the others read their logs in it.
    pub folder: tempfile::TempDir,
}

/// A pod: its namespace, its application, and the proxy that it may have.
pub struct Pod {
    pub who: Who,
    pub namespace: Arc<Namespace>,
    _application: Application,
}

impl Lab {
    /// A bridge with a control plane that serves; `None` where this machine has not what that needs.
    pub fn new() -> Option<Lab> {
        if !tools::ready() || !tools::told(missing().as_deref()) {
            return None;
        }
        let bridge = Namespace::new();
        bridge.ip(
            "link set lo up\nlink add br0 type bridge\naddress add 10.77.0.1/24 dev br0\nlink set br0 up\n",
        );
        let folder = tempfile::tempdir().unwrap();
        let plane = ControlPlane::new(folder.path(), &[SLEEP, HTTPBIN, HTTPBIN_2]);
        let mut lab = Lab { bridge, plane, folder };
        lab.plane.start(&lab.bridge);
        Some(lab)
    }

    /// A pod on the bridge, with an application.
    pub fn pod(&self, who: Who) -> Pod {
        let namespace = Arc::new(Namespace::new());
        let (host, bridge, address) = (who.host, self.bridge.path(), who.address());
        namespace.ip(&format!(
            "link set lo up\nlink add eth0 type veth peer name pod{host} netns {bridge}\n\
             address add {address}/24 dev eth0\nlink set eth0 up\nroute add default via 10.77.0.1\n"
        ));
        self.bridge.ip(&format!("link set pod{host} master br0\nlink set pod{host} up\n"));
        let application = Application::start(&namespace);
        Pod { who, namespace, _application: application }
    }

    /// A pod with rules and an agent, which need not be ready yet.
    pub fn sidecar(&self, who: Who, change: impl FnOnce(Sidecar) -> Sidecar) -> (Pod, Agent) {
        let pod = self.pod(who);
        let settings = change(Sidecar::new(who, &self.plane.root()));
        let rules = format!("{RULES} {}", settings.rules);
        Run::new(&rules, Family::V4).flag(Backend::NativeNft.flag()).succeed(&pod.namespace);
        let agent = Agent::start(&pod, self.folder.path(), &settings);
        (pod, agent)
    }

    /// The same, when it is ready.
    pub fn ready(&self, who: Who) -> (Pod, Agent) {
        self.ready_with(who, |settings| settings)
    }

    pub fn ready_with(&self, who: Who, change: impl FnOnce(Sidecar) -> Sidecar) -> (Pod, Agent) {
        let (pod, agent) = self.sidecar(who, change);
        agent.until_ready();
        (pod, agent)
    }

    /// Waits until all proxies have what they were sent last, and refused nothing.
    pub fn until_synced(&self, proxies: usize) {
        until("all proxies acknowledge what they were sent", || {
            let all = self.plane.syncz(&self.bridge);
            let all = all.as_array().unwrap();
            all.len() == proxies && all.iter().all(is_synced)
        });
    }
}

fn is_synced(proxy: &serde_json::Value) -> bool {
    let acked = |kind: &str| {
        let sent = &proxy[format!("{kind}_sent")];
        sent.is_string() && *sent == proxy[format!("{kind}_acked")]
    };
    assert_eq!(proxy["resources"].to_string().matches("lastError").count(), 0, "{proxy}");
    ["cluster", "endpoint", "listener"].into_iter().all(acked)
}

impl Pod {
    /// A call of the pod's application by HTTP.
    pub fn call(&self, to: &str) -> Outcome {
        call(&self.namespace, to.parse().unwrap(), "/headers")
    }

    /// Calls until the answer is this one: what the control plane was told has to arrive first.
    pub fn until(&self, to: &str, what: &str, is: impl Fn(&Outcome) -> bool) -> Outcome {
        let mut last = self.call(to);
        until(&format!("{} calls {to}: {what}", self.who.name), || {
            if !is(&last) {
                last = self.call(to);
            }
            is(&last)
        });
        last
    }
}

/// Waits until something is true.
pub fn until(what: &str, mut is: impl FnMut() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !is() {
        assert!(Instant::now() < end, "not in {PATIENCE:?}: {what}");
        sleep(Duration::from_millis(50));
    }
}

/// What stands in the way, beside what `tools` looks for.
pub fn missing() -> Option<String> {
    program::envoy().is_none().then(|| {
        "there is no Envoy: `crates/init/tests/netns/tools.sh` gets it, or the variable ENVOY names it"
            .to_owned()
    })
}
