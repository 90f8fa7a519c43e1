//! The objects that analyzers look at.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::time::SystemTime;

use injection::resolve::ConfigMapNames;
use kubeyaml::{Map, Value};
use objects::names::{INJECT_CONFIG_MAP, REVISION, SYSTEM_NAMESPACES};
use objects::{Kind, World, kinds};

use super::Question;
use crate::finding::{Code, Finding, Place};
use crate::installed::{self, OWN_INJECT_CONFIG_MAP};
use crate::part::{label, labels, name, namespace};

/// The objects of a world that count for a question.
#[derive(Debug)]
pub struct View<'a> {
    world: &'a World,
    question: &'a Question,
    /// The namespace of the control plane.
    pub istio_namespace: &'a str,
    /// The time, if it is known.
    #[cfg_attr(not(feature = "certificates"), expect(dead_code, reason = "only certificates end"))]
    pub now: Option<SystemTime>,
    services: OnceCell<HashMap<&'a str, Vec<&'a Value>>>,
}

impl<'a> View<'a> {
    /// What of this world counts.
    pub fn new(world: &'a World, question: &'a Question) -> View<'a> {
        View {
            world,
            question,
            istio_namespace: &question.istio_namespace,
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
    /// Source: Istio 1.30 pkg/config/analysis/local/istiod_analyze.go. Of a cluster it follows no objects of another
    /// revision, and no [`SHARED`] ones of the system's namespaces; of files none of these namespaces.
    pub fn all(&self, kind: Kind) -> impl Iterator<Item = &'a Value> {
        self.world.all(kind).filter(move |object| {
            self.is_of_revision(kind, object)
                && (!is_of_system(kind, object) || self.sees_system(kind, object))
        })
    }

    fn is_of_revision(&self, kind: Kind, object: &Value) -> bool {
        match (self.question.revision.as_deref(), label(object, REVISION)) {
            (Some(wanted), Some(revision)) if !SHARED.contains(&kind) => revision == wanted,
            _ => true,
        }
    }

    fn sees_system(&self, kind: Kind, object: &Value) -> bool {
        let from_file =
            self.question.is_partial || self.question.references.contains_key(&Place::of(kind, object));
        !SHARED.contains(&kind) && !from_file
    }

    /// The labels of a namespace, if it is one that counts.
    pub fn namespace_labels(&self, home: &str) -> Option<&'a Map> {
        let home = if home.is_empty() { "default" } else { home };
        if SYSTEM_NAMESPACES.contains(&home) {
            return None;
        }
        self.get(kinds::NAMESPACE, "", home).and_then(labels)
    }

    /// An object of any revision.
    pub fn get(&self, kind: Kind, namespace: &str, name: &str) -> Option<&'a Value> {
        self.world.get(kind, namespace, name)
    }

    /// The ConfigMaps of injection, of all revisions that count.
    pub fn injectors(&self) -> impl Iterator<Item = &'a Value> {
        let home = self.istio_namespace;
        let read = installed::read_by_any(self.world);
        let prefixes = [INJECT_CONFIG_MAP, OWN_INJECT_CONFIG_MAP];
        self.all(kinds::CONFIG_MAP).filter(move |map| {
            let is_at_home = ["", home].contains(&namespace(map));
            let is_read = || read.contains(&(namespace(map).to_owned(), name(map).to_owned()));
            (is_at_home || is_read()) && prefixes.iter().any(|prefix| name(map).starts_with(prefix))
        })
    }

    /// How the ConfigMaps of a revision are called.
    pub fn config_maps(&self, revision: &str) -> ConfigMapNames {
        let home = ["", self.istio_namespace];
        installed::config_maps_among(self.world, self.istio_namespace, revision, |wanted| {
            self.injectors().any(|map| name(map) == wanted && home.contains(&namespace(map)))
        })
    }

    /// The ConfigMap of injection of a revision.
    pub fn injector(&self, revision: &str) -> Option<&'a Value> {
        let wanted = self.config_maps(revision);
        let home = ["", &*wanted.namespace];
        self.injectors().find(|map| name(map) == wanted.inject && home.contains(&namespace(map)))
    }

    /// The ConfigMap of the mesh config, null where there is none; `None` if it is unknown whether there is one. It is
    /// that of the default revision, whichever is asked for.
    ///
    /// Source: Istio 1.30 pkg/config/analysis/local/istiod_analyze.go, addRunningKubeIstioConfigMapSource.
    pub fn mesh(&self) -> Option<&'a Value> {
        let names = self.config_maps("");
        let found = self.world.get(kinds::CONFIG_MAP, &names.namespace, &names.mesh);
        found.or((!self.question.is_partial).then_some(&kubeyaml::NULL))
    }
}

/// Whether an object is one of the system's namespaces, or in one.
pub fn is_of_system(kind: Kind, object: &Value) -> bool {
    let home = if kind == kinds::NAMESPACE { name(object) } else { namespace(object) };
    SYSTEM_NAMESPACES.contains(&home)
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use objects::World;

    use super::super::case::{answers, question};
    use super::*;
    use crate::finding::Reference;

    #[test]
    fn deployments_of_the_systems_namespaces_count_only_in_a_cluster() {
        const OBJECTS: &str = "{kind: Deployment, apiVersion: apps/v1, metadata: {name: d, namespace: kube-system}, \
             spec: {template: {spec: {securityContext: {runAsUser: 1337}}}}}\n---\n\
             {kind: Pod, apiVersion: v1, metadata: {name: p, namespace: kube-system}, \
             spec: {securityContext: {runAsUser: 1337}}}\n";
        let mut asked = question("applicationUID.Analyzer");
        let found = answers(&asked, OBJECTS);
        assert_eq!(
            found,
            ["IST0144 Deployment kube-system/d: User ID (UID) 1337 is reserved for the sidecar proxy."]
        );
        let world = World::of_text(OBJECTS).unwrap();
        let places = world.all(kinds::DEPLOYMENT).map(|d| Place::of(kinds::DEPLOYMENT, d));
        let of_file = Reference { file: "d.yaml".to_owned(), line: 1 };
        asked.references = places.map(|place| (place, of_file.clone())).collect::<BTreeMap<_, _>>();
        assert_eq!(answers(&asked, OBJECTS), [""; 0]);
        asked.references.clear();
        asked.is_partial = true;
        assert_eq!(answers(&asked, OBJECTS), [""; 0]);
    }
}
