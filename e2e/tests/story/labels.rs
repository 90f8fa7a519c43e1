//! Labels of namespaces and pods.

use e2e::Story;

use super::{deploy, deployment, pod_of};

/// A namespace without a label; then with one, and a pod that is older.
pub fn missing_then_late(story: &Story) {
    let kubectl = story.kubectl();
    kubectl.namespace("shop", "{}");
    deploy(story, "shop", &deployment("web", "", "", ""));
    kubectl.comes_up("shop", "web", "1/1");
    let label = story.finding("doctor -n shop", "not-selected");
    story.finding("analyze -n shop", "IST0102");
    story.follow(&label);
    assert!(story.finds("doctor -n shop").iter().all(|one| one.code != "not-selected"));

    let pod = pod_of(story, "shop", "web");
    let late = story.finding(&format!("check-inject {pod} -n shop"), "missed");
    for other in ["analyze -n shop", "outdated -n shop"] {
        let codes: Vec<String> = story.finds(other).into_iter().map(|one| one.code).collect();
        assert!(
            codes.iter().any(|code| ["IST0103", "missed"].contains(&code.as_str())),
            "{other}: {codes:?}"
        );
    }
    story.follow(&late);
    kubectl.comes_up("shop", "web", "2/2");
    let left = story.finds("outdated -n shop");
    assert!(left.iter().all(|one| one.code == "current"), "{left:?}");
}

/// The tables of istioctl's, of a cluster that is there.
pub fn others_are_listed(story: &Story) {
    let list = story.says("injector list");
    assert!(list.contains("shop") && list.contains("default: 1"), "{list}");
    let tags = story.says("tag list");
    assert!(tags.contains("No Istio revision tags found") || tags.contains("default"), "{tags}");
    let table = story.says("check-inject -n shop -l app=web");
    assert!(table.contains("istio-sidecar-injector") && table.contains("✔"), "{table}");
}
