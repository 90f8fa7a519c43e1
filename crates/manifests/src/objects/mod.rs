//! The objects of an installation, one step each.

mod account;
mod availability;
mod certificate;
mod configuration;
mod deployment;
mod network;
mod record;
mod service;
pub mod webhook;

use ::objects::names::{APP_COMPONENT, APP_INSTANCE, APP_NAME, MANAGED_BY, REVISION};

use crate::node::{Condition, Node, Part, Setting, map, when};
use crate::ownership::{INSTALLATION, OUTRIGGER};

/// An object: what it is, whether it is there, and what it says.
#[derive(Clone, Debug)]
pub struct Object {
    /// Its `apiVersion`.
    pub api_version: &'static str,
    /// Its kind.
    pub kind: &'static str,
    /// The name of its kind in URLs.
    pub plural: &'static str,
    /// What tells it from another of its kind, in the name of the chart's file.
    pub purpose: Option<&'static str>,
    /// Where it is.
    pub scope: Scope,
    /// Its name.
    pub name: Node,
    /// Whether it is there: all of this must hold.
    pub conditions: Vec<Condition>,
    /// Annotations, if it has any: alternatives of which one holds at most.
    pub annotations: Vec<Node>,
    /// All but `apiVersion`, `kind` and `metadata`.
    pub fields: Vec<(&'static str, Node)>,
}

/// Where an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// In the injector's namespace.
    Namespace,
    /// In no namespace.
    Cluster,
}

impl Object {
    fn new(api_version: &'static str, kind: &'static str, plural: &'static str, name: Node) -> Object {
        Object {
            api_version,
            kind,
            plural,
            purpose: None,
            scope: Scope::Namespace,
            name,
            conditions: Vec::new(),
            annotations: Vec::new(),
            fields: Vec::new(),
        }
    }

    fn of_cluster(mut self) -> Object {
        self.scope = Scope::Cluster;
        self
    }

    fn only_if(mut self, condition: Condition) -> Object {
        self.conditions.push(condition);
        self
    }

    fn for_purpose(mut self, purpose: &'static str) -> Object {
        self.purpose = Some(purpose);
        self
    }

    fn with(mut self, key: &'static str, node: Node) -> Object {
        self.fields.push((key, node));
        self
    }

    /// The whole object.
    pub fn node(&self) -> Node {
        let mut metadata = vec![("labels", self.labels()), ("name", self.name.clone())];
        if self.scope == Scope::Namespace {
            metadata.push(("namespace", Setting::Namespace.into()));
        }
        metadata.extend(self.annotations.iter().map(|annotations| ("annotations", annotations.clone())));
        let mut fields = vec![
            ("apiVersion", self.api_version.into()),
            ("kind", self.kind.into()),
            ("metadata", Node::Map(metadata)),
        ];
        fields.extend(self.fields.iter().cloned());
        Node::Map(fields)
    }

    fn labels(&self) -> Node {
        let istio = |node: Node| when(Condition::IstioNames, node);
        let mut labels = vec![
            (APP_COMPONENT, "sidecar-injector".into()),
            (MANAGED_BY, Setting::ManagedBy.into()),
            (INSTALLATION, when(Condition::Recorded, Setting::Installation)),
            // With this label on it, `istioctl tag set default` takes a webhook configuration of the revision `default`
            // out of force, or refuses if Istio has one too; an istiod of that revision reports that it cannot write
            // its CA. Who looks for the revision of an installation with names of its own reads the selectors.
            // Source: Istio 1.30 istioctl/pkg/tag/util.go, pkg/webhooks/webhookpatch.go.
            (REVISION, istio(Setting::Revision.into())),
        ];
        labels.extend(selected());
        match self.kind {
            // What people and tools look for them by.
            // Source: Istio 1.30 istiod chart, mutatingwebhook.yaml; Istio 0.5 istio-sidecar-injector.yaml.
            "MutatingWebhookConfiguration" => labels.push(("app", istio("sidecar-injector".into()))),
            "Deployment" => labels.push(("istio", istio("sidecar-injector".into()))),
            _ => {}
        }
        Node::Map(labels)
    }
}

/// All objects, in the order in which they are created: what others need comes first, and the API server is made to call
/// the webhook last.
pub fn all() -> Vec<Object> {
    let mut objects = vec![record::record(), account::service_account(), certificate::secret()];
    objects.push(configuration::injection());
    objects.extend([configuration::mesh(), certificate::certificate()]);
    objects.extend(account::rights());
    objects.extend([
        service::service(),
        deployment::deployment(),
        network::policy(),
        availability::disruption_budget(),
        availability::autoscaler(),
        webhook::configuration(),
    ]);
    objects
}

/// The namespace of the injector, which a chart leaves to Helm.
pub fn namespace() -> Node {
    map([
        ("apiVersion", "v1".into()),
        ("kind", "Namespace".into()),
        ("metadata", map([("name", Setting::Namespace.into())])),
    ])
}

/// The name of what belongs to the program.
fn program() -> Node {
    Setting::Program.into()
}

/// The labels that tell the pods of this installation from all others. They never change: Deployments keep theirs.
fn selected() -> [(&'static str, Node); 2] {
    [(APP_INSTANCE, program()), (APP_NAME, OUTRIGGER.into())]
}

/// `PROGRAM.NAMESPACE` and the like: the program's name, then the namespace, then this.
fn host(end: &'static str) -> Node {
    Node::Text(vec![
        Part::Setting(Setting::Program),
        Part::Fixed("."),
        Part::Setting(Setting::Namespace),
        Part::Fixed(end),
    ])
}
