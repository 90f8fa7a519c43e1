//! What a legacy template gives, read as Go's type has it.

use kubeschema::{Field, Kind, Merge, Options, StructType, normalize, types};
use kubeyaml::{Map, Value};

use super::error::LegacyError;
use crate::Version;
use crate::template_document::MOST_NODES;

/// The containers and the rest that are added to a pod.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sidecar {
    /// Init containers.
    pub init_containers: Vec<Value>,
    /// Containers.
    pub containers: Vec<Value>,
    /// Volumes.
    pub volumes: Vec<Value>,
    /// Image pull secrets; none in 0.5.
    pub image_pull_secrets: Vec<Value>,
    /// The pod's DNS config; 1.1.
    pub dns_config: Option<Value>,
    /// Whether HTTP probes go through the agent; 1.1.
    pub rewrite_probes: bool,
    /// Annotations that tell the CNI plugin how to capture traffic; 1.3.
    pub redirect_annotations: Map,
    /// Whether the proxy comes before the application's containers; 1.7. The template has no say in it.
    pub holds_application: bool,
}

impl Sidecar {
    /// Reads the YAML of a rendered template. Fields that the version does not know are dropped, scalars become text
    /// where text is wanted.
    ///
    /// Source: Istio 1.1 inject.go, SidecarInjectionSpec and injectionData.
    ///
    /// # Errors
    /// It is not YAML, or not of the type.
    pub fn read(text: &str, version: Version) -> Result<Sidecar, LegacyError> {
        let mut document = kubeyaml::read_within(text, MOST_NODES).map_err(LegacyError::Yaml)?;
        let options = Options { convert_scalars: true, ..Options::default() };
        // What a version does not have may be of any type.
        if let Some(fields) = document.as_map_mut() {
            let has = |key: &str| {
                SPEC.fields.iter().any(|f| f.go.eq_ignore_ascii_case(key) && version.has_spec_key(f.go))
            };
            fields.retain(|key, _| has(key));
        }
        normalize(&mut document, &SPEC, &options, None).map_err(LegacyError::Sidecar)?;
        let fields = document.become_map();
        Ok(Sidecar {
            init_containers: without_restart_policy(take_list(fields, INIT_CONTAINERS.json)),
            containers: without_restart_policy(take_list(fields, CONTAINERS.json)),
            volumes: take_list(fields, VOLUMES.json),
            image_pull_secrets: take_list(fields, IMAGE_PULL_SECRETS.json),
            dns_config: fields.remove(DNS_CONFIG.json),
            rewrite_probes: fields.get(REWRITE_PROBES.json).and_then(Value::as_bool).unwrap_or_default(),
            redirect_annotations: match fields.remove(REDIRECT_ANNOTATIONS.json) {
                Some(Value::Map(annotations)) => annotations,
                _ => Map::new(),
            },
            holds_application: false,
        })
    }
}

/// Takes out a field that stands in these versions' templates but meant nothing to their Kubernetes. Today it makes an
/// init container a sidecar, which `istio-init` is not: the pod would be without its capture rules.
fn without_restart_policy(mut containers: Vec<Value>) -> Vec<Value> {
    for container in containers.iter_mut().filter_map(Value::as_map_mut) {
        container.remove("restartPolicy");
        container.remove("restartPolicyRules");
    }
    containers
}

fn take_list(fields: &mut Map, key: &str) -> Vec<Value> {
    match fields.remove(key) {
        Some(Value::List(items)) => items,
        _ => Vec::new(),
    }
}

/// The type has tags for YAML only, which the reader ignores: Go's names count, upper and lower case alike.
const fn field(name: &'static str, kind: Kind) -> Field {
    Field { json: name, go: name, kind, always: false, merge: Merge::Default, retain_keys: false, via: &[] }
}

const CONTAINER_LIST: Kind = Kind::List(const { &Kind::Struct(&types::core::CONTAINER) }, "[]v1.Container");
const VOLUME_LIST: Kind = Kind::List(const { &Kind::Struct(&types::core::VOLUME) }, "[]v1.Volume");
const REFERENCE_LIST: Kind =
    Kind::List(const { &Kind::Struct(&types::core::LOCAL_OBJECT_REFERENCE) }, "[]v1.LocalObjectReference");
