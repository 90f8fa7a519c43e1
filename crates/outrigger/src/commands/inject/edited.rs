//! One file: its documents are read, injected, and their text is edited.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use edits::{Kept, edit};
use injection::manifest::{Found, Manifest, PassedOver, Workload};
use kubeyaml::{documents, read_alone};

use crate::failure::Failure;
use crate::input;

/// A file and what it becomes.
#[derive(Debug)]
pub struct Edited {
    /// Where it is.
    pub path: PathBuf,
    /// Its text.
    pub before: String,
    /// What it becomes.
    pub text: String,
    /// The pod templates in it.
    pub workloads: Vec<Workload>,
    /// Objects in it that seem to hold pod templates.
    pub passed_over: Vec<PassedOver>,
    /// What its author should know.
    pub remarks: Vec<String>,
}

impl Edited {
    /// Whether it changes.
    pub fn is_changed(&self) -> bool {
        self.before != self.text
    }

    /// Whether something in it is not injected.
    pub fn is_skipped(&self) -> bool {
        !self.passed_over.is_empty() || self.workloads.iter().any(|workload| !workload.decision.inject)
    }
}

/// Reads a file and injects what is in it.
///
/// # Errors
/// It cannot be read, is not a manifest, or an object in it cannot be injected.
pub fn file(path: &Path, manifest: &Manifest<'_>) -> Result<Edited, Failure> {
    let before = input::read_manifest(path, "inject")?;
    let name = input::display(path);
    let mut file = Edited {
        path: path.to_owned(),
        text: String::with_capacity(before.len()),
        before: String::new(),
        workloads: Vec::new(),
        passed_over: Vec::new(),
        remarks: Vec::new(),
    };
    let mut end = 0;
    for (i, document) in documents(&before).enumerate() {
        let document = document.map_err(|e| Failure::new(&e).at(format!("{name}, line {}", e.line())))?;
        let place = || format!("{name}, document {} (line {})", i + 1, document.line);
        let text = before.get(document.range.clone()).unwrap_or_default();
        file.text.push_str(before.get(end..document.range.start).unwrap_or_default());
        end = document.range.end;
        let object = read_alone(text, usize::MAX).map_err(|e| {
            let line = document.line + e.line.unwrap_or(1) - 1;
            Failure::new(&e).at(format!("{name}, line {line}"))
        })?;
        let mut after = object.clone();
        let found = manifest.inject(&mut after).map_err(|e| Failure::new(&e).at(place()))?;
        let edited = edit(text, &object, &after).map_err(|e| Failure::new(&e).at(place()))?;
        file.text.push_str(&edited.text);
        file.remarks.extend(remark_of(edited.kept).map(|remark| format!("note: {}: {remark}", place())));
        file.note(&name, document.line, &found);
        file.workloads.extend(found.workloads);
        file.passed_over.extend(found.passed_over);
    }
    file.text.push_str(before.get(end..).unwrap_or_default());
    file.before = before;
    Ok(file)
}

fn remark_of(kept: Kept) -> Option<&'static str> {
    match kept {
        Kept::Rest => None,
        Kept::WithoutAliases => {
            Some("what aliases stand for was written out, as only one place was to change")
        }
        Kept::Nothing => Some("the document was written anew, as its text could not be edited in place"),
    }
}

impl Edited {
    fn note(&mut self, name: &str, line: usize, found: &Found) {
        for workload in &found.workloads {
            let mut about = format!("{name}:{line}: {}", workload.kind);
            let _ = write!(about, " {}/{}", workload.namespace, workload.name);
            if !workload.decision.inject {
                let why = workload.decision.reason().map_or_else(String::new, |reason| format!(": {reason}"));
                self.remarks.push(format!("note: {about} is not injected{why}"));
            }
            for advice in &workload.advice {
                self.remarks.push(format!("warning: {about}: {advice}"));
            }
        }
        for PassedOver { kind, name: object, path } in &found.passed_over {
            self.remarks.push(format!(
                "warning: {name}:{line}: {kind} {object:?} seems to hold a pod template and is passed over; \
                 --pod-template-path '{kind}={path}' has it injected"
            ));
        }
    }
}
