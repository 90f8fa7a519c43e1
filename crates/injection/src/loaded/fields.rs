//! Fields that templates read and that their data does not have.

use gotext::UnknownField;
use kubeyaml::NULL;
use meshconfig::MeshConfig;

use super::note::LoadNote;
use crate::Version;
use crate::config::{Config, DEFAULT_TEMPLATE, InjectionConfig, Values};
use crate::data::TemplateData;
use crate::legacy::LegacyData;
use crate::openshift::ProxyIds;
use crate::workload::Identity;

/// The type of the data itself.
const ROOT: &str = "*inject.SidecarTemplateData";

/// Fields that only the gateway controller's data has: its templates stand among the others, and no pod is injected by
/// them.
///
/// Source: Istio 1.30 pilot/pkg/config/kube/gateway/deploymentcontroller.go, TemplateInput.
const OF_GATEWAYS: [&str; 5] =
    ["ControllerLabel", "GatewayNameLabel", "InfrastructureLabels", "KubeVersion", "ServiceAccount"];

/// The fields that templates read and that their data does not have.
pub fn unknown(config: &Config, values: &Values, mesh: &MeshConfig) -> Vec<LoadNote> {
    let (identity, version) = (Identity::default(), config.version());
    match config {
        Config::Today(config) => {
            of_templates(config, &data(values, mesh, &identity, version).root(), version)
        }
        Config::Legacy(config) => {
            let data = LegacyData { pod: &NULL, workload: &identity, mesh, values, version };
            notes(DEFAULT_TEMPLATE, config.template.unknown_fields(&data.root()), version)
        }
    }
}

fn of_templates(config: &InjectionConfig, root: &gotext::Value<'_>, version: Version) -> Vec<LoadNote> {
    let mut found = Vec::new();
    for (name, template) in &config.templates {
        let fields = template.unknown_fields(root);
        let of_gateways = fields.iter().any(|f| OF_GATEWAYS.contains(&f.field.as_str()));
        if !of_gateways || config.default_templates.contains(name) {
            found.extend(notes(name, fields, version));
        }
    }
    found
}

fn notes(template: &str, fields: Vec<UnknownField>, version: Version) -> Vec<LoadNote> {
    let note = |field: UnknownField| LoadNote::UnknownField {
        template: template.to_owned(),
        first: Some(&field).filter(|f| f.of == ROOT).and_then(|f| Version::first_with_field(&f.field)),
        field,
        version,
    };
    fields.into_iter().map(note).collect()
}

/// What templates see, of no pod: only its types count.
fn data<'a>(
    values: &'a Values,
    mesh: &'a MeshConfig,
    identity: &'a Identity,
    version: Version,
) -> TemplateData<'a> {
    TemplateData {
        pod: &NULL,
        identity,
        workload: kubeyaml::Value::Null,
        mesh,
        proxy_config: mesh.default_config(),
        values,
        revision: "",
        native_sidecars: false,
        estimated_concurrency: 0,
        proxy_image: String::new(),
        proxy_init_image: String::new(),
        ids: ProxyIds::default(),
        compliance_policy: "",
        version,
    }
}

#[cfg(test)]
mod tests {
    use meshconfig::Layout;

    use super::*;
    use crate::config::{Reading, Signs};

    /// What is said of a config that is read as one of that release.
    fn said(config: &str, version: Option<Version>) -> Vec<String> {
        let environment = std::collections::BTreeMap::new();
        let reading = Reading { version, environment: &environment, offline: false, signs: Signs::default() };
        let config = Config::parse(config, &reading).unwrap();
        let values = Values::parse("{}").unwrap();
        let mesh = MeshConfig::parse(kubeyaml::Value::Null, config.version()).unwrap();
        unknown(&config, &values, &mesh).iter().map(LoadNote::to_string).collect()
    }

    #[test]
    fn templates_see_every_field_of_the_table_of_releases() {
        let (identity, values) = (Identity::default(), Values::parse("{}").unwrap());
        for version in Version::all() {
            let mesh = MeshConfig::parse(kubeyaml::Value::Null, version).unwrap();
            let data = data(&values, &mesh, &identity, version);
            let legacy =
                LegacyData { pod: &NULL, workload: &identity, mesh: &mesh, values: &values, version };
            let root = if version.layout == Layout::Single { legacy.root() } else { data.root() };
            let gotext::Value::Pointer(gotext::Pointer::Struct(root)) = root else { panic!("a record") };
            for name in Version::all().flat_map(Version::fields_since).filter(|name| version.has_field(name))
            {
                assert!(root.field(name).is_some(), "{name} of {version}");
            }
        }
    }

    #[test]
    fn fields_of_a_later_release_are_reported_with_their_line() {
        let (v20, none) = (Some(Version::V1_20), None);
        let now = format!(
            "outrigger knows the releases 0.5 to {}: use one that knows the template's, or take the field out",
            Version::LATEST
        );
        let now = now.as_str();
        for (template, version, want) in [
            ("{{ .ProxyImage }}{{ .Spec.Containers }}{{ .Values.any.thing }}", none, vec![]),
            ("{{ .Spec.ServiceAccountName }}{{ .ObjectMeta.GetLabels.app }}", none, vec![]),
            (
                "{{ range .Spec.Containers }}{{ .Name }}{{ .Resources.Limits.Cpu.Value }}{{ end }}",
                none,
                vec![],
            ),
            ("{{ if .ProxyConfig.Tracing }}{{ .ProxyConfig.Tracing.Tracer.Zipkin }}{{ end }}", none, vec![]),
            ("a: b\n{{ if false }}{{ .NewThing }}{{ end }}", none, vec![("2: `.NewThing`", now)]),
            ("{{ .ProxyConfig.NewField }}", none, vec![("1: `.ProxyConfig.NewField`", now)]),
            ("{{ .MeshConfig.New.More }}", none, vec![("1: `.MeshConfig.New.More`", now)]),
            ("{{ range .Spec.Containers }}{{ .New }}{{ end }}", none, vec![("1: `.New`", now)]),
            ("{{ .ProxyInitImage }}", v20, vec![("1: `.ProxyInitImage`", "came with Istio 1.31")]),
            ("{{ .DeploymentMeta.Labels }}", Some(Version::V1_21), vec![]),
            ("{{ .DeploymentMeta.Labels }}", none, vec![("1: `.DeploymentMeta.Labels`", now)]),
            ("{{ .GatewayNameLabel }}", none, vec![("1: `.GatewayNameLabel`", now)]),
        ] {
            let config =
                format!("policy: enabled\ntemplates:\n  sidecar: {}\n", kubeyaml::to_json(&template.into()));
            let said = said(&config, version);
            assert_eq!(said.len(), want.len(), "{template}: {said:?}");
            for (line, (place, remedy)) in said.iter().zip(want) {
                assert!(line.contains(place) && line.contains(remedy), "{template}: {line}");
            }
        }
        let other =
            "policy: enabled\ntemplates: {sidecar: '', waypoint: '{{ .ServiceAccount }}', own: '{{ .New }}'}";
        assert_eq!(said(other, None).len(), 1, "the gateway controller's templates have data of their own");
        assert_eq!(said("policy: enabled\ntemplate: '[[ .Spec.New ]][[ .ObjectMeta.Name ]]'", None).len(), 1);
    }
}
