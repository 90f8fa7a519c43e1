//! What of the findings is wanted, and their order.

use std::collections::BTreeSet;

use kubeyaml::Value;
use objects::names::ANALYZE_SUPPRESS;
use objects::{Kind, kinds};

use super::Question;
use super::view::View;
use crate::finding::{Finding, Place};
use crate::part::annotation;

/// Findings that are not wanted: those of a code about objects that a pattern matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The code.
    pub code: String,
    pattern: String,
}

/// A text that is not a [`Suppression`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a valid suppression value. See istioctl analyze --help")]
pub struct SuppressionError(String);

impl std::str::FromStr for Suppression {
    type Err = SuppressionError;

    /// `CODE=PATTERN`; in the pattern `*` stands for anything.
    fn from_str(text: &str) -> Result<Suppression, SuppressionError> {
        match text.split_once('=') {
            Some((code, pattern)) if !pattern.contains('=') => {
                Ok(Suppression { code: code.to_owned(), pattern: pattern.to_owned() })
            }
            _ => Err(SuppressionError(text.to_owned())),
        }
    }
}

impl Suppression {
    /// Whether a finding is meant. The pattern is held against the object as it is printed: `Pod ns/name`.
    ///
    /// Source: Istio 1.30 pkg/config/analysis/local/istiod_analyze.go, filterMessages.
    fn matches(&self, finding: &Finding) -> bool {
        self.code == finding.code.id && matches(&self.pattern, &finding.place.to_string())
    }

    /// Whether it would mean a finding if objects were written as Istio's documentation writes them: `Pod name.ns`.
    pub fn is_in_documented_form_for(&self, finding: &Finding) -> bool {
        let Place { kind, namespace, name } = &finding.place;
        let documented = format!("{kind} {name}.{namespace}");
        self.code == finding.code.id && !namespace.is_empty() && matches(&self.pattern, &documented)
    }
}

/// Whether a pattern, in which `*` stands for any text, matches all of a text.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    true
}

/// Keeps what is wanted.
///
/// Source: as of [`Suppression`].
pub(super) fn keep(findings: &mut Vec<Finding>, view: &View<'_>, question: &Question) {
    findings.retain(|finding| {
        let of_interest = question.namespace.as_deref().is_none_or(|wanted| is_in(&finding.place, wanted));
        of_interest
            && !question.suppressions.iter().any(|s| s.matches(finding))
            && !object(view, &finding.place).is_some_and(|object| suppresses(object, finding.code.id))
    });
}

/// Whether an object is in a namespace, or in none.
fn is_in(place: &Place, namespace: &str) -> bool {
    let home = if place.kind == kinds::NAMESPACE.kind { &place.name } else { &place.namespace };
    home.is_empty() || home == namespace
}

fn object<'a>(view: &View<'a>, place: &Place) -> Option<&'a Value> {
    let kind: &Kind = kinds::ALL.iter().find(|kind| kind.kind == place.kind)?;
    view.get(*kind, &place.namespace, &place.name)
}

/// Whether an object itself says that findings of this code are not wanted.
fn suppresses(object: &Value, code: &str) -> bool {
    let Some(codes) = annotation(object, ANALYZE_SUPPRESS) else { return false };
    codes.split(',').any(|c| c == code || c == "*")
}

/// Puts findings into order, and leaves out what is said already.
///
/// Source: Istio 1.30 pkg/config/analysis/diag/messages.go.
pub(super) fn order(findings: &mut Vec<Finding>) {
    let mut said = BTreeSet::new();
    findings.retain(|f| said.insert((f.code.id, f.place.clone(), f.cause.clone())));
    findings.sort_by_cached_key(|f| {
        let Place { kind, namespace, name } = &f.place;
        (f.code.level, f.code.id, format!("{kind}/{name}/{namespace}"), f.cause.clone())
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::case::{answers, question};

    const PODS: &str = "
{kind: Namespace, apiVersion: v1, metadata: {name: a, labels: {istio-injection: enabled}}}
---
{kind: Namespace, apiVersion: v1, metadata: {name: b, labels: {istio-injection: enabled}}}
---
{kind: Pod, apiVersion: v1, metadata: {name: p, namespace: a}}
---
{kind: Pod, apiVersion: v1, metadata: {name: p, namespace: b}}
---
{kind: Pod, apiVersion: v1, metadata: {name: p-0, namespace: b}}
---
{kind: Pod, apiVersion: v1, metadata: {name: quiet, namespace: b, annotations: {galley.istio.io/analyze-suppress: 'IST0001,IST0103'}}}
";

    #[test]
    fn what_is_not_wanted_is_left_out_and_the_rest_is_in_order() {
        for (namespace, suppression, want) in [
            (None, None, "b/p-0 a/p b/p"),
            (Some("b"), None, "b/p-0 b/p"),
            (Some("c"), None, ""),
            (None, Some("IST0103=Pod b/*"), "a/p"),
            (None, Some("IST0103=*p"), "b/p-0"),
            (None, Some("IST0103=Pod p.b"), "b/p-0 a/p b/p"),
            (None, Some("IST0103="), "b/p-0 a/p b/p"),
            (None, Some("ist0103=*"), "b/p-0 a/p b/p"),
        ] {
            let mut question = question("injection.Analyzer");
            question.namespace = namespace.map(str::to_owned);
            question.suppressions = suppression.iter().map(|s| s.parse().unwrap()).collect();
            let found: Vec<String> = answers(&question, PODS)
                .iter()
                .map(|line| line.split([' ', ':']).nth(2).unwrap_or_default().to_owned())
                .collect();
            assert_eq!(found.join(" "), want, "{namespace:?} {suppression:?}");
        }
    }

    #[test]
    fn a_suppression_has_one_equals_sign() {
        for (text, valid) in
            [("", false), ("IST0103", false), ("a=b=c", false), ("=x", true), ("IST0103=", true)]
        {
            assert_eq!(text.parse::<Suppression>().is_ok(), valid, "{text}");
        }
    }

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, text, want) in [
            ("*", "", true),
            ("", "a", false),
            ("a*c", "abc", true),
            ("a*b*c", "a-b-b-c", true),
            ("a*a", "a", false),
            ("a?c", "abc", false),
            ("*b", "abc", false),
            ("**", "x", true),
        ] {
            assert_eq!(matches(pattern, text), want, "{pattern} {text}");
        }
    }
}
