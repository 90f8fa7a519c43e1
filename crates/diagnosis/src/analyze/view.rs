//! The objects that analyzers look at.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::time::SystemTime;

use kubeyaml::Value;
use objects::names::{INJECT_CONFIG_MAP, MESH_CONFIG_MAP, REVISION, SYSTEM_NAMESPACES};
use objects::{Kind, World, kinds, of_revision};

use super::Question;
use crate::finding::{Code, Finding, Place};
use crate::part::{label, name, namespace};

/// The objects of a world that count for a question.
#[derive(Debug)]
pub struct View<'a> {
    world: &'a World,
    /// The namespace of the control plane.
    pub istio_namespace: &'a str,
    revision: Option<&'a str>,
    is_partial: bool,
    /// The time, if it is known.
    pub now: Option<SystemTime>,
    services: OnceCell<HashMap<&'a str, Vec<&'a Value>>>,
}

impl<'a> View<'a> {
    /// What of this world counts.
    pub fn new(world: &'a World, question: &'a Question) -> View<'a> {
        View {
            world,
            istio_namespace: &question.istio_namespace,
            revision: question.revision.as_deref(),
            is_partial: question.is_partial,
            now: question.now,
            services: OnceCell::new(),
        }
    }

    /// All that is known, of whatever revision.
    pub fn world(&self) -> &'a World {
        self.world
    }

    /// The Services of a namespace.
    pub fn services_of(&self, home: &str) -> impl Iterator<Item = &'a Value> {
        let services = self.services.get_or_init(|| {
            let mut services: HashMap<&str, Vec<&Value>> = HashMap::new();
            for service in self.all(kinds::SERVICE) {
                let home = Some(namespace(service)).filter(|home| !home.is_empty()).unwrap_or("default");
                services.entry(home).or_default().push(service);
            }
            services
        });
        services.get(home).into_iter().flatten().copied()
    }

    /// Whether objects of a kind were read.
    pub fn knows(&self, kind: Kind) -> bool {
        self.world.known(kind).is_some()
    }

    /// The objects of a kind, by namespace and name.
    ///
    /// Source: Istio 1.30 istioctl/pkg/analyze, which follows no objects of another revision.
    pub fn all(&self, kind: Kind) -> impl Iterator<Item = &'a Value> {
        self.world.all(kind).filter(move |object| {
            let home = if kind == kinds::NAMESPACE { name(object) } else { namespace(object) };
            !SYSTEM_NAMESPACES.contains(&home) && self.is_of_revision(kind, object)
        })
    }

    fn is_of_revision(&self, kind: Kind, object: &Value) -> bool {
        match (self.revision, label(object, REVISION)) {
            (Some(wanted), Some(revision)) if !SHARED.contains(&kind) => revision == wanted,
            _ => true,
        }
    }

    /// An object of any revision.
    pub fn get(&self, kind: Kind, namespace: &str, name: &str) -> Option<&'a Value> {
        self.world.get(kind, namespace, name)
    }

    /// The ConfigMaps of injection, of all revisions that count.
    pub fn injectors(&self) -> impl Iterator<Item = &'a Value> {
        let home = self.istio_namespace;
        let all = self.all(kinds::CONFIG_MAP).filter(move |map| ["", home].contains(&namespace(map)));
        all.filter(|map| name(map).starts_with(INJECT_CONFIG_MAP))
    }

    /// The ConfigMap of injection of a revision.
    pub fn injector(&self, revision: &str) -> Option<&'a Value> {
        let wanted = of_revision(INJECT_CONFIG_MAP, revision);
        self.injectors().find(|map| name(map) == wanted)
    }

    /// The ConfigMap of the mesh config, null where there is none; `None` if it is unknown whether there is one. It is
    /// that of the default revision, whichever is asked for.
    ///
    /// Source: Istio 1.30 pkg/config/analysis/local/istiod_analyze.go, addRunningKubeIstioConfigMapSource.
    pub fn mesh(&self) -> Option<&'a Value> {
        let found = self.world.get(kinds::CONFIG_MAP, self.istio_namespace, MESH_CONFIG_MAP);
        found.or((!self.is_partial).then_some(&kubeyaml::NULL))
    }
}

/// Kinds whose objects belong to no revision, whatever their labels say.
const SHARED: [Kind; 3] = [kinds::NAMESPACE, kinds::POD, kinds::SERVICE];

/// A finding about an object.
pub fn finding(code: &'static Code, kind: Kind, object: &Value, cause: String) -> Finding {
    Finding::new(code, Place::of(kind, object), cause)
}

/// Whether an object is of Istio's control plane.
///
/// Source: Istio 1.30 pkg/config/analysis/analyzers/util, IsIstioControlPlane.
pub fn is_control_plane(object: &Value) -> bool {
    label(object, "istio").is_some() || label(object, "release") == Some("istio")
}
