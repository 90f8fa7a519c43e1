//! What an istiod answers over xDS to questions about itself and its proxies.

use envoy_api::per_xds_config::PerXdsConfig;
use envoy_api::{
    ClientConfig, ControlPlane, DiscoveryRequest, DiscoveryResponse, Message, Node, structs, type_url,
};
use serde::Deserialize;
use thiserror::Error;

use crate::proxy_status::types;
use crate::version::BuildInfo;

/// The type that asks for all proxies and how they stand.
pub const SYNCZ: &str = "istio.io/debug/syncz";
/// The type that asks for what istiod's HTTP debug endpoints answer.
const DEBUG: &str = "istio.io/debug";

/// An answer cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum XdsError {
    /// A resource is of another type than was asked for.
    #[error("unexpected resource type {0:?}")]
    Type(String),
    /// A resource cannot be read.
    #[error("could not unmarshal ClientConfig: {0}")]
    Resource(String),
    /// The control plane does not say what it is.
    #[error("could not parse CP Identifier: {0}")]
    Identifier(String),
}

/// A question. It is asked as the ServiceAccount of that namespace, for no proxy: who asks is not among the proxies.
///
/// Source: Istio 1.30 istioctl/pkg/xds/client.go, GetXdsResponse; pkg/adsc/adsc.go, node.
fn request(type_url: &str, resource: Option<String>, namespace: &str, account: &str) -> DiscoveryRequest {
    let metadata = [("GENERATOR", "event"), ("NAMESPACE", namespace), ("SERVICE_ACCOUNT", account)];
    let node = Node {
        id: format!("sidecar~127.0.0.1~outrigger.{namespace}~{namespace}.svc.cluster.local"),
        metadata: Some(structs::of_texts(metadata)),
        ..Node::default()
    };
    DiscoveryRequest {
        node: Some(node),
        resource_names: resource.into_iter().collect(),
        type_url: type_url.to_owned(),
        ..DiscoveryRequest::default()
    }
}

/// Asks for all proxies of an istiod.
pub fn all_proxies(namespace: &str, account: &str) -> DiscoveryRequest {
    request(SYNCZ, None, namespace, account)
}

/// Asks for the configuration that an istiod has for a proxy, `POD.NAMESPACE`, as JSON.
pub fn configuration(proxy: &str, namespace: &str, account: &str) -> DiscoveryRequest {
    request(DEBUG, Some(format!("config_dump?proxyID={proxy}")), namespace, account)
}

/// The text of an answer to [`configuration`].
pub fn text(answer: &DiscoveryResponse) -> &[u8] {
    answer.resources.first().map_or(&[], |resource| &resource.value)
}

/// What a control plane says it is.
///
/// Source: Istio 1.30 pilot/pkg/xds/xdsgen.go, IstioControlPlaneInstance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct Instance {
    /// `istiod`.
    pub component: String,
    /// Its pod.
    #[serde(rename = "ID")]
    pub id: String,
    /// How it was built.
    pub info: BuildInfo,
}

/// What the control plane of an answer is; `None` if it does not say.
///
/// # Errors
/// What it says cannot be read.
pub fn instance(answer: &DiscoveryResponse) -> Result<Option<Instance>, XdsError> {
    let Some(ControlPlane { identifier }) = &answer.control_plane else { return Ok(None) };
    serde_json::from_str(identifier).map(Some).map_err(|e| XdsError::Identifier(e.to_string()))
}

/// The proxies of an answer to [`all_proxies`], in its order.
///
/// # Errors
/// They are of another type, or cannot be read.
pub fn clients(answer: &DiscoveryResponse) -> Result<Vec<ClientConfig>, XdsError> {
    let read = |resource: &envoy_api::Any| match resource.type_url.as_str() {
        type_url::CLIENT_CONFIG => {
            ClientConfig::decode(&*resource.value).map_err(|e| XdsError::Resource(e.to_string()))
        }
        other => Err(XdsError::Type(other.to_owned())),
    };
    answer.resources.iter().map(read).collect()
}

