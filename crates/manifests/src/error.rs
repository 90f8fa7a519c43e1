//! What can be wrong with settings.

use thiserror::Error;

/// A setting cannot be used.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SettingsError {
    /// A name that Kubernetes refuses.
    #[error("{name:?} is no name of a {what}: lower-case letters, digits and `-`, {most} at most")]
    Name {
        /// What it should name.
        what: &'static str,
        /// The name.
        name: String,
        /// How many characters there may be.
        most: usize,
    },
    /// A kind of issuer that cert-manager does not have.
    #[error("{0:?} is no kind of issuer; there are Issuer and ClusterIssuer")]
    IssuerKind(String),
    /// A reference to an image that no registry knows.
    #[error("{0:?} is no image, such as registry.example/outrigger:1.0")]
    Image(String),
    /// Replicas that make no sense.
    #[error(
        "from {least} to {most} replicas cannot be; at least 1 is needed, and no more than 1000 are allowed"
    )]
    Replicas {
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// A share of a processor that is none.
    #[error("{0} % of the requested processor time cannot be aimed at; 1 to 1000 can")]
    Processor(u32),
}
