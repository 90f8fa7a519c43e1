//! Why pods have no sidecar, as Istio's documentation of troubleshooting tells it: the tool names the cause, and what it
//! says is to be done works when it is done to the letter. All of it on one control plane.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

mod labels;
mod pods;
mod upgrade;
mod webhook;

use e2e::Story;

#[test]
fn what_the_tool_says_is_to_be_done_works() {
    let Some(mut story) = Story::begin("story") else { return };
    labels::missing_then_late(&story);
    labels::others_are_listed(&story);
    pods::each_reason_is_flipped(&story);
    pods::system_namespaces_stay_as_they_are(&story);
    pods::a_selector_opts_out(&story);
    webhook::all_is_well(&story);
    webhook::a_foreign_bundle(&mut story);
    webhook::the_bundle_of_others_is_left_alone(&story);
    webhook::a_certificate_for_another_name(&story);
    webhook::a_label_that_is_set_for_the_user(&story);
    webhook::scaled_to_nothing(&mut story);
    webhook::what_may_not_be_read_is_named(&story);
    upgrade::two_of_three_are_left_behind(&story);
}

/// A Deployment, with labels and annotations of its pods, and more of their spec.
fn deployment(app: &str, labels: &str, annotations: &str, spec: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {app}}}\nspec:\n  selector: {{matchLabels: {{app: {app}}}}}\n  \
         template:\n    metadata: {{labels: {{app: {app}{labels}}}, annotations: {{{annotations}}}}}\n    spec: {{containers: \
         [{{name: {app}, image: app}}]{spec}}}\n"
    )
}

/// Creates a Deployment in a namespace.
fn deploy(story: &Story, namespace: &str, manifest: &str) {
    story.kubectl().try_run(&format!("-n {namespace} apply -f -"), manifest).unwrap();
}

/// The name of an application's pod.
fn pod_of(story: &Story, namespace: &str, app: &str) -> String {
    let path = "jsonpath={.items[0].metadata.name}";
    story.kubectl().run(&format!("-n {namespace} get pods -l app={app} -o {path}"))
}
