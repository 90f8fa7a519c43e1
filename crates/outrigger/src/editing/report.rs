//! What a run has found, for machines.

use injection::manifest::PassedOver;
use serde::Serialize;

use super::Edited;

/// All files of a run, with what was found of each workload in them.
#[derive(Debug, Serialize)]
pub struct Report<W> {
    files: Vec<FileReport<W>>,
}

impl<W> Default for Report<W> {
    fn default() -> Report<W> {
        Report { files: Vec::new() }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct FileReport<W> {
    file: String,
    changed: bool,
    workloads: Vec<W>,
    passed_over: Vec<PassedOverReport>,
}

#[derive(Debug, Serialize)]
struct PassedOverReport {
    kind: String,
    name: String,
    path: String,
}

impl<W> Report<W> {
    /// Adds a file; `parts` gives of what was found in a document the workloads, and what was passed over.
    pub fn add<F>(&mut self, file: Edited<F>, parts: impl Fn(F) -> (Vec<W>, Vec<PassedOver>)) {
        let (mut workloads, mut passed_over) = (Vec::new(), Vec::new());
        for document in file.documents {
            let (of_document, others) = parts(document.found);
            workloads.extend(of_document);
            passed_over.extend(others.into_iter().map(PassedOverReport::of));
        }
        self.files.push(FileReport { file: file.name, changed: file.changed, workloads, passed_over });
    }
}

impl PassedOverReport {
    fn of(PassedOver { kind, name, path }: PassedOver) -> PassedOverReport {
        PassedOverReport { kind, name, path }
    }
}
