//! Namespaces that name a revision which is not there.

use std::collections::BTreeSet;

use meshconfig::spelling::nearest;
use objects::kinds;
use objects::names::{INJECTION, REVISION, TAG};

use super::super::view::{View, finding};
use crate::admission;
use crate::codes::path::REVISION_MISSING;
use crate::finding::Finding;
use crate::part::{label, labels, name, revision};
use crate::selector::Selector;
use crate::shell::word;

/// Adds the namespaces that no webhook configuration knows the revision of.
pub fn look(view: &View<'_>, findings: &mut Vec<Finding>) {
    let configurations = || view.world().all(kinds::MUTATING_WEBHOOK);
    let known: BTreeSet<&str> = configurations()
        .flat_map(|c| [Some(revision(c)), label(c, TAG)])
        .flatten()
        .filter(|known| !known.is_empty())
        .collect();
    let selectors: Vec<Selector> = configurations()
        .flat_map(admission::of_injectors)
        .map(|entry| Selector::of(entry.at(&["namespaceSelector"])))
        .collect();
    for namespace in view.all(kinds::NAMESPACE).filter(|namespace| label(namespace, INJECTION).is_none()) {
        let Some(asked) = label(namespace, REVISION).filter(|revision| !revision.is_empty()) else {
            continue;
        };
        if known.contains(asked) || selectors.iter().any(|selector| selector.selects(labels(namespace))) {
            continue;
        }
        let meant = nearest(asked, known.iter().copied());
        let question = meant.map(|meant| format!("; did you mean {meant}?")).unwrap_or_default();
        let cause = format!(
            "{REVISION}={asked} is neither a revision nor a tag of a webhook configuration{question}"
        );
        let remedy = match meant {
            Some(meant) => {
                let label = word(&format!("{REVISION}={meant}"));
                format!("kubectl label namespace {} --overwrite {label}", word(name(namespace)))
            }
            None => REVISION_MISSING.remedy.to_owned(),
        };
        findings.push(finding(&REVISION_MISSING, kinds::NAMESPACE, namespace, cause).remedy(remedy));
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::case::{answers, own, question};

    const WEBHOOKS: &str = "
{kind: MutatingWebhookConfiguration, metadata: {name: a, labels: {istio.io/rev: canary}}, webhooks: [{name: x.istio.io, namespaceSelector: {matchLabels: {istio.io/rev: canary}}}]}
---
{kind: MutatingWebhookConfiguration, metadata: {name: b, labels: {istio.io/rev: canary, istio.io/tag: prod}}}
---
";

    #[test]
    fn revisions_that_are_not_there_are_found() {
        for (labels, want) in [
            ("istio.io/rev: canary", ""),
            ("istio.io/rev: prod", ""),
            ("istio.io/rev: cannary", "revision-missing"),
            ("istio.io/rev: cannary, istio-injection: enabled", ""),
            ("istio.io/rev: ''", ""),
            ("", ""),
        ] {
            let namespace = format!("{{kind: Namespace, metadata: {{name: shop, labels: {{{labels}}}}}}}");
            assert_eq!(own("revision", &format!("{WEBHOOKS}{namespace}")), want, "{labels}");
        }
        let cause = answers(
            &question("revision"),
            &format!(
                "{WEBHOOKS}{{kind: Namespace, metadata: {{name: shop, labels: {{istio.io/rev: cannary}}}}}}"
            ),
        );
        assert!(cause[0].ends_with("did you mean canary?"), "{cause:?}");
    }
}
