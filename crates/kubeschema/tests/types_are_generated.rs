//! The tables in `src/types/` are what the generator makes of `generate/fields.txt`, and that of methods what it makes of
//! `generate/methods.txt`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a generator may fail loudly"
)]
#![allow(clippy::disallowed_methods, reason = "facts and tables are files")]

#[path = "../generate/generator.rs"]
mod generator;
#[path = "../generate/methods.rs"]
mod methods;

use std::path::Path;

#[test]
fn the_tables_are_up_to_date() {
    let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR"));
    let facts = std::fs::read_to_string(crate_dir.join("generate/fields.txt")).unwrap();
    for (file, text) in generator::generate(&facts) {
        let found = std::fs::read_to_string(crate_dir.join(format!("src/types/{file}.rs"))).unwrap();
        assert!(
            found == text,
            "src/types/{file}.rs is stale: cargo run -p kubeschema --example generate_types"
        );
    }
}

#[test]
fn the_methods_are_up_to_date() {
    let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR"));
    let facts = std::fs::read_to_string(crate_dir.join("generate/methods.txt")).unwrap();
    let found = std::fs::read_to_string(crate_dir.join("src/go_view/declared.rs")).unwrap();
    assert!(
        found == methods::generate(&facts),
        "src/go_view/declared.rs is stale: cargo run -p kubeschema --example generate_types"
    );
}
