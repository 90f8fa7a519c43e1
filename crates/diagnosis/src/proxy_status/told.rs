//! The proxies of an istiod's answer to `/debug/syncz`.

use std::collections::BTreeMap;

use golang::time::parse;

use super::rows::{CLUSTER, ENDPOINT, EXTENSION_CONFIG, LISTENER, ROUTE};
use super::{Proxy, Status, Sync};
use crate::syncz::{self, Client, Resource, SynczError};

/// The layout of times in JSON.
const RFC3339: &str = "2006-01-02T15:04:05.999999999Z07:00";

/// The proxies of the answer of an istiod. Who is connected to ask something, as istioctl is, says of no cluster and takes no
/// configuration: it is not a proxy.
///
/// # Errors
/// As [`syncz::read`].
pub fn proxies(body: &[u8], istiod: &str) -> Result<Vec<Proxy>, SynczError> {
    let proxy = |client: Client| Proxy {
        types: Some(types(&client)),
        name: client.proxy,
        cluster: Some(client.cluster_id),
        istiod: Some(istiod.to_owned()),
        version: client.istio_version,
    };
    let asks = |client: &Client| client.cluster_id.is_empty() && types(client).is_empty();
    Ok(syncz::read(body)?.into_iter().filter(|client| !asks(client)).map(proxy).collect())
}

fn types(client: &Client) -> BTreeMap<String, Sync> {
    match &client.resources {
        Some(resources) => resources.iter().map(|(url, resource)| (url.clone(), sync(resource))).collect(),
        None => known_types(client),
    }
}

/// Of an older istiod: a type that nothing was sent of counts as not asked for.
fn known_types(client: &Client) -> BTreeMap<String, Sync> {
    let pairs = [
        (CLUSTER, &client.cluster_sent, &client.cluster_acked),
        (LISTENER, &client.listener_sent, &client.listener_acked),
        (ROUTE, &client.route_sent, &client.route_acked),
        (ENDPOINT, &client.endpoint_sent, &client.endpoint_acked),
        (EXTENSION_CONFIG, &client.extensionconfig_sent, &client.extensionconfig_acked),
    ];
    let sent = pairs.into_iter().filter(|(_, sent, _)| !sent.is_empty());
    sent.map(|(url, sent, acked)| {
        (url.to_owned(), Sync { status: Status::of(sent, acked, ""), sent: None, error: None })
    })
    .collect()
}

fn sync(resource: &Resource) -> Sync {
    Sync {
        status: Status::of(&resource.sent, &resource.acked, &resource.last_error),
        sent: parse(RFC3339, &resource.sent_time).ok(),
        error: Some(resource.last_error.clone()).filter(|error| !error.is_empty()),
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
            (
                r#"[{"proxy": "test-1.default", "istio_version": "65536.65536.65536", "resources": {}}]"#,
                vec![],
            ),
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
