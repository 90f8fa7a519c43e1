//! Questions to an istiod over xDS: one request for a type of resource on the aggregated stream, and the first answer of that
//! type. What `istioctl proxy-status` and `istioctl experimental version` do.
//!
//! ```text
//! port-forward ─┐
//!               ├─► stream ─► TLS (tls.rs) ─► HTTP/2, gRPC (stream.rs) ─► the first answer
//! address ──────┘
//! ```

mod stream;
mod tls;

use std::time::Duration;

use envoy_api::{DiscoveryRequest, DiscoveryResponse};
use k8s_openapi::api::authentication::v1::{TokenRequest, TokenRequestSpec};
use k8s_openapi::api::core::v1::ServiceAccount;
use kube::Api;
use kube::api::PostParams;
use tokio::net::TcpStream;
use tokio::time::timeout;

pub use self::tls::{Identity, Tls, TlsError, Trust, certificates, system_roots};
use crate::access::Cluster;
use crate::error::{Asked, ClusterError};
use crate::port_forward::{Forwarded, PodPort};

/// What tokens for an istiod are for.
///
/// Source: Istio 1.30 istioctl/pkg/xds/client.go, tokenAudiences.
const AUDIENCE: &str = "istio-ca";
/// How long a token is good for, in seconds: the API server gives none for less. It is used once, at once.
const LIFETIME: i64 = 600;

/// How a server is asked.
#[derive(Clone, Debug)]
pub struct Channel {
    /// How what is said is protected; `None` for plain text.
    pub tls: Option<Tls>,
    /// What says who asks.
    pub token: Option<Token>,
    /// How long an answer may take, from the first byte on.
    pub within: Duration,
}

/// A bearer token. It is not printed.
#[derive(Clone)]
pub struct Token(String);

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token")
    }
}

impl Cluster {
    /// A token by which an istiod knows a ServiceAccount of this cluster, for ten minutes.
    ///
    /// # Errors
    /// The API server cannot be asked, or says no.
    pub async fn istio_token(&self, namespace: &str, account: &str) -> Result<Token, ClusterError> {
        let asked = Asked {
            verb: "create",
            resource: "serviceaccounts/token".to_owned(),
            what: format!("a token of ServiceAccount {namespace}/{account}"),
        };
        let accounts: Api<ServiceAccount> = Api::namespaced(self.client.clone(), namespace);
        let spec = TokenRequestSpec {
            audiences: Some(vec![AUDIENCE.to_owned()]),
            expiration_seconds: Some(LIFETIME),
            ..TokenRequestSpec::default()
        };
        let wanted = TokenRequest { spec: Some(spec), ..TokenRequest::default() };
        let Ok(made) =
            timeout(self.answer, accounts.create_token_request(account, &PostParams::default(), &wanted))
                .await
        else {
            return Err(ClusterError::Unreachable {
                asked,
                server: self.server.clone(),
                cause: format!("no answer within {} seconds", self.answer.as_secs()),
            });
        };
        let made = made.map_err(|e| ClusterError::from_kube(e, asked.clone(), &self.server))?;
        let token = made.status.and_then(|status| status.token).filter(|token| !token.is_empty());
        token
            .map(Token)
            .ok_or_else(|| ClusterError::Malformed { asked, cause: "there is no token in it".to_owned() })
    }

    /// What a pod answers on a port that speaks xDS.
    ///
    /// # Errors
    /// The port cannot be reached, or gives no answer of the type in time.
    pub async fn ask_pod_by_xds(
        &self,
        port: PodPort<'_>,
        channel: &Channel,
        request: DiscoveryRequest,
    ) -> Result<DiscoveryResponse, ClusterError> {
        let Forwarded { stream, reason } = self.port_forward(port).await?;
        let failed = |cause| ClusterError::NoAnswer { asked: port.asked(), cause };
        match timeout(channel.within, stream::ask(stream, channel, request)).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(cause)) => Err(failed(reason.said().await.unwrap_or(cause))),
            Err(_) => Err(failed(late(channel.within))),
        }
    }
}

/// What a server answers that is not a pod of the cluster. `address` is a name or IP address with a port.
///
/// # Errors
/// It cannot be reached, or gives no answer of the type in time.
pub async fn ask_address(
    address: &str,
    channel: &Channel,
    request: DiscoveryRequest,
) -> Result<DiscoveryResponse, ClusterError> {
    let exchange = async {
        let stream = TcpStream::connect(address).await.map_err(|e| e.to_string())?;
        stream::ask(stream, channel, request).await
    };
    let answer = timeout(channel.within, exchange).await.unwrap_or_else(|_| Err(late(channel.within)));
    answer.map_err(|cause| ClusterError::NoAnswer {
        asked: Asked { verb: "ask", resource: String::new(), what: format!("the xDS server {address}") },
        cause,
    })
}

fn late(within: Duration) -> String {
    format!("no answer over xDS within {within:?}")
}
