//! Where the serving certificate comes from.

/// Where the serving certificate comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Certificates {
    /// The injector makes and renews its own, and keeps the webhook configuration trusting it.
    Own,
    /// cert-manager does both.
    CertManager {
        /// `Issuer` or `ClusterIssuer`.
        kind: String,
        /// Its name.
        name: String,
    },
    /// Somebody keeps them in the Secret; the webhook configuration trusts this bundle, for good.
    Given {
        /// The CA bundle in base64.
        bundle: String,
    },
}
