//! TLS with a server of the control plane: whom to trust, and what to show.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use agent::settings::{CertificateFiles, Roots, Tls};
use identity::{ChainError, Pair};
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, InvalidDnsNameError, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use thiserror::Error;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::system_roots;
use crate::files;

/// TLS cannot be spoken.
#[derive(Debug, Error)]
pub(crate) enum TlsError {
    /// The roots cannot be read.
    #[error("cannot read the roots {}: {source}; is the ConfigMap `istio-ca-root-cert` mounted?", path.display())]
    Roots {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// There is no root among them.
    #[error("there is no certificate that can be used in the roots {}", path.display())]
    NoRoot {
        /// The file.
        path: PathBuf,
    },
    /// The server's name is none.
    #[error("{name:?} is not a name that a certificate can have: {source}")]
    Name {
        /// The name.
        name: String,
        /// Why.
        source: InvalidDnsNameError,
    },
    /// What is shown cannot be used.
    #[error("the client certificate cannot be used: {0}")]
    Client(rustls::Error),
    /// The two sides do not come to terms.
    #[error("{0}")]
    Handshake(io::Error),
}

/// Shakes hands with a server, and checks that it is the one.
///
/// # Errors
/// It is not, or what is needed for it cannot be read.
pub(super) async fn connect(
    stream: TcpStream,
    settings: &Tls,
    client: Option<&CertificateFiles>,
) -> Result<TlsStream<TcpStream>, TlsError> {
    let name = ServerName::try_from(settings.server_name.clone())
        .map_err(|source| TlsError::Name { name: settings.server_name.clone(), source })?;
    let builder = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(TlsError::Client)?
        .with_root_certificates(trusted(&settings.roots)?);
    let mut config = match client.and_then(shown) {
        Some((chain, key)) => builder.with_client_auth_cert(chain, key).map_err(TlsError::Client)?,
        None => builder.with_no_client_auth(),
    };
    config.alpn_protocols = vec![b"h2".to_vec()];
    TlsConnector::from(Arc::new(config)).connect(name, stream).await.map_err(TlsError::Handshake)
}

fn trusted(roots: &Roots) -> Result<RootCertStore, TlsError> {
    let path = match roots {
        Roots::System => system_roots(),
        // The first that is there; where none is, the last is the usual one.
        Roots::Files(paths) => {
            let there = paths.iter().find(|path| path.is_file());
            there.or(paths.last()).cloned().unwrap_or_default()
        }
    };
    let text = files::read(&path).map_err(|source| TlsError::Roots { path: path.clone(), source })?;
    let mut store = RootCertStore::empty();
    // One that cannot be read is passed over: a server of it is refused then.
    store.add_parsable_certificates(CertificateDer::pem_slice_iter(text.as_bytes()).filter_map(Result::ok));
    if store.is_empty() { Err(TlsError::NoRoot { path }) } else { Ok(store) }
}

/// What is shown to a server that asks; nothing where it cannot be read or has expired: then the token has to do.
///
/// Source: Istio 1.30 pilot/pkg/grpc/tls.go, getTLSDialOption.
fn shown(files: &CertificateFiles) -> Option<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)> {
    let warn = |why: &dyn std::fmt::Display| {
        tracing::warn!("the client certificate {} is not used, but the token: {why}", files.chain.display());
    };
    let pair = match pair(&files.chain, &files.key) {
        Ok(pair) if pair.not_after() < SystemTime::now() => {
            warn(&"it has expired");
            return None;
        }
        Ok(pair) => pair,
        Err(why) => {
            warn(&why);
            return None;
        }
    };
    let chain = CertificateDer::pem_slice_iter(pair.chain().as_bytes()).filter_map(Result::ok).collect();
    PrivateKeyDer::from_pem_slice(pair.key().pem().as_bytes()).ok().map(|key| (chain, key))
}

/// A chain and its key, of two files.
///
/// # Errors
/// One cannot be read, or they do not belong together.
pub(crate) fn pair(chain: &Path, key: &Path) -> Result<Pair, PairError> {
    let read =
        |path: &Path| files::read(path).map_err(|source| PairError::Read { path: path.to_owned(), source });
    let (chain_text, key_text) = (read(chain)?, read(key)?);
    Pair::read(&chain_text, &key_text).map_err(|source| PairError::Invalid { path: chain.to_owned(), source })
}

/// A certificate of files cannot be used.
#[derive(Debug, Error)]
pub(crate) enum PairError {
    /// A file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// They are not a certificate and its key.
    #[error("{} cannot be used: {source}", path.display())]
    Invalid {
        /// The chain's file.
        path: PathBuf,
        /// Why.
        source: ChainError,
    },
}
