//! What `install` gives: goldens, and that the objects fit each other.
//! `UPDATE=1 cargo test -p manifests` writes the goldens anew.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]
#![allow(clippy::disallowed_methods, reason = "what is expected is in files")]

mod common;
#[path = "../../golang/tests/update/mod.rs"]
mod update;

use std::fs;
use std::path::Path;

use common::{cases, one};
use kubeyaml::Value;
use manifests::ownership::{self, Ownership};
use manifests::{Autoscaling, Certificates, Configuration, Identity, Naming, Settings};
use objects::kinds;

/// Each case of `common::cases`, with a configuration that is short.
fn short_cases() -> Vec<(&'static str, Settings)> {
    let mut cases = cases();
    for (_, settings) in &mut cases {
        settings.configuration = settings.configuration.take().map(|_| Configuration {
            config: "policy: enabled\ntemplates: {}\n".to_owned(),
            values: kubeyaml::read("global: {hub: example, tag: \"1\"}").unwrap(),
            mesh: "# a comment\nrootNamespace: istio-system\n".to_owned(),
        });
    }
    cases
}

#[test]
fn goldens() {
    let usual = manifests::install(&short_cases()[0].1);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    // What depends on the namespace is seen in `revision-in-namespace`.
    for (name, settings) in short_cases().into_iter().filter(|(name, _)| *name != "namespace") {
        let mut documents = manifests::install(&settings);
        // What is as in the ordinary installation is in its file.
        documents.retain(|document| name == "usual" || !usual.contains(document));
        let (text, path) = (manifests::yaml_stream(&documents), folder.join(format!("{name}.yaml")));
        if update::is_wanted() {
            fs::write(&path, &text).unwrap();
        }
        let want = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(text, want, "{name}: UPDATE=1 cargo test -p manifests writes it anew");
    }
}

#[test]
fn the_same_settings_print_the_same_without_secrets_or_times() {
    for (name, settings) in cases() {
        let text = manifests::yaml_stream(&manifests::install(&settings));
        assert_eq!(text, manifests::yaml_stream(&manifests::install(&settings)), "{name}");
        for word in ["-----BEGIN", "creationTimestamp:"] {
            assert!(!text.contains(word), "{name}: {word}");
        }
        for document in manifests::install(&settings) {
            assert!(has_no_null(&document), "{name}: {document:?}");
        }
    }
}

fn has_no_null(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::List(items) => items.iter().all(has_no_null),
        Value::Map(map) => map.iter().all(|(_, value)| has_no_null(value)),
        _ => true,
    }
}

/// Whether all labels of a selector are among these.
fn selects(selector: &Value, labels: &Value) -> bool {
    selector.as_map().unwrap().iter().all(|(k, v)| labels.get(k) == Some(v))
}

fn name(object: &Value) -> &str {
    object.str_at(&["metadata", "name"]).unwrap()
}

/// The entries of a webhook configuration: those in force, or those that are to be.
fn entries(configuration: &Value) -> Vec<Value> {
    match configuration.str_at(&["metadata", "annotations", "outrigger/entries"]) {
        Some(text) => {
            assert!(configuration.get("webhooks").is_none(), "not in force");
            kubeyaml::read(text).unwrap().as_list().unwrap().to_vec()
        }
        None => configuration.items_at(&["webhooks"]).to_vec(),
    }
}

#[test]
fn entries_are_the_same_now_and_later() {
    for (case, settings) in cases() {
        let documents = manifests::install(&settings);
        let configuration = one(&documents, "MutatingWebhookConfiguration");
        let alone = manifests::webhook_configuration(&settings).unwrap();
        assert!(alone.get("webhooks").is_some(), "{case}: nobody else puts them in force");
        assert_eq!(entries(configuration), entries(&alone), "{case}");
        assert_eq!(configuration.get("webhooks").is_some(), settings.webhook.active_at_once, "{case}");
    }
}

/// No name and no label that an Istio has or looks for, so that neither writes to the other's.
#[test]
fn own_names_are_not_istios() {
    for (case, settings) in cases() {
        let is_istio = settings.naming == Naming::Istio;
        let documents = manifests::install(&settings);
        let mut found = 0;
        for object in documents.iter().filter(|d| d.str_at(&["kind"]) != Some("Namespace")) {
            let labels = object.at(&["metadata", "labels"]);
            let is_marked = ["istio.io/rev", "istio", "app"].iter().any(|key| labels.get(key).is_some());
            let entries = entries(object);
            let is_called = entries.iter().any(|e| e.str_at(&["name"]).unwrap().ends_with("istio.io"));
            let is_named = name(object).starts_with("istio") || name(object) == "sidecar-injector-certs";
            found += usize::from(is_marked || is_called || is_named);
            assert!(is_istio || !(is_marked || is_called || is_named), "{case}: {object:?}");
        }
        assert_eq!(found > 0, is_istio, "{case}");
        let pod = one(&documents, "Deployment").at(&["spec", "template", "metadata", "labels"]);
        assert_eq!(pod.str_at(&["istio"]), Some("sidecar-injector").filter(|_| is_istio), "{case}");
    }
}

