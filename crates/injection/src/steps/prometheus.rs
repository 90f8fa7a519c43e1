//! Step: the application's metrics are scraped through the agent.

mod targets;

use golang::number::parse_bool;
use kubeyaml::{Map, Value};
use meshconfig::PrometheusMerge;

use crate::Version;
use crate::error::InjectError;
use crate::names::{MERGE_METRICS, PROMETHEUS_ENV, SECURE_METRICS_ENV, SECURE_METRICS_PORT};
use crate::pod::{annotation, annotations, name, push_env, set_annotation, sidecar, sidecar_mut};
use targets::Target;

/// The Prometheus annotations of a pod, whichever way their keys are spelled.
#[derive(Debug, Default, PartialEq, Eq)]
struct Scrape<'a> {
    scrape: Option<&'a str>,
    path: Option<&'a str>,
    port: Option<&'a str>,
    targets: Vec<Target<'a>>,
    refused: bool,
}

/// Points the pod's Prometheus annotations at the agent, and tells the agent where they pointed.
///
/// `mesh_default` is the mesh's `enablePrometheusMerge`.
/// Source: Istio 1.31 webhook.go, applyPrometheusMerge.
///
/// # Errors
/// The annotations name a port that cannot be scraped.
pub fn apply(
    pod: &mut Value,
    status_port: i64,
    mesh_default: Option<bool>,
    version: Version,
) -> Result<(), InjectError> {
    let port = status_port.to_string();
    let mut given = Scrape::of(annotations(pod), version);
    if given.refused || !is_enabled(pod, mesh_default) || given.port == Some(&*port) {
        return Ok(());
    }
    if version.prometheus == PrometheusMerge::Targets {
        targets::check(&given.targets, given.port, &port).map_err(|cause| InjectError::Metrics { cause })?;
        if let Some(first) = given.targets.first() {
            (given.port, given.path) = (Some(first.port), Some(first.path));
        }
    }
    let json = given.has_any().then(|| given.to_json());
    if let Some(json) = json
        && let Some(sidecar) = sidecar_mut(pod)
    {
        push_env(sidecar, PROMETHEUS_ENV, json);
    }
    if version.prometheus != PrometheusMerge::Exact {
        clear(pod, version);
    }
    set_annotation(pod, "prometheus.io/port", port);
    set_annotation(pod, "prometheus.io/path", "/stats/prometheus");
    set_annotation(pod, "prometheus.io/scrape", "true");
    Ok(())
}

/// Takes every Prometheus annotation out of a pod.
pub fn clear(pod: &mut Value, version: Version) {
    if let Some(all) =
        pod.get_mut("metadata").and_then(|m| m.get_mut("annotations")).and_then(Value::as_map_mut)
    {
        all.retain(|key, _| Part::of_key(key, version).is_none());
    }
}

/// Whether one of the pod's port annotations names this port.
pub(crate) fn points_at(pod: &Value, port: i64, version: Version) -> bool {
    let port = port.to_string();
    let ports = annotations(pod)
        .into_iter()
        .flat_map(Map::iter)
        .filter(|(key, _)| Part::of_key(key, version) == Some(Part::Port));
    ports.into_iter().any(|(_, value)| value.as_str() == Some(&port))
}

/// Says on which port the proxy serves the merged metrics over TLS, unless the pod says it.
///
/// Source: Istio 1.31 webhook.go, applySecurePrometheusAnnotation.
pub(crate) fn apply_secure_port(pod: &mut Value, version: Version) {
    let is_said = annotations(pod).is_some_and(|all| {
        all.iter().any(|(key, _)| sanitised(key).eq("prometheus_istio_io_secure_port".chars()))
    });
    if version.prometheus != PrometheusMerge::Targets || is_said {
        return;
    }
    let variables = sidecar(pod).map(|c| c.items_at(&["env"])).unwrap_or_default();
    let ports =
        variables.iter().filter(|v| name(v) == SECURE_METRICS_ENV).filter_map(|v| v.str_at(&["value"]));
    let port = ports.into_iter().find(|port| !matches!(*port, "" | "0")).map(str::to_owned);
    if let Some(port) = port {
        set_annotation(pod, SECURE_METRICS_PORT, port);
    }
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
    Targets,
}

/// A key as Prometheus itself reads it: every other character replaced by `_`.
fn sanitised(key: &str) -> impl Iterator<Item = char> {
    key.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '_' })
}

impl Part {
    /// Before 1.13 keys counted only as they are usually spelled.
    fn of_key(key: &str, version: Version) -> Option<Part> {
        let rest = key.strip_prefix("prometheus")?;
        if version.prometheus == PrometheusMerge::Exact {
            return match rest {
                ".io/scrape" => Some(Part::Scrape),
                ".io/path" => Some(Part::Path),
                ".io/port" => Some(Part::Port),
                _ => None,
            };
        }
        let parts = [
            (Part::Scrape, "prometheus_io_scrape"),
            (Part::Path, "prometheus_io_path"),
            (Part::Port, "prometheus_io_port"),
            (Part::Targets, "prometheus_istio_io_scrape_targets"),
        ];
        let known = parts
            .into_iter()
            .filter(|(part, _)| *part != Part::Targets || version.prometheus == PrometheusMerge::Targets);
        known.into_iter().find_map(|(part, name)| sanitised(key).eq(name.chars()).then_some(part))
    }
}

