//! Injecting a manifest on all cores, its documents in order.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use injection::kube_inject::{Injected, KubeInject, ManifestError, Room, Warning, documents};
use kubeyaml::Document;

use crate::failure::Failure;
use crate::input::reason;

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
    in_parallel(documents.len(), threads, each, &mut take)?;
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

/// Takes `each(0) … each(count - 1)` in order, computed by several threads in chunks as they come; ends at the first
/// that cannot be taken.
pub fn in_parallel<T: Send, E>(
    count: usize,
    threads: usize,
    each: impl Fn(usize) -> Option<T> + Sync,
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let next = AtomicUsize::new(0);
    // Threads that are far ahead wait, so that what is computed and not yet taken stays little.
    let (sender, receiver) = mpsc::sync_channel(threads * 4);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, next, each) = (sender.clone(), &next, &each);
            scope.spawn(move || {
                loop {
                    let start = next.fetch_add(CHUNK, Ordering::Relaxed);
                    if start >= count {
                        break;
                    }
                    let chunk: Vec<T> = (start..count.min(start + CHUNK)).filter_map(each).collect();
                    if sender.send((start, chunk)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut wanted = 0;
        for (start, chunk) in receiver {
            early.insert(start, chunk);
            while let Some(chunk) = early.remove(&wanted) {
                chunk.into_iter().try_for_each(&mut take)?;
                wanted += CHUNK;
            }
        }
        Ok(())
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_threads_compute_is_taken_in_order_and_ends_at_the_first_failure() {
        for fails_at in [None, Some(0), Some(777), Some(4999)] {
            let mut taken = Vec::new();
            let outcome = in_parallel(5000, 4, Some, |i| {
                if Some(i) == fails_at {
                    return Err(i);
                }
                taken.push(i);
                Ok(())
            });
            let count = fails_at.unwrap_or(5000);
            assert_eq!((outcome.err(), taken), (fails_at, (0..count).collect::<Vec<_>>()));
        }
    }
}
