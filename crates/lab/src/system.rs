//! Programs of the system that do a piece of work and end.

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::error::LabError;

/// What a lab needs of a system, with the package of each.
const PROGRAMS: [(&str, &str); 7] = [
    ("unshare", "util-linux"),
    ("nsenter", "util-linux"),
    ("setpriv", "util-linux"),
    ("mount", "mount"),
    ("sleep", "coreutils"),
    ("ip", "iproute2"),
    ("nft", "nftables"),
];

/// The path on which programs of the system are found.
pub(crate) const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// A program of the system.
pub(crate) fn program(name: &str) -> Command {
    let mut command = Command::new(name);
    let own = std::env::var("PATH").unwrap_or_default();
    command.env("PATH", if own.is_empty() { PATH.to_owned() } else { format!("{own}:{PATH}") });
    command
}

/// Looks whether all programs are there.
///
/// # Errors
/// The first that is missing.
pub(crate) fn check_programs() -> Result<(), LabError> {
    for (program, package) in PROGRAMS {
        let mut command = self::program(program);
        command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        // It is there, whatever it makes of that.
        command.status().map_err(|_| LabError::Program { program, package })?;
    }
    Ok(())
}

/// Runs a program to its end with a text on its standard input, and gives what it printed.
///
/// # Errors
/// It cannot be started, or fails: with what it said.
pub(crate) fn run(what: &str, command: &mut Command, input: &str) -> Result<String, LabError> {
    let failed = |cause: String| LabError::Run { what: what.to_owned(), cause };
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().map_err(|e| failed(e.to_string()))?;
    if let Some(mut stdin) = child.stdin.take() {
        // Who reads nothing closes its end, and fails or not by itself.
        let _ = stdin.write_all(input.as_bytes());
    }
    let output = child.wait_with_output().map_err(|e| failed(e.to_string()))?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => {
            Err(failed(format!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr).trim())))
        }
    }
}
