//! `outrigger proxy sidecar` in a pod, as its container starts it.

use std::fs::{self, File};
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::control_plane::page;
use crate::harness::namespace::{Namespace, PROXY, ROOT};
use crate::harness::program;
use crate::lab::{Pod, Who, until};

/// Gives the program files that only its pod sees, and its user.
const START: &str = "mount --bind hosts /etc/hosts; mount --bind resolv.conf /etc/resolv.conf; \
                     exec setpriv --reuid=\"$0\" --regid=1337 --clear-groups \"$@\"";

/// The agent: `outrigger`, whose command `proxy` is the same, or the program that a variable names.
fn program() -> PathBuf {
    std::env::var_os("OUTRIGGER_AGENT").map_or_else(|| env!("CARGO_BIN_EXE_outrigger").into(), PathBuf::from)
}

/// The program of the proxy's container, which has more commands; another package builds it.
pub fn of_the_container() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_BIN_EXE_outrigger")).with_file_name("outrigger-agent");
    beside.exists().then_some(beside)
}

/// How an agent is started.
pub struct Sidecar {
    who: Who,
    root: PathBuf,
    program: PathBuf,
    variables: Vec<(String, String)>,
    config: Vec<(String, String)>,
    levels: [&'static str; 2],
    account: &'static str,
    user: &'static str,
    /// Flags of its rules beside the usual ones.
    pub rules: &'static str,
}

impl Sidecar {
    pub fn new(who: Who, root: &Path) -> Sidecar {
        let envoy = program::envoy().expect("looked for before").canonicalize().unwrap();
        Sidecar {
            who,
            root: root.to_owned(),
            program: program(),
            variables: Vec::new(),
            config: vec![
                ("binaryPath".to_owned(), format!("{envoy:?}")),
                ("discoveryAddress".to_owned(), "\"istiod.istio-system.svc:15012\"".to_owned()),
                ("concurrency".to_owned(), "1".to_owned()),
            ],
            levels: ["--proxyLogLevel=warning", "--log_output_level=default:info"],
            account: who.account(),
            user: "1337",
            rules: "",
        }
    }

    /// By another program that takes the same words.
    pub fn program(mut self, path: &str) -> Sidecar {
        self.program = path.into();
        self
    }

    /// With a variable.
    pub fn variable(mut self, name: &str, value: &str) -> Sidecar {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With a field of the proxy config, as JSON.
    pub fn config(mut self, name: &str, value: &str) -> Sidecar {
        self.config.push((name.to_owned(), value.to_owned()));
        self
    }

    /// As another account than the pod's, for which the control plane knows a token.
    pub fn account(mut self, account: &'static str) -> Sidecar {
        self.account = account;
        self
    }

    /// With the mode of capture in which callers keep their addresses. Only root may send as somebody else.
    pub fn tproxy(self) -> Sidecar {
        let mut transparent = self.variable("ISTIO_META_INTERCEPTION_MODE", "TPROXY");
        (transparent.rules, transparent.user) = ("-m TPROXY", "0");
        transparent
    }

    /// With a name server, and the rules that lead to it.
    pub fn names(self) -> Sidecar {
        let mut asked = self.variable("ISTIO_META_DNS_CAPTURE", "true");
        asked.rules = "--redirect-dns --capture-all-dns";
        asked
    }

    /// With all that the agent and Envoy may log.
    pub fn verbose(mut self) -> Sidecar {
        self.levels = ["--proxyLogLevel=debug", "--log_output_level=default:debug"];
        self
    }

    /// What the pod's containers find in it, as the user of the proxy may write there.
    fn furnish(&self, folder: &Path) {
        for below in ["var/run/secrets/tokens", "var/run/secrets/istio", "etc/istio/proxy", "etc/istio/pod"] {
            fs::create_dir_all(folder.join(below)).unwrap();
        }
        fs::write(folder.join("var/run/secrets/tokens/istio-token"), self.who.token_as(self.account))
            .unwrap();
        fs::copy(&self.root, folder.join("var/run/secrets/istio/root-cert.pem")).unwrap();
        fs::write(folder.join("hosts"), "127.0.0.1 localhost\n10.77.0.1 istiod.istio-system.svc\n").unwrap();
        fs::write(folder.join("resolv.conf"), "nameserver 10.77.0.1\n").unwrap();
        give(folder);
    }

    fn command(&self, folder: &Path) -> Command {
        let config: Vec<String> =
            self.config.iter().map(|(name, value)| format!("{name:?}:{value}")).collect();
        let mut command = Command::new("unshare");
        command.args(["--mount", "sh", "-ec", START, self.user]).arg(&self.program).current_dir(folder);
        command.env_clear().env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        command.env("PROXY_CONFIG", format!("{{{}}}", config.join(",")));
        command.envs([("POD_NAME", self.who.name), ("POD_NAMESPACE", "default")]);
        command.envs([("INSTANCE_IP", &*self.who.address()), ("SERVICE_ACCOUNT", self.account)]);
        command.env("ISTIO_META_CLUSTER_ID", "Kubernetes");
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null());
        command
    }
}

/// Makes a folder and all in it the proxy's.
fn give(path: &Path) {
    chown(path, Some(PROXY.uid), Some(PROXY.gid)).unwrap();
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            give(&entry.unwrap().path());
        }
    }
}

