//! What can be wrong with settings.

use thiserror::Error;

/// A setting cannot be used.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SettingsError {
    /// A name that Kubernetes refuses.
    #[error(
        "{name:?} is not a valid name of a {what}: use lower-case letters, digits and `-`, at most {most}"
    )]
    Name {
        /// What it should name.
        what: &'static str,
        /// The name.
        name: String,
        /// How many characters there may be.
        most: usize,
    },
    /// A kind of issuer that cert-manager does not have.
    #[error("{0:?} is not a kind of issuer; use Issuer or ClusterIssuer")]
    IssuerKind(String),
    /// A reference to an image that no registry knows.
    #[error("{0:?} is not an image reference, such as registry.example/outrigger:1.0")]
    Image(String),
    /// Replicas that make no sense.
    #[error("{least} to {most} replicas are not possible; use at least 1 and at most 1000")]
    Replicas {
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// A share of a processor that cannot be had.
    #[error("{0} % of the requested processor time cannot be the target; use 1 to 1000")]
    Processor(u32),
    /// Injecting everywhere, by an injector that is not the default one.
    #[error(
        "opt-out is for the revision `default` only, not for {revision:?}: two injectors would answer for namespaces \
         without labels"
    )]
    OptOut {
        /// The revision.
        revision: String,
    },
    /// A timeout that Kubernetes refuses.
    #[error("a webhook cannot time out after {0} seconds; use 1 to 30")]
    Timeout(u32),
    /// More match conditions than Kubernetes takes.
    #[error("{0} match conditions are too many; Kubernetes takes 64")]
    TooManyConditions(usize),
    /// A match condition that Kubernetes refuses.
    #[error(
        "match condition {name:?} needs a name of its own, of letters, digits, `-`, `_` and `.`, and an expression"
    )]
    Condition {
        /// Its name.
        name: String,
    },
    /// A URL that Kubernetes refuses.
    #[error("{0:?} is not a URL for a webhook, such as https://injector.example:15017/inject")]
    Url(String),
    /// A URL for which the injector makes no certificate.
    #[error(
        "the injector's own certificate is for names, not for the address in {0:?}; use a name, or bring a certificate"
    )]
    UrlWithAddress(String),
    /// A control plane for pods whose configuration is another's.
    #[error(
        "the control plane of a mesh needs a configuration that points to it, and that of an Istio is not ours to change"
    )]
    DiscoveryOfIstio,
    /// A configuration that sends pods elsewhere than to the control plane that is installed.
    #[error("{what} is {given:?}, and the control plane that is installed is {own:?}")]
    Elsewhere {
        /// What says so.
        what: &'static str,
        /// What it says.
        given: String,
        /// What it would have to say.
        own: String,
    },
    /// A range of addresses that is none.
    #[error("{0:?} is not a range of addresses, such as 10.0.0.0/8")]
    Range(String),
}
