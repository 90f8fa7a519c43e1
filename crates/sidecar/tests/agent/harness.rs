//! An agent in a folder of its own, and whoever asks it.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::fake::{self, file};

/// The program under test.
pub const AGENT: &str = env!("CARGO_BIN_EXE_outrigger-agent");
/// How long a test waits for what has to happen, on a machine that does much beside it.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// What Envoy says when it has its configuration and serves.
pub const READY: &str = "cluster_manager.cds.update_success: 1\nlistener_manager.lds.update_success: 1\n\
                         server.state: 0\nlistener_manager.workers_started: 1\n";

/// A folder in which an agent can start, with an Envoy that only seems to be one.
pub struct Pod {
    /// Where the agent runs.
    pub folder: PathBuf,
    /// Envoy's admin interface, its metrics, and the agent's status port.
    pub ports: [u16; 3],
    variables: Vec<(String, String)>,
    proxy_config: Vec<(String, String)>,
    arguments: Vec<String>,
}

impl Pod {
    /// A pod whose Envoy is ready at once.
    pub fn new() -> Pod {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("outrigger-agent-{}-{count}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let ports = free_ports();
        let pod =
            Pod { folder, ports, variables: Vec::new(), proxy_config: Vec::new(), arguments: Vec::new() };
        pod.write(file::PORTS, &format!("{} {}", ports[0], ports[1]));
        pod.write(file::STATS, READY);
        pod.write(file::METRICS, "envoy_metric 1\n");
        pod.write("envoy", &fake::script(&pod.folder));
        fs::set_permissions(pod.folder.join("envoy"), fs::Permissions::from_mode(0o755)).unwrap();
        pod
    }

    /// With a variable.
    pub fn variable(mut self, name: &str, value: &str) -> Pod {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With a field of the proxy config, as JSON.
    pub fn config(mut self, name: &str, value: &str) -> Pod {
        self.proxy_config.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With a word of the command line.
    pub fn argument(mut self, word: &str) -> Pod {
        self.arguments.push(word.to_owned());
        self
    }

    /// Writes a file of the folder.
    pub fn write(&self, name: &str, text: &str) {
        let beside = self.folder.join(format!("{name}.new"));
        fs::write(&beside, text).unwrap();
        fs::rename(beside, self.folder.join(name)).unwrap();
    }

    /// The text of a file of the folder; empty where there is none.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).unwrap_or_default()
    }

    /// The program as it is started.
    pub fn command(&self) -> Command {
        let mut command = Command::new(AGENT);
        self.prepare(&mut command);
        command.args(self.words());
        command
    }

    /// The words of the command line.
    pub fn words(&self) -> Vec<String> {
        [vec!["proxy".to_owned(), "sidecar".to_owned()], self.arguments.clone()].concat()
    }

    /// Gives a command the pod's folder and environment.
    pub fn prepare(&self, command: &mut Command) {
        let [admin, metrics, status] = self.ports;
        let envoy = self.folder.join("envoy");
        let mut config = vec![
            ("binaryPath".to_owned(), format!("{envoy:?}")),
            ("proxyAdminPort".to_owned(), admin.to_string()),
            ("statusPort".to_owned(), status.to_string()),
            ("terminationDrainDuration".to_owned(), "\"1s\"".to_owned()),
        ];
        for (name, value) in &self.proxy_config {
            config.retain(|(known, _)| known != name);
            config.push((name.clone(), value.clone()));
        }
        let config: Vec<String> = config.iter().map(|(name, value)| format!("{name:?}:{value}")).collect();
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("PROXY_CONFIG", format!("{{{}}}", config.join(",")));
        command.envs([("POD_NAME", "web-1"), ("POD_NAMESPACE", "shop"), ("INSTANCE_IP", "127.0.0.1")]);
        command.env("ENVOY_PROMETHEUS_PORT", metrics.to_string());
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.current_dir(&self.folder).stdin(Stdio::null());
        command.stdout(File::create(self.folder.join("stdout")).unwrap());
        command.stderr(File::create(self.folder.join("log")).unwrap());
    }

    /// Starts it.
    pub fn start(self) -> Agent {
        let child = self.command().spawn().unwrap();
        Agent { child, pod: self }
    }

    /// Starts it and waits for its end, which comes by itself.
    pub fn run(self) -> (ExitStatus, String) {
        let mut agent = self.start();
        let status = agent.ended();
        (status, agent.log())
    }
}

impl Drop for Pod {
    fn drop(&mut self) {
        _ = fs::remove_dir_all(&self.folder);
    }
}

/// A running agent.
pub struct Agent {
    child: Child,
    /// Where it runs.
    pub pod: Pod,
}

impl Drop for Agent {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

impl Agent {
    /// One that was started otherwise.
    pub fn of(child: Child, pod: Pod) -> Agent {
        Agent { child, pod }
    }

    /// Waits until this is true.
    pub fn until(&self, what: &str, mut is: impl FnMut(&Agent) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !is(self) {
            assert!(Instant::now() < end, "not in {PATIENCE:?}: {what}\n{}", self.log());
            sleep(Duration::from_millis(10));
        }
    }

    /// Waits until the log has this.
    pub fn until_log(&self, text: &str) {
        self.until(text, |agent| agent.log().contains(text));
    }

    /// Waits until Envoy was asked this.
    pub fn until_asked(&self, text: &str) {
        self.until(text, |agent| agent.asked().lines().any(|line| line == text));
    }

    /// What Envoy was asked, but for its stats.
    pub fn asked(&self) -> String {
        let all = self.pod.read(file::ASKED);
        all.lines()
            .filter(|line| !line.starts_with("GET /stats?"))
            .fold(String::new(), |all, line| all + line + "\n")
    }

    /// What the agent logged.
    pub fn log(&self) -> String {
        self.pod.read("log")
    }

    /// Sends the agent a signal.
    pub fn signal(&self, signal: Signal) {
        _ = kill_process(Pid::from_child(&self.child), signal);
    }

    /// The number of Envoy's process.
    pub fn envoy(&self) -> Pid {
        self.until_log("Envoy started as process ");
        let log = self.log();
        let (_, rest) = log.split_once("Envoy started as process ").unwrap();
        Pid::from_raw(rest.split(',').next().unwrap().parse().unwrap()).unwrap()
    }

    /// Waits for its end.
    pub fn ended(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < end, "it does not end in {PATIENCE:?}:\n{}", self.log());
            sleep(Duration::from_millis(10));
        }
    }

    /// Whether it runs still.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// What the status port answers to a request without headers.
    pub fn ask(&self, method: &str, path: &str) -> Answer {
        ask(
            self.pod.ports[2],
            &format!("{method} {path} HTTP/1.1\r\nhost: localhost:{}\r\n\r\n", self.pod.ports[2]),
        )
        .unwrap_or_else(|error| panic!("{method} {path}: {error}\n{}", self.log()))
    }

    /// Waits until the status port answers.
    pub fn listens(&self) {
        let port = self.pod.ports[2];
        self.until("the status port", |_| TcpStream::connect(("127.0.0.1", port)).is_ok());
    }
}

/// An answer, taken apart.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// The lines of its head.
    pub head: String,
    /// Its body.
    pub body: String,
}

