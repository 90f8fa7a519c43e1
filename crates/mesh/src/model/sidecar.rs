//! A Sidecar: which Services the proxies of some workloads are sent.

use std::collections::BTreeMap;
use std::sync::Arc;

use kubeyaml::Value;

use super::name::{Name, created};
use super::refusal::Refusal;
use super::service::{Labels, is_part, labels};

/// A Sidecar, as far as it says which Services proxies are sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sidecar {
    /// Its name.
    pub name: Name,
    /// When it was made; the oldest of those for the same wins.
    pub created: String,
    /// The labels of the workloads that it is for; `None` is all of the namespace, which come last.
    pub selector: Option<Labels>,
    /// What their proxies are sent; `None` is everything.
    pub hosts: Option<Vec<Import>>,
}

/// Some Services.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Of which namespace.
    pub from: From,
    /// Of which names in DNS.
    pub host: Host,
}

/// Namespaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// Any.
    Any,
    /// That of the proxy.
    Own,
    /// One.
    Named(String),
}

/// Names in DNS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// One.
    Exact(String),
    /// All that end so.
    Below(String),
}

impl Sidecar {
    /// A Sidecar of its object.
    ///
    /// # Errors
    /// A selector or a host that cannot be read.
    ///
    /// Source: istio.io/api networking/v1alpha3/sidecar.proto.
    pub fn of(object: &Value) -> Result<Sidecar, Refusal> {
        let name = Name::of(object);
        match read(object.at(&["spec"])) {
            Ok((selector, hosts)) => Ok(Sidecar { name, created: created(object), selector, hosts }),
            Err(fault) => Err(Refusal::Sidecar { name, fault }),
        }
    }

    /// Whether a proxy of a namespace is sent the Service of a namespace and a name in DNS.
    ///
    /// Source: Istio 1.30 pilot/pkg/model/sidecar.go, selectServices, hostClassification.Matches.
    pub fn imports(&self, proxy: &str, service: &str, host: &str) -> bool {
        let Some(hosts) = &self.hosts else { return true };
        hosts.iter().any(|import| {
            let is_from = match &import.from {
                From::Any => true,
                From::Own => proxy == service,
                From::Named(namespace) => namespace == service,
            };
            is_from
                && match &import.host {
                    Host::Exact(name) => name == host,
                    Host::Below(end) => host.ends_with(end),
                }
        })
    }
}

type Settings = (Option<Labels>, Option<Vec<Import>>);

fn read(spec: &Value) -> Result<Settings, String> {
    let selector = match spec.at(&["workloadSelector"]) {
        Value::Null => None,
        selector @ Value::Map(_) => {
            let given = selector.at(&["labels"]);
            let read = labels(given);
            if given.as_map().map_or(0, |map| map.len()) != read.len() || !is_mapping(given) {
                return Err("`spec.workloadSelector.labels` is not a mapping of texts".to_owned());
            }
            Some(read)
        }
        _ => return Err("`spec.workloadSelector` is not a mapping".to_owned()),
    };
    let egress = match spec.at(&["egress"]) {
        Value::Null => &[][..],
        Value::List(listeners) => listeners,
        _ => return Err("`spec.egress` is not a list".to_owned()),
    };
    let mut hosts = Vec::new();
    for listener in egress {
        let Value::List(texts) = listener.at(&["hosts"]) else {
            return Err("`spec.egress.hosts` is not a list".to_owned());
        };
        for text in texts {
            let import = text.as_str().and_then(import);
            hosts.extend(import.ok_or_else(|| {
                format!("`spec.egress.hosts` has {}, which is not NAMESPACE/HOST", kubeyaml::to_json(text))
            })?);
        }
    }
    Ok((selector, (!egress.is_empty()).then_some(hosts)))
}

fn is_mapping(value: &Value) -> bool {
    matches!(value, Value::Null | Value::Map(_))
}

/// What a host of a Sidecar means; nothing for one of the namespace `~`.
fn import(text: &str) -> Option<Option<Import>> {
    let (namespace, name) = text.split_once('/').filter(|(_, name)| !name.contains('/'))?;
    let from = match namespace {
        "" => return None,
        "~" => return Some(None),
        "*" => From::Any,
        "." => From::Own,
        namespace => From::Named(namespace.to_owned()),
    };
    let host = match name.strip_prefix('*') {
        Some(end) => Host::Below(end.to_owned()),
        None if name.is_empty() => return None,
        None => Host::Exact(name.to_owned()),
    };
    Some(Some(Import { from, host }))
}

/// All Sidecars of a mesh.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sidecars {
    /// Those of each namespace in the order in which they count: first those with a selector, and the oldest of each first.
    namespaces: BTreeMap<String, Vec<Arc<Sidecar>>>,
}

impl Sidecars {
    /// The Sidecar of a name.
    pub fn get(&self, name: &Name) -> Option<&Arc<Sidecar>> {
        self.namespaces.get(&name.namespace)?.iter().find(|sidecar| sidecar.name == *name)
    }

