//! What `precheck` prints.

use diagnosis::precheck::{Change, Effect};

use crate::findings::workloads::{Report, Workload, diff, differences, level};
use crate::table::{self, Cell};

/// So many fields are named in a row.
const FIELDS: usize = 3;

/// A line for each workload; with `verbose` those for which nothing changes, too, and below each what does.
pub fn table(all: &[Change], verbose: bool) -> String {
    let shown: Vec<&Change> =
        all.iter().filter(|change| verbose || !matches!(change.effect, Effect::Same)).collect();
    if shown.is_empty() {
        return String::new();
    }
    let header = ["NAMESPACE", "WORKLOAD", "PODS", "EFFECT", "WHAT CHANGES", "WHAT TO DO"].map(Cell::from);
    let rows = shown.iter().map(|change| {
        [
            Cell::from(change.namespace.as_str()),
            Cell::from(format!("{}/{}", change.kind, change.name)),
            Cell::from(change.pods.len().to_string()),
            Cell::from(change.effect.code()),
            Cell::from(what(change)),
            Cell::from(change.effect.remedy(&change.restart).unwrap_or_default()),
        ]
        .to_vec()
    });
    let mut text = table::with_header(header.to_vec(), rows, 2);
    for Change { namespace, kind, name, differences, .. } in shown.into_iter().filter(|_| verbose) {
        text.push_str(&diff((namespace, kind, name), differences));
    }
    text
}

/// What changes, in a word.
fn what(change: &Change) -> String {
    if change.effect != Effect::Changed {
        return change.effect.to_string();
    }
    let named: Vec<&str> = change.differences.iter().take(FIELDS).map(|d| d.field.as_str()).collect();
    let more = change.differences.len().saturating_sub(FIELDS);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", named.join(", "))
}

/// For how many pods what changes.
pub fn summary(all: &[Change]) -> String {
    let count = |wanted: &dyn Fn(&Effect) -> bool| -> usize {
        all.iter().filter(|change| wanted(&change.effect)).map(|change| change.pods.len()).sum()
    };
    format!(
        "{} pods: {} would be refused, {} change, {} stay as they are, {} cannot be told\n",
        count(&|_| true),
        count(&is_refusal),
        count(&|effect| effect.is_finding() && !is_refusal(effect)),
        count(&|effect| matches!(effect, Effect::Same)),
        count(&|effect| matches!(effect, Effect::Unknown { .. })),
    )
}

fn is_refusal(effect: &Effect) -> bool {
    matches!(effect, Effect::Refused { .. } | Effect::StillRefused { .. })
}

/// The answer for programs.
pub fn report(all: &[Change]) -> Report<'_> {
    Report::of(all.iter().map(|change| {
        let code = change.effect.code();
        Workload {
            namespace: &change.namespace,
            kind: &change.kind,
            name: &change.name,
            pods: &change.pods,
            code,
            level: level(code),
            cause: change.effect.to_string(),
            risk: None,
            remedy: change.effect.remedy(&change.restart),
            differences: differences(&change.differences),
        }
    }))
}
