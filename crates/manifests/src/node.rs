//! A document in which settings are named, not yet known.

use kubeyaml::{Map, Value};

use crate::settings::{Certificates, DEFAULT_REVISION, Settings};
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
pub enum Setting {
    /// The namespace of the injector.
    Namespace,
    /// The revision, `default` if it has no name.
    Revision,
    /// `-REVISION`, empty if it has no name.
    Suffix,
    /// What the webhook configuration's name ends in.
    WebhookSuffix,
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
}

/// Something that holds for an installation or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// It is of the revision that has no name.
    DefaultRevision,
    /// Pods get sidecars in every namespace that does not say otherwise.
    OptOut,
    /// A label of the pod is enough.
    PodLabel,
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
            Setting::Revision if settings.is_default_revision() => DEFAULT_REVISION.into(),
            Setting::Revision => settings.revision.clone().into(),
            Setting::Suffix => after("outrigger", &names.program),
            Setting::WebhookSuffix => after("istio-sidecar-injector", &names.webhook_configuration),
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
                configuration.map(|c| pretty_json(&without_nulls(&c.values))).unwrap_or_default().into()
            }
            Setting::Mesh => configuration.map(|c| c.mesh.clone()).unwrap_or_default().into(),
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
            Condition::OwnConfiguration => settings.configuration.is_some(),
            Condition::OwnCertificates => settings.certificates == Certificates::Own,
            Condition::ForeignCertificates => settings.certificates != Certificates::Own,
            Condition::CertManager => settings.issuer().is_some(),
            Condition::GivenBundle => matches!(settings.certificates, Certificates::Given { .. }),
            Condition::Scaled => settings.autoscaling.is_some(),
            Condition::NotScaled => settings.autoscaling.is_none(),
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

fn after(prefix: &str, name: &str) -> Value {
    name.strip_prefix(prefix).unwrap_or_default().into()
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
