//! Proxies that an upgrade leaves behind.

use e2e::{NAMESPACE, Story, until};

use super::{deploy, deployment};

/// The image changes in place, and one of three workloads is restarted.
pub fn two_of_three_are_left_behind(story: &Story) {
    let kubectl = story.kubectl();
    kubectl.namespace("fleet", "{istio-injection: enabled}");
    for app in ["one", "two", "three"] {
        deploy(story, "fleet", &deployment(app, "", "", ""));
        kubectl.comes_up("fleet", app, "2/2");
    }
    let get = format!("-n {NAMESPACE} get configmap istio-sidecar-injector -o json");
    let before = kubectl.run(&get);
    let values: serde_json::Value = serde_json::from_str(&before).unwrap();
    let mut changed = values.clone();
    let text = changed["data"]["values"].as_str().unwrap();
    let hub = text
        .lines()
        .find(|line| line.contains("hub:") || line.contains("\"hub\""))
        .unwrap()
        .trim()
        .to_owned();
    let new = text.replacen(
        &hub,
        if hub.ends_with(',') { "\"hub\": \"registry.new/mesh\"," } else { "hub: registry.new/mesh" },
        1,
    );
    changed["data"]["values"] = new.into();
    kubectl.apply(&changed.to_string());
    kubectl.run("-n fleet rollout restart deployment/one");
    until("a pod with the new image", || {
        let images = kubectl.run("-n fleet get pods -l app=one -o jsonpath={.items[*].spec.containers[*].image}{.items[*].spec.initContainers[*].image}");
        if !images.contains("registry.new/mesh") {
            // kubectl refuses a second restart within a second of the first.
            std::thread::sleep(std::time::Duration::from_millis(1500));
            kubectl.run("-n fleet rollout restart deployment/one");
        }
        images.contains("registry.new/mesh").then_some(())
    });
    kubectl.comes_up("fleet", "one", "2/2");
    let old: Vec<_> =
        story.finds("outdated -n fleet").into_iter().filter(|one| one.code == "proxy-image").collect();
    let names: Vec<&str> = old.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(old.len(), 2, "{names:?}");
    assert!(names.iter().all(|name| name.starts_with("two") || name.starts_with("three")), "{names:?}");
    story.finding("analyze -n fleet", "IST0158");
    for one in &old {
        story.follow(one);
    }
    for app in ["two", "three"] {
        kubectl.comes_up("fleet", app, "2/2");
    }
    let left = story.finds("outdated -n fleet");
    assert!(left.iter().all(|one| one.code == "current"), "{left:?}");
}
