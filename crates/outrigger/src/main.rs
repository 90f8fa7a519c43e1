//! The program: arguments → sources → one call of the core → print.
//!
//! ```text
//! cli ─► commands ─► findings, xds ─► istiods, editing ─► options ─► input, output, table, failure, notes
//! ```
//!
//! Imports go in this direction only.

mod cli;
mod commands;
mod editing;
mod failure;
mod findings;
mod input;
mod istiods;
mod manifest;
mod notes;
mod options;
mod output;
mod parallel;
mod plain_pod;
mod table;
mod xds;

use std::process::ExitCode;

/// A pod's rewriting makes and drops a thousand small values.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
