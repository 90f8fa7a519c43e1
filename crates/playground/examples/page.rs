//! Prints the playground's page with the engine that a file holds: its module, packed by gzip.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "this is a program, and its crate is pure"
)]

fn main() -> Result<(), String> {
    let path = std::env::args_os().nth(1).ok_or("usage: page MODULE.wasm.gz")?;
    let module = std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    print!("{}", playground::page(playground::Engine::Module(&module)));
    Ok(())
}
