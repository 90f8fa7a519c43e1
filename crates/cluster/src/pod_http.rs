//! Questions to a port of a pod that speaks HTTP, such as istiod's debug endpoints.

use std::time::Duration;

use http::{Request, StatusCode, header};
use http_body_util::{BodyExt, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;

use crate::access::Cluster;
use crate::error::ClusterError;
use crate::port_forward::{Forwarded, PodPort};

/// How long an answer may take, all of it.
const ANSWER: Duration = Duration::from_secs(30);
/// The longest answer that is read: the proxies of a large mesh are a few megabytes.
const LONGEST: usize = 64 << 20;

impl Cluster {
    /// What a pod answers to a GET of a path.
    ///
    /// # Errors
    /// The port cannot be reached, nothing answers within half a minute, or the status of the answer is not 200.
    pub async fn get_from_pod(&self, from: PodPort<'_>, path: &str) -> Result<Vec<u8>, ClusterError> {
        let Forwarded { stream, reason } = self.port_forward(from).await?;
        let failed = |cause| ClusterError::NoAnswer { asked: from.asked(), cause };
        match timeout(ANSWER, get(stream, path)).await {
            Ok(Ok(body)) => Ok(body),
            Ok(Err(cause)) => Err(failed(reason.said().await.unwrap_or(cause))),
            Err(_) => Err(failed(format!("no answer to {path} within {} seconds", ANSWER.as_secs()))),
        }
    }
}

async fn get(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    path: &str,
) -> Result<Vec<u8>, String> {
    let no_http = |e: hyper::Error| format!("it does not answer as an HTTP server: {e}");
    let (mut sender, connection) =
        http1::handshake::<_, String>(TokioIo::new(stream)).await.map_err(no_http)?;
    let request = Request::get(path)
        .header(header::HOST, "localhost")
        .body(String::new())
        .map_err(|e| format!("{path:?} is not a path: {e}"))?;
    let exchange = async {
        let response = sender.send_request(request).await.map_err(no_http)?;
        if response.status() != StatusCode::OK {
            return Err(format!("unexpected status code: {}", response.status().as_u16()));
        }
        let body = Limited::new(response.into_body(), LONGEST).collect().await;
        body.map(|body| body.to_bytes().to_vec()).map_err(|e| format!("the answer to {path} breaks off: {e}"))
    };
    // The connection is driven as long as the exchange goes on, and ends with it.
    tokio::pin!(exchange);
    tokio::select! {
        biased;
        done = &mut exchange => done,
        ended = connection => match ended {
            // What arrived before the end may be all of it.
            Ok(()) => exchange.await,
            Err(e) => Err(no_http(e)),
        },
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    async fn answered(answer: &'static str) -> (Result<Vec<u8>, String>, String) {
        let (ours, mut theirs) = duplex(4096);
        let server = tokio::spawn(async move {
            let mut asked = vec![0; 1024];
            let read = theirs.read(&mut asked).await.unwrap();
            theirs.write_all(answer.as_bytes()).await.unwrap();
            String::from_utf8_lossy(&asked[..read]).into_owned()
        });
        let got = get(ours, "/debug/syncz").await;
        (got, server.await.unwrap())
    }

    #[tokio::test]
    async fn a_good_answer_is_given_and_others_are_named() {
        for (answer, want) in [
            ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]", Ok("[]")),
            ("HTTP/1.1 200 OK\r\n\r\n[1]", Ok("[1]")),
            ("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", Err("unexpected status code: 404")),
            ("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[]", Err("breaks off")),
            ("\u{15}\u{3}\u{1}", Err("it does not answer as an HTTP server")),
            ("", Err("it does not answer as an HTTP server")),
        ] {
            let (got, asked) = answered(answer).await;
            assert!(asked.starts_with("GET /debug/syncz HTTP/1.1\r\n"), "{asked}");
            match (got, want) {
                (Ok(body), Ok(want)) => assert_eq!(body, want.as_bytes()),
                (Err(cause), Err(want)) => assert!(cause.contains(want), "{answer}: {cause}"),
                (got, _) => panic!("{answer}: {got:?}"),
            }
        }
    }
}
