//! What injection templates see.

use gotext::Value;
use kubeschema::types;
use meshconfig::{MeshConfig, ProxyConfig};

use crate::Compat;
use crate::config::Values;
use crate::openshift::ProxyIds;
use crate::workload::Identity;

/// The data of one rendering; borrowed from the pod, the values and the mesh config.
///
/// Source: Istio 1.30 inject.go, SidecarTemplateData.
#[derive(Debug)]
pub struct TemplateData<'a> {
    /// The pod without what an earlier injection put in.
    pub pod: &'a kubeyaml::Value,
    /// The workload of the pod.
    pub identity: &'a Identity,
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
    /// The proxy image.
    pub proxy_image: String,
    /// The ids that the proxy runs as.
    pub ids: ProxyIds,
    /// The compliance policy.
    pub compliance_policy: &'a str,
    /// 1.22 did not know all fields.
    pub compat: Compat,
}

impl TemplateData<'_> {
    /// The dot of the template.
    pub fn root(&self) -> Value<'_> {
        let identity = self.identity;
        let type_meta = vec![
            ("Kind", identity.kind.as_str().into()),
            ("APIVersion", identity.api_version.as_str().into()),
        ];
        let deployment =
            vec![("Name", identity.name.as_str().into()), ("Namespace", identity.namespace.as_str().into())];
        let mut fields = Vec::with_capacity(16);
        fields.extend([
            ("TypeMeta", record("v1.TypeMeta", type_meta)),
            ("DeploymentMeta", record("types.NamespacedName", deployment)),
            ("ObjectMeta", kubeschema::struct_value(&types::meta::OBJECT_META, self.pod.at(&["metadata"]))),
            ("Spec", kubeschema::struct_value(&types::core::POD_SPEC, self.pod.at(&["spec"]))),
            ("ProxyConfig", self.proxy_config.template_value()),
            ("MeshConfig", self.mesh.template_value()),
            ("Values", kubeschema::untyped(self.values.document())),
            ("Revision", self.revision.into()),
        ]);
        if self.compat >= Compat::TODAY {
            fields.push(("NativeSidecars", Value::Bool(self.native_sidecars)));
        }
        let passthrough =
            if self.mesh.inbound_traffic_policy_mode() == "LOCALHOST" { "localhost" } else { "passthrough" };
        fields.extend([
            ("ProxyImage", self.proxy_image.as_str().into()),
            ("ProxyUID", Value::int64(self.ids.user)),
            ("ProxyGID", Value::int64(self.ids.group)),
            ("InboundTrafficPolicyMode", passthrough.into()),
            ("CompliancePolicy", self.compliance_policy.into()),
        ]);
        Value::record("inject.SidecarTemplateData", fields)
    }
}

/// A struct by value.
fn record<'a>(name: &'static str, fields: Vec<(&'static str, Value<'a>)>) -> Value<'a> {
    Value::Struct(gotext::Struct::Record(std::rc::Rc::new(gotext::Record { name, fields })))
}
