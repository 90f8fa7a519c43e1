//! `docs/src/codes.md` is what the pages of the codes give; `UPDATE=1` writes it anew.

#![allow(clippy::disallowed_methods, reason = "the document is in a file")]

#[path = "../../golang/tests/update/mod.rs"]
mod update;

use std::path::Path;

#[test]
fn the_document_of_the_codes_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/src/codes.md");
    let want = diagnosis::codes::document();
    if update::is_wanted() {
        std::fs::write(&path, want).unwrap();
        return;
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == want,
        "UPDATE=1 cargo test -p diagnosis --test codes_are_documented writes docs/src/codes.md"
    );
}
