//! What a version's code takes when nothing is configured.

use kubeyaml::{Map, Value};

use crate::era::Era;

/// A default: the field's JSON name and its value.
#[derive(Clone, Copy)]
enum Given {
    Text(&'static str),
    Number(i64),
    True,
    Texts(&'static [&'static str]),
    /// A message with at most one field, which is text.
    Message(Option<(&'static str, &'static str)>),
}

use Given::{Message, Number, Text, Texts, True};

type Defaults = &'static [(&'static str, Given)];

/// Source: Istio 1.30 pkg/config/mesh/mesh.go, DefaultProxyConfig; the same in 1.22.
const PROXY: Defaults = &[
    ("binaryPath", Text("/usr/local/bin/envoy")),
    ("configPath", Text("./etc/istio/proxy")),
    ("controlPlaneAuthPolicy", Text("MUTUAL_TLS")),
    ("discoveryAddress", Text("istiod.istio-system.svc:15012")),
    ("drainDuration", Text("45s")),
    ("proxyAdminPort", Number(15000)),
    ("serviceCluster", Text("istio-proxy")),
    ("statNameLength", Number(189)),
    ("statusPort", Number(15020)),
    ("terminationDrainDuration", Text("5s")),
];

/// Source: Istio 1.1 pilot/pkg/model/context.go, DefaultProxyConfig.
const PROXY_1_1: Defaults = &[
    ("binaryPath", Text("/usr/local/bin/envoy")),
    ("configPath", Text("/etc/istio/proxy")),
    ("connectTimeout", Text("1s")),
    ("discoveryAddress", Text("istio-pilot:15010")),
    ("drainDuration", Text("45s")),
    ("parentShutdownDuration", Text("60s")),
    ("proxyAdminPort", Number(15000)),
    ("serviceCluster", Text("istio-proxy")),
    ("statNameLength", Number(189)),
];

/// Source: Istio 1.0 pilot/pkg/model/context.go, DefaultProxyConfig.
const PROXY_1_0: Defaults = &[
    ("binaryPath", Text("/usr/local/bin/envoy")),
    ("configPath", Text("/etc/istio/proxy")),
    ("connectTimeout", Text("1s")),
    ("discoveryAddress", Text("istio-pilot:15007")),
    ("discoveryRefreshDelay", Text("1s")),
    ("drainDuration", Text("2s")),
    ("parentShutdownDuration", Text("3s")),
    ("proxyAdminPort", Number(15000)),
    ("serviceCluster", Text("istio-proxy")),
];

/// Source: Istio 0.5 pilot/pkg/model/context.go, DefaultProxyConfig.
const PROXY_0_5: Defaults = &[
    ("binaryPath", Text("/usr/local/bin/envoy")),
    ("configPath", Text("/etc/istio/proxy")),
    ("connectTimeout", Text("1s")),
    ("discoveryAddress", Text("istio-pilot:15003")),
    ("discoveryRefreshDelay", Text("1s")),
    ("drainDuration", Text("2s")),
    ("parentShutdownDuration", Text("3s")),
    ("proxyAdminPort", Number(15000)),
    ("serviceCluster", Text("istio-proxy")),
];

/// Source: Istio 1.30 pkg/config/mesh/mesh.go, DefaultMeshConfig; the same in 1.22.
const MESH: Defaults = &[
    ("connectTimeout", Text("10s")),
    ("defaultDestinationRuleExportTo", Texts(&["*"])),
    ("defaultProviders", Message(None)),
    ("defaultServiceExportTo", Texts(&["*"])),
    ("defaultVirtualServiceExportTo", Texts(&["*"])),
    ("dnsRefreshRate", Text("60s")),
    ("enableAutoMtls", True),
    ("enablePrometheusMerge", True),
    ("enableTracing", True),
    ("inboundTrafficPolicy", Message(None)),
    ("ingressClass", Text("istio")),
    ("ingressControllerMode", Text("STRICT")),
    ("ingressService", Text("istio-ingressgateway")),
    ("outboundTrafficPolicy", Message(Some(("mode", "ALLOW_ANY")))),
    ("protocolDetectionTimeout", Text("0s")),
    ("proxyInboundListenPort", Number(15006)),
    ("proxyListenPort", Number(15001)),
    ("rootNamespace", Text("istio-system")),
    ("trustDomain", Text("cluster.local")),
];

