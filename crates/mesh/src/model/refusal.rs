//! Why an object is not taken into a mesh.

use super::name::Name;

/// An object that is not taken into a mesh.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Refusal {
    /// Its name is not one that the API server takes.
    #[error(
        "{kind} {name} is left out: its name or namespace is not a DNS label (a-z, 0-9 and -, at most 63)"
    )]
    Name {
        /// The object's kind.
        kind: &'static str,
        /// The object.
        name: Name,
    },
    /// A PeerAuthentication whose settings cannot be read.
    #[error(
        "PeerAuthentication {name}: {fault}; until that is corrected the settings before it hold, or STRICT where there are none"
    )]
    Policy {
        /// The object.
        name: Name,
        /// What is wrong.
        fault: String,
    },
    /// A Sidecar whose settings cannot be read.
    #[error("Sidecar {name}: {fault}; until that is corrected the settings before it hold, or none")]
    Sidecar {
        /// The object.
        name: Name,
        /// What is wrong.
        fault: String,
    },
}
