//! The conditions of a webhook, asked about a pod.

use kubeyaml::Value;

use super::{Check, Creation};
use crate::cel::{Cel, Extent, Program, Stop, Variables};

/// Conditions of a webhook. Source: Kubernetes pkg/apis/admissionregistration/validation, 64 at most.
const MOST: usize = 64;

/// What each condition of a webhook says of a pod.
pub fn checks<'a>(entry: &'a Value, creation: &Creation<'_>) -> Vec<Check<'a>> {
    let conditions = entry.items_at(&["matchConditions"]);
    if conditions.is_empty() {
        return Vec::new();
    }
    let (pod, request) = (sent(creation), request(creation));
    // The pod of a review is the one that the API server has filled in.
    let extent = |part| if creation.request.is_some() { Extent::Whole } else { part };
    let variables = Variables::from([
        ("object", Ok(Cel::of(&pod, extent(Extent::Pod)))),
        ("oldObject", Ok(Cel::Null)),
        ("request", Ok(Cel::of(&request, extent(Extent::Open)))),
        ("authorizer", Err("what it says only the API server knows".to_owned())),
    ]);
    let checks = conditions.iter().take(MOST).map(|condition| {
        let text = |key| condition.str_at(&[key]).unwrap_or_default();
        let expression = text("expression");
        let holds = match Program::parse(expression) {
            Ok(program) => program.holds(&variables),
            Err(cause) => Err(Stop::Untold(cause)),
        };
        Check::Condition { name: text("name"), expression, holds }
    });
    checks.collect()
}

/// The pod as a webhook is sent it: in its namespace.
fn sent(creation: &Creation<'_>) -> Value {
    let mut pod = creation.pod.clone();
    let metadata = pod.map_entry("metadata");
    metadata.retain(|_, part| !part.is_null());
    if metadata.get("namespace").and_then(Value::as_str).unwrap_or_default().is_empty() {
        metadata.insert("namespace", creation.namespace);
    }
    pod
}

/// The request of the review, or what is known of any request for a pod.
fn request(creation: &Creation<'_>) -> Value {
    if let Some(request) = creation.request {
        return request.clone();
    }
    let mut request = Value::Null;
    let fields = request.become_map();
    for (key, of, name) in [
        ("kind", "kind", "Pod"),
        ("requestKind", "kind", "Pod"),
        ("resource", "resource", "pods"),
        ("requestResource", "resource", "pods"),
    ] {
        let fields = fields.entry(key).become_map();
        fields.insert("group", "");
        fields.insert("version", "v1");
        fields.insert(of, name);
    }
    fields.insert("operation", "CREATE");
    fields.insert("namespace", creation.namespace);
    fields.insert("name", creation.pod.str_at(&["metadata", "name"]).unwrap_or_default());
    fields.insert("dryRun", false);
    request
}
