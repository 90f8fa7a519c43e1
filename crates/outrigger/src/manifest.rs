//! Injecting a manifest on all cores, its documents in order.

use std::fmt;
use std::io::{self, Write};
use std::thread;

use injection::kube_inject::{Injected, KubeInject, ManifestError, Room, Warning, documents};
use kubeyaml::Document;

use crate::failure::Failure;
use crate::input::reason;
use crate::parallel::{Share, in_parallel};

/// Below this many documents a second thread costs more than it saves.
const WORTH_A_THREAD: usize = 8;

/// How many documents a thread takes at a time.
const CHUNK: usize = 16;

/// Injects all documents of a manifest into `out`, and gives what its author should know.
///
/// # Errors
/// The first document that cannot be injected, or `out` takes no more.
pub fn inject(
    manifest: &str,
    name: &str,
    kube_inject: KubeInject<'_>,
    out: &mut impl Write,
) -> Result<Vec<Warning>, Failure> {
    let failed = |e: &ManifestError| describe(e).at(name.to_owned());
    if manifest.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(Failure::new("this manifest is empty")
            .at(name.to_owned())
            .hint("give at least one document"));
    }
    let documents = documents(manifest).map_err(|e| failed(&e))?;
    let room = Room::of(manifest.len());
    let threads =
        thread::available_parallelism().map_or(1, |n| n.get()).min(documents.len() / WORTH_A_THREAD).max(1);
    if threads == 1 {
        return one_by_one(&documents, &room, kube_inject, out, &failed);
    }
    let each = |i: usize| documents.get(i).map(|d| kube_inject.inject(d, i + 1, &room));
    let mut warnings = Vec::new();
    let mut take = |result: Result<Injected, ManifestError>| {
        let injected = result.map_err(|e| failed(&e))?;
        warnings.extend(injected.warnings);
        out.write_all(injected.text.as_bytes()).map_err(|e| not_kept(&e))
    };
    in_parallel(Share { count: documents.len(), chunk: CHUNK, threads }, each, &mut take)?;
    Ok(warnings)
}

/// Each document piece by piece: a list of many objects is never there as a whole.
fn one_by_one(
    documents: &[Document<'_>],
    room: &Room,
    kube_inject: KubeInject<'_>,
    out: &mut impl Write,
    failed: &impl Fn(&ManifestError) -> Failure,
) -> Result<Vec<Warning>, Failure> {
    let mut sink = Sink { out, fault: None };
    let mut warnings = Vec::new();
    for (i, document) in documents.iter().enumerate() {
        let injected = kube_inject.inject_into(document, i + 1, room, &mut sink);
        if let Some(fault) = sink.fault {
            return Err(not_kept(&fault));
        }
        warnings.extend(injected.map_err(|e| failed(&e))?);
    }
    Ok(warnings)
}

/// Takes text and remembers why it could not.
struct Sink<'a, W> {
    out: &'a mut W,
    fault: Option<io::Error>,
}

impl<W: Write> fmt::Write for Sink<'_, W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.out.write_all(text.as_bytes()).map_err(|e| {
            self.fault = Some(e);
            fmt::Error
        })
    }
}

fn not_kept(fault: &io::Error) -> Failure {
    Failure::new(format!("cannot keep the output: {}", reason(fault)))
        .hint("what is longer than 16 MiB is kept in a temporary file; TMPDIR names another folder for it")
}

/// An error with its places and, where one is known, its remedy.
pub fn describe(error: &ManifestError) -> Failure {
    let mut failure = Failure::new(error);
    if let Some(template) = error.template() {
        failure = failure.at(format!("template `{template}` of the injection config"));
    }
    match error.hint() {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}
