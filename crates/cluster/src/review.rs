//! Asking a webhook, as an API server asks it: over TLS that its caBundle vouches for.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{Request, StatusCode, header};
use http_body_util::{BodyExt, Limited};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use crate::xds::{certificates, system_roots};

/// The longest answer that is read.
///
/// Source: Kubernetes reads no longer patch of a webhook, either.
const LONGEST: usize = 8 << 20;

/// A connection to a webhook. Questions go over it one behind the other.
pub struct Reviewer {
    sender: SendRequest<String>,
    host: String,
    patience: Duration,
}

impl fmt::Debug for Reviewer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reviewer").field("host", &self.host).finish_non_exhaustive()
    }
}

impl Reviewer {
    /// Connects to an address outside of the cluster, as [`Reviewer::over`].
    ///
    /// # Errors
    /// It cannot be reached, or is not to be trusted; the error says so in a sentence.
    pub async fn at(host: &str, port: u16, bundle: &str, patience: Duration) -> Result<Reviewer, String> {
        match timeout(patience, TcpStream::connect((host, port))).await {
            Err(_) => Err(format!("no connection to {host}:{port} within {} s", patience.as_secs())),
            Ok(Err(e)) => Err(format!("no connection to {host}:{port}: {e}")),
            Ok(Ok(stream)) => Reviewer::over(stream, host, bundle, patience).await,
        }
    }

    /// Speaks over a stream with a server of this name. `bundle` has the certificates in PEM that vouch for it; where it is
    /// empty those of this machine do.
    ///
    /// # Errors
    /// It is not to be trusted, or does not speak TLS; the error says so in a sentence.
    pub async fn over(
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        host: &str,
        bundle: &str,
        patience: Duration,
    ) -> Result<Reviewer, String> {
        let name = ServerName::try_from(host.to_owned()).map_err(|e| format!("{host:?}: {e}"))?;
        let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|e| e.to_string())?
            .with_root_certificates(roots(bundle)?)
            .with_no_client_auth();
        let connected = timeout(patience, TlsConnector::from(Arc::new(config)).connect(name, stream)).await;
        let stream = connected
            .map_err(|_| format!("no TLS with {host} within {} s", patience.as_secs()))?
            .map_err(|e| format!("no TLS with {host}: {e}"))?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream))
            .await
            .map_err(|e| format!("{host} does not answer as an HTTP server: {e}"))?;
        // It ends with the sender; what goes wrong with it, the question under way says.
        tokio::spawn(connection);
        Ok(Reviewer { sender, host: host.to_owned(), patience })
    }

    /// What the webhook answers at a path to an AdmissionReview in JSON.
    ///
    /// # Errors
    /// No answer comes in time, or one that is not 200; the error says so in a sentence.
    pub async fn ask(&mut self, path: &str, review: String) -> Result<Vec<u8>, String> {
        let (host, patience) = (self.host.clone(), self.patience);
        let answer = timeout(patience, self.exchange(path, review)).await;
        answer.unwrap_or_else(|_| Err(format!("no answer of {host} within {} s", patience.as_secs())))
    }

    async fn exchange(&mut self, path: &str, review: String) -> Result<Vec<u8>, String> {
        let host = self.host.clone();
        let failed = |e: &dyn fmt::Display| format!("{host} does not answer: {e}");
        let request = Request::post(path)
            .header(header::HOST, self.host.as_str())
            // Injectors take no other spelling.
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json")
            .body(review)
            .map_err(|e| format!("{path:?} is not a path: {e}"))?;
        self.sender.ready().await.map_err(|e| failed(&e))?;
        let response = self.sender.send_request(request).await.map_err(|e| failed(&e))?;
        let status = response.status();
        let body = Limited::new(response.into_body(), LONGEST).collect().await.map_err(|e| failed(&e))?;
        let body = body.to_bytes();
        if status != StatusCode::OK {
            let text = String::from_utf8_lossy(&body);
            return Err(failed(&format!("{status}: {}", text.lines().next().unwrap_or_default())));
        }
        Ok(body.to_vec())
    }
}

fn roots(bundle: &str) -> Result<RootCertStore, String> {
    let mut roots = RootCertStore::empty();
    if bundle.is_empty() {
        roots.add_parsable_certificates(system_roots());
        return match roots.is_empty() {
            true => Err("it has no caBundle, and this machine has no certificates to trust".to_owned()),
            false => Ok(roots),
        };
    }
    for certificate in certificates(bundle.as_bytes(), "its caBundle").map_err(|e| e.to_string())? {
        roots.add(certificate).map_err(|e| format!("its caBundle cannot be used: {e}"))?;
    }
    Ok(roots)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_is_not_there_or_not_trusted_is_named() {
        let patience = Duration::from_secs(5);
        let gone = Reviewer::at("127.0.0.1", 1, "", patience).await.unwrap_err();
        assert!(gone.starts_with("no connection to 127.0.0.1:1: "), "{gone}");
        for bundle in [
            "no PEM",
            "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        ] {
            let (ours, _theirs) = tokio::io::duplex(64);
            let refused = Reviewer::over(ours, "injector.mesh.svc", bundle, patience).await.unwrap_err();
            assert!(refused.starts_with("its caBundle cannot be used: "), "{refused}");
        }
    }
}
