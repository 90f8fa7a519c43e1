//! The proxies of an istiod's answer: over xDS, or over HTTP to `/debug/syncz`.

use std::collections::BTreeMap;

use envoy_api::{ClientConfig, ConfigStatus, DiscoveryResponse, Timestamp};
use golang::time::{Moment, parse};

use super::Answer;
use super::types::{CLUSTER, ENDPOINT, EXTENSION_CONFIG, LISTENER, ROUTE};
use super::{Proxy, Status, Sync};
use crate::syncz::{self, Client, Resource, SynczError};
use crate::xds::{self, XdsError};

/// The layout of times in JSON.
const RFC3339: &str = "2006-01-02T15:04:05.999999999Z07:00";

/// The proxies of the answer of an istiod. Who is connected to ask something, as istioctl is, says of no cluster and takes no
/// configuration: it is not a proxy.
///
/// # Errors
/// As [`syncz::read`].
pub fn over_http(body: &[u8], istiod: &str) -> Result<Answer, SynczError> {
    let proxy = |client: Client| Proxy {
        types: Some(types(&client)),
        namespace: Proxy::namespace_of(&client.proxy),
        name: client.proxy,
        cluster: Some(client.cluster_id),
        istiod: Some(istiod.to_owned()),
        version: client.istio_version,
    };
    let asks = |client: &Client| client.cluster_id.is_empty() && types(client).is_empty();
    let proxies = syncz::read(body)?.into_iter().filter(|client| !asks(client)).map(proxy).collect();
    Ok(Answer { istiod: Some(istiod.to_owned()), proxies, ..Answer::default() })
}

/// The proxies of an answer over xDS. What istioctl calls an istiod that does not say its name, it is called here.
///
/// # Errors
/// As [`xds::clients`].
///
/// Source: Istio 1.30 istioctl/pkg/multixds/gather.go, CpInfo; istioctl/pkg/writer/pilot/status.go, setupStatusPrint.
pub fn over_xds(answer: &DiscoveryResponse) -> Result<Answer, XdsError> {
    let istiod = match xds::instance(answer) {
        Ok(Some(instance)) => instance.id,
        Ok(None) => "MISSING".to_owned(),
        Err(_) => "INVALID".to_owned(),
    };
    let proxy = |client: &ClientConfig| Proxy {
        name: client.node.as_ref().map(|node| node.id.clone()).unwrap_or_default(),
        namespace: xds::metadata(client, "NAMESPACE").to_owned(),
        cluster: Some(xds::metadata(client, "CLUSTER_ID").to_owned()),
        istiod: Some(istiod.clone()),
        version: xds::metadata(client, "ISTIO_VERSION").to_owned(),
        types: Some(types_over_xds(client)),
    };
    Ok(Answer {
        proxies: xds::clients(answer)?.iter().map(proxy).collect(),
        version_info: answer.version_info.clone(),
        nonce: answer.nonce.clone(),
        identifier: answer.control_plane.as_ref().map(|plane| plane.identifier.clone()),
        istiod: Some(istiod),
    })
}

fn types_over_xds(client: &ClientConfig) -> BTreeMap<String, Sync> {
    let generic = client.generic_xds_configs.iter().map(|config| {
        let error = config.error_state.as_ref().map(|state| state.details.clone());
        let sync =
            Sync { status: config.config_status().into(), sent: config.last_updated.map(moment), error };
        (config.type_url.clone(), sync)
    });
    if !client.generic_xds_configs.is_empty() {
        return generic.collect();
    }
    let older = client.xds_config.iter().filter_map(|config| {
        let sync = Sync { status: config.status().into(), sent: None, error: None };
        Some((xds::type_of(config.per_xds_config.as_ref()?).to_owned(), sync))
    });
    older.collect()
}

fn moment(timestamp: Timestamp) -> Moment {
    Moment::utc(timestamp.seconds, u32::try_from(timestamp.nanos).unwrap_or_default().min(999_999_999))
}

