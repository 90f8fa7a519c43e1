//! The server's certificate, which may be exchanged at any time, and what is spoken over TLS.

mod expiry;

use std::sync::Arc;

use arc_swap::ArcSwapOption;
pub use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use thiserror::Error;

pub use expiry::not_after;

/// The protocols that are offered, the preferred one first.
pub(crate) const H2: &[u8] = b"h2";

/// A certificate, a key or a setting of TLS cannot be used.
#[derive(Debug, Error)]
pub enum TlsError {
    /// The text of certificates is not PEM.
    #[error("the certificate is not PEM: {0}")]
    CertificatePem(rustls::pki_types::pem::Error),
    /// There is no certificate in the text.
    #[error("there is no certificate in it")]
    NoCertificate,
    /// The text of the key is not PEM with a private key.
    #[error("the key is not PEM of a private key: {0}")]
    KeyPem(rustls::pki_types::pem::Error),
    /// The certificate or key is broken, or they do not belong together.
    #[error("certificate and key cannot be used together: {0}")]
    Pair(rustls::Error),
    /// Not a version of TLS.
    #[error("{0:?} is not a version of TLS; give 1.2 or 1.3")]
    Version(String),
    /// Not a known cipher suite.
    #[error("{name:?} is not a known cipher suite; there are {known}")]
    CipherSuite {
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// The versions and cipher suites do not fit each other.
    #[error("no TLS is possible with these settings: {0}")]
    Settings(rustls::Error),
}

/// A certificate with its key.
#[derive(Debug)]
pub struct Pair {
    key: Arc<CertifiedKey>,
    /// When the certificate expires, in Unix time, if that can be read.
    pub not_after: Option<i64>,
}

impl Pair {
    /// Reads a certificate chain and its key from PEM (PKCS#8, PKCS#1 or SEC1), and checks that they belong together.
    ///
    /// # Errors
    /// They cannot be read, or do not belong together.
    pub fn from_pem(chain: &[u8], key: &[u8]) -> Result<Pair, TlsError> {
        let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(chain)
            .collect::<Result<_, _>>()
            .map_err(TlsError::CertificatePem)?;
        let leaf = chain.first().ok_or(TlsError::NoCertificate)?;
        let not_after = not_after(leaf);
        let key = PrivateKeyDer::from_pem_slice(key).map_err(TlsError::KeyPem)?;
        let key =
            CertifiedKey::from_der(chain, key, &aws_lc_rs::default_provider()).map_err(TlsError::Pair)?;
        Ok(Pair { key: Arc::new(key), not_after })
    }
}

/// The pair that is in force; each handshake takes the one of its moment. Before there is one, handshakes fail.
#[derive(Debug, Default)]
pub struct Certificates {
    current: ArcSwapOption<CertifiedKey>,
}

impl Certificates {
    /// Certificates that begin with this pair.
    pub fn new(pair: Pair) -> Certificates {
        Certificates { current: ArcSwapOption::new(Some(pair.key)) }
    }

    /// Puts another pair in force. Open connections stay.
    pub fn replace(&self, pair: Pair) {
        self.current.store(Some(pair.key));
    }
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.current.load_full()
    }
}

/// How TLS is spoken.
#[derive(Clone, Debug, Default)]
pub struct TlsSettings {
    /// The lowest version, `1.2` or `1.3`; empty is 1.2.
    pub min_version: String,
    /// The cipher suites of TLS 1.2 by their IANA names; empty means all that are safe.
    pub cipher_suites: Vec<String>,
}

impl TlsSettings {
    /// The configuration of a server that shows these certificates and asks clients for none.
    ///
    /// # Errors
    /// A version or cipher suite is unknown.
    pub fn server(&self, certificates: Arc<Certificates>) -> Result<ServerConfig, TlsError> {
        let versions: &[&rustls::SupportedProtocolVersion] = match self.min_version.as_str() {
            "" | "1.2" => &[&rustls::version::TLS13, &rustls::version::TLS12],
            "1.3" => &[&rustls::version::TLS13],
            other => return Err(TlsError::Version(other.to_owned())),
        };
        let mut config = ServerConfig::builder_with_provider(Arc::new(self.provider()?))
            .with_protocol_versions(versions)
            .map_err(TlsError::Settings)?
            .with_no_client_auth()
            .with_cert_resolver(certificates);
        config.alpn_protocols = vec![H2.to_vec(), b"http/1.1".to_vec()];
        Ok(config)
    }

    /// The cipher suites of TLS 1.3 cannot be chosen, as in Go.
    fn provider(&self) -> Result<CryptoProvider, TlsError> {
        let mut provider = aws_lc_rs::default_provider();
        if self.cipher_suites.is_empty() {
            return Ok(provider);
        }
        let iana = |suite: &rustls::SupportedCipherSuite| suite.suite().as_str().unwrap_or_default();
        let known: Vec<&str> = provider.cipher_suites.iter().map(iana).collect();
        if let Some(name) = self.cipher_suites.iter().find(|name| !known.contains(&name.as_str())) {
            return Err(TlsError::CipherSuite { name: name.clone(), known: known.join(", ") });
        }
        provider
            .cipher_suites
            .retain(|s| s.tls13().is_some() || self.cipher_suites.iter().any(|name| name == iana(s)));
        Ok(provider)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_checked() {
        for (version, suites, error) in [
            ("", &[][..], None),
            ("1.2", &["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"], None),
            ("1.3", &["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"], None),
            ("1.1", &[], Some("is not a version of TLS")),
            ("1.2", &["TLS_RSA_WITH_RC4_128_SHA"], Some("is not a known cipher suite")),
        ] {
            let settings = TlsSettings {
                min_version: version.to_owned(),
                cipher_suites: suites.iter().map(|s| (*s).to_owned()).collect(),
            };
            let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
            let pair =
                Pair::from_pem(made.cert.pem().as_bytes(), made.signing_key.serialize_pem().as_bytes())
                    .unwrap();
            let server = settings.server(Arc::new(Certificates::new(pair)));
            let message = server.err().map(|e| e.to_string()).unwrap_or_default();
            assert_eq!(message.is_empty(), error.is_none(), "{version} {suites:?}: {message}");
            assert!(message.contains(error.unwrap_or_default()), "{message}");
        }
    }
}
