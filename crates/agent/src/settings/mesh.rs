//! The mesh: trust domain, cluster, and what the environment says of the node's metadata.

use std::time::Duration;

use kubeyaml::{Map, Value};
use meshconfig::{ProxyConfig, Version};

use super::environment::Reader;
use super::error::SettingsError;
use super::given::Given;
use super::notice::Notice;
use super::plan::Mesh;
use super::shown::shortened;

const META: &str = "ISTIO_META_";
const META_JSON: &str = "ISTIO_METAJSON_";

pub(super) fn mesh(
    given: &Given<'_>,
    proxy_config: ProxyConfig,
    reader: &mut Reader<'_>,
) -> Result<Mesh, SettingsError> {
    let trust_domain = reader.text("TRUST_DOMAIN").or(given.flags.text("trust-domain"));
    Ok(Mesh {
        trust_domain: trust_domain.unwrap_or("cluster.local").to_owned(),
        cluster_id: reader.text("ISTIO_META_CLUSTER_ID").unwrap_or_default().to_owned(),
        metadata: metadata(&proxy_config, reader),
        static_labels: static_labels(reader),
        reported_version: reported_version(reader)?,
        proxy_config,
    })
}

/// The proxy's metadata, over it the variables, over those the objects of JSON.
///
/// Source: Istio 1.30 pkg/bootstrap/config.go, GetNodeMetaData.
fn metadata(proxy_config: &ProxyConfig, reader: &mut Reader<'_>) -> Map {
    let mut metadata = Map::new();
    let of_proxy = proxy_config.document().at(&["proxyMetadata"]).as_map();
    for (name, value) in of_proxy.into_iter().flat_map(Map::iter) {
        if let Some(key) = name.strip_prefix(META) {
            metadata.insert(key, value.clone());
        }
    }
    for (key, value) in reader.environment().with_prefix(META) {
        metadata.insert(key, value);
    }
    for (key, text) in reader.environment().with_prefix(META_JSON) {
        match kubeyaml::from_json(text.as_bytes()) {
            Ok(Value::Map(object)) => {
                for (name, value) in object.into_entries() {
                    metadata.insert(name, value);
                }
            }
            _ => reader.note(Notice::Unreadable {
                name: format!("{META_JSON}{}", shortened(key)),
                why: "it is not a JSON object".to_owned(),
                instead: "nothing of it".to_owned(),
            }),
        }
    }
    metadata
}

fn static_labels(reader: &mut Reader<'_>) -> Map {
    let text = reader.text("ISTIO_METAJSON_LABELS").unwrap_or("{}");
    let Ok(Value::Map(mut labels)) = kubeyaml::from_json(text.as_bytes()) else { return Map::new() };
    labels.retain(|_, value| value.as_str().is_some());
    labels
}

/// Istio's control plane decides by the version which features a proxy has: it hears the one whose template made the pod.
/// Our own is for a control plane of ours, which counts versions.
fn reported_version(reader: &Reader<'_>) -> Result<String, SettingsError> {
    match reader.text("OUTRIGGER_REPORT_VERSION").unwrap_or("istio") {
        "istio" => Ok(format!("{}.0", Version::LATEST)),
        "own" => Ok(env!("CARGO_PKG_VERSION").to_owned()),
        other => Err(SettingsError::Value {
            name: "OUTRIGGER_REPORT_VERSION",
            value: shortened(other),
            why: "it must be `istio` or `own`",
        }),
    }
}

impl Mesh {
    /// `configPath`, the folder for what the agent writes.
    #[must_use]
    pub fn config_path(&self) -> &str {
        self.proxy_text(&["configPath"]).unwrap_or("./etc/istio/proxy")
    }

    /// A duration of the proxy config; `None` where it is unset.
    #[must_use]
    pub fn proxy_duration(&self, field: &str) -> Option<Duration> {
        let nanoseconds = protoschema::duration::nanoseconds(self.proxy_text(&[field])?)?;
        u64::try_from(nanoseconds).ok().map(Duration::from_nanos)
    }
}
