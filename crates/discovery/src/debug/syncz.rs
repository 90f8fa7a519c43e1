//! How proxies stand with what they were sent, in the two forms in which it is asked.

use std::time::{SystemTime, UNIX_EPOCH};

use envoy_api::envoy::service::status::v3::client_config::GenericXdsConfig;
use envoy_api::{ClientConfig, ConfigStatus, Node, Timestamp, UpdateFailureState, structs, type_url};
use serde::Serialize;

use super::moment::rfc3339;
use crate::connections::{Connection, Standing};
use crate::plane::Plane;

/// A proxy, as it is listed over xDS.
pub(super) fn client(connection: &Connection) -> ClientConfig {
    let metadata = [
        ("CLUSTER_ID", connection.cluster.as_str()),
        ("NAMESPACE", &connection.namespace),
        ("ISTIO_VERSION", &connection.version),
    ];
    ClientConfig {
        node: Some(Node {
            id: connection.proxy.clone(),
            metadata: Some(structs::of_texts(metadata)),
            ..Node::default()
        }),
        generic_xds_configs: connection.types.iter().map(|(url, standing)| config(url, standing)).collect(),
        ..ClientConfig::default()
    }
}

fn config(type_url: &str, standing: &Standing) -> GenericXdsConfig {
    let status = match standing {
        Standing { error, .. } if !error.is_empty() => ConfigStatus::Error,
        Standing { sent, .. } if sent.is_empty() => ConfigStatus::NotSent,
        Standing { sent, acked, .. } if sent == acked => ConfigStatus::Synced,
        _ => ConfigStatus::Stale,
    };
    let failure = UpdateFailureState { details: standing.error.clone(), ..UpdateFailureState::default() };
    GenericXdsConfig {
        type_url: type_url.to_owned(),
        config_status: status.into(),
        last_updated: standing.sent_at.map(timestamp),
        error_state: (!standing.error.is_empty()).then_some(failure),
    }
}

fn timestamp(at: SystemTime) -> Timestamp {
    let since = at.duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
    Timestamp { seconds, nanos: i32::try_from(since.subsec_nanos()).unwrap_or_default() }
}

/// A proxy, as `/debug/syncz` has it.
///
/// Source: Istio 1.30 pilot/pkg/xds/debug.go, SyncStatus.
#[derive(Serialize)]
struct SyncStatus<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    cluster_id: &'a str,
    proxy: &'a str,
    proxy_type: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    istio_version: &'a str,
    #[serde(flatten)]
    types: std::collections::BTreeMap<String, &'a str>,
    resources: std::collections::BTreeMap<&'a str, Synced<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Synced<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    sent: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    acked: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sent_time: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    last_error: &'a str,
}

/// What `/debug/syncz` answers: those of a namespace, or all if it is empty.
pub(super) fn syncz(plane: &Plane, namespace: &str) -> String {
    let connections = plane.connections.of_namespace(namespace);
    let all: Vec<SyncStatus<'_>> = connections.iter().map(sync_status).collect();
    serde_json::to_string(&all).unwrap_or_default()
}

fn sync_status(connection: &Connection) -> SyncStatus<'_> {
    let short = [
        (type_url::CLUSTER, "cluster"),
        (type_url::LISTENER, "listener"),
        (type_url::ROUTE, "route"),
        (type_url::ENDPOINT, "endpoint"),
        (type_url::EXTENSION_CONFIG, "extensionconfig"),
    ];
    let mut types = std::collections::BTreeMap::new();
    for (url, name) in short {
        if let Some(standing) = connection.types.get(url) {
            let said = [("sent", &standing.sent), ("acked", &standing.acked)];
            let said = said.into_iter().filter(|(_, nonce)| !nonce.is_empty());
            types.extend(said.map(|(what, nonce)| (format!("{name}_{what}"), nonce.as_str())));
        }
    }
    let resources = connection.types.iter().map(|(url, standing)| {
        let sent_time = standing.sent_at.map(rfc3339);
        let (sent, acked, last_error) = (&standing.sent, &standing.acked, &standing.error);
        (url.as_str(), Synced { sent, acked, sent_time, last_error })
    });
    SyncStatus {
        cluster_id: &connection.cluster,
        proxy: &connection.proxy,
        proxy_type: "sidecar",
        istio_version: &connection.version,
        types,
        resources: resources.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standing_is_said_as_istio_says_it() {
        let standing = |sent: &str, acked: &str, error: &str| Standing {
            sent: sent.to_owned(),
            acked: acked.to_owned(),
            sent_at: None,
            error: error.to_owned(),
        };
        for (standing, want) in [
            (standing("", "", ""), ConfigStatus::NotSent),
            (standing("1", "1", ""), ConfigStatus::Synced),
            (standing("2", "1", ""), ConfigStatus::Stale),
            (standing("2", "1", "no"), ConfigStatus::Error),
        ] {
            assert_eq!(config("t", &standing).config_status(), want);
        }
    }
}
