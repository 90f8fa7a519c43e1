//! The objects of an installation, one step each.

mod account;
mod availability;
mod certificate;
mod configuration;
mod deployment;
mod discovery;
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
    /// Which program it is for.
    pub(crate) component: Component,
    /// Whether it stays when the installation goes, and belongs to none.
    pub(crate) outlives: bool,
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

/// A program of the installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Component {
    /// The webhook that injects.
    Injector,
    /// The control plane of a mesh.
    Discovery,
}

impl Component {
    /// The labels that tell its pods from all others. They never change: Deployments keep theirs.
    fn selected(self) -> [(&'static str, Node); 2] {
        [(APP_INSTANCE, self.name()), (APP_NAME, OUTRIGGER.into())]
    }

    /// What it is called in labels.
    fn label(self) -> &'static str {
        match self {
            Component::Injector => "sidecar-injector",
            Component::Discovery => "discovery",
        }
    }

    /// The name of what belongs to it.
    fn name(self) -> Node {
        match self {
            Component::Injector => Setting::Program.into(),
            Component::Discovery => Setting::Discovery.into(),
        }
    }
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
            component: Component::Injector,
            outlives: false,
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

    /// An object of the control plane, which is there where that is.
    fn of_discovery(mut self) -> Object {
        self.component = Component::Discovery;
        self.purpose = Some("discovery");
        self.only_if(Condition::Discovery)
    }

    /// One that stays when the installation goes.
    fn outliving(mut self) -> Object {
        self.outlives = true;
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
        if self.outlives {
            let labels = [(APP_COMPONENT, self.component.label().into()), (APP_NAME, OUTRIGGER.into())];
            return map(labels);
        }
        let is_found =
            self.component == Component::Discovery && ["Deployment", "Service"].contains(&self.kind);
        let revision = Node::from(Setting::Revision);
        let mut labels = vec![
            (APP_COMPONENT, self.component.label().into()),
            (MANAGED_BY, Setting::ManagedBy.into()),
            (INSTALLATION, when(Condition::Recorded, Setting::Installation)),
            // With this label on it, `istioctl tag set default` takes a webhook configuration of the revision `default`
            // out of force, or refuses if Istio has one too; an istiod of that revision reports that it cannot write
            // its CA. Who looks for the revision of an installation with names of its own reads the selectors.
            // Source: Istio 1.30 istioctl/pkg/tag/util.go, pkg/webhooks/webhookpatch.go.
            (REVISION, if is_found { revision } else { istio(revision) }),
        ];
        labels.extend(self.component.selected());
        match self.kind {
            _ if is_found => labels.extend(discovery::found()),
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
    let mut objects =
        vec![record::record(), account::service_account(Component::Injector), certificate::secret()];
    objects.push(configuration::injection());
    objects.extend([configuration::mesh(), certificate::certificate()]);
    objects.extend(account::rights());
    objects.extend(discovery::all());
    objects.extend([
        service::service(),
        deployment::deployment(),
        network::policy(),
        availability::disruption_budget(Component::Injector),
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

/// The name of what belongs to the injector.
fn program() -> Node {
    Component::Injector.name()
}

/// The labels that tell the injector's pods from all others.
fn selected() -> [(&'static str, Node); 2] {
    Component::Injector.selected()
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
