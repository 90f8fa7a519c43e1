//! The decision whether a pod gets a sidecar, in CEL.

use injection::Version;
use injection::config::{Operator, Requirement, Selector};
use injection::decide::{Policy, Rules};
use objects::names::INJECT;

use crate::cel::{ANNOTATIONS, LABELS, quoted, texts};
use crate::error::Refused;

/// Whether a pod is injected, as an expression without variables.
///
/// Source: Istio 1.30 inject.go, injectRequired; `injection::decide`.
///
/// # Errors
/// Nothing is ever injected.
pub fn expression(rules: &Rules, version: Version) -> Result<String, Refused> {
    let inject = quoted(INJECT);
    let annotation = format!("{ANNOTATIONS}[?{inject}].orValue('')");
    let said = match version.inject_label {
        true => format!("{LABELS}[?{inject}].orValue({annotation})"),
        false => annotation,
    };
    let otherwise = otherwise(rules)?;
    let (yes, no) = match version.inject_values == meshconfig::InjectValues::Strict {
        true => (format!("{said} == 'true'"), format!("{said} == 'false'")),
        false => {
            let lower = format!("{said}.lowerAscii()");
            let yes = format!("{lower} in {}", texts(["y", "yes", "true", "on"]));
            (yes.clone(), format!("{said} != '' && !({yes})"))
        }
    };
    Ok(format!("{yes} || (!({no}) && ({otherwise}))"))
}

/// What holds for pods that say nothing themselves.
fn otherwise(rules: &Rules) -> Result<String, Refused> {
    let by_policy = match &rules.policy {
        Policy::Enabled => "true",
        Policy::Disabled => "false",
        Policy::Unknown(policy) => return Err(Refused::Policy(policy.clone())),
    };
    let any = |selectors: &[Selector]| {
        let matching: Vec<String> = selectors.iter().filter_map(selector).collect();
        (!matching.is_empty()).then(|| matching.join(" || "))
    };
    let always = any(&rules.always).map_or_else(|| by_policy.to_owned(), |a| format!("{a} || {by_policy}"));
    Ok(any(&rules.never).map_or_else(|| always.clone(), |never| format!("!({never}) && ({always})")))
}

/// When a selector matches; one that is empty or cannot be used never does.
fn selector(selector: &Selector) -> Option<String> {
    let Selector::Requirements(all) = selector else { return None };
    let all: Vec<String> = all.iter().map(requirement).collect();
    Some(format!("({})", all.join(" && ")))
}

fn requirement(requirement: &Requirement) -> String {
    let key = quoted(requirement.key());
    let one_of = |values: &std::collections::BTreeSet<String>| {
        format!(
            "{LABELS}[?{key}].hasValue() && {LABELS}[{key}] in {}",
            texts(values.iter().map(String::as_str))
        )
    };
    match requirement.operator() {
        Operator::In(values) => format!("({})", one_of(values)),
        Operator::NotIn(values) => format!("!({})", one_of(values)),
        Operator::Exists => format!("{key} in {LABELS}"),
        Operator::DoesNotExist => format!("!({key} in {LABELS})"),
    }
}
