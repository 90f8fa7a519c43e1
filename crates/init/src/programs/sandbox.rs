//! The surroundings of programs that run with the machine's files in a pod's network.
//!
//! The owner match looks up users, which may ask a server over a network that is not there yet; and the lock of the
//! machine is of no use. Source: Istio 1.30 `runInSandbox`.

use std::io;

use crate::say::say;
use rustix::mount::{MountPropagationFlags, mount_bind, mount_change};
use rustix::thread::UnshareFlags;

/// The lock file of iptables-legacy.
const LOCK_FILE: &str = "/run/xtables.lock";
/// Says where users are looked up.
const LOOK_UPS: &str = "/etc/nsswitch.conf";

/// A mount namespace of its own for each program.
#[derive(Debug, Clone)]
pub struct Sandbox;

impl Sandbox {
    /// Runs something in a thread with mounts of its own; without them, after a warning, where they cannot be made.
    pub fn within<T: Send>(
        &self,
        lock_file: Option<&str>,
        run: impl Fn() -> io::Result<T> + Sync,
    ) -> io::Result<T> {
        let inside = std::thread::scope(|scope| {
            let thread = scope.spawn(|| prepare(lock_file).map(|()| run()));
            thread.join().unwrap_or_else(|_| Err(io::Error::other("the thread of the sandbox ended early")))
        });
        match inside {
            Ok(outcome) => outcome,
            Err(error) => {
                say(format_args!(
                    "warning: failed to setup execution environment, attempting to continue anyways: {error}"
                ));
                run()
            }
        }
    }
}

/// Makes the mounts of this thread private and puts the two files over the machine's.
///
/// The thread has the network namespace of the one that started it.
fn prepare(lock_file: Option<&str>) -> io::Result<()> {
    // Only mounts are parted, no descriptors: what makes the call unsafe does not apply.
    #[expect(deprecated, reason = "the other form is unsafe for flags that are not used here")]
    rustix::thread::unshare(UnshareFlags::NEWNS)?;
    mount_change("/", MountPropagationFlags::PRIVATE | MountPropagationFlags::REC)
        .or_else(|_| mount_change("/", MountPropagationFlags::DOWNSTREAM | MountPropagationFlags::REC))?;
    if let Some(file) = lock_file {
        bind(file, LOCK_FILE)?;
    }
    bind("/dev/null", LOOK_UPS)
}

/// Puts one file over another.
fn bind(source: &str, target: &str) -> io::Result<()> {
    mount_bind(source, target)
        .map_err(|error| io::Error::new(error.kind(), format!("bind mount to {target:?} failed: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outcome_comes_back_from_within_or_without() {
        assert_eq!(Sandbox.within(None, || Ok(7)).unwrap(), 7);
        let error =
            Sandbox.within(Some("/no/such/file"), || Err::<(), _>(io::Error::other("of the program")));
        assert_eq!(error.unwrap_err().to_string(), "of the program");
    }
}