#[test]
fn every_object_carries_the_recorded_id() {
    for (case, settings) in cases() {
        let documents = manifests::install(&settings);
        let record = documents.iter().find(|d| d.at(&["data"]).get("installation").is_some()).unwrap();
        let id = record.str_at(&["data", "installation"]).unwrap();
        for object in documents.iter().filter(|d| d.str_at(&["kind"]) != Some("Namespace")) {
            assert_eq!(ownership::of(object, id), Ownership::Ours, "{case}");
        }
        let helm = Settings { managed_by: "Helm".to_owned(), ..settings };
        for object in manifests::install(&helm) {
            assert_ne!(ownership::of(&object, id), Ownership::Ours, "{case}");
            assert!(
                object.at(&["data"]).get("installation").is_none(),
                "{case}: Helm has a record of its own"
            );
        }
    }
}

#[test]
fn the_objects_fit_each_other() {
    for (case, settings) in cases() {
        let documents = manifests::install(&settings);
        let deployment = one(&documents, "Deployment");
        let pod = deployment.at(&["spec", "template"]);
        let labels = pod.at(&["metadata", "labels"]);
        let spec = pod.at(&["spec"]);
        let container = &spec.items_at(&["containers"])[0];
        let service = one(&documents, "Service");
        for selector in [
            service.at(&["spec", "selector"]),
            deployment.at(&["spec", "selector", "matchLabels"]),
            one(&documents, "PodDisruptionBudget").at(&["spec", "selector", "matchLabels"]),
            spec.items_at(&["topologySpreadConstraints"])[0].at(&["labelSelector", "matchLabels"]),
        ] {
            assert!(
                selects(selector, labels) && selector.as_map().unwrap().len() == 2,
                "{case}: {selector:?}"
            );
        }
        let ports: Vec<_> = container.items_at(&["ports"]).iter().map(|p| p.str_at(&["name"])).collect();
        for port in service.items_at(&["spec", "ports"]) {
            assert!(ports.contains(&port.str_at(&["targetPort"])), "{case}");
        }
        let account = name(one(&documents, "ServiceAccount"));
        assert_eq!(spec.str_at(&["serviceAccountName"]), Some(account));
        for (binding, role) in [("RoleBinding", "Role"), ("ClusterRoleBinding", "ClusterRole")] {
            let binding = one(&documents, binding);
            assert_eq!(binding.str_at(&["roleRef", "name"]), Some(name(one(&documents, role))), "{case}");
            let subject = &binding.items_at(&["subjects"])[0];
            assert_eq!(subject.str_at(&["name"]), Some(account));
            assert_eq!(subject.str_at(&["namespace"]), Some(settings.namespace.as_str()));
        }
        let webhooks = one(&documents, "MutatingWebhookConfiguration");
        for entry in &entries(webhooks) {
            if settings.webhook.url.is_some() {
                assert_eq!(entry.at(&["clientConfig"]).as_map().unwrap().len(), 1, "{case}");
                continue;
            }
            let target = entry.at(&["clientConfig", "service"]);
            assert_eq!(target.str_at(&["name"]), Some(name(service)));
            assert_eq!(target.str_at(&["namespace"]), service.str_at(&["metadata", "namespace"]));
            assert_eq!(target.at(&["port"]), service.items_at(&["spec", "ports"])[0].at(&["port"]));
        }
        let argument = |flag: &str| {
            let arguments = container.items_at(&["args"]).iter().filter_map(Value::as_str);
            arguments.filter_map(|a| a.strip_prefix(flag)?.strip_prefix('=')).next().map(str::to_owned)
        };
        let names = settings.names();
        assert_eq!(argument("--service-name").as_deref(), Some(name(service)));
        assert_eq!(argument("--inject-config-map-name"), Some(names.inject_config_map.clone()));
        assert_eq!(argument("--mesh-config-map-name"), Some(names.mesh_config_map.clone()));
        let own = settings.certificates == Certificates::Own;
        assert_eq!(argument("--cert-secret"), own.then(|| names.secret.clone()), "{case}");
        let writes = own || !settings.webhook.active_at_once;
        assert_eq!(argument("--webhook-config"), writes.then(|| name(webhooks).to_owned()), "{case}");
        assert_eq!(argument("--tls-cert-file").is_some(), !own);
        let mounted = spec.items_at(&["volumes"]).first().and_then(|v| v.str_at(&["secret", "secretName"]));
        assert_eq!(mounted, Some(names.secret.as_str()).filter(|_| !own), "{case}");
        let config_maps = documents.iter().filter(|d| d.str_at(&["kind"]) == Some("ConfigMap"));
        let config_maps: Vec<_> = config_maps.map(name).collect();
        let wanted = [&*names.record, &*names.inject_config_map, &*names.mesh_config_map];
        assert_eq!(
            config_maps,
            if settings.configuration.is_some() { wanted.to_vec() } else { vec![wanted[0]] }
        );
    }
}

