//! Editing manifests: which files are meant, what becomes of each, and where that goes.
//!
//! A command says what becomes of one object. Files are read, edited and let go again one by one, on all cores, and taken in
//! order; what is to be written waits in a [`spool`](crate::output::spool), so that nothing is written unless all of it is
//! known, and memory does not grow with the number of files.

mod diff;
mod file;
mod folder;
mod in_place;
mod interrupt;
mod named;
mod pattern;
mod progress;
pub mod report;

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::Path;
use std::sync::Mutex;

use kubeyaml::Value;
use tempfile::SpooledTempFile;

pub use self::file::{Done, Edited, remark_of};
use self::file::{Texts, file};
use self::in_place::{Change, Print};
use self::progress::Progress;
use crate::failure::{Failure, shown};
use crate::input::reason;
use crate::options::manifests::Manifests;
use crate::output;
use crate::parallel::{Share, in_parallel};

/// Below this many files a second thread costs more than it saves.
const WORTH_A_THREAD: usize = 8;

/// So much of what is to be written is held in memory; it doubles while it grows.
const IN_MEMORY: usize = 4 << 20;

/// What is to be written when all files were edited.
#[derive(Debug)]
pub struct Pending {
    /// How many files change.
    pub changed: usize,
    spool: SpooledTempFile,
    end: Ended,
    /// With `--in-place`: the files, and where in the spool the text of each is.
    changes: Vec<(Change, Range<u64>)>,
}

/// How what was spooled ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    Empty,
    InLine,
    WithLine,
}

/// Edits the manifests that are meant: `each` edits the text of an object and says what it found, `take` sees each file in order and
/// gives what there is to say of it. Notes of texts that could not be kept are printed by themselves.
///
/// # Errors
/// A file cannot be read, is not a manifest, or an object in it cannot be edited.
pub fn edit<F: Send>(
    options: &Manifests,
    command: &str,
    each: impl Fn(&str, &Value) -> Result<Done<F>, Failure> + Sync,
    mut take: impl FnMut(Edited<F>) -> Vec<String>,
) -> Result<Pending, Failure> {
    let paths = named::of(&options.named(), options.recursive)?;
    if options.in_place && paths.iter().any(|path| path == Path::new("-")) {
        return Err(Failure::new("standard input has no place to write to").hint("leave out --in-place"));
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = threads.min(paths.len() / WORTH_A_THREAD).max(1);
    let mut pending = Pending {
        changed: 0,
        spool: output::spool_beyond(IN_MEMORY),
        end: Ended::Empty,
        changes: Vec::new(),
    };
    let mut progress = Progress::of(paths.len());
    let one = |i: usize| {
        let path = paths.get(i)?;
        Some(file(path, command, &each).map(|(edited, texts)| {
            let piece = Piece::of(options, &edited.name, edited.changed, texts);
            (edited, piece)
        }))
    };
    let done = in_parallel(Share { count: paths.len(), chunk: 1, threads }, one, |outcome| {
        let (edited, piece) = outcome?;
        let remarks: Vec<String> =
            edited.documents.iter().filter_map(|d| Some(format!("note: {}", d.remark.as_ref()?))).collect();
        pending.keep(&edited.path, edited.changed, piece).map_err(|e| not_kept(&e))?;
        let said = take(edited);
        remarks.iter().chain(&said).for_each(|line| progress.say(line));
        progress.step();
        Ok(())
    });
    progress.clear();
    done.map(|()| pending)
}

/// Edits standard input, of which `each` changes an object: what was found in it, and its text as it becomes.
///
/// # Errors
/// It cannot be read, is not a manifest, or an object in it cannot be edited.
pub fn edit_stream<F>(
    command: &str,
    each: impl Fn(&mut Value) -> Result<F, Failure>,
) -> Result<(Edited<F>, String), Failure> {
    let each = |text: &str, object: &Value| {
        let mut new = object.clone();
        let found = each(&mut new)?;
        Done::edited(text, object, &new, found).map_err(|e| Failure::new(&e))
    };
    let (edited, texts) = file(Path::new("-"), command, &each)?;
    Ok((edited, texts.after))
}

fn not_kept(e: &io::Error) -> Failure {
    Failure::new(format!("cannot keep the output: {}", reason(e)))
        .hint("what is longer than 4 MiB is kept in a temporary file; TMPDIR names another folder for it")
}

/// What of a file goes on.
enum Piece {
    Nothing,
    /// Text that is written behind that of the files before it.
    Text(String),
    /// Text of a document stream, that is set off from what is before it.
    Documents(String),
    /// Text that goes into the file, in the place of what was read.
    Into(String, Print),
}

impl Piece {
    fn of(options: &Manifests, name: &str, changed: bool, texts: Texts) -> Piece {
        let is_report = options.output.is_some();
        match changed {
            true if options.in_place => Piece::Into(texts.after, Print::of(texts.before.as_bytes())),
            _ if options.in_place || is_report => Piece::Nothing,
            true if options.diff => Piece::Text(diff::diff(&shown(name), &texts)),
            true if options.check => Piece::Text(format!("{}\n", shown(name))),
            false if options.diff || options.check => Piece::Nothing,
            _ => Piece::Documents(texts.after),
        }
    }
}

impl Pending {
    fn keep(&mut self, path: &Path, changed: bool, piece: Piece) -> io::Result<()> {
        self.changed += usize::from(changed);
        match piece {
            Piece::Nothing => Ok(()),
            Piece::Text(text) => self.spool.write_all(text.as_bytes()),
            Piece::Documents(text) => {
                let between = match self.end {
                    _ if text.starts_with("---") => "",
                    Ended::Empty => "",
                    Ended::WithLine => "---\n",
                    Ended::InLine => "\n---\n",
                };
                self.spool.write_all(between.as_bytes())?;
                if !text.is_empty() {
                    self.end = if text.ends_with('\n') { Ended::WithLine } else { Ended::InLine };
                }
                self.spool.write_all(text.as_bytes())
            }
            Piece::Into(text, before) => {
                let start = self.spool.stream_position()?;
                self.spool.write_all(text.as_bytes())?;
                let place = start..start + text.len() as u64;
                let (path, after) = (path.to_owned(), Print::of(text.as_bytes()));
                self.changes.push((Change { path, before, after }, place));
                Ok(())
            }
        }
    }

    /// Writes it: into the files with `--in-place`, else to standard output.
    ///
    /// # Errors
    /// See [`in_place`]; standard output takes no more.
    pub fn write(self) -> Result<(), Failure> {
        let Pending { spool, changes, .. } = self;
        if changes.is_empty() {
            return output::write_spooled(spool, None);
        }
        let (changes, places): (Vec<Change>, Vec<Range<u64>>) = changes.into_iter().unzip();
        let spool = Mutex::new(spool);
        in_place::write(&changes, |i| {
            let place = places.get(i).cloned().unwrap_or_default();
            let mut spool = spool.lock().map_err(|_| io::Error::other("a thread has failed"))?;
            spool.seek(SeekFrom::Start(place.start))?;
            let mut text = Vec::new();
            (&mut *spool).take(place.end - place.start).read_to_end(&mut text)?;
            Ok(text)
        })
    }
}
