//! Step: the application's metrics are scraped through the agent.

use kubeyaml::{Map, Value};

use crate::names::{MERGE_METRICS, PROMETHEUS_ENV};
use crate::pod::{annotation, annotations, parse_bool, push_env, set_annotation, sidecar_mut};

/// The Prometheus annotations of a pod, whichever way their keys are spelled.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Scrape<'a> {
    scrape: Option<&'a str>,
    path: Option<&'a str>,
    port: Option<&'a str>,
    refused: bool,
}

/// Points the pod's Prometheus annotations at the agent, and tells the agent where they pointed.
///
/// `mesh_default` is the mesh's `enablePrometheusMerge`.
/// Source: Istio 1.30 webhook.go, applyPrometheusMerge.
pub fn apply(pod: &mut Value, status_port: i64, mesh_default: Option<bool>) {
    let given = Scrape::of(annotations(pod));
    let port = status_port.to_string();
    if given.refused || !is_enabled(pod, mesh_default) || given.port == Some(&*port) {
        return;
    }
    // What is there and empty counts as if it were not there.
    let has_any = [given.scrape, given.path, given.port].into_iter().flatten().any(|text| !text.is_empty());
    let json = has_any.then(|| given.to_json());
    if let Some(json) = json
        && let Some(sidecar) = sidecar_mut(pod)
    {
        push_env(sidecar, PROMETHEUS_ENV, json);
    }
    clear(pod);
    set_annotation(pod, "prometheus.io/port", port);
    set_annotation(pod, "prometheus.io/path", "/stats/prometheus");
    set_annotation(pod, "prometheus.io/scrape", "true");
}

/// Takes every Prometheus annotation out of a pod.
pub fn clear(pod: &mut Value) {
    if let Some(all) =
        pod.get_mut("metadata").and_then(|m| m.get_mut("annotations")).and_then(Value::as_map_mut)
    {
        all.retain(|key, _| Part::of_key(key).is_none());
    }
}

/// Whether one of the pod's port annotations names this port.
pub fn points_at(pod: &Value, port: i64) -> bool {
    let port = port.to_string();
    let ports = annotations(pod)
        .into_iter()
        .flat_map(Map::iter)
        .filter(|(key, _)| Part::of_key(key) == Some(Part::Port));
    ports.into_iter().any(|(_, value)| value.as_str() == Some(&port))
}

fn is_enabled(pod: &Value, mesh_default: Option<bool>) -> bool {
    let own = annotation(pod, MERGE_METRICS).and_then(parse_bool);
    own.or(mesh_default).unwrap_or(true)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Scrape,
    Path,
    Port,
}

impl Part {
    /// Prometheus itself reads a key with every other character replaced by `_`.
    fn of_key(key: &str) -> Option<Part> {
        let is = |wanted: &str| {
            let clean = key.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '_' });
            clean.eq(wanted.chars())
        };
        if !key.starts_with("prometheus") {
            return None;
        }
        [
            (Part::Scrape, "prometheus_io_scrape"),
            (Part::Path, "prometheus_io_path"),
            (Part::Port, "prometheus_io_port"),
        ]
        .into_iter()
        .find_map(|(part, name)| is(name).then_some(part))
    }
}

impl<'a> Scrape<'a> {
    fn of(annotations: Option<&'a Map>) -> Scrape<'a> {
        let mut found = Scrape::default();
        for (key, value) in annotations.into_iter().flat_map(Map::iter) {
            let (Some(part), Some(value)) = (Part::of_key(key), value.as_str()) else { continue };
            match part {
                Part::Scrape => {
                    found.refused |= parse_bool(value) == Some(false);
                    found.scrape = Some(value);
                }
                Part::Path => found.path = Some(value),
                Part::Port => found.port = Some(value),
            }
        }
        found
    }

    fn to_json(&self) -> String {
        let text = |v: Option<&str>| kubeyaml::to_json(&Value::text(v.unwrap_or_default()));
        format!(r#"{{"scrape":{},"path":{},"port":{}}}"#, text(self.scrape), text(self.path), text(self.port))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pod(pairs: &[(&str, &str)]) -> Value {
        let mut pod = Value::Null;
        for (k, v) in pairs {
            set_annotation(&mut pod, k, *v);
        }
        pod.map_entry("spec")
            .insert("containers", vec![kubeyaml::from_json(br#"{"name":"istio-proxy"}"#).unwrap()]);
        pod
    }

    fn variable(pod: &Value) -> Option<&str> {
        crate::pod::sidecar(pod)?.items_at(&["env"]).first()?.str_at(&["value"])
    }

    #[test]
    fn the_annotations_point_at_the_agent_and_the_agent_knows_the_old_ones() {
        for (given, port, env) in [
            (&[][..], Some("15020"), None),
            (&[("prometheus.io/port", "80")], Some("15020"), Some(r#"{"scrape":"","path":"","port":"80"}"#)),
            (
                &[("prometheus-io/path", "/m&")],
                Some("15020"),
                Some(r#"{"scrape":"","path":"/m\u0026","port":""}"#),
            ),
            (&[("prometheus.io/path", "")], Some("15020"), None),
            (&[("prometheus.io/port", ""), ("prometheus.io/scrape", "")], Some("15020"), None),
            (
                &[("prometheus.io/path", ""), ("prometheus.io/port", "80")],
                Some("15020"),
                Some(r#"{"scrape":"","path":"","port":"80"}"#),
            ),
            (&[("prometheus.io/scrape", "false")], None, None),
            (
                &[("prometheus.io/scrape", "maybe")],
                Some("15020"),
                Some(r#"{"scrape":"maybe","path":"","port":""}"#),
            ),
            (&[("prometheus.istio.io/merge-metrics", "false")], None, None),
        ] {
            let mut pod = pod(given);
            apply(&mut pod, 15020, None);
            assert_eq!(annotation(&pod, "prometheus.io/port"), port, "{given:?}");
            assert_eq!(variable(&pod), env, "{given:?}");
        }
    }

    #[test]
    fn a_pod_that_points_at_the_agent_already_stays_as_it_is() {
        let mut given = pod(&[("prometheus.io/port", "15020")]);
        apply(&mut given, 15020, Some(true));
        assert_eq!(given, pod(&[("prometheus.io/port", "15020")]));
        assert!(points_at(&given, 15020) && !points_at(&given, 80));
    }
}
