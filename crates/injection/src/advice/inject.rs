//! What a pod says of its injection and does not get.

use kubeyaml::Value;

use super::Advice;
use crate::Version;
use crate::decide::{Decision, Reason, is_requested};
use crate::names::INJECT;
use crate::pod::{annotation, label};

/// Adds what a pod asks for and does not get.
pub fn add(pod: &Value, decision: &Decision, version: Version, advice: &mut Vec<Advice>) {
    if version.inject_label
        && let (Some(label), Some(annotation)) = (label(pod, INJECT), annotation(pod, INJECT))
        && label != annotation
    {
        advice.push(Advice::InjectTwice { label: label.to_owned(), annotation: annotation.to_owned() });
    }
    if decision.reason() == Some(&Reason::HostNetwork) && is_requested(pod, version) {
        advice.push(Advice::HostNetwork);
    }
}

/// Adds a value that could not be read.
pub fn add_unreadable(decision: &Decision, advice: &mut Vec<Advice>) {
    advice.extend(decision.trace.iter().filter_map(|reason| match reason {
        Reason::UnreadableValue(source, value) => {
            Some(Advice::UnreadableInject { source: *source, value: value.clone() })
        }
        _ => None,
    }));
}
