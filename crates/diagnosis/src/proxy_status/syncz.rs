//! What an istiod answers to `/debug/syncz`.

use std::collections::BTreeMap;

use golang::time::parse;
use serde::Deserialize;
use thiserror::Error;

use super::rows::{CLUSTER, ENDPOINT, EXTENSION_CONFIG, LISTENER, ROUTE};
use super::{Proxy, Status, Sync};

/// The layout of times in JSON.
const RFC3339: &str = "2006-01-02T15:04:05.999999999Z07:00";

/// A text is no answer to `/debug/syncz`.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the answer to /debug/syncz cannot be read: {0}")]
pub struct SynczError(String);

/// A proxy that is connected to the istiod that answers.
///
/// Source: Istio 1.30 pilot/pkg/xds/debug.go, SyncStatus.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Client {
    /// The cluster it is in.
    pub cluster_id: String,
    /// Its pod and namespace, as `POD.NAMESPACE`.
    pub proxy: String,
    /// `sidecar`, `router`, `waypoint` or `ztunnel`.
    pub proxy_type: String,
    /// The version of Istio that it is of.
    pub istio_version: String,
    /// What it was sent, by the URL of the type; releases before 1.27 do not say it.
    resources: Option<BTreeMap<String, Resource>>,
    cluster_sent: String,
    cluster_acked: String,
    listener_sent: String,
    listener_acked: String,
    route_sent: String,
    route_acked: String,
    endpoint_sent: String,
    endpoint_acked: String,
    extensionconfig_sent: String,
    extensionconfig_acked: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Resource {
    sent: String,
    acked: String,
    sent_time: String,
    last_error: String,
}

/// The proxies of an answer, in its order.
///
/// # Errors
/// It is not JSON, or not of this form.
pub fn read(body: &[u8]) -> Result<Vec<Client>, SynczError> {
    // An istiod without proxies may answer `null`.
    let clients: Option<Vec<Client>> = serde_json::from_slice(body).map_err(|e| SynczError(e.to_string()))?;
    Ok(clients.unwrap_or_default())
}

/// The proxies of the answer of an istiod.
///
/// # Errors
/// As [`read`].
pub fn proxies(body: &[u8], istiod: &str) -> Result<Vec<Proxy>, SynczError> {
    let proxy = |client: Client| Proxy {
        types: Some(client.types()),
        name: client.proxy,
        cluster: Some(client.cluster_id),
        istiod: Some(istiod.to_owned()),
        version: client.istio_version,
    };
    Ok(read(body)?.into_iter().map(proxy).collect())
}

impl Client {
    fn types(&self) -> BTreeMap<String, Sync> {
        match &self.resources {
            Some(resources) => {
                resources.iter().map(|(url, resource)| (url.clone(), resource.sync())).collect()
            }
            None => self.known_types(),
        }
    }

    /// Of an older istiod: a type that nothing was sent of counts as not asked for.
    fn known_types(&self) -> BTreeMap<String, Sync> {
        let pairs = [
            (CLUSTER, &self.cluster_sent, &self.cluster_acked),
            (LISTENER, &self.listener_sent, &self.listener_acked),
            (ROUTE, &self.route_sent, &self.route_acked),
            (ENDPOINT, &self.endpoint_sent, &self.endpoint_acked),
            (EXTENSION_CONFIG, &self.extensionconfig_sent, &self.extensionconfig_acked),
        ];
        let sent = pairs.into_iter().filter(|(_, sent, _)| !sent.is_empty());
        sent.map(|(url, sent, acked)| {
            (url.to_owned(), Sync { status: Status::of(sent, acked, ""), sent: None, error: None })
        })
        .collect()
    }
}

impl Resource {
    fn sync(&self) -> Sync {
        Sync {
            status: Status::of(&self.sent, &self.acked, &self.last_error),
            sent: parse(RFC3339, &self.sent_time).ok(),
            error: Some(self.last_error.clone()).filter(|error| !error.is_empty()),
        }
    }
}

impl Status {
    fn of(sent: &str, acked: &str, error: &str) -> Status {
        match (error, sent) {
            ("", "") => Status::NotSent,
            ("", sent) if sent == acked => Status::Synced,
            ("", _) => Status::Stale,
            _ => Status::Error,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(body: &str) -> Result<Vec<String>, SynczError> {
        let of = |p: &Proxy| {
            let types = p.types.iter().flatten();
            let types = types.map(|(url, s)| format!("{}={:?}", url.rsplit('.').next().unwrap(), s.status));
            format!("{} {:?} {}", p.name, p.cluster.as_deref().unwrap(), types.collect::<Vec<_>>().join(" "))
        };
        Ok(proxies(body.as_bytes(), "istiod-1")?.iter().map(of).collect())
    }

    #[test]
    fn answers_of_all_releases_are_read() {
        for (body, want) in [
            ("null", vec![]),
            ("[]", vec![]),
            (r#"[{"proxy": "a.ns", "cluster_id": "K", "unknown": [1]}]"#, vec![r#"a.ns "K" "#]),
            (
                r#"[{"proxy": "a.ns", "cluster_sent": "n1", "cluster_acked": "n1", "listener_sent": "n2",
                     "listener_acked": "n1"}]"#,
                vec![r#"a.ns "" Cluster=Synced Listener=Stale"#],
            ),
            (
                r#"[{"proxy": "a.ns", "cluster_sent": "n1", "resources": {
                     "x.Cluster": {"sent": "n1", "acked": "n1", "sentTime": "2026-01-02T03:04:05.5+02:00"},
                     "x.Endpoint": {"sentTime": "0001-01-01T00:00:00Z"},
                     "x.Listener": {"sent": "n2", "acked": "n1"},
                     "x.Route": {"sent": "n2", "acked": "n2", "lastError": "no"}}}]"#,
                vec![r#"a.ns "" Cluster=Synced Endpoint=NotSent Listener=Stale Route=Error"#],
            ),
        ] {
            assert_eq!(shown(body).unwrap(), want, "{body}");
        }
        for body in ["", "{}", "[1]", "404 page not found"] {
            assert!(shown(body).unwrap_err().to_string().starts_with("the answer to /debug/syncz"), "{body}");
        }
    }

    #[test]
    fn times_keep_their_instant() {
        let body = br#"[{"resources": {"x": {"sent": "n", "sentTime": "2026-01-02T03:04:05.5+02:00", "lastError": "bad"},
                                      "y": {"sentTime": "soon"}}}]"#;
        let types = proxies(body, "i").unwrap().remove(0).types.unwrap();
        let sent = types["x"].sent.clone().unwrap();
        assert_eq!((sent.seconds, sent.nanos), (1_767_315_845, 500_000_000));
        assert_eq!(types["x"].error.as_deref(), Some("bad"));
        assert_eq!(types["y"].sent, None);
    }
}
