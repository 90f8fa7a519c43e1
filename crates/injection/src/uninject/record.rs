//! What an injection wrote down in a pod.

use kubeyaml::{Map, Value};

use crate::names::{REVISION, STATUS, TEMPLATES};
use crate::pod::{annotation, name, sidecar};
use crate::status::Status;
use crate::steps::overrides::Overrides;

/// The templates of Istio's charts.
///
/// Source: Istio 1.31 istiod chart, files.
const ISTIOS: [&str; 8] = [
    "sidecar",
    "gateway",
    "grpc-simple",
    "grpc-agent",
    "kube-gateway",
    "waypoint",
    "agentgateway",
    "agentgateway-waypoint",
];

/// What an injection wrote down in a pod.
pub struct Record {
    pub status: Status,
    /// Istio up to 1.8 puts its parts behind the pod's own; later ones merge those of the same name.
    pub appended: bool,
    /// The revision that templates of 1.18 and later write into an annotation.
    pub revision: Option<String>,
    pub overrides: Overrides,
    /// The templates that the pod asked for.
    pub templates: Vec<String>,
    /// Variables of the proxy.
    pub variables: Map,
    pub has_proxy: bool,
}

impl Record {
    pub fn of(pod: &Value) -> Option<Record> {
        let status = Status::of_pod(pod)?;
        let json = kubeyaml::from_json(annotation(pod, STATUS)?.as_bytes()).ok()?;
        let proxy = sidecar(pod);
        let variables = proxy.map_or(&[][..], |proxy| proxy.items_at(&["env"]));
        let variables = variables.iter().map(|v| (name(v).into(), v.at(&["value"]).clone()));
        let templates = annotation(pod, TEMPLATES).unwrap_or_default();
        Some(Record {
            status,
            appended: json.str_at(&["version"]).is_some(),
            revision: annotation(pod, REVISION).map(str::to_owned),
            overrides: Overrides::of_pod(pod).unwrap_or_default(),
            templates: templates.split(',').map(|name| name.trim().to_owned()).collect(),
            variables: Map::from_entries(variables.collect()),
            has_proxy: proxy.is_some(),
        })
    }

    pub fn variable(&self, name: &str) -> Option<&str> {
        self.variables.get(name)?.as_str()
    }

    /// The templates that the pod asked for and Istio's charts do not have.
    pub fn foreign_templates(&self) -> impl Iterator<Item = String> {
        self.templates.iter().filter(|name| !name.is_empty() && !ISTIOS.contains(&name.as_str())).cloned()
    }

    pub fn asks_for(&self, template: &str) -> bool {
        self.templates.iter().any(|own| own == template)
    }
}
