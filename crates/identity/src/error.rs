//! Why an authority cannot be used, or does not sign.

use std::time::Duration;

use thiserror::Error;

use crate::CertsError;

/// An authority cannot be used, or does not sign.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum AuthorityError {
    /// An entry of the Secret is missing.
    #[error("the Secret's entry {entry:?} is missing")]
    Missing {
        /// Its key.
        entry: &'static str,
    },
    /// An entry of the Secret is not text.
    #[error("the Secret's entry {entry:?} is not text in PEM")]
    NotText {
        /// Its key.
        entry: &'static str,
    },
    /// Nobody who trusts the root would trust what it signs.
    #[error(
        "the signing certificate of `{subject}` does not lead to the root: check `cert-chain.pem` and `root-cert.pem`"
    )]
    Path {
        /// Whom the signing certificate is about.
        subject: String,
    },
    /// The request cannot be signed.
    #[error("the request for a certificate cannot be signed: {cause}")]
    Request {
        /// Why.
        cause: String,
    },
    /// More than the authority gives.
    #[error("requested TTL {}s is greater than the max allowed TTL {}s", asked.as_secs(), most.as_secs())]
    Lifetime {
        /// What is asked for.
        asked: Duration,
        /// The most there is.
        most: Duration,
    },
    /// The authority's own end has passed.
    #[error("the signing certificate has expired, or the clock is wrong")]
    Expired,
    /// There are no random numbers.
    #[error("the system gives no random numbers")]
    Random,
    /// A certificate or key cannot be read or made.
    #[error(transparent)]
    Certs(#[from] CertsError),
}
