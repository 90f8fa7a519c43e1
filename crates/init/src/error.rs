//! What can go wrong, with the remedy where there is one.

use std::io;
use std::time::Duration;

use crate::host::Privilege;

/// Why the rules could not be read, changed or tried.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No program of a set is on the search path.
    #[error("none of the programs {programs} is on the search path; {remedy}")]
    NoProgram {
        /// The names that were looked for.
        programs: String,
        /// What to do.
        remedy: String,
    },
    /// A program could not be started or watched.
    #[error("`{command}` could not be run: {source}")]
    NotRun {
        /// The program with its arguments.
        command: String,
        /// What the kernel said.
        source: io::Error,
    },
    /// A program did not end in time and was ended.
    #[error("`{command}` did not end within {} s and was ended; another program may hold the lock of the rules", .limit.as_secs())]
    TooSlow {
        /// The program with its arguments.
        command: String,
        /// The time that it was given.
        limit: Duration,
    },
    /// A program ended with an error.
    #[error("`{command}` failed: {meaning}{}", hint_line(.hint))]
    Failed {
        /// The program with its arguments.
        command: String,
        /// The meaning of its exit code with what it said.
        meaning: String,
        /// What is missing, and what to do; empty where nothing is known.
        hint: String,
    },
    /// A privilege is missing.
    #[error(
        "changing the rules needs the capability {privilege}, which this process does not have; \
         add it to `securityContext.capabilities.add` of the container, or let the CNI plugin make the rules"
    )]
    NoPrivilege {
        /// The missing one.
        privilege: Privilege,
    },
    /// The kernel did not answer a question.
    #[error("{what}: {source}")]
    Kernel {
        /// What was asked or done.
        what: String,
        /// What the kernel said.
        source: io::Error,
    },
    /// Rules of another configuration are in the way.
    #[error(
        "{family} table `{table}` already has the chain `{chain}` with other rules; \
         `--reconcile` replaces them, `--cleanup-only` removes them"
    )]
    InTheWay {
        /// `IPv4` or `IPv6`.
        family: &'static str,
        /// The table.
        table: String,
        /// The first chain that is there already.
        chain: String,
    },
    /// This is a host, and nobody said that it is meant.
    #[error(
        "these are the network rules of a whole host, not of a container, and nothing says that they are meant; nothing \
         was changed\nhint: `--network-namespace /proc/PID/ns/net` works in the network of a container, `--dry-run` \
         prints what would be done, and `--yes` means this host"
    )]
    Host,
    /// Another run holds the lock of the network namespace.
    #[error(
        "another run has been changing the rules of this network namespace for {} s{}; nothing was changed\nhint: wait \
         for it, or end it",
        .waited.as_secs(), named(.holders)
    )]
    Locked {
        /// As long was waited.
        waited: Duration,
        /// The processes that hold it, as far as they are seen.
        holders: Vec<u32>,
    },
    /// A signal came before anything was changed.
    #[error("ended by a signal before anything was changed")]
    Stopped,
    /// A file could not be read or written.
    #[error("failed to {verb} {}: {source}", quoted(.path))]
    File {
        /// `load` or `write`.
        verb: &'static str,
        /// The file.
        path: String,
        /// What the kernel said.
        source: io::Error,
    },
    /// The network namespace could not be entered.
    #[error("cannot enter the network namespace {}: {source}; it takes the capability SYS_ADMIN", quoted(.path))]
    Namespace {
        /// The file of the namespace.
        path: String,
        /// What the kernel said.
        source: io::Error,
    },
    /// A flag that cannot be meant.
    #[error(transparent)]
    Request(#[from] capture::RequestError),
    /// A flag has a word that is not known.
    #[error(transparent)]
    Argument(#[from] capture::FlagError),
    /// A flag that the pure part lets pass means nothing here.
    #[error("flag `{flag}`: {cause}")]
    Flag {
        /// The flag, as it is typed.
        flag: &'static str,
        /// Why, and what is expected.
        cause: String,
    },
}

impl Error {
    /// Wraps the kernel's error with what was asked.
    pub(crate) fn kernel(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let what = what.into();
        move |source| Self::Kernel { what, source }
    }
}

/// The hint on a line of its own, if there is one.
fn hint_line(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("\nhint: {text}") }
}

/// A path as it is, or where it holds characters that nobody would read, with these escaped.
fn quoted(path: &str) -> String {
    let path: String = path.chars().take(LONGEST_PATH).collect();
    if path.chars().all(|c| c.is_ascii_graphic() || c.is_alphanumeric()) { path } else { format!("{path:?}") }
}

/// As much of a path is shown; the kernel takes no longer ones.
const LONGEST_PATH: usize = 4096;

/// The processes by number, if any is known.
fn named(processes: &[u32]) -> String {
    let numbers: Vec<String> = processes.iter().take(8).map(u32::to_string).collect();
    if numbers.is_empty() { String::new() } else { format!(" (process {})", numbers.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_steers_a_terminal_or_begins_a_line() {
        let source = || io::Error::from_raw_os_error(2);
        let path = || "/a b\u{1b}[31m\nerror: x\u{202e}".to_owned();
        for error in [
            Error::Namespace { path: path(), source: source() },
            Error::File { verb: "load", path: path(), source: source() },
        ] {
            let text = error.to_string();
            assert!(text.contains(r#""/a b\u{1b}[31m\nerror: x\u{202e}""#), "{text}");
            assert!(!text.contains('\n'), "{text}");
        }
        assert_eq!(quoted("/proc/7/ns/net"), "/proc/7/ns/net");
        assert_eq!(quoted("pod-ü.yaml"), "pod-ü.yaml");
    }
}
