//! Findings as text: one printer for all commands that have any.
//!
//! A table for people, JSON and YAML for programs, SARIF for code hosts and editors, JUnit XML for what runs tests.

mod junit;
mod sarif;
pub mod workloads;

use std::io::IsTerminal;

use diagnosis::finding::{Finding, Level};
use serde::Serialize;

use crate::options::form::{json, yaml};
use crate::table::{self, Cell, Colour};

/// Forms of findings, the names of which `-o` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A table for people, the remedy below each finding.
    Table,
    /// A JSON list, indented with tabs.
    Json,
    /// A YAML list.
    Yaml,
    /// SARIF 2.1.0.
    Sarif,
    /// JUnit XML.
    Junit,
}

impl std::str::FromStr for Form {
    type Err = String;

    fn from_str(text: &str) -> Result<Form, String> {
        match text.to_ascii_lowercase().as_str() {
            "table" => Ok(Form::Table),
            "json" => Ok(Form::Json),
            "yaml" => Ok(Form::Yaml),
            "sarif" => Ok(Form::Sarif),
            "junit" => Ok(Form::Junit),
            other => Err(format!("unknown format: {other}; table, json, yaml, sarif or junit")),
        }
    }
}

impl Form {
    /// The findings of a command in this form. A table of none is empty: the command says in its own words that all is
    /// well.
    pub fn text(self, command: &str, findings: &[&Finding]) -> String {
        match self {
            Form::Table => table(findings, std::io::stdout().is_terminal()),
            Form::Json => json(&entries(findings)),
            Form::Yaml => yaml(&entries(findings)),
            Form::Sarif => sarif::text(findings),
            Form::Junit => junit::text(command, findings),
        }
    }
}

/// A finding for programs.
#[derive(Debug, Serialize)]
pub struct Entry<'a> {
    code: &'a str,
    level: &'a str,
    place: Place<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<Reference<'a>>,
    cause: &'a str,
    remedy: &'a str,
}

#[derive(Debug, Serialize)]
struct Place<'a> {
    kind: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    namespace: &'a str,
    name: &'a str,
}

#[derive(Debug, Serialize)]
struct Reference<'a> {
    file: &'a str,
    line: usize,
}

/// Findings for programs.
pub fn entries<'a>(findings: &[&'a Finding]) -> Vec<Entry<'a>> {
    let entry = |finding: &&'a Finding| Entry {
        code: finding.code.id,
        level: finding.code.level.name(),
        place: Place {
            kind: &finding.place.kind,
            namespace: &finding.place.namespace,
            name: &finding.place.name,
        },
        reference: finding.reference.as_ref().map(|r| Reference { file: &r.file, line: r.line }),
        cause: &finding.cause,
        remedy: &finding.remedy,
    };
    findings.iter().map(entry).collect()
}

/// A row for each finding, and its remedy in the line below.
fn table(findings: &[&Finding], is_coloured: bool) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let header = ["LEVEL", "CODE", "PLACE", "CAUSE"].map(Cell::from).to_vec();
    let row = |finding: &&Finding| {
        let reference = finding.reference.as_ref().map(|r| format!(" {r}")).unwrap_or_default();
        vec![
            level(finding.code.level, is_coloured),
            finding.code.id.into(),
            format!("{}{reference}", finding.place).into(),
            finding.cause.as_str().into(),
        ]
    };
    let table = table::with_header(header, findings.iter().map(row), 2);
    let mut lines = table.lines();
    let mut out = format!("{}\n", lines.next().unwrap_or_default());
    for (line, finding) in lines.zip(findings) {
        let remedy: String =
            finding.remedy.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
        out.push_str(&format!("{line}\n  remedy: {remedy}\n"));
    }
    out
}

fn level(level: Level, is_coloured: bool) -> Cell {
    match level {
        Level::Error if is_coloured => Cell::coloured(level.name(), Colour::Red),
        Level::Warning if is_coloured => Cell::coloured(level.name(), Colour::Yellow),
        _ => level.name().into(),
    }
}

#[cfg(test)]
mod tests {
    use diagnosis::codes;
    use diagnosis::finding::{self, Reference};

    use super::*;

    /// Findings whose texts are as nasty as the API server and file systems let them be, and nastier.
    pub fn hostile() -> Vec<Finding> {
        let place = |namespace: &str, name: &str| finding::Place {
            kind: "Pod".into(),
            namespace: namespace.into(),
            name: name.into(),
        };
        let missed = codes::find("missed").unwrap();
        let istios = codes::find("IST0144").unwrap();
        let reference = |file: &str, line| Some(Reference { file: file.to_owned(), line });
        vec![
            Finding::new(missed, place("shop", "web"), "no sidecar"),
            Finding {
                reference: reference("a b/ü#?%\u{1}.yaml", 3),
                ..Finding::new(
                    istios,
                    place("", "\u{1b}[2J<&\"'>\u{0}\u{fffe}]]>"),
                    "one\ntwo\u{b}\u{7f}\u{9b}",
                )
                .remedy("\u{1b}]0;x\u{7}")
            },
            Finding { reference: reference("-", 0), ..Finding::new(missed, place("shop", "web"), "") },
        ]
    }

    #[test]
    fn a_table_has_remedies_and_steers_no_terminal() {
        let findings = hostile();
        let findings: Vec<&Finding> = findings.iter().collect();
        let text = table(&findings, false);
        assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 7);
        assert!(lines[1].starts_with("Warning  missed   Pod shop/web "), "{text}");
        assert_eq!(lines[2], "  remedy: restart the workload: kubectl rollout restart");
        assert_eq!(table(&[], false), "");
    }

    #[test]
    fn programs_read_the_same_in_both_forms() {
        let findings = hostile();
        let findings: Vec<&Finding> = findings.iter().collect();
        let json = Form::Json.text("analyze", &findings);
        let read = kubeyaml::from_json(json.as_bytes()).unwrap();
        assert_eq!(read, kubeyaml::read(&Form::Yaml.text("analyze", &findings)).unwrap());
        let second = &read.as_list().unwrap()[1];
        assert_eq!(second.str_at(&["place", "name"]), Some(&*findings[1].place.name));
        assert_eq!(second.str_at(&["remedy"]), Some("\u{1b}]0;x\u{7}"));
        assert!(second.at(&["place", "namespace"]).is_null());
        assert_eq!(Form::Json.text("analyze", &[]), "[]\n");
    }

    #[test]
    fn forms_are_named() {
        for (text, want) in [("SARIF", Some(Form::Sarif)), ("table", Some(Form::Table)), ("xml", None)] {
            assert_eq!(text.parse::<Form>().ok(), want);
        }
    }
}
