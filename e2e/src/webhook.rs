//! outrigger as the webhook behind a Service.

use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::printed;
use crate::{ControlPlane, Kubectl, Process, until};

/// The namespace of the injector, as `outrigger install --istio-names` has it: the commands of Istio's documentation are
/// for it.
pub const NAMESPACE: &str = "istio-system";
/// Its Service and Deployment.
pub const SERVICE: &str = "istio-sidecar-injector";

/// A running webhook, until it is dropped.
#[derive(Debug)]
pub struct Webhook {
    process: Process,
}

/// A Service with a certificate for it, in files.
#[derive(Debug)]
pub struct Certificate {
    /// The address of the Service.
    pub address: String,
    /// The authority that signed.
    pub ca: String,
    /// The certificate.
    pub chain: String,
    /// Its key.
    pub key: String,
}

/// What a webhook answers to a review, asked without an API server.
///
/// # Errors
/// It does not answer.
///
/// # Panics
/// The review cannot be sent.
pub fn review(plane: &ControlPlane, webhook: SocketAddr, review: &str) -> Result<String, String> {
    let mut command = plane.command("review");
    command.arg(format!("https://{webhook}/inject"));
    printed(&mut command, review)
}

impl Certificate {
    /// Makes a Service in [`NAMESPACE`], and a certificate for it.
    pub fn of_service(plane: &ControlPlane, service: &str) -> Certificate {
        let kubectl = plane.kubectl();
        kubectl.namespace(NAMESPACE, "{}");
        kubectl.apply(&format!(
            "apiVersion: v1\nkind: Service\nmetadata: {{name: {service}, namespace: {NAMESPACE}}}\n\
             spec: {{ports: [{{port: 443, targetPort: 15017}}]}}\n"
        ));
        let secret = format!("{service}-made");
        let names = ["--service", service, "--namespace", NAMESPACE, "--secret", &secret];
        kubectl.apply(&run(&[&["certs", "create"][..], &names].concat()));
        let keep = |key: &str| {
            let path = plane.folder().join(format!("{service}-{key}"));
            fs::write(&path, kubectl.secret(NAMESPACE, &secret, key)).unwrap();
            path.display().to_string()
        };
        let address = kubectl.address(service);
        Certificate { address, ca: keep("ca.crt"), chain: keep("tls.crt"), key: keep("tls.key") }
    }
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
    pub fn install(plane: &ControlPlane, install: &[&str], serve: &[&str]) -> (Webhook, Certificate) {
        let certificate = Certificate::of_service(plane, SERVICE);
        let webhook = Webhook::start(&certificate, serve);
        configure(&plane.kubectl(), &certificate.ca, install);
        (webhook, certificate)
    }

    /// Its process.
    pub fn process(&self) -> &Process {
        &self.process
    }

    /// Starts the webhook where its Service is.
    ///
    /// # Panics
    /// It does not come up.
    pub fn start(certificate: &Certificate, serve: &[&str]) -> Webhook {
        let Certificate { address, chain, key, .. } = certificate;
        let mut command = Command::new(outrigger());
        command.args(["webhook", "--address", address, "--port", "443"]);
        command.args(["--tlsCertFile", chain, "--tlsKeyFile", key]).args(serve);
        let webhook = Webhook { process: Process::start(&mut command) };
        until("a webhook that listens", || TcpStream::connect((address.as_str(), 443)).ok());
        webhook
    }
}

/// Applies the configuration of the webhook with that CA, and waits until the API server has taken it over.
pub fn configure(kubectl: &Kubectl, ca: &str, install: &[&str]) {
    let mut arguments = vec!["install", "--istio-names", "--webhook-config-only", "--static-ca-bundle", ca];
    arguments.extend(install);
    kubectl.apply(&run(&arguments));
    // The API server tells nobody when it has: a moment more than it ever took.
    std::thread::sleep(std::time::Duration::from_millis(1500));
}