    /// Sets or takes away the one of a name.
    pub fn set(&mut self, name: &Name, sidecar: Option<Sidecar>) {
        let all = self.namespaces.entry(name.namespace.clone()).or_default();
        all.retain(|one| one.name != *name);
        all.extend(sidecar.map(Arc::new));
        all.sort_by(|one, other| rank(one).cmp(&rank(other)));
        if all.is_empty() {
            self.namespaces.remove(&name.namespace);
        }
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Sidecar>> {
        self.namespaces.values().flatten()
    }

    /// The one that is for a workload: of its namespace, else that of the root namespace that has no selector.
    ///
    /// Source: Istio 1.30 pilot/pkg/model/push_context.go, initSidecarScopes, doGetSidecarScope.
    pub fn of_workload(&self, root: &str, namespace: &str, labels: &Labels) -> Option<&Arc<Sidecar>> {
        let of = |namespace: &str| self.namespaces.get(namespace).map_or(&[][..], Vec::as_slice);
        let is_for = |one: &&Arc<Sidecar>| one.selector.as_ref().is_none_or(|some| is_part(some, labels));
        let of_all = |one: &&Arc<Sidecar>| one.selector.is_none();
        of(namespace).iter().find(is_for).or_else(|| of(root).iter().find(of_all))
    }
}

fn rank(sidecar: &Sidecar) -> (bool, &str, &str) {
    (sidecar.selector.is_none(), &sidecar.created, &sidecar.name.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sidecar(text: &str) -> Sidecar {
        Sidecar::of(&kubeyaml::read(text).unwrap()).unwrap()
    }

    #[test]
    fn hosts_say_which_services_are_sent() {
        let of = |hosts: &str| sidecar(&format!("metadata: {{name: s, namespace: ns}}\nspec: {hosts}"));
        let host = "web.shop.svc.cluster.local";
        for (spec, from_shop, from_ns) in [
            ("{}", true, true),
            ("{egress: []}", true, true),
            ("{egress: [{hosts: ['*/*']}]}", true, true),
            ("{egress: [{hosts: ['./*']}]}", true, false),
            ("{egress: [{hosts: ['~/*']}]}", false, false),
            ("{egress: [{hosts: []}]}", false, false),
            ("{egress: [{hosts: ['shop/*']}]}", true, true),
            ("{egress: [{hosts: ['other/*', 'shop/web.shop.svc.cluster.local']}]}", true, true),
            ("{egress: [{hosts: ['shop/api.shop.svc.cluster.local']}]}", false, false),
            ("{egress: [{hosts: ['*/*.shop.svc.cluster.local']}]}", true, true),
            ("{egress: [{hosts: ['*/*.other.svc.cluster.local']}]}", false, false),
            ("{egress: [{port: {number: 1}, hosts: ['a/*']}, {hosts: ['shop/*']}]}", true, true),
        ] {
            let found = of(spec);
            let both = (found.imports("shop", "shop", host), found.imports("ns", "shop", host));
            assert_eq!(both, (from_shop, from_ns), "{spec}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for spec in [
            "{egress: 1}",
            "{egress: [{}]}",
            "{egress: [{hosts: [a]}]}",
            "{egress: [{hosts: [a/b/c]}]}",
            "{egress: [{hosts: [/b]}]}",
            "{egress: [{hosts: [a/]}]}",
            "{egress: [{hosts: [1]}]}",
            "{workloadSelector: x}",
            "{workloadSelector: {labels: [a]}}",
            "{workloadSelector: {labels: {a: 1}}}",
        ] {
            let object =
                kubeyaml::read(&format!("metadata: {{name: s, namespace: ns}}\nspec: {spec}")).unwrap();
            let refusal = Sidecar::of(&object).unwrap_err().to_string();
            assert!(refusal.starts_with("Sidecar ns/s: `spec"), "{refusal}");
        }
    }

    #[test]
    fn the_narrowest_and_oldest_counts() {
        let mut all = Sidecars::default();
        for text in [
            "metadata: {name: a, namespace: ns, creationTimestamp: '2'}",
            "metadata: {name: b, namespace: ns, creationTimestamp: '1'}",
            "{metadata: {name: c, namespace: ns, creationTimestamp: '3'}, spec: {workloadSelector: {labels: {app: web}}}}",
            "metadata: {name: d, namespace: root}",
            "{metadata: {name: e, namespace: root}, spec: {workloadSelector: {labels: {app: web}}}}",
        ] {
            let sidecar = sidecar(text);
            all.set(&sidecar.name.clone(), Some(sidecar));
        }
        let of = |all: &Sidecars, namespace: &str, app: &str| {
            let labels = [("app".to_owned(), app.to_owned())].into();
            all.of_workload("root", namespace, &labels).map(|one| one.name.name.clone()).unwrap_or_default()
        };
        for (namespace, app, want) in [
            ("ns", "web", "c"),
            ("ns", "api", "b"),
            ("other", "web", "d"),
            ("root", "web", "e"),
            ("root", "api", "d"),
        ] {
            assert_eq!(of(&all, namespace, app), want, "{namespace} {app}");
        }
        all.set(&Name::new("ns", "b"), None);
        assert_eq!(of(&all, "ns", "api"), "a");
        all.set(&Name::new("root", "d"), None);
        assert_eq!(of(&all, "other", "web"), "");
    }
}
