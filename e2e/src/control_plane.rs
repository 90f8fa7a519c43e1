//! Starting and stopping a control plane.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Kubectl, Process, certificates, until};

/// A control plane of its own, until it is dropped.
#[derive(Debug)]
pub struct ControlPlane {
    folder: PathBuf,
    program: PathBuf,
    parts: Vec<Part>,
}

/// One of its programs, with the line that starts it.
#[derive(Debug)]
struct Part {
    line: String,
    process: Option<Process>,
}

impl Part {
    fn name(&self) -> &str {
        self.line.split(' ').next().unwrap()
    }
}

/// The program that [`build.sh`](../../build.sh) makes, or the variable `OUTRIGGER_CONTROL_PLANE` names.
fn program() -> Option<PathBuf> {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/e2e/control-plane");
    let named = std::env::var_os("OUTRIGGER_CONTROL_PLANE").map(PathBuf::from);
    named.or_else(|| built.canonicalize().ok())
}

impl ControlPlane {
    /// Starts one with a node that is ready; `None` where there is none to be had, which is said loudly.
    ///
    /// # Panics
    /// Under CI, where there is none; or when it does not come up.
    pub fn start(name: &str) -> Option<ControlPlane> {
        let Some(program) = program() else {
            let text = "NO END-TO-END TESTS: there is no control plane; `make e2e` builds one";
            assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{text}");
            eprintln!("\n##### {text}\n");
            return None;
        };
        let folder = std::env::temp_dir().join(format!("outrigger-e2e-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let mut plane = ControlPlane { folder, program, parts: Vec::new() };
        plane.bring_up();
        Some(plane)
    }

    /// The folder with its certificates, kubeconfigs and logs.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The program that all its parts are.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// One of its parts, such as `kube-apiserver`.
    ///
    /// # Panics
    /// It has no such part, or it is stopped.
    pub fn part(&self, name: &str) -> &Process {
        let part = self.parts.iter().find(|part| part.name() == name).unwrap();
        part.process.as_ref().unwrap()
    }

    /// Kills a part.
    ///
    /// # Panics
    /// It has no such part.
    pub fn stop(&mut self, name: &str) {
        self.parts.iter_mut().find(|part| part.name() == name).unwrap().process = None;
    }

    /// Starts a part again, with the arguments that it had.
    ///
    /// # Panics
    /// It has no such part.
    pub fn start_again(&mut self, name: &str) {
        let place = self.parts.iter().position(|part| part.name() == name).unwrap();
        let line = self.parts.remove(place).line;
        self.run(&line);
    }

    /// kubectl as an administrator.
    pub fn kubectl(&self) -> Kubectl {
        Kubectl::new(self.program.clone(), self.folder.join("admin.kubeconfig"))
    }

    /// A kubeconfig with the rights of a service account.
    ///
    /// # Panics
    /// There is no such account.
    pub fn kubeconfig_of_account(&self, account: &str, namespace: &str) -> String {
        let token = self.kubectl().run(&format!("-n {namespace} create token {account}"));
        let admin = fs::read_to_string(self.folder.join("admin.kubeconfig")).unwrap();
        let users = format!("users: [{{name: e2e, user: {{token: {token}}}}}]");
        let lines = admin.lines().map(|l| if l.starts_with("users:") { users.as_str() } else { l });
        let path = self.folder.join(format!("{account}.kubeconfig"));
        fs::write(&path, lines.collect::<Vec<_>>().join("\n")).unwrap();
        path.display().to_string()
    }

    fn bring_up(&mut self) {
        let [client, peer, secure, controllers, scheduler, kwok] = ports();
        certificates::write(&self.folder, &format!("https://127.0.0.1:{secure}"));
        let file = |name: &str| self.folder.join(name).display().to_string();
        let (ca, sa, public) = (file("ca.crt"), file("sa.key"), file("sa.pub"));
        let etcd = format!("http://127.0.0.1:{client}");
        let peers = format!("http://127.0.0.1:{peer}");
        let lines = [
            format!(
                "etcd --data-dir={} --unsafe-no-fsync --listen-client-urls={etcd} --advertise-client-urls={etcd} \
                 --listen-peer-urls={peers} --initial-advertise-peer-urls={peers} --initial-cluster=default={peers}",
                file("etcd")
            ),
            format!(
                "kube-apiserver --etcd-servers={etcd} --bind-address=127.0.0.1 --secure-port={secure} \
                 --advertise-address=127.0.0.1 --endpoint-reconciler-type=none --service-cluster-ip-range=127.8.0.0/16 \
                 --authorization-mode=Node,RBAC --allow-privileged=true --client-ca-file={ca} --tls-cert-file={} \
                 --tls-private-key-file={} --service-account-issuer=https://kubernetes.default.svc.cluster.local \
                 --service-account-key-file={public} --service-account-signing-key-file={sa} \
                 --enable-aggregator-routing=false",
                file("apiserver.crt"),
                file("apiserver.key")
            ),
        ];
        let admin = file("admin.kubeconfig");
        let later = [
            format!(
                "kube-controller-manager --kubeconfig={} --leader-elect=false --service-account-private-key-file={sa} \
                 --root-ca-file={ca} --use-service-account-credentials=true --kube-api-qps=300 --kube-api-burst=600 \
                 --secure-port={controllers}",
                file("kube-controller-manager.kubeconfig")
            ),
            format!(
                "kube-scheduler --kubeconfig={} --leader-elect=false --secure-port={scheduler}",
                file("kube-scheduler.kubeconfig")
            ),
            format!(
                "kwok --config={} --kubeconfig={admin} --manage-all-nodes=true --cidr=10.244.0.0/16 \
                 --node-ip=127.0.0.1 --server-address=127.0.0.1:{kwok}",
                file("stages.yaml")
            ),
        ];
        lines.iter().for_each(|line| self.run(line));
        let kubectl = self.kubectl();
        until("an API server that is ready", || kubectl.try_run("get --raw /readyz", "").ok());
        let stages = Command::new(&self.program).arg("stages").output().unwrap().stdout;
        fs::write(self.folder.join("stages.yaml"), stages).unwrap();
        later.iter().for_each(|line| self.run(line));
        kubectl.apply(
            "apiVersion: v1\nkind: Node\nmetadata: {name: node, labels: {kubernetes.io/os: linux}}\n\
             status:\n  allocatable: {cpu: '64', memory: 256Gi, pods: '2000'}\n  capacity: {cpu: '64', memory: 256Gi, pods: '2000'}\n",
        );
        until("a node that is ready", || {
            let ready = "get node node -o jsonpath={.status.conditions[?(@.type=='Ready')].status}";
            kubectl.try_run(ready, "").ok().filter(|status| status == "True")
        });
        kubectl.account_of("default");
    }

    fn run(&mut self, line: &str) {
        let mut words = line.split_whitespace();
        let part = words.next().unwrap();
        let path = self.folder.join(format!("{part}.log"));
        let log = File::options().create(true).append(true).open(path).unwrap();
        let mut command = Command::new(&self.program);
        command.arg(part).args(words).env("HOME", &self.folder);
        command.stdout(log.try_clone().unwrap()).stderr(log);
        self.parts.push(Part { line: line.to_owned(), process: Some(Process::start(&mut command)) });
    }
}

impl Drop for ControlPlane {
    fn drop(&mut self) {
        // Those that ask others go first.
        while self.parts.pop().is_some() {}
        if std::thread::panicking() {
            eprintln!("the logs of the control plane are in {}", self.folder.display());
        } else {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

fn ports() -> [u16; 6] {
    let listeners: [TcpListener; 6] = std::array::from_fn(|_| TcpListener::bind("127.0.0.1:0").unwrap());
    listeners.map(|l| l.local_addr().unwrap().port())
}
