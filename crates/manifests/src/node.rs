//! A document in which settings are named, not yet known.

use ::objects::names::{ISTIO_ENTRIES, OWN_ENTRIES};
use kubeyaml::{Map, Value};

use crate::certificates::Certificates;
use crate::ownership;
use crate::settings::{Naming, Settings};
use crate::text::pretty_json;

/// A document, or a part of one.
#[derive(Clone, Debug)]
pub enum Node {
    /// A number, a truth value, or text.
    Fixed(Value),
    /// Text of which parts are settings.
    Text(Vec<Part>),
    /// What a setting says.
    Setting(Setting),
    /// A list.
    List(Vec<Node>),
    /// A mapping.
    Map(Vec<(&'static str, Node)>),
    /// An item of a list or an entry of a mapping that is there only if all of this holds.
    When(Vec<Condition>, Box<Node>),
    /// A value of a mapping that is a text: the YAML of this document.
    Embedded(Box<Node>),
}

/// A part of a text.
#[derive(Clone, Debug)]
pub enum Part {
    /// Always the same.
    Fixed(&'static str),
    /// What a setting says.
    Setting(Setting),
}

/// A setting that is a value in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Setting {
    /// The namespace of the injector.
    Namespace,
    /// The revision.
    Revision,
    /// The name of Deployment, Service, ServiceAccount, Role and what else belongs to the program.
    Program,
    /// The name of the ClusterRole and its binding.
    ClusterRole,
    /// The name of the Secret of the certificates.
    Secret,
    /// The name of the ConfigMap of the injection config.
    InjectConfigMap,
    /// The name of the ConfigMap of the mesh config.
    MeshConfigMap,
    /// The name of the webhook configuration.
    WebhookConfiguration,
    /// What the names of the webhook configuration's entries end in.
    Entries,
    /// The name of the record.
    Record,
    /// The id of the installation.
    Installation,
    /// The name of what belongs to the control plane.
    Discovery,
    /// The name of the control plane's ClusterRole and its binding.
    DiscoveryClusterRole,
    /// The name of the control plane's Service.
    DiscoveryService,
    /// The name of the ConfigMaps with the root that pods trust.
    RootConfigMap,
    /// How many replicas the control plane has.
    DiscoveryReplicas,
    /// The domain of Services in DNS.
    Domain,
    /// The name of the cluster.
    ClusterName,
    /// Whether the names are Istio's.
    IstioNames,
    /// The program's version.
    Version,
    /// Who says to have installed it.
    ManagedBy,
    /// The image with the program.
    Image,
    /// How many replicas there are.
    Replicas,
    /// The least number of replicas.
    LeastReplicas,
    /// The greatest number of replicas.
    MostReplicas,
    /// The processor use that is aimed at.
    Processor,
    /// The kind of cert-manager's issuer.
    IssuerKind,
    /// The name of cert-manager's issuer.
    IssuerName,
    /// The CA bundle in base64.
    Bundle,
    /// The text of the injection config.
    Config,
    /// The text of the values.
    Values,
    /// The text of the mesh config.
    Mesh,
    /// Whether the webhook is called again.
    Reinvocation,
    /// How long the webhook may take.
    Timeout,
    /// What becomes of a pod when the webhook cannot be called.
    FailurePolicy,
    /// What must hold for the webhook to be called.
    MatchConditions,
    /// The URL of the webhook.
    Url,
    /// The host of that URL.
    UrlHost,
    /// Who may call the webhook, as peers of a NetworkPolicy.
    Peers,
}

/// Something that holds for an installation or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// It is the revision that `istio-injection=enabled` means.
    DefaultRevision,
    /// The names are Istio's.
    IstioNames,
    /// It is recorded in the cluster, and each object carries its id: not so where Helm keeps the record.
    Recorded,
    /// Pods get sidecars in every namespace that does not say otherwise.
    OptOut,
    /// A label of the pod is enough.
    PodLabel,
    /// There is a control plane.
    Discovery,
    /// There is a control plane, whose authority is made.
    NewAuthority,
    /// It brings its ConfigMaps.
    OwnConfiguration,
    /// It makes its own certificates.
    OwnCertificates,
    /// It is given certificates.
    ForeignCertificates,
    /// It is given certificates by cert-manager.
    CertManager,
    /// It is given certificates by somebody, and the CA bundle.
    GivenBundle,
    /// The number of replicas follows the load.
    Scaled,
    /// The number of replicas is fixed.
    NotScaled,
    /// The webhook is called from the moment it is installed.
    ActiveAtOnce,
    /// The webhook is called once a replica serves.
    ActiveLater,
    /// The injector writes to the webhook configuration.
    WritesWebhook,
    /// The webhook is called at its Service.
    ByService,
    /// The webhook is called at a URL.
    ByUrl,
    /// The webhook's time is set.
    Timeout,
    /// There are match conditions.
    MatchConditions,
    /// There is a NetworkPolicy.
    NetworkPolicy,
    /// The NetworkPolicy says who may call the webhook.
    Peers,
}

impl Node {
    /// The document for these settings; `None` if it is not there at all.
    pub fn resolve(&self, settings: &Settings) -> Option<Value> {
        Some(match self {
            Node::Fixed(value) => value.clone(),
            Node::Text(parts) => parts.iter().map(|part| part.resolve(settings)).collect::<String>().into(),
            Node::Setting(setting) => setting.value(settings),
            Node::List(items) => {
                Value::List(items.iter().filter_map(|item| item.resolve(settings)).collect())
            }
            Node::Map(entries) => {
                let entries = entries.iter().filter_map(|(k, v)| Some(((*k).into(), v.resolve(settings)?)));
                Value::Map(entries.collect::<Map>())
            }
            Node::When(conditions, node) if conditions.iter().all(|c| c.holds(settings)) => {
                return node.resolve(settings);
            }
            Node::When(..) => return None,
            Node::Embedded(node) => kubeyaml::write(&node.resolve(settings)?).into(),
        })
    }
}

impl Part {
    fn resolve(&self, settings: &Settings) -> String {
        match self {
            Part::Fixed(text) => (*text).to_owned(),
            Part::Setting(setting) => {
                kubeyaml::scalar_text(&setting.value(settings)).unwrap_or_default().into()
            }
        }
    }
}

impl Setting {
    fn value(self, settings: &Settings) -> Value {
        let names = settings.names();
        let autoscaling = settings.autoscaling.unwrap_or_default();
        let configuration = settings.configuration.as_ref();
        match self {
            Setting::Namespace => settings.namespace.clone().into(),
            Setting::Revision => settings.revision.clone().into(),
            Setting::Program => names.program.into(),
            Setting::ClusterRole => names.cluster_role.into(),
            Setting::Secret => names.secret.into(),
            Setting::InjectConfigMap => names.inject_config_map.into(),
            Setting::MeshConfigMap => names.mesh_config_map.into(),
            Setting::WebhookConfiguration => names.webhook_configuration.into(),
            Setting::Entries => match settings.naming {
                Naming::Own => OWN_ENTRIES.into(),
                Naming::Istio => ISTIO_ENTRIES.into(),
            },
            Setting::Record => names.record.into(),
            Setting::Installation => settings.installation_id().into(),
            Setting::Discovery => names.discovery.into(),
            Setting::DiscoveryClusterRole => names.discovery_cluster_role.into(),
            Setting::DiscoveryService => names.discovery_service.into(),
            Setting::RootConfigMap => names.root_config_map.into(),
            Setting::DiscoveryReplicas => i64::from(settings.discovery.unwrap_or_default().replicas).into(),
            Setting::Domain => settings.domain().into(),
            Setting::ClusterName => settings.cluster_name().into(),
            Setting::IstioNames => (settings.naming == Naming::Istio).to_string().into(),
            Setting::Version => env!("CARGO_PKG_VERSION").into(),
            Setting::ManagedBy => settings.managed_by.clone().into(),
            Setting::Image => settings.image.clone().into(),
            Setting::Replicas => i64::from(settings.replicas).into(),
            Setting::LeastReplicas => i64::from(autoscaling.least).into(),
            Setting::MostReplicas => i64::from(autoscaling.most).into(),
            Setting::Processor => i64::from(autoscaling.processor).into(),
            Setting::IssuerKind => settings.issuer().map(|(kind, _)| kind).unwrap_or_default().into(),
            Setting::IssuerName => settings.issuer().map(|(_, name)| name).unwrap_or_default().into(),
            Setting::Bundle => match &settings.certificates {
                Certificates::Given { bundle } => bundle.clone().into(),
                _ => Value::Null,
            },
            Setting::Config => configuration.map(|c| c.config.clone()).unwrap_or_default().into(),
            Setting::Values => {
                let values = configuration.map(|c| settings.pointed_values(c));
                values.map(|values| pretty_json(&without_nulls(&values))).unwrap_or_default().into()
            }
            Setting::Mesh => configuration.map(|c| settings.pointed_mesh(c)).unwrap_or_default().into(),
            Setting::Reinvocation => settings.webhook.reinvocation.name().into(),
            Setting::Timeout => {
                settings.webhook.timeout_seconds.map(i64::from).map_or(Value::Null, Value::from)
            }
            Setting::FailurePolicy => settings.webhook.failure.name().into(),
            Setting::MatchConditions => settings.match_conditions(),
            Setting::Url => settings.webhook.url.clone().unwrap_or_default().into(),
            Setting::UrlHost => settings.webhook.host().unwrap_or_default().into(),
            Setting::Peers => settings.peers(),
        }
    }
}

impl Condition {
    /// Whether it holds.
    pub fn holds(self, settings: &Settings) -> bool {
        match self {
            Condition::DefaultRevision => settings.is_default_revision(),
            Condition::OptOut => settings.opt_out,
            Condition::PodLabel => settings.pod_label,
            Condition::Discovery => settings.discovery.is_some(),
            Condition::NewAuthority => settings.discovery.is_some_and(|discovery| discovery.create_authority),
            Condition::OwnConfiguration => settings.configuration.is_some(),
            Condition::OwnCertificates => settings.certificates == Certificates::Own,
            Condition::ForeignCertificates => settings.certificates != Certificates::Own,
            Condition::CertManager => settings.issuer().is_some(),
            Condition::GivenBundle => matches!(settings.certificates, Certificates::Given { .. }),
            Condition::Scaled => settings.autoscaling.is_some(),
            Condition::NotScaled => settings.autoscaling.is_none(),
            Condition::IstioNames => settings.naming == Naming::Istio,
            Condition::Recorded => settings.managed_by == ownership::OUTRIGGER,
            Condition::ActiveAtOnce => settings.webhook.active_at_once,
            Condition::ActiveLater => !settings.webhook.active_at_once,
            Condition::WritesWebhook => {
                settings.certificates == Certificates::Own || !settings.webhook.active_at_once
            }
            Condition::ByService => settings.webhook.url.is_none(),
            Condition::ByUrl => settings.webhook.url.is_some(),
            Condition::Timeout => settings.webhook.timeout_seconds.is_some(),
            Condition::MatchConditions => !settings.webhook.match_conditions.is_empty(),
            Condition::NetworkPolicy => settings.network_policy.is_some(),
            Condition::Peers => settings.network_policy.as_ref().is_some_and(|ranges| !ranges.is_empty()),
        }
    }
}

impl Settings {
    fn issuer(&self) -> Option<(&str, &str)> {
        match &self.certificates {
            Certificates::CertManager { kind, name } => Some((kind, name)),
            _ => None,
        }
    }

