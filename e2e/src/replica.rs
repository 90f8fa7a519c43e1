//! outrigger as `outrigger install` sets it up, with the rights of its own ServiceAccount.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::Command;

use crate::{ControlPlane, NAMESPACE, Process, SERVICE, free_address, outrigger, run, until};

/// Flags of the Deployment that cannot be had on this machine: all replicas share its addresses.
const OWN_FLAGS: [&str; 4] = ["--port", "--address", "--monitoring-address", "--log-format"];

/// Where an installation is.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Its namespace.
    pub namespace: &'static str,
    /// Its Deployment, Service and ServiceAccount.
    pub program: &'static str,
}

/// An installation with the names of Istio's documentation.
pub const ISTIO: Place = Place { namespace: NAMESPACE, program: SERVICE };
/// An installation with names of its own.
pub const OWN: Place = Place { namespace: "outrigger-system", program: "outrigger" };

/// Applies what `outrigger install --istio-names` prints.
pub fn install(plane: &ControlPlane) {
    plane.kubectl().apply(&run(&["install", "--istio-names", "--image", "outrigger:test"]));
    serve(plane, ISTIO);
}

/// Waits until the API server calls the installed webhook, which a replica that is ready brings about.
///
/// # Panics
/// It does not.
pub fn is_called(plane: &ControlPlane) {
    is_called_by(plane, SERVICE);
}

/// As [`is_called`], of a webhook configuration.
///
/// # Panics
/// It is not.
pub fn is_called_by(plane: &ControlPlane, configuration: &str) {
    let kubectl = plane.kubectl();
    let entries =
        format!("get mutatingwebhookconfiguration {configuration} -o jsonpath={{.webhooks[*].name}}");
    until("entries that are in force", || (!kubectl.run(&entries).is_empty()).then_some(()));
    // The API server tells nobody when it has taken them over: a moment more than it ever took.
    std::thread::sleep(std::time::Duration::from_millis(1500));
}

/// Where nobody writes down which addresses serve a Service, it is written down here.
pub fn serve(plane: &ControlPlane, place: Place) {
    let Place { namespace, program } = place;
    if !plane.has_controllers() {
        plane.kubectl().apply(&format!(
            "apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\naddressType: IPv4\nmetadata: {{name: {program}-1, \
             namespace: {namespace}, labels: {{kubernetes.io/service-name: {program}}}}}\nendpoints: [{{addresses: \
             [10.244.0.1], conditions: {{ready: true}}}}]\nports: [{{name: https-webhook, port: 15017}}]\n"
        ));
    }
}

/// One replica of the installed Deployment, until it is dropped.
#[derive(Debug)]
pub struct Replica {
    process: Process,
    address: SocketAddr,
    plain: SocketAddr,
    log: PathBuf,
}

impl Replica {
    /// Starts one where the Service is, so that the API server calls it. `more` is added to the Deployment's own flags.
    pub fn at_service(plane: &ControlPlane, more: &[&str]) -> Replica {
        Replica::at_service_of(plane, ISTIO, more)
    }

    /// The same for an installation elsewhere.
    pub fn at_service_of(plane: &ControlPlane, place: Place, more: &[&str]) -> Replica {
        let Place { namespace, program } = place;
        let address = "jsonpath={.spec.clusterIP}";
        let service = plane.kubectl().run(&format!("-n {namespace} get service {program} -o {address}"));
        Replica::start(plane, place, format!("{service}:443").parse().unwrap(), more)
    }

    /// Starts one on an address of its own.
    pub fn elsewhere(plane: &ControlPlane, more: &[&str]) -> Replica {
        Replica::start(plane, ISTIO, free_address(), more)
    }

    /// Starts one where ports of its pods are forwarded to: that of the webhook, and the plain one.
    pub fn behind(plane: &ControlPlane, webhook: SocketAddr, plain: SocketAddr) -> Replica {
        Replica::at(plane, ISTIO, (webhook, plain), &[])
    }

    fn start(plane: &ControlPlane, place: Place, address: SocketAddr, more: &[&str]) -> Replica {
        Replica::at(plane, place, (address, free_address()), more)
    }

    fn at(
        plane: &ControlPlane,
        place: Place,
        (address, plain): (SocketAddr, SocketAddr),
        more: &[&str],
    ) -> Replica {
        let Place { namespace, program } = place;
        let args = "jsonpath={.spec.template.spec.containers[0].args[*]}";
        let passed = plane.kubectl().run(&format!("-n {namespace} get deployment {program} -o {args}"));
        let passed = passed.split_whitespace().filter(|a| !OWN_FLAGS.iter().any(|flag| a.starts_with(flag)));
        let name = format!("replica-{program}-{}", address.port());
        let log = plane.folder().join(format!("{name}.log"));
        let file = File::create(&log).unwrap();
        let mut command = Command::new(outrigger());
        command
            .args(passed.map(|argument| {
                let mounted = plane.folder().join("certs").display().to_string();
                argument.replace("$(POD_NAMESPACE)", namespace).replace("/etc/outrigger/certs", &mounted)
            }))
            .args(["--address", &address.ip().to_string(), "--port", &address.port().to_string()])
            .args(["--monitoring-address", &plain.to_string()])
            .args(["--kubeconfig", &plane.kubeconfig_of_account(program, namespace)])
            .args(more)
            .env("POD_NAMESPACE", namespace)
            .env("POD_NAME", &name)
            .stdout(file.try_clone().unwrap())
            .stderr(file);
        Replica { process: Process::start(&mut command), address, plain, log }
    }

    /// Waits until it is ready.
    ///
    /// # Panics
    /// It does not become ready.
    pub fn ready(self) -> Replica {
        until("a replica that is ready", || self.is_ready().then_some(()));
        self
    }

    /// Whether it says that it is ready.
    pub fn is_ready(&self) -> bool {
        self.asked("/readyz").is_some_and(|answer| answer.starts_with("HTTP/1.1 200"))
    }

    /// Where it serves the webhook.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its process.
    pub fn process(&mut self) -> &mut Process {
        &mut self.process
    }

    /// What the plain port says; `None` while nobody listens there.
    pub fn asked(&self, path: &str) -> Option<String> {
        asked(self.plain, path)
    }

    /// What it has logged so far.
    ///
    /// # Panics
    /// The log cannot be read.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }
}

/// What a plain port says of a path; `None` while nobody listens there.
pub fn asked(plain: SocketAddr, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(plain).ok()?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}
