//! What holds for any mesh.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test may fail loudly and meets the world"
)]

mod harness;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use harness::check;
use harness::generated::{Numbers, World, hostile};
use kubeyaml::Value;
use mesh::{Kind, Proxy, Registry, Served, Snapshot};

const SEEDS: u64 = 30;

fn registry(objects: &[Value]) -> Registry {
    let mut registry = Registry::new(harness::settings(&Value::Null));
    objects.iter().for_each(|object| registry.put(object));
    registry
}

/// All that a proxy is sent, by type and name.
fn all(served: &Served) -> BTreeMap<(Kind, Arc<str>), (u64, Vec<u8>)> {
    let of = |kind: Kind| served.all(kind).into_iter().map(move |one| (kind, one));
    let all = Kind::ALL.into_iter().flat_map(of);
    all.map(|(kind, one)| ((kind, Arc::clone(&one.name)), (one.version, one.body.to_vec()))).collect()
}

#[test]
fn names_are_unique_and_lead_somewhere() {
    let mut resources = 0;
    for seed in 0..SEEDS {
        let world = World::generated(seed);
        let snapshot = registry(&world.objects()).publish();
        for proxy in world.proxies() {
            let served = snapshot.served(&proxy);
            check(&served);
            resources += all(&served).len();
        }
    }
    for (objects, proxy) in hostile() {
        check(&registry(&objects).publish().served(&proxy));
    }
    assert!(resources > 3_000, "{resources}");
}

/// Replicas see the same objects in another order.
#[test]
fn the_order_of_objects_does_not_matter() {
    for seed in 0..SEEDS {
        let world = World::generated(seed);
        let mut objects = distinct(world.objects());
        let one = registry(&objects).publish();
        let mut numbers = Numbers::new(seed);
        for last in (1..objects.len()).rev() {
            objects.swap(last, usize::try_from(numbers.below(last as u64 + 1)).unwrap());
        }
        let other = registry(&objects).publish();
        for proxy in world.proxies() {
            assert_eq!(all(&one.served(&proxy)), all(&other.served(&proxy)), "seed {seed}");
        }
    }
}

/// The last of each name, which is the one that counts.
fn distinct(objects: Vec<Value>) -> Vec<Value> {
    let key = |object: &Value| {
        let part = |path: &[&str]| object.str_at(path).unwrap_or_default().to_owned();
        (part(&["kind"]), part(&["metadata", "namespace"]), part(&["metadata", "name"]))
    };
    let last: BTreeMap<_, _> = objects.into_iter().map(|object| (key(&object), object)).collect();
    last.into_values().collect()
}

/// After each change the mesh is as if it had been read anew, and what differs is what the changes name.
#[test]
fn a_change_touches_what_it_names_and_no_more_is_missing() {
    let mut touched = BTreeSet::new();
    for seed in 0..SEEDS / 3 {
        let mut world = World::generated(seed);
        let mut registry = self::registry(&world.objects());
        let mut before = registry.publish();
        for step in 0..20 {
            let gone = world.change();
            // Several changes at once, at times.
            if let Some(gone) = &gone {
                registry.remove(gone);
            }
            registry.replace(&mesh::KINDS, &world.objects());
            let after = registry.publish();
            let fresh = self::registry(&world.objects()).publish();
            for proxy in world.proxies() {
                let place = format!("seed {seed}, step {step}, {}", proxy.pod);
                let want = all(&fresh.served(&proxy));
                assert_eq!(all(&after.served(&proxy)), want, "{place}");
                assert_eq!(all(&after.served_after(&before.served(&proxy))), want, "{place}");
                touched.extend(differing(&before, &after, &proxy, &place));
            }
            before = after;
        }
    }
    assert_eq!(touched, Kind::ALL.into(), "each type changes at some time");
}

/// The types in which two snapshots differ for a proxy; each name that does is among the changes.
fn differing(before: &Arc<Snapshot>, after: &Arc<Snapshot>, proxy: &Proxy, place: &str) -> BTreeSet<Kind> {
    let changes = after.since(before.generation()).unwrap();
    let (old, new) = (before.served(proxy), after.served(proxy));
    let own: BTreeSet<(Kind, Arc<str>)> = [Kind::Cluster, Kind::Listener]
        .into_iter()
        .flat_map(|kind| {
            let own = old.own(kind).iter().chain(new.own(kind));
            own.map(move |one| (kind, Arc::clone(&one.name))).collect::<Vec<_>>()
        })
        .collect();
    // Then all is looked at, whatever its name.
    let sees_else = !old.sees_as(&new);
    let (old, new) = (all(&old), all(&new));
    let keys: BTreeSet<_> = old.keys().chain(new.keys()).cloned().collect();
    let mut kinds = BTreeSet::new();
    for key in keys.into_iter().filter(|key| old.get(key) != new.get(key)) {
        let (kind, name) = &key;
        let is_named = match changes.of(*kind) {
            _ if sees_else => true,
            _ if own.contains(&key) => changes.own.has(proxy),
            Some(names) => names.contains(name),
            None => changes.names,
        };
        assert!(is_named, "{place}: {kind:?} {name} differs, which the changes do not say");
        kinds.insert(*kind);
    }
    kinds
}

