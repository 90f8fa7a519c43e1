//! A network namespace without a name: it lives as long as something holds it, and so never stays behind.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::os::fd::{AsFd, AsRawFd};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Gid, Uid};
use rustix::thread::{
    LinkNameSpaceType, move_into_link_name_space, set_thread_groups, set_thread_res_gid, set_thread_res_uid,
};

/// No program that a test starts needs longer, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Who does something: rules tell packets apart by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    pub uid: u32,
    pub gid: u32,
}

pub const ROOT: Identity = Identity { uid: 0, gid: 0 };
pub const APP: Identity = Identity { uid: 1000, gid: 1000 };
pub const PROXY: Identity = Identity { uid: 1337, gid: 1337 };

/// A network namespace; the open file holds it.
#[derive(Debug)]
pub struct Namespace(File);

impl Namespace {
    /// A new one, with a loopback interface that is down.
    pub fn new() -> Namespace {
        // The child waits until it is let go, and the file holds the namespace when it is gone.
        let mut child = Command::new("unshare")
            .args(["--net", "sh", "-c", "echo made; read line"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("unshare is there: `tools` looked");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line, "made\n", "unshare --net makes no namespace");
        let file = File::open(format!("/proc/{}/ns/net", child.id())).unwrap();
        drop(child.stdin.take());
        child.wait().unwrap();
        Namespace(file)
    }

    /// A path by which other programs reach it while this process lives.
    pub fn path(&self) -> String {
        format!("/proc/{}/fd/{}", std::process::id(), self.0.as_raw_fd())
    }

    /// Does something inside, as someone; what it opens stays in the namespace.
    pub fn inside<R: Send>(&self, identity: Identity, action: impl FnOnce() -> R + Send) -> R {
        thread::scope(|scope| {
            let worker = scope.spawn(|| {
                self.enter(identity);
                action()
            });
            worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    }

    /// Moves this thread inside and makes it someone. The thread should do nothing else afterwards.
    pub fn enter(&self, identity: Identity) {
        move_into_link_name_space(self.0.as_fd(), Some(LinkNameSpaceType::Network)).unwrap();
        if identity != ROOT {
            // These are the system calls of one thread; the C library's would change the process.
            let (uid, gid) = (Uid::from_raw(identity.uid), Gid::from_raw(identity.gid));
            set_thread_groups(&[]).unwrap();
            set_thread_res_gid(gid, gid, gid).unwrap();
            set_thread_res_uid(uid, uid, uid).unwrap();
        }
    }

    /// Runs a program inside with a text on its standard input and gives what it said.
    pub fn run(&self, command: &mut Command, input: &str) -> Output {
        self.inside(ROOT, || finish(command, input))
    }

    /// Runs a program that has to succeed, and gives its standard output.
    pub fn must(&self, command: &mut Command, input: &str) -> String {
        let output = self.run(command, input);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command:?} failed: {}\n{said}{input}", output.status);
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Lines for `ip -batch`.
    pub fn ip(&self, lines: &str) {
        self.must(Command::new("ip").args(["-batch", "-"]), lines);
    }

    /// Sets a switch of the kernel below `/proc/sys/net`.
    pub fn sysctl(&self, name: &str, value: &str) {
        self.inside(ROOT, || std::fs::write(format!("/proc/sys/net/{name}"), value)).unwrap();
    }
}

/// Runs a program to its end, but not for ever.
pub fn finish(command: &mut Command, input: &str) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
    // A program that reads nothing closes its end: no reason to fail.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let stdout = collect(child.stdout.take().unwrap());
    let stderr = collect(child.stderr.take().unwrap());
    let end = Instant::now() + PATIENCE;
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None if Instant::now() > end => {
                let _ = child.kill();
                panic!("{command:?} does not end within {PATIENCE:?}");
            }
            None => thread::sleep(Duration::from_millis(2)),
        }
    };
    Output { status, stdout: stdout.join().unwrap(), stderr: stderr.join().unwrap() }
}

/// Reads a pipe to its end beside everything else.
fn collect(mut pipe: impl std::io::Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What came until an error is as good as it gets.
        let _ = pipe.read_to_end(&mut bytes);
        bytes
    })
}
