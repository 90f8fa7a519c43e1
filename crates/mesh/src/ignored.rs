//! What is configured for a mesh, and not read.

use std::collections::{BTreeMap, BTreeSet};

use kubeyaml::Value;

/// Groups whose kinds all tell a mesh what to do.
const GROUPS: [&str; 5] = [
    "networking.istio.io",
    "security.istio.io",
    "telemetry.istio.io",
    "extensions.istio.io",
    "gateway.networking.k8s.io",
];

/// Kinds of these groups that are read: here, or by the injector.
const READ: [&str; 2] = ["PeerAuthentication", "ProxyConfig"];

/// Annotations of Services that Istio reads.
const ANNOTATIONS: [&str; 4] = [
    "networking.istio.io/exportTo",
    "networking.istio.io/traffic-distribution",
    "alpha.istio.io/canonical-serviceaccounts",
    "alpha.istio.io/kubernetes-serviceaccounts",
];

/// Objects, or parts of them, that tell a mesh what to do and that are not read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ignored {
    /// By what they are.
    what: BTreeMap<String, BTreeSet<(String, String)>>,
}

impl Ignored {
    /// Notes what of an object is not read, or forgets it. Says whether the object is one that is not read at all.
    pub(crate) fn set(&mut self, object: &Value, is_there: bool) -> bool {
        let kind = object.str_at(&["kind"]).unwrap_or_default();
        let group = object.str_at(&["apiVersion"]).and_then(|version| version.split_once('/'));
        let group = group.map_or("", |(group, _)| group);
        if GROUPS.contains(&group) && !READ.contains(&kind) {
            self.note(kind.to_owned(), object, is_there);
            return true;
        }
        if group.is_empty() && kind == "Service" {
            let annotations = object.at(&["metadata", "annotations"]);
            for annotation in ANNOTATIONS {
                let has = annotations.get(annotation).is_some();
                self.note(format!("annotation {annotation} of Service"), object, is_there && has);
            }
        }
        false
    }

    /// Forgets all objects of a kind.
    pub(crate) fn forget(&mut self, kind: &str) {
        self.what.remove(kind);
    }

    /// What is ignored, with how many objects there are and the namespace and name of the first.
    pub fn all(&self) -> impl Iterator<Item = (&str, usize, &(String, String))> {
        self.what.iter().filter_map(|(what, objects)| Some((what.as_str(), objects.len(), objects.first()?)))
    }

    /// How many AuthorizationPolicies there are: who ignores them lets in what they would keep out.
    pub fn authorization_policies(&self) -> usize {
        self.what.get("AuthorizationPolicy").map_or(0, BTreeSet::len)
    }

    fn note(&mut self, what: String, object: &Value, is_there: bool) {
        let part = |key| object.str_at(&["metadata", key]).unwrap_or_default().to_owned();
        let name = (part("namespace"), part("name"));
        if is_there {
            self.what.entry(what).or_default().insert(name);
        } else if let Some(names) = self.what.get_mut(&what) {
            names.remove(&name);
            if names.is_empty() {
                self.what.remove(&what);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_read_is_named() {
        let mut ignored = Ignored::default();
        let mut set = |text: &str, is_there| ignored.set(&kubeyaml::read(text).unwrap(), is_there);
        let policy = "{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: a, namespace: ns}}";
        assert!(set(policy, true));
        assert!(set(&policy.replace("name: a,", "name: b,"), true));
        assert!(set("{apiVersion: networking.istio.io/v9, kind: New, metadata: {name: x}}", true));
        for read in [
            "{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: a}}",
            "{apiVersion: networking.istio.io/v1beta1, kind: ProxyConfig, metadata: {name: a}}",
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}}",
        ] {
            assert!(!set(read, true), "{read}");
        }
        let service = "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: ns, annotations: \
                       {networking.istio.io/exportTo: '.'}}}";
        assert!(!set(service, true));
        assert!(set(policy, false));
        let shown: Vec<_> =
            ignored.all().map(|(what, count, first)| (what, count, first.1.as_str())).collect();
        assert_eq!(
            shown,
            [
                ("AuthorizationPolicy", 1, "b"),
                ("New", 1, "x"),
                ("annotation networking.istio.io/exportTo of Service", 1, "s")
            ]
        );
        assert_eq!(ignored.authorization_policies(), 1);
        ignored.set(
            &kubeyaml::read("{apiVersion: v1, kind: Service, metadata: {name: s, namespace: ns}}").unwrap(),
            true,
        );
        assert_eq!(ignored.all().count(), 2);
    }
}
