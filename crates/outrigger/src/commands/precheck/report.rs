//! What `precheck` prints.

use diagnosis::codes;
use diagnosis::precheck::{Change, Effect};
use serde::Serialize;

use crate::commands::outdated::report::{Difference, diff};
use crate::options::form::{TableForm, json, yaml};
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
    for change in shown.iter().filter(|change| verbose && !change.differences.is_empty()) {
        let name = format!("{} {}/{}", change.namespace, change.kind, change.name);
        text.push_str(&diff(&name, &change.differences));
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
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    workloads: Vec<Workload<'a>>,
}

#[derive(Debug, Serialize)]
struct Workload<'a> {
    namespace: &'a str,
    kind: &'a str,
    name: &'a str,
    pods: &'a [String],
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<&'static str>,
    cause: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<String>,
    differences: Vec<Difference<'a>>,
}

impl<'a> Report<'a> {
    /// What changes.
    pub fn of(all: &'a [Change]) -> Report<'a> {
        Report { workloads: all.iter().map(workload).collect() }
    }

    /// Its text in a form.
    pub fn text(&self, form: TableForm) -> String {
        if form == TableForm::Yaml { yaml(self) } else { json(self) }
    }
}

fn workload(change: &Change) -> Workload<'_> {
    Workload {
        namespace: &change.namespace,
        kind: &change.kind,
        name: &change.name,
        pods: &change.pods,
        code: change.effect.code(),
        level: codes::find(change.effect.code()).ok().map(|code| code.level.name()),
        cause: change.effect.to_string(),
        remedy: change.effect.remedy(&change.restart),
        differences: change.differences.iter().map(Difference::of).collect(),
    }
}
