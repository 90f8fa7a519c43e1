//! What a function says of its work, as the orchestrators of functions read it.
//!
//! Source: KRM Functions Specification v1, Result.

use std::collections::BTreeMap;

use injection::advice::Advice;
use injection::manifest::{ObjectError, PassedOver, Workload};
use injection::resolve::Note;
use kubeyaml::Value;
use serde::Serialize;

use super::super::inject::marks;
use super::function_config::Fault;
use crate::failure::{Failure, shown};

/// One result.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    message: String,
    severity: Severity,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource_ref: Option<Resource>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<Field>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<File>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    tags: BTreeMap<&'static str, String>,
    /// What standard error shows of it: kustomize shows nothing else.
    #[serde(skip)]
    said: Option<String>,
    /// Whether it says that something was done.
    #[serde(skip)]
    is_of_a_change: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Severity {
    Error,
    Warning,
    Info,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Resource {
    api_version: String,
    kind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    namespace: String,
    name: String,
}

#[derive(Debug, Serialize)]
struct Field {
    path: String,
}

#[derive(Debug, Serialize)]
struct File {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<u64>,
}

impl Report {
    fn new(severity: Severity, message: impl Into<String>) -> Report {
        let message = shown(&message.into());
        let (resource_ref, field, file, said) = (None, None, None, None);
        Report {
            message,
            severity,
            resource_ref,
            field,
            file,
            tags: BTreeMap::new(),
            said,
            is_of_a_change: false,
        }
    }

    /// The same about an object.
    fn about(mut self, object: &Value) -> Report {
        let part = |path: &[&str]| object.str_at(path).unwrap_or_default().to_owned();
        self.resource_ref = Some(Resource {
            api_version: part(&["apiVersion"]),
            kind: part(&["kind"]),
            namespace: part(&["metadata", "namespace"]),
            name: part(&["metadata", "name"]),
        });
        let annotation = |name: &str| {
            let names =
                [format!("internal.config.kubernetes.io/{name}"), format!("config.kubernetes.io/{name}")];
            marks::annotation(object, &names.each_ref().map(String::as_str)).map(str::to_owned)
        };
        self.file = annotation("path")
            .map(|path| File { path, index: annotation("index").and_then(|index| index.parse().ok()) });
        self
    }

    /// The same about a place in the object; an empty one is the object itself.
    fn at(mut self, place: &str) -> Report {
        self.field = (!place.is_empty()).then(|| Field { path: place.replace("[]", "[*]") });
        self
    }

    fn tag(mut self, tag: &'static str, text: impl Into<String>) -> Report {
        self.tags.insert(tag, text.into());
        self
    }

    fn said(mut self) -> Report {
        let word = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        };
        let object = self.resource_ref.as_ref().map_or_else(String::new, |object| {
            let file = self.file.as_ref().map_or_else(String::new, |file| format!(" ({})", file.path));
            let namespace = if object.namespace.is_empty() { "" } else { "/" };
            format!("{} {}{namespace}{}{file}: ", object.kind, object.namespace, object.name)
        });
        self.said = Some(format!("{word}: {object}{}\n", self.message));
        self
    }

    /// What came of a pod template; an error if it must be injected and is not.
    pub fn of_workload(object: &Value, workload: &Workload, skips: bool) -> Report {
        let reason = workload.decision.reason();
        let why = reason.map_or_else(String::new, |reason| format!(": {reason}"));
        let code = reason.map_or("", |reason| reason.code());
        if workload.decision.inject {
            let with = workload.templates.join(", ");
            let done =
                Report::new(Severity::Info, format!("injected{why}")).about(object).at(&workload.place);
            return Report { is_of_a_change: true, ..done.tag("reason", code).tag("templates", with) };
        }
        let severity = if skips { Severity::Error } else { Severity::Info };
        let left = Report::new(severity, format!("not injected{why}")).about(object).at(&workload.place);
        left.tag("reason", code).said()
    }

    /// What the author of a pod template should know.
    pub fn of_advice(object: &Value, workload: &Workload, advice: &Advice) -> Report {
        let report = Report::new(Severity::Warning, advice.to_string()).about(object).at(&workload.place);
        report.tag("code", advice.code()).said()
    }

    /// A pod template where nobody looks for one.
    pub fn of_passed_over(object: &Value, place: &PassedOver, skips: bool) -> Report {
        let PassedOver { kind, path, .. } = place;
        let severity = if skips { Severity::Error } else { Severity::Warning };
        let message = format!(
            "this seems to hold a pod template and is passed over; podTemplatePaths: ['{kind}={path}'] has it injected"
        );
        Report::new(severity, message).about(object).at(path).said()
    }

    /// An object that could not be injected.
    pub fn of_error(object: &Value, error: &ObjectError) -> Report {
        Report::new(Severity::Error, error.source.to_string()).about(object).at(&error.place).said()
    }

    /// Something about the configuration, which is said elsewhere.
    pub fn of_note(note: &Note) -> Report {
        let severity = if note.is_warning() { Severity::Warning } else { Severity::Info };
        Report::new(severity, note.to_string())
    }

    /// A setting that cannot be used.
    pub fn of_fault(config: &Value, fault: &Fault) -> Report {
        Report::new(Severity::Error, fault.message.clone())
            .about(config)
            .at(&fault.field)
            .said_as(&format!("error: functionConfig, {}: {}\n", fault.field, fault.message))
    }

    /// A configuration that cannot be used.
    pub fn of_failure(config: &Value, failure: &Failure) -> Report {
        let report = Report::new(Severity::Error, failure.one_line());
        let report = if config.is_null() { report } else { report.about(config) };
        report.said_as(&failure.to_string())
    }

    fn said_as(mut self, text: &str) -> Report {
        self.said = Some(text.to_owned());
        self
    }

    /// Whether the function fails by it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether it says that something was done, which is not so where the function fails.
    pub fn is_of_a_change(&self) -> bool {
        self.is_of_a_change
    }

    /// Says it on standard error.
    pub fn say(&self) {
        if let Some(text) = &self.said {
            eprint!("{}", shown(text));
        }
    }
}
