//! A connection to a port of a pod, through the API server and the kubelet, as `kubectl port-forward` has it. No local port
//! is opened: what comes out of here is the stream itself.

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use k8s_openapi::api::core::v1::Pod;
use kube::Api;
use tokio::io::DuplexStream;
use tokio::time::timeout;

use crate::access::Cluster;
use crate::error::{Asked, ClusterError};

/// How long the kubelet's reason for a stream that ended is waited for: it arrives beside the stream, not in it.
const REASON: Duration = Duration::from_secs(1);

/// A port of a pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PodPort<'a> {
    /// The pod's namespace.
    pub namespace: &'a str,
    /// The pod's name.
    pub pod: &'a str,
    /// The port, as the pod's containers know it; it need not be declared.
    pub port: u16,
}

impl PodPort<'_> {
    /// The same as what was asked of the API server.
    pub fn asked(&self) -> Asked {
        Asked {
            verb: "connect to",
            resource: "pods/portforward".to_owned(),
            what: format!("port {} of pod {}/{}", self.port, self.namespace, self.pod),
        }
    }
}

/// A connection to a port of a pod. It ends when `stream` is dropped.
pub struct Forwarded {
    /// What is written here arrives at the port, and the other way round.
    pub stream: DuplexStream,
    /// Why the connection failed, should it.
    pub reason: Reason,
}

impl fmt::Debug for Forwarded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Forwarded").finish_non_exhaustive()
    }
}

/// What the kubelet says about a connection that failed, such as that nothing listens on the port.
pub struct Reason(Pin<Box<dyn Future<Output = Option<String>> + Send>>);

impl fmt::Debug for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reason").finish_non_exhaustive()
    }
}

impl Reason {
    /// What was said, if anything was; to be asked after the stream ended or failed. Waits a second at most.
    pub async fn said(self) -> Option<String> {
        timeout(REASON, self.0).await.ok().flatten().filter(|said| !said.trim().is_empty())
    }
}

impl Cluster {
    /// Connects to a port of a pod. That the API server agreed does not say that anything listens there: a port that
    /// nobody listens on ends the stream, and [`Reason::said`] knows why.
    ///
    /// # Errors
    /// The API server cannot be asked, or says no.
    pub async fn port_forward(&self, to: PodPort<'_>) -> Result<Forwarded, ClusterError> {
        let pods: Api<Pod> = Api::namespaced(self.client.clone(), to.namespace);
        let ports = [to.port];
        let Ok(opened) = timeout(self.answer, pods.portforward(to.pod, &ports)).await else {
            return Err(ClusterError::Unreachable {
                asked: to.asked(),
                server: self.server.clone(),
                cause: format!("no answer within {} seconds", self.answer.as_secs()),
            });
        };
        let mut forwarder = opened.map_err(|e| ClusterError::from_kube(e, to.asked(), &self.server))?;
        let (Some(stream), Some(said)) = (forwarder.take_stream(to.port), forwarder.take_error(to.port))
        else {
            return Err(ClusterError::Malformed { asked: to.asked(), cause: "no stream came".to_owned() });
        };
        Ok(Forwarded { stream, reason: Reason(Box::pin(said)) })
    }
}

#[cfg(test)]
mod tests {
    use futures_util::{SinkExt, StreamExt};
    use http::HeaderValue;
    use kube::{Client, Config};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpStream};
    use tokio_tungstenite::tungstenite::Message;
    use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};

    use super::*;

    const PORT: PodPort<'_> = PodPort { namespace: "istio-system", pod: "istiod-1", port: 15014 };

    /// A cluster whose API server is the other end of a connection to the given listener.
    async fn cluster(listener: &TcpListener) -> Cluster {
        let server = format!("http://{}", listener.local_addr().unwrap());
        let client = Client::try_from(Config::new(server.parse().unwrap())).unwrap();
        Cluster { client, server, answer: Duration::from_secs(20) }
    }

    /// What a kubelet does behind an API server: the port's number on both channels, then what the port answers, or why not.
    async fn kubelet(connection: TcpStream, refused: Option<&str>) -> String {
        let mut path = String::new();
        #[expect(clippy::result_large_err, reason = "the library asks for it")]
        let agree = |request: &Request, mut response: Response| -> Result<Response, ErrorResponse> {
            path = request.uri().to_string();
            let spoken = HeaderValue::from_static("v4.channel.k8s.io");
            response.headers_mut().insert("sec-websocket-protocol", spoken);
            Ok(response)
        };
        let mut socket = tokio_tungstenite::accept_hdr_async(connection, agree).await.unwrap();
        for channel in [0, 1] {
            let [low, high] = PORT.port.to_le_bytes();
            socket.send(Message::binary(vec![channel, low, high])).await.unwrap();
        }
        if let Some(reason) = refused {
            socket.send(Message::binary([b"\x01", reason.as_bytes()].concat())).await.unwrap();
            socket.close(None).await.unwrap();
        }
        while let Some(Ok(message)) = socket.next().await {
            if let Message::Binary(bytes) = message {
                socket.send(Message::Binary(bytes)).await.unwrap();
            }
        }
        path
    }

    #[tokio::test]
    async fn bytes_go_to_the_port_and_back() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let cluster = cluster(&listener).await;
        let served = tokio::spawn(async move { kubelet(listener.accept().await.unwrap().0, None).await });
        let mut forwarded = cluster.port_forward(PORT).await.unwrap();
        forwarded.stream.write_all(b"ping").await.unwrap();
        let mut back = [0; 4];
        forwarded.stream.read_exact(&mut back).await.unwrap();
        assert_eq!(&back, b"ping");
        drop(forwarded);
        // The connection ends with the stream, else this would wait for ever.
        let path = served.await.unwrap();
        assert_eq!(path, "/api/v1/namespaces/istio-system/pods/istiod-1/portforward?&ports=15014");
    }

    #[tokio::test]
    async fn the_kubelets_reason_is_reported() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let cluster = cluster(&listener).await;
        let reason = "connect: connection refused";
        tokio::spawn(async move { kubelet(listener.accept().await.unwrap().0, Some(reason)).await });
        let Forwarded { mut stream, reason: told } = cluster.port_forward(PORT).await.unwrap();
        let mut back = Vec::new();
        assert_eq!(stream.read_to_end(&mut back).await.unwrap(), 0);
        assert_eq!(told.said().await.as_deref(), Some(reason));
    }

    #[tokio::test]
    async fn a_refused_connection_names_the_missing_right() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let cluster = cluster(&listener).await;
        tokio::spawn(async move {
            let mut connection = listener.accept().await.unwrap().0;
            let mut asked = [0; 1024];
            let _ = connection.read(&mut asked).await.unwrap();
            let body = r#"{"kind":"Status","status":"Failure","message":"pods is forbidden","reason":"Forbidden","code":403}"#;
            let head = "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Length";
            connection.write_all(format!("{head}: {}\r\n\r\n{body}", body.len()).as_bytes()).await.unwrap();
        });
        let refused = cluster.port_forward(PORT).await.unwrap_err();
        assert_eq!(
            refused.to_string(),
            "may not connect to port 15014 of pod istio-system/istiod-1: pods is forbidden"
        );
        assert_eq!(
            refused.hint().as_deref(),
            Some("grant verbs `get` and `create` on resource `pods/portforward` with a Role")
        );
    }
}
