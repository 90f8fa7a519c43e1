//! The sets of iptables programs: their names, what they are, how they are called.

use std::path::Path;

use capture::Family;
use capture::state::Backend;

use super::call::{Call, Outcome, Programs};
use crate::error::Error;

/// The first release whose `iptables-restore` knows the lock. Source: Istio 1.30 `IptablesRestoreLocking`.
const LOCKING: Version = Version(1, 6, 2);
/// The first release that reads the lock file's name from the environment. Source: Istio 1.30 `IptablesLockfileEnv`.
const LOCK_FILE_VARIABLE: Version = Version(1, 8, 6);
/// The first release with one program for all names of a backend (`xtables-legacy-multi`).
const ONE_PROGRAM: Version = Version(1, 8, 0);

/// The name of a family's programs.
fn program_name(family: Family) -> &'static str {
    match family {
        Family::V4 => "iptables",
        Family::V6 => "ip6tables",
    }
}

/// A name that a set of programs may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// `iptables-legacy`.
    Legacy,
    /// `iptables-nft`.
    Nft,
    /// `iptables`, which is one or the other.
    Plain,
}

impl Flavour {
    fn suffix(self) -> &'static str {
        match self {
            Self::Legacy => "-legacy",
            Self::Nft => "-nft",
            Self::Plain => "",
        }
    }
}

/// A release: three numbers are enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Version(u32, u32, u32);

/// A set of iptables programs of one family that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Xtables {
    /// The family.
    pub family: Family,
    /// The backend.
    pub backend: Backend,
    /// Where `iptables-save` is.
    pub save: String,
    /// Where `iptables-restore` is.
    pub restore: String,
    version: Version,
}

impl Xtables {
    /// The name that a set would have.
    #[must_use]
    pub fn name(family: Family, flavour: Flavour) -> String {
        format!("{}{}", program_name(family), flavour.suffix())
    }

    /// Looks for a set of this name. Only a name that leaves it open has its program asked what it is.
    ///
    /// # Errors
    /// When the program that is asked cannot be run.
    pub fn find(programs: &dyn Programs, family: Family, flavour: Flavour) -> Result<Option<Self>, Error> {
        let name = Self::name(family, flavour);
        let found = |suffix: &str| programs.find(&format!("{name}{suffix}"));
        let (Some(restore), Some(save)) = (found("-restore"), found("-save")) else { return Ok(None) };
        let by_file = kind_by_file(&save);
        let text = |path: &Path| path.to_string_lossy().into_owned();
        let (save, restore) = (text(&save), text(&restore));
        let (backend, version) = match (flavour, by_file) {
            (_, Some(kind)) => kind,
            // Locks do not matter there.
            (Flavour::Nft, None) => (Backend::Nft, ONE_PROGRAM),
            (_, None) => kind_by_asking(programs, &save)?,
        };
        Ok(Some(Self { family, backend, save, restore, version }))
    }

    /// Whether a change waits for the lock of the machine. Source: Istio 1.30 `NoLocks`.
    #[must_use]
    pub(crate) fn has_lock(&self) -> bool {
        self.backend == Backend::Legacy && self.version >= LOCKING
    }

    /// The call that prints all rules of the family.
    #[must_use]
    pub(crate) fn saving(&self) -> Call<'_> {
        Call::new(&self.save, &[])
    }

    /// The call that takes a text in; each of its tables changes as a whole or not at all.
    #[must_use]
    pub(crate) fn restoring<'a>(&'a self, text: &'a str, lock: Option<&str>) -> Call<'a> {
        self.locked(Call::new(&self.restore, &["--noflush"]).reading(text), lock)
    }

    /// Lets the call wait for the lock: that of the machine, or a file of its own.
    fn locked<'a>(&self, mut call: Call<'a>, lock: Option<&str>) -> Call<'a> {
        if !self.has_lock() {
            return call;
        }
        call.arguments.push("--wait=30");
        if let Some(file) = lock {
            if self.version >= LOCK_FILE_VARIABLE {
                call.environment.push(("XTABLES_LOCKFILE", file.to_owned()));
            } else {
                call.lock_file = Some(file.to_owned());
            }
        }
        call
    }

    /// Asks for the exact release, which only the name of the lock file depends on.
    ///
    /// # Errors
    /// When the program cannot be run.
    pub(crate) fn with_release(self, programs: &dyn Programs) -> Result<Self, Error> {
        let (_, version) = kind_by_asking(programs, &self.save)?;
        Ok(Self { version, ..self })
    }
}