impl<'a> Scrape<'a> {
    fn of(annotations: Option<&'a Map>, version: Version) -> Scrape<'a> {
        let mut found = Scrape::default();
        for (key, value) in annotations.into_iter().flat_map(Map::iter) {
            let (Some(part), Some(value)) = (Part::of_key(key, version), value.as_str()) else { continue };
            match part {
                Part::Scrape => {
                    found.refused |=
                        version.prometheus != PrometheusMerge::Exact && parse_bool(value) == Some(false);
                    found.scrape = Some(value);
                }
                Part::Path => found.path = Some(value),
                Part::Port => found.port = Some(value),
                Part::Targets => found.targets = targets::parse(value).unwrap_or_default(),
            }
        }
        found
    }

    /// Whether there is anything that the agent has to know; empty texts say nothing.
    fn has_any(&self) -> bool {
        let texts = [self.scrape, self.path, self.port];
        texts.into_iter().flatten().any(|text| !text.is_empty()) || !self.targets.is_empty()
    }

    fn to_json(&self) -> String {
        let text = |v: Option<&str>| kubeyaml::to_json(&Value::text(v.unwrap_or_default()));
        let (scrape, path, port) = (text(self.scrape), text(self.path), text(self.port));
        let mut json = format!(r#"{{"scrape":{scrape},"path":{path},"port":{port}"#);
        if !self.targets.is_empty() {
            let items: Vec<String> = self.targets.iter().copied().map(Target::to_json).collect();
            json.push_str(&format!(r#","targets":[{}]"#, items.join(",")));
        }
        json.push('}');
        json
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
            apply(&mut pod, 15020, None, Version::LATEST).unwrap();
            assert_eq!(annotation(&pod, "prometheus.io/port"), port, "{given:?}");
            assert_eq!(variable(&pod), env, "{given:?}");
        }
    }

    #[test]
    fn a_pod_that_points_at_the_agent_already_stays_as_it_is() {
        let mut given = pod(&[("prometheus.io/port", "15020")]);
        apply(&mut given, 15020, Some(true), Version::LATEST).unwrap();
        assert_eq!(given, pod(&[("prometheus.io/port", "15020")]));
        assert!(points_at(&given, 15020, Version::LATEST) && !points_at(&given, 80, Version::LATEST));
    }

    #[test]
    fn releases_read_different_annotations() {
        let targets = "prometheus.istio.io/scrape-targets";
        for (version, given, env, left) in [
            (Version::V1_12, ("prometheus-io/port", "80"), None, true),
            (
                Version::V1_12,
                ("prometheus.io/scrape", "false"),
                Some(r#"{"scrape":"false","path":"","port":""}"#),
                true,
            ),
            (
                Version::V1_13,
                ("prometheus-io/port", "80"),
                Some(r#"{"scrape":"","path":"","port":"80"}"#),
                false,
            ),
            (Version::V1_30, (targets, "80"), None, true),
            (
                Version::V1_31,
                (targets, "80:/a, 81"),
                Some(
                    r#"{"scrape":"","path":"/a","port":"80","targets":[{"port":"80","path":"/a"},{"port":"81","path":"/metrics"}]}"#,
                ),
                false,
            ),
            (Version::V1_31, (targets, ":/a"), None, false),
            (Version::V1_31, ("prometheus.io/path", ""), None, true),
        ] {
            let mut pod = pod(&[given]);
            apply(&mut pod, 15020, None, version).unwrap();
            assert_eq!(variable(&pod), env, "{version} {given:?}");
            assert_eq!(annotation(&pod, given.0).is_some(), left, "{version} {given:?}");
        }
    }

    #[test]
    fn ports_that_cannot_be_scraped_are_refused() {
        let refused = |version, key, value| {
            apply(&mut pod(&[(key, value)]), 15020, None, version).err().map(|e| e.to_string())
        };
        let reserved = "failed to process pod: invalid prometheus scrape configuration: port 15090 is reserved for \
                        Istio (Envoy Prometheus (already merged)) and cannot be scraped";
        assert_eq!(refused(Version::V1_31, "prometheus.io/port", "15090").as_deref(), Some(reserved));
        assert_eq!(refused(Version::V1_30, "prometheus.io/port", "15090"), None);
    }

    #[test]
    fn the_port_for_metrics_over_tls_is_said_once() {
        let key = "prometheus.istio.io/secure-port";
        for (version, own, value, want) in [
            (Version::V1_31, None, "15093", Some("15093")),
            (Version::V1_31, None, "0", None),
            (Version::V1_30, None, "15093", None),
            (Version::V1_31, Some(("prometheus_istio_io_secure_port", "1")), "15093", None),
        ] {
            let mut pod = pod(own.as_slice());
            push_env(sidecar_mut(&mut pod).unwrap(), SECURE_METRICS_ENV, value);
            apply_secure_port(&mut pod, version);
            assert_eq!(annotation(&pod, key), want, "{version} {value}");
        }
    }
}
