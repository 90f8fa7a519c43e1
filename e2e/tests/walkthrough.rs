//! The documented walk-through on a real API server.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use e2e::{ControlPlane, Webhook, configure, until};

fn deployment(app: &str, template: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {app}}}\nspec:\n  selector: {{matchLabels: {{app: {app}}}}}\n  \
         template:\n    metadata: {{labels: {{app: {app}{}}}, annotations: {{{}}}}}\n    spec:\n      containers: \
         [{{name: {app}, image: app}}]\n",
        template.split_once(';').map_or("", |(labels, _)| labels),
        template.split_once(';').map_or(template, |(_, annotations)| annotations),
    )
}

/// The same with an annotation of the Deployment itself, which is not its pods'.
fn annotated(app: &str, annotation: &str) -> String {
    let metadata = format!("metadata: {{name: {app}");
    deployment(app, "").replacen(&metadata, &format!("{metadata}, annotations: {{{annotation}}}"), 1)
}

#[test]
fn the_documented_way_works_on_a_real_api_server() {
    let Some(plane) = ControlPlane::start("walkthrough") else { return };
    let kubectl = plane.kubectl();
    let (webhook, _) = Webhook::install(&plane, &[], &[]);
    kubectl.try_run("apply -f -", &deployment("sleep", "")).unwrap();
    kubectl.comes_up("default", "sleep", "1/1");

    kubectl.run("label namespace default istio-injection=enabled");
    kubectl.run("delete pod -l app=sleep --wait=false");
    kubectl.comes_up("default", "sleep", "2/2");
    let names = &kubectl.pods("default", "sleep")[0].1;
    assert!(names.contains(&"istio-proxy".to_owned()), "{names:?}");

    // Pods have the last word.
    kubectl.apply(&deployment("without", ", sidecar.istio.io/inject: 'false';"));
    kubectl.comes_up("default", "without", "1/1");
    kubectl.namespace("quiet", "{}");
    kubectl
        .try_run("-n quiet apply -f -", &deployment("asks", ", sidecar.istio.io/inject: 'true';"))
        .unwrap();
    kubectl.comes_up("quiet", "asks", "2/2");
    // What the Deployment says of itself, and not of its pods, is not heard.
    kubectl.apply(&annotated("still", "sidecar.istio.io/inject: 'false'"));
    kubectl.try_run("-n quiet apply -f -", &annotated("silent", "sidecar.istio.io/inject: 'true'")).unwrap();
    kubectl.comes_up("default", "still", "2/2");
    kubectl.comes_up("quiet", "silent", "1/1");

    // A webhook that is gone refuses pods rather than letting them go without.
    drop(webhook);
    kubectl.run("delete pod -l app=sleep --wait=false");
    let event = until("an event that says why", || {
        let events =
            kubectl.run("get events --field-selector reason=FailedCreate -o jsonpath={.items[*].message}");
        events.contains("connect: connection refused").then_some(events)
    });
    assert!(event.contains("failed calling webhook"), "{event}");
    assert!(kubectl.pods("default", "sleep").is_empty(), "none without a sidecar");

    // Without the label everything is as before.
    kubectl.run("label namespace default istio-injection-");
    kubectl.run("rollout restart deployment/sleep");
    kubectl.comes_up("default", "sleep", "1/1");
}

/// A CA that is not the webhook's: the event says so, and the pods come once it is mended.
#[test]
fn a_foreign_ca_bundle_is_told_and_mended() {
    let Some(plane) = ControlPlane::start("bundle") else { return };
    let kubectl = plane.kubectl();
    kubectl.namespace("shop", "{istio-injection: enabled}");
    let (_webhook, certificate) = Webhook::install(&plane, &[], &[]);
    let foreign = plane.folder().join("ca.crt").display().to_string();
    configure(&kubectl, &foreign, &[]);
    kubectl.try_run("-n shop apply -f -", &deployment("web", "")).unwrap();
    until("an event that names the certificate", || {
        let events = kubectl.run("-n shop get events -o jsonpath={.items[*].message}");
        events.contains("x509: certificate signed by unknown authority").then_some(())
    });
    configure(&kubectl, &certificate.ca, &[]);
    kubectl.comes_up("shop", "web", "2/2");
}
