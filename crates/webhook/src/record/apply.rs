//! Applying a JSON patch, as an API server does.

use kubeyaml::Value;
use thiserror::Error;

/// A patch does not apply.
#[derive(Clone, Debug, PartialEq, Error)]
#[error("{op} does not apply at {path}")]
pub struct PatchError {
    /// The operation.
    pub op: String,
    /// Where.
    pub path: String,
}

/// Applies a patch (a list of `add`, `remove` and `replace`) to a document.
///
/// Source: RFC 6902; `replace` of an absent member of a mapping adds it, as API servers do.
///
/// # Errors
/// An operation does not apply; those before it are done.
pub fn apply(document: &mut Value, patch: &Value) -> Result<(), PatchError> {
    for operation in patch.as_list().unwrap_or_default() {
        let op = operation.str_at(&["op"]).unwrap_or_default();
        let path = operation.str_at(&["path"]).unwrap_or_default();
        if one(document, op, path, operation.at(&["value"])).is_none() {
            return Err(PatchError { op: op.to_owned(), path: path.to_owned() });
        }
    }
    Ok(())
}

fn one(document: &mut Value, op: &str, path: &str, value: &Value) -> Option<()> {
    let Some((parent, last)) = path.rsplit_once('/') else {
        return (path.is_empty() && op != "remove").then(|| *document = value.clone());
    };
    let last = last.replace("~1", "/").replace("~0", "~");
    match (find(document, parent)?, op) {
        (Value::Map(map), "add" | "replace") => {
            map.insert(last, value.clone());
        }
        (Value::Map(map), "remove") => {
            map.remove(&last)?;
        }
        (Value::List(list), "add") if last == "-" => list.push(value.clone()),
        (Value::List(list), "add") => {
            let i: usize = last.parse().ok().filter(|i| *i <= list.len())?;
            list.insert(i, value.clone());
        }
        (Value::List(list), "replace") => *list.get_mut(last.parse::<usize>().ok()?)? = value.clone(),
        (Value::List(list), "remove") => {
            let i: usize = last.parse().ok().filter(|i| *i < list.len())?;
            list.remove(i);
        }
        _ => return None,
    }
    Some(())
}

fn find<'a>(document: &'a mut Value, path: &str) -> Option<&'a mut Value> {
    path.split('/').skip(1).try_fold(document, |node, key| match node {
        Value::Map(map) => map.get_mut(&key.replace("~1", "/").replace("~0", "~")),
        Value::List(list) => list.get_mut(key.parse::<usize>().ok()?),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_apply_as_in_the_rfc() {
        for (document, op, path, value, want) in [
            ("{}", "add", "/a~1b~0", "1", Some(r#"{"a/b~":1}"#)),
            (r#"{"l":[1,3]}"#, "add", "/l/1", "2", Some(r#"{"l":[1,2,3]}"#)),
            (r#"{"l":[1]}"#, "add", "/l/-", "2", Some(r#"{"l":[1,2]}"#)),
            (r#"{"l":[1]}"#, "add", "/l/2", "2", None),
            (r#"{"l":[1]}"#, "replace", "/l/0", "2", Some(r#"{"l":[2]}"#)),
            (r#"{"l":[1]}"#, "remove", "/l/0", "null", Some(r#"{"l":[]}"#)),
            (r#"{"l":[1]}"#, "remove", "/l/1", "null", None),
            (r#"{"a":1}"#, "remove", "/a", "null", Some("{}")),
            ("{}", "remove", "/a", "null", None),
            ("{}", "add", "/a/b", "1", None),
            ("{}", "replace", "/a", "1", Some(r#"{"a":1}"#)),
            ("1", "replace", "", "2", Some("2")),
            ("1", "move", "/a", "2", None),
        ] {
            let mut target = kubeyaml::from_json(document.as_bytes()).unwrap();
            let patch = format!(r#"[{{"op":"{op}","path":"{path}","value":{value}}}]"#);
            let outcome = apply(&mut target, &kubeyaml::from_json(patch.as_bytes()).unwrap());
            assert_eq!(
                outcome.ok().map(|()| kubeyaml::to_json(&target)).as_deref(),
                want,
                "{op} {path} on {document}"
            );
        }
    }
}
