//! The webhook that checks Istio's configuration: the revision that the tag `default` means answers it.

use kubeyaml::Value;

use super::check::{Canonical, ISTIOD, Wanted};
use super::object::{expression, map, named, selector};
use objects::names;

/// Its name.
const NAME: &str = "istiod-default-validator";
/// Where an istiod answers it.
const PATH: &str = "/validate";
/// The API groups of Istio's configuration.
const GROUPS: [&str; 4] =
    ["security.istio.io", "networking.istio.io", "telemetry.istio.io", "extensions.istio.io"];

/// The validating webhook, where the revision has an istiod that answers: behind a Service, or a URL.
///
/// It begins with failurePolicy Ignore, and that istiod makes it Fail once it answers; what is Fail already stays so.
///
/// Source: Istio 1.30 base chart, defaultrevision-validatingwebhookconfiguration.yaml; istioctl/pkg/tag/generate.go.
pub(super) fn validator(canonical: &Canonical<'_>, wanted: &Wanted<'_>) -> Option<Value> {
    let client = canonical.entry.at(&["clientConfig"]);
    let url = client.str_at(&["url"]);
    canonical.service.or(url.map(|_| client))?;
    let mut client = client.clone();
    match url.and_then(validating) {
        Some(url) => {
            client.become_map().insert("url", url);
        }
        None => {
            client.map_entry("service").insert("path", PATH);
        }
    }
    let labels = map(&[ISTIOD, ("istio", "istiod"), (names::REVISION, wanted.revision)]);
    let mut object = named("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", NAME, labels);
    let mut webhook = Value::Null;
    let fields = webhook.become_map();
    fields.insert("name", "validation.istio.io");
    fields.insert("clientConfig", client);
    // What names a revision is checked by that revision's own webhook.
    fields.insert("objectSelector", selector(vec![expression(names::REVISION, "DoesNotExist", &[])]));
    fields.insert("rules", vec![rule()]);
    fields.insert("failurePolicy", "Ignore");
    fields.insert("sideEffects", "None");
    fields.insert("admissionReviewVersions", texts(&["v1"]));
    object.become_map().insert("webhooks", vec![webhook]);
    Some(object)
}

fn rule() -> Value {
    let mut rule = Value::Null;
    let fields = rule.become_map();
    fields.insert("operations", texts(&["CREATE", "UPDATE"]));
    fields.insert("apiGroups", texts(&GROUPS));
    fields.insert("apiVersions", texts(&["*"]));
    fields.insert("resources", texts(&["*"]));
    rule
}

fn texts(all: &[&str]) -> Vec<Value> {
    all.iter().map(|text| Value::text(*text)).collect()
}

/// The URL of the same server where it answers for configuration.
fn validating(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let server = rest.split(['/', '?', '#']).next()?;
    Some(format!("{scheme}://{server}{PATH}"))
}
