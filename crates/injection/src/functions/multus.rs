//! Networks of Multus, which a pod asks for in an annotation.

use gotext::{Functions, Type};
use kubeyaml::Value;

use crate::Compat;

/// `appendMultusNetwork`
pub fn declare(functions: &mut Functions, compat: Compat) {
    functions.def("appendMultusNetwork", &[Type::STR, Type::STR], Type::STR, move |call| {
        // JSON of two bytes becomes a value.
        call.charge(call.str(0).len().saturating_mul(32))?;
        Ok(append(call.str(0), call.str(1), compat).into())
    });
}

/// The list of networks (names joined by commas, or JSON) with one more, unless it is there.
///
/// Source: Istio 1.30 template.go, appendMultusNetwork; 1.22 took the name with its namespace for a name.
fn append(existing: &str, network: &str, compat: Compat) -> String {
    if existing.is_empty() {
        return network.to_owned();
    }
    let Some(end) = existing.rfind(']') else {
        let there = existing.split(',').any(|item| item.trim() == network);
        return if there { existing.to_owned() } else { format!("{existing}, {network}") };
    };
    let (namespace, name) = match network.split_once('/') {
        Some((namespace, name)) if compat >= Compat::TODAY => (namespace, name),
        _ => ("", network),
    };
    let Ok(Value::List(list)) = kubeyaml::from_json(existing.as_bytes()) else { return existing.to_owned() };
    if list.iter().any(|item| item.as_map().is_none() && !item.is_null()) {
        return existing.to_owned();
    }
    let is = |item: &Value, key: &str, wanted: &str| item.str_at(&[key]).unwrap_or_default() == wanted;
    let there =
        |item: &Value| is(item, "name", name) && (compat < Compat::TODAY || is(item, "namespace", namespace));
    if list.iter().any(there) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_are_appended_once() {
        for (existing, network, compat, want) in [
            ("", "default/cni", Compat::TODAY, "default/cni"),
            ("a", "default/cni", Compat::TODAY, "a, default/cni"),
            ("a, default/cni", "default/cni", Compat::TODAY, "a, default/cni"),
            (
                r#"[{"name":"a"}]"#,
                "default/cni",
                Compat::TODAY,
                r#"[{"name":"a"}, {"name": "cni", "namespace": "default"}]"#,
            ),
            (
                r#"[{"name":"cni","namespace":"default"}]"#,
                "default/cni",
                Compat::TODAY,
                r#"[{"name":"cni","namespace":"default"}]"#,
            ),
            (r#"[{"name":"a"} ] "#, "cni", Compat::TODAY, r#"[{"name":"a"} , {"name": "cni"}] "#),
            (r#"[{"name":"a"},]"#, "cni", Compat::TODAY, r#"[{"name":"a"},]"#),
            (r#"[{"name":"a"}]"#, "default/cni", Compat::V1_22, r#"[{"name":"a"}, {"name": "default/cni"}]"#),
        ] {
            assert_eq!(append(existing, network, compat), want, "{existing} {network}");
        }
    }
}
