//! TLS to an istiod: whom to trust, and what to show of oneself.

use std::fmt;
use std::sync::Arc;

use channel::Anyone;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use thiserror::Error;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// A text of certificates or keys cannot be used.
#[derive(Debug, Error)]
#[error("{what} cannot be used: {cause}")]
pub struct TlsError {
    /// Which text.
    what: String,
    /// Why.
    cause: String,
}

/// Which servers are trusted.
#[derive(Debug)]
pub enum Trust {
    /// All: the way to it is protected otherwise, as a port-forward through the API server is, or somebody says so.
    Anyone,
    /// Those with a certificate of one of these roots, for one of these names.
    Roots {
        /// The roots.
        roots: Vec<CertificateDer<'static>>,
        /// The names.
        names: Vec<String>,
    },
}

/// What the asking side shows of itself.
pub struct Identity {
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity").field("certificates", &self.chain.len()).finish_non_exhaustive()
    }
}

impl Identity {
    /// From PEM: a chain, its leaf first, and the leaf's key.
    ///
    /// # Errors
    /// They are not that.
    pub fn from_pem(chain: &[u8], key: &[u8]) -> Result<Identity, TlsError> {
        let key = PrivateKeyDer::from_pem_slice(key)
            .map_err(|e| TlsError { what: "the key".to_owned(), cause: e.to_string() })?;
        Ok(Identity { chain: certificates(chain, "the chain")?, key })
    }
}

/// The certificates of a text in PEM. `what` says for errors what the text is.
///
/// # Errors
/// There are none, or one cannot be read.
pub fn certificates(pem: &[u8], what: &str) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let refused = |cause: String| TlsError { what: what.to_owned(), cause };
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match read {
        Ok(read) if read.is_empty() => Err(refused("there is no certificate in it".to_owned())),
        read => read.map_err(|e| refused(e.to_string())),
    }
}

/// The roots that this machine trusts; those that cannot be read are left out, as a server of theirs is then refused.
pub fn system_roots() -> Vec<CertificateDer<'static>> {
    rustls_native_certs::load_native_certs().certs
}

/// How TLS is spoken with a server.
#[derive(Clone, Debug)]
pub struct Tls {
    config: Arc<ClientConfig>,
    name: ServerName<'static>,
    spelled: String,
}

impl Tls {
    /// TLS that asks for a server by `name`.
    ///
    /// # Errors
    /// The name is not one, or key, certificates or roots cannot be used.
    pub fn new(name: &str, trust: Trust, identity: Option<Identity>) -> Result<Tls, TlsError> {
        let refused = |cause: &dyn fmt::Display| TlsError {
            what: format!("TLS to {name:?}"),
            cause: cause.to_string(),
        };
        let server = ServerName::try_from(name.to_owned()).map_err(|e| refused(&e))?;
        let provider = Arc::new(aws_lc_rs::default_provider());
        let verifier: Arc<dyn ServerCertVerifier> = match trust {
            Trust::Anyone => Arc::new(Anyone::new(Arc::clone(&provider))),
            Trust::Roots { roots, names } => {
                Arc::new(Named::new(roots, &names, &provider).map_err(|e| refused(&e))?)
            }
        };
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|e| refused(&e))?
            .dangerous()
            .with_custom_certificate_verifier(verifier);
        let mut config = match identity {
            Some(Identity { chain, key }) => {
                config.with_client_auth_cert(chain, key).map_err(|e| refused(&e))?
            }
            None => config.with_no_client_auth(),
        };
        config.alpn_protocols = vec![b"h2".to_vec()];
        Ok(Tls { config: Arc::new(config), name: server, spelled: name.to_owned() })
    }

    /// The name that the server is asked for by.
    pub(super) fn name(&self) -> &str {
        &self.spelled
    }

    pub(super) async fn connect<S>(&self, stream: S) -> std::io::Result<TlsStream<S>>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        TlsConnector::from(Arc::clone(&self.config)).connect(self.name.clone(), stream).await
    }
}

