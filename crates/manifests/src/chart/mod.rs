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
    // Helm keeps a record of its own.
    for object in objects::all().into_iter().filter(|o| !o.conditions.contains(&Condition::Recorded)) {
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
        Setting::Program => "template \"outrigger.program\" .",
        Setting::ClusterRole => "template \"outrigger.clusterRole\" .",
        Setting::Secret => "template \"outrigger.secret\" .",
        Setting::InjectConfigMap => "template \"outrigger.injectConfigMap\" .",
        Setting::MeshConfigMap => "template \"outrigger.meshConfigMap\" .",
        Setting::WebhookConfiguration => "template \"outrigger.webhookConfiguration\" .",
        Setting::Entries => "template \"outrigger.entries\" .",
        Setting::Discovery => "template \"outrigger.discovery\" .",
        Setting::DiscoveryClusterRole => "template \"outrigger.discoveryClusterRole\" .",
        Setting::DiscoveryService => "template \"outrigger.discoveryService\" .",
        Setting::RootConfigMap => "template \"outrigger.rootConfigMap\" .",
        Setting::DiscoveryReplicas => ".Values.discovery.replicas",
        Setting::Domain => {
            "dig \"global\" \"proxy\" \"clusterDomain\" \"\" .Values.values | default \"cluster.local\""
        }
        Setting::ClusterName => {
            "dig \"global\" \"multiCluster\" \"clusterName\" \"\" .Values.values | default \"Kubernetes\""
        }
        Setting::IstioNames => ".Values.istioNames | toString",
        Setting::Version => ".Chart.AppVersion",
        // Only in what is left out of a chart.
        Setting::Record | Setting::Installation => "fail \"Helm keeps the record\"",
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
        Setting::Values => VALUES,
        Setting::Mesh => MESH,
        Setting::Reinvocation => ".Values.webhook.reinvocationPolicy",
        Setting::Timeout => ".Values.webhook.timeoutSeconds",
        Setting::FailurePolicy => ".Values.webhook.failurePolicy",
        Setting::MatchConditions => ".Values.webhook.matchConditions",
        Setting::Url => ".Values.webhook.url",
        Setting::UrlHost => "regexReplaceAll \"^https://([^/:]+).*$\" .Values.webhook.url \"${1}\"",
        Setting::Peers => ".Values.networkPolicy.from",
    }
}

/// What a condition is in a template, in parentheses where it is a call.
fn condition(condition: Condition) -> &'static str {
    match condition {
        Condition::DefaultRevision => {
            "(eq (default (ternary \"default\" \"outrigger\" .Values.istioNames) .Values.revision) \"default\")"
        }
        Condition::IstioNames => ".Values.istioNames",
        // What depends on it is left out of a chart.
        Condition::Recorded => "false",
        Condition::OptOut => ".Values.optOut",
        Condition::PodLabel => ".Values.podLabel",
        Condition::Discovery => ".Values.discovery.enabled",
        Condition::NewAuthority => ".Values.discovery.createAuthority",
        Condition::OwnConfiguration => "(not .Values.existingConfig)",
        Condition::OwnCertificates => "(not (or .Values.certManager.issuer .Values.staticCABundle))",
        Condition::ForeignCertificates => "(or .Values.certManager.issuer .Values.staticCABundle)",
        Condition::CertManager => ".Values.certManager.issuer",
        Condition::GivenBundle => "(and .Values.staticCABundle (not .Values.certManager.issuer))",
        Condition::Scaled => ".Values.autoscaling.enabled",
        Condition::NotScaled => "(not .Values.autoscaling.enabled)",
        Condition::ActiveAtOnce => ".Values.webhook.activeAtOnce",
        Condition::ActiveLater => "(not .Values.webhook.activeAtOnce)",
        Condition::WritesWebhook => {
            "(not (and .Values.webhook.activeAtOnce (or .Values.certManager.issuer .Values.staticCABundle)))"
        }
        Condition::ByService => "(not .Values.webhook.url)",
        Condition::ByUrl => ".Values.webhook.url",
        Condition::Timeout => ".Values.webhook.timeoutSeconds",
        Condition::MatchConditions => ".Values.webhook.matchConditions",
        Condition::NetworkPolicy => ".Values.networkPolicy.enabled",
        Condition::Peers => ".Values.networkPolicy.from",
    }
}

/// The address of the control plane, as `Settings::discovery_address` has it, as an expression: `template` is none.
macro_rules! address {
    () => {
        "(printf \"istiod%s.%s.svc:15012\" (ternary \"\" (printf \"-%s\" .Values.revision) (or (not .Values.revision) \
         (eq .Values.revision (ternary \"default\" \"outrigger\" .Values.istioNames)))) .Release.Namespace)"
    };
}

/// The values, as `Settings::pointed_values` has them.
const VALUES: &str = concat!(
    "ternary (mergeOverwrite (deepCopy .Values.values) (dict \"global\" (dict \"istioNamespace\" .Release.Namespace \
     \"caAddress\" ",
    address!(),
    " \"trustBundleName\" (ternary \"istio-ca-root-cert\" (printf \"outrigger-ca-root-cert%s\" (ternary \"\" \
     (printf \".%s\" .Release.Namespace) (eq .Release.Namespace \"outrigger-system\"))) .Values.istioNames)))) \
     .Values.values .Values.discovery.enabled | toPrettyJson"
);

