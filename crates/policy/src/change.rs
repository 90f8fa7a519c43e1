//! What injection adds to a pod, by the places where it goes.

use kubeyaml::{Map, Value};

/// Lists of a pod to which injection adds items.
pub const LISTS: [&str; 4] = ["containers", "initContainers", "volumes", "imagePullSecrets"];

/// What was added: `labels` and `annotations`, and of each list what comes to its `front` and its `back`.
///
/// # Errors
/// Something was changed that a policy does not change: the field.
pub fn of(before: &Value, after: &Value) -> Result<Value, String> {
    let mut change = Value::Null;
    for key in keys(before, after, &[]) {
        let (old, new) = (before.at(&[&key]), after.at(&[&key]));
        match key.as_str() {
            "metadata" => metadata(old, new, &mut change)?,
            "spec" => spec(old, new, &mut change)?,
            _ if old == new => {}
            _ => return Err(key),
        }
    }
    Ok(change)
}

fn metadata(before: &Value, after: &Value, change: &mut Value) -> Result<(), String> {
    for key in keys(before, after, &[]) {
        let (old, new) = (before.at(&[&key]), after.at(&[&key]));
        if !["labels", "annotations"].contains(&key.as_str()) {
            if old != new {
                return Err(format!("metadata.{key}"));
            }
            continue;
        }
        let added = change.map_entry(&key);
        for (name, value) in new.as_map().map(Map::iter).into_iter().flatten() {
            if old.get(name) != Some(value) {
                added.insert(name, value.clone());
            }
        }
        let kept = |(name, _): (&str, &Value)| new.get(name).is_some();
        if !old.as_map().is_none_or(|old| old.iter().all(kept)) {
            return Err(format!("metadata.{key}"));
        }
    }
    Ok(())
}

fn spec(before: &Value, after: &Value, change: &mut Value) -> Result<(), String> {
    for key in keys(before, after, &LISTS) {
        let (old, new) = (before.at(&[&key]), after.at(&[&key]));
        if !LISTS.contains(&key.as_str()) {
            if old != new {
                return Err(format!("spec.{key}"));
            }
            continue;
        }
        let (old, new) = (old.as_list().unwrap_or_default(), new.as_list().unwrap_or_default());
        let (front, back) = around(old, new).ok_or_else(|| format!("spec.{key}"))?;
        let added = change.map_entry(&key);
        added.insert("front", front.to_vec());
        added.insert("back", back.to_vec());
    }
    Ok(())
}

/// What stands before and behind the old items, which stand together.
fn around<'v>(old: &[Value], new: &'v [Value]) -> Option<(&'v [Value], &'v [Value])> {
    if old.is_empty() {
        return Some((&[], new));
    }
    let at = new.windows(old.len()).position(|window| window == old)?;
    Some((new.get(..at)?, new.get(at + old.len()..)?))
}

fn keys(before: &Value, after: &Value, always: &[&str]) -> Vec<String> {
    let of = |value: &Value| value.as_map().map(|map| map.keys().map(str::to_owned).collect::<Vec<_>>());
    let mut keys = [of(before).unwrap_or_default(), of(after).unwrap_or_default()].concat();
    keys.extend(always.iter().map(|key| (*key).to_owned()));
    keys.sort();
    keys.dedup();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_has_its_place() {
        let before =
            "{metadata: {labels: {a: b}}, spec: {containers: [{name: x}, {name: y}], volumes: [{name: v}]}}";
        for (after, want) in [
            (
                "{metadata: {labels: {a: c, d: e}, annotations: {f: g}}, spec: {containers: [{name: p}, {name: x}, {name: y}, {name: q}], volumes: [{name: v}], initContainers: [{name: i}]}}",
                r#"{"annotations":{"f":"g"},"containers":{"back":[{"name":"q"}],"front":[{"name":"p"}]},"imagePullSecrets":{"back":[],"front":[]},"initContainers":{"back":[{"name":"i"}],"front":[]},"labels":{"a":"c","d":"e"},"volumes":{"back":[],"front":[]}}"#,
            ),
            ("{metadata: {labels: {}}, spec: {}}", "metadata.labels"),
            (
                "{metadata: {labels: {a: b}}, spec: {containers: [{name: x}, {name: p}, {name: y}]}}",
                "spec.containers",
            ),
            (
                "{metadata: {labels: {a: b}}, spec: {containers: [{name: x}, {name: y}], volumes: [{name: v}], dnsPolicy: x}}",
                "spec.dnsPolicy",
            ),
        ] {
            let read = |text| kubeyaml::read(text).unwrap();
            let got = of(&read(before), &read(after)).map_or_else(|field| field, |c| kubeyaml::to_json(&c));
            assert_eq!(got, want);
        }
    }
}
