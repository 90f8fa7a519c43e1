//! The table of releases in COMPATIBILITY.md is what the table of versions gives; `UPDATE=1` writes it anew.

#![allow(clippy::disallowed_methods, reason = "the table is in a file")]

#[path = "../../golang/tests/update/mod.rs"]
mod update;

use std::fmt::Write;
use std::path::Path;

use meshconfig::{Layout, Version};

const BEGIN: &str = "<!-- releases: generated from crates/meshconfig/src/version/releases.rs -->\n";
const END: &str = "<!-- end of releases -->\n";

#[test]
fn the_list_of_releases_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../COMPATIBILITY.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (found, after) = rest.split_once(END).unwrap();
    let want = table();
    if update::is_wanted() {
        std::fs::write(&path, format!("{before}{BEGIN}{want}{END}{after}")).unwrap();
        return;
    }
    assert!(found == want, "UPDATE=1 cargo test -p meshconfig --test releases_are_listed writes it:\n{want}");
}

fn table() -> String {
    let mut out = String::from(
        "\n| Istio | configuration | templates see since then | functions since then | recorded answers |\n|---|---|---|---|---|\n",
    );
    for version in Version::all() {
        let (open, close) = version.delimiters;
        let layout = match version.layout {
            Layout::Single => format!("`template` with `{open} {close}`"),
            Layout::Templates => "`templates`".to_owned(),
        };
        let recorded = match version.recorded_cases {
            0 => "by its source".to_owned(),
            count => count.to_string(),
        };
        let fields = version.fields_since().map(|field| format!("`.{field}`"));
        let functions = version.functions_since().map(|function| format!("`{function}`"));
        let (fields, functions) =
            (fields.collect::<Vec<_>>().join(" "), functions.collect::<Vec<_>>().join(" "));
        writeln!(out, "| {version} | {layout} | {fields} | {functions} | {recorded} |").expect("text");
    }
    out.push('\n');
    out
}
