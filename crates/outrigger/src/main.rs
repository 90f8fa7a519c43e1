//! The program: arguments → resolved options → one call of the core → print.

mod access;
mod arguments;
mod commands;
mod configuration;
mod failure;
mod from_cluster;
#[cfg(test)]
mod help;
mod manifest;
mod mistakes;
mod notes;
mod output;
mod sources;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, Command};
use crate::failure::Failure;

/// A pod's rewriting makes and drops a thousand small values.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(e) => {
            // Nothing is left to be said if the terminal is gone.
            let _ = e.print();
            if let Some(hint) = mistakes::hint(&e) {
                eprintln!("\nhint: {hint}");
            }
            return if e.use_stderr() { ExitCode::FAILURE } else { ExitCode::SUCCESS };
        }
    };
    let outcome = match arguments.command {
        Command::KubeInject(options) => commands::kube_inject::run(&options),
        Command::Render(options) => commands::render::run(&options),
        Command::Config(options) => commands::config::run(&options),
        Command::Webhook(options) => return commands::webhook::run(*options).unwrap_or_else(failed),
        Command::Replay(options) => commands::replay::run(&options),
        Command::Snapshot(options) => commands::snapshot::run(&options),
        Command::Install(options) => commands::install::run(&options),
        Command::Certs(options) => commands::certs::run(&options),
        Command::Uninstall(options) => commands::uninstall::run(&options),
        Command::Iptables(options) => return commands::iptables::run(*options),
        Command::Probe(options) => commands::probe::run(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failed(failure),
    }
}

fn failed(failure: Failure) -> ExitCode {
    eprint!("{failure}");
    ExitCode::FAILURE
}
