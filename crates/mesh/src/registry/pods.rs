//! Pods by name and by address.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::Arc;

use crate::model::{Backend, Name, Slice, Workload, Workloads};

/// Pods by name and by address.
#[derive(Clone, Debug, Default)]
pub(super) struct Pods {
    all: Arc<Workloads>,
    at: BTreeMap<IpAddr, BTreeSet<Arc<Name>>>,
}

impl Pods {
    /// All of them.
    pub(super) fn all(&self) -> &Arc<Workloads> {
        &self.all
    }

    /// Those of a namespace.
    pub(super) fn of_namespace<'a>(&'a self, namespace: &'a str) -> impl Iterator<Item = &'a Arc<Workload>> {
        let after = self.all.starting_at(&Name::new(namespace, ""));
        after.map(|(_, pod)| pod).take_while(move |pod| pod.name.namespace == namespace)
    }

    /// Sets or takes away a pod, and gives the one before.
    pub(super) fn set(&mut self, name: &Name, pod: Option<Workload>) -> Option<Arc<Workload>> {
        let all = Arc::make_mut(&mut self.all);
        let before = all.remove(name);
        for address in before.iter().flat_map(|before| &before.addresses) {
            if let Some(names) = self.at.get_mut(address) {
                names.remove(name);
                if names.is_empty() {
                    self.at.remove(address);
                }
            }
        }
        if let Some(pod) = pod {
            let name = Arc::new(name.clone());
            for address in &pod.addresses {
                self.at.entry(*address).or_default().insert(Arc::clone(&name));
            }
            all.insert(name, Arc::new(pod));
        }
        before
    }

    /// The pod behind an address of a slice: by the name that the slice gives, if that pod has the address; else the one
    /// that has it. An address may be another's by the time a slice is read, and who it was may not be taken for that one.
    pub(super) fn behind(&self, slice: &Slice, backend: &Backend) -> Option<Arc<Workload>> {
        match &backend.pod {
            Some(pod) => {
                let pod = self.all.get(&Name::new(&slice.service.namespace, pod))?;
                pod.addresses.contains(&backend.address).then(|| Arc::clone(pod))
            }
            None => self.at(backend.address),
        }
    }

    /// The pod that has an address: of several one that is not ending, and the youngest.
    fn at(&self, address: IpAddr) -> Option<Arc<Workload>> {
        let pods = self.at.get(&address)?.iter().filter_map(|name| self.all.get(name));
        pods.max_by_key(|pod| (!pod.is_ending, &pod.created, &pod.name)).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Readiness;

    fn pod(rest: &str) -> Workload {
        Workload::of(&kubeyaml::read(rest).unwrap())
    }

    #[test]
    fn an_address_is_taken_for_the_pod_that_has_it() {
        let mut pods = Pods::default();
        let name = |name: &str| Name::new("ns", name);
        for (pod_name, rest) in [
            ("old", "metadata: {name: old, namespace: ns, deletionTimestamp: t}\nstatus: {podIP: 10.0.0.1}"),
            ("new", "metadata: {name: new, namespace: ns}\nstatus: {podIP: 10.0.0.1}"),
            ("moved", "metadata: {name: moved, namespace: ns}\nstatus: {podIP: 10.0.0.2}"),
        ] {
            pods.set(&name(pod_name), Some(pod(rest)));
        }
        let slice = Slice { service: name("s"), ports: BTreeMap::new(), backends: vec![] };
        let behind = |pods: &Pods, pod: Option<&str>| {
            let pod = pod.map(str::to_owned);
            let backend = Backend {
                address: "10.0.0.1".parse().unwrap(),
                readiness: Readiness::Ready,
                pod,
                hostname: None,
            };
            pods.behind(&slice, &backend).map(|pod| pod.name.name.clone())
        };
        for (named, want) in [
            (None, Some("new")),
            (Some("old"), Some("old")),
            (Some("new"), Some("new")),
            (Some("moved"), None),
            (Some("unknown"), None),
        ] {
            assert_eq!(behind(&pods, named).as_deref(), want, "{named:?}");
        }
        pods.set(&name("new"), None);
        assert_eq!(behind(&pods, None).as_deref(), Some("old"));
        pods.set(&name("old"), None);
        assert_eq!(behind(&pods, None), None);
        assert_eq!(pods.at.len(), 1);
    }
}
