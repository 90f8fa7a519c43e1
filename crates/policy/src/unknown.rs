//! What is not known of a pod, among the values of a template.

use std::collections::BTreeSet;

use gotext::{Fault, Pointer, Struct, Value};

use crate::hole::{self, Of};
use crate::state::Shared;

/// Keys by which the pod's own maps are recognised; nobody gives them to a pod.
pub const LABELS_MARK: &str = "outrigger.invalid/labels";
/// The same for its annotations.
pub const ANNOTATIONS_MARK: &str = "outrigger.invalid/annotations";

/// How deeply values are searched for holes: settings in dictionaries in dictionaries.
const DEPTH: usize = 6;

/// One of the pod's maps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Own {
    /// Its labels.
    Labels,
    /// Its annotations.
    Annotations,
}

/// What is learnt of it.
#[derive(Clone, Copy, Debug)]
pub struct Unknown<'w> {
    /// What is learnt.
    pub state: &'w Shared,
}

impl Unknown<'_> {
    /// Whether a text is not empty.
    pub fn is_filled(&self, text: &str) -> Result<bool, Fault> {
        let mut state = self.state.borrow_mut();
        if !state.may_be_empty(text) {
            return Ok(true);
        }
        let cel = state.cel(text).ok_or("one container is looked at")?;
        let annotations = state.annotations_of(text);
        Ok(state.ask(format!("{cel} != ''"), annotations))
    }

    /// A hole for an expression over these texts.
    pub fn made<'a>(&self, cel: String, may_be_empty: bool, from: &[&str]) -> Value<'a> {
        let mut state = self.state.borrow_mut();
        let annotations = from.iter().flat_map(|text| state.annotations_of(text)).collect();
        Value::text(state.hole(Of::Text(cel), may_be_empty, annotations))
    }

    /// Refuses a call; the annotations that it depends on are to be left out of what is followed.
    pub fn refusal(&self, name: &str, args: &[Value<'_>]) -> Fault {
        let mut culprits = BTreeSet::new();
        for arg in args {
            self.collect(arg, &mut culprits, DEPTH);
        }
        self.state.borrow_mut().culprits = culprits;
        format!("what `{name}` gives for a pod is not translated to CEL").into()
    }

    fn collect(&self, value: &Value<'_>, into: &mut BTreeSet<String>, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        match value {
            Value::Str(text) => into.extend(self.state.borrow().annotations_of(text)),
            Value::List(list) => list.iter().for_each(|item| self.collect(&item, into, depth)),
            Value::Map(map) => map.iter().for_each(|(_, item)| self.collect(&item, into, depth)),
            _ => {}
        }
    }

    /// Whether a value counts as true.
    pub fn truth(&self, value: &Value<'_>) -> Result<bool, Fault> {
        let Some(text) = value.as_str().filter(|text| hole::is_in(text)) else {
            return match own(value) {
                Some(_) => Err("whether a pod has labels or annotations is not followed".into()),
                None => Ok(value.is_true()),
            };
        };
        self.is_filled(text)
    }
}

/// Which of the pod's maps a value is.
pub fn own(value: &Value<'_>) -> Option<Own> {
    let Value::Map(map) = value else { return None };
    match map {
        map if map.contains(LABELS_MARK) => Some(Own::Labels),
        map if map.contains(ANNOTATIONS_MARK) => Some(Own::Annotations),
        _ => None,
    }
}

/// What it is as a struct.
pub fn structure<'v, 'a>(value: &'v Value<'a>) -> Option<&'v Struct<'a>> {
    match value {
        Value::Struct(structure) | Value::Pointer(Pointer::Struct(structure)) => Some(structure),
        _ => None,
    }
}

/// The name of its type, if that is a struct.
pub fn type_name<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    Some(match structure(value)? {
        Struct::Typed(kind, _) => kind.name(),
        Struct::Record(record) => record.name,
    })
}

/// Whether it is a part of the pod that has more than texts.
pub fn is_of_the_pod(value: &Value<'_>) -> bool {
    let types = ["v1.ObjectMeta", "v1.PodSpec", "v1.Container", "v1.ContainerPort"];
    match value {
        Value::List(list) => list.iter().any(|item| is_of_the_pod(&item)),
        value => own(value).is_some() || type_name(value).is_some_and(|name| types.contains(&name)),
    }
}

/// Whether something in it is not known.
pub fn is_unknown(value: &Value<'_>) -> bool {
    is_unknown_within(value, DEPTH)
}

fn is_unknown_within(value: &Value<'_>, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return true };
    match value {
        Value::Str(text) | Value::NamedStr(_, text) => hole::is_in(text),
        Value::List(list) => list.iter().any(|item| is_unknown_within(&item, depth)),
        Value::Map(map) => {
            own(value).is_some() || map.iter().any(|(_, item)| is_unknown_within(&item, depth))
        }
        value => is_of_the_pod(value),
    }
}
