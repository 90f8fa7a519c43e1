//! What a server shows of itself over TLS, whether it is to be trusted or not. Nothing is sent to it, and nothing is
//! believed: the certificates are a caller's to judge.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, SignatureScheme};
use thiserror::Error;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

/// How long a connection, and then a handshake, may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// Why a server showed nothing.
#[derive(Debug, Error)]
pub enum Unseen {
    /// There is no way to it from here, which says nothing of other ways.
    #[error("{0}")]
    Unreachable(String),
    /// It was reached and shows no certificate.
    #[error("{0}")]
    Refused(String),
}

/// The certificates in DER that a server at an address presents for a name, its own first.
///
/// # Errors
/// It cannot be reached, or shows none.
pub async fn chain_at(host: &str, port: u16, name: &str) -> Result<Vec<Vec<u8>>, Unseen> {
    let at = if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") };
    match timeout(PATIENCE, TcpStream::connect((host, port))).await {
        Err(_) => Err(Unseen::Unreachable(format!("no connection to {at} within {} s", PATIENCE.as_secs()))),
        Ok(Err(e)) if e.kind() == std::io::ErrorKind::ConnectionRefused => {
            Err(Unseen::Refused(format!("dial tcp {at}: connect: connection refused")))
        }
        Ok(Err(e)) => Err(Unseen::Unreachable(format!("no connection to {at}: {e}"))),
        Ok(Ok(stream)) => chain(stream, name).await,
    }
}

/// The certificates in DER that a server presents on a connection for a name, its own first.
///
/// # Errors
/// It shows none, or not within three seconds.
pub async fn chain(stream: impl AsyncRead + AsyncWrite + Unpin, name: &str) -> Result<Vec<Vec<u8>>, Unseen> {
    let refused = |cause: String| Unseen::Refused(cause);
    let name = ServerName::try_from(name.to_owned()).map_err(|e| refused(format!("{name:?}: {e}")))?;
    let seen = Arc::new(Seen { provider: aws_lc_rs::default_provider(), chain: Mutex::default() });
    let config = ClientConfig::builder_with_provider(Arc::new(seen.provider.clone()))
        .with_safe_default_protocol_versions()
        .map_err(|e| refused(e.to_string()))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::clone(&seen) as Arc<dyn ServerCertVerifier>)
        .with_no_client_auth();
    let shaken = timeout(PATIENCE, TlsConnector::from(Arc::new(config)).connect(name, stream)).await;
    let chain = std::mem::take(&mut *seen.chain.lock().unwrap_or_else(PoisonError::into_inner));
    match shaken {
        // What was shown before the handshake failed was shown all the same.
        _ if !chain.is_empty() => Ok(chain),
        Err(_) => Err(refused(format!("TLS handshake timeout: nothing within {} s", PATIENCE.as_secs()))),
        Ok(Err(e)) => Err(refused(format!("no TLS: {e}"))),
        Ok(Ok(_)) => Err(refused("the server shows no certificate".to_owned())),
    }
}

/// Takes what is shown, and asks for no more.
#[derive(Debug)]
struct Seen {
    provider: CryptoProvider,
    chain: Mutex<Vec<Vec<u8>>>,
}

impl ServerCertVerifier for Seen {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _name: &ServerName<'_>,
        _ocsp: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let all = [end_entity].into_iter().chain(intermediates).map(|certificate| certificate.to_vec());
        *self.chain.lock().unwrap_or_else(PoisonError::into_inner) = all.collect();
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::net::TcpListener;

    use super::*;

    fn asked(port: u16, host: &str) -> Result<Vec<Vec<u8>>, Unseen> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(chain_at(host, port, "injector.mesh.svc"))
    }

    #[test]
    fn a_server_without_certificates_differs_from_no_server() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
        });
        let plain = asked(port, "127.0.0.1").unwrap_err();
        assert!(matches!(&plain, Unseen::Refused(text) if text.starts_with("no TLS: ")), "{plain:?}");
        // Its port takes no more connections once it is gone.
        server.join().unwrap();
        let gone = asked(port, "127.0.0.1").unwrap_err();
        assert!(matches!(&gone, Unseen::Refused(text) if text.ends_with("connection refused")), "{gone:?}");
        let nowhere = asked(1, "host.invalid").unwrap_err();
        assert!(matches!(nowhere, Unseen::Unreachable(_)), "{nowhere:?}");
    }
}
