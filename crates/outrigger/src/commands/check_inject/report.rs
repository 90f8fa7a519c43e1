//! What `check-inject` prints.

use diagnosis::check_inject::Row;
use diagnosis::check_inject::standing::{Decided, Sidecar, Standing};
use serde::Serialize;

use super::several;
use crate::options::form::{TableForm, json, yaml};
use crate::table::{self, Cell, Colour};

/// The table as istioctl prints it, with colours wherever it goes.
///
/// Source: Istio 1.30 istioctl/pkg/checkinject, printCheckInjectorResults.
pub fn table(rows: &[Row<'_>]) -> String {
    if rows.is_empty() {
        return "ERROR: no Istio injection hooks present.\n".to_owned();
    }
    let header = ["WEBHOOK", "REVISION", "INJECTED", "REASON"].map(Cell::from).to_vec();
    let cells = rows.iter().map(|row| {
        let injected = if row.injected() {
            Cell::coloured("✔", Colour::Green)
        } else {
            Cell::coloured("✘", Colour::Red)
        };
        vec![row.webhook.into(), row.revision.into(), injected, row.reason.to_string().into()]
    });
    let mut text = table::with_header(header, cells, 2);
    if several(rows) {
        text.push_str("ERROR: multiple webhooks will inject, which can lead to errors");
    }
    text
}

/// What the table does not look at, for people.
pub fn standing(rows: &[Row<'_>], standing: &Standing<'_>, exists: bool) -> String {
    let break_after = if several(rows) { "\n" } else { "" };
    let mut text = format!("{break_after}\nBeyond the selectors:\n");
    if exists {
        text.push_str(&format!("  sidecar:  {}\n", sidecar(standing.sidecar)));
    }
    text.push_str(&format!("  decision: {}\n", decision(&standing.decided)));
    for remark in &standing.remarks {
        text.push_str(&format!("  {}: {remark}\n    hint: {}\n", remark.code().id, remark.remedy()));
    }
    text
}

fn sidecar(sidecar: Sidecar) -> &'static str {
    match sidecar {
        Sidecar::None => "none",
        Sidecar::Container => "an ordinary container",
        Sidecar::Native => "a native sidecar",
    }
}

fn decision(decided: &Decided<'_>) -> String {
    match decided {
        Decided::NotAsked => "no injector is asked".to_owned(),
        Decided::Unknown { cause, .. } => format!("not known: {cause}"),
        Decided::By { decision, .. } => {
            let reason = decision.reason().map(ToString::to_string).unwrap_or_default();
            format!("{}: {reason}", if decision.inject { "injected" } else { "not injected" })
        }
    }
}

/// The answer for programs.
#[derive(Debug, Serialize)]
pub struct Report {
    webhooks: Vec<Webhook>,
    multiple: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    sidecar: Option<&'static str>,
    decision: Decision,
    remarks: Vec<Remark>,
}

#[derive(Debug, Serialize)]
struct Webhook {
    webhook: String,
    revision: String,
    injected: bool,
    reason: String,
}

#[derive(Debug, Default, Serialize)]
struct Decision {
    /// Absent if it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    inject: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<String>,
    code: &'static str,
    /// Each rule that was looked at, in order; the last one decided.
    trace: Vec<Reason>,
}

#[derive(Debug, Serialize)]
struct Reason {
    code: &'static str,
    text: String,
}

#[derive(Debug, Serialize)]
struct Remark {
    code: &'static str,
    cause: String,
    remedy: String,
}

impl Report {
    /// What is said about a pod; nothing of a sidecar if it does not exist.
    pub fn of(rows: &[Row<'_>], standing: &Standing<'_>, exists: bool) -> Report {
        let webhook = |row: &Row<'_>| Webhook {
            webhook: row.webhook.to_owned(),
            revision: row.revision.to_owned(),
            injected: row.injected(),
            reason: row.reason.to_string(),
        };
        let sidecar = match standing.sidecar {
            Sidecar::None => "none",
            Sidecar::Container => "container",
            Sidecar::Native => "native",
        };
        Report {
            webhooks: rows.iter().map(webhook).collect(),
            multiple: several(rows),
            sidecar: exists.then_some(sidecar),
            decision: Decision::of(&standing.decided),
            remarks: standing
                .remarks
                .iter()
                .map(|f| Remark { code: f.code().id, cause: f.to_string(), remedy: f.remedy() })
                .collect(),
        }
    }

    /// Its text in a form.
    pub fn text(&self, form: TableForm) -> String {
        if form == TableForm::Yaml { yaml(self) } else { json(self) }
    }
}

impl Decision {
    fn of(decided: &Decided<'_>) -> Decision {
        let inject = decided.injects();
        match decided {
            Decided::NotAsked => Decision { inject, code: "not-asked", ..Decision::default() },
            Decided::Unknown { revision, cause } => Decision {
                inject,
                revision: Some((*revision).to_owned()),
                code: "unknown",
                trace: vec![Reason { code: "unknown", text: cause.clone() }],
            },
            Decided::By { revision, decision } => Decision {
                inject,
                revision: Some((*revision).to_owned()),
                code: decision.code(),
                trace: decision
                    .trace
                    .iter()
                    .map(|r| Reason { code: r.code(), text: r.to_string() })
                    .collect(),
            },
        }
    }
}
