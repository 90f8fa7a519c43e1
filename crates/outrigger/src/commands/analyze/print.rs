//! Forms in which findings are printed: istioctl's, with the remedies where they are asked for, and others.

use std::io::IsTerminal;

use diagnosis::codes::DOCUMENTATION;
use diagnosis::finding::{Finding, Level};
use kubeyaml::{Map, Value};

use crate::failure::tamed;
use crate::findings;

/// Forms of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A line each, for people.
    Log,
    /// A JSON list.
    Json,
    /// A YAML list.
    Yaml,
    /// One that istioctl does not have.
    Own(findings::Form),
}

impl std::str::FromStr for Form {
    type Err = String;

    fn from_str(text: &str) -> Result<Form, String> {
        match text.to_ascii_lowercase().as_str() {
            "log" => Ok(Form::Log),
            "json" => Ok(Form::Json),
            "yaml" => Ok(Form::Yaml),
            "sarif" => Ok(Form::Own(findings::Form::Sarif)),
            "junit" => Ok(Form::Own(findings::Form::Junit)),
            _ => Err(format!("{text} not a valid option for format. See istioctl analyze --help")),
        }
    }
}

impl Form {
    /// The findings in this form, each with its remedy if `with_remedies`.
    pub fn text(self, findings: &[&Finding], with_remedies: bool) -> String {
        match self {
            Form::Log if findings.is_empty() => "\n".to_owned(),
            Form::Log => {
                let is_coloured = std::io::stdout().is_terminal()
                    && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
                let line = |finding: &&Finding| match with_remedies {
                    true => format!("{}  remedy: {}\n", line(finding, is_coloured), tamed(&finding.remedy)),
                    false => line(finding, is_coloured),
                };
                findings.iter().map(line).collect()
            }
            Form::Own(form) => form.text("analyze", findings),
            Form::Json => json(findings, with_remedies),
            Form::Yaml => {
                let list = findings.iter().map(|f| Value::Map(fields(f, with_remedies))).collect();
                // istioctl ends it with an empty line.
                kubeyaml::write(&Value::List(list)) + "\n"
            }
        }
    }
}

/// A finding as people read it. Nothing in it steers a terminal but the colour.
fn line(finding: &Finding, is_coloured: bool) -> String {
    let Finding { code, place, reference, cause, .. } = finding;
    let (before, after) = match code.level {
        _ if !is_coloured => ("", ""),
        Level::Error => ("\u{1b}[1;31m", "\u{1b}[0m"),
        Level::Warning => ("\u{1b}[33m", "\u{1b}[0m"),
        Level::Info => ("", "\u{1b}[0m"),
    };
    let reference = reference.as_ref().map(|reference| format!(" {reference}")).unwrap_or_default();
    // Istio's texts have line feeds of their own; in ours one is an object's, and must not make a line of its own.
    let cause = match code.is_istios() {
        true => cause.clone(),
        false => cause.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    let rest = tamed(&format!("[{}] ({place}{reference}) {cause}", code.id));
    format!("{before}{}{after} {rest}\n", code.level)
}

/// The fields of a finding for programs.
fn fields(finding: &Finding, with_remedy: bool) -> Map {
    let mut map = Map::new();
    let code = finding.code;
    map.insert("code", code.id);
    if code.is_istios() {
        let page = format!("{DOCUMENTATION}/{}/?ref=istioctl-analyze", code.id.to_lowercase());
        map.insert("documentationUrl", page.as_str());
    }
    map.insert("level", code.level.name());
    map.insert("message", finding.cause.as_str());
    map.insert("origin", finding.place.to_string().as_str());
    if let Some(reference) = &finding.reference {
        map.insert("reference", reference.to_string().as_str());
    }
    if with_remedy {
        map.insert("remedy", &*finding.remedy);
    }
    map
}

/// A list of JSON objects as Go indents it with tabs.
fn json(findings: &[&Finding], with_remedies: bool) -> String {
    let object = |finding: &&Finding| {
        let fields = fields(finding, with_remedies);
        let lines: Vec<String> = fields
            .iter()
            .map(|(key, value)| format!("\t\t\"{key}\": {}", kubeyaml::to_json(value)))
            .collect();
        format!("\n\t{{\n{}\n\t}}", lines.join(",\n"))
    };
    let objects: Vec<String> = findings.iter().map(object).collect();
    let end = if objects.is_empty() { "" } else { "\n" };
    format!("[{}{end}]\n", objects.join(","))
}

#[cfg(test)]
mod tests {
    use diagnosis::analyze::CODES;
    use diagnosis::finding::{Place, Reference};

    use super::*;

    fn finding(cause: &str) -> Finding {
        let place = Place { kind: "Pod".into(), namespace: "ns".into(), name: "p".into() };
        let reference = Some(Reference { file: "a.yaml".into(), line: 3 });
        let code = CODES.iter().find(|code| code.id == "IST0103").unwrap();
        Finding { reference, ..Finding::new(code, place, cause) }
    }

    #[test]
    fn lines_are_istios_and_steer_no_terminal() {
        for (cause, is_coloured, want) in [
            ("it.", false, "Warning [IST0103] (Pod ns/p a.yaml:3) it.\n"),
            ("\u{1b}[2J\u{9b}x", false, "Warning [IST0103] (Pod ns/p a.yaml:3) \u{fffd}[2J\u{fffd}x\n"),
            ("\u{1b}", true, "\u{1b}[33mWarning\u{1b}[0m [IST0103] (Pod ns/p a.yaml:3) \u{fffd}\n"),
        ] {
            assert_eq!(line(&finding(cause), is_coloured), want);
        }
    }

    #[test]
    fn a_finding_of_ours_is_one_line_whatever_an_object_says() {
        let code = diagnosis::codes::find("label-as-annotation").unwrap();
        let found = Finding { code, ..finding("the annotation a: b\nError [IST0103] (Pod a/b) forged") };
        assert_eq!(line(&found, false).lines().count(), 1);
    }

    #[test]
    fn programs_read_the_same() {
        let found = finding("a <b> & \"c\"");
        for with_remedies in [false, true] {
            let json = Form::Json.text(&[&found, &found], with_remedies);
            let read = kubeyaml::from_json(json.as_bytes()).unwrap();
            assert_eq!(read, kubeyaml::read(&Form::Yaml.text(&[&found, &found], with_remedies)).unwrap());
            assert!(
                json.starts_with("[\n\t{\n\t\t\"code\": \"IST0103\",\n\t\t\"documentationUrl\": "),
                "{json}"
            );
            assert_eq!(json.contains("remedy"), with_remedies);
        }
        assert!(
            Form::Log
                .text(&[&found], true)
                .ends_with("\n  remedy: restart the workload: kubectl rollout restart\n")
        );
    }

    #[test]
    fn nothing_is_a_list_or_an_empty_line() {
        for (form, want) in [(Form::Log, "\n"), (Form::Json, "[]\n"), (Form::Yaml, "[]\n\n")] {
            assert_eq!(form.text(&[], false), want);
        }
    }
}
