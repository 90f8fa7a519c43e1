//! The control plane as a process of its own, and what it costs.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// A control plane that runs.
pub struct Program {
    child: Child,
    pub secure: SocketAddr,
    pub monitoring: SocketAddr,
    /// What it signs with.
    pub roots: String,
    folder: PathBuf,
}

impl Program {
    /// Starts the program on an API server, and waits for its ports.
    pub fn start(api: SocketAddr) -> Program {
        static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let count = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("outrigger-scale-{}-{count}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let kubeconfig = folder.join("kubeconfig");
        let text = format!(
            "apiVersion: v1\nkind: Config\ncurrent-context: a\nclusters: [{{name: a, cluster: {{server: 'http://{api}'}}}}]\n\
             contexts: [{{name: a, context: {{cluster: a, user: a}}}}]\nusers: [{{name: a, user: {{token: t}}}}]\n"
        );
        std::fs::write(&kubeconfig, text).unwrap();
        let ca = folder.join("ca");
        std::fs::create_dir_all(&ca).unwrap();
        let root = ca.join("root-cert.pem");
        let mut command = match std::env::var_os("OUTRIGGER") {
            Some(program) => {
                let mut command = Command::new(program);
                command
                    .arg("discovery")
                    .args(["--secure-grpc-addr", "127.0.0.1:0", "--grpc-addr", "127.0.0.1:0"])
                    .args(["--monitoring-addr", "127.0.0.1:0", "--http-addr", ""])
                    .arg("--ca-dir")
                    .arg(&ca)
                    .arg("--kubeconfig")
                    .arg(&kubeconfig);
                command
            }
            None => {
                let mut command = Command::new(std::env::current_exe().unwrap());
                command.args(["serve", &api.to_string()]).arg(&root);
                command
            }
        };
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut seen = String::new();
        let addresses = loop {
            let line = lines.next().unwrap_or_else(|| panic!("it ended: {seen}")).unwrap();
            if line.contains("serving") && line.contains("127.0.0.1:") {
                break addresses(&line);
            }
            seen.push_str(&line);
            seen.push('\n');
        };
        // What it says is taken, so that it need not wait for that.
        std::thread::spawn(move || lines.for_each(drop));
        let roots = std::fs::read_to_string(&root).unwrap();
        let [secure, _, monitoring] = addresses[..] else { panic!("{addresses:?}") };
        Program { child, secure, monitoring, roots, folder }
    }

    /// Seconds of processors' time that it has had.
    pub fn processor(&self) -> f64 {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.child.id())).unwrap();
        let of = |task: std::fs::DirEntry| -> f64 {
            let text = std::fs::read_to_string(task.path().join("schedstat")).unwrap_or_default();
            text.split(' ').next().unwrap_or_default().parse().unwrap_or(0.0)
        };
        tasks.map(|task| of(task.unwrap())).sum::<f64>() / 1e9
    }

    /// MB that are resident, now and at most since [`Program::forget_peak`].
    pub fn resident(&self) -> (f64, f64) {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let of = |key: &str| -> f64 {
            let line = text.lines().find(|line| line.starts_with(key)).unwrap();
            line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
        };
        (of("VmRSS:"), of("VmHWM:"))
    }

    pub fn forget_peak(&self) {
        let _ = std::fs::write(format!("/proc/{}/clear_refs", self.child.id()), "5");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The addresses in a line, in their order.
fn addresses(line: &str) -> Vec<SocketAddr> {
    let words = line.split(|letter: char| !(letter.is_ascii_digit() || letter == '.' || letter == ':'));
    words.filter_map(|word| word.parse().ok()).collect()
}
