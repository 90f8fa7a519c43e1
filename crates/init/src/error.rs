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
    /// A file could not be read or written.
    #[error("failed to {verb} {path}: {source}")]
    File {
        /// `load` or `write`.
        verb: &'static str,
        /// The file.
        path: String,
        /// What the kernel said.
        source: io::Error,
    },
    /// A manifest does not tell what is asked for.
    #[error("{path}: {cause}")]
    Manifest {
        /// The file.
        path: String,
        /// Why.
        cause: String,
    },
    /// The network namespace could not be entered.
    #[error("cannot enter the network namespace `{path}`: {source}; it takes the capability SYS_ADMIN")]
    Namespace {
        /// The file of the namespace.
        path: String,
        /// What the kernel said.
        source: io::Error,
    },
    /// A flag that cannot be meant.
    #[error(transparent)]
    Request(#[from] capture::RequestError),
    /// A word that is none of those that are known.
    #[error(transparent)]
    Argument(#[from] crate::arguments::ArgumentError),
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