    fn match_conditions(&self) -> Value {
        let condition = |(name, expression): &(String, String)| {
            let mut map = Map::new();
            map.insert("name", name.as_str());
            map.insert("expression", expression.as_str());
            Value::Map(map)
        };
        Value::List(self.webhook.match_conditions.iter().map(condition).collect())
    }

    fn peers(&self) -> Value {
        let peer = |range: &String| {
            let mut peer = Value::Null;
            peer.map_entry("ipBlock").insert("cidr", range.as_str());
            peer
        };
        Value::List(self.network_policy.iter().flatten().map(peer).collect())
    }
}

/// Values without those that are null: to a template they are the same as absent ones, and Helm leaves them out, too.
/// Documents are of bounded depth.
fn without_nulls(values: &Value) -> Value {
    match values {
        Value::Map(map) => {
            let there = map.iter().filter(|(_, value)| !value.is_null());
            Value::Map(there.map(|(key, value)| (key.into(), without_nulls(value))).collect())
        }
        other => other.clone(),
    }
}

impl From<&'static str> for Node {
    fn from(text: &'static str) -> Node {
        Node::Fixed(text.into())
    }
}

impl From<i64> for Node {
    fn from(number: i64) -> Node {
        Node::Fixed(number.into())
    }
}

impl From<bool> for Node {
    fn from(truth: bool) -> Node {
        Node::Fixed(truth.into())
    }
}

impl From<Setting> for Node {
    fn from(setting: Setting) -> Node {
        Node::Setting(setting)
    }
}

/// A mapping.
pub fn map<const N: usize>(entries: [(&'static str, Node); N]) -> Node {
    Node::Map(entries.into())
}

/// A list.
pub fn list<const N: usize>(items: [Node; N]) -> Node {
    Node::List(items.into())
}

/// A list of fixed texts.
pub fn texts<const N: usize>(items: [&'static str; N]) -> Node {
    Node::List(items.map(Node::from).into())
}

/// Something that is there only if a condition holds.
pub fn when(condition: Condition, node: impl Into<Node>) -> Node {
    Node::When(vec![condition], Box::new(node.into()))
}

/// Text that ends in what a setting says.
pub fn text(start: &'static str, end: Setting) -> Node {
    Node::Text(vec![Part::Fixed(start), Part::Setting(end)])
}
