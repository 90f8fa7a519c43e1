//! The settings of a mesh.

use std::collections::BTreeSet;
use std::time::Duration;

use kubeyaml::Value;
use meshconfig::{MeshConfig, MeshError};

/// The settings of a mesh, as far as they are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The domain of the cluster's Services in DNS.
    pub domain: String,
    /// The cluster's name.
    pub cluster: String,
    /// The namespace whose policies are for the whole mesh.
    pub root_namespace: String,
    /// What identities begin with.
    pub trust_domain: String,
    /// What identities may begin with beside it.
    pub trust_domain_aliases: Vec<String>,
    /// To whom Services are shown that do not say it; to all if empty.
    pub export_to: Vec<String>,
    /// Whether what no Service is known for is let out.
    pub lets_out: bool,
    /// Whether mutual TLS is spoken to whoever speaks it.
    pub auto_mtls: bool,
    /// How long a connection may take to come about.
    pub connect_timeout: Duration,
    /// How long the first bytes are waited for where they tell the protocol; without end if zero.
    pub detection_timeout: Duration,
    /// The port that outbound connections are sent to.
    pub outbound_port: u16,
    /// The port that inbound connections are sent to.
    pub inbound_port: u16,
    /// Whether mutual TLS has to be 1.3.
    pub needs_tls_1_3: bool,
}

/// Fields of the mesh config that are read here, or that other parts of an installation read: the injector and the
/// proxies' agents.
const READ: [&str; 15] = [
    "rootNamespace",
    "trustDomain",
    "trustDomainAliases",
    "defaultServiceExportTo",
    "outboundTrafficPolicy",
    "enableAutoMtls",
    "connectTimeout",
    "protocolDetectionTimeout",
    "proxyListenPort",
    "proxyInboundListenPort",
    "meshMTLS",
    "defaultConfig",
    "enablePrometheusMerge",
    "dnsRefreshRate",
    "certificates",
];

impl Settings {
    /// The settings of a mesh config.
    pub fn of(config: &MeshConfig, domain: &str, cluster: &str) -> Settings {
        let text = |path: &[&str]| config.document().str_at(path);
        let port = |key: &str, default| {
            let number = config.document().at(&[key]).as_i64().and_then(|number| u16::try_from(number).ok());
            number.filter(|number| *number > 0).unwrap_or(default)
        };
        let or = |value: Option<&str>, default: &str| {
            value.filter(|value| !value.is_empty()).unwrap_or(default).to_owned()
        };
        let texts = |key: &str| -> Vec<String> {
            let texts = config.document().items_at(&[key]).iter().filter_map(Value::as_str);
            texts.map(str::to_owned).collect()
        };
        Settings {
            domain: domain.to_owned(),
            cluster: cluster.to_owned(),
            root_namespace: or(text(&["rootNamespace"]), objects::names::ISTIO_NAMESPACE),
            trust_domain: or(text(&["trustDomain"]), "cluster.local"),
            trust_domain_aliases: texts("trustDomainAliases"),
            export_to: texts("defaultServiceExportTo"),
            lets_out: lets_out(config.document()),
            auto_mtls: config.document().at(&["enableAutoMtls"]).as_bool() != Some(false),
            connect_timeout: duration(text(&["connectTimeout"])).unwrap_or(Duration::from_secs(10)),
            detection_timeout: duration(text(&["protocolDetectionTimeout"])).unwrap_or_default(),
            outbound_port: port("proxyListenPort", 15001),
            inbound_port: port("proxyInboundListenPort", 15006),
            needs_tls_1_3: text(&["meshMTLS", "minProtocolVersion"]) == Some("TLSV1_3"),
        }
    }

    /// The fields of a mesh config that differ from the defaults and that nothing here reads, in the order of their names.
    ///
    /// # Errors
    /// As [`MeshConfig::parse`] of an empty document, which does not happen.
    pub fn unread(config: &MeshConfig) -> Result<Vec<String>, MeshError> {
        let defaults = MeshConfig::parse(Value::Null, config.version())?;
        let documents = [config.document(), defaults.document()];
        let keys = documents.into_iter().filter_map(Value::as_map).flat_map(|map| map.keys());
        let keys: BTreeSet<&str> = keys.filter(|key| !READ.contains(key)).collect();
        let [given, default] = documents;
        let differ = keys.into_iter().filter(|key| given.get(key) != default.get(key));
        Ok(differ.map(str::to_owned).collect())
    }