#[test]
fn what_changes_nothing_publishes_nothing() {
    let world = World::generated(7);
    let mut registry = registry(&world.objects());
    let before = registry.publish();
    registry.replace(&mesh::KINDS, &world.objects());
    assert!(Arc::ptr_eq(&before, &registry.publish()));
    assert!(before.since(before.generation()).unwrap().is_empty());
    assert!(before.since(before.generation() + 1).is_none(), "the future is not known");
}

/// A change of one endpoint makes one resource anew, however large the mesh is.
#[test]
fn one_endpoint_is_one_resource() {
    for services in [10, 100, 400] {
        let mut registry = registry(&large(services));
        let before = registry.publish();
        let slice = format!(
            "apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {{name: s3, namespace: ns, labels: \
             {{kubernetes.io/service-name: s3}}}}\nports: [{{name: http, port: 80}}]\n\
             endpoints: [{{addresses: [10.3.0.1]}}, {{addresses: [10.3.0.{}]}}]\n",
            services % 200
        );
        registry.put(&kubeyaml::read(&slice).unwrap());
        let after = registry.publish();
        let changes = after.since(before.generation()).unwrap();
        assert_eq!(changes.endpoints, ["outbound|80||s3.ns.svc.cluster.local".into()].into());
        assert!(changes.clusters.is_empty() && changes.listeners.is_empty() && changes.routes.is_empty());
        assert!(!changes.names && !changes.own.all && changes.own.namespaces.is_empty());
    }
}

/// Services of one namespace, each with an endpoint.
fn large(services: usize) -> Vec<Value> {
    let service = |index: usize| {
        let text = format!(
            "apiVersion: v1\nkind: Service\nmetadata: {{name: s{index}, namespace: ns}}\n\
             spec: {{clusterIP: 10.96.{}.{}, ports: [{{name: http, port: 80}}]}}\n---\n\
             apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {{name: s{index}, namespace: ns, labels: \
             {{kubernetes.io/service-name: s{index}}}}}\nports: [{{name: http, port: 80}}]\nendpoints: [{{addresses: [10.3.0.1]}}]\n",
            index / 200,
            index % 200
        );
        objects::read(&text).unwrap()
    };
    (0..services).flat_map(service).collect()
}

/// Whoever is too far behind is told that anything may differ.
#[test]
fn what_differs_is_known_for_some_time() {
    let mut registry = registry(&large(1));
    let first = registry.publish();
    for index in 0..100 {
        let pod = format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: p{index}, namespace: ns}}\nstatus: {{podIP: 10.9.0.{index}}}"
        );
        registry.put(&kubeyaml::read(&pod).unwrap());
        let last = registry.publish();
        assert_eq!(last.generation(), first.generation() + index + 1);
        assert_eq!(last.since(first.generation()).is_some(), index < 64, "{index}");
    }
    let settings = harness::settings(&kubeyaml::read("trustDomain: other").unwrap());
    let before = registry.publish();
    registry.set_settings(settings);
    let after = registry.publish();
    assert!(after.since(before.generation()).is_none());
    assert_eq!(after.settings().trust_domain, "other");
}

/// One mesh after another, with nothing in common: what a proxy has is what it would be sent first.
#[test]
fn another_mesh_leaves_nothing_of_the_one_before() {
    let proxy = harness::proxy_with("a", "p0", "10.1.0.0", &[("INSTANCE_IPS", "10.1.0.0,fd00::1")]);
    let mut registry = registry(&[]);
    let mut served = registry.publish().served(&proxy);
    for seed in 0..2 * SEEDS {
        registry.replace_all(&World::generated(seed).objects());
        let after = registry.publish();
        served = after.served_after(&served);
        assert_eq!(all(&served), all(&after.served(&proxy)), "seed {seed}");
    }
}
