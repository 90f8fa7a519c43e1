//! Label selectors of the injection config, compiled when the config is loaded.

use std::collections::BTreeSet;
use std::fmt;

use kubeyaml::{Map, Value};

/// A label selector.
///
/// Source: Kubernetes apimachinery `LabelSelectorAsSelector`; Istio 1.30 inject.go, injectRequired (an empty selector
/// matches nothing there, an invalid one is passed over).
#[derive(Clone, Debug)]
pub enum Selector {
    /// No requirement at all: matches nothing in an injection config.
    Empty,
    /// Requirements, all of which must hold.
    Requirements(Vec<Requirement>),
    /// It cannot be used; the text says why.
    Invalid(String),
}

/// One requirement on a label.
#[derive(Clone, Debug)]
pub struct Requirement {
    key: String,
    operator: Operator,
}

/// What is asked of a label.
#[derive(Clone, Debug)]
pub enum Operator {
    /// One of these values.
    In(BTreeSet<String>),
    /// None of these values; it may be absent.
    NotIn(BTreeSet<String>),
    /// That it is there.
    Exists,
    /// That it is absent.
    DoesNotExist,
}

impl Selector {
    /// Compiles the `matchLabels` and `matchExpressions` of a selector.
    pub fn compile(selector: &Value) -> Selector {
        match requirements(selector) {
            Ok(all) if all.is_empty() => Selector::Empty,
            Ok(all) => Selector::Requirements(all),
            Err(cause) => Selector::Invalid(cause),
        }
    }

    /// Whether a pod's labels meet every requirement. An empty or invalid selector matches nothing.
    pub fn matches(&self, labels: Option<&Map>) -> bool {
        match self {
            Selector::Requirements(all) => all.iter().all(|r| r.holds(labels)),
            Selector::Empty | Selector::Invalid(_) => false,
        }
    }
}

impl Requirement {
    /// The label's name.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What is asked of it.
    pub fn operator(&self) -> &Operator {
        &self.operator
    }

    /// Whether labels meet it.
    pub fn holds(&self, labels: Option<&Map>) -> bool {
        let value = labels.and_then(|l| l.get(&self.key)).and_then(Value::as_str);
        match &self.operator {
            Operator::In(set) => value.is_some_and(|v| set.contains(v)),
            Operator::NotIn(set) => value.is_none_or(|v| !set.contains(v)),
            Operator::Exists => value.is_some(),
            Operator::DoesNotExist => value.is_none(),
        }
    }
}

impl fmt::Display for Requirement {
    /// `KEY In [a, b]`, `KEY Exists`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (operator, values) = match &self.operator {
            Operator::In(values) => ("In", values),
            Operator::NotIn(values) => ("NotIn", values),
            Operator::Exists => return write!(f, "{} Exists", self.key),
            Operator::DoesNotExist => return write!(f, "{} DoesNotExist", self.key),
        };
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        write!(f, "{} {operator} [{}]", self.key, values.join(", "))
    }
}

fn requirements(selector: &Value) -> Result<Vec<Requirement>, String> {
    let mut all = Vec::new();
    for (key, value) in selector.at(&["matchLabels"]).as_map().map(Map::iter).into_iter().flatten() {
        let value = value.as_str().ok_or_else(|| format!("the value of label {key:?} is not a string"))?;
        all.push(Requirement { key: check_key(key)?, operator: Operator::In([check_value(value)?].into()) });
    }
    for expression in selector.items_at(&["matchExpressions"]) {
        all.push(requirement(expression)?);
    }
    Ok(all)
}

