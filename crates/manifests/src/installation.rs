//! What is installed, and how it is taken away again.

use std::fmt;

use ::objects::Kind;
use kubeyaml::Value;

use crate::Settings;
use crate::node::Node;
use crate::objects::{self, Object, Scope};

/// What tells an object from all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Its `apiVersion`.
    pub api_version: &'static str,
    /// Its kind.
    pub kind: &'static str,
    /// The name of its kind in URLs.
    pub plural: &'static str,
    /// Its namespace, if its kind has namespaces.
    pub namespace: Option<String>,
    /// Its name.
    pub name: String,
    /// Whether it stays when the installation goes, and belongs to none.
    pub outlives: bool,
}

impl Identity {
    /// Its kind, with all that is needed to ask for it.
    pub fn whole_kind(&self) -> Kind {
        let (group, version) = self.api_version.split_once('/').unwrap_or(("", self.api_version));
        Kind::new(group, version, self.kind, self.plural, self.namespace.is_some())
    }

    /// The object with nothing but this, as `kubectl delete -f` takes it.
    pub fn document(&self) -> Value {
        let mut document = Value::Null;
        let metadata = document.map_entry("metadata");
        metadata.insert("name", self.name.as_str());
        if let Some(namespace) = &self.namespace {
            metadata.insert("namespace", namespace.as_str());
        }
        let fields = document.become_map();
        fields.insert("apiVersion", self.api_version);
        fields.insert("kind", self.kind);
        document
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.namespace {
            Some(namespace) => write!(f, "{} {namespace}/{}", self.kind, self.name),
            None => write!(f, "{} {}", self.kind, self.name),
        }
    }
}

/// All documents, in the order in which they are to be created. The namespace `default` and those of the system are not
/// among them, since they exist; nor is any other if [`Settings::create_namespace`] says so.
pub fn install(settings: &Settings) -> Vec<Value> {
    let exist = ["default", "kube-system", "kube-public", "kube-node-lease"];
    let is_made = settings.create_namespace && !exist.contains(&settings.namespace.as_str());
    let namespace = is_made.then(objects::namespace);
    let nodes = namespace.into_iter().chain(present(settings).map(|object| object.node()));
    nodes.filter_map(|node: Node| node.resolve(settings)).collect()
}

/// The MutatingWebhookConfiguration alone, with its entries in force: nobody else is there to put them in force.
pub fn webhook_configuration(settings: &Settings) -> Option<Value> {
    let mut settings = settings.clone();
    settings.webhook.active_at_once = true;
    let object = present(&settings).find(|object| object.kind == "MutatingWebhookConfiguration")?;
    object.node().resolve(&settings)
}

/// What [`install`] creates, in the order in which it is to be deleted: the webhook configuration first, so that no pod
/// waits for a webhook that is gone, and the record last. The namespace is not among it: others may live there.
pub fn identities(settings: &Settings) -> Vec<Identity> {
    in_order_of_deletion(present(settings), settings)
}

/// What [`install`] can create in this namespace with these names, whatever else is chosen; in the order of
/// [`identities`].
pub fn possible(settings: &Settings) -> Vec<Identity> {
    in_order_of_deletion(objects::all().into_iter(), settings)
}

fn in_order_of_deletion(objects: impl Iterator<Item = Object>, settings: &Settings) -> Vec<Identity> {
    let mut identities: Vec<Identity> = objects
        .filter_map(|object| {
            Some(Identity {
                api_version: object.api_version,
                kind: object.kind,
                plural: object.plural,
                namespace: (object.scope == Scope::Namespace).then(|| settings.namespace.clone()),
                outlives: object.outlives,
                name: object.name.resolve(settings)?.as_str()?.to_owned(),
            })
        })
        .collect();
    identities.reverse();
    identities
}

fn present(settings: &Settings) -> impl Iterator<Item = Object> {
    objects::all().into_iter().filter(|object| object.conditions.iter().all(|c| c.holds(settings)))
}