/// What is answered on a port to a request as it stands here.
pub fn ask(port: u16, request: &str) -> std::io::Result<Answer> {
    ask_from("127.0.0.1", port, request)
}

/// The same at another address.
pub fn ask_from(address: &str, port: u16, request: &str) -> std::io::Result<Answer> {
    let mut stream = TcpStream::connect((address, port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    let body = match head.to_ascii_lowercase().contains("transfer-encoding: chunked") {
        true => dechunked(body),
        false => body.to_owned(),
    };
    Ok(Answer { status, head: head.to_ascii_lowercase(), body })
}

fn dechunked(mut text: &str) -> String {
    let mut whole = String::new();
    while let Some((size, rest)) = text.split_once("\r\n") {
        let size = usize::from_str_radix(size, 16).unwrap_or(0);
        whole.push_str(rest.get(..size).unwrap_or(rest));
        text = rest.get(size + 2..).unwrap_or_default();
    }
    whole
}

/// Ports that nobody has at the moment.
pub fn free_ports<const N: usize>() -> [u16; N] {
    let listeners: [TcpListener; N] = std::array::from_fn(|_| TcpListener::bind(("127.0.0.1", 0)).unwrap());
    listeners.map(|listener| listener.local_addr().unwrap().port())
}

/// A test that needs what this machine lacks is skipped with a note, and fails under CI.
pub fn skipped(why: &str) {
    assert!(std::env::var_os("CI").is_none_or(|ci| ci.is_empty()), "{why}, which CI has to have");
    println!("SKIPPED: {why}");
}

/// Whether a file is there.
pub fn exists(path: impl AsRef<Path>) -> bool {
    path.as_ref().exists()
}