fn requirement(expression: &Value) -> Result<Requirement, String> {
    let values = || -> Result<BTreeSet<String>, String> {
        let texts = expression.items_at(&["values"]).iter().map(|v| v.as_str().unwrap_or_default());
        texts.map(check_value).collect()
    };
    let operator = match expression.str_at(&["operator"]).unwrap_or_default() {
        "In" => Operator::In(some(values()?)?),
        "NotIn" => Operator::NotIn(some(values()?)?),
        "Exists" => none(values()?, Operator::Exists)?,
        "DoesNotExist" => none(values()?, Operator::DoesNotExist)?,
        other => return Err(format!("{other:?} is not a valid label selector operator")),
    };
    Ok(Requirement { key: check_key(expression.str_at(&["key"]).unwrap_or_default())?, operator })
}

fn some(values: BTreeSet<String>) -> Result<BTreeSet<String>, String> {
    if values.is_empty() {
        return Err(
            "values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty".into()
        );
    }
    Ok(values)
}

fn none(values: BTreeSet<String>, operator: Operator) -> Result<Operator, String> {
    if !values.is_empty() {
        return Err("values: Invalid value: values set must be empty for exists and does not exist".into());
    }
    Ok(operator)
}

/// A label key: an optional DNS prefix and a name of at most 63 characters.
fn check_key(key: &str) -> Result<String, String> {
    let (prefix, name) = key.split_once('/').map_or((None, key), |(p, n)| (Some(p), n));
    let prefix_ok = prefix.is_none_or(|p| {
        !p.is_empty()
            && p.len() <= 253
            && p.split('.')
                .all(|part| is_token(part, |c| c == '-' || c.is_ascii_lowercase() || c.is_ascii_digit()))
    });
    if !prefix_ok || name.len() > 63 || !is_token(name, is_name_char) {
        return Err(format!("key: Invalid value: {key:?}: not a qualified label name"));
    }
    Ok(key.to_owned())
}

fn check_value(value: &str) -> Result<String, String> {
    if value.len() > 63 || !(value.is_empty() || is_token(value, is_name_char)) {
        return Err(format!("values: Invalid value: {value:?}: not a valid label value"));
    }
    Ok(value.to_owned())
}

fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

fn is_token(text: &str, allowed: impl Fn(char) -> bool) -> bool {
    let edge = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    edge(text.chars().next()) && edge(text.chars().next_back()) && text.chars().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(pairs: &[(&str, &str)]) -> Map {
        pairs.iter().map(|(k, v)| ((*k).into(), Value::text(v))).collect()
    }

    fn expression(key: &str, operator: &str, values: &[&str]) -> Value {
        let mut e = Value::Null;
        e.map_entry("x");
        let mut e = Map::new();
        e.insert("key", key);
        e.insert("operator", operator);
        e.insert("values", values.iter().map(Value::text).collect::<Vec<_>>());
        let mut s = Map::new();
        s.insert("matchExpressions", vec![Value::Map(e)]);
        Value::Map(s)
    }

    #[test]
    fn expressions_match_as_kubernetes_has_them() {
        let pod = labels(&[("app", "web"), ("empty", "")]);
        for (key, operator, values, want) in [
            ("app", "In", &["web", "db"][..], true),
            ("app", "In", &["db"], false),
            ("gone", "In", &["web"], false),
            ("app", "NotIn", &["db"], true),
            ("gone", "NotIn", &["db"], true),
            ("app", "NotIn", &["web"], false),
            ("empty", "Exists", &[], true),
            ("gone", "Exists", &[], false),
            ("gone", "DoesNotExist", &[], true),
            // Each of these is invalid, and so matches nothing.
            ("app", "In", &[], false),
            ("app", "Exists", &["web"], false),
            ("app", "Is", &["web"], false),
            ("-app", "Exists", &[], false),
        ] {
            let selector = Selector::compile(&expression(key, operator, values));
            assert_eq!(selector.matches(Some(&pod)), want, "{key} {operator} {values:?}: {selector:?}");
        }
    }

    #[test]
    fn an_empty_selector_matches_nothing() {
        assert!(!Selector::compile(&Value::Null).matches(Some(&labels(&[("a", "b")]))));
    }
}
