//! Answering recorded reviews again, and reporting what would change.

use std::io;
use std::path::{Path, PathBuf};

use kubeyaml::{Map, Value};

use super::apply::apply;
use super::file::{Record, RecordedAnswer};
use crate::engine::{Allowance, Engine};

/// How many places of a difference are reported.
const PLACES: usize = 20;

/// What a replay would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// There is no answer to compare with.
    Unknown,
    /// Nothing.
    Same,
    /// The decision, or why the pod is refused.
    Decision,
    /// The pod: the places in it that differ.
    Pod(Vec<String>),
}

/// A recorded review answered again.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What would change.
    pub change: Change,
    /// What is answered now.
    pub now: RecordedAnswer,
}

/// Answers a record with an engine and compares the pods that the old and the new patch give: patches may differ and
/// mean the same.
pub fn compare(record: &Record, engine: &dyn Engine) -> Comparison {
    let now = record.ask(engine, Allowance::AMPLE);
    let change = match &record.answer {
        None => Change::Unknown,
        Some(then) if then.decision != now.decision || then.message != now.message => Change::Decision,
        Some(then) => {
            let mut places = Vec::new();
            differences(&patched(record, then), &patched(record, &now), &mut String::new(), &mut places);
            if places.is_empty() { Change::Same } else { Change::Pod(places) }
        }
    };
    Comparison { change, now }
}

/// A patch that does not apply leaves the pod as far as it came.
fn patched(record: &Record, answer: &RecordedAnswer) -> Value {
    let mut pod = record.pod().clone();
    let _ = apply(&mut pod, &answer.patch);
    pod
}

fn differences(then: &Value, now: &Value, path: &mut String, places: &mut Vec<String>) {
    if then == now || places.len() >= PLACES {
        return;
    }
    match (then, now) {
        (Value::Map(then), Value::Map(now)) => {
            for key in keys(then, now) {
                let pair = (then.get(key).unwrap_or(&Value::Null), now.get(key).unwrap_or(&Value::Null));
                within(&key.replace('~', "~0").replace('/', "~1"), pair, path, places);
            }
        }
        (Value::List(then), Value::List(now)) if then.len() == now.len() => {
            for (i, pair) in then.iter().zip(now).enumerate() {
                within(&i.to_string(), pair, path, places);
            }
        }
        (Value::List(then), Value::List(now)) => match (by_name(then), by_name(now)) {
            (Some(then), Some(now)) => differences(&then, &now, path, places),
            _ => places.push(path.clone()),
        },
        _ => places.push(path.clone()),
    }
}

/// A list of things with names, such as containers, as a mapping: what was put before the others moves none of them.
fn by_name(list: &[Value]) -> Option<Value> {
    let named = |item: &Value| Some((item.str_at(&["name"])?.into(), item.clone()));
    let map: Map = list.iter().map(named).collect::<Option<_>>()?;
    (map.len() == list.len()).then_some(Value::Map(map))
}

fn within(key: &str, pair: (&Value, &Value), path: &mut String, places: &mut Vec<String>) {
    let parent = path.len();
    path.push('/');
    path.push_str(key);
    differences(pair.0, pair.1, path, places);
    path.truncate(parent);
}

/// The keys of both, each once.
fn keys<'a>(a: &'a Map, b: &'a Map) -> impl Iterator<Item = &'a str> {
    a.keys().chain(b.keys().filter(|k| !a.contains(k)))
}

/// The records in a folder by name: all files that end in `.json`, `.yaml` or `.yml`.
///
/// # Errors
/// The folder cannot be read.
pub fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let is_record =
        |p: &PathBuf| matches!(p.extension().and_then(|e| e.to_str()), Some("json" | "yaml" | "yml"));
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder)?.filter_map(|e| e.ok().map(|e| e.path())).filter(is_record).collect();
    files.sort();
    Ok(files)
}
