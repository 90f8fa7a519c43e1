//! The program of the init container: what `outrigger iptables` does to rules, without Kubernetes and TLS.

use std::ffi::OsString;
use std::process::ExitCode;

use init::say::{print, say};
use init::{Line, help};

// The allocator of musl asks the kernel for each handful of pages.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

fn main() -> ExitCode {
    let mut words: Vec<OsString> = std::env::args_os().collect();
    // Istio's image has other programs beside this one, and names it first.
    if words.get(1).is_some_and(|word| word == "istio-iptables") {
        words.remove(0);
    }
    let (program, words) =
        words.split_first().map_or((None, [].as_slice()), |(first, rest)| (Some(first), rest));
    let printed = match Line::read(words) {
        Ok(Line::Run { mut flags, cleans }) => {
            flags.called_as(program.map(OsString::as_os_str));
            return init::run(&flags, cleans, &|name| std::env::var(name).ok());
        }
        Ok(Line::Help) => print(&help::text()),
        Ok(Line::Version) => print(concat!("outrigger-init ", env!("CARGO_PKG_VERSION"), "\n")),
        Err(error) => {
            let hint = error.hint().map(|hint| format!("{hint}; ")).unwrap_or_default();
            say(format_args!("error: {error}\nhint: {hint}`outrigger-init --help` lists all flags"));
            return ExitCode::FAILURE;
        }
    };
    if printed.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
