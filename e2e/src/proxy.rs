//! An agent with a real Envoy, in a folder of its own.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::{Process, free_address, until};

/// An agent.
#[derive(Clone, Debug)]
pub enum Program {
    /// `outrigger-agent`.
    Ours(PathBuf),
    /// Istio's, and the template of its bootstrap.
    Istios(PathBuf, PathBuf),
}

/// A running agent and its Envoy, until it is dropped.
#[derive(Debug)]
pub struct Proxy {
    /// The agent's process.
    pub process: Process,
    /// When it was started.
    pub began: Instant,
    folder: PathBuf,
    ports: Ports,
}

#[derive(Clone, Copy, Debug)]
struct Ports {
    admin: u16,
    status: u16,
    ready: u16,
    metrics: u16,
    names: u16,
}

impl Proxy {
    /// Starts one as pod `web-1` of namespace `shop` at a control plane's port, with a pod's address, the control plane's root
    /// and a token.
    ///
    /// # Panics
    /// It cannot be started.
    pub fn start(beside: &Path, program: &Program, plane: u16, address: &str, given: [&str; 2]) -> Proxy {
        let folder = beside.join("proxy");
        let _ = fs::remove_dir_all(&folder);
        for (path, text) in [
            ("var/run/secrets/istio/root-cert.pem", given[0]),
            ("var/run/secrets/tokens/istio-token", given[1]),
            ("etc/istio/pod/labels", "app=\"web\"\n"),
        ] {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let [admin, status, ready, metrics, names] = [(); 5].map(|()| free_address().port());
        let ports = Ports { admin, status, ready, metrics, names };
        let log = File::create(folder.join("log")).unwrap();
        let mut command = match program {
            Program::Ours(path) => Command::new(path),
            Program::Istios(path, _) => Command::new(path),
        };
        command.args(["proxy", "sidecar", "--domain", "shop.svc.cluster.local"]);
        if let Program::Istios(_, template) = program {
            command.arg("--templateFile").arg(template);
        }
        command.env_clear().envs(variables(ports, plane, address));
        command.current_dir(&folder).stdout(log.try_clone().unwrap()).stderr(log);
        let began = Instant::now();
        Proxy { process: Process::start(&mut command), began, folder, ports }
    }

    /// Whether the kubelet would take it for ready: asked through Envoy.
    pub fn is_ready(&self) -> bool {
        let answer = get(self.ports.ready, "/healthz/ready", "1.1");
        answer.is_some_and(|answer| answer.starts_with("HTTP/1.1 200 "))
    }

    /// Waits until something is so; says what the agent said where it never is.
    ///
    /// # Panics
    /// It never is.
    pub fn until(&self, what: &str, is_so: impl Fn() -> bool) {
        let said = std::panic::AssertUnwindSafe(|| until(what, || is_so().then_some(())));
        if std::panic::catch_unwind(said).is_err() {
            panic!("in vain: {what}\n{}", self.log());
        }
    }

    /// What Envoy's administration answers.
    ///
    /// # Panics
    /// Nobody answers.
    pub fn admin(&self, path: &str) -> String {
        get(self.ports.admin, path, "1.1").unwrap()
    }

    /// Envoy's counters.
    pub fn stats(&self) -> String {
        self.admin("/stats?filter=manager")
    }

    /// What the agent and Envoy have said.
    ///
    /// # Panics
    /// The log cannot be read.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap()
    }

    /// The token that it has.
    ///
    /// # Panics
    /// It has none.
    pub fn token(&self) -> String {
        fs::read_to_string(self.folder.join("var/run/secrets/tokens/istio-token")).unwrap()
    }

