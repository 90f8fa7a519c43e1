//! A real Envoy takes whatever a mesh may be, and has it in force.

use std::thread;
use std::time::Duration;

use kubeyaml::Value;
use mesh::Registry;
use mesh::model::Settings;

use crate::direct::Direct;
use crate::meshes::generated::{World, hostile};
use crate::meshes::{self, proxy_with};

/// How many meshes that are made up are taken, one after the other.
const MESHES: u64 = 2_000;
/// How many Envoys share them.
const ENVOYS: u64 = 2;
/// How often endpoints change in a row, as fast as they can.
const CHANGES: u64 = 300;

/// A pod of each of these meshes, which has both families of addresses.
fn of_all() -> mesh::Proxy {
    proxy_with("a", "p0", "10.1.0.0", &[("INSTANCE_IPS", "10.1.0.0,fd00::1")])
}

fn registry() -> Registry {
    Registry::new(meshes::settings(&Value::Null))
}

/// The Envoy takes these objects, or the test shows those few that it does not.
fn take(direct: &mut Direct, what: &str, objects: &[Value]) {
    if let Err(why) = direct.take(objects) {
        let smallest: Vec<String> = direct.smallest(objects).iter().map(kubeyaml::to_json).collect();
        panic!("{what} is refused: {why}\n{}", smallest.join("\n"));
    }
}

#[test]
fn two_thousand_meshes_are_taken_one_after_the_other() {
    let share = |first: u64| {
        let Some(mut direct) = Direct::new(&of_all(), registry()) else { return };
        for seed in (first..MESHES).step_by(usize::try_from(ENVOYS).unwrap()) {
            take(&mut direct, &format!("mesh {seed}"), &World::generated(seed).objects());
        }
        direct.refused_nothing(MESHES / ENVOYS);
    };
    thread::scope(|scope| {
        let shares: Vec<_> = (0..ENVOYS).map(|first| scope.spawn(move || share(first))).collect();
        shares.into_iter().for_each(|share| share.join().unwrap());
    });
}

/// As long as names may be in DNS: a host of 253 characters, and a domain that comes with other settings.
#[test]
fn the_longest_names_are_taken() {
    let (name, namespace) = ("x".repeat(63), "y".repeat(63));
    let rest = 253 - name.len() - namespace.len() - "..svc.".len();
    let domain = ["z".repeat(63), "z".repeat(rest - 64)].join(".");
    let service = format!(
        "apiVersion: v1\nkind: Service\nmetadata: {{name: {name}, namespace: {namespace}}}\nspec: {{clusterIP: 10.96.0.1, \
         ports: [{{name: http, port: 80}}, {{name: tcp, port: 81}}, {{port: 65535}}]}}\n"
    );
    let Some(mut direct) = Direct::new(&of_all(), registry()) else { return };
    take(&mut direct, "a mesh", &World::generated(1).objects());
    direct.registry.set_settings(Settings { domain, ..meshes::settings(&Value::Null) });
    take(&mut direct, "the longest names", &objects::read(&service).unwrap());
    let clusters = direct.admin("/clusters");
    assert!(clusters.contains(&format!("outbound|65535||{name}.{namespace}.svc.z")), "{clusters}");
    direct.refused_nothing(2);
}

#[test]
fn meshes_as_nobody_should_have_them_are_taken() {
    for (index, (objects, proxy)) in hostile().iter().enumerate() {
        let Some(mut direct) = Direct::new(proxy, registry()) else { return };
        take(&mut direct, &format!("hostile mesh {index}"), objects);
        direct.refused_nothing(1);
    }
}

#[test]
fn endpoints_that_do_not_stay_are_taken() {
    let Some(mut direct) = Direct::new(&of_all(), registry()) else { return };
    take(&mut direct, "a mesh", &World::generated(7).objects());
    let slice = |index: u64| {
        let endpoints: Vec<String> =
            (0..index % 50).map(|host| format!("{{addresses: [10.2.{}.{host}]}}", index % 200)).collect();
        let service = "apiVersion: v1\nkind: Service\nmetadata: {name: restless, namespace: a}\n\
                       spec: {clusterIP: 10.96.9.9, ports: [{name: http, port: 80}, {name: tcp, port: 81}]}\n---\n";
        let slice = format!(
            "apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {{name: restless, namespace: a, labels: \
             {{kubernetes.io/service-name: restless}}}}\nports: [{{name: http, port: 80}}, {{name: tcp, port: 81}}]\n\
             endpoints: [{}]\n",
            endpoints.join(", ")
        );
        objects::read(&format!("{service}{slice}")).unwrap()
    };
    for index in 0..CHANGES {
        slice(index).iter().for_each(|object| direct.registry.put(object));
        direct.hurry();
        // A hundred a second, or as fast as it goes.
        thread::sleep(Duration::from_millis(10));
    }
    slice(CHANGES + 7).iter().for_each(|object| direct.registry.put(object));
    direct.publish().unwrap();
    direct.refused_nothing(1);
}

/// The others would tell: no Envoy takes a cluster that has no time to connect.
#[test]
fn what_is_refused_is_found() {
    let Some(mut direct) = Direct::new(&of_all(), registry()) else { return };
    let settings = Settings { connect_timeout: Duration::ZERO, ..meshes::settings(&Value::Null) };
    direct.registry.set_settings(settings);
    let why = direct.take(&World::generated(7).objects()).unwrap_err();
    assert!(why.contains("ConnectTimeout"), "{why}");
}
