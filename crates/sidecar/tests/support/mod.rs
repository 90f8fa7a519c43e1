//! A pod's files, a certificate authority, and an Envoy that asks for secrets: as much of them as tests need.

#![allow(dead_code, reason = "not each test needs all of it")]

pub mod authority;
pub mod control_plane;
pub mod envoy;
pub mod proxy;

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use agent::settings::{CertificateFiles, Environment, Files, Flags, Given, Host, Plan};
use sidecar::certificates::Certificates;
use sidecar::stop::{Stopper, stop};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

/// How long a test waits for what must come. It is for machines that are busy: nothing here takes as long.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The workload's token at first.
pub const TOKEN: &str = "eyJhbGciOiJub25lIn0.dG9wLXNlY3JldC10b2tlbg.c2lnbmF0dXJl";

/// The files of a pod, in a folder of its own.
pub struct Pod {
    pub folder: TempDir,
}

/// An agent's part that runs.
pub struct Running {
    pub metrics: prometheus_client::registry::Registry,
    pub anchors: sidecar::certificates::Anchors,
    stopper: Stopper,
    task: JoinHandle<Result<(), String>>,
}

impl Running {
    /// Ends it, and waits until it has.
    pub async fn end(self) {
        self.stopper.stop();
        timeout(PATIENCE, self.task).await.unwrap().unwrap().unwrap();
    }
}

impl Pod {
    /// With a token, and the roots of an authority.
    pub fn new(roots: &str) -> Pod {
        let pod = Pod { folder: tempfile::tempdir().unwrap() };
        pod.write("token", TOKEN);
        pod.write("roots", roots);
        pod
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Replaces a file in one step.
    pub fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(".new"), text).unwrap();
        fs::rename(self.path(".new"), self.path(name)).unwrap();
    }

    pub fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    /// The plan of an agent in this pod, whose authority is there.
    pub fn plan(&self, authority: &str, variables: &[(&str, &str)]) -> Plan {
        let roots = self.path("roots").display().to_string();
        let usual = [
            ("POD_NAME", "sleep-1"),
            ("POD_NAMESPACE", "default"),
            ("SERVICE_ACCOUNT", "sleep"),
            ("INSTANCE_IP", "10.0.0.1"),
            ("ISTIO_META_CLUSTER_ID", "Kubernetes"),
            ("FILE_DEBOUNCE_DURATION", "10ms"),
            ("CA_ADDR", authority),
            ("CA_ROOT_CA", &roots),
        ];
        let variables = usual.iter().chain(variables).map(|(name, value)| (*name, *value));
        let environment =
            Environment::from_iter(variables.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let flags = Flags::read::<String>(&[]).unwrap();
        let given = Given {
            flags: &flags,
            environment: &environment,
            files: &Files::default(),
            host: &Host::default(),
        };
        let mut plan = Plan::new(&given).unwrap();
        let within = |folder: &str| CertificateFiles {
            chain: self.path(folder).join("cert-chain.pem"),
            key: self.path(folder).join("key.pem"),
            root: self.path(folder).join("root-cert.pem"),
        };
        plan.paths.token = self.path("token");
        plan.paths.workload_socket = self.path("uds/socket");
        plan.paths.files_socket = self.path("credential/files-socket");
        plan.paths.workload_certificate = within("workload");
        plan.paths.etc_certs = within("etc");
        plan.paths.revoked = self.path("revoked");
        plan
    }

    /// Starts what an agent does for certificates.
    pub async fn start(&self, plan: &Plan) -> Running {
        let certificates = Certificates::prepare(plan).unwrap();
        let mut metrics = prometheus_client::registry::Registry::with_prefix("istio_agent");
        certificates.register(&mut metrics);
        let (stopper, stop) = stop();
        let anchors = certificates.anchors();
        let task = tokio::spawn(certificates.serve(stop));
        Running { metrics, anchors, stopper, task }
    }
}

/// Waits until something is so.
pub async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let waited = async {
        while !is_so() {
            sleep(Duration::from_millis(10)).await;
        }
    };
    assert!(timeout(PATIENCE, waited).await.is_ok(), "{what} does not happen");
}
