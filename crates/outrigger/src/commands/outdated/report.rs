//! What `outdated` prints.

use diagnosis::finding::Level;
use diagnosis::outdated::{self, Pods, State};
use kubeyaml::Value;
use serde::Serialize;

use crate::options::form::{TableForm, json, yaml};
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
        for pods in shown.iter().filter(|pods| !pods.differences.is_empty()) {
            let name = format!("{} {}/{}", pods.namespace, pods.kind, pods.name);
            text.push_str(&diff(&name, &pods.differences));
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

/// What changes of something, a field a line.
pub fn diff(name: &str, differences: &[outdated::Difference]) -> String {
    let head = vec![Cell::from(name)];
    let lines = differences.iter().map(|d| vec![Cell::from(format!("  {d}"))]);
    format!("\n{}", table::with_header(head, lines, 2))
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
    risk: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<String>,
    differences: Vec<Difference<'a>>,
}

/// A field that changes.
#[derive(Debug, Serialize)]
pub struct Difference<'a> {
    field: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    was: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<&'a Value>,
}

impl<'a> Difference<'a> {
    /// For programs.
    pub fn of(difference: &'a outdated::Difference) -> Difference<'a> {
        let outdated::Difference { field, was, now } = difference;
        Difference { field, was: was.as_ref(), now: now.as_ref() }
    }
}

impl<'a> Report<'a> {
    /// How pods stand.
    pub fn of(all: &'a [Pods]) -> Report<'a> {
        Report { workloads: all.iter().map(workload).collect() }
    }

    /// Its text in a form.
    pub fn text(&self, form: TableForm) -> String {
        if form == TableForm::Yaml { yaml(self) } else { json(self) }
    }
}

fn workload(pods: &Pods) -> Workload<'_> {
    let is_outdated = pods.state.is_outdated();
    let level = match pods.state {
        State::Refused { .. } => Some(Level::Error.name()),
        State::Unknown { .. } => Some(Level::Info.name()),
        _ => is_outdated.then(|| Level::Warning.name()),
    };
    Workload {
        namespace: &pods.namespace,
        kind: &pods.kind,
        name: &pods.name,
        pods: &pods.pods,
        code: pods.state.code(),
        level,
        cause: pods.state.to_string(),
        risk: is_outdated.then(|| pods.risk.name()),
        remedy: pods.state.remedy(&pods.restart),
        differences: pods.differences.iter().map(Difference::of).collect(),
    }
}
