//! Proxies for machines: the answer of an istiod to `istio.io/debug/syncz` as istioctl prints it.

use envoy_api::type_url;
use golang::json::quoted;
use golang::time::{Moment, format};

use super::{Answer, Proxy, Status, Sync};
use crate::proto_json::Json;
use crate::xds::SYNCZ;

impl Answer {
    /// An `envoy.service.discovery.v3.DiscoveryResponse` in the JSON of protocol buffers; `None` if it is too long. Of an
    /// istiod that was asked over HTTP, `versionInfo`, `nonce` and how it was built are not known, and left out.
    ///
    /// Source: Istio 1.30 istioctl/pkg/writer/pilot/status.go, printMachineReadable.
    pub fn json(&self) -> Option<String> {
        let said = |text: &str| Some(text).filter(|text| !text.is_empty()).map(Json::text);
        let identifier = match (&self.identifier, &self.istiod) {
            (Some(identifier), _) => Some(identifier.clone()),
            (None, Some(istiod)) if self.nonce.is_empty() => Some(identifier_of(istiod)),
            _ => None,
        };
        let plane = identifier.map(|identifier| Json::message([("identifier", said(&identifier))]));
        let resources: Vec<Json> = self.proxies.iter().map(client_config).collect();
        let response = Json::message([
            ("versionInfo", said(&self.version_info)),
            ("resources", Some(Json::List(resources)).filter(|_| !self.proxies.is_empty())),
            ("typeUrl", Some(Json::text(SYNCZ))),
            ("nonce", said(&self.nonce)),
            ("controlPlane", plane),
        ]);
        response.written().map(|text| text + "\n")
    }
}

/// What an istiod that was asked over HTTP would say of itself, as far as it is known.
fn identifier_of(istiod: &str) -> String {
    let mut text = r#"{"Component":"istiod","ID":"#.to_owned();
    quoted(&mut text, istiod);
    text + "}"
}

fn client_config(proxy: &Proxy) -> Json {
    let metadata = [
        ("CLUSTER_ID", proxy.cluster.as_deref().unwrap_or_default()),
        ("ISTIO_VERSION", &proxy.version),
        ("NAMESPACE", &proxy.namespace),
    ];
    let metadata = metadata.into_iter().filter(|(_, text)| !text.is_empty());
    let metadata = metadata.map(|(name, text)| (name.to_owned(), Json::text(text))).collect();
    let node =
        Json::message([("id", Some(Json::text(&proxy.name))), ("metadata", Some(Json::Struct(metadata)))]);
    let types: Vec<Json> = proxy.types.iter().flatten().map(|(url, sync)| generic(url, sync)).collect();
    let is_any = !types.is_empty();
    Json::message([
        ("@type", Some(Json::text(type_url::CLIENT_CONFIG))),
        ("node", Some(node)),
        ("genericXdsConfigs", Some(Json::List(types)).filter(|_| is_any)),
    ])
}

fn generic(type_url: &str, sync: &Sync) -> Json {
    let sent = sync.sent.as_ref().map(|sent| Json::Text(timestamp(sent)));
    let status = match sync.status {
        Status::Unknown => None,
        Status::NotSent => Some("NOT_SENT"),
        Status::Synced => Some("SYNCED"),
        Status::Stale => Some("STALE"),
        Status::Error => Some("ERROR"),
    };
    let error = sync.error.as_deref().map(|details| {
        Json::message([("lastUpdateAttempt", sent.clone()), ("details", Some(Json::text(details)))])
    });
    Json::message([
        ("typeUrl", Some(Json::text(type_url))),
        ("lastUpdated", sent),
        ("configStatus", status.map(Json::text)),
        ("errorState", error),
    ])
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
    use super::super::over_http;
    use super::*;

    const ANSWER: &[u8] =
        br#"[{"proxy": "a.shop", "cluster_id": "K", "istio_version": "1.30.3", "resources": {
        "t/c": {"sent": "n", "acked": "n", "sentTime": "2026-01-02T03:04:05.25+02:00"},
        "t/l": {"sent": "n", "sentTime": "2026-01-02T03:04:05Z", "lastError": "bad"}}}]"#;

    /// As istioctl 1.30 indents it.
    #[test]
    fn the_form_is_that_of_a_discovery_response() {
        let answer = Answer {
            version_info: "v/1".to_owned(),
            nonce: "n".to_owned(),
            identifier: Some(r#"{"ID":"i"}"#.to_owned()),
            ..over_http(ANSWER, "i").unwrap()
        };
        let want = r#"{
    "versionInfo": "v/1",
    "resources": [
        {
            "@type": "type.googleapis.com/envoy.service.status.v3.ClientConfig",
            "node": {
                "id": "a.shop",
                "metadata": {
                        "CLUSTER_ID": "K",
                        "ISTIO_VERSION": "1.30.3",
                        "NAMESPACE": "shop"
                    }
            },
            "genericXdsConfigs": [
                {
                    "typeUrl": "t/c",
                    "lastUpdated": "2026-01-02T01:04:05.250Z",
                    "configStatus": "SYNCED"
                },
                {
                    "typeUrl": "t/l",
                    "lastUpdated": "2026-01-02T03:04:05Z",
                    "configStatus": "ERROR",
                    "errorState": {
                        "lastUpdateAttempt": "2026-01-02T03:04:05Z",
                        "details": "bad"
                    }
                }
            ]
        }
    ],
    "typeUrl": "istio.io/debug/syncz",
    "nonce": "n",
    "controlPlane": {
        "identifier": "{\"ID\":\"i\"}"
    }
}
"#;
        assert_eq!(answer.json().unwrap(), want);
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let read =
            |answer: &Answer| serde_json::from_str::<serde_json::Value>(&answer.json().unwrap()).unwrap();
        let over_http = read(&over_http(ANSWER, "istiod-1").unwrap());
        assert_eq!((over_http.get("nonce"), over_http.get("versionInfo")), (None, None));
        assert_eq!(over_http["controlPlane"]["identifier"], r#"{"Component":"istiod","ID":"istiod-1"}"#);
        let proxy = Proxy {
            name: "a".to_owned(),
            namespace: String::new(),
            cluster: None,
            istiod: None,
            version: "1".to_owned(),
            types: None,
        };
        let of_pods = read(&Answer { proxies: vec![proxy], ..Answer::default() });
        assert_eq!(
            of_pods["resources"][0]["node"],
            serde_json::json!({"id": "a", "metadata": {"ISTIO_VERSION": "1"}})
        );
        assert_eq!(
            (of_pods.get("controlPlane"), of_pods["resources"][0].get("genericXdsConfigs")),
            (None, None)
        );
        assert_eq!(read(&Answer::default()), serde_json::json!({"typeUrl": "istio.io/debug/syncz"}));
    }
}