/// A text of a client's metadata; empty if there is none.
pub(crate) fn metadata<'a>(client: &'a ClientConfig, name: &str) -> &'a str {
    let metadata = client.node.as_ref().and_then(|node| node.metadata.as_ref());
    metadata.and_then(|metadata| structs::text(metadata, name)).unwrap_or_default()
}

/// The type that an older istiod says something of.
///
/// Source: Istio 1.30 istioctl/pkg/writer/pilot/status.go, handleAndGetXdsConfigs.
pub(crate) fn type_of(kind: &PerXdsConfig) -> &'static str {
    match kind {
        PerXdsConfig::ListenerConfig(_) => types::LISTENER,
        PerXdsConfig::ClusterConfig(_) => types::CLUSTER,
        PerXdsConfig::RouteConfig(_) => types::ROUTE,
        PerXdsConfig::EndpointConfig(_) => types::ENDPOINT,
    }
}

#[cfg(test)]
mod tests {
    use envoy_api::Any;

    use super::*;

    fn answer(identifier: Option<&str>, resources: &[(&str, &[u8])]) -> DiscoveryResponse {
        let any = |(type_url, value): &(&str, &[u8])| Any {
            type_url: (*type_url).to_owned(),
            value: value.to_vec(),
        };
        DiscoveryResponse {
            resources: resources.iter().map(any).collect(),
            control_plane: identifier.map(|id| ControlPlane { identifier: id.to_owned() }),
            ..DiscoveryResponse::default()
        }
    }

    #[test]
    fn a_control_plane_says_what_it_is() {
        let said = r#"{"Component":"istiod","ID":"istiod-1","Info":{"version":"1.30.3","tag":"t"},"more":1}"#;
        let instance_of = |identifier| instance(&answer(identifier, &[]));
        let known = instance_of(Some(said)).unwrap().unwrap();
        assert_eq!((known.component.as_str(), known.id.as_str()), ("istiod", "istiod-1"));
        assert_eq!((known.info.version.as_str(), known.info.git_tag.as_str()), ("1.30.3", "t"));
        assert_eq!(instance_of(None), Ok(None));
        assert_eq!(instance_of(Some("{}")), Ok(Some(Instance::default())));
        for broken in ["", "istiod", r#"{"ID":1}"#] {
            let refused = instance_of(Some(broken)).unwrap_err().to_string();
            assert!(refused.starts_with("could not parse CP Identifier: "), "{refused}");
        }
    }

    #[test]
    fn resources_are_of_the_type_that_was_asked_for() {
        let node = Node { id: "a.n".to_owned(), ..Node::default() };
        let client = ClientConfig { node: Some(node), ..Default::default() };
        let bytes = client.encode_to_vec();
        assert_eq!(clients(&answer(None, &[(type_url::CLIENT_CONFIG, &bytes)])).unwrap(), [client]);
        for (type_url, value, want) in [
            ("t/other", &b""[..], "unexpected resource type \"t/other\""),
            (type_url::CLIENT_CONFIG, b"\x0a\x7f", "could not unmarshal ClientConfig: "),
        ] {
            let refused = clients(&answer(None, &[(type_url, value)])).unwrap_err().to_string();
            assert!(refused.starts_with(want), "{refused}");
        }
    }

    #[test]
    fn who_asks_is_no_proxy() {
        let asked = configuration("web-1.shop", "istio-system", "default");
        assert_eq!(
            (asked.type_url.as_str(), asked.resource_names),
            (DEBUG, vec!["config_dump?proxyID=web-1.shop".to_owned()])
        );
        let metadata = asked.node.unwrap().metadata.unwrap();
        assert_eq!(structs::text(&metadata, "NAMESPACE"), Some("istio-system"));
        assert_eq!(structs::text(&metadata, "PROXY_CONFIG"), None);
        assert_eq!(text(&answer(None, &[(DEBUG, b"{}")])), b"{}");
        assert_eq!(text(&answer(None, &[])), b"");
    }
}