const DNS: Kind = Kind::Pointer(const { &Kind::Struct(&types::core::POD_DNS_CONFIG) });

const TEXTS: Kind = Kind::Map(const { &Kind::String("string") }, "map[string]string");

const REDIRECT_ANNOTATIONS: Field = field("PodRedirectAnnot", TEXTS);
const REWRITE_PROBES: Field = field("RewriteAppHTTPProbe", Kind::Bool);
const HOLDS_APPLICATION: Field = field("HoldApplicationUntilProxyStarts", Kind::Bool);
const INIT_CONTAINERS: Field = field("InitContainers", CONTAINER_LIST);
const CONTAINERS: Field = field("Containers", CONTAINER_LIST);
const VOLUMES: Field = field("Volumes", VOLUME_LIST);
const DNS_CONFIG: Field = field("DNSConfig", DNS);
const IMAGE_PULL_SECRETS: Field = field("ImagePullSecrets", REFERENCE_LIST);

const fn spec_type(fields: &'static [Field], by_json: &'static [u8]) -> StructType {
    StructType { name: "inject.SidecarInjectionSpec", fields, by_json, embedded: &[] }
}

/// What the latest of these versions have.
static SPEC: StructType = spec_type(
    &[
        REDIRECT_ANNOTATIONS,
        REWRITE_PROBES,
        HOLDS_APPLICATION,
        INIT_CONTAINERS,
        CONTAINERS,
        VOLUMES,
        DNS_CONFIG,
        IMAGE_PULL_SECRETS,
    ],
    &[4, 6, 2, 7, 3, 0, 1, 5],
);

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "
initContainers:
- name: istio-init
  args: [-p, 15001, true]
  restartPolicy: Always
CONTAINERS:
volumes:
- name: certs
  emptyDir: {}
imagePullSecrets: [{name: s}]
dnsConfig: {searches: [a]}
rewriteAppHTTPProbe: true
podRedirectAnnot: {a: 1}
other: 1
";

    #[test]
    fn each_version_reads_its_fields_and_scalars_become_text() {
        let init = r#"[{"args":["-p","15001","true"],"name":"istio-init","resources":{}}]"#;
        for (version, secrets, dns, rewrite, redirect) in [
            (Version::V0_5, 0, false, false, 0),
            (Version::V1_0, 1, false, false, 0),
            (Version::V1_1, 1, true, true, 0),
            (Version::V1_2, 1, true, true, 0),
            (Version::V1_3, 1, true, true, 1),
            (Version::V1_8, 1, true, true, 1),
        ] {
            let sidecar = Sidecar::read(TEXT, version).unwrap();
            assert_eq!(kubeyaml::to_json(&Value::List(sidecar.init_containers)), init);
            assert_eq!((sidecar.containers.len(), sidecar.volumes.len()), (0, 1), "{version}");
            let got =
                (sidecar.image_pull_secrets.len(), sidecar.dns_config.is_some(), sidecar.rewrite_probes);
            assert_eq!(got, (secrets, dns, rewrite), "{version}");
            assert_eq!(sidecar.redirect_annotations.len(), redirect, "{version}");
        }
        assert_eq!(Sidecar::read("", Version::V1_1).unwrap(), Sidecar::default());
    }

    #[test]
    fn an_unusable_sidecar_is_refused_in_gos_words() {
        for (text, want) in [
            (
                "text",
                "error unmarshaling JSON: json: cannot unmarshal string into Go value of type inject.SidecarInjectionSpec",
            ),
            (
                "containers: 5",
                "error unmarshaling JSON: json: cannot unmarshal number into Go struct field \
                 SidecarInjectionSpec.Containers of type []v1.Container",
            ),
            ("a: [", "error converting YAML to JSON: yaml: "),
        ] {
            let error = Sidecar::read(text, Version::V1_1).unwrap_err().to_string();
            assert!(error.starts_with(want), "{text}: {error}");
        }
    }
}
