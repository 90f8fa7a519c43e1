//! Prometheus annotations point at the application again, as the agent was told of them.

use kubeyaml::{Map, Value};

use super::loss::Loss;
use super::record::Record;
use super::take::{in_metadata, take_annotation};
use crate::names::{SECURE_METRICS_ENV, SECURE_METRICS_PORT};
use crate::pod::{annotation, set_annotation};

const PORT: &str = "prometheus.io/port";
const PATH: &str = "prometheus.io/path";
const SCRAPE: &str = "prometheus.io/scrape";
const TARGETS: &str = "prometheus.istio.io/scrape-targets";

/// Restores the annotations of a pod whose metrics are merged. `told` is what the agent was told of them.
///
/// Source: Istio 1.31 webhook.go, applyPrometheusMerge.
pub fn restore(pod: &mut Value, record: &Record, told: Option<&str>, losses: &mut Vec<Loss>) {
    let secure = record.variable(SECURE_METRICS_ENV);
    if secure.is_some() && annotation(pod, SECURE_METRICS_PORT) == secure {
        take_annotation(pod, SECURE_METRICS_PORT);
    }
    let is_merged = annotation(pod, PATH) == Some("/stats/prometheus")
        && annotation(pod, SCRAPE) == Some("true")
        && annotation(pod, PORT).is_some_and(|port| port.parse::<u16>().is_ok());
    if !is_merged {
        return;
    }
    in_metadata(pod, "annotations", |all| all.retain(|key, _| ![PORT, PATH, SCRAPE].contains(&key)));
    let told = told.and_then(|json| kubeyaml::from_json(json.as_bytes()).ok());
    let Some(Value::Map(told)) = told else {
        // 1.7 points them at the agent and does not tell it; without a proxy there is nobody to tell.
        if record.appended || !record.has_proxy {
            losses.push(Loss::Metrics);
        }
        return;
    };
    let targets = targets(&told);
    let has_targets = !targets.is_empty();
    if has_targets {
        set_annotation(pod, TARGETS, targets);
        losses.push(Loss::ScrapeTargets);
    }
    for (key, field) in [(SCRAPE, "scrape"), (PATH, "path"), (PORT, "port")] {
        let value = told.get(field).and_then(Value::as_str).filter(|value| !value.is_empty());
        // Port and path are those of the first target.
        if let Some(value) = value.filter(|_| !has_targets || field == "scrape") {
            set_annotation(pod, key, value);
        }
    }
}

fn targets(told: &Map) -> String {
    let items = told.get("targets").and_then(Value::as_list).unwrap_or_default();
    let target = |item: &Value| {
        let (port, path) = (item.str_at(&["port"])?, item.str_at(&["path"])?);
        Some(if path == "/metrics" { port.to_owned() } else { format!("{port}:{path}") })
    };
    items.iter().filter_map(target).collect::<Vec<_>>().join(",")
}