    /// The identity of a service account.
    ///
    /// Source: Istio 1.30 pkg/spiffe/spiffe.go, genSpiffeURI.
    pub fn identity(trust_domain: &str, namespace: &str, service_account: &str) -> String {
        format!("spiffe://{trust_domain}/ns/{namespace}/sa/{service_account}")
    }

    /// All trust domains, the mesh's own first.
    pub fn trust_domains(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.trust_domain).chain(&self.trust_domain_aliases).map(String::as_str)
    }
}

/// The mode is a number's name of which REGISTRY_ONLY is the zero, which a document leaves out: a policy that is there
/// without a mode is that.
///
/// Source: istio.io/api mesh/v1alpha1/config.proto, OutboundTrafficPolicy.
fn lets_out(config: &Value) -> bool {
    match config.get("outboundTrafficPolicy") {
        None | Some(Value::Null) => true,
        Some(policy) => policy.str_at(&["mode"]) == Some("ALLOW_ANY"),
    }
}

fn duration(text: Option<&str>) -> Option<Duration> {
    let nanoseconds = golang::duration::parse(text?).ok()?;
    u64::try_from(nanoseconds).ok().map(Duration::from_nanos)
}

#[cfg(test)]
mod tests {
    use super::*;
    use meshconfig::Version;

    fn config(text: &str) -> MeshConfig {
        MeshConfig::parse(kubeyaml::read(text).unwrap(), Version::LATEST).unwrap()
    }

    fn settings(text: &str) -> Settings {
        Settings::of(&config(text), "cluster.local", "Kubernetes")
    }

    #[test]
    fn an_empty_mesh_config_gives_the_defaults() {
        let found = settings("{}");
        let want = Settings {
            domain: "cluster.local".to_owned(),
            cluster: "Kubernetes".to_owned(),
            root_namespace: "istio-system".to_owned(),
            trust_domain: "cluster.local".to_owned(),
            trust_domain_aliases: vec![],
            export_to: vec!["*".to_owned()],
            lets_out: true,
            auto_mtls: true,
            connect_timeout: Duration::from_secs(10),
            detection_timeout: Duration::ZERO,
            outbound_port: 15001,
            inbound_port: 15006,
            needs_tls_1_3: false,
        };
        assert_eq!(found, want);
        assert_eq!(Settings::unread(&config("{}")).unwrap(), Vec::<String>::new());
    }

    #[test]
    fn what_is_given_is_read() {
        let text = "trustDomain: td\ntrustDomainAliases: [old]\nrootNamespace: root\nconnectTimeout: 1.5s\n\
                    outboundTrafficPolicy: {mode: REGISTRY_ONLY}\nenableAutoMtls: false\nprotocolDetectionTimeout: 100ms\n\
                    proxyListenPort: 1\nproxyInboundListenPort: 2\nmeshMTLS: {minProtocolVersion: TLSV1_3}\n";
        let found = settings(text);
        assert_eq!((found.trust_domain.as_str(), found.root_namespace.as_str()), ("td", "root"));
        assert_eq!(found.trust_domains().collect::<Vec<_>>(), ["td", "old"]);
        assert_eq!((found.lets_out, found.auto_mtls, found.needs_tls_1_3), (false, false, true));
        assert_eq!(found.connect_timeout, Duration::from_millis(1500));
        assert_eq!(found.detection_timeout, Duration::from_millis(100));
        assert_eq!((found.outbound_port, found.inbound_port), (1, 2));
        assert_eq!(Settings::unread(&config(text)).unwrap(), Vec::<String>::new());
    }

    #[test]
    fn what_is_not_read_is_named() {
        let text = "accessLogFile: /dev/stdout\nenableTracing: false\ntrustDomain: td\ndefaultConfig: {concurrency: 1}";
        assert_eq!(Settings::unread(&config(text)).unwrap(), ["accessLogFile", "enableTracing"]);
    }

    #[test]
    fn an_identity_is_a_spiffe_uri() {
        assert_eq!(Settings::identity("td", "ns", "sa"), "spiffe://td/ns/ns/sa/sa");
    }
}
