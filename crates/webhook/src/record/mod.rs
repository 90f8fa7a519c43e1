//! Keeping reviews, to answer them again with another configuration or to report a fault.

mod apply;
mod file;
mod mask;
mod replay;

use std::fs;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use kubeyaml::Meter;

pub use apply::{PatchError, apply};
pub use file::{Record, RecordError, RecordedAnswer};
pub use mask::{mask, mask_metadata};
pub use replay::{Change, Comparison, compare, files};

use crate::body::Whole;
use crate::engine::{Allowance, Engine};
use crate::limits::Limits;

/// Reviews that wait to be written.
const WAITING: usize = 32;

/// What a review may cost that is answered again for its record.
const ALLOWANCE: Allowance = Allowance { memory: 8 << 20, steps: 200_000, is_all: true };

/// How much is recorded.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Reviews that are kept; older ones are removed.
    pub files: usize,
    /// Bytes of a review that is recorded; larger ones are not.
    pub bytes: usize,
}

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds { files: 1000, bytes: 256 << 10 }
    }
}

struct Offer {
    body: Arc<Whole>,
    path: String,
    engine: Arc<Box<dyn Engine>>,
}

/// Writes reviews and their answers into a folder, beside the requests: nobody waits for it.
#[derive(Debug)]
pub struct Recorder {
    offers: Option<SyncSender<Offer>>,
    bytes: usize,
    thread: Option<JoinHandle<()>>,
}

impl Recorder {
    /// Records into a folder, which is made if it is not there. Records that are there already count.
    ///
    /// # Errors
    /// The folder cannot be made or read.
    pub fn start(folder: PathBuf, bounds: Bounds) -> io::Result<Recorder> {
        if !folder.is_dir() {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
        }
        let kept = kept(&folder)?;
        let (offers, offered) = sync_channel(WAITING);
        let write = move || Folder { folder, kept, limit: bounds.files.max(1) }.write_all(&offered);
        let thread = thread::Builder::new().name("record".to_owned()).spawn(write)?;
        Ok(Recorder { offers: Some(offers), bytes: bounds.bytes, thread: Some(thread) })
    }

    /// Offers a review and the engine that answers it; false if it is too large or others wait already.
    pub(crate) fn offer(&self, body: Arc<Whole>, path: &str, engine: &Arc<Box<dyn Engine>>) -> bool {
        let Some(offers) = self.offers.as_ref().filter(|_| body.bytes.len() <= self.bytes) else {
            return false;
        };
        let offer = Offer { body, path: path.to_owned(), engine: Arc::clone(engine) };
        offers.try_send(offer).is_ok()
    }
}

impl Drop for Recorder {
    /// Waits until what was offered is written.
    fn drop(&mut self) {
        self.offers = None;
        if let Some(thread) = self.thread.take() {
            // A panic there was reported on standard error.
            let _ = thread.join();
        }
    }
}

/// The folder and the numbers of the records in it, in order.
struct Folder {
    folder: PathBuf,
    kept: std::collections::VecDeque<u64>,
    limit: usize,
}

impl Folder {
    fn write_all(mut self, offers: &Receiver<Offer>) {
        while let Ok(offer) = offers.recv() {
            if let Err(e) = self.write(&offer) {
                tracing::error!(folder = %self.folder.display(), error = %e, "cannot record a review");
            }
        }
    }

    /// The answer is the one to the masked review, so that answers of a replay can be compared with it.
    fn write(&mut self, offer: &Offer) -> io::Result<()> {
        let mut meter = Meter::new(Limits::TARIFF, ALLOWANCE.memory);
        // What is not a review is not worth being kept, and one that would take too much was not asked for again.
        let Ok(mut review) = kubeyaml::from_json_metered(&offer.body.bytes, &mut meter) else {
            return Ok(());
        };
        mask(&mut review);
        let mut record = Record { path: offer.path.clone(), review, answer: None };
        record.answer = Some(record.ask(&**offer.engine, ALLOWANCE));
        let number = self.kept.back().map_or(1, |n| n.saturating_add(1));
        record.write(&self.folder.join(name(number)))?;
        self.kept.push_back(number);
        while self.kept.len() > self.limit {
            let Some(oldest) = self.kept.pop_front() else { break };
            // It may have been removed by hand.
            let _ = fs::remove_file(self.folder.join(name(oldest)));
        }
        Ok(())
    }
}

