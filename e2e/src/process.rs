//! Processes: one that is asked something, and one that ends with the test.

use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A process, until it is dropped.
#[derive(Debug)]
pub struct Process {
    child: Child,
}

impl Process {
    /// Starts it, with nothing to read.
    ///
    /// # Panics
    /// It cannot be started.
    pub fn start(command: &mut Command) -> Process {
        Process { child: command.stdin(Stdio::null()).spawn().unwrap() }
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as `kill -9` does: nothing is finished, connections break.
    ///
    /// # Panics
    /// It has ended already, and that was not expected.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Tells it to end, as a kubelet does first.
    ///
    /// # Panics
    /// There is no `kill`.
    pub fn terminate(&self) {
        let told = Command::new("kill").arg(self.id().to_string()).status().unwrap();
        assert!(told.success(), "{told}");
    }

    /// Waits until it has ended, and gives whether it did so well.
    ///
    /// # Panics
    /// The system does not tell.
    pub fn ended(&mut self) -> bool {
        self.child.wait().unwrap().success()
    }

    /// Processor time that it has used, in ms. Linux counts it in hundredths of a second.
    ///
    /// # Panics
    /// It has ended.
    pub fn cpu_ms(&self) -> f64 {
        let text = std::fs::read_to_string(Path::new("/proc").join(self.id().to_string()).join("stat"));
        let text = text.unwrap();
        let (_, after_name) = text.rsplit_once(')').unwrap();
        let fields: Vec<&str> = after_name.split_whitespace().collect();
        [11, 12].iter().map(|n| fields[*n].parse::<f64>().unwrap() * 10.0).sum()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs something with a text to read: what it prints, or what it says of its failure.
pub(crate) fn printed(command: &mut Command, input: &str) -> Result<String, String> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
}
