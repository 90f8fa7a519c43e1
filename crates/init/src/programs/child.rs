//! Child processes: input and output in memory files, an end after a while.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{MemfdFlags, memfd_create};
use rustix::process::{Pid, PidfdFlags, pidfd_open};

use super::call::{Call, Outcome, PATIENCE, Programs};
use super::sandbox::Sandbox;
use crate::error::Error;

/// Where programs are when the environment does not say.
const USUAL_PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/// As much as is read of what a program prints; a save of ten thousand rules has about a megabyte.
const MOST_OUTPUT: u64 = 64 << 20;
/// How often a child is looked at on a kernel that cannot tell of its end.
const GLANCE: Duration = Duration::from_millis(2);

/// Real programs of this machine.
#[derive(Debug, Clone)]
pub struct Children {
    path: OsString,
    sandbox: Option<Sandbox>,
}

impl Children {
    /// Programs on the given search path (that of the environment, or the usual one where there is none).
    #[must_use]
    pub fn new(path: Option<OsString>, sandbox: Option<Sandbox>) -> Self {
        let path = path.filter(|path| !path.is_empty()).unwrap_or_else(|| USUAL_PATH.into());
        Self { path, sandbox }
    }
}

impl Programs for Children {
    fn find(&self, name: &str) -> Option<PathBuf> {
        std::env::split_paths(&self.path).map(|folder| folder.join(name)).find(|path| is_executable(path))
    }

    fn run(&self, call: &Call<'_>) -> Result<Outcome, Error> {
        let outcome = match &self.sandbox {
            Some(sandbox) => sandbox.within(call.lock_file.as_deref(), || run(call)),
            None => run(call),
        };
        match outcome {
            Ok(Some(outcome)) => Ok(outcome),
            Ok(None) => Err(Error::TooSlow { command: call.line(), limit: PATIENCE }),
            Err(source) => Err(Error::NotRun { command: call.line(), source }),
        }
    }
}

fn is_executable(path: &Path) -> bool {
    path.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

/// Runs the program; nothing if it had to be ended.
///
/// Input and output are files in memory: no pipe can fill up, so that nobody has to read while the program runs.
fn run(call: &Call<'_>) -> io::Result<Option<Outcome>> {
    let mut stdin = memory_file("stdin")?;
    stdin.write_all(call.stdin.as_bytes())?;
    stdin.rewind()?;
    let (stdout, stderr) = (memory_file("stdout")?, memory_file("stderr")?);
    let mut child = Command::new(call.program)
        .args(&call.arguments)
        .env("LC_ALL", "C")
        .envs(call.environment.iter().map(|(name, value)| (name, value)))
        // What a terminal sends to end this program is not for one that is in the middle of its work.
        .process_group(0)
        .stdin(Stdio::from(stdin))
        .stdout(Stdio::from(stdout.try_clone()?))
        .stderr(Stdio::from(stderr.try_clone()?))
        .spawn()?;
    let ended = ends_within(&mut child, PATIENCE);
    if !matches!(ended, Ok(true)) {
        child.kill()?;
    }
    let status = child.wait()?;
    if !ended? {
        return Ok(None);
    }
    Ok(Some(Outcome { code: status.code(), stdout: content(stdout)?, stderr: content(stderr)? }))
}

fn memory_file(name: &str) -> io::Result<File> {
    Ok(File::from(memfd_create(name, MemfdFlags::CLOEXEC)?))
}

/// What was written into a file, from its beginning.
fn content(mut file: File) -> io::Result<String> {
    file.rewind()?;
    let mut bytes = Vec::new();
    file.take(MOST_OUTPUT).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether the child ends within the time.
fn ends_within(child: &mut Child, limit: Duration) -> io::Result<bool> {
    let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    let Some(Ok(descriptor)) = pid.map(|pid| pidfd_open(pid, PidfdFlags::empty())) else {
        return ends_by_looking(child, limit);
    };
    let limit = Timespec { tv_sec: i64::try_from(limit.as_secs()).unwrap_or(i64::MAX), tv_nsec: 0 };
    loop {
        match poll(&mut [PollFd::new(&descriptor, PollFlags::IN)], Some(&limit)) {
            Ok(ready) => return Ok(ready > 0),
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// The same on kernels before 5.3.
fn ends_by_looking(child: &mut Child, limit: Duration) -> io::Result<bool> {
    let mut waited = Duration::ZERO;
    while waited < limit {
        if child.try_wait()?.is_some() {
            return Ok(true);
        }
        std::thread::sleep(GLANCE);
        waited += GLANCE;
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn children() -> Children {
        Children::new(None, None)
    }

    #[test]
    fn a_program_is_fed_and_heard() {
        let text = "a line\n".repeat(200_000);
        let shell = children().find("sh").unwrap();
        let script = "cat; printf oops >&2; exit 3";
        let call = Call::new(shell.to_str().unwrap(), &["-c", script]).reading(&text);
        let outcome = children().run(&call).unwrap();
        assert_eq!(outcome.code, Some(3));
        assert_eq!(outcome.stdout, text);
        assert_eq!(outcome.stderr, "oops");
        assert_eq!(call.line(), format!("sh -c {script}"));
    }

    #[test]
    fn what_is_not_there_is_an_error() {
        assert_eq!(children().find("no-such-program"), None);
        let error = children().run(&Call::new("/no/such/program", &["-x"])).unwrap_err().to_string();
        assert!(error.starts_with("`program -x` could not be run: "), "{error}");
    }

    #[test]
    fn a_child_that_does_not_end_is_noticed() {
        for look in [ends_within, ends_by_looking] {
            let mut child = Command::new("sleep").arg("20").spawn().unwrap();
            assert!(!look(&mut child, Duration::ZERO).unwrap());
            child.kill().unwrap();
            assert!(look(&mut child, Duration::from_secs(5)).unwrap());
            child.wait().unwrap();
        }
    }
}
