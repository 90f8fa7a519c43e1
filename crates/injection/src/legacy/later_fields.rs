//! Fields of workloads that only later versions of Kubernetes write.

use kubeyaml::Value;

/// Takes out of an object, as its type has it, what the types of these versions (`extensions/v1beta1` and the like) did
/// not write: a selector that is not given, and a count of available replicas that a StatefulSet did not have.
///
/// Source: k8s.io/api of Istio 0.5 to 1.1.
pub fn forget_later_fields(object: &mut Value) {
    let is_stateful_set = object.str_at(&["kind"]) == Some("StatefulSet");
    if let Some(spec) = object.get_mut("spec").and_then(Value::as_map_mut)
        && spec.get("selector").is_some_and(Value::is_null)
    {
        spec.remove("selector");
    }
    if let Some(status) = object.get_mut("status").and_then(Value::as_map_mut)
        && is_stateful_set
        && status.get("availableReplicas").and_then(Value::as_i64) == Some(0)
    {
        status.remove("availableReplicas");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_later_types_add_is_taken_out() {
        for (object, want) in [
            (r#"{"kind":"Deployment","spec":{"selector":null}}"#, r#"{"kind":"Deployment","spec":{}}"#),
            (
                r#"{"kind":"Deployment","spec":{"selector":{}}}"#,
                r#"{"kind":"Deployment","spec":{"selector":{}}}"#,
            ),
            (
                r#"{"kind":"StatefulSet","status":{"availableReplicas":0,"replicas":0}}"#,
                r#"{"kind":"StatefulSet","status":{"replicas":0}}"#,
            ),
            (
                r#"{"kind":"StatefulSet","status":{"availableReplicas":1}}"#,
                r#"{"kind":"StatefulSet","status":{"availableReplicas":1}}"#,
            ),
            (
                r#"{"kind":"ReplicaSet","status":{"availableReplicas":0}}"#,
                r#"{"kind":"ReplicaSet","status":{"availableReplicas":0}}"#,
            ),
            ("[]", "[]"),
        ] {
            let mut value = kubeyaml::from_json(object.as_bytes()).unwrap();
            forget_later_fields(&mut value);
            assert_eq!(kubeyaml::to_json(&value), want);
        }
    }
}
