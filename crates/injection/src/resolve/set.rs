//! `--set key=value` on the values, as Helm has it.

use kubeyaml::Value;
use thiserror::Error;

/// Sets values: `a.b.c=v`, several with commas between. `\\.` is a dot within a key, `\\,` a comma within a value,
/// `a[0]` an item of a list, `{x,y}` a list. `true`, `false`, `null` and whole numbers are what they look like,
/// everything else is text.
///
/// # Errors
/// There is no `=`, a key is not a path, or it runs through something that is neither mapping nor list.
pub fn set(values: &mut Value, assignments: &str) -> Result<(), SetError> {
    for assignment in split_at_commas(assignments) {
        let wrong = |fault| SetError { assignment: shortened(&assignment), fault };
        let (path, text) = assignment.split_once('=').ok_or_else(|| wrong(SetFault::NoValue))?;
        let keys = keys_of(path).ok_or_else(|| wrong(SetFault::NoPath { path: shortened(path) }))?;
        let mut node = &mut *values;
        for key in &keys {
            node = key.enter(node).map_err(wrong)?;
        }
        *node = value_of(text);
    }
    Ok(())
}

/// A value cannot be set.
#[derive(Debug, Error)]
#[error("--set {assignment}: {fault}")]
pub struct SetError {
    /// The assignment; a long one is cut.
    pub assignment: String,
    /// What is wrong with it.
    pub fault: SetFault,
}

/// What is wrong with an assignment.
#[derive(Debug, Error)]
pub enum SetFault {
    /// It assigns nothing.
    #[error("there is no `=`")]
    NoValue,
    /// What it assigns to is not a path.
    #[error("`{path}` is not a path of keys")]
    NoPath {
        /// What stands there.
        path: String,
    },
    /// It runs through something else than a mapping.
    #[error("there is {found} where `{key}` should be a key")]
    NotMapping {
        /// The key.
        key: String,
        /// What is there.
        found: &'static str,
    },
    /// It runs through something else than a list.
    #[error("there is {found} where [{index}] should be an item")]
    NotList {
        /// The place in the list.
        index: usize,
        /// What is there.
        found: &'static str,
    },
}

/// What assignments set, without anything else: to see which keys they name. One that cannot be set is left out.
pub fn alone(assignments: &[String]) -> Value {
    let mut values = Value::Null;
    for assignment in assignments {
        let _ = set(&mut values, assignment);
    }
    values
}

/// The assignments between commas that stand neither in braces nor behind a backslash.
fn split_at_commas(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut in_braces = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek() == Some(&',') => {
                chars.next();
                push_to_last(&mut parts, ',');
                continue;
            }
            ',' if !in_braces => {
                parts.push(String::new());
                continue;
            }
            '{' => in_braces = true,
            '}' => in_braces = false,
            _ => {}
        }
        push_to_last(&mut parts, c);
    }
    parts
}

fn push_to_last(parts: &mut [String], c: char) {
    if let Some(last) = parts.last_mut() {
        last.push(c);
    }
}

/// What is shown of an argument that may be very long.
fn shortened(text: &str) -> String {
    text.chars().take(100).collect()
}

/// One step of a path.
#[derive(Debug, PartialEq)]
enum Key {
    Name(String),
    Index(usize),
}

/// Longer lists and longer paths than these are not configuration.
const MAX_INDEX: usize = 1000;
const MAX_KEYS: usize = 50;

impl Key {
    fn enter<'v>(&self, node: &'v mut Value) -> Result<&'v mut Value, SetFault> {
        match self {
            Key::Name(name) => match node {
                Value::Map(map) => Ok(map.entry(name)),
                Value::Null => Ok(node.become_map().entry(name)),
                other => Err(SetFault::NotMapping { key: name.clone(), found: other.kind() }),
            },
            Key::Index(index) => {
                let not_list = SetFault::NotList { index: *index, found: node.kind() };
                if !matches!(node, Value::List(_) | Value::Null) {
                    return Err(not_list);
                }
                let list = node.become_list();
                if list.len() <= *index {
                    list.resize(index + 1, Value::Null);
                }
                list.get_mut(*index).ok_or(not_list)
            }
        }
    }
}

