//! The difference of two documents as an RFC 6902 patch.

use std::borrow::Cow;

use kubeyaml::{Map, Value};

/// What an operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// Puts a value where none is, or over a member of a mapping.
    Add,
    /// Takes a value out.
    Remove,
    /// Puts a value in place of one.
    Replace,
}

/// One operation of a patch.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// What it does.
    pub op: Op,
    /// Where, as a JSON pointer.
    pub path: String,
    /// What it puts there; `None` for a removal.
    pub value: Option<Value>,
}

impl Operation {
    /// The operation as a JSON object, added to `out`.
    pub fn to_json_into(&self, out: &mut String) {
        out.push_str(r#"{"op":""#);
        out.push_str(self.op.name());
        out.push_str(r#"","path":"#);
        kubeyaml::json_quoted(out, &self.path);
        if let Some(value) = &self.value {
            out.push_str(r#","value":"#);
            kubeyaml::to_json_into(out, value);
        }
        out.push('}');
    }
}

impl From<&Operation> for Value {
    fn from(operation: &Operation) -> Value {
        let mut out = Map::new();
        out.insert("op", operation.op.name());
        out.insert("path", operation.path.as_str());
        if let Some(value) = &operation.value {
            out.insert("value", value.clone());
        }
        Value::Map(out)
    }
}

impl Op {
    fn name(self) -> &'static str {
        match self {
            Op::Add => "add",
            Op::Remove => "remove",
            Op::Replace => "replace",
        }
    }
}

/// What the patch of a pod is as text, as a rule.
const USUAL_LENGTH: usize = 8 << 10;

/// A patch as a JSON list.
pub fn to_json(patch: &[Operation]) -> String {
    let mut out = String::with_capacity(USUAL_LENGTH);
    out.push('[');
    for (i, operation) in patch.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        operation.to_json_into(&mut out);
    }
    out.push(']');
    out
}

/// Why a text is not a patch.
#[derive(Debug, thiserror::Error)]
pub enum PatchError {
    /// It is not JSON.
    #[error("not JSON: {0}")]
    Json(kubeyaml::JsonError),
    /// It is not a list of operations.
    #[error("operation {number} is not {{op, path, value}}")]
    Operation {
        /// Which one, from 1.
        number: usize,
    },
    /// An operation that no injector sends.
    #[error("operation {number} is `{op}`; add, remove and replace are known")]
    Unknown {
        /// Which one, from 1.
        number: usize,
        /// What it does.
        op: String,
    },
}

/// The operations of a patch as a JSON list.
///
/// # Errors
/// It is not one of additions, removals and replacements.
pub fn from_json(text: &[u8]) -> Result<Vec<Operation>, PatchError> {
    let list = kubeyaml::from_json(text).map_err(PatchError::Json)?;
    let Value::List(items) = list else { return Err(PatchError::Operation { number: 1 }) };
    let operation = |(i, mut item): (usize, Value)| {
        let number = i + 1;
        let part = |key| item.str_at(&[key]).map(str::to_owned).ok_or(PatchError::Operation { number });
        let (op, path) = (part("op")?, part("path")?);
        let op = match op.as_str() {
            "add" => Op::Add,
            "remove" => Op::Remove,
            "replace" => Op::Replace,
            _ => return Err(PatchError::Unknown { number, op }),
        };
        let value = item.as_map_mut().and_then(|fields| fields.remove("value"));
        Ok(Operation { op, path, value })
    };
    items.into_iter().enumerate().map(operation).collect()
}

/// Applies the operations in order; `None` when one of them names a place that is not there.
pub fn apply(document: &mut Value, operations: Vec<Operation>) -> Option<()> {
    operations.into_iter().try_for_each(|operation| {
        let (place, key) = operation.path.rsplit_once('/')?;
        let keys = place.split('/').skip(1).map(unescaped);
        let holder = keys.into_iter().try_fold(&mut *document, |node, key| match node {
            Value::List(items) => items.get_mut(key.parse::<usize>().ok()?),
            node => node.get_mut(&key),
        })?;
        apply_in(holder, &unescaped(key), operation.op, operation.value.unwrap_or_default())
    })
}

fn apply_in(holder: &mut Value, key: &str, op: Op, value: Value) -> Option<()> {
    match (holder, op) {
        (Value::List(items), Op::Add) => {
            let at = if key == "-" { items.len() } else { key.parse().ok()? };
            (at <= items.len()).then(|| items.insert(at, value))
        }
        (Value::List(items), op) => {
            let at: usize = key.parse().ok()?;
            let item = items.get_mut(at)?;
            match op {
                Op::Remove => drop(items.remove(at)),
                Op::Add | Op::Replace => *item = value,
            }
            Some(())
        }
        (Value::Map(fields), Op::Remove) => fields.remove(key).map(drop),
        (Value::Map(fields), Op::Add | Op::Replace) => {
            fields.insert(key, value);
            Some(())
        }
        _ => None,
    }
}

/// A key as it stands in a JSON pointer.
pub fn escaped(key: &str) -> Cow<'_, str> {
    if key.contains(['~', '/']) {
        return Cow::Owned(key.replace('~', "~0").replace('/', "~1"));
    }
    Cow::Borrowed(key)
}

