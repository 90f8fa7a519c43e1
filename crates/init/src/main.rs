//! The program of the init container: `outrigger iptables` alone, without Kubernetes and TLS.

use std::ffi::OsString;
use std::process::ExitCode;

use capture::Flags;
use clap::Parser;
use init::arguments::Arguments;
use init::say::{plain, say};

/// Sends a pod's traffic to its proxy: rules of iptables or nftables.
#[derive(Debug, Parser)]
#[command(name = "outrigger-init", version, args_override_self = true, max_term_width = 110, after_help = init::EXAMPLES)]
struct Program {
    #[command(flatten)]
    command: init::Command,
}

// The allocator of musl asks the kernel for each handful of pages.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

fn main() -> ExitCode {
    let mut line: Vec<_> = std::env::args_os().collect();
    // Istio's image has other programs beside this one, and names it first.
    if line.get(1).is_some_and(|word| word == "istio-iptables") {
        line.remove(0);
    }
    match command(&line) {
        Ok(mut command) => {
            command.arguments.0.called_as(line.first().map(OsString::as_os_str));
            init::run(&command)
        }
        Err(e) => {
            // Parts of the line are in the message.
            let steers = |word: &OsString| plain(&word.to_string_lossy()) != word.to_string_lossy();
            match line.iter().any(steers) {
                true => say(e.to_string().trim_end()),
                // Nothing is left to be said if the terminal is gone.
                false => _ = e.print(),
            }
            if e.use_stderr() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
        }
    }
}

fn command(line: &[OsString]) -> Result<init::Command, clap::Error> {
    // Making clap ready takes longer than all the rest that is done before the rules go in, and a pod waits for it.
    let words: Option<Vec<&str>> = line.iter().skip(1).map(|word| word.to_str()).collect();
    match words.map(|words| Flags::read(&words)) {
        Some(Ok(flags)) => Ok(init::Command { arguments: Arguments(flags), action: None }),
        _ => Program::try_parse_from(line).map(|program| program.command),
    }
}
