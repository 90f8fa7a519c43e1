//! What `install` gives: goldens, and that the objects fit each other.
//! `UPDATE=1 cargo test -p manifests` writes the goldens anew.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]
#![allow(clippy::disallowed_methods, reason = "what is expected is in files")]

mod common;
#[path = "../../golang/tests/update/mod.rs"]
mod update;

use std::fs;
use std::path::Path;

use common::{cases, one, one_of};
use kubeyaml::Value;
use manifests::ownership::{self, Ownership, Reason};
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
            if !is_istio && is_looked_for(object) {
                continue;
            }
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

/// Istio's tools look for a control plane by these; and an authority is looked for by its name, so that it can be Istio's.
fn is_looked_for(object: &Value) -> bool {
    object.str_at(&["metadata", "labels", "app.kubernetes.io/component"]) == Some("discovery")
        && ["Deployment", "Secret", "Service"].contains(&object.str_at(&["kind"]).unwrap())
}

/// Whether an object belongs to no installation: the mesh's authority.
fn outlives(object: &Value) -> bool {
    name(object) == "istio-ca-secret"
}

#[test]
fn a_control_plane_is_found_by_istios_tools_and_by_injected_pods() {
    for (case, settings) in cases().into_iter().filter(|(_, settings)| settings.discovery.is_some()) {
        let documents = manifests::install(&settings);
        let of = |kind| one_of(&documents, "discovery", kind);
        let pod = of("Deployment").at(&["spec", "template"]);
        let labels = pod.at(&["metadata", "labels"]);
        for (label, want) in [
            ("app", "istiod"),
            ("istio", "istiod"),
            ("istio.io/rev", &settings.revision),
            ("sidecar.istio.io/inject", "false"),
        ] {
            assert_eq!(labels.str_at(&[label]), Some(want), "{case}");
        }
        let service = of("Service");
        assert!(selects(service.at(&["spec", "selector"]), labels), "{case}");
        let istios = kubeyaml::read("{app: istiod, istio: pilot}").unwrap();
        assert!(!selects(&istios, labels), "{case}: the Service of an istiod takes them in");
        assert_eq!(service.str_at(&["metadata", "labels", "istio"]), Some("pilot"), "{case}");
        let injector = one(&documents, "Deployment").at(&["spec", "template", "metadata", "labels"]);
        assert!(!selects(service.at(&["spec", "selector"]), injector), "{case}");
        assert!(!selects(one(&documents, "Service").at(&["spec", "selector"]), labels), "{case}");
        let account = name(of("ServiceAccount"));
        assert_eq!(pod.str_at(&["spec", "serviceAccountName"]), Some(account), "{case}");
        for (binding, role) in [("RoleBinding", "Role"), ("ClusterRoleBinding", "ClusterRole")] {
            assert_eq!(of(binding).str_at(&["roleRef", "name"]), Some(name(of(role))), "{case}");
            assert_eq!(of(binding).items_at(&["subjects"])[0].str_at(&["name"]), Some(account), "{case}");
        }
        let secret = documents.iter().find(|document| outlives(document));
        assert_eq!(secret.is_some(), settings.discovery.unwrap().create_authority, "{case}");

        // Injected pods are sent there, and to the root that it writes.
        let address = format!("{}.{}.svc:15012", name(service), settings.namespace);
        let text = |config_map: &str, key: &str| {
            let found =
                documents.iter().find(|d| d.str_at(&["kind"]) == Some("ConfigMap") && name(d) == config_map);
            kubeyaml::read(found.unwrap().str_at(&["data", key]).unwrap()).unwrap()
        };
        let names = settings.names();
        let mesh = text(&names.mesh_config_map, "mesh");
        assert_eq!(mesh.str_at(&["defaultConfig", "discoveryAddress"]), Some(&*address), "{case}");
        assert_eq!(mesh.str_at(&["rootNamespace"]), Some(&*settings.namespace), "{case}");
        let values = text(&names.inject_config_map, "values");
        assert_eq!(values.str_at(&["global", "caAddress"]), Some(&*address), "{case}");
        let root = values.str_at(&["global", "trustBundleName"]).unwrap();
        let arguments = pod.at(&["spec"]).items_at(&["containers"])[0].items_at(&["args"]);
        for argument in [
            format!("--ca-cert-config-map={root}"),
            format!("--service-name={}", name(service)),
            format!("--lease={}", name(of("Lease"))),
            format!("--mesh-config-map-name={}", names.mesh_config_map),
        ] {
            assert!(arguments.iter().any(|a| a.as_str() == Some(&argument)), "{case}: {argument}");
        }
    }
}

#[test]
fn a_configuration_that_sends_pods_elsewhere_is_refused() {
    let of = |change: &dyn Fn(&mut Configuration)| {
        let mut settings = cases().into_iter().find(|(name, _)| *name == "mesh").unwrap().1;
        change(settings.configuration.as_mut().unwrap());
        settings.check().map_err(|error| error.to_string())
    };
    let global = |configuration: &mut Configuration, key: &str, value: &str| {
        drop(configuration.values.map_entry("global").insert(key, value));
    };
    const OWN: &str = "istiod.outrigger-system.svc:15012";
    assert_eq!(of(&|c| c.mesh = format!("defaultConfig: {{discoveryAddress: {OWN}}}")), Ok(()));
    assert_eq!(of(&|c| global(c, "caAddress", OWN)), Ok(()));
    for refused in [
        of(&|c| c.mesh = "defaultConfig: {discoveryAddress: 'other:15012'}".to_owned()),
        of(&|c| global(c, "caAddress", "other:15012")),
        of(&|c| global(c, "trustBundleName", "other")),
    ] {
        assert!(refused.as_ref().is_err_and(|text| text.contains("other")), "{refused:?}");
    }
    let mut settings = cases().into_iter().find(|(name, _)| *name == "existing-config").unwrap().1;
    settings.discovery = Some(manifests::Discovery::default());
    assert!(settings.check().is_err());
}

#[test]
fn every_object_carries_the_recorded_id() {
    for (case, settings) in cases() {
        let documents = manifests::install(&settings);
        let record = documents.iter().find(|d| d.at(&["data"]).get("installation").is_some()).unwrap();
        let id = record.str_at(&["data", "installation"]).unwrap();
        for object in documents.iter().filter(|d| d.str_at(&["kind"]) != Some("Namespace")) {
            let want = if outlives(object) { Ownership::Foreign(Reason::NoLabel) } else { Ownership::Ours };
            assert_eq!(ownership::of(object, id), want, "{case}");
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
    let mesh = cases().into_iter().find(|(name, _)| *name == "mesh").unwrap().1;
    let documents = manifests::install(&mesh);
    for component in ["sidecar-injector", "discovery"] {
        is_restricted(one_of(&documents, component, "Deployment").at(&["spec", "template", "spec"]));
    }
}

fn is_restricted(spec: &Value) {
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
        let identities = manifests::identities(&settings);
        assert!(identities.iter().all(|identity| possible.contains(identity)), "{case}");
        for identity in identities {
            assert_eq!(identity.outlives, identity.name == "istio-ca-secret", "{case}: {identity}");
        }
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
