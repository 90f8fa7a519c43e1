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

/// The tables of istioctl's, of a cluster that is there and has no istiod.
pub fn others_are_listed(story: &Story) {
    let pod = pod_of(story, "shop", "web");
    for (line, wanted) in [
        ("injector list".to_owned(), vec!["shop", "default: 1"]),
        ("tag list".to_owned(), vec!["TAG REVISION NAMESPACES", "default"]),
        ("check-inject -n shop -l app=web".to_owned(), vec!["istio-sidecar-injector", "✔"]),
        (format!("describe pod {pod} -n shop"), vec![&pod, "Pod Revision: default"]),
        ("version".to_owned(), vec!["client version"]),
        ("proxy-status".to_owned(), vec![]),
    ] {
        let said = story.says(&line);
        println!("{line}:\n{said}");
        assert!(wanted.iter().all(|text| said.contains(text)), "{line}: {said}");
    }
}