/// The mesh config, as `Settings::pointed_mesh` has it.
const MESH: &str = concat!(
    "ternary (mergeOverwrite (deepCopy .Values.mesh) (dict \"rootNamespace\" (ternary .Release.Namespace \
     .Values.mesh.rootNamespace (has (default \"\" .Values.mesh.rootNamespace) (list \"\" \"istio-system\"))) \
     \"defaultConfig\" (dict \"discoveryAddress\" ",
    address!(),
    "))) .Values.mesh .Values.discovery.enabled | toYaml"
);

/// Names, as `Settings::names` has them. `template` rather than `include`, so that Go's own templates know it.
const NAMES: &str = r#"{{- define "outrigger.revision" -}}
{{ default (ternary "default" "outrigger" .Values.istioNames) .Values.revision }}
{{- end }}

{{- define "outrigger.suffix" -}}
{{- $usual := ternary "default" "outrigger" .Values.istioNames }}
{{- if ne (default $usual .Values.revision) $usual }}-{{ .Values.revision }}{{ end }}
{{- end }}

{{- define "outrigger.program" -}}
{{ ternary "istio-sidecar-injector" "outrigger" .Values.istioNames }}{{ template "outrigger.suffix" . }}
{{- end }}

{{- define "outrigger.clusterRole" -}}
{{ template "outrigger.program" . }}{{ ternary "-" "." .Values.istioNames }}{{ .Release.Namespace }}
{{- end }}

{{- define "outrigger.webhookConfiguration" -}}
{{ template "outrigger.program" . }}
{{- if not .Values.istioNames }}.{{ .Release.Namespace }}
{{- else if ne .Release.Namespace "istio-system" }}-{{ .Release.Namespace }}{{ end }}
{{- end }}

{{- define "outrigger.secret" -}}
{{ ternary "sidecar-injector-certs" "outrigger-certs" .Values.istioNames }}{{ template "outrigger.suffix" . }}
{{- end }}

{{- define "outrigger.existingSuffix" -}}
{{ if ne (default "default" .Values.existingRevision) "default" }}-{{ .Values.existingRevision }}{{ end }}
{{- end }}

{{- define "outrigger.injectConfigMap" -}}
{{- if .Values.existingConfig }}istio-sidecar-injector{{ template "outrigger.existingSuffix" . }}
{{- else }}{{ ternary "istio-sidecar-injector" "outrigger-injector" .Values.istioNames }}{{ template "outrigger.suffix" . }}
{{- end }}
{{- end }}

{{- define "outrigger.meshConfigMap" -}}
{{- if .Values.existingConfig }}istio{{ template "outrigger.existingSuffix" . }}
{{- else }}{{ ternary "istio" "outrigger-mesh" .Values.istioNames }}{{ template "outrigger.suffix" . }}
{{- end }}
{{- end }}

{{- define "outrigger.discovery" -}}
{{ ternary "istiod" "outrigger-discovery" .Values.istioNames }}{{ template "outrigger.suffix" . }}
{{- end }}

{{- define "outrigger.discoveryClusterRole" -}}
{{ template "outrigger.discovery" . }}{{ ternary "-" "." .Values.istioNames }}{{ .Release.Namespace }}
{{- end }}

{{- define "outrigger.discoveryService" -}}
istiod{{ template "outrigger.suffix" . }}
{{- end }}

{{- define "outrigger.rootConfigMap" -}}
{{- if .Values.istioNames }}istio-ca-root-cert
{{- else }}outrigger-ca-root-cert{{ if ne .Release.Namespace "outrigger-system" }}.{{ .Release.Namespace }}{{ end }}
{{- end }}
{{- end }}

{{- define "outrigger.entries" -}}
{{ ternary "sidecar-injector.istio.io" "sidecar-injector.outrigger" .Values.istioNames }}
{{- end }}
"#;

const NOTES: &str = r#"The sidecar injector is in namespace {{ .Release.Namespace }}. The API server calls it once a replica is ready: until then
pods start without a sidecar.
{{ if .Values.optOut }}
{{- if ne (default (ternary "default" "outrigger" .Values.istioNames) .Values.revision) "default" }}
{{- fail "optOut is for the revision default only: set revision to default, or optOut to false" }}
{{- end }}
Pods of all namespaces get a sidecar when they are created next, but for namespaces with a label:

    kubectl label namespace NAME istio-injection=disabled
{{ else if eq (default (ternary "default" "outrigger" .Values.istioNames) .Values.revision) "default" }}
Pods of namespaces with a label get a sidecar when they are created next:

    kubectl label namespace NAME istio-injection=enabled
{{ else }}
Pods of namespaces with a label get a sidecar when they are created next:

    kubectl label namespace NAME istio.io/rev={{ template "outrigger.revision" . }}
{{ end }}
{{ if .Values.discovery.enabled }}
{{- if .Values.existingConfig }}
{{- fail "existingConfig is that of an Istio, whose pods go to its own control plane: set discovery.enabled or existingConfig to false" }}
{{- end }}
The control plane of their mesh is {{ template "outrigger.discoveryService" . }}.{{ .Release.Namespace }}.svc.
{{ end }}
The image is {{ .Values.image }}. None is published: the nodes have to have it, or find it in a registry of yours.
"#;
