//! Step: Prometheus scrapes the agent, which adds the application's metrics to its own.

use golang::number::parse_bool;
use kubeyaml::Value;
use meshconfig::{MeshConfig, PrometheusMerge};

use crate::Version;
use crate::names::MERGE_METRICS;
use crate::pod::annotation;

const SCRAPE: &str = "prometheus.io/scrape";
const PATH: &str = "prometheus.io/path";
const PORT: &str = "prometheus.io/port";

/// Whether a pod's metrics are merged: its own word, the mesh's, else yes.
///
/// Source: Istio 1.6 to 1.8 webhook.go, enablePrometheusMerge.
pub(crate) fn is_merged(pod: &Value, mesh: &MeshConfig, version: Version) -> bool {
    let own = || annotation(pod, MERGE_METRICS).and_then(parse_bool);
    version.prometheus != PrometheusMerge::Absent
        && own().or_else(|| mesh.enable_prometheus_merge()).unwrap_or(true)
}

/// The annotations that point Prometheus at the agent's port.
pub fn annotations(port: i64) -> [(&'static str, String); 3] {
    [(PATH, "/stats/prometheus".to_owned()), (PORT, port.to_string()), (SCRAPE, "true".to_owned())]
}

/// Where Prometheus was to scrape the application, as JSON for the agent; `None` when the pod does not say.
pub(crate) fn scraped(pod: &Value) -> Option<String> {
    let text = |key| annotation(pod, key).unwrap_or_default();
    let parts = [("scrape", text(SCRAPE)), ("path", text(PATH)), ("port", text(PORT))];
    if parts.iter().all(|(_, text)| text.is_empty()) {
        return None;
    }
    let mut json = String::new();
    for (key, text) in parts {
        json.push(if json.is_empty() { '{' } else { ',' });
        json.push_str(&format!("\"{key}\":"));
        kubeyaml::json_quoted(&mut json, text);
    }
    json.push('}');
    Some(json)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pod::set_annotation;

    fn pod(annotations: &[(&str, &str)]) -> Value {
        let mut pod = Value::Null;
        annotations.iter().for_each(|(key, value)| set_annotation(&mut pod, key, *value));
        pod
    }

    #[test]
    fn the_pod_then_the_mesh_decides() {
        for (annotations, mesh, version, want) in [
            (&[][..], "", Version::V1_5, false),
            (&[], "", Version::V1_6, true),
            (&[], "enablePrometheusMerge: false", Version::V1_8, false),
            (&[(MERGE_METRICS, "true")], "enablePrometheusMerge: false", Version::V1_8, true),
            (&[(MERGE_METRICS, "0")], "", Version::V1_7, false),
            (&[(MERGE_METRICS, "maybe")], "", Version::V1_7, true),
        ] {
            let mesh = MeshConfig::parse(kubeyaml::read(mesh).unwrap(), version).unwrap();
            assert_eq!(is_merged(&pod(annotations), &mesh, version), want, "{annotations:?} {version}");
        }
    }

    #[test]
    fn the_agent_learns_what_the_pod_says() {
        for (annotations, want) in [
            (&[][..], None),
            (&[(PORT, "")], None),
            (&[(PORT, "80"), (PATH, "/<m>")], Some(r#"{"scrape":"","path":"/\u003cm\u003e","port":"80"}"#)),
            (&[(SCRAPE, "false")], Some(r#"{"scrape":"false","path":"","port":""}"#)),
        ] {
            assert_eq!(scraped(&pod(annotations)).as_deref(), want, "{annotations:?}");
        }
    }
}
