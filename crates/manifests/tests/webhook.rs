//! Which pods the API server sends to which entry.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use kubeyaml::Value;
use manifests::Settings;
use manifests::overlap::overlap;

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
            name.split_once(".sidecar-injector.").unwrap().0.to_owned()
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
    const OWN: &str = "kubernetes.io/metadata.name=outrigger-system";
    const SYSTEM: &str = "kubernetes.io/metadata.name=kube-system";
    for (case, name, namespace, pod, want) in [
        ("default-revision", APP, "", "", ""),
        ("default-revision", APP, "istio-injection=enabled", "", "namespace"),
        ("default-revision", APP, "istio-injection=enabled", "sidecar.istio.io/inject=false", ""),
        ("default-revision", APP, "istio-injection=enabled", "sidecar.istio.io/inject=true", "namespace"),
        ("default-revision", APP, "istio-injection=enabled,istio.io/rev=canary", "", "namespace"),
        ("default-revision", APP, "istio-injection=disabled", "sidecar.istio.io/inject=true", ""),
        ("default-revision", APP, "istio.io/rev=default", "", "rev.namespace"),
        ("default-revision", APP, "istio.io/rev=canary", "", ""),
        ("default-revision", APP, "", "sidecar.istio.io/inject=true", "object"),
        ("default-revision", APP, "", "istio.io/rev=default", "rev.object"),
        ("default-revision", APP, "", "istio.io/rev=default,sidecar.istio.io/inject=false", ""),
        ("default-revision", APP, "", "istio.io/rev=canary,sidecar.istio.io/inject=true", ""),
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
        // Nobody else answers to the revision of an ordinary installation, and it to nobody else's.
        ("usual", APP, "istio.io/rev=outrigger", "", "rev.namespace"),
        ("usual", APP, "istio.io/rev=outrigger", "sidecar.istio.io/inject=false", ""),
        ("usual", APP, "istio.io/rev=outrigger,istio-injection=enabled", "", ""),
        ("usual", APP, "", "istio.io/rev=outrigger", "rev.object"),
        ("usual", APP, "", "sidecar.istio.io/inject=true", ""),
        ("usual", APP, "istio-injection=enabled", "", ""),
        ("usual", APP, "istio.io/rev=default", "", ""),
        ("usual", APP, "", "", ""),
        ("istio-names", APP, "istio-injection=enabled", "", "namespace"),
        // The injector's namespace and the system's: whatever they are labelled.
        ("opt-out", OWN, "", "", ""),
        ("opt-out", OWN, "istio-injection=enabled", "", ""),
        ("default-revision", OWN, "istio.io/rev=default", "", ""),
        ("default-revision", OWN, "", "sidecar.istio.io/inject=true", "object"),
        ("opt-out", SYSTEM, "", "", ""),
        ("default-revision", SYSTEM, "istio-injection=enabled", "", ""),
        ("default-revision", SYSTEM, "istio.io/rev=default", "", ""),
        ("default-revision", SYSTEM, "", "sidecar.istio.io/inject=true", ""),
        ("default-revision", SYSTEM, "", "istio.io/rev=default", ""),
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
    let installations = [settings("opt-out"), settings("revision"), settings("usual")];
    let mut sent = 0;
    for name in ["app", "outrigger-system", "kube-system"] {
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
        for namespace in ["", "istio-injection=enabled", "istio.io/rev=default", "istio.io/rev=outrigger"] {
            // Even where the namespace's name is not known.
            assert_eq!(
                matching(&settings, &labels(namespace), &pod),
                Vec::<String>::new(),
                "{case} {namespace}"
            );
        }
    }
}

/// What is found out of selectors agrees with what pods show.
#[test]
fn injectors_that_answer_for_the_same_pods_are_found() {
    let configuration = |case: &str| manifests::webhook_configuration(&settings(case)).unwrap();
    for (one, other, want) in [
        ("usual", "istio-names", false),
        ("usual", "opt-out", false),
        ("usual", "revision", false),
        ("usual", "usual", true),
        ("default-revision", "istio-names", true),
        ("opt-out", "istio-names", true),
        ("revision", "istio-names", false),
        ("revision", "istio-names-revision", true),
        ("no-pod-label", "revision-in-namespace", false),
    ] {
        let found = overlap(&configuration(one), &configuration(other));
        assert_eq!(found.is_some(), want, "{one} and {other}: {found:?}");
    }
}
