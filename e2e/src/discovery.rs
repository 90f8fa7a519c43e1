//! `outrigger discovery` as `outrigger install --mesh` sets it up, with the rights of its own ServiceAccount.

use std::fs::{self, File};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::{ControlPlane, Process, asked, free_address, outrigger, until};

/// Flags of the Deployment that cannot be had on this machine: all replicas share its addresses.
const OWN_FLAGS: [&str; 3] = ["--secure-grpc-addr", "--monitoring-addr", "--log-format"];

/// What a pod of the Deployment runs, until it is dropped.
#[derive(Debug)]
pub struct Discovery {
    process: Process,
    secure: SocketAddr,
    monitoring: SocketAddr,
    log: PathBuf,
}

impl Discovery {
    /// Starts what a kubelet would: the Deployment's own arguments and variables, but for its ports, with a token of its
    /// ServiceAccount. `pod` is the pod's name, `more` is added to the arguments.
    ///
    /// # Panics
    /// There is no such Deployment, or it asks for what is not known here.
    pub fn start(plane: &ControlPlane, place: (&str, &str), pod: &str, more: &[&str]) -> Discovery {
        Discovery::at(plane, place, pod, [free_address(), free_address()], more)
    }

    /// The same at these addresses: of xDS, and of monitoring.
    ///
    /// # Panics
    /// As [`Discovery::start`].
    pub fn at(
        plane: &ControlPlane,
        (namespace, deployment): (&str, &str),
        pod: &str,
        [secure, monitoring]: [SocketAddr; 2],
        more: &[&str],
    ) -> Discovery {
        let found = plane.kubectl().run(&format!("-n {namespace} get deployment {deployment} -o json"));
        let found: Value = serde_json::from_str(&found).unwrap();
        let spec = &found["spec"]["template"]["spec"];
        let container = &spec["containers"][0];
        let log = plane.folder().join(format!("{pod}.log"));
        let file = File::create(&log).unwrap();
        let mut command = Command::new(outrigger());
        let given = container["args"].as_array().unwrap().iter().map(|argument| argument.as_str().unwrap());
        let passed = given.filter(|argument| !OWN_FLAGS.iter().any(|flag| argument.starts_with(flag)));
        command.args(passed.map(|argument| argument.replace("$(POD_NAMESPACE)", namespace)));
        for variable in container["env"].as_array().unwrap() {
            let value = match variable["valueFrom"]["fieldRef"]["fieldPath"].as_str() {
                Some("metadata.name") => pod,
                Some("metadata.namespace") => namespace,
                other => panic!("{other:?}"),
            };
            command.env(variable["name"].as_str().unwrap(), value);
        }
        let account = spec["serviceAccountName"].as_str().unwrap();
        command
            .args(["--secure-grpc-addr", &secure.to_string(), "--monitoring-addr", &monitoring.to_string()])
            .args(["--kubeconfig", &plane.kubeconfig_of_account(account, namespace)])
            .args(more)
            .stdout(file.try_clone().unwrap())
            .stderr(file);
        Discovery { process: Process::start(&mut command), secure, monitoring, log }
    }

    /// Waits until it is ready.
    ///
    /// # Panics
    /// It does not become ready.
    pub fn ready(self) -> Discovery {
        let waiting = std::panic::AssertUnwindSafe(|| {
            until("a control plane that is ready", || self.is_ready().then_some(()));
        });
        assert!(std::panic::catch_unwind(waiting).is_ok(), "it is not ready:\n{}", self.log());
        self
    }

    /// Whether the kubelet would take it for ready.
    pub fn is_ready(&self) -> bool {
        self.asked("/ready").is_some_and(|answer| answer.starts_with("HTTP/1.1 200"))
    }

    /// What its monitoring port says of a path; `None` while nobody listens there.
    pub fn asked(&self, path: &str) -> Option<String> {
        asked(self.monitoring, path)
    }

    /// Where proxies connect to it.
    pub fn address(&self) -> SocketAddr {
        self.secure
    }

    /// Its process.
    pub fn process(&mut self) -> &mut Process {
        &mut self.process
    }

    /// What it has logged so far.
    ///
    /// # Panics
    /// The log cannot be read.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }
}
