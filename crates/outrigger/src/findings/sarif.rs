//! Findings as SARIF 2.1.0, for code hosts and editors.

use std::collections::BTreeMap;

use diagnosis::finding::{Code, Finding, Level, Reference};
use serde_json::{Value, json};

use crate::options::form;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One run: the rules are the codes that were found, by their ids.
pub fn text(findings: &[&Finding]) -> String {
    let codes: BTreeMap<&str, &Code> = findings.iter().map(|f| (f.code.id, f.code)).collect();
    let index: BTreeMap<&str, usize> = codes.keys().enumerate().map(|(at, id)| (*id, at)).collect();
    let results: Vec<Value> =
        findings.iter().map(|f| result(f, index.get(f.code.id).copied().unwrap_or_default())).collect();
    let driver = json!({
        "name": "outrigger",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": codes.values().map(|code| rule(code)).collect::<Vec<_>>(),
    });
    form::json(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results }],
    }))
}

fn rule(code: &Code) -> Value {
    json!({
        "id": code.id,
        "shortDescription": { "text": code.title },
        "fullDescription": { "text": code.meaning },
        "help": { "text": format!("{}\n\nExample:\n{}\n\nRemedy: {}", code.meaning, code.example, code.remedy) },
        "defaultConfiguration": { "level": level(code.level) },
    })
}

fn result(finding: &Finding, rule: usize) -> Value {
    json!({
        "ruleId": finding.code.id,
        "ruleIndex": rule,
        "level": level(finding.code.level),
        "message": { "text": format!("{}: {}\nRemedy: {}", finding.place, finding.cause, finding.remedy) },
        "locations": [location(finding)],
    })
}

fn location(finding: &Finding) -> Value {
    let place = &finding.place;
    let logical = json!([{
        "name": place.name,
        "fullyQualifiedName": place.to_string(),
        "kind": "resource",
    }]);
    match &finding.reference {
        Some(reference) => {
            json!({ "physicalLocation": physical(reference), "logicalLocations": logical })
        }
        None => json!({ "logicalLocations": logical }),
    }
}

/// Lines count from 1: of a file whose line is not known, the file alone is named.
fn physical(reference: &Reference) -> Value {
    let artifact = json!({ "uri": uri(&reference.file) });
    match reference.line {
        0 => json!({ "artifactLocation": artifact }),
        line => json!({ "artifactLocation": artifact, "region": { "startLine": line } }),
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    }
}

/// A file's path as a URI reference: what may not stand in one is escaped. An absolute path becomes a file URI.
fn uri(file: &str) -> String {
    let mut out = String::new();
    if file.starts_with('/') {
        out.push_str("file://");
    }
    for byte in file.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::hostile;
    use super::*;

    #[test]
    fn what_is_written_is_of_the_shape_that_readers_want() {
        let findings = hostile();
        let findings: Vec<&Finding> = findings.iter().collect();
        let log: Value = serde_json::from_str(&text(&findings)).unwrap();
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        let ids: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
        assert_eq!(ids, ["IST0144", "missed"], "each once");
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), findings.len());
        for (result, finding) in results.iter().zip(&findings) {
            let at = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[at]["id"], result["ruleId"]);
            assert_eq!(result["ruleId"], finding.code.id);
            assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
            assert!(result["message"]["text"].as_str().unwrap().contains(&finding.cause));
            let logical = &result["locations"][0]["logicalLocations"][0];
            assert_eq!(logical["fullyQualifiedName"], finding.place.to_string());
        }
        let physical = |at: usize| &results[at]["locations"][0]["physicalLocation"];
        assert!(physical(0).is_null());
        assert_eq!(physical(1)["artifactLocation"]["uri"], "a%20b/%C3%BC%23%3F%25%01.yaml");
        assert_eq!(physical(1)["region"]["startLine"], 3);
        assert!(physical(2)["region"].is_null(), "lines begin with 1");
    }

    #[test]
    fn nothing_found_is_a_run_without_results() {
        let log: Value = serde_json::from_str(&text(&[])).unwrap();
        assert_eq!(log["runs"][0]["results"], json!([]));
    }

    #[test]
    fn paths_become_references() {
        for (path, want) in [
            ("deploy/web.yaml", "deploy/web.yaml"),
            ("/tmp/a:b.yaml", "file:///tmp/a%3Ab.yaml"),
            ("a:b.yaml", "a%3Ab.yaml"),
            ("../x", "../x"),
        ] {
            assert_eq!(uri(path), want);
        }
    }
}
