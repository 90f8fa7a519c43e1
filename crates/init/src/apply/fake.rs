//! A machine for tests: its programs, what they print, which of them fail, and what its kernel says.

use std::io;
use std::path::PathBuf;
use std::sync::Mutex;

use capture::Family;

use crate::error::Error;
use crate::host::Privilege;
use crate::kernel::{Kernel, NftFamily};
use crate::programs::{Call, Outcome, Programs};

/// A machine that has nothing, if nothing else is said.
#[derive(Debug, Default)]
pub(super) struct Machine {
    /// The sets of programs, such as `iptables-nft`.
    pub sets: &'static [&'static str],
    /// The families whose tables of iptables-legacy are in use.
    pub legacy: &'static [Family],
    /// The families that have tables of nf_tables.
    pub nft: &'static [Family],
    /// Whether the kernel has no nf_tables.
    pub no_nf_tables: bool,
    /// The capability that is missing.
    pub missing: Option<Privilege>,
    /// What a program prints.
    pub prints: Vec<(&'static str, String)>,
    /// The programs that fail.
    pub failing: &'static [&'static str],
    /// What they say then.
    pub says: &'static str,
    /// The families that have tables of nf_tables once one has failed: somebody was quicker.
    pub quicker: &'static [Family],
    /// What was run; [`Machine::calls`] reads it.
    pub ran: Mutex<Vec<String>>,
}

impl Machine {
    /// What was run, a line each; changes with the verbs of their text.
    pub fn calls(&self) -> Vec<String> {
        self.ran.lock().unwrap().clone()
    }

    fn has_failed(&self) -> bool {
        self.calls().iter().any(|call| self.failing.iter().any(|program| call.starts_with(program)))
    }
}

impl Programs for Machine {
    fn find(&self, name: &str) -> Option<PathBuf> {
        let set = name.strip_suffix("-restore").or_else(|| name.strip_suffix("-save"))?;
        self.sets.contains(&set).then(|| PathBuf::from("/fake").join(name))
    }

    fn run(&self, call: &Call<'_>) -> Result<Outcome, Error> {
        let name = call.program.trim_start_matches("/fake/");
        let does = |verb: &str| call.stdin.lines().any(|line| line.starts_with(verb));
        let verbs: String = ["-N", "-A", "-F", "-D"].into_iter().filter(|verb| does(verb)).collect();
        self.ran.lock().unwrap().push(format!("{} {verbs}", call.line()).trim_end().to_owned());
        // One so old that it knows no lock, for which a file would be made.
        let version = "iptables-save v1.6.1".to_owned();
        let printed =
            || self.prints.iter().find(|(program, _)| *program == name).map(|(_, text)| text.clone());
        let is_question = call.arguments == ["--version"];
        let stdout = if is_question { version } else { printed().unwrap_or_default() };
        match self.failing.contains(&name) {
            true => Ok(Outcome { code: Some(1), stdout, stderr: self.says.to_owned() }),
            false => Ok(Outcome { code: Some(0), stdout, stderr: String::new() }),
        }
    }
}

impl Kernel for Machine {
    fn uses_legacy(&self, family: Family) -> bool {
        self.legacy.contains(&family)
    }

    fn nft_tables(&self, family: NftFamily) -> io::Result<Vec<String>> {
        let NftFamily::Ip(family) = family else { return Ok(Vec::new()) };
        match self.no_nf_tables {
            true => Err(io::Error::from_raw_os_error(93)),
            false if self.has_failed() => {
                Ok(self.quicker.iter().filter(|f| **f == family).map(|_| "nat".to_owned()).collect())
            }
            false => Ok(self.nft.iter().filter(|f| **f == family).map(|_| "nat".to_owned()).collect()),
        }
    }

    fn missing(&self, wanted: &[Privilege]) -> Vec<Privilege> {
        wanted.iter().copied().filter(|privilege| self.missing == Some(*privilege)).collect()
    }
}
