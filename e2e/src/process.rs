//! A process that ends with the test.

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