/// An agent that runs in a pod, until this is dropped.
pub struct Agent {
    namespace: Arc<Namespace>,
    name: &'static str,
    folder: PathBuf,
    child: Child,
}

impl Agent {
    pub fn start(pod: &Pod, within: &Path, settings: &Sidecar) -> Agent {
        let folder = within.join(pod.who.name);
        fs::create_dir_all(&folder).unwrap();
        settings.furnish(&folder);
        let log = File::create(folder.join("log")).unwrap();
        let mut command = settings.command(&folder);
        command.args(["proxy", "sidecar", "--domain", "default.svc.cluster.local"]);
        command.args(settings.levels).arg("--proxyComponentLogLevel=misc:error");
        command.stdout(log.try_clone().unwrap()).stderr(log);
        let child = pod.namespace.inside(ROOT, || command.spawn().unwrap());
        Agent { namespace: Arc::clone(&pod.namespace), name: pod.who.name, folder, child }
    }

    /// What it and its Envoy said.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    /// Whether the kubelet would call the proxy ready: the port of Envoy, which asks the agent.
    pub fn is_ready(&self) -> bool {
        page(&self.namespace, 15021, "/healthz/ready").is_some_and(|(status, _)| status == 200)
    }

    /// Whether the agent itself answers, and says that it is not ready.
    pub fn answers_unready(&self) -> bool {
        page(&self.namespace, 15020, "/healthz/ready").is_some_and(|(status, _)| status == 503)
    }

    /// What Envoy was started with.
    pub fn bootstrap(&self) -> String {
        fs::read_to_string(self.folder.join("etc/istio/proxy/envoy-rev.json")).unwrap()
    }

    pub fn until_ready(&self) {
        until(&format!("{} is ready", self.name), || self.is_ready());
    }

    /// A page of Envoy's admin interface.
    pub fn admin(&self, path: &str) -> String {
        page(&self.namespace, 15000, path).unwrap_or_else(|| panic!("{}: Envoy does not answer", self.name)).1
    }

    /// A page of the agent.
    pub fn status(&self, path: &str) -> (u16, String) {
        page(&self.namespace, 15020, path).unwrap_or_else(|| panic!("{}: no answer", self.name))
    }

    /// A stat of Envoy's.
    pub fn stat(&self, name: &str) -> Option<u64> {
        let text = self.admin("/stats?format=text");
        let value = |line: &str| line.strip_prefix(name)?.strip_prefix(": ")?.trim().parse().ok();
        text.lines().find_map(value)
    }

    /// Envoy refused nothing, and waits for nothing.
    pub fn refused_nothing(&self) {
        let stat = |name: &str| self.stat(name).unwrap_or_else(|| panic!("Envoy does not count {name}"));
        for name in [
            "cluster_manager.cds.update_rejected",
            "listener_manager.lds.update_rejected",
            "cluster_manager.warming_clusters",
            "listener_manager.total_listeners_warming",
        ] {
            assert_eq!(stat(name), 0, "{}: {name}\n{}", self.name, self.log());
        }
    }

    /// The serial number of the workload's certificate, as Envoy has it.
    pub fn serial(&self) -> Option<String> {
        let all: serde_json::Value = serde_json::from_str(&self.admin("/certs")).ok()?;
        let chains = all["certificates"].as_array()?.iter().flat_map(|one| one["cert_chain"].as_array());
        let mut own = chains.flatten().filter(|one| one.to_string().contains("spiffe://"));
        Some(own.next()?["serial_number"].to_string())
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Whether it runs still.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Waits for its end.
    pub fn ended(&mut self) -> ExitStatus {
        let mut status = None;
        until(&format!("{} ends", self.name), || {
            status = self.child.try_wait().unwrap();
            status.is_some()
        });
        status.unwrap()
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        if self.runs() {
            // SIGKILL would leave Envoy behind.
            self.signal(Signal::INT);
            let end = Instant::now() + Duration::from_secs(10);
            while self.runs() && Instant::now() < end {
                sleep(Duration::from_millis(20));
            }
            _ = self.child.kill();
            _ = self.child.wait();
        }
        if thread::panicking() {
            eprintln!("--- {}:\n{}", self.name, self.log());
        }
    }
}