fn keys_of(path: &str) -> Option<Vec<Key>> {
    let mut keys = Vec::new();
    let mut name = String::new();
    let mut chars = path.chars();
    let mut after_index = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => name.push(chars.next()?),
            '.' if after_index && name.is_empty() => after_index = false,
            '.' => keys.push(take_name(&mut name)?),
            '[' => {
                if !after_index || !name.is_empty() {
                    keys.push(take_name(&mut name)?);
                }
                let (digits, rest) = chars.as_str().split_once(']')?;
                keys.push(Key::Index(digits.parse().ok().filter(|i| *i <= MAX_INDEX)?));
                chars = rest.chars();
                // An item ends the path, or a key or another item follows.
                if !(rest.is_empty() || rest.starts_with(['.', '['])) {
                    return None;
                }
                after_index = true;
            }
            ']' => return None,
            c => name.push(c),
        }
        if keys.len() > MAX_KEYS {
            return None;
        }
    }
    if !(after_index && name.is_empty()) {
        keys.push(take_name(&mut name)?);
    }
    Some(keys)
}

fn take_name(name: &mut String) -> Option<Key> {
    (!name.is_empty()).then(|| Key::Name(std::mem::take(name)))
}

fn value_of(text: &str) -> Value {
    if let Some(items) = text.strip_prefix('{').and_then(|t| t.strip_suffix('}')) {
        let items = items.split(',').filter(|i| !i.is_empty());
        return Value::List(items.map(scalar_of).collect());
    }
    scalar_of(text)
}

fn scalar_of(text: &str) -> Value {
    match text {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        "null" => Value::Null,
        // A leading zero is part of a text, such as a date used as a tag.
        _ if text.len() > 1 && text.starts_with('0') => Value::text(text),
        _ => text.parse::<i64>().map_or_else(|_| Value::text(text), Value::Int),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assignments_reach_their_place() {
        for (assignments, want) in [
            (&["a.b=1"][..], r#"{"a":{"b":1}}"#),
            (&["a=true", "b=null", "c=x=y"], r#"{"a":true,"b":null,"c":"x=y"}"#),
            (&["a\\.b.c=01"], r#"{"a.b":{"c":"01"}}"#),
            (&["l[1].x=a", "l[0]={p,2}"], r#"{"l":[["p",2],{"x":"a"}]}"#),
            (&["a=1,b.c=x\\,y,d={1,z}"], r#"{"a":1,"b":{"c":"x,y"},"d":[1,"z"]}"#),
            (&["m[0][1].k=v"], r#"{"m":[[null,{"k":"v"}]]}"#),
            (&["t=1.31.0", "e="], r#"{"e":"","t":"1.31.0"}"#),
        ] {
            let mut values = Value::Null;
            for assignment in assignments {
                set(&mut values, assignment).unwrap();
            }
            assert_eq!(kubeyaml::to_json(&values), want, "{assignments:?}");
        }
    }

    #[test]
    fn what_cannot_be_set_is_refused() {
        let deep = format!("a{}=1", ".a".repeat(60_000));
        let braces = format!("{}{}", "{".repeat(65_000), "}".repeat(65_000));
        let mut values = Value::Null;
        set(&mut values, &format!("a={braces}")).unwrap();
        for bad in [
            &*deep,
            "a[1=1",
            "a]=1",
            "a[0]b=1",
            "a",
            "=1",
            "a..b=1",
            "a[x]=1",
            "a[99999999]=1",
            "s.t=1",
            "s[0]=1",
        ] {
            let mut values = kubeyaml::from_json(br#"{"s":"text"}"#).unwrap();
            assert!(set(&mut values, bad).is_err(), "{bad}");
        }
    }
}
