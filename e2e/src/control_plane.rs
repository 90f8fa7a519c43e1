//! Starting and stopping a control plane.

use std::fs::{self, File};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::programs::{Needs, Programs};
use crate::{Kubectl, Process, certificates, free_address, until};

const NODE: &str = "apiVersion: v1\nkind: Node\nmetadata: {name: node, labels: {kubernetes.io/os: linux}}\nstatus:\n  \
     allocatable: {cpu: '64', memory: 256Gi, pods: '2000'}\n  capacity: {cpu: '64', memory: 256Gi, pods: '2000'}\n";

/// A control plane of its own, until it is dropped.
#[derive(Debug)]
pub struct ControlPlane {
    folder: PathBuf,
    programs: Programs,
    parts: Vec<Part>,
    kubelet: Kubelet,
    api_server: SocketAddr,
}

/// What the kubelet does beside making pods ready.
#[derive(Clone, Debug, Default)]
pub struct Kubelet {
    /// The ports that it forwards.
    pub forwards: Vec<Forward>,
    /// The namespaces of whose containers it has logs: [`ControlPlane::log`].
    pub logged: Vec<&'static str>,
}

impl Kubelet {
    fn stages(&self, plane: &ControlPlane) -> String {
        let forwards = self.forwards.iter().map(Forward::stage);
        forwards.chain(self.logged.iter().map(|namespace| plane.log_stage(namespace))).collect()
    }
}

/// Where a port-forward leads that a pod of a namespace is asked for; nothing runs in pods.
#[derive(Clone, Copy, Debug)]
pub struct Forward {
    /// The namespace.
    pub namespace: &'static str,
    /// The port of a pod.
    pub port: u16,
    /// The port of this machine.
    pub to: u16,
}

impl Forward {
    /// Source: kwok 0.7, ClusterPortForward.
    fn stage(&self) -> String {
        let Forward { namespace, port, to } = self;
        format!(
            "\n---\nkind: ClusterPortForward\napiVersion: kwok.x-k8s.io/v1alpha1\nmetadata: {{name: {namespace}-{port}}}\n\
             spec:\n  selector: {{matchNamespaces: [{namespace}]}}\n  forwards:\n  - ports: [{port}]\n    \
             target: {{address: 127.0.0.1, port: {to}}}\n"
        )
    }
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

impl ControlPlane {
    /// Starts one with a node that is ready; `None` where there is none to be had, which is said loudly.
    ///
    /// # Panics
    /// Under CI, where there is none; or when it does not come up.
    pub fn start(name: &str) -> Option<ControlPlane> {
        ControlPlane::with(name, Needs::All, Kubelet::default())
    }

    /// As [`ControlPlane::start`], with a kubelet that forwards ports.
    ///
    /// # Panics
    /// As [`ControlPlane::start`].
    pub fn start_forwarding(name: &str, forwards: &[Forward]) -> Option<ControlPlane> {
        ControlPlane::start_with(name, Kubelet { forwards: forwards.to_vec(), ..Kubelet::default() })
    }

    /// As [`ControlPlane::start`], with a kubelet that forwards ports and has logs.
    ///
    /// # Panics
    /// As [`ControlPlane::start`].
    pub fn start_with(name: &str, kubelet: Kubelet) -> Option<ControlPlane> {
        ControlPlane::with(name, Needs::All, kubelet)
    }

    /// Writes the log of all containers of a namespace, or of those before them.
    ///
    /// # Panics
    /// It cannot be written.
    pub fn log(&self, namespace: &str, before: bool, lines: &str) {
        let lines: String =
            lines.lines().map(|line| format!("2026-11-21T08:12:34.000000001Z stderr F {line}\n")).collect();
        fs::write(self.log_file(namespace, before), lines).unwrap();
    }

    fn log_file(&self, namespace: &str, before: bool) -> PathBuf {
        self.folder.join(if before { format!("{namespace}-before.log") } else { format!("{namespace}.log") })
    }

    /// Source: kwok 0.7, ClusterLogs.
    fn log_stage(&self, namespace: &str) -> String {
        let [now, before] = [false, true].map(|before| self.log_file(namespace, before));
        format!(
            "\n---\nkind: ClusterLogs\napiVersion: kwok.x-k8s.io/v1alpha1\nmetadata: {{name: {namespace}}}\nspec:\n  \
             selector: {{matchNamespaces: [{namespace}]}}\n  logs: [{{logsFile: {}, previousLogsFile: {}}}]\n",
            now.display(),
            before.display()
        )
    }

    /// Starts an API server, and no more where no more is to be had: pods can be created, and nothing becomes of them.
    ///
    /// # Panics
    /// As [`ControlPlane::start`].
    pub fn start_api_server(name: &str) -> Option<ControlPlane> {
        ControlPlane::with(name, Needs::ApiServer, Kubelet::default())
    }