/// What the file behind the name tells: since 1.8.0 all names of a backend are links to one program.
fn kind_by_file(path: &Path) -> Option<(Backend, Version)> {
    let file = path.canonicalize().ok()?;
    match file.file_name()?.to_str()? {
        "xtables-nft-multi" => Some((Backend::Nft, ONE_PROGRAM)),
        "xtables-legacy-multi" => Some((Backend::Legacy, ONE_PROGRAM)),
        _ => None,
    }
}

/// What the program says of itself. One that does not know the question is a very old one.
///
/// Source: Istio 1.30 `shouldUseBinaryForCurrentContext`.
fn kind_by_asking(programs: &dyn Programs, save: &str) -> Result<(Backend, Version), Error> {
    let Outcome { code, stdout, stderr } = programs.run(&Call::new(save, &["--version"]))?;
    if code != Some(0) || stderr.contains("unrecognized option") {
        return Ok((Backend::Legacy, Version(0, 0, 0)));
    }
    let backend = if stdout.contains("nf_tables") { Backend::Nft } else { Backend::Legacy };
    Ok((backend, release(&stdout).unwrap_or(Version(0, 0, 0))))
}

/// The first `v1.8.9` in a text.
fn release(text: &str) -> Option<Version> {
    text.split_ascii_whitespace().find_map(|word| {
        let mut numbers = word.strip_prefix('v')?.split('.').map(|number| number.parse::<u32>().ok());
        let (major, minor) = (numbers.next()??, numbers.next()??);
        Some(Version(major, minor, numbers.next().flatten().unwrap_or(0)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(backend: Backend, version: Version) -> Xtables {
        let text = |name: &str| name.to_owned();
        Xtables { family: Family::V4, backend, save: text("ipt-save"), restore: text("ipt-restore"), version }
    }

    #[test]
    fn only_a_legacy_program_that_knows_it_waits_for_the_lock() {
        let rows = [
            (set(Backend::Nft, Version(1, 8, 9)), None, "ipt-restore --noflush", None, None),
            (set(Backend::Nft, Version(1, 8, 9)), Some("/ns"), "ipt-restore --noflush", None, None),
            (set(Backend::Legacy, Version(1, 6, 1)), Some("/ns"), "ipt-restore --noflush", None, None),
            (set(Backend::Legacy, Version(1, 6, 2)), None, "ipt-restore --noflush --wait=30", None, None),
            (
                set(Backend::Legacy, Version(1, 8, 5)),
                Some("/ns"),
                "ipt-restore --noflush --wait=30",
                None,
                Some("/ns"),
            ),
            (
                set(Backend::Legacy, Version(1, 8, 6)),
                Some("/ns"),
                "ipt-restore --noflush --wait=30",
                Some("/ns"),
                None,
            ),
        ];
        for (set, lock, line, variable, file) in rows {
            let call = set.restoring("", lock);
            assert_eq!(call.line(), line, "{set:?}");
            assert_eq!(call.environment.first().map(|(_, value)| value.as_str()), variable, "{set:?}");
            assert_eq!(call.lock_file.as_deref(), file, "{set:?}");
            assert!(!set.saving().line().contains("wait"));
        }
    }

    #[test]
    fn releases() {
        let rows = [
            ("iptables-save v1.8.9 (nf_tables)", Some(Version(1, 8, 9))),
            ("iptables-save v1.6\n", Some(Version(1, 6, 0))),
            ("iptables-save v1.8.10-1", Some(Version(1, 8, 0))),
            ("iptables-save", None),
            ("very v", None),
            ("v99999999999999.1", None),
        ];
        for (text, expected) in rows {
            assert_eq!(release(text), expected, "{text}");
        }
    }
}
