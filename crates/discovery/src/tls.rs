//! The certificate of the control plane itself, signed by its own authority and made anew in time.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use certs::{Certificate, Names};
use identity::{AuthorityError, Ca};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use thiserror::Error;
use tokio::time::sleep;

/// How long a certificate is valid, and after which part of that it is made anew.
const LIFETIME: Duration = Duration::from_secs(24 * 3600);
const RENEWED_AFTER: Duration = Duration::from_secs(12 * 3600);
/// A renewal that failed is tried again after this.
const AGAIN: Duration = Duration::from_secs(60);

/// There is no certificate to serve with.
#[derive(Debug, Error)]
pub enum TlsError {
    /// It is not signed.
    #[error("the control plane's own certificate: {0}")]
    Authority(#[from] AuthorityError),
    /// The names are not such.
    #[error("the control plane's own certificate: {0}")]
    Names(#[from] certs::CertsError),
    /// It cannot be used.
    #[error("the control plane's own certificate cannot be used: {cause}")]
    Unusable {
        /// Why.
        cause: String,
    },
}

/// TLS with a certificate that is made anew in time.
#[derive(Clone)]
pub(crate) struct Tls(Arc<RwLock<Arc<ServerConfig>>>);

impl Tls {
    /// With a first certificate.
    pub(crate) fn new(ca: &Ca, names: &Names) -> Result<Tls, TlsError> {
        Ok(Tls(Arc::new(RwLock::new(Arc::new(config(ca, names)?)))))
    }

    /// As it is now.
    pub(crate) fn newest(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Makes certificates anew in time; never ends.
    pub(crate) async fn renew(self, ca: Arc<Ca>, names: Names) {
        let mut pause = RENEWED_AFTER;
        loop {
            sleep(pause).await;
            pause = match config(&ca, &names) {
                Ok(config) => {
                    *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(config);
                    RENEWED_AFTER
                }
                Err(error) => {
                    tracing::error!(%error, "the old certificate stays");
                    AGAIN
                }
            };
        }
    }
}

/// Clients may show a certificate of the mesh, and need not.
fn config(ca: &Ca, names: &Names) -> Result<ServerConfig, TlsError> {
    let unusable = |cause: String| TlsError::Unusable { cause };
    let pair = ca.serve(names, SystemTime::now(), LIFETIME)?;
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pair.chain().as_bytes()).collect();
    let chain = chain.map_err(|e| unusable(e.to_string()))?;
    let key =
        PrivateKeyDer::from_pem_slice(pair.key().pem().as_bytes()).map_err(|e| unusable(e.to_string()))?;
    let mut roots = rustls::RootCertStore::empty();
    for root in CertificateDer::pem_slice_iter(ca.roots().as_bytes()) {
        let root = root.map_err(|e| unusable(e.to_string()))?;
        roots.add(root).map_err(|e| unusable(e.to_string()))?;
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let clients = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
        .allow_unauthenticated()
        .build()
        .map_err(|e| unusable(e.to_string()))?;
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|e| unusable(e.to_string()))?
        .with_client_cert_verifier(clients)
        .with_single_cert(chain, key)
        .map_err(|e| unusable(e.to_string()))?;
    config.alpn_protocols = vec![b"h2".to_vec()];
    Ok(config)
}

/// The URIs of a certificate.
pub(crate) fn uris(certificate: &CertificateDer<'_>) -> Option<Arc<[String]>> {
    Certificate::from_der(certificate).ok().map(|certificate| certificate.uris.into())
}
