//! Writes `src/schema/tables/*.rs` from `generate/messages.txt`.
#![allow(clippy::indexing_slicing, clippy::panic, reason = "a generator may fail loudly")]
#![allow(clippy::disallowed_methods, reason = "facts and tables are files")]

mod generator;

use std::path::Path;

fn main() -> std::io::Result<()> {
    let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (file, text) in generator::generate(crate_dir) {
        std::fs::write(crate_dir.join("src/schema/tables").join(format!("{file}.rs")), text)?;
    }
    Ok(())
}
