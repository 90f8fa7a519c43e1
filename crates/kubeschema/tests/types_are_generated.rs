//! The tables in `src/types/` are what the generator makes of `generate/fields.txt`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a generator may fail loudly"
)]

#[path = "../generate/generator.rs"]
mod generator;

use std::path::Path;

#[test]
fn the_tables_are_up_to_date() {
    let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR"));
    let facts = std::fs::read_to_string(crate_dir.join("generate/fields.txt")).unwrap();
    for (file, text) in generator::generate(&facts) {
        let found = std::fs::read_to_string(crate_dir.join(format!("src/types/{file}.rs"))).unwrap();
        assert!(found == text, "src/types/{file}.rs is stale: cargo run -p kubeschema --example generate");
    }
}
