//! What injection templates see.

use gotext::{Data, Value};
use kubeschema::types;
use meshconfig::{DeploymentMeta, MeshConfig, ProxyConfig};

use crate::Version;
use crate::config::Values;
use crate::openshift::ProxyIds;
use crate::workload::Identity;

/// The data of one rendering; borrowed from the pod, the values and the mesh config.
///
/// Source: Istio 1.30 inject.go, SidecarTemplateData.
#[derive(Debug)]
pub(crate) struct TemplateData<'a> {
    /// The pod without what an earlier injection put in.
    pub pod: &'a kubeyaml::Value,
    /// The workload of the pod.
    pub identity: &'a Identity,
    /// The same as a document.
    pub workload: kubeyaml::Value,
    /// The mesh config.
    pub mesh: &'a MeshConfig,
    /// The pod's proxy config.
    pub proxy_config: &'a ProxyConfig,
    /// The values.
    pub values: &'a Values,
    /// The injector's revision.
    pub revision: &'a str,
    /// Whether the cluster runs native sidecars.
    pub native_sidecars: bool,
    /// How many threads the proxy gets; 0 where nobody worked it out.
    pub estimated_concurrency: i64,
    /// The proxy image.
    pub proxy_image: String,
    /// The image of the container that sets the capture rules.
    pub proxy_init_image: String,
    /// The ids that the proxy runs as.
    pub ids: ProxyIds,
    /// The compliance policy.
    pub compliance_policy: &'a str,
    /// The version whose data it is.
    pub version: Version,
}

const NAME: &str = "inject.SidecarTemplateData";

impl TemplateData<'_> {
    /// The dot of the template.
    pub fn root(&self) -> Value<'_> {
        let mut fields = Vec::with_capacity(16);
        fields.extend([
            ("TypeMeta", self.type_meta()),
            ("DeploymentMeta", self.deployment_meta()),
            self.object_meta(),
            ("Spec", kubeschema::struct_value(&types::core::POD_SPEC, self.pod.at(&["spec"]))),
        ]);
        self.push_common(&mut fields);
        let mut push = |name, value| {
            if self.version.has_field(name) {
                fields.push((name, value));
            }
        };
        push("EstimatedConcurrency", Value::int(self.estimated_concurrency));
        push("ProxyImage", self.proxy_image.as_str().into());
        push("ProxyInitImage", self.proxy_init_image.as_str().into());
        push("ProxyUID", Value::int64(self.ids.user));
        push("ProxyGID", Value::int64(self.ids.group));
        Value::record(NAME, fields)
    }

    /// The dot of the template with nothing but the fields that all pods have alike whose mesh is the
    /// [common](crate::pod_mesh::PodMesh::is_common) one.
    pub fn common_root(&self) -> Value<'_> {
        let mut fields = Vec::with_capacity(7);
        self.push_common(&mut fields);
        Value::record(NAME, fields)
    }

    /// As [`common_root`](TemplateData::common_root), with the pod's annotations, and the field of a field that they are.
    pub fn class_root(&self) -> (Value<'_>, [(&'static str, &'static str); 1]) {
        let mut fields = Vec::with_capacity(8);
        fields.push(self.object_meta());
        self.push_common(&mut fields);
        (Value::record(NAME, fields), [("ObjectMeta", "Annotations")])
    }

    fn object_meta(&self) -> (&'static str, Value<'_>) {
        let metadata = self.pod.at(&["metadata"]);
        ("ObjectMeta", kubeschema::struct_value(&types::meta::OBJECT_META, metadata))
    }

    fn push_common<'a>(&'a self, fields: &mut Vec<(&'static str, Value<'a>)>) {
        fields.extend([
            ("ProxyConfig", self.proxy_config.template_value()),
            ("MeshConfig", self.mesh.template_value()),
            ("Values", kubeschema::untyped(self.values.document())),
            ("Revision", self.revision.into()),
        ]);
        let mut push = |name, value| {
            if self.version.has_field(name) {
                fields.push((name, value));
            }
        };
        push("NativeSidecars", Value::Bool(self.native_sidecars));
        push("InboundTrafficPolicyMode", self.inbound_traffic_policy_mode().into());
        push("CompliancePolicy", self.compliance_policy.into());
    }

    fn inbound_traffic_policy_mode(&self) -> &'static str {
        match self.mesh.inbound_traffic_policy_mode() {
            "LOCALHOST" => "localhost",
            _ => "passthrough",
        }
    }

    fn type_meta(&self) -> Value<'_> {
        let of = &types::meta::TYPE_META;
        match self.version.deployment_meta {
            DeploymentMeta::Pointer => Value::pointer(of, Data::of(self.workload.at(&["type"]))),
            DeploymentMeta::Object | DeploymentMeta::NamespacedName => {
                kubeschema::struct_value(of, self.workload.at(&["type"]))
            }
        }
    }

    fn deployment_meta(&self) -> Value<'_> {
        let metadata = &self.identity.metadata;
        match self.version.deployment_meta {
            DeploymentMeta::Pointer => Value::pointer(&types::meta::OBJECT_META, Data::of(metadata)),
            DeploymentMeta::Object => kubeschema::struct_value(&types::meta::OBJECT_META, metadata),
            DeploymentMeta::NamespacedName => kubeschema::namespaced_name(self.workload.at(&["name"])),
        }
    }
}
