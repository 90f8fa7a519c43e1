//! outrigger as the webhook behind a Service.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::{ControlPlane, Kubectl, until};

/// The namespace of the injector.
pub const NAMESPACE: &str = "istio-system";
/// Its Service, as `outrigger install` names it.
const SERVICE: &str = "outrigger";

/// A running webhook, until it is dropped.
#[derive(Debug)]
pub struct Webhook {
    process: Child,
}

/// The program under test: the variable `OUTRIGGER`, or what Cargo has built last.
///
/// # Panics
/// There is none.
pub fn outrigger() -> PathBuf {
    if let Some(named) = std::env::var_os("OUTRIGGER") {
        return named.into();
    }
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
    let built = ["release", "debug"].map(|profile| target.join(profile).join("outrigger"));
    let age = |path: &PathBuf| fs::metadata(path).and_then(|m| m.modified()).ok();
    built.into_iter().filter(|p| p.exists()).max_by_key(age).expect("`cargo build -p outrigger` makes it")
}

/// Runs outrigger with a text to read, and gives what it prints.
///
/// # Panics
/// It fails.
pub fn run(arguments: &[&str]) -> String {
    let output = Command::new(outrigger()).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

impl Webhook {
    /// Makes the Service, a certificate and the webhook's configuration, and starts the webhook where the Service is.
    /// `install` is what `outrigger install --webhook-config-only` is given beside.
    ///
    /// # Panics
    /// It does not come up.
    pub fn install(plane: &ControlPlane, install: &[&str], serve: &[&str]) -> Webhook {
        let kubectl = plane.kubectl();
        kubectl.namespace(NAMESPACE, "{}");
        kubectl.apply(&format!(
            "apiVersion: v1\nkind: Service\nmetadata: {{name: {SERVICE}, namespace: {NAMESPACE}}}\n\
             spec: {{ports: [{{port: 443, targetPort: 15017}}]}}\n"
        ));
        kubectl.apply(&run(&[
            "certs",
            "create",
            "--service",
            SERVICE,
            "--namespace",
            NAMESPACE,
            "--secret",
            "webhook-certs",
        ]));
        let keep = |key: &str, file: &str| {
            let path = plane.folder().join(file);
            fs::write(&path, kubectl.secret(NAMESPACE, "webhook-certs", key)).unwrap();
            path.display().to_string()
        };
        let (ca, chain, key) = (
            keep("ca.crt", "webhook-ca.crt"),
            keep("tls.crt", "webhook.crt"),
            keep("tls.key", "webhook.key"),
        );
        let webhook = Webhook::start(&kubectl, &chain, &key, serve);
        configure(&kubectl, &ca, install);
        webhook
    }

    /// Starts the webhook where its Service is.
    ///
    /// # Panics
    /// It does not come up.
    pub fn start(kubectl: &Kubectl, chain: &str, key: &str, serve: &[&str]) -> Webhook {
        let address =
            kubectl.run(&format!("-n {NAMESPACE} get service {SERVICE} -o jsonpath={{.spec.clusterIP}}"));
        let process = Command::new(outrigger())
            .args(["webhook", "--address", &address, "--port", "443"])
            .args(["--tlsCertFile", chain, "--tlsKeyFile", key])
            .args(serve)
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let webhook = Webhook { process };
        until("a webhook that listens", || std::net::TcpStream::connect((address.as_str(), 443)).ok());
        webhook
    }
}

/// Applies the configuration of the webhook with that CA, and waits until the API server has taken it over.
pub fn configure(kubectl: &Kubectl, ca: &str, install: &[&str]) {
    let mut arguments = vec!["install", "--webhook-config-only", "--static-ca-bundle", ca];
    arguments.extend(install);
    kubectl.apply(&run(&arguments));
    // The API server tells nobody when it has: a moment more than it ever took.
    std::thread::sleep(std::time::Duration::from_millis(1500));
}

impl Drop for Webhook {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
