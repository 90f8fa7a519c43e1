//! Networks of Multus, which a pod asks for in an annotation.

use gotext::{Functions, Type};
use kubeyaml::Value;

use meshconfig::Multus;

use crate::Version;

/// `appendMultusNetwork`
pub fn declare(functions: &mut Functions, version: Version) {
    functions.def("appendMultusNetwork", &[Type::STR, Type::STR], Type::STR, move |call| {
        // JSON of two bytes becomes a value.
        call.charge(call.str(0).len().saturating_mul(32))?;
        Ok(append(call.str(0), call.str(1), version).into())
    });
}

/// The list of networks (names joined by commas, or JSON) with one more, unless it is there.
///
/// Source: Istio 1.30 template.go, appendMultusNetwork; 1.22 took the name with its namespace for a name.
fn append(existing: &str, network: &str, version: Version) -> String {
    if existing.is_empty() {
        return network.to_owned();
    }
    let always = version.multus == Multus::Always;
    let Some(end) = existing.rfind(']') else {
        let there = !always && existing.split(',').any(|item| item.trim() == network);
        return if there { existing.to_owned() } else { format!("{existing}, {network}") };
    };
    let (namespace, name) = match network.split_once('/') {
        Some((namespace, name)) if version.multus == Multus::Namespaced => (namespace, name),
        _ => ("", network),
    };
    if !always && !may_take(existing, namespace, name, version) {
        return existing.to_owned();
    }
    let entry = if namespace.is_empty() {
        format!(r#"{{"name": "{name}"}}"#)
    } else {
        format!(r#"{{"name": "{name}", "namespace": "{namespace}"}}"#)
    };
    let (head, tail) = existing.split_at_checked(end).unwrap_or((existing, ""));
    format!("{head}, {entry}{tail}")
}

/// Whether a list in JSON can be read and lacks the network.
fn may_take(existing: &str, namespace: &str, name: &str, version: Version) -> bool {
    let Ok(Value::List(list)) = kubeyaml::from_json(existing.as_bytes()) else { return false };
    if list.iter().any(|item| item.as_map().is_none() && !item.is_null()) {
        return false;
    }
    let is = |item: &Value, key: &str, wanted: &str| item.str_at(&[key]).unwrap_or_default() == wanted;
    let there = |item: &Value| {
        is(item, "name", name) && (version.multus != Multus::Namespaced || is(item, "namespace", namespace))
    };
    !list.iter().any(there)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_are_appended_once() {
        for (existing, network, version, want) in [
            ("", "default/cni", Version::LATEST, "default/cni"),
            ("a", "default/cni", Version::LATEST, "a, default/cni"),
            ("a, default/cni", "default/cni", Version::LATEST, "a, default/cni"),
            (
                r#"[{"name":"a"}]"#,
                "default/cni",
                Version::LATEST,
                r#"[{"name":"a"}, {"name": "cni", "namespace": "default"}]"#,
            ),
            (
                r#"[{"name":"cni","namespace":"default"}]"#,
                "default/cni",
                Version::LATEST,
                r#"[{"name":"cni","namespace":"default"}]"#,
            ),
            (r#"[{"name":"a"} ] "#, "cni", Version::LATEST, r#"[{"name":"a"} , {"name": "cni"}] "#),
            (r#"[{"name":"a"},]"#, "cni", Version::LATEST, r#"[{"name":"a"},]"#),
            (
                r#"[{"name":"a"}]"#,
                "default/cni",
                Version::V1_22,
                r#"[{"name":"a"}, {"name": "default/cni"}]"#,
            ),
        ] {
            assert_eq!(append(existing, network, version), want, "{existing} {network}");
        }
    }
}