/// The providers that always exist: name, kind, and the path that a file log writes to.
/// Source: as [`MESH`].
const PROVIDERS: [(&str, &str, Given); 3] = [
    ("prometheus", "prometheus", Message(None)),
    ("stackdriver", "stackdriver", Message(None)),
    ("envoy", "envoyFileAccessLog", Message(Some(("path", "/dev/stdout")))),
];

/// Source: Istio 1.1 pilot/pkg/model/context.go, DefaultMeshConfig.
const MESH_1_1: Defaults = &[
    ("accessLogFile", Text("/dev/stdout")),
    ("connectTimeout", Text("1s")),
    ("defaultDestinationRuleExportTo", Texts(&["*"])),
    ("defaultServiceExportTo", Texts(&["*"])),
    ("defaultVirtualServiceExportTo", Texts(&["*"])),
    ("disablePolicyChecks", True),
    ("dnsRefreshRate", Text("5s")),
    ("enableTracing", True),
    ("ingressService", Text("istio-ingressgateway")),
    ("outboundTrafficPolicy", Message(Some(("mode", "ALLOW_ANY")))),
    ("proxyListenPort", Number(15001)),
    ("rootNamespace", Text("istio-system")),
];

/// Source: Istio 1.0 pilot/pkg/model/context.go, DefaultMeshConfig.
const MESH_1_0: Defaults = &[
    ("accessLogFile", Text("/dev/stdout")),
    ("connectTimeout", Text("1s")),
    ("enableTracing", True),
    ("ingressClass", Text("istio")),
    ("ingressControllerMode", Text("STRICT")),
    ("proxyListenPort", Number(15001)),
    ("rdsRefreshDelay", Text("1s")),
    ("sdsRefreshDelay", Text("15s")),
];

/// Source: Istio 0.5 pilot/pkg/model/context.go, DefaultMeshConfig.
const MESH_0_5: Defaults = &[
    ("accessLogFile", Text("/dev/stdout")),
    ("connectTimeout", Text("1s")),
    ("enableTracing", True),
    ("ingressClass", Text("istio")),
    ("ingressControllerMode", Text("STRICT")),
    ("proxyListenPort", Number(15001)),
    ("rdsRefreshDelay", Text("1s")),
];

/// The code's own proxy config, a canonical document.
pub(crate) fn proxy_config(era: Era) -> Value {
    document(match era {
        Era::V0_5 => PROXY_0_5,
        Era::V1_0 => PROXY_1_0,
        Era::V1_1 => PROXY_1_1,
        Era::V1_22 | Era::V1_30 => PROXY,
    })
}

/// The code's own mesh config without `defaultConfig`, a canonical document.
pub(crate) fn mesh_config(era: Era) -> Value {
    let mut mesh = document(match era {
        Era::V0_5 => MESH_0_5,
        Era::V1_0 => MESH_1_0,
        Era::V1_1 => MESH_1_1,
        Era::V1_22 | Era::V1_30 => MESH,
    });
    if !era.is_legacy() {
        mesh.map_entry("localityLbSetting").insert("enabled", true);
        *mesh.list_entry("extensionProviders") = PROVIDERS.map(provider).to_vec();
    }
    mesh
}

fn provider((name, kind, value): (&str, &str, Given)) -> Value {
    Value::Map(Map::from_entries(vec![(kind.into(), value.value()), ("name".into(), name.into())]))
}

fn document(defaults: Defaults) -> Value {
    Value::Map(defaults.iter().map(|(name, value)| ((*name).into(), value.value())).collect())
}

impl Given {
    fn value(self) -> Value {
        match self {
            Text(text) => text.into(),
            Number(number) => number.into(),
            True => true.into(),
            Texts(texts) => Value::List(texts.iter().map(Value::text).collect()),
            Message(field) => {
                Value::Map(field.into_iter().map(|(name, text)| (name.into(), text.into())).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema;
    use protoschema::{UnknownFields, apply};

    #[test]
    fn the_defaults_are_canonical_documents_of_their_messages() {
        for era in [Era::V0_5, Era::V1_0, Era::V1_1, Era::V1_22, Era::V1_30] {
            for (defaults, message) in
                [(mesh_config(era), schema::mesh_config(era)), (proxy_config(era), schema::proxy_config(era))]
            {
                let mut read = Value::Null;
                apply(&mut read, &defaults, message, UnknownFields::Refuse).unwrap();
                assert_eq!(read, defaults, "{era:?}");
            }
        }
    }
}
