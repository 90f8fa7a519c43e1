//! The program of the init container: `outrigger iptables` alone, without Kubernetes and TLS.

use std::process::ExitCode;

use clap::Parser;

/// Sends a pod's traffic to its proxy: rules of iptables or nftables.
#[derive(Debug, Parser)]
#[command(name = "outrigger-init", version, args_override_self = true, max_term_width = 110, after_help = init::EXAMPLES)]
struct Program {
    #[command(flatten)]
    command: init::Command,
}

fn main() -> ExitCode {
    // Istio's image has other programs beside this one, and names it first.
    let arguments = std::env::args_os().enumerate();
    let line = arguments.filter(|(i, word)| *i != 1 || word != "istio-iptables").map(|(_, word)| word);
    match Program::try_parse_from(line) {
        Ok(mut program) => {
            program.command.arguments.called_as(std::env::args_os().next());
            init::run(&program.command)
        }
        Err(e) => {
            // Nothing is left to be said if the terminal is gone.
            let _ = e.print();
            if e.use_stderr() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
        }
    }
}
