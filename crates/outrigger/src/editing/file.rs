//! One file: its documents are read, edited, and their text with them.

use std::ops::Range;
use std::path::{Path, PathBuf};

use edits::Kept;
use kubeyaml::{ReadError, Value, documents, read_alone};

use crate::failure::Failure;
use crate::input;

/// A file that was edited, and what was found in it.
#[derive(Debug)]
pub struct Edited<F> {
    /// Where it is.
    pub path: PathBuf,
    /// Its name for people.
    pub name: String,
    /// Whether its text changes.
    pub changed: bool,
    /// What was found in each of its documents.
    pub documents: Vec<Found<F>>,
}

/// A document of a file.
#[derive(Debug)]
pub struct Found<F> {
    /// Its first line, from 1.
    pub line: usize,
    /// What was found in it.
    pub found: F,
    /// What its author should know of its text.
    pub remark: Option<String>,
}

/// What becomes of a document.
#[derive(Debug)]
pub struct Done<F> {
    /// Its text.
    pub text: String,
    /// What was found in it.
    pub found: F,
    /// What its author should know of its text.
    pub remark: Option<&'static str>,
}

/// A text before and after.
#[derive(Debug)]
pub struct Texts {
    /// What was read.
    pub before: String,
    /// What it becomes.
    pub after: String,
    /// The bytes of each document before and after.
    pub documents: Vec<(Range<usize>, Range<usize>)>,
}

/// Reads a file and edits the objects in it: `each` takes the text of one and what it reads as.
///
/// # Errors
/// It cannot be read, is not a manifest, or an object in it cannot be edited.
pub fn file<F>(
    path: &Path,
    command: &str,
    each: &impl Fn(&str, &Value) -> Result<Done<F>, Failure>,
) -> Result<(Edited<F>, Texts), Failure> {
    let before = input::read_manifest(path, command)?;
    let name = input::display(path);
    let mut found = Vec::new();
    let mut after = String::with_capacity(before.len());
    let (mut end, mut ranges) = (0, Vec::new());
    for (i, document) in documents(&before).enumerate() {
        let document = document.map_err(|e| Failure::new(&e).at(format!("{name}, line {}", e.line())))?;
        let place = || format!("{name}, document {} (line {})", i + 1, document.line);
        let text = before.get(document.range.clone()).unwrap_or_default();
        after.push_str(before.get(end..document.range.start).unwrap_or_default());
        end = document.range.end;
        let object = read_alone(text, usize::MAX).map_err(|e| {
            let line = document.line + e.line.unwrap_or(1) - 1;
            Failure::new(&e).at(format!("{name}, line {line}"))
        })?;
        let done = each(text, &object).map_err(|e| e.at(place()))?;
        let start = after.len();
        after.push_str(&done.text);
        ranges.push((document.range.clone(), start..after.len()));
        let remark = done.remark.map(|remark| format!("{}: {remark}", place()));
        found.push(Found { line: document.line, found: done.found, remark });
    }
    after.push_str(before.get(end..).unwrap_or_default());
    let edited = Edited { path: path.to_owned(), name, changed: before != after, documents: found };
    Ok((edited, Texts { before, after, documents: ranges }))
}

impl<F> Done<F> {
    /// The text of an object, edited so that it reads as `new`.
    ///
    /// # Errors
    /// It is not YAML.
    pub fn edited(text: &str, object: &Value, new: &Value, found: F) -> Result<Done<F>, ReadError> {
        let edited = edits::edit(text, object, new)?;
        Ok(Done { text: edited.text, found, remark: remark_of(edited.kept) })
    }
}

/// What the author of a text should know of an edit.
pub fn remark_of(kept: Kept) -> Option<&'static str> {
    match kept {
        Kept::Rest => None,
        Kept::WithoutAliases => {
            Some("what aliases stand for was written out, as only one place was to change")
        }
        Kept::Nothing => Some("the document was written anew, as its text could not be edited in place"),
    }
}