    /// The processes that it has started: Envoy's.
    pub fn children(&self) -> Vec<String> {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.process.id()));
        let children = |task: fs::DirEntry| fs::read_to_string(task.path().join("children")).ok();
        let all = tasks.into_iter().flatten().flatten().filter_map(children);
        all.flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
    }

    /// What Linux says of its process, such as `VmRSS` (kB).
    ///
    /// # Panics
    /// It has ended.
    pub fn status(&self, key: &str) -> u64 {
        let text = fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':')).unwrap();
        line.split_whitespace().next().unwrap().parse().unwrap()
    }

    /// The address that the agent has for a name; `None` where it has none.
    ///
    /// # Panics
    /// A label is too long, or there is no socket.
    pub fn resolved(&self, name: &str) -> Option<Ipv4Addr> {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let mut question = vec![0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        for label in name.split('.') {
            question.push(u8::try_from(label.len()).unwrap());
            question.extend(label.bytes());
        }
        question.extend([0, 0, 1, 0, 1]);
        socket.send_to(&question, ("127.0.0.1", self.ports.names)).unwrap();
        let mut answer = [0; 512];
        let length = socket.recv(&mut answer).ok()?;
        let [.., a, b, c, d] = answer[..length] else { return None };
        (answer[3] & 0xf == 0 && answer[7] == 1).then_some(Ipv4Addr::new(a, b, c, d))
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // An agent that is killed cannot end its Envoy.
        for child in self.children() {
            let _ = Command::new("kill").args(["-9", &child]).status();
        }
    }
}

fn variables(ports: Ports, plane: u16, address: &str) -> Vec<(&'static str, String)> {
    let Ports { admin, status, ready, metrics, names } = ports;
    let config = format!(
        "{{discoveryAddress: 'localhost:{plane}', binaryPath: '{}', proxyAdminPort: {admin}, statusPort: {status}, \
         terminationDrainDuration: 1s, concurrency: 2}}",
        envoy().display()
    );
    let given = [
        ("PROXY_CONFIG", config.as_str()),
        ("POD_NAME", "web-1"),
        ("POD_NAMESPACE", "shop"),
        ("SERVICE_ACCOUNT", "web"),
        ("INSTANCE_IP", address),
        ("ISTIO_META_CLUSTER_ID", "Kubernetes"),
        ("ISTIO_META_INTERCEPTION_MODE", "REDIRECT"),
        ("ISTIO_META_DNS_CAPTURE", "true"),
        ("PILOT_CERT_PROVIDER", "istiod"),
    ];
    let ports = [("ENVOY_STATUS_PORT", ready), ("ENVOY_PROMETHEUS_PORT", metrics)];
    let ports = ports.map(|(name, port)| (name, port.to_string()));
    let given = given.map(|(name, value)| (name, value.to_owned()));
    let names = ("DNS_PROXY_ADDR", format!("127.0.0.1:{names}"));
    given.into_iter().chain(ports).chain([names]).collect()
}

/// What `OUTRIGGER_AGENT` names, else the agent of a debug build (`cargo build -p sidecar`).
///
/// # Panics
/// There is none.
pub fn agent() -> PathBuf {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/debug/outrigger-agent");
    let agent = std::env::var_os("OUTRIGGER_AGENT").map_or(target, PathBuf::from);
    agent.canonicalize().expect("`cargo build -p sidecar` makes an agent; OUTRIGGER_AGENT names another")
}

/// What `ENVOY` names, else what `crates/init/tests/netns/tools.sh` has put into target/envoy.
fn envoy() -> PathBuf {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/envoy/envoy");
    let envoy = std::env::var_os("ENVOY").map_or(target, PathBuf::from);
    envoy.canonicalize().expect("crates/init/tests/netns/tools.sh fetches an Envoy; ENVOY names another")
}

/// What a server of loopback answers, with its head. Envoy takes no HTTP/1.0, and pieces of an answer of HTTP/1.1 do for
/// looking into it.
pub fn get(port: u16, path: &str, version: &str) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    write!(stream, "GET {path} HTTP/{version}\r\nHost: localhost\r\nConnection: close\r\n\r\n").ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}
