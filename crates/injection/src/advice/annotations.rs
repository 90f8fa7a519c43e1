//! Annotations of a pod that do nothing.

use golang::number::parse_bool;
use kubeyaml::{Map, Value};
use meshconfig::meant_annotation;

use super::kinds::Advice;
use super::pod::MOST;
use crate::names::{NATIVE_SIDECAR, REWRITE_PROBES};
use crate::pod::annotations;

/// Annotations whose names are compared with those that are known.
const COMPARED: usize = 500;

/// Annotations whose value is a truth value in Go's spelling, and which count as absent when it is not.
const TRUTHS: [&str; 2] = [REWRITE_PROBES, NATIVE_SIDECAR];

/// Adds the annotations of an injected pod that are misspelt, in their name or their value.
pub fn add(pod: &Value, advice: &mut Vec<Advice>) {
    let Some(annotations) = annotations(pod) else { return };
    let misspelt = annotations.keys().take(COMPARED).filter_map(|name| {
        let meant = meant_annotation(name)?;
        Some(Advice::MisspeltAnnotation { name: name.to_owned(), meant })
    });
    let left = MOST.saturating_sub(advice.len());
    advice.extend(misspelt.take(left));
    untrue(annotations, advice);
}

fn untrue(annotations: &Map, advice: &mut Vec<Advice>) {
    for name in TRUTHS {
        if let Some(value) = annotations.get(name).and_then(Value::as_str)
            && parse_bool(value).is_none()
        {
            advice.push(Advice::NotATruth { name, value: value.to_owned() });
        }
    }
}
