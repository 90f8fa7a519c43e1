//! What is found about the pods of workloads, for programs: of `outdated` and of `precheck`.

use diagnosis::finding::{Finding, Place};
use diagnosis::{codes, outdated};
use kubeyaml::Value;
use serde::Serialize;

use super::Form;
use crate::options::form::{json, yaml};
use crate::table::{self, Cell};

/// Workloads, and what is said of their pods.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    workloads: Vec<Workload<'a>>,
}

/// Pods of a workload of which the same is said.
#[derive(Debug, Serialize)]
pub struct Workload<'a> {
    /// The workload's namespace.
    pub namespace: &'a str,
    /// Its kind.
    pub kind: &'a str,
    /// Its name.
    pub name: &'a str,
    /// The pods.
    pub pods: &'a [String],
    /// The code of what is said.
    pub code: &'static str,
    /// How bad it is, as the code's page has it; `None` if nothing is the matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<&'static str>,
    /// What is said.
    pub cause: String,
    /// What a restart risks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk: Option<&'static str>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
    /// What changes.
    pub differences: Vec<Difference<'a>>,
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
    fn of(difference: &'a outdated::Difference) -> Difference<'a> {
        let outdated::Difference { field, was, now } = difference;
        Difference { field, was: was.as_ref(), now: now.as_ref() }
    }
}

impl<'a> Report<'a> {
    /// A report of these.
    pub fn of(workloads: impl Iterator<Item = Workload<'a>>) -> Report<'a> {
        Report { workloads: workloads.collect() }
    }

    /// Its text. In SARIF and JUnit there is what is the matter, and nothing of what is well.
    pub fn text(&self, command: &str, form: Form) -> String {
        match form {
            Form::Json => json(self),
            Form::Yaml => yaml(self),
            form => {
                let findings: Vec<Finding> = self.workloads.iter().filter_map(finding).collect();
                form.text(command, &findings.iter().collect::<Vec<_>>())
            }
        }
    }
}

/// How bad what has a code is, as its page has it.
pub fn level(code: &str) -> Option<&'static str> {
    codes::find(code).ok().map(|code| code.level.name())
}

/// Fields that change.
pub fn differences(all: &[outdated::Difference]) -> Vec<Difference<'_>> {
    all.iter().map(Difference::of).collect()
}

/// Below a table: what changes of a workload, a field a line.
pub fn diff((namespace, kind, name): (&str, &str, &str), all: &[outdated::Difference]) -> String {
    if all.is_empty() {
        return String::new();
    }
    let head = vec![Cell::from(format!("{namespace} {kind}/{name}"))];
    let lines = all.iter().map(|d| vec![Cell::from(format!("  {d}"))]);
    format!("\n{}", table::with_header(head, lines, 2))
}

/// A number of pods.
pub fn pods(count: usize) -> String {
    if count == 1 { "1 pod".to_owned() } else { format!("{count} pods") }
}

fn finding(workload: &Workload<'_>) -> Option<Finding> {
    let code = workload.level.and_then(|_| codes::find(workload.code).ok())?;
    let Workload { namespace, kind, name, .. } = *workload;
    let place = Place { kind: kind.to_owned(), namespace: namespace.to_owned(), name: name.to_owned() };
    let finding = Finding::new(code, place, format!("{}: {}", pods(workload.pods.len()), workload.cause));
    Some(match &workload.remedy {
        Some(remedy) => finding.remedy(remedy.clone()),
        None => finding,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_the_matter_is_a_finding() {
        let pods = ["web-1".to_owned()];
        let workload = |code: &'static str, remedy: Option<&str>| Workload {
            namespace: "shop",
            kind: "Deployment",
            name: "web",
            pods: &pods,
            code,
            level: level(code).filter(|_| remedy.is_some()),
            cause: "why".to_owned(),
            risk: None,
            remedy: remedy.map(str::to_owned),
            differences: Vec::new(),
        };
        for (code, remedy, want) in [
            ("current", None, None),
            ("not-injected", None, None),
            ("same", None, None),
            ("missed", Some("restart"), Some("Warning Deployment shop/web: 1 pod: why; restart")),
            ("revision-gone", Some("label it"), Some("Error Deployment shop/web: 1 pod: why; label it")),
            ("would-be-refused", Some("change it"), Some("Error Deployment shop/web: 1 pod: why; change it")),
        ] {
            let said = finding(&workload(code, remedy)).map(|f| {
                let Finding { code, place, cause, remedy, .. } = f;
                format!("{} {place}: {cause}; {remedy}", code.level)
            });
            assert_eq!(said.as_deref(), want, "{code}");
        }
        let report = Report::of([workload("current", None), workload("missed", None)].into_iter());
        let text = report.text("outdated", Form::Junit);
        assert!(text.contains("outrigger outdated") && text.matches("<testcase ").count() == 1, "{text}");
    }
}
