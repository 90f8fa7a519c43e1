//! Questions about the proxies that are connected: how each stands with what it was sent.

use std::time::{SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use envoy_api::envoy::service::status::v3::client_config::GenericXdsConfig;
use envoy_api::{
    ClientConfig, ConfigStatus, ControlPlane, DiscoveryResponse, Message, Node, Timestamp,
    UpdateFailureState, any, structs, type_url,
};
use serde::Serialize;
use tonic::Status;

use crate::connections::{Connection, Standing};
use crate::peer::Peer;
use crate::plane::Plane;

/// What the types of such questions begin with.
const DEBUG: &str = "istio.io/debug";
/// The one that is answered.
const SYNCZ: &str = "istio.io/debug/syncz";

/// Whether a type is one of a question.
pub(crate) fn is_debug(type_url: &str) -> bool {
    type_url.starts_with(DEBUG)
}

/// The answer to a question, encoded; `None` if there is none here. Who is of the control plane's namespace learns of all
/// proxies, others of those in their own.
///
/// Source: Istio 1.30 pilot/pkg/xds/debuggen.go, statusgen.go.
pub(crate) fn answer(
    plane: &Plane,
    peer: &Peer,
    type_url: &str,
    names: &[String],
) -> Result<Option<Bytes>, Status> {
    let question = names.first().map_or(type_url, String::as_str);
    if type_url != SYNCZ && !(type_url == DEBUG && question.split('?').next() == Some("syncz")) {
        return Ok(None);
    }
    let namespace = match peer {
        Peer::Known(caller) if caller.id.namespace() == plane.namespace => "",
        Peer::Known(caller) => caller.id.namespace(),
        Peer::Unasked => return Err(Status::unauthenticated("this is answered on the port with TLS")),
    };
    let clients = plane.connections.of_namespace(namespace);
    let response = DiscoveryResponse {
        resources: clients.iter().map(|one| any(&client(one))).collect(),
        type_url: type_url.to_owned(),
        version_info: "1".to_owned(),
        nonce: "1".to_owned(),
        control_plane: Some(ControlPlane { identifier: plane.identifier.clone() }),
    };
    Ok(Some(response.encode_to_vec().into()))
}

fn client(connection: &Connection) -> ClientConfig {
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
pub(crate) fn syncz(plane: &Plane, namespace: &str) -> String {
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

/// A moment in UTC, to the second.
fn rfc3339(at: SystemTime) -> String {
    let seconds = at.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    // Source: Howard Hinnant, chrono-compatible low-level date algorithms, civil_from_days.
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let of_era = shifted % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (rest / 3600, rest % 3600 / 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn moments_are_written_as_in_go() {
        for (seconds, want) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_735_689_599, "2024-12-31T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(rfc3339(UNIX_EPOCH + Duration::from_secs(seconds)), want);
        }
    }

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
