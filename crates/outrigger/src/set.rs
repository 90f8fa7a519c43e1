//! `--set key=value` on the values, as Helm has it.

use kubeyaml::Value;

use crate::failure::Failure;

/// Sets one value: `a.b.c=v`. `\.` is a dot within a key, `a[0]` an item of a list, `{x,y}` a list of texts.
/// `true`, `false`, `null` and whole numbers are what they look like, everything else is text.
///
/// # Errors
/// There is no `=`, a key is empty, or the key runs through something that is neither mapping nor list.
pub fn set(values: &mut Value, assignment: &str) -> Result<(), Failure> {
    let wrong = |cause: String| {
        Failure::new(format!("--set {assignment}: {cause}")).hint("write it as --set global.tag=1.30.3")
    };
    let (path, text) = assignment.split_once('=').ok_or_else(|| wrong("there is no `=`".into()))?;
    let keys = keys_of(path).ok_or_else(|| wrong(format!("`{path}` is no path of keys")))?;
    let mut node = values;
    for key in &keys {
        node = key.enter(node).map_err(wrong)?;
    }
    *node = value_of(text);
    Ok(())
}

/// One step of a path.
#[derive(Debug, PartialEq)]
enum Key {
    Name(String),
    Index(usize),
}

/// Longer lists than this are no configuration.
const MAX_INDEX: usize = 1000;

impl Key {
    fn enter<'v>(&self, node: &'v mut Value) -> Result<&'v mut Value, String> {
        match self {
            Key::Name(name) => match node {
                Value::Map(map) => Ok(map.entry(name)),
                Value::Null => Ok(node.become_map().entry(name)),
                other => Err(format!("there is {} where `{name}` should be a key", other.kind())),
            },
            Key::Index(index) => {
                if !matches!(node, Value::List(_) | Value::Null) {
                    return Err(format!("there is {} where [{index}] should be an item", node.kind()));
                }
                let list = node.become_list();
                if list.len() <= *index {
                    list.resize(index + 1, Value::Null);
                }
                list.get_mut(*index).ok_or_else(|| "no such item".to_owned())
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
                let digits: String = chars.by_ref().take_while(|c| *c != ']').collect();
                keys.push(Key::Index(digits.parse().ok().filter(|i| *i <= MAX_INDEX)?));
                after_index = true;
            }
            c => name.push(c),
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
        return Value::List(items.map(value_of).collect());
    }
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
            (&["t=1.30.3", "e="], r#"{"e":"","t":"1.30.3"}"#),
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
        for bad in ["a", "=1", "a..b=1", "a[x]=1", "a[99999999]=1", "s.t=1", "s[0]=1"] {
            let mut values = kubeyaml::from_json(br#"{"s":"text"}"#).unwrap();
            assert!(set(&mut values, bad).is_err(), "{bad}");
        }
    }
}
