//! TLS with a server whose certificate is not looked at.

use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{DigitallySignedStruct, SignatureScheme};

/// Takes any certificate, but only from who has its key: for a way that is protected otherwise, or where the kubelet does not
/// look at it either.
#[derive(Debug)]
pub struct Anyone(Arc<CryptoProvider>);

impl Anyone {
    /// Signatures are checked by this provider.
    #[must_use]
    pub fn new(provider: Arc<CryptoProvider>) -> Anyone {
        Anyone(provider)
    }
}

impl ServerCertVerifier for Anyone {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls12_signature(
            message,
            certificate,
            signed,
            &self.0.signature_verification_algorithms,
        )
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls13_signature(
            message,
            certificate,
            signed,
            &self.0.signature_verification_algorithms,
        )
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use certs::{Authority, Leaf, Names};
    use rustls::crypto::aws_lc_rs;
    use rustls::pki_types::PrivateKeyDer;
    use rustls::pki_types::pem::PemObject;
    use rustls::{ClientConfig, ServerConfig};
    use tokio::io::duplex;
    use tokio_rustls::{TlsAcceptor, TlsConnector};

    use super::*;

    fn leaf() -> Leaf {
        let (now, day) = (SystemTime::now(), Duration::from_secs(86_400));
        let names = Names::of_service("istiod", "istio-system").unwrap();
        Authority::create("root", now, day).unwrap().issue(&names, now, day).unwrap()
    }

    /// Whether a server that shows a certificate of one leaf and has the key of another is taken.
    async fn is_taken(shown: &Leaf, key: &Leaf) -> bool {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let chain = CertificateDer::pem_slice_iter(shown.certificate().pem().as_bytes());
        let key = PrivateKeyDer::from_pem_slice(key.key().pem().as_bytes()).unwrap();
        let key = provider.key_provider.load_private_key(key).unwrap();
        let certified = rustls::sign::CertifiedKey::new(chain.map(Result::unwrap).collect(), key);
        let server = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(rustls::sign::SingleCertAndKey::from(certified)));
        let client = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .unwrap()
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(Anyone::new(provider)))
            .with_no_client_auth();
        let (ours, theirs) = duplex(1 << 16);
        tokio::spawn(async move { TlsAcceptor::from(Arc::new(server)).accept(theirs).await.map(drop) });
        let name = ServerName::try_from("elsewhere.example").unwrap();
        TlsConnector::from(Arc::new(client)).connect(name, ours).await.is_ok()
    }

    #[tokio::test]
    async fn any_certificate_is_taken_but_only_with_its_key() {
        let (one, other) = (leaf(), leaf());
        assert!(is_taken(&one, &one).await);
        assert!(!is_taken(&one, &other).await);
    }
}
