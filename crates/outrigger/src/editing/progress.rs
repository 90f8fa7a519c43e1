//! How far a long run is, for who watches it.

use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

use crate::failure::shown;

/// Of fewer files nobody waits for the end.
const MANY: usize = 50;

/// How often the line is written anew.
const OFTEN: Duration = Duration::from_millis(100);

/// A line on the terminal that says how many files are done; nothing where standard error is not a terminal.
#[derive(Debug)]
pub struct Progress {
    all: usize,
    done: usize,
    is_shown: bool,
    written: Instant,
}

impl Progress {
    /// Of so many files.
    pub fn of(all: usize) -> Progress {
        let is_shown = all >= MANY && stderr().is_terminal();
        Progress { all, done: 0, is_shown, written: Instant::now() }
    }

    /// One more is done.
    pub fn step(&mut self) {
        self.done += 1;
        if self.is_shown && self.written.elapsed() >= OFTEN {
            self.written = Instant::now();
            let _ = write!(stderr(), "\r{} of {} files", self.done, self.all);
        }
    }

    /// A line that stays.
    pub fn say(&self, line: &str) {
        self.clear();
        eprintln!("{}", shown(line));
    }

    /// Takes the line away.
    pub fn clear(&self) {
        if self.is_shown {
            let _ = write!(stderr(), "\r\u{1b}[K");
        }
    }
}