fn unescaped(key: &str) -> String {
    key.replace("~1", "/").replace("~0", "~")
}

/// The parts of a pod that a patch puts in place whole. An API server decodes and encodes again whatever an operation's path
/// leads through, once for each level: three operations cost it half of what twenty small ones do.
const PARTS: [&[&str]; 3] = [&["metadata", "annotations"], &["metadata", "labels"], &["spec"]];

/// How much a part may hold, about in bytes: the patch of a large pod stays smaller than the pod.
const LARGEST_PART: usize = 32 << 10;

/// The patch that turns the pod `raw` into `target`, as [`diff`] gives it, but with parts of the pod in one operation each.
pub fn diff_pod(raw: &Value, base: &Value, mut target: Value) -> Vec<Operation> {
    let mut operations: Vec<Operation> =
        PARTS.iter().filter_map(|part| put_whole(raw, base, &mut target, part)).collect();
    operations.extend(diff(raw, base, target));
    operations
}

/// Puts a part in place that the pod's type has left as it was; the target is then as `base` there.
fn put_whole(raw: &Value, base: &Value, target: &mut Value, part: &[&str]) -> Option<Operation> {
    let (key, parents) = part.split_last()?;
    let of_base = base.at(part);
    let is_plain = raw.at(parents).as_map().is_some() && raw.at(part) == of_base;
    if !is_plain || target.at(part).as_map()? == of_base.as_map().unwrap_or(&Map::new()) {
        return None;
    }
    let mut left = LARGEST_PART;
    take(of_base, &mut left)?;
    let parent = parents.iter().try_fold(target, |node, key| node.get_mut(key))?.as_map_mut()?;
    let value = match of_base {
        Value::Null => parent.remove(key)?,
        there => parent.insert(*key, there.clone())?,
    };
    Some(Operation { op: Op::Add, path: format!("/{}", part.join("/")), value: Some(value) })
}

/// Takes off what a value holds; nothing where that is more than is left.
// Recursion is as deep as the document, which its reader bounds.
fn take(value: &Value, left: &mut usize) -> Option<()> {
    let own = |text: &str| text.len() + 4;
    let size = value.as_str().map_or(4, own);
    *left = left.checked_sub(size)?;
    match value {
        Value::Map(map) => map.iter().try_for_each(|(key, entry)| {
            *left = left.checked_sub(own(key))?;
            take(entry, left)
        }),
        Value::List(items) => items.iter().try_for_each(|item| take(item, left)),
        _ => Some(()),
    }
}

/// The operations that turn `raw` into `target`, except for what `base` and `target` have in common: `base` is `raw`
/// as Go's type writes it, so that fields the type does not know, and values it only writes differently, stay
/// untouched. Whatever `base` has and `raw` has not is added whole.
///
/// Source: Istio 1.30 webhook.go, createPatch (the operations may differ, the patched object may not).
pub fn diff(raw: &Value, base: &Value, mut target: Value) -> Vec<Operation> {
    let mut out = Differ { path: String::new(), operations: Vec::new() };
    out.value(raw, base, &mut target);
    out.operations
}

