//! Why a lab does not do what it was asked to.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why a lab does not do what it was asked to.
#[derive(Debug, Error)]
pub enum LabError {
    /// A program of the system is missing.
    #[error("the program `{program}` is missing")]
    Program {
        /// Its name.
        program: &'static str,
        /// The package that has it.
        package: &'static str,
    },
    /// Namespaces cannot be made.
    #[error("namespaces of the network, of mounts and of processes cannot be made: {cause}")]
    Rights {
        /// What `unshare` says.
        cause: String,
        /// Whether root tried.
        is_root: bool,
    },
    /// There is no Envoy.
    #[error("there is no Envoy: {place}")]
    Envoy {
        /// Where it was looked for.
        place: String,
    },
    /// A lab runs in this folder already.
    #[error("a lab runs in {} already", dir.display())]
    Running {
        /// The folder.
        dir: PathBuf,
    },
    /// No lab runs in this folder.
    #[error("no lab runs in {}", dir.display())]
    Absent {
        /// The folder.
        dir: PathBuf,
    },
    /// The address at which this machine reaches the control plane cannot be had.
    #[error("the control plane cannot be reached at {address}: {source}")]
    Address {
        /// The address.
        address: String,
        /// Why.
        source: io::Error,
    },
    /// The lab ended before it was ready.
    #[error("the lab did not start: {cause}")]
    Start {
        /// Its last words.
        cause: String,
    },
    /// It did not come about in time.
    #[error("not within {seconds} seconds: {what}")]
    Time {
        /// What was waited for.
        what: String,
        /// How long.
        seconds: u64,
    },
    /// Something in a manifest cannot be used.
    #[error("{place}: {cause}")]
    Object {
        /// The file or object.
        place: String,
        /// Why.
        cause: String,
        /// What to do, where that is known.
        hint: Option<&'static str>,
    },
    /// The lab says why.
    #[error("{0}")]
    Refused(String),
    /// A program did not do its work.
    #[error("{what} failed: {cause}")]
    Run {
        /// The work.
        what: String,
        /// What the program said.
        cause: String,
    },
    /// A file cannot be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The system refuses.
    #[error("{what}: {source}")]
    System {
        /// What was asked of it.
        what: &'static str,
        /// Why not.
        source: io::Error,
    },
}

impl LabError {
    /// A file could not be read or written.
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> LabError {
        let path = path.into();
        |source| LabError::File { path, source }
    }

    /// Something in an object cannot be used.
    pub(crate) fn object(place: impl Into<String>, cause: impl Into<String>) -> LabError {
        LabError::Object { place: place.into(), cause: cause.into(), hint: None }
    }

    /// What it says, and what to do about it, in one line.
    pub(crate) fn with_hint(&self) -> String {
        self.hint().map_or_else(|| self.to_string(), |hint| format!("{self}; {hint}"))
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            LabError::Program { package, .. } => format!("install the package {package}"),
            LabError::Rights { is_root: true, .. } => {
                "this root lacks CAP_SYS_ADMIN or CAP_NET_ADMIN, as in most containers: run it on the machine itself".to_owned()
            }
            LabError::Rights { is_root: false, .. } => {
                "be root; or install the package uidmap, and give this user ranges in /etc/subuid and /etc/subgid".to_owned()
            }
            LabError::Envoy { .. } => {
                "--envoy names one, or the variable ENVOY; any Envoy of the last years will do".to_owned()
            }
            LabError::Running { .. } => "`outrigger mesh down` ends it".to_owned(),
            LabError::Absent { .. } => {
                "`outrigger mesh up` starts one; --dir names the folder of one that runs".to_owned()
            }
            LabError::Address { source, .. } if source.kind() == io::ErrorKind::AddrInUse => {
                "another lab runs, which `outrigger mesh down --dir DIR` ends, or another control plane; or name another \
                 address with --xds-address"
                    .to_owned()
            }
            LabError::Object { hint: Some(hint), .. } => (*hint).to_owned(),
            LabError::Time { .. } => {
                "`outrigger mesh get` shows how pods stand, and the folder `.lab/logs` has what containers say".to_owned()
            }
            _ => return None,
        })
    }
}
