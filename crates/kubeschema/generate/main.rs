//! Writes `src/types/*.rs` from `generate/fields.txt`, and `src/go_view/declared.rs` from `generate/methods.txt`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a generator may fail loudly"
)]
#![allow(clippy::disallowed_methods, reason = "facts and tables are files")]

mod generator;
mod methods;

use std::path::Path;

fn main() -> std::io::Result<()> {
    let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR"));
    let facts = std::fs::read_to_string(crate_dir.join("generate/fields.txt"))?;
    for (file, text) in generator::generate(&facts) {
        std::fs::write(crate_dir.join(format!("src/types/{file}.rs")), text)?;
    }
    let facts = std::fs::read_to_string(crate_dir.join("generate/methods.txt"))?;
    std::fs::write(crate_dir.join("src/go_view/declared.rs"), methods::generate(&facts))
}