/// Trusts a certificate of one of the roots for one of several names: an istiod behind an address of its own has the name of
/// its Service all the same.
#[derive(Debug)]
struct Named {
    names: Vec<ServerName<'static>>,
    verifier: Arc<WebPkiServerVerifier>,
}

impl Named {
    fn new(
        roots: Vec<CertificateDer<'static>>,
        names: &[String],
        provider: &Arc<CryptoProvider>,
    ) -> Result<Named, String> {
        let mut store = RootCertStore::empty();
        store.add_parsable_certificates(roots);
        let verifier =
            WebPkiServerVerifier::builder_with_provider(Arc::new(store), Arc::clone(provider)).build();
        let names = names.iter().map(|name| ServerName::try_from(name.clone())).collect::<Result<_, _>>();
        Ok(Named { names: names.map_err(|e| e.to_string())?, verifier: verifier.map_err(|e| e.to_string())? })
    }
}

impl ServerCertVerifier for Named {
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        more: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let mut outcome = Err(rustls::Error::General("no name is expected".to_owned()));
        for name in &self.names {
            outcome = self.verifier.verify_server_cert(leaf, more, name, ocsp, now);
            if outcome.is_ok() {
                break;
            }
        }
        outcome
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.verifier.verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.verifier.verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.verifier.supported_verify_schemes()
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use certs::{Authority, Names};
    use rustls::ServerConfig;
    use tokio::io::duplex;
    use tokio_rustls::TlsAcceptor;

    use super::*;

    const DAY: Duration = Duration::from_secs(86_400);

    fn authority() -> Authority {
        Authority::create("root", SystemTime::now(), DAY).unwrap()
    }

    /// Whether a server with a certificate of an authority for istiod's Service is trusted.
    async fn shaken(authority: &Authority, trust: Trust) -> Result<(), String> {
        let names = Names::of_service("istiod", "istio-system").unwrap();
        let leaf = authority.issue(&names, SystemTime::now(), DAY).unwrap();
        let shown =
            Identity::from_pem(leaf.certificate().pem().as_bytes(), leaf.key().pem().as_bytes()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(shown.chain, shown.key)
            .unwrap();
        let (ours, theirs) = duplex(1 << 16);
        tokio::spawn(async move { TlsAcceptor::from(Arc::new(config)).accept(theirs).await.map(drop) });
        let tls = Tls::new("mesh.example", trust, None).unwrap();
        tls.connect(ours).await.map(drop).map_err(|e| e.to_string())
    }

    #[tokio::test]
    async fn a_server_is_trusted_by_root_and_name() {
        let (ours, other) = (authority(), authority());
        let roots = |of: &Authority, names: &[&str]| Trust::Roots {
            roots: certificates(of.certificate().pem().as_bytes(), "the root").unwrap(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
        };
        for (trust, want) in [
            (Trust::Anyone, None),
            (roots(&ours, &["mesh.example", "istiod.istio-system.svc"]), None),
            (roots(&ours, &["mesh.example"]), Some("not valid for name")),
            (roots(&ours, &[]), Some("no name is expected")),
            (roots(&other, &["istiod.istio-system.svc"]), Some("invalid peer certificate")),
        ] {
            let shown = format!("{trust:?}");
            match (shaken(&ours, trust).await, want) {
                (Ok(()), None) => {}
                (Err(cause), Some(want)) => assert!(cause.contains(want), "{shown}: {cause}"),
                (got, _) => panic!("{shown}: {got:?}"),
            }
        }
    }

    #[test]
    fn texts_that_are_no_certificates_are_refused() {
        for text in ["", "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n"] {
            let refused = certificates(text.as_bytes(), "the root").unwrap_err().to_string();
            assert!(refused.starts_with("the root cannot be used: "), "{refused}");
        }
        assert!(Identity::from_pem(b"", b"").is_err());
        assert!(Tls::new("no name", Trust::Anyone, None).is_err());
    }
}
