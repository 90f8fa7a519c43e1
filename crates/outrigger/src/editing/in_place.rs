//! Writing edited texts into their files.
//!
//! Each file has its old text or its new one at any moment, whoever kills the run. Over many files: nothing is written unless
//! all could be edited, are as they were read, and may be written. A disk that is full, an interrupt or a change by somebody
//! else in the middle leaves some files new and the others old, which is said; as what is edited stays as it is, the next run
//! goes on where this one ended.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::interrupt::Interrupt;
use crate::failure::{Failure, shown};
use crate::input::{display, reason};
use crate::output::replace::{clean, replace};
use crate::parallel::{Share, in_parallel};

/// Files are written by several threads even on one core: each waits for the disk.
const THREADS: usize = 8;

/// A file that is to be written.
#[derive(Debug)]
pub struct Change {
    /// The file, as it was named.
    pub path: PathBuf,
    /// What was read of it.
    pub before: Print,
    /// What is to be written.
    pub after: Print,
}

/// By what a text is known again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Print(usize, u64);

impl Print {
    /// That of a text.
    pub fn of(text: &[u8]) -> Print {
        let mut hasher = DefaultHasher::new();
        hasher.write(text);
        Print(text.len(), hasher.finish())
    }
}

/// Writes all changes; `text` gives the new text of each.
///
/// # Errors
/// Before anything is written: a file may not be written, is not a file, or has changed since it was read. After that: what
/// the file system says, an interrupt, or a file that has changed just now.
pub fn write(changes: &[Change], text: impl Fn(usize) -> io::Result<Vec<u8>> + Sync) -> Result<(), Failure> {
    let targets = changes.iter().map(check).collect::<Result<Vec<_>, _>>()?;
    let folders: BTreeSet<&Path> = targets.iter().filter_map(|target| target.parent()).collect();
    for left in folders.into_iter().flat_map(clean) {
        eprintln!("note: {} was left by a run that was killed, and is taken away", shown(&display(&left)));
    }
    let interrupt = Interrupt::watch();
    let written = AtomicUsize::new(0);
    let one = |i: usize| {
        let (change, target) = (changes.get(i)?, targets.get(i)?);
        let done = match interrupt.came() {
            true => Err(Failure::new("interrupted")),
            false => text(i)
                .map_err(|e| Failure::new(format!("cannot read what was kept: {}", reason(&e))))
                .and_then(|text| one(change, target, &text)),
        };
        written.fetch_add(usize::from(done.is_ok()), Ordering::Relaxed);
        Some(done)
    };
    let share = Share { count: changes.len(), chunk: 1, threads: THREADS.min(changes.len()).max(1) };
    in_parallel(share, one, |done| done).map_err(|failure| {
        let done = written.load(Ordering::Relaxed);
        failure.hint(format!(
            "{done} of {} files were written, each as a whole; run it again for the others",
            changes.len()
        ))
    })
}

fn failed(change: &Change, e: &io::Error) -> Failure {
    Failure::new(format!("cannot write {}: {}", display(&change.path), reason(e)))
}

fn has_changed(change: &Change) -> Failure {
    Failure::new(format!("{} has changed since it was read", display(&change.path)))
}

/// The file behind a name, which may be written and is as it was read.
fn check(change: &Change) -> Result<PathBuf, Failure> {
    let nothing = |failure: Failure| failure.hint("no file was written");
    let target = fs::canonicalize(&change.path).map_err(|e| nothing(failed(change, &e)))?;
    let open = |_| OpenOptions::new().append(true).open(&target)?.metadata();
    let metadata = fs::metadata(&target)
        .and_then(|metadata| if metadata.is_file() { open(()) } else { Ok(metadata) })
        .map_err(|e| nothing(failed(change, &e)))?;
    if !metadata.is_file() {
        let what = format!("{} is not a file that could be written", display(&change.path));
        return Err(Failure::new(what).hint("leave out --in-place"));
    }
    let now = fs::read(&target).map_err(|e| nothing(failed(change, &e)))?;
    // Another run may have been here, with the same outcome.
    if ![change.before, change.after].contains(&Print::of(&now)) {
        return Err(has_changed(change).hint("no file was written; run it again"));
    }
    if metadata.nlink() > 1 {
        let others = metadata.nlink() - 1;
        let name = shown(&display(&change.path));
        eprintln!("note: {name} has {others} other names (hard links), which keep the old text");
    }
    Ok(target)
}

fn one(change: &Change, target: &Path, text: &[u8]) -> Result<(), Failure> {
    let before = File::open(target)
        .and_then(|file| Ok((file.metadata()?, fs::read(target)?)))
        .map_err(|e| failed(change, &e))?;
    let (metadata, now) = before;
    if now == text {
        // Another run has been here.
        return Ok(());
    }
    if Print::of(&now) != change.before {
        return Err(has_changed(change));
    }
    let is_same = |at: &Path| fs::metadata(at).is_ok_and(|now| state(&now) == state(&metadata));
    match replace(&mut io::Cursor::new(text), target, Some(&metadata), is_same) {
        Ok(true) => Ok(()),
        // Another run may have been faster.
        Ok(false) if fs::read(target).is_ok_and(|now| now == text) => Ok(()),
        Ok(false) => Err(has_changed(change)),
        Err(e) if e.kind() == io::ErrorKind::PermissionDenied => {
            write_over(target, text, &now).map_err(|e| failed(change, &e))
        }
        Err(e) => Err(failed(change, &e)),
    }
}

/// What of a file changes when anybody writes it.
fn state(file: &fs::Metadata) -> (u64, u64, u64, (i64, i64), (i64, i64)) {
    let (written, changed) = ((file.mtime(), file.mtime_nsec()), (file.ctime(), file.ctime_nsec()));
    (file.dev(), file.ino(), file.size(), written, changed)
}

/// Writes over a file that cannot be replaced: its folder may not be written, or it is another owner's. Its old text comes
/// back where the new one finds no room.
fn write_over(target: &Path, text: &[u8], before: &[u8]) -> io::Result<()> {
    let all = |text: &[u8]| {
        let mut file = OpenOptions::new().write(true).open(target)?;
        file.write_all(text)?;
        file.set_len(text.len() as u64)?;
        file.sync_all()
    };
    all(text).inspect_err(|_| {
        let _ = all(before);
    })
}
