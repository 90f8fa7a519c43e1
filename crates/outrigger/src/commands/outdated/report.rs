//! What `outdated` prints.

use diagnosis::outdated::{Pods, State};

use crate::findings::workloads::{Report, Workload, diff, differences, level};
use crate::table::{self, Cell};

/// A line for each workload; with `verbose` those that are up to date, too, and below each what a restart would change.
pub fn table(all: &[Pods], verbose: bool) -> String {
    let shown: Vec<&Pods> = all.iter().filter(|pods| verbose || !is_fine(pods)).collect();
    if shown.is_empty() {
        return String::new();
    }
    let header = ["NAMESPACE", "WORKLOAD", "PODS", "STATE", "RISK", "DIFFERS", "WHAT TO DO"].map(Cell::from);
    let rows = shown.iter().map(|pods| {
        let remedy = pods.state.remedy(&pods.restart).unwrap_or_default();
        let risk = if pods.state.is_outdated() { pods.risk.name() } else { "" };
        [
            Cell::from(pods.namespace.as_str()),
            Cell::from(format!("{}/{}", pods.kind, pods.name)),
            Cell::from(pods.pods.len().to_string()),
            Cell::from(pods.state.code()),
            Cell::from(risk),
            Cell::from(differs(pods)),
            Cell::from(remedy),
        ]
        .to_vec()
    });
    let mut text = table::with_header(header.to_vec(), rows, 2);
    if verbose {
        for Pods { namespace, kind, name, differences, .. } in shown {
            text.push_str(&diff((namespace, kind, name), differences));
        }
    }
    text
}

fn is_fine(pods: &Pods) -> bool {
    matches!(pods.state, State::Current | State::NotInjected)
}

/// What differs, in a word.
fn differs(pods: &Pods) -> String {
    match (&pods.state, &pods.differences[..]) {
        (State::Changed, [only]) => only.field.clone(),
        (State::Changed, [first, rest @ ..]) => format!("{} and {} more", first.field, rest.len()),
        (state, _) => state.to_string(),
    }
}

/// How many pods stand how.
pub fn summary(all: &[Pods]) -> String {
    let count = |wanted: &dyn Fn(&State) -> bool| -> usize {
        all.iter().filter(|pods| wanted(&pods.state)).map(|pods| pods.pods.len()).sum()
    };
    format!(
        "{} pods: {} out of date, {} up to date, {} without a sidecar, {} cannot be told\n",
        count(&|_| true),
        count(&State::is_outdated),
        count(&|state| matches!(state, State::Current)),
        count(&|state| matches!(state, State::NotInjected)),
        count(&|state| matches!(state, State::Unknown { .. })),
    )
}

/// The answer for programs.
pub fn report(all: &[Pods]) -> Report<'_> {
    Report::of(all.iter().map(|pods| {
        let code = pods.state.code();
        Workload {
            namespace: &pods.namespace,
            kind: &pods.kind,
            name: &pods.name,
            pods: &pods.pods,
            code,
            level: level(code).filter(|_| !is_fine(pods)),
            cause: pods.state.to_string(),
            risk: pods.state.is_outdated().then(|| pods.risk.name()),
            remedy: pods.state.remedy(&pods.restart),
            differences: differences(&pods.differences),
        }
    }))
}
