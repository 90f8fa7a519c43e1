//! Which pods the API server sends to which entry.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use kubeyaml::Value;
use manifests::Settings;

type Labels<'a> = Vec<(&'a str, &'a str)>;

/// Source: Kubernetes, LabelSelector.
fn matches(selector: &Value, labels: &Labels<'_>) -> bool {
    selector.items_at(&["matchExpressions"]).iter().all(|expression| {
        let key = expression.str_at(&["key"]).unwrap();
        let there = labels.iter().find(|(k, _)| *k == key).map(|(_, v)| *v);
        let listed =
            expression.items_at(&["values"]).iter().any(|v| v.as_str().is_some() && v.as_str() == there);
        match expression.str_at(&["operator"]).unwrap() {
            "In" => listed,
            "NotIn" => !listed,
            "DoesNotExist" => there.is_none(),
            other => panic!("{other}"),
        }
    })
}

/// The first parts of the names of the entries that match.
fn matching(settings: &Settings, namespace: &Labels<'_>, pod: &Labels<'_>) -> Vec<String> {
    let configuration = manifests::webhook_configuration(settings).unwrap();
    let entries = configuration.items_at(&["webhooks"]).iter();
    entries
        .filter(|entry| {
            matches(entry.at(&["namespaceSelector"]), namespace)
                && matches(entry.at(&["objectSelector"]), pod)
        })
        .map(|entry| {
            let name = entry.str_at(&["name"]).unwrap();
            name.strip_suffix(".sidecar-injector.istio.io").unwrap().to_owned()
        })
        .collect()
}

fn settings(case: &str) -> Settings {
    common::cases().into_iter().find(|(name, _)| *name == case).unwrap().1
}

/// `a=b,c=d`.
fn labels(text: &str) -> Labels<'_> {
    text.split(',').filter_map(|label| label.split_once('=')).collect()
}

#[test]
fn labels_decide_as_in_istio() {
    const APP: &str = "kubernetes.io/metadata.name=app";
    const OWN: &str = "kubernetes.io/metadata.name=istio-system";
    const SYSTEM: &str = "kubernetes.io/metadata.name=kube-system";
    for (case, name, namespace, pod, want) in [
        ("default", APP, "", "", ""),
        ("default", APP, "istio-injection=enabled", "", "namespace"),
        ("default", APP, "istio-injection=enabled", "sidecar.istio.io/inject=false", ""),
        ("default", APP, "istio-injection=enabled", "sidecar.istio.io/inject=true", "namespace"),
        ("default", APP, "istio-injection=enabled,istio.io/rev=canary", "", "namespace"),
        ("default", APP, "istio-injection=disabled", "sidecar.istio.io/inject=true", ""),
        ("default", APP, "istio.io/rev=default", "", "rev.namespace"),
        ("default", APP, "istio.io/rev=canary", "", ""),
        ("default", APP, "", "sidecar.istio.io/inject=true", "object"),
        ("default", APP, "", "istio.io/rev=default", "rev.object"),
        ("default", APP, "", "istio.io/rev=default,sidecar.istio.io/inject=false", ""),
        ("default", APP, "", "istio.io/rev=canary,sidecar.istio.io/inject=true", ""),
        ("no-pod-label", APP, "", "sidecar.istio.io/inject=true", ""),
        ("no-pod-label", APP, "", "istio.io/rev=default", ""),
        ("opt-out", APP, "", "", "auto"),
        ("opt-out", APP, "", "sidecar.istio.io/inject=false", ""),
        ("opt-out", APP, "", "sidecar.istio.io/inject=true", "object"),
        ("opt-out", APP, "istio-injection=disabled", "", ""),
        ("opt-out", APP, "istio-injection=enabled", "", "namespace"),
        ("revision", APP, "istio-injection=enabled", "", ""),
        ("revision", APP, "istio.io/rev=canary", "", "rev.namespace"),
        ("revision", APP, "", "istio.io/rev=canary", "rev.object"),
        ("revision", APP, "", "sidecar.istio.io/inject=true", ""),
        ("revision", APP, "", "", ""),
        // The injector's namespace and the system's: whatever they are labelled.
        ("opt-out", OWN, "", "", ""),
        ("opt-out", OWN, "istio-injection=enabled", "", ""),
        ("default", OWN, "istio.io/rev=default", "", ""),
        ("default", OWN, "", "sidecar.istio.io/inject=true", "object"),
        ("opt-out", SYSTEM, "", "", ""),
        ("default", SYSTEM, "istio-injection=enabled", "", ""),
        ("default", SYSTEM, "istio.io/rev=default", "", ""),
        ("default", SYSTEM, "", "sidecar.istio.io/inject=true", ""),
        ("default", SYSTEM, "", "istio.io/rev=default", ""),
    ] {
        let mut namespace = labels(namespace);
        namespace.extend(labels(name));
        let got = matching(&settings(case), &namespace, &labels(pod));
        assert_eq!(got.join(" "), want, "{case}: {namespace:?}, pod {pod:?}");
    }
}

/// Every combination of the labels that matter: no pod is sent to two entries, even of two installations.
#[test]
fn no_pod_is_sent_twice() {
    let installations = [settings("opt-out"), settings("revision")];
    let mut sent = 0;
    for name in ["app", "istio-system", "kube-system"] {
        for injection in ["", "istio-injection=enabled", "istio-injection=disabled", "istio-injection=other"]
        {
            for revision in ["", "istio.io/rev=default", "istio.io/rev=canary", "istio.io/rev=other"] {
                for inject in ["", "sidecar.istio.io/inject=true", "sidecar.istio.io/inject=false"] {
                    for pod_revision in ["", "istio.io/rev=default", "istio.io/rev=canary"] {
                        let mut namespace = vec![("kubernetes.io/metadata.name", name)];
                        namespace.extend(labels(injection).into_iter().chain(labels(revision)));
                        let pod: Labels<'_> =
                            labels(inject).into_iter().chain(labels(pod_revision)).collect();
                        let entries: Vec<_> =
                            installations.iter().flat_map(|s| matching(s, &namespace, &pod)).collect();
                        assert!(entries.len() <= 1, "{namespace:?} {pod:?}: {entries:?}");
                        sent += entries.len();
                    }
                }
            }
        }
    }
    assert_eq!(sent, 47, "of 432 combinations");
}

#[test]
fn the_injectors_own_pods_are_never_sent() {
    for (case, settings) in common::cases() {
        let documents = manifests::install(&settings);
        let pod = common::one(&documents, "Deployment").at(&["spec", "template", "metadata", "labels"]);
        let pod: Labels<'_> = pod.as_map().unwrap().iter().map(|(k, v)| (k, v.as_str().unwrap())).collect();
        for namespace in ["", "istio-injection=enabled", "istio.io/rev=default", "istio.io/rev=canary"] {
            // Even where the namespace's name is not known.
            assert_eq!(
                matching(&settings, &labels(namespace), &pod),
                Vec::<String>::new(),
                "{case} {namespace}"
            );
        }
    }
}
