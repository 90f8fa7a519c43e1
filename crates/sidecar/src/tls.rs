//! TLS to an application whose certificate is not looked at, as the kubelet probes.

use std::io;
use std::net::IpAddr;
use std::sync::{Arc, OnceLock};

use channel::Anyone;
use rustls::ClientConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// HTTP/2, as it is negotiated.
pub(crate) const H2: &[u8] = b"h2";

/// Shakes hands with whoever answers.
///
/// # Errors
/// It does not speak TLS of today.
pub(crate) async fn unverified(
    stream: TcpStream,
    to: IpAddr,
    offers_http2: bool,
) -> io::Result<TlsStream<TcpStream>> {
    static PLAIN: OnceLock<Arc<ClientConfig>> = OnceLock::new();
    static HTTP2: OnceLock<Arc<ClientConfig>> = OnceLock::new();
    let known = if offers_http2 { &HTTP2 } else { &PLAIN };
    let config = match known.get() {
        Some(config) => Arc::clone(config),
        None => {
            let config = Arc::new(config(offers_http2).map_err(io::Error::other)?);
            Arc::clone(known.get_or_init(|| config))
        }
    };
    TlsConnector::from(config).connect(ServerName::IpAddress(to.into()), stream).await
}

fn config(offers_http2: bool) -> Result<ClientConfig, rustls::Error> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let anyone = Arc::new(Anyone::new(Arc::clone(&provider)));
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let mut config = config.dangerous().with_custom_certificate_verifier(anyone).with_no_client_auth();
    if offers_http2 {
        config.alpn_protocols = vec![H2.to_vec(), b"http/1.1".to_vec()];
    }
    Ok(config)
}
