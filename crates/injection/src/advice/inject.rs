//! What a pod says of its injection and does not get.

use super::kinds::Advice;
use crate::Version;
use crate::decide::{Decision, Reason, is_requested};
use crate::names::INJECT;
use crate::pod::{annotation, label};
use crate::question::Question;

/// Adds what a pod asks for and does not get.
pub fn add(question: &Question<'_>, decision: &Decision, version: Version, advice: &mut Vec<Advice>) {
    let pod = question.pod;
    if version.inject_label
        && let (Some(label), Some(annotation)) = (label(pod, INJECT), annotation(pod, INJECT))
        && label != annotation
    {
        advice.push(Advice::InjectTwice { label: label.to_owned(), annotation: annotation.to_owned() });
    }
    // kube-inject says why of every pod that it skips.
    let by_host_network = decision.reason() == Some(&Reason::HostNetwork) && !question.asked.is_kube_inject();
    if by_host_network && is_requested(pod, version) {
        advice.push(Advice::HostNetwork);
    }
}

/// Adds a value that could not be read.
pub(crate) fn add_unreadable(decision: &Decision, advice: &mut Vec<Advice>) {
    advice.extend(decision.trace.iter().filter_map(|reason| match reason {
        Reason::UnreadableValue(source, value) => {
            Some(Advice::UnreadableInject { source: *source, value: value.clone() })
        }
        _ => None,
    }));
}
