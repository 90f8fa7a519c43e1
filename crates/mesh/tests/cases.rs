//! Folders of cases: objects in, and what a proxy is sent out. `UPDATE=1` writes the expectations anew.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test may fail loudly and meets the world"
)]

mod harness;

use std::path::Path;

use harness::{case, check, show};
use kubeyaml::Value;

#[test]
fn proxies_are_sent_what_the_cases_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 10, "the cases are found");
    for folder in cases {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let found = run(&std::fs::read_to_string(folder.join("input.yaml")).unwrap());
        let expectation = folder.join("expected.txt");
        if std::env::var_os("UPDATE").is_some() {
            assert!(std::env::var_os("CI").is_none(), "expectations are not written under CI");
            std::fs::write(&expectation, &found).unwrap();
        }
        let expected = std::fs::read_to_string(&expectation).unwrap_or_default();
        assert_eq!(found, expected, "case {name}");
    }
}

fn run(input: &str) -> String {
    let (registry, served, head) = case(input);
    let mut text = String::new();
    for refusal in registry.refused() {
        text.push_str(&format!("refused: {refusal}\n"));
    }
    for (what, count, (namespace, name)) in registry.ignored().all() {
        text.push_str(&format!("ignored: {what}, {count}, such as {namespace}/{name}\n"));
    }
    for (served, asked) in served.iter().zip(head.items_at(&["proxies"])) {
        check(served);
        text.push_str(&format!("# {} at {}\n", served.proxy().pod, served.proxy().address()));
        if !served.is_known {
            text.push_str("its pod is not known\n");
        }
        served.conflicts.iter().for_each(|conflict| text.push_str(&format!("conflict: {conflict}\n")));
        let shown = show::served(served);
        text.push_str(&match asked.at(&["show"]) {
            Value::Null => shown,
            wanted => only(&shown, wanted.as_list().unwrap()),
        });
    }
    text
}

/// The resources whose first lines begin like one of these.
fn only(shown: &str, wanted: &[Value]) -> String {
    let mut text = String::new();
    let mut is_wanted = false;
    for line in shown.lines() {
        if !line.starts_with(' ') {
            is_wanted = wanted.iter().any(|begin| line.starts_with(begin.as_str().unwrap()));
        }
        if is_wanted {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}