impl From<ConfigStatus> for Status {
    fn from(status: ConfigStatus) -> Status {
        match status {
            ConfigStatus::Unknown => Status::Unknown,
            ConfigStatus::Synced => Status::Synced,
            ConfigStatus::NotSent => Status::NotSent,
            ConfigStatus::Stale => Status::Stale,
            ConfigStatus::Error => Status::Error,
        }
    }
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
    use envoy_api::envoy::admin::v3::RoutesConfigDump;
    use envoy_api::per_xds_config::PerXdsConfig as Kind;
    use envoy_api::{ControlPlane, GenericXdsConfig, Node, PerXdsConfig, any, structs};

    use super::*;

    fn shown(body: &str) -> Result<Vec<String>, SynczError> {
        let of = |p: &Proxy| {
            let types = p.types.iter().flatten();
            let types = types.map(|(url, s)| format!("{}={:?}", url.rsplit('.').next().unwrap(), s.status));
            format!("{} {:?} {}", p.name, p.cluster.as_deref().unwrap(), types.collect::<Vec<_>>().join(" "))
        };
        Ok(over_http(body.as_bytes(), "istiod-1")?.proxies.iter().map(of).collect())
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
        let types = over_http(body, "i").unwrap().proxies.remove(0).types.unwrap();
        let sent = types["x"].sent.clone().unwrap();
        assert_eq!((sent.seconds, sent.nanos), (1_767_315_845, 500_000_000));
        assert_eq!(types["x"].error.as_deref(), Some("bad"));
        assert_eq!(types["y"].sent, None);
    }

    #[test]
    fn answers_over_xds_are_read() {
        let node = |id: &str, metadata: &[(&str, &str)]| {
            let metadata = Some(structs::of_texts(metadata.iter().copied()));
            Some(Node { id: id.to_owned(), metadata, ..Node::default() })
        };
        let generic = GenericXdsConfig {
            type_url: "t".to_owned(),
            last_updated: Some(Timestamp { seconds: 5, nanos: -1 }),
            config_status: 3,
            error_state: None,
        };
        let odd = GenericXdsConfig { type_url: "u".to_owned(), config_status: 99, ..Default::default() };
        let older =
            PerXdsConfig { status: 1, per_xds_config: Some(Kind::RouteConfig(RoutesConfigDump::default())) };
        let clients = [
            ClientConfig {
                node: node("a.x", &[("NAMESPACE", "shop"), ("CLUSTER_ID", "K"), ("ISTIO_VERSION", "1.30.3")]),
                generic_xds_configs: vec![generic, odd],
                xds_config: vec![older.clone()],
            },
            ClientConfig {
                node: None,
                xds_config: vec![older, PerXdsConfig::default()],
                ..Default::default()
            },
        ];
        let answer = DiscoveryResponse {
            resources: clients.iter().map(any).collect(),
            control_plane: Some(ControlPlane { identifier: "{\"ID\":\"istiod-1\"}".to_owned() }),
            ..Default::default()
        };
        let read = over_xds(&answer).unwrap();
        assert_eq!(read.istiod.as_deref(), Some("istiod-1"));
        let [first, second] = &read.proxies[..] else { panic!("two") };
        assert_eq!((first.name.as_str(), first.namespace.as_str()), ("a.x", "shop"));
        let types = first.types.as_ref().unwrap();
        assert_eq!((types["t"].status, types["t"].sent.clone()), (Status::Stale, Some(Moment::utc(5, 0))));
        assert_eq!(types["u"].status, Status::Unknown, "a status of later releases");
        assert_eq!((second.name.as_str(), second.cluster.as_deref()), ("", Some("")));
        assert_eq!(second.types.as_ref().unwrap()[ROUTE].status, Status::Synced);
        for (plane, want) in [(None, "MISSING"), (Some(ControlPlane::default()), "INVALID")] {
            let answer = DiscoveryResponse { control_plane: plane, ..Default::default() };
            assert_eq!(over_xds(&answer).unwrap().istiod.as_deref(), Some(want));
        }
    }
}
