//! One run at a time changes what a network namespace holds: from looking at it to the last change.
//!
//! The lock is a name in the abstract namespace of Unix sockets, which each network namespace has of its own. It takes no
//! file, so that a read-only root and another mount namespace will do; and the kernel gives it back when the last holder
//! is gone, however it ended. Programs that a run starts hold it too: one that goes on after its run was killed has
//! finished before the next run looks.
//!
//! Anybody in the namespace may take a name, also one who only wants to keep others from it. Then nothing is changed, and
//! who holds it is named: a pod that keeps its own rules from being made does not start.

use std::os::fd::OwnedFd;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::net::{AddressFamily, SocketAddrUnix, SocketFlags, SocketType, bind, socket_with};

use crate::error::Error;

/// The name; other releases take the same.
const NAME: &[u8] = b"outrigger-iptables";
/// A run takes some milliseconds; one that waits for the lock of iptables takes as long as that.
pub const PATIENCE: Duration = Duration::from_secs(40);
/// The pause between two looks; the longest is reached after a few.
const PAUSES: [Duration; 2] = [Duration::from_millis(1), Duration::from_millis(16)];

/// The right to change rules and routes of the network namespace that it was taken in.
#[derive(Debug)]
pub(crate) struct Lock {
    _held: Option<OwnedFd>,
}

impl Lock {
    /// Takes the lock of this thread's network namespace. Where the kernel has no such sockets there is none, which is
    /// said.
    ///
    /// # Errors
    /// Another one holds it longer than `patience`, or `is_stopped` meanwhile.
    pub fn take(patience: Duration, is_stopped: impl Fn() -> bool) -> Result<Self, Error> {
        Self::named(NAME, patience, is_stopped)
    }

    fn named(name: &[u8], patience: Duration, is_stopped: impl Fn() -> bool) -> Result<Self, Error> {
        let end = Instant::now() + patience;
        let [mut pause, longest] = PAUSES;
        loop {
            match held(name) {
                Ok(held) => return Ok(Self { _held: Some(held) }),
                Err(Errno::ADDRINUSE) => {}
                Err(errno) => {
                    eprintln!("warning: other runs are not kept from the rules meanwhile: {errno}");
                    return Ok(Self { _held: None });
                }
            }
            if is_stopped() {
                return Err(Error::Stopped);
            }
            if Instant::now() >= end {
                return Err(Error::Locked { waited: patience, holders: holders(name) });
            }
            std::thread::sleep(pause.min(end.saturating_duration_since(Instant::now())));
            pause = (pause * 2).min(longest);
        }
    }
}

/// A socket that holds the name. It stays open in programs that are started.
fn held(name: &[u8]) -> Result<OwnedFd, Errno> {
    let socket = socket_with(AddressFamily::UNIX, SocketType::DGRAM, SocketFlags::empty(), None)?;
    bind(&socket, &SocketAddrUnix::new_abstract_name(name)?)?;
    Ok(socket)
}

/// The processes that hold the name, as far as they are seen from here: those of other containers are not.
fn holders(name: &[u8]) -> Vec<u32> {
    let sockets = std::fs::read_to_string("/proc/thread-self/net/unix").unwrap_or_default();
    let own = format!("@{}", String::from_utf8_lossy(name));
    let line = sockets.lines().map(|line| line.split_ascii_whitespace());
    // Num RefCount Protocol Flags Type St Inode Path
    let inode =
        line.filter_map(|mut words| Some((words.nth(6)?, words.next()?))).find(|(_, path)| *path == own);
    let Some((inode, _)) = inode else { return Vec::new() };
    let socket = PathBuf::from(format!("socket:[{inode}]"));
    let has = |process: &u32| {
        let open = std::fs::read_dir(format!("/proc/{process}/fd")).into_iter().flatten().flatten();
        open.into_iter().any(|file| std::fs::read_link(file.path()).is_ok_and(|link| link == socket))
    };
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).filter(has).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_holder_and_is_free_when_that_is_gone() {
        let name = format!("outrigger-test-{}", std::process::id());
        let name = name.as_bytes();
        assert_eq!(holders(name), Vec::<u32>::new());
        let first = held(name).unwrap();
        assert_eq!(held(name).unwrap_err(), Errno::ADDRINUSE);
        assert!(holders(name).contains(&std::process::id()));
        // A program that was started holds it too.
        let mut child = std::process::Command::new("sh")
            .args(["-c", "read line"])
            .stdin(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        drop(first);
        assert_eq!(held(name).unwrap_err(), Errno::ADDRINUSE);
        assert!(holders(name).contains(&child.id()));
        drop(child.stdin.take());
        child.wait().unwrap();
        // What other tests start meanwhile holds it, too, until it ends.
        let free = (0..600).any(|_| {
            let free = held(name).is_ok();
            std::thread::sleep(Duration::from_millis(if free { 0 } else { 50 }));
            free
        });
        assert!(free);
    }

    #[test]
    fn a_wait_that_is_too_long_or_stopped_changes_nothing() {
        let name = format!("outrigger-wait-{}", std::process::id());
        let take = |patience, stopped: bool| Lock::named(name.as_bytes(), patience, move || stopped);
        let first = take(Duration::ZERO, true).unwrap();
        let error = take(Duration::from_millis(5), false).unwrap_err().to_string();
        // Programs that other tests start meanwhile hold it, too.
        let (_, holders) = error.split_once("(process ").unwrap();
        let (holders, _) = holders.split_once(')').unwrap();
        let own = std::process::id().to_string();
        assert!(holders.split(", ").any(|holder| holder == own), "{error}");
        assert!(error.contains("nothing was changed"), "{error}");
        assert!(matches!(take(PATIENCE, true), Err(Error::Stopped)));
        // Who waits gets it when it is free.
        let waiting = std::thread::scope(|scope| {
            let waiting = scope.spawn(|| take(PATIENCE, false));
            drop(first);
            waiting.join().unwrap()
        });
        drop(waiting.unwrap());
    }
}
