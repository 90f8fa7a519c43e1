//! A real istiod on a control plane of ours, where a variable names one.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{ControlPlane, Process, free_address};

/// The program that a variable such as `PEER_ISTIOD` names; where it names none, that is said loudly.
pub fn peer(variable: &str) -> Option<PathBuf> {
    let named = std::env::var_os(variable).map(PathBuf::from);
    if named.is_none() {
        eprintln!("\n##### NO COMPARISON WITH ISTIO: {variable} names no program\n");
    }
    named
}

/// A running istiod, until it is dropped.
#[derive(Debug)]
pub struct Istiod {
    _process: Process,
}

/// Where an istiod listens on loopback.
#[derive(Clone, Copy, Debug)]
pub struct IstiodPorts {
    /// 15014 of a real one: `/version`, `/debug`, `/metrics`.
    pub monitoring: u16,
    /// 15012: gRPC with TLS.
    pub secure: u16,
    /// 15010: gRPC without.
    pub plain: u16,
    /// 8080: `/ready` and `/debug`.
    pub http: u16,
}

impl IstiodPorts {
    /// Ports that are free.
    pub fn free() -> IstiodPorts {
        let [monitoring, secure, plain, http] = [(); 4].map(|()| free_address().port());
        IstiodPorts { monitoring, secure, plain, http }
    }
}

impl Istiod {
    /// The namespace that it takes for its own.
    pub const NAMESPACE: &str = "istio-system";

    /// Starts one with a mesh config (YAML) and variables; its log is `istiod.log` in the control plane's folder.
    ///
    /// # Panics
    /// It cannot be started.
    pub fn start(
        plane: &ControlPlane,
        program: &Path,
        ports: IstiodPorts,
        mesh: &str,
        variables: &[(&str, &str)],
    ) -> Istiod {
        let config = plane.folder().join("etc/istio/config");
        fs::create_dir_all(&config).unwrap();
        fs::write(config.join("mesh"), mesh).unwrap();
        let log = File::create(plane.folder().join("istiod.log")).unwrap();
        let at = |port: u16| format!("127.0.0.1:{port}");
        let mut command = Command::new(program);
        command
            .args(["discovery", "--namespace", Istiod::NAMESPACE, "--httpsAddr", "", "--ctrlz_port", "0"])
            .arg("--kubeconfig")
            .arg(plane.folder().join("admin.kubeconfig"))
            .args(["--monitoringAddr", &at(ports.monitoring), "--secureGRPCAddr", &at(ports.secure)])
            .args(["--grpcAddr", &at(ports.plain), "--httpAddr", &at(ports.http)])
            .envs([("POD_NAME", "istiod-1"), ("POD_NAMESPACE", Istiod::NAMESPACE)])
            .env("INJECT_ENABLED", "false")
            .envs(variables.iter().copied())
            .current_dir(plane.folder())
            .stdout(log.try_clone().unwrap())
            .stderr(log);
        Istiod { _process: Process::start(&mut command) }
    }
}
