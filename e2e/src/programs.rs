//! Where the programs of a control plane are.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What a test needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// An API server: pods are created, and nothing becomes of them.
    ApiServer,
    /// Its controllers, a scheduler and a node as well.
    All,
}

/// The programs of a control plane.
#[derive(Clone, Debug)]
pub enum Programs {
    /// One that is all of them.
    One(PathBuf),
    /// A folder with etcd, kube-apiserver and kubectl.
    Folder(PathBuf),
}

impl Programs {
    /// What the variable `OUTRIGGER_CONTROL_PLANE` names; else the folder that `KUBEBUILDER_ASSETS` names, where it is
    /// enough; else what [`build.sh`](../../build.sh) has made.
    ///
    /// # Panics
    /// What is named is not there.
    pub fn find(needs: Needs) -> Option<Programs> {
        let named = |variable: &str| std::env::var_os(variable).map(PathBuf::from);
        if let Some(one) = named("OUTRIGGER_CONTROL_PLANE") {
            return Some(Programs::One(one));
        }
        if let Some(folder) = named("KUBEBUILDER_ASSETS").filter(|_| needs == Needs::ApiServer) {
            for program in ["etcd", "kube-apiserver", "kubectl"] {
                let path = folder.join(program);
                assert!(path.exists(), "KUBEBUILDER_ASSETS: there is no {}", path.display());
            }
            return Some(Programs::Folder(folder));
        }
        let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/e2e/control-plane");
        built.canonicalize().ok().map(Programs::One)
    }

    /// One of them, such as `etcd`.
    pub fn command(&self, program: &str) -> Command {
        match self {
            Programs::One(path) => {
                let mut command = Command::new(path);
                command.arg(program);
                command
            }
            Programs::Folder(folder) => Command::new(folder.join(program)),
        }
    }
}