/// Takes what operations put out of the target: it is not asked for again.
struct Differ {
    path: String,
    operations: Vec<Operation>,
}

impl Differ {
    fn value(&mut self, raw: &Value, base: &Value, target: &mut Value) {
        if base == target {
            return;
        }
        match (raw, base, target) {
            (Value::Map(raw), Value::Map(base), Value::Map(target)) => self.map(raw, base, target),
            (Value::List(raw), Value::List(base), Value::List(target)) if raw.len() == base.len() => {
                self.list(raw, base, target);
            }
            (_, _, target) => self.push(Op::Replace, Some(std::mem::take(target))),
        }
    }

    fn map(&mut self, raw: &Map, base: &Map, target: &mut Map) {
        let (mut of_raw, mut of_target) = (raw.walk(), target.walk());
        for (key, _) in base.iter() {
            if of_target.get(key).is_none() && of_raw.get(key).is_some() {
                self.within(key, |d| d.push(Op::Remove, None));
            }
        }
        let (mut of_raw, mut of_base) = (raw.walk(), base.walk());
        for (key, wanted) in target.iter_mut() {
            let (raw, base) = (of_raw.get(key), of_base.get(key));
            if base.is_some_and(|base| *base == *wanted) {
                continue;
            }
            self.within(key, |d| match (raw, base) {
                (Some(raw), Some(base)) => d.value(raw, base, wanted),
                _ => d.push(Op::Add, Some(std::mem::take(wanted))),
            });
        }
    }

    fn list(&mut self, raw: &[Value], base: &[Value], target: &mut [Value]) {
        for i in (target.len()..base.len()).rev() {
            self.within(&i.to_string(), |d| d.push(Op::Remove, None));
        }
        for (i, wanted) in target.iter_mut().enumerate() {
            match (raw.get(i), base.get(i)) {
                (Some(_), Some(base)) if *base == *wanted => {}
                (Some(raw), Some(base)) => self.within(&i.to_string(), |d| d.value(raw, base, wanted)),
                _ => self.within("-", |d| d.push(Op::Add, Some(std::mem::take(wanted)))),
            }
        }
    }

    fn within(&mut self, key: &str, body: impl FnOnce(&mut Differ)) {
        let parent = self.path.len();
        self.path.push('/');
        self.path.push_str(&escaped(key));
        body(self);
        self.path.truncate(parent);
    }

