//! A connection to a server of the control plane: TLS or plain text, HTTP/2, gRPC's metadata.
//!
//! Roots, certificate and token are files that others replace: each is read anew for each connection or call.

mod http2;
mod roots;
mod tls;

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use agent::settings::{CertificateFiles, Server};
use http::uri::InvalidUri;
use http::{HeaderName, HeaderValue, Uri, header};
use identity::{Token, TokenError};
use thiserror::Error;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tonic::metadata::MetadataMap;

use crate::files;

pub(crate) use self::http2::Connection;
pub(crate) use self::roots::system_roots;
pub(crate) use self::tls::{PairError, TlsError, pair};

/// How long a connection may take until HTTP/2 is spoken on it.
///
/// Source: Istio 1.30 pkg/istio-agent/xds_proxy.go, connectTimeout.
const CONNECT: Duration = Duration::from_secs(5);

/// A server of the control plane, and how it is spoken to.
#[derive(Debug)]
pub(crate) struct Upstream {
    server: Server,
    origin: Uri,
    client: Option<CertificateFiles>,
    token: PathBuf,
    headers: Vec<(HeaderName, HeaderValue)>,
}

/// What is given of a server cannot be used.
#[derive(Debug, Error)]
pub(crate) enum InvalidServer {
    /// The address is none.
    #[error("{address:?} is not an address of a server (HOST:PORT): {source}")]
    Address {
        /// The address.
        address: String,
        /// Why.
        source: InvalidUri,
    },
    /// A header cannot be sent.
    #[error(
        "the header {name:?} of the environment cannot be sent: name or value has characters that headers have not"
    )]
    Header {
        /// Its name.
        name: String,
    },
}

/// There is no connection.
#[derive(Debug, Error)]
pub(crate) enum UpstreamError {
    /// Nobody answers.
    #[error("cannot connect to {address}: {source}")]
    Connect {
        /// The address.
        address: String,
        /// Why.
        source: io::Error,
    },
    /// TLS cannot be spoken.
    #[error("no TLS with {address}: {source}")]
    Tls {
        /// The address.
        address: String,
        /// Why.
        source: TlsError,
    },
    /// What is there does not speak HTTP/2.
    #[error("{address} does not speak HTTP/2: {source}")]
    Http2 {
        /// The address.
        address: String,
        /// Why.
        source: hyper::Error,
    },
    /// It takes too long.
    #[error("{address} does not answer within {CONNECT:?}")]
    Late {
        /// The address.
        address: String,
    },
}

/// The token cannot be had.
#[derive(Debug, Error)]
pub(crate) enum NoToken {
    /// The file cannot be read.
    #[error("cannot read the token {}: {source}; is the volume `istio-token` mounted?", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// What is in it is not a token.
    #[error("the token in {} cannot be used: {source}", path.display())]
    Invalid {
        /// The file.
        path: PathBuf,
        /// Why.
        source: TokenError,
    },
}

impl Upstream {
    /// A server that is spoken to with the token of a file, and with a client certificate where there is one.
    ///
    /// # Errors
    /// The address or a header cannot be used.
    pub(crate) fn new(
        server: Server,
        client: Option<CertificateFiles>,
        token: PathBuf,
        cluster_id: &str,
    ) -> Result<Upstream, InvalidServer> {
        let scheme = if server.tls.is_some() { "https" } else { "http" };
        let origin = Uri::try_from(format!("{scheme}://{}", server.address))
            .map_err(|source| InvalidServer::Address { address: server.address.clone(), source })?;
        let mut headers = Vec::new();
        let cluster = (!cluster_id.is_empty()).then_some(("clusterid", cluster_id));
        let given = server.headers.iter().map(|header| (header.name.as_str(), header.value.as_str()));
        for (name, value) in cluster.into_iter().chain(given) {
            let sent = HeaderName::try_from(name).ok().zip(HeaderValue::try_from(value).ok());
            let (name, mut value) = sent.ok_or_else(|| InvalidServer::Header { name: name.to_owned() })?;
            value.set_sensitive(true);
            headers.push((name, value));
        }
        Ok(Upstream { server, origin, client, token, headers })
    }

    /// The address.
    pub(crate) fn address(&self) -> &str {
        &self.server.address
    }

    /// A new connection.
    ///
    /// # Errors
    /// There is none.
    pub(crate) async fn connect(&self) -> Result<Connection, UpstreamError> {
        let late = || UpstreamError::Late { address: self.address().to_owned() };
        timeout(CONNECT, self.connect_without_limit()).await.map_err(|_| late())?
    }

    async fn connect_without_limit(&self) -> Result<Connection, UpstreamError> {
        let address = || self.address().to_owned();
        let no_connection = |source| UpstreamError::Connect { address: address(), source };
        let no_http = |source| UpstreamError::Http2 { address: address(), source };
        let stream = TcpStream::connect(self.address()).await.map_err(no_connection)?;
        stream.set_nodelay(true).map_err(no_connection)?;
        let Some(settings) = &self.server.tls else {
            return http2::connect(stream, &self.origin).await.map_err(no_http);
        };
        let stream = tls::connect(stream, settings, self.client.as_ref())
            .await
            .map_err(|source| UpstreamError::Tls { address: address(), source })?;
        http2::connect(stream, &self.origin).await.map_err(no_http)
    }

    /// The token as it is now. Without TLS, or with a client certificate, there need not be one.
    ///
    /// # Errors
    /// It cannot be read, or is not a token.
    pub(crate) fn token(&self) -> Result<Option<Token>, NoToken> {
        let is_needed = self.server.tls.is_some() && self.client.is_none();
        let path = || self.token.clone();
        match files::read(&self.token) {
            Ok(text) => match Token::new(&text) {
                Err(TokenError::Empty) if !is_needed => Ok(None),
                token => token.map(Some).map_err(|source| NoToken::Invalid { path: path(), source }),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound && !is_needed => Ok(None),
            Err(source) => Err(NoToken::Read { path: path(), source }),
        }
    }

    /// The metadata of a call.
    pub(crate) fn metadata(&self, token: Option<&Token>) -> MetadataMap {
        let mut headers: http::HeaderMap = self.headers.iter().cloned().collect();
        // A token is always one of a header.
        if let Some(mut value) = token.and_then(|token| HeaderValue::try_from(token.authorization()).ok()) {
            value.set_sensitive(true);
            headers.insert(header::AUTHORIZATION, value);
        }
        MetadataMap::from_headers(headers)
    }
}
