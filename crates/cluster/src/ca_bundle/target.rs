//! One webhook configuration: what was seen of it, and when it is looked at next.

use std::collections::VecDeque;
use std::time::Duration;

use kubeyaml::Value;
use tokio::time::Instant;

use crate::watching::{Change, jittered};

/// How long, about, a write waits for other replicas to do it.
const SHORTLY: Duration = Duration::from_millis(60);
/// The first attempts after a failure follow soon, the others each minute.
///
/// Source: Istio 1.30 pkg/webhooks/webhookpatch.go.
const SOON_ATTEMPTS: u32 = 5;
const SOON: Duration = Duration::from_millis(100);
const LATER: Duration = Duration::from_secs(60);
/// How often what no watch reports is checked.
const WAITING: Duration = Duration::from_secs(1);
/// More writes than this within a minute are a fight with somebody: it is slowed down.
const WRITES: usize = 10;
const FIGHT: Duration = Duration::from_secs(10);

/// A webhook configuration.
#[derive(Debug, Default)]
pub(super) struct Target {
    object: Option<Value>,
    incoming: Option<Value>,
    is_read: bool,
    due: Option<Instant>,
    failures: u32,
    writes: VecDeque<Instant>,
    in_place: bool,
    told: String,
}

/// What is known of a configuration.
#[derive(Clone, Copy, Debug)]
pub(super) enum Seen<'a> {
    /// Nothing yet.
    Unknown,
    /// It was looked for: this is it, or there is none.
    Read(Option<&'a Value>),
}

impl Target {
    /// Takes in what a watch tells.
    pub(super) fn take(&mut self, change: Change) {
        match change {
            Change::Begin => {
                self.incoming = None;
                return;
            }
            Change::Listed(object) => {
                self.incoming = Some(object);
                return;
            }
            Change::Complete => {
                self.object = self.incoming.take();
                self.is_read = true;
            }
            Change::Applied(object) => self.object = Some(object),
            Change::Deleted(_) => self.object = None,
        }
        self.failures = 0;
        self.soon();
    }

    /// What is known of it.
    pub(super) fn seen(&self) -> Seen<'_> {
        if self.is_read { Seen::Read(self.object.as_ref()) } else { Seen::Unknown }
    }

    /// When it is to be looked at.
    pub(super) fn due(&self) -> Option<Instant> {
        self.due
    }

    /// It is to be looked at in a moment; later if it is being fought over.
    pub(super) fn soon(&mut self) {
        let now = Instant::now();
        while self.writes.front().is_some_and(|at| now.duration_since(*at) > LATER) {
            self.writes.pop_front();
        }
        let pause = if self.writes.len() >= WRITES { FIGHT } else { SHORTLY };
        self.due = Some(now + jittered(pause));
    }

    /// It failed and is to be tried again.
    pub(super) fn again(&mut self) {
        let pause = if self.failures < SOON_ATTEMPTS { SOON } else { LATER };
        self.failures = self.failures.saturating_add(1);
        self.due = Some(Instant::now() + jittered(pause));
    }

    /// It was looked at: whether it is as it should be.
    pub(super) fn settle(&mut self, in_place: bool) {
        self.due = None;
        self.in_place = in_place;
        if in_place {
            self.told.clear();
        }
    }

    /// It waits for something that no watch tells of.
    pub(super) fn wait(&mut self) {
        self.settle(false);
        self.due = Some(Instant::now() + jittered(WAITING));
    }

    /// It was written. What is there now the watch will tell.
    pub(super) fn written(&mut self) {
        self.settle(false);
        self.writes.push_back(Instant::now());
        if self.writes.len() == WRITES {
            tracing::warn!(
                "caBundle: somebody else keeps changing it; it is put right less often from now on"
            );
        }
        self.writes.truncate(WRITES);
    }

    pub(super) fn is_in_place(&self) -> bool {
        self.in_place
    }

    /// Whether this differs from what was reported last.
    pub(super) fn fails_anew(&mut self, text: &str) -> bool {
        let news = self.told != text;
        text.clone_into(&mut self.told);
        news
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pause(target: &Target) -> Duration {
        target.due().unwrap().duration_since(Instant::now())
    }

    #[test]
    fn what_fails_is_tried_again_soon_then_each_minute() {
        let mut target = Target::default();
        for attempt in 0..8 {
            target.again();
            let want = if attempt < 5 { SOON } else { LATER };
            assert!(pause(&target) <= want + want / 8 && pause(&target) >= want / 2, "{attempt}");
        }
        target.take(Change::Complete);
        assert!(pause(&target) < SOON);
    }

    #[test]
    fn a_fight_is_slowed_down() {
        let mut target = Target::default();
        for write in 0..WRITES {
            target.soon();
            assert!(pause(&target) < SOON, "{write}");
            target.written();
            assert!(target.due().is_none());
        }
        target.soon();
        assert!(pause(&target) > FIGHT / 2);
    }

    #[test]
    fn an_object_is_known_after_the_first_list() {
        let object = kubeyaml::read("metadata: {name: c}").unwrap();
        let mut target = Target::default();
        for (change, want) in [
            (Change::Begin, None),
            (Change::Listed(object.clone()), None),
            (Change::Complete, Some(true)),
            (Change::Deleted(object.clone()), Some(false)),
            (Change::Applied(object), Some(true)),
            (Change::Begin, Some(true)),
            (Change::Complete, Some(false)),
        ] {
            target.take(change.clone());
            let seen = match target.seen() {
                Seen::Unknown => None,
                Seen::Read(object) => Some(object.is_some()),
            };
            assert_eq!(seen, want, "{change:?}");
        }
    }
}