    fn push(&mut self, op: Op, value: Option<Value>) {
        self.operations.push(Operation { op, path: self.path.clone(), value });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Value {
        kubeyaml::from_json(text.as_bytes()).unwrap()
    }

    #[test]
    fn differences_become_operations() {
        for (base, target, want) in [
            (r#"{"a":1}"#, r#"{"a":1}"#, "[]"),
            (r#"{"a":1}"#, r#"{"a":2}"#, r#"[{"op":"replace","path":"/a","value":2}]"#),
            (r#"{}"#, r#"{"a/b~":{}}"#, r#"[{"op":"add","path":"/a~1b~0","value":{}}]"#),
            (r#"{"a":1,"b":2}"#, r#"{"b":2}"#, r#"[{"op":"remove","path":"/a"}]"#),
            (
                r#"{"l":[1,2,3]}"#,
                r#"{"l":[1]}"#,
                r#"[{"op":"remove","path":"/l/2"},{"op":"remove","path":"/l/1"}]"#,
            ),
            (
                r#"{"l":[1]}"#,
                r#"{"l":[0,2]}"#,
                r#"[{"op":"replace","path":"/l/0","value":0},{"op":"add","path":"/l/-","value":2}]"#,
            ),
            (r#"{"l":[1]}"#, r#"{"l":{"x":1}}"#, r#"[{"op":"replace","path":"/l","value":{"x":1}}]"#),
        ] {
            let (base, target) = (json(base), json(target));
            assert_eq!(to_json(&diff(&base, &base, target)), want);
        }
    }

    #[test]
    fn what_is_written_is_read_again_and_nothing_else() {
        let text = r#"[{"op":"add","path":"/a","value":{"b":1}},{"op":"remove","path":"/c"},{"op":"replace","path":"/d","value":null}]"#;
        assert_eq!(to_json(&from_json(text.as_bytes()).unwrap()), text);
        for (text, want) in [
            ("x", "not JSON"),
            ("{}", "operation 1 is not {op, path, value}"),
            (r#"[{"op":"add","path":"/a"},{"op":"add"}]"#, "operation 2 is not {op, path, value}"),
            (
                r#"[{"op":"move","path":"/a","from":"/b"}]"#,
                "operation 1 is `move`; add, remove and replace are known",
            ),
        ] {
            let error = from_json(text.as_bytes()).unwrap_err().to_string();
            assert!(error.starts_with(want), "{error}");
        }
    }

    #[test]
    fn parts_of_a_pod_are_put_in_place_whole() {
        let pod =
            r#"{"metadata":{"name":"p","labels":{"a":"b"}},"spec":{"containers":[{"name":"c"}],"new":1}}"#;
        let typed = r#"{"metadata":{"name":"p","labels":{"a":"b"}},"spec":{"containers":[{"name":"c"}]}}"#;
        let made = r#"{"metadata":{"name":"q","annotations":{"k":"v"},"labels":{"a":"b","c":"d"}},"spec":{"containers":[{"name":"d"},{"name":"c"}]}}"#;
        let metadata = r#"{"op":"add","path":"/metadata/annotations","value":{"k":"v"}},{"op":"add","path":"/metadata/labels","value":{"a":"b","c":"d"}},"#;
        let name = r#"{"op":"replace","path":"/metadata/name","value":"q"}"#;
        let spec = r#"{"op":"add","path":"/spec","value":{"containers":[{"name":"d"},{"name":"c"}]}},"#;
        // What the type does not know stays.
        let items = r#",{"op":"replace","path":"/spec/containers/0/name","value":"d"},{"op":"add","path":"/spec/containers/-","value":{"name":"c"}}"#;
        for (raw, want) in
            [(typed, format!("[{metadata}{spec}{name}]")), (pod, format!("[{metadata}{name}{items}]"))]
        {
            let patch = diff_pod(&json(raw), &json(typed), json(made));
            assert_eq!(to_json(&patch), want);
            let (mut patched, mut by_items) = (json(raw), json(raw));
            apply(&mut patched, patch).unwrap();
            apply(&mut by_items, diff(&json(raw), &json(typed), json(made))).unwrap();
            assert_eq!(patched, by_items);
        }
        let large =
            json(&pod.replace(r#""new":1"#, &format!(r#""hostname":"{}""#, "x".repeat(LARGEST_PART))));
        let mut more = large.clone();
        more.map_entry("spec").insert("nodeName", "n");
        let want = r#"[{"op":"add","path":"/spec/nodeName","value":"n"}]"#;
        assert_eq!(to_json(&diff_pod(&large, &large, more)), want);
        assert_eq!(to_json(&diff_pod(&large, &large, large.clone())), "[]");
        let bare = json("{}");
        let want = r#"[{"op":"add","path":"/spec","value":{"x":1}},{"op":"add","path":"/metadata","value":{"labels":{}}}]"#;
        let target = json(r#"{"metadata":{"labels":{}},"spec":{"x":1}}"#);
        assert_eq!(to_json(&diff_pod(&bare, &bare, target)), want);
    }

    #[test]
    fn what_only_the_type_wrote_is_added_whole_and_unknown_fields_stay() {
        let raw = json(r#"{"spec":{"new":1}}"#);
        let base = json(r#"{"metadata":{},"spec":{"r":{}}}"#);
        let target = json(r#"{"metadata":{"labels":{"a":"b"}},"spec":{"r":{"x":1}}}"#);
        let want = r#"[{"op":"add","path":"/metadata","value":{"labels":{"a":"b"}}},{"op":"add","path":"/spec/r","value":{"x":1}}]"#;
        assert_eq!(to_json(&diff(&raw, &base, target)), want);
        assert_eq!(to_json(&diff(&raw, &base, base.clone())), "[]");
    }
}