fn name(number: u64) -> String {
    format!("review-{number:010}.json")
}

fn kept(folder: &Path) -> io::Result<std::collections::VecDeque<u64>> {
    let number = |entry: io::Result<fs::DirEntry>| {
        let name = entry.ok()?.file_name();
        name.to_str()?.strip_prefix("review-")?.strip_suffix(".json")?.parse().ok()
    };
    let mut kept: Vec<u64> = fs::read_dir(folder)?.filter_map(number).collect();
    kept.sort_unstable();
    Ok(kept.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use injection::Answer;
    use injection::patch::{Op, Operation};

    use crate::engine::{PodQuestion, Refusal, answers};

    /// Adds these values at these places.
    struct Stub(Additions);

    /// Places and the JSON of values.
    type Additions = &'static [(&'static str, &'static str)];

    impl Engine for Stub {
        fn admit(&self, question: PodQuestion<'_>) -> Result<Answer, Refusal> {
            assert_ne!(question.path, "/panic", "as the test wants");
            let add = |(path, value): &(&str, &str)| Operation {
                op: Op::Add,
                path: (*path).to_owned(),
                value: Some(kubeyaml::from_json(value.as_bytes()).unwrap()),
            };
            Ok(answers::injected(self.0.iter().map(add).collect()))
        }
    }

    fn whole(bytes: Vec<u8>) -> Arc<Whole> {
        Arc::new(Whole::of_test(bytes))
    }

    #[test]
    fn reviews_are_recorded_masked_and_the_oldest_removed() {
        let folder = std::env::temp_dir().join(format!("outrigger-record-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let engine: Arc<Box<dyn Engine>> = Arc::new(Box::new(Stub(&[("/spec/x", "1")])));
        let body = |uid: &str| {
            Vec::from(format!(
                r#"{{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{{"uid":"{uid}","object":{{"spec":{{"containers":[{{"name":"a","env":[{{"name":"A","value":"hidden"}}]}}]}}}}}}}}"#
            ))
        };
        for (round, uids) in [["1", "2", "3"], ["4", "5", "6"]].iter().enumerate() {
            let recorder = Recorder::start(folder.clone(), Bounds { files: 4, bytes: 10_000 }).unwrap();
            uids.iter().for_each(|uid| {
                assert!(recorder.offer(
                    whole(body(uid)),
                    if *uid == "5" { "/panic" } else { "/inject" },
                    &engine
                ))
            });
            assert!(!recorder.offer(whole(vec![b' '; 10_001]), "/inject", &engine), "round {round}");
        }
        let files = files(&folder).unwrap();
        let records: Vec<Record> = files.iter().map(|f| Record::read(f).unwrap()).collect();
        let uids: Vec<_> = records.iter().filter_map(|r| r.review.str_at(&["request", "uid"])).collect();
        assert_eq!(uids, ["3", "4", "5", "6"]);
        assert!(files.iter().all(|f| !fs::read_to_string(f).unwrap().contains("hidden")));
        let reasons: Vec<_> =
            records.iter().filter_map(|r| r.answer.as_ref()).map(|a| a.reason.as_str()).collect();
        assert_eq!(reasons, ["policy-enabled", "policy-enabled", "panic", "policy-enabled"]);
        let last = records.last().unwrap();
        assert_eq!(compare(last, &Stub(&[("/spec/x", "1")])).change, Change::Same);
        let cases: [(Additions, &[&str]); 2] = [
            (&[("/spec/x", "2"), ("/spec/~0", "1")], &["/spec/x", "/spec/~0"]),
            (&[("/spec/containers/0", r#"{"name":"p"}"#)], &["/spec/containers/p", "/spec/x"]),
        ];
        for (patch, places) in cases {
            let places = places.iter().map(|p| (*p).to_owned()).collect();
            assert_eq!(compare(last, &Stub(patch)).change, Change::Pod(places));
        }
        fs::remove_dir_all(&folder).unwrap();
    }
}
