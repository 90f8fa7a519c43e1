//! What can go wrong with certificates.

use thiserror::Error;

/// A certificate, a key or a name cannot be used.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum CertsError {
    /// More text than certificates ever have.
    #[error("{what} has {bytes} bytes; more than {most} are not read")]
    TooLong {
        /// What it should have been.
        what: &'static str,
        /// How long it is.
        bytes: usize,
        /// How long it may be.
        most: usize,
    },
    /// The text is not PEM, or holds something else.
    #[error("{what} is not PEM: {cause}")]
    Pem {
        /// What it should have been.
        what: &'static str,
        /// What is wrong.
        cause: String,
    },
    /// There is PEM, but not of a certificate.
    #[error("cert contains wrong pem type: {found:?}")]
    PemType {
        /// The type that is there.
        found: String,
    },
    /// The certificate itself is broken.
    #[error("cert contains invalid x509 certificate: {cause}")]
    Certificate {
        /// What is wrong.
        cause: String,
    },
    /// There is no PEM in a CA bundle.
    #[error("could not decode pem")]
    NoPem,
    /// A private key that was about to be published.
    #[error("there is a private key in the CA bundle; publish certificates only")]
    KeyInBundle,
    /// The key is broken.
    #[error("{what} is not a usable private key: {cause}")]
    Key {
        /// Which key.
        what: &'static str,
        /// What is wrong.
        cause: String,
    },
    /// Certificate and key are of different pairs.
    #[error("{what}: the key is not the certificate's")]
    Pair {
        /// Of what.
        what: &'static str,
    },
    /// What should sign is not a certificate authority.
    #[error("the certificate of {subject} is none of a certificate authority")]
    NoAuthority {
        /// Its subject.
        subject: String,
    },
    /// An entry of the Secret is missing.
    #[error("the entry {entry:?} is missing")]
    Missing {
        /// Its key.
        entry: &'static str,
    },
    /// An entry of the Secret cannot be read.
    #[error("the entry {entry:?} is not a time in seconds since 1970")]
    Since {
        /// Its key.
        entry: &'static str,
    },
    /// A name that no certificate can have.
    #[error("{name:?} is not a {what}")]
    Name {
        /// The name.
        name: String,
        /// What it should have been.
        what: &'static str,
    },
    /// A time that certificates cannot express.
    #[error("the time is before 1970 or after 9999; look at the clock")]
    Time,
    /// Durations that would leave a time without a valid certificate.
    #[error("the durations do not fit together: {cause}")]
    Plan {
        /// Which ones.
        cause: &'static str,
    },
    /// Making a key or signing failed.
    #[error("cannot make a certificate: {cause}")]
    Making {
        /// What the library says.
        cause: String,
    },
    /// The step is none that the state allows.
    #[error("{step} does not fit what is kept")]
    Step {
        /// The step.
        step: String,
    },
}
