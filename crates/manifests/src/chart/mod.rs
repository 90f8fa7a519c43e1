//! The same objects as a Helm chart.

mod template;
mod values;

use std::collections::BTreeMap;

use crate::node::{Condition, Setting};
use crate::objects::{self, Object};

/// The files of the chart by their paths.
///
/// `version` is the program's; `config`, `values`, `debug_values` and `mesh` are the built-in configuration, which
/// becomes part of `values.yaml`.
pub fn files(version: &str, configuration: &Texts<'_>) -> BTreeMap<String, String> {
    let mut files = BTreeMap::from([
        ("Chart.yaml".to_owned(), values::chart(version)),
        ("values.yaml".to_owned(), values::values(configuration)),
        ("values-debug.yaml".to_owned(), values::debug_values(configuration)),
        ("values.schema.json".to_owned(), values::schema()),
        ("templates/_names.tpl".to_owned(), NAMES.to_owned()),
        ("templates/NOTES.txt".to_owned(), NOTES.to_owned()),
    ]);
    for object in objects::all() {
        files.insert(format!("templates/{}.yaml", file_name(&object)), template::object(&object));
    }
    files
}

/// The built-in configuration.
#[derive(Clone, Copy, Debug)]
pub struct Texts<'a> {
    /// The injection config.
    pub config: &'a str,
    /// The values of its templates.
    pub values: &'a str,
    /// The values for debugging.
    pub debug_values: &'a str,
    /// The mesh config.
    pub mesh: &'a str,
}

/// `serviceaccount`, and `configmap-mesh` where there are several.
fn file_name(object: &Object) -> String {
    let kind = object.kind.to_ascii_lowercase();
    object.purpose.map_or(kind.clone(), |purpose| format!("{kind}-{purpose}"))
}

/// What a setting is in a template.
fn setting(setting: Setting) -> &'static str {
    match setting {
        Setting::Namespace => ".Release.Namespace",
        Setting::Revision => "template \"outrigger.revision\" .",
        Setting::Suffix => "template \"outrigger.suffix\" .",
        Setting::WebhookSuffix => "template \"outrigger.webhookSuffix\" .",
        Setting::ManagedBy => ".Release.Service",
        Setting::Image => ".Values.image",
        Setting::Replicas => ".Values.replicas",
        Setting::LeastReplicas => ".Values.autoscaling.minReplicas",
        Setting::MostReplicas => ".Values.autoscaling.maxReplicas",
        Setting::Processor => ".Values.autoscaling.targetCPUUtilizationPercentage",
        Setting::IssuerKind => ".Values.certManager.kind",
        Setting::IssuerName => ".Values.certManager.issuer",
        Setting::Bundle => ".Values.staticCABundle | b64enc",
        Setting::Config => ".Values.config",
        Setting::Values => ".Values.values | toPrettyJson",
        Setting::Mesh => ".Values.mesh | toYaml",
    }
}

/// What a condition is in a template, in parentheses where it is a call.
fn condition(condition: Condition) -> &'static str {
    match condition {
        Condition::DefaultRevision => "(eq (default \"default\" .Values.revision) \"default\")",
        Condition::OptOut => ".Values.optOut",
        Condition::PodLabel => ".Values.podLabel",
        Condition::OwnConfiguration => "(not .Values.existingConfig)",
        Condition::OwnCertificates => "(not (or .Values.certManager.issuer .Values.staticCABundle))",
        Condition::ForeignCertificates => "(or .Values.certManager.issuer .Values.staticCABundle)",
        Condition::CertManager => ".Values.certManager.issuer",
        Condition::GivenBundle => "(and .Values.staticCABundle (not .Values.certManager.issuer))",
        Condition::Scaled => ".Values.autoscaling.enabled",
        Condition::NotScaled => "(not .Values.autoscaling.enabled)",
    }
}

/// Names that depend on the revision. `template` rather than `include`, so that Go's own templates know it.
const NAMES: &str = r#"{{- define "outrigger.revision" -}}
{{ default "default" .Values.revision }}
{{- end }}

{{- define "outrigger.suffix" -}}
{{ if ne (default "default" .Values.revision) "default" }}-{{ .Values.revision }}{{ end }}
{{- end }}

{{- define "outrigger.webhookSuffix" -}}
{{ template "outrigger.suffix" . }}{{ if ne .Release.Namespace "istio-system" }}-{{ .Release.Namespace }}{{ end }}
{{- end }}
"#;

const NOTES: &str = r#"The sidecar injector is in namespace {{ .Release.Namespace }}.
{{ if .Values.optOut }}
Pods of all namespaces get a sidecar when they are created next, but for namespaces with a label:

    kubectl label namespace NAME istio-injection=disabled
{{ else if eq (default "default" .Values.revision) "default" }}
Pods of namespaces with a label get a sidecar when they are created next:

    kubectl label namespace NAME istio-injection=enabled
{{ else }}
Pods of namespaces with a label get a sidecar when they are created next:

    kubectl label namespace NAME istio.io/rev={{ .Values.revision }}
{{ end }}
The image is {{ .Values.image }}. None is published: it has to be one of yours.
"#;
