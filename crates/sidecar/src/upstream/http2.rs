//! HTTP/2 on a stream, with questions whether the server is there.

use std::time::Duration;

use channel::Http2;
use http::Uri;
use hyper::client::conn::http2::Builder;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::AbortHandle;
use tonic::client::Grpc;

/// How long nothing may come until the server is asked whether it is there, and how long it may think about that.
///
/// Source: Istio 1.30 pilot/pkg/grpc/grpc.go, ClientOptions.
const KEEPALIVE: Duration = Duration::from_secs(30);
const KEEPALIVE_ANSWER: Duration = Duration::from_secs(10);

/// A connection; it ends when this does.
#[derive(Debug)]
pub(crate) struct Connection {
    /// For calls.
    pub(crate) grpc: Grpc<Http2>,
    driver: AbortHandle,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

/// Speaks HTTP/2 on a stream.
///
/// # Errors
/// The other side does not.
pub(super) async fn connect(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    origin: &Uri,
) -> Result<Connection, hyper::Error> {
    let (sender, connection) = Builder::new(TokioExecutor::new())
        .timer(TokioTimer::new())
        .keep_alive_interval(KEEPALIVE)
        .keep_alive_timeout(KEEPALIVE_ANSWER)
        .handshake(TokioIo::new(stream))
        .await?;
    // How it ended is what calls on it say.
    let driver = tokio::spawn(async move { _ = connection.await }).abort_handle();
    Ok(Connection { grpc: Grpc::with_origin(Http2(sender), origin.clone()), driver })
}
