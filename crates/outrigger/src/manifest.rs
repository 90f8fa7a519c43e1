//! Injecting a manifest on all cores, its documents in order.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use injection::Injector;
use injection::kube_inject::{Injected, ManifestError, documents, inject_document};

use crate::failure::Failure;

/// Below this many documents a second thread costs more than it saves.
const WORTH_A_THREAD: usize = 8;

/// How many documents a thread takes at a time.
const CHUNK: usize = 16;

/// Injects all documents of a manifest.
///
/// # Errors
/// The first document that cannot be injected.
pub fn inject(manifest: &str, name: &str, injector: &Injector) -> Result<Injected, Failure> {
    let failed = |e: ManifestError| describe(&e).at(name.to_owned());
    if manifest.trim().is_empty() {
        return Err(Failure::new("this manifest is empty")
            .at(name.to_owned())
            .hint("give at least one document"));
    }
    let documents = documents(manifest).map_err(failed)?;
    let threads =
        thread::available_parallelism().map_or(1, |n| n.get()).min(documents.len() / WORTH_A_THREAD).max(1);
    let each = |i: usize| documents.get(i).map(|d| inject_document(d, i + 1, injector));
    let results: Vec<_> = if threads == 1 {
        (0..documents.len()).filter_map(each).collect()
    } else {
        in_parallel(documents.len(), threads, each)
    };
    let mut all = Injected::default();
    for result in results {
        let injected = result.map_err(failed)?;
        all.text.push_str(&injected.text);
        all.warnings.extend(injected.warnings);
    }
    Ok(all)
}

/// `each(0) … each(count - 1)` in order, computed by several threads that take chunks as they come.
fn in_parallel<T: Send>(count: usize, threads: usize, each: impl Fn(usize) -> Option<T> + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
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
    });
    drop(sender);
    let mut chunks: Vec<(usize, Vec<T>)> = receiver.into_iter().collect();
    chunks.sort_by_key(|(start, _)| *start);
    chunks.into_iter().flat_map(|(_, chunk)| chunk).collect()
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
