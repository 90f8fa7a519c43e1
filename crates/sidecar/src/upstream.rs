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

#[cfg(test)]
mod tests {
    use agent::settings::{Header, Roots, Tls};
    use tokio::io::AsyncWriteExt;
    use tokio::net::TcpListener;

    use super::*;

    fn server(address: &str, tls: Option<Tls>, headers: &[(&str, &str)]) -> Server {
        let headers =
            headers.iter().map(|(name, value)| Header { name: (*name).into(), value: (*value).into() });
        Server { address: address.to_owned(), tls, headers: headers.collect() }
    }

    fn tls(name: &str, roots: &str) -> Option<Tls> {
        Some(Tls { server_name: name.to_owned(), roots: Roots::Files(vec!["none".into(), roots.into()]) })
    }

    fn upstream(server: Server, token: &str) -> Upstream {
        Upstream::new(server, None, token.into(), "").unwrap()
    }

    #[test]
    fn what_is_given_of_a_server_is_checked() {
        for (address, headers, want) in [
            ("istiod.istio-system.svc:15012", &[("X-Mesh", "m")][..], ""),
            ("[::1]:15012", &[], ""),
            ("not an address", &[], "is not an address"),
            ("", &[], "is not an address"),
            ("a:1", &[("a b", "c")], "the header \"a b\""),
            ("a:1", &[("a", "secret\n")], "the header \"a\""),
        ] {
            let made = Upstream::new(server(address, None, headers), None, PathBuf::new(), "Kubernetes");
            let error = made.err().map(|error| error.to_string()).unwrap_or_default();
            assert!(error.contains(want) && error.is_empty() == want.is_empty(), "{address}: {error}");
            assert!(!error.contains("secret"), "{error}");
        }
    }

    #[tokio::test]
    async fn who_does_not_answer_as_a_server_is_named() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
            }
        });
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path.display().to_string()
        };
        let ca =
            identity::Ca::create(&identity::TrustDomain::new("a").unwrap(), std::time::SystemTime::now());
        let roots = file("roots", ca.unwrap().roots());
        let empty = file("empty", "");
        for (to, want) in [
            (server("127.0.0.1:1", None, &[]), "cannot connect to 127.0.0.1:1: "),
            (server("nowhere.invalid:1", None, &[]), "cannot connect to nowhere.invalid:1: "),
            (server(&address, tls("istiod", &roots), &[]), "no TLS with 127.0.0.1:"),
            (server(&address, tls("istiod", "/none"), &[]), "cannot read the roots /none: "),
            (server(&address, tls("istiod", &empty), &[]), "there is no certificate that can be used"),
            (server(&address, tls("a b", &roots), &[]), "\"a b\" is not a name"),
        ] {
            let error = upstream(to, "").connect().await.err().unwrap().to_string();
            assert!(error.contains(want), "{want}: {error}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn who_says_nothing_is_given_up() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let folder = tempfile::tempdir().unwrap();
        let roots = folder.path().join("roots");
        let ca =
            identity::Ca::create(&identity::TrustDomain::new("a").unwrap(), std::time::SystemTime::now());
        std::fs::write(&roots, ca.unwrap().roots()).unwrap();
        let to = server(&address, tls("istiod", &roots.display().to_string()), &[]);
        let error = upstream(to, "").connect().await.err().unwrap().to_string();
        assert!(error.contains("does not answer within 5s"), "{error}");
    }

    #[test]
    fn a_token_is_needed_where_nothing_else_says_who_asks() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        let shown = |is_tls: bool, has_certificate: bool| {
            let tls = if is_tls { tls("istiod", "") } else { None };
            let files = || CertificateFiles { chain: "c".into(), key: "k".into(), root: "r".into() };
            let client = has_certificate.then(files);
            let upstream = Upstream::new(server("a:1", tls, &[]), client, path.clone(), "").unwrap();
            match upstream.token() {
                Ok(Some(token)) => {
                    upstream.metadata(Some(&token)).get("authorization").unwrap().to_str().unwrap().to_owned()
                }
                Ok(None) => "none".to_owned(),
                Err(why) => why.to_string(),
            }
        };
        let all = |want: [&str; 3]| {
            for (found, want) in [shown(true, false), shown(true, true), shown(false, false)].iter().zip(want)
            {
                assert!(found.contains(want), "{want}: {found}");
            }
        };
        all(["cannot read the token", "none", "none"]);
        std::fs::write(&path, "\n").unwrap();
        all(["it is empty", "none", "none"]);
        std::fs::write(&path, "a b").unwrap();
        all(["has characters", "has characters", "has characters"]);
        std::fs::write(&path, "t\n").unwrap();
        all(["Bearer t", "Bearer t", "Bearer t"]);
    }
}
