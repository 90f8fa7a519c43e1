//! Proxies for machines: the answer of an istiod to `istio.io/debug/syncz` as istioctl prints it.

use golang::time::{Moment, format};
use serde::Serialize;

use super::{Proxy, Status, Sync};

const CLIENT_CONFIG: &str = "type.googleapis.com/envoy.service.status.v3.ClientConfig";
const TYPE: &str = "istio.io/debug/syncz";

/// What an istiod says of its proxies: an `envoy.service.discovery.v3.DiscoveryResponse` in the JSON of protocol buffers,
/// without the fields `versionInfo` and `nonce`, and of the control plane's identifier only what is known.
///
/// Source: Istio 1.30 istioctl/pkg/writer/pilot/status.go, printMachineReadable.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Response<'a> {
    resources: Vec<ClientConfig<'a>>,
    type_url: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    control_plane: Option<ControlPlane>,
}

#[derive(Debug, Serialize)]
struct ControlPlane {
    identifier: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Identifier<'a> {
    component: &'static str,
    #[serde(rename = "ID")]
    id: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ClientConfig<'a> {
    #[serde(rename = "@type")]
    at_type: &'static str,
    node: Node<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    generic_xds_configs: Vec<GenericXdsConfig<'a>>,
}

#[derive(Debug, Serialize)]
struct Node<'a> {
    id: &'a str,
    metadata: Metadata<'a>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct Metadata<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    cluster_id: Option<&'a str>,
    istio_version: &'a str,
    namespace: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct GenericXdsConfig<'a> {
    type_url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_updated: Option<String>,
    config_status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_state: Option<ErrorState<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ErrorState<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    last_update_attempt: Option<String>,
    details: &'a str,
}

impl<'a> Response<'a> {
    /// What an istiod says of these proxies; `None` where none was asked.
    pub fn of(istiod: Option<&str>, proxies: &'a [Proxy]) -> Response<'a> {
        let identifier = |id| {
            // A struct of texts can always be written.
            serde_json::to_string(&Identifier { component: "istiod", id }).unwrap_or_default()
        };
        Response {
            resources: proxies.iter().map(client_config).collect(),
            type_url: TYPE,
            control_plane: istiod.map(|id| ControlPlane { identifier: identifier(id) }),
        }
    }
}

fn client_config(proxy: &Proxy) -> ClientConfig<'_> {
    let metadata = Metadata {
        cluster_id: proxy.cluster.as_deref(),
        istio_version: &proxy.version,
        namespace: proxy.namespace(),
    };
    ClientConfig {
        at_type: CLIENT_CONFIG,
        node: Node { id: &proxy.name, metadata },
        generic_xds_configs: proxy.types.iter().flatten().map(|(url, sync)| generic(url, sync)).collect(),
    }
}

fn generic<'a>(type_url: &'a str, sync: &'a Sync) -> GenericXdsConfig<'a> {
    let sent = sync.sent.as_ref().map(timestamp);
    GenericXdsConfig {
        type_url,
        config_status: match sync.status {
            Status::NotSent => "NOT_SENT",
            Status::Synced => "SYNCED",
            Status::Stale => "STALE",
            Status::Error => "ERROR",
        },
        error_state: sync
            .error
            .as_deref()
            .map(|details| ErrorState { last_update_attempt: sent.clone(), details }),
        last_updated: sent,
    }
}

/// In UTC, with a fraction of 0, 3, 6 or 9 digits.
///
/// Source: protocol buffers, the JSON form of google.protobuf.Timestamp.
fn timestamp(moment: &Moment) -> String {
    let layout = match moment.nanos {
        0 => "2006-01-02T15:04:05Z",
        n if n % 1_000_000 == 0 => "2006-01-02T15:04:05.000Z",
        n if n % 1_000 == 0 => "2006-01-02T15:04:05.000000Z",
        _ => "2006-01-02T15:04:05.000000000Z",
    };
    format(&Moment::utc(moment.seconds, moment.nanos), layout)
}

#[cfg(test)]
mod tests {
    use super::super::proxies;
    use super::*;

    #[test]
    fn the_form_is_that_of_a_discovery_response() {
        let body = br#"[{"proxy": "a.shop", "cluster_id": "K", "istio_version": "1.30.3", "resources": {
            "t/c": {"sent": "n", "acked": "n", "sentTime": "2026-01-02T03:04:05.25+02:00"},
            "t/l": {"sent": "n", "sentTime": "2026-01-02T03:04:05Z", "lastError": "bad"}}}]"#;
        let proxies = proxies(body, "istiod-1").unwrap();
        let want = serde_json::json!({
            "resources": [{
                "@type": "type.googleapis.com/envoy.service.status.v3.ClientConfig",
                "node": {
                    "id": "a.shop",
                    "metadata": {"CLUSTER_ID": "K", "ISTIO_VERSION": "1.30.3", "NAMESPACE": "shop"},
                },
                "genericXdsConfigs": [
                    {"typeUrl": "t/c", "configStatus": "SYNCED", "lastUpdated": "2026-01-02T01:04:05.250Z"},
                    {"typeUrl": "t/l", "configStatus": "ERROR", "lastUpdated": "2026-01-02T03:04:05Z",
                     "errorState": {"lastUpdateAttempt": "2026-01-02T03:04:05Z", "details": "bad"}},
                ],
            }],
            "typeUrl": "istio.io/debug/syncz",
            "controlPlane": {"identifier": "{\"Component\":\"istiod\",\"ID\":\"istiod-1\"}"},
        });
        assert_eq!(serde_json::to_value(Response::of(Some("istiod-1"), &proxies)).unwrap(), want);
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let proxy =
            Proxy { name: "a".to_owned(), cluster: None, istiod: None, version: "1".to_owned(), types: None };
        let value = serde_json::to_value(Response::of(None, &[proxy])).unwrap();
        let node = serde_json::json!({"id": "a", "metadata": {"ISTIO_VERSION": "1", "NAMESPACE": ""}});
        assert_eq!(value["resources"][0]["node"], node);
        assert_eq!((value.get("controlPlane"), value["resources"][0].get("genericXdsConfigs")), (None, None));
    }
}
