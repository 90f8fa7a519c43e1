//! The tables in `src/schema/tables/` are what the generator makes of `generate/messages.txt`.
#![allow(clippy::indexing_slicing, clippy::panic, reason = "a generator may fail loudly")]
#![allow(clippy::disallowed_methods, reason = "facts and tables are files")]

#[path = "../generate/generator.rs"]
mod generator;

use std::path::Path;

#[test]
fn the_tables_are_up_to_date() {
    let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (file, text) in generator::generate(crate_dir) {
        let found = std::fs::read_to_string(crate_dir.join(format!("src/schema/tables/{file}.rs"))).unwrap();
        assert!(
            found == text,
            "src/schema/tables/{file}.rs is stale: cargo run -p meshconfig --example generate_tables"
        );
    }
}
