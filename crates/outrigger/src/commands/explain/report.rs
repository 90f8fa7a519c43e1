//! An explanation for programs.

use diagnosis::explain::{self, Explanation, Step};
use diagnosis::finding::{Code, Finding};
use serde::Serialize;

use crate::findings::{Entry, entries};
use crate::options::form::{TableForm, json, yaml};

/// All that is explained.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    pods: Vec<Pod<'a>>,
}

/// A code and its page.
#[derive(Debug, Serialize)]
struct Page {
    code: &'static str,
    level: &'static str,
    title: &'static str,
    meaning: &'static str,
    example: &'static str,
    remedy: &'static str,
}

/// Codes in a form for programs; `None` for the one for people.
pub fn codes(all: &[&Code], form: TableForm) -> Option<String> {
    let page = |code: &&Code| Page {
        code: code.id,
        level: code.level.name(),
        title: code.title,
        meaning: code.meaning,
        example: code.example,
        remedy: code.remedy,
    };
    let pages: Vec<Page> = all.iter().map(page).collect();
    match form {
        TableForm::Table => None,
        TableForm::Json => Some(json(&pages)),
        TableForm::Yaml => Some(yaml(&pages)),
    }
}

#[derive(Debug, Serialize)]
struct Pod<'a> {
    kind: &'a str,
    namespace: &'a str,
    name: &'a str,
    /// Absent if it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    injected: Option<bool>,
    code: &'static str,
    cause: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<&'a str>,
    steps: Vec<Rule<'a>>,
    findings: Vec<Entry<'a>>,
    flip: Flips<'a>,
}

#[derive(Debug, Serialize)]
struct Rule<'a> {
    rule: &'static str,
    outcome: &'static str,
    text: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    values: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    steps: Vec<Rule<'a>>,
}

#[derive(Debug, Serialize)]
struct Named<'a> {
    name: &'static str,
    value: &'a str,
}

#[derive(Debug, Serialize)]
struct Flips<'a> {
    /// Whether the changes lead to injection.
    inject: bool,
    changes: Vec<Change<'a>>,
    /// Why there is no change.
    #[serde(skip_serializing_if = "Option::is_none")]
    none: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Change<'a> {
    edits: Vec<String>,
    commands: &'a [String],
}

impl<'a> Report<'a> {
    /// These explanations.
    pub fn of(all: &'a [(Explanation, explain::Flips)]) -> Report<'a> {
        Report { pods: all.iter().map(|(path, flips)| pod(path, flips)).collect() }
    }

    /// Its text in a form.
    pub fn text(&self, form: TableForm) -> String {
        if form == TableForm::Yaml { yaml(self) } else { json(self) }
    }
}

fn pod<'a>(of: &'a Explanation, flips: &'a explain::Flips) -> Pod<'a> {
    let findings: Vec<&Finding> = of.findings.iter().collect();
    let changes = flips.found.iter().map(|flip| Change {
        edits: flip.edits.iter().map(ToString::to_string).collect(),
        commands: &flip.commands,
    });
    Pod {
        kind: &of.place.kind,
        namespace: &of.place.namespace,
        name: &of.place.name,
        injected: of.injects,
        code: of.code,
        cause: &of.cause,
        revision: of.revision.as_deref(),
        steps: of.steps.iter().map(rule).collect(),
        findings: entries(&findings),
        flip: Flips { inject: flips.to_inject, changes: changes.collect(), none: flips.none.as_deref() },
    }
}

fn rule(step: &Step) -> Rule<'_> {
    Rule {
        rule: step.rule,
        outcome: step.outcome.name(),
        text: &step.text,
        values: step.values.iter().map(|(name, value)| Named { name, value }).collect(),
        steps: step.steps.iter().map(rule).collect(),
    }
}