#[test]
fn the_pod_is_as_restricted_as_kubernetes_knows() {
    let documents = manifests::install(&cases()[0].1);
    let spec = one(&documents, "Deployment").at(&["spec", "template", "spec"]);
    let container = &spec.items_at(&["containers"])[0];
    // Source: Kubernetes, Pod Security Standards, restricted.
    for (place, path, want) in [
        (spec, vec!["securityContext", "runAsNonRoot"], Value::Bool(true)),
        (spec, vec!["securityContext", "seccompProfile", "type"], "RuntimeDefault".into()),
        (container, vec!["securityContext", "allowPrivilegeEscalation"], Value::Bool(false)),
        (container, vec!["securityContext", "readOnlyRootFilesystem"], Value::Bool(true)),
        (container, vec!["securityContext", "capabilities", "drop"], Value::List(vec!["ALL".into()])),
    ] {
        assert_eq!(place.at(&path), &want, "{path:?}");
    }
    for absent in ["hostNetwork", "hostPID", "hostIPC", "volumes"] {
        assert!(spec.get(absent).is_none(), "{absent}");
    }
}

#[test]
fn what_is_installed_is_deleted_in_the_safe_order() {
    for (case, settings) in cases() {
        let mut identities: Vec<Value> =
            manifests::identities(&settings).iter().map(Identity::document).collect();
        assert_eq!(identities[0].str_at(&["kind"]), Some("MutatingWebhookConfiguration"), "{case}");
        identities.reverse();
        let installed: Vec<Value> = manifests::install(&settings)
            .into_iter()
            .filter(|document| document.str_at(&["kind"]) != Some("Namespace"))
            .map(|mut document| {
                let fields = document.as_map_mut().unwrap();
                fields.retain(|key, _| ["apiVersion", "kind", "metadata"].contains(&key));
                document.map_entry("metadata").retain(|key, _| ["name", "namespace"].contains(&key));
                document
            })
            .collect();
        assert_eq!(identities, installed, "{case}");
        let possible = manifests::possible(&settings);
        assert!(
            manifests::identities(&settings).iter().all(|identity| possible.contains(identity)),
            "{case}"
        );
    }
    let identities = manifests::identities(&cases()[0].1);
    assert_eq!(identities[0].to_string(), "MutatingWebhookConfiguration outrigger.outrigger-system");
    assert_eq!(identities[0].whole_kind(), kinds::MUTATING_WEBHOOK);
    assert_eq!(identities.last().unwrap().to_string(), "ConfigMap outrigger-system/outrigger-installation");
    assert_eq!(identities.last().unwrap().whole_kind(), kinds::CONFIG_MAP);
}

#[test]
fn namespaces_that_are_there_are_not_made() {
    for (namespace, want) in
        [("istio-system", true), ("mesh", true), ("default", false), ("kube-system", false)]
    {
        let settings = Settings { namespace: namespace.to_owned(), ..cases().remove(0).1 };
        let made = manifests::install(&settings).iter().any(|d| d.str_at(&["kind"]) == Some("Namespace"));
        assert_eq!(made, want, "{namespace}");
        let settings = Settings { create_namespace: false, ..settings };
        assert!(manifests::install(&settings).iter().all(|d| d.str_at(&["kind"]) != Some("Namespace")));
    }
}

#[test]
fn replicas_are_left_to_the_autoscaler() {
    let settings = Settings {
        autoscaling: Some(Autoscaling { least: 3, most: 9, processor: 55 }),
        ..cases().remove(0).1
    };
    let documents = manifests::install(&settings);
    assert!(one(&documents, "Deployment").at(&["spec"]).get("replicas").is_none());
    let scaler = one(&documents, "HorizontalPodAutoscaler");
    assert_eq!(scaler.at(&["spec", "minReplicas"]), &Value::Int(3));
    assert_eq!(scaler.str_at(&["spec", "scaleTargetRef", "name"]), Some("outrigger"));
}