    fn with(name: &str, needs: Needs, kubelet: Kubelet) -> Option<ControlPlane> {
        let Some(programs) = Programs::find(needs) else {
            let text = format!("NO END-TO-END TEST {name}: there is no control plane; `make e2e` builds one");
            assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{text}");
            eprintln!("\n##### {text}\n");
            return None;
        };
        let folder = std::env::temp_dir().join(format!("outrigger-e2e-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let mut plane =
            ControlPlane { folder, programs, parts: Vec::new(), kubelet, api_server: free_address() };
        plane.bring_up();
        Some(plane)
    }

    /// Where its API server listens.
    pub(crate) fn api_server(&self) -> SocketAddr {
        self.api_server
    }

    /// The folder with its certificates, kubeconfigs and logs.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether it has controllers: something becomes of Deployments, pods and Services.
    pub fn has_controllers(&self) -> bool {
        matches!(self.programs, Programs::One(_))
    }

    /// One of its programs, such as `kubectl`.
    pub fn command(&self, program: &str) -> Command {
        self.programs.command(program)
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
        Kubectl::new(self.programs.clone(), self.folder.join("admin.kubeconfig"))
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
        certificates::write(&self.folder, &format!("https://{}", self.api_server));
        self.run_api_server(self.api_server.port());
        let kubectl = self.kubectl();
        until("an API server that is ready", || kubectl.try_run("get --raw /readyz", "").ok());
        // Without a node nobody could say whether nodes take native sidecars.
        kubectl.apply(NODE);
        if self.has_controllers() {
            self.run_the_rest();
            until("a node that is ready", || {
                let ready = "get node node -o jsonpath={.status.conditions[?(@.type=='Ready')].status}";
                kubectl.try_run(ready, "").ok().filter(|status| status == "True")
            });
        }
        kubectl.account_of("default");
    }

    fn file(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    fn run_api_server(&mut self, secure: u16) {
        let [client, peer] = [free_port(), free_port()].map(|port| format!("http://127.0.0.1:{port}"));
        let etcd = format!(
            "etcd --data-dir={} --unsafe-no-fsync --listen-client-urls={client} --advertise-client-urls={client} \
             --listen-peer-urls={peer} --initial-advertise-peer-urls={peer} --initial-cluster=default={peer}",
            self.file("etcd")
        );
        let api_server = format!(
            "kube-apiserver --etcd-servers={client} --bind-address=127.0.0.1 --secure-port={secure} \
             --advertise-address=127.0.0.1 --endpoint-reconciler-type=none --service-cluster-ip-range=127.8.0.0/16 \
             --authorization-mode=Node,RBAC --allow-privileged=true --client-ca-file={} --tls-cert-file={} \
             --tls-private-key-file={} --service-account-issuer=https://kubernetes.default.svc.cluster.local \
             --service-account-key-file={} --service-account-signing-key-file={} \
             --enable-aggregator-routing=false",
            self.file("ca.crt"),
            self.file("apiserver.crt"),
            self.file("apiserver.key"),
            self.file("sa.pub"),
            self.file("sa.key"),
        );
        self.run(&etcd);
        self.run(&api_server);
    }

    /// Controllers, a scheduler, and who makes pods ready.
    fn run_the_rest(&mut self) {
        let stages = self.command("stages").output().unwrap().stdout;
        let stages = String::from_utf8(stages).unwrap() + &self.kubelet.stages(self);
        fs::write(self.folder.join("stages.yaml"), stages).unwrap();
        let kubelet = free_port();
        // Nobody renews the node's lease: after its grace period all pods on it would count as not ready, for good.
        let controllers = format!(
            "kube-controller-manager --kubeconfig={} --leader-elect=false --service-account-private-key-file={} \
             --root-ca-file={} --use-service-account-credentials=true --kube-api-qps=300 --kube-api-burst=600 \
             --node-monitor-grace-period=24h --secure-port={}",
            self.file("kube-controller-manager.kubeconfig"),
            self.file("sa.key"),
            self.file("ca.crt"),
            free_port(),
        );
        let scheduler = format!(
            "kube-scheduler --kubeconfig={} --leader-elect=false --secure-port={}",
            self.file("kube-scheduler.kubeconfig"),
            free_port(),
        );
        let kwok = format!(
            "kwok --config={} --kubeconfig={} --manage-all-nodes=true --cidr=10.244.0.0/16 \
             --node-ip=127.0.0.1 --node-port={kubelet} --server-address=127.0.0.1:{kubelet}",
            self.file("stages.yaml"),
            self.file("admin.kubeconfig"),
        );
        [controllers, scheduler, kwok].iter().for_each(|line| self.run(line));
    }

    fn run(&mut self, line: &str) {
        let mut words = line.split_whitespace();
        let part = words.next().unwrap();
        let path = self.folder.join(format!("{part}.log"));
        let log = File::options().create(true).append(true).open(path).unwrap();
        let mut command = self.command(part);
        command.args(words).env("HOME", &self.folder);
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

fn free_port() -> u16 {
    free_address().port()
}
