//! Writes `src/generated` from `proto`: `cargo run --manifest-path crates/envoy-api/generate/Cargo.toml`.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = envoy_api_generate::crate_dir().join("src/generated");
    std::fs::remove_dir_all(&folder)?;
    std::fs::create_dir(&folder)?;
    for (name, text) in envoy_api_generate::generate()? {
        std::fs::write(folder.join(name), text)?;
    }
    Ok(())
}
