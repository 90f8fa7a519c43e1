//! `outrigger discovery` with a mesh of files.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

use crate::harness::namespace::{Namespace, ROOT};
use crate::lab::{HTTPBIN, HTTPBIN_2, PATIENCE, SLEEP, Who, until};

/// The mesh: a Service, and the pods that are there.
const SERVICE: &str = "\
apiVersion: v1
kind: Service
metadata: {name: httpbin, namespace: default}
spec:
  clusterIP: 10.96.0.10
  selector: {app: httpbin}
  ports: [{name: http, port: 8000, targetPort: 8080}, {name: tcp, port: 9000}]
";

/// Who may be called, and how.
pub const STRICT: &str = "\
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: default, namespace: istio-system}
spec: {mtls: {mode: STRICT}}
";

/// A control plane, whether it runs or not.
pub struct ControlPlane {
    mesh: PathBuf,
    ca: PathBuf,
    tokens: PathBuf,
    log: PathBuf,
    child: Option<Child>,
}

impl ControlPlane {
    /// One that knows the tokens of these pods. Its mesh has one server.
    pub fn new(folder: &Path, pods: &[Who]) -> ControlPlane {
        let [mesh, ca, tokens, log] = ["mesh", "ca", "tokens", "discovery.log"].map(|name| folder.join(name));
        fs::create_dir(&mesh).unwrap();
        fs::create_dir(&ca).unwrap();
        let line =
            |who: &Who, account: &str| format!("{} default/{account} {}\n", who.token_as(account), who.name);
        let table = pods.iter().map(|who| line(who, who.account()) + &line(who, "impostor"));
        fs::write(&tokens, table.collect::<String>()).unwrap();
        let plane = ControlPlane { mesh, ca, tokens, log, child: None };
        plane.account_of(HTTPBIN, HTTPBIN.account());
        plane.serve_by(&[HTTPBIN]);
        plane
    }

    /// Puts a manifest into the mesh.
    pub fn write(&self, name: &str, text: &str) {
        let beside = self.mesh.join(format!("{name}.new"));
        fs::write(&beside, text).unwrap();
        fs::rename(beside, self.mesh.join(name)).unwrap();
    }

    /// Takes one out of it.
    pub fn remove(&self, name: &str) {
        fs::remove_file(self.mesh.join(name)).unwrap();
    }

    /// Says which account a pod has; the others have their own.
    pub fn account_of(&self, whose: Who, account: &str) {
        let pods = [SLEEP, HTTPBIN, HTTPBIN_2]
            .map(|who| pod(who, if who.name == whose.name { account } else { who.account() }));
        self.write("mesh.yaml", &format!("{SERVICE}{}", pods.concat()));
    }

    /// Says which pods the Service has.
    pub fn serve_by(&self, servers: &[Who]) {
        self.serve_by_some(servers, "ready: true");
    }

    /// The same of pods that are being deleted.
    pub fn serve_by_leaving(&self, servers: &[Who]) {
        self.serve_by_some(servers, "ready: false, serving: true, terminating: true");
    }

    fn serve_by_some(&self, servers: &[Who], conditions: &str) {
        let endpoint = |who: &Who| {
            format!(
                "- {{addresses: [{}], conditions: {{{conditions}}}, targetRef: {{kind: Pod, name: {}}}}}\n",
                who.address(),
                who.name
            )
        };
        let endpoints: String = servers.iter().map(endpoint).collect();
        self.write(
            "endpoints.yaml",
            &format!(
                "apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\naddressType: IPv4\n\
                 metadata: {{name: httpbin-1, namespace: default, labels: {{kubernetes.io/service-name: httpbin}}}}\n\
                 ports: [{{name: http, port: 8080}}, {{name: tcp, port: 9000}}]\nendpoints:\n{endpoints}"
            ),
        );
    }

    /// Starts it in a namespace, and waits until it serves.
    pub fn start(&mut self, namespace: &Namespace) {
        let log = File::options().create(true).append(true).open(&self.log).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_outrigger"));
        command.arg("discovery").arg("--from").arg(&self.mesh);
        command.arg("--token-table").arg(&self.tokens).arg("--ca-dir").arg(&self.ca);
        command.env_clear().stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
        self.child = Some(namespace.inside(ROOT, || command.spawn().unwrap()));
        until(&format!("the control plane serves: {}", self.log()), || {
            page(namespace, 8080, "/ready").is_some_and(|(status, _)| status == 200)
        });
    }

    /// Kills it.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// The file of its root.
    pub fn root(&self) -> PathBuf {
        self.ca.join("root-cert.pem")
    }

    /// How proxies stand.
    pub fn syncz(&self, namespace: &Namespace) -> serde_json::Value {
        let (_, body) = page(namespace, 15014, "/debug/syncz").unwrap_or((0, "[]".to_owned()));
        serde_json::from_str(&body).unwrap_or_else(|error| panic!("{error}: {body}"))
    }

    /// What it said.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for ControlPlane {
    fn drop(&mut self) {
        self.kill();
        if thread::panicking() {
            eprintln!("--- discovery:\n{}", self.log());
        }
    }
}

fn pod(who: Who, account: &str) -> String {
    let (name, app, address) = (who.name, who.account(), who.address());
    format!(
        "---\napiVersion: v1\nkind: Pod\nmetadata: {{name: {name}, namespace: default, \
         labels: {{app: {app}, security.istio.io/tlsMode: istio}}}}\n\
         spec: {{serviceAccountName: {account}}}\nstatus: {{podIP: {address}}}\n"
    )
}

/// A page that is served on a port of a namespace's own: its status and body.
pub fn page(namespace: &Namespace, port: u16, path: &str) -> Option<(u16, String)> {
    namespace.inside(ROOT, || {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        let answer = String::from_utf8_lossy(&answer);
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let is_cut = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
        let body = if is_cut { joined(body) } else { body.to_owned() };
        Some((head.split(' ').nth(1)?.parse().ok()?, body))
    })
}

/// The text that came in chunks.
fn joined(mut chunks: &str) -> String {
    let mut whole = String::new();
    while let Some((size, rest)) = chunks.split_once("\r\n") {
        let size = usize::from_str_radix(size, 16).unwrap_or(0);
        whole.push_str(rest.get(..size).unwrap_or(rest));
        chunks = rest.get(size + 2..).unwrap_or_default();
    }
    whole
}
