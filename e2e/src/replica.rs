//! outrigger as `outrigger install` sets it up, with the rights of its own ServiceAccount.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::Command;

use crate::{ControlPlane, NAMESPACE, Process, SERVICE, free_address, outrigger, run, until};

/// Flags of the Deployment that cannot be had on this machine: all replicas share its addresses.
const OWN: [&str; 4] = ["--port", "--address", "--monitoring-address", "--log-format"];

/// Applies what `outrigger install` prints.
pub fn install(plane: &ControlPlane) {
    plane.kubectl().apply(&run(&["install", "--image", "outrigger:test"]));
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
        let service = plane.kubectl().address(SERVICE);
        Replica::start(plane, format!("{service}:443").parse().unwrap(), more)
    }

    /// Starts one on an address of its own.
    pub fn elsewhere(plane: &ControlPlane, more: &[&str]) -> Replica {
        Replica::start(plane, free_address(), more)
    }

    fn start(plane: &ControlPlane, address: SocketAddr, more: &[&str]) -> Replica {
        let args = "jsonpath={.spec.template.spec.containers[0].args[*]}";
        let passed = plane.kubectl().run(&format!("-n {NAMESPACE} get deployment outrigger -o {args}"));
        let passed = passed.split_whitespace().filter(|a| !OWN.iter().any(|flag| a.starts_with(flag)));
        let (plain, name) = (free_address(), format!("replica-{}", address.port()));
        let log = plane.folder().join(format!("{name}.log"));
        let file = File::create(&log).unwrap();
        let mut command = Command::new(outrigger());
        command
            .args(passed.map(|argument| argument.replace("$(POD_NAMESPACE)", NAMESPACE)))
            .args(["--address", &address.ip().to_string(), "--port", &address.port().to_string()])
            .args(["--monitoring-address", &plain.to_string()])
            .args(["--kubeconfig", &plane.kubeconfig_of_account("outrigger", NAMESPACE)])
            .args(more)
            .env("POD_NAMESPACE", NAMESPACE)
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
        let mut stream = TcpStream::connect(self.plain).ok()?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        Some(answer)
    }

    /// What it has logged so far.
    ///
    /// # Panics
    /// The log cannot be read.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }
}
