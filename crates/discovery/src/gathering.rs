//! A mesh of watches: what happens in a cluster, gathered for a moment and published together.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{Stream, StreamExt};
use kubeyaml::Value;
use mesh::Registry;
use objects::{Kind, kinds};
use tokio::time::{Instant, sleep_until};

use crate::feed::Feed;
use crate::frame::{Frame, SourceError};
use crate::notes::{Notes, Once};

/// Changes that follow each other within this time are published together.
const QUIET: Duration = Duration::from_millis(20);
/// Changes are published after this time even if there is no quiet.
const AT_THE_LATEST: Duration = Duration::from_secs(1);

/// What happens to objects of a cluster.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// These are all objects of a kind.
    All(Kind, Vec<Value>),
    /// An object is new or another.
    Applied(Value),
    /// An object is gone.
    Deleted(Value),
}

/// A mesh of watches.
pub struct Gathering {
    frame: Frame,
    registry: Registry,
    /// Kinds of which not all objects are known yet: before they are, nothing is published.
    awaited: BTreeSet<&'static str>,
    /// The ConfigMap of the mesh config.
    config: Option<Value>,
    notes: Notes,
    /// Why the newest mesh config is not in force.
    refused: Once,
    feed: Feed,
}

impl Gathering {
    /// A mesh of which nothing is known, whose objects of these kinds are waited for. ConfigMaps may be among them.
    ///
    /// # Errors
    /// The mesh config's file cannot be read.
    pub fn new(frame: Frame, awaited: &[Kind], feed: Feed) -> Result<Gathering, SourceError> {
        let (settings, _) = frame.settings(&[])?;
        Ok(Gathering {
            frame,
            registry: Registry::new(settings),
            awaited: awaited.iter().map(|kind| kind.kind).collect(),
            config: None,
            notes: Notes::default(),
            refused: Once::default(),
            feed,
        })
    }

    /// Takes changes in and publishes what becomes of them, until there are no more.
    ///
    /// # Errors
    /// At the first time that all is known: there are AuthorizationPolicies, or the mesh config cannot be read. Later the
    /// mesh config before stays in force.
    pub async fn follow(mut self, changes: impl Stream<Item = Change>) -> Result<(), SourceError> {
        let mut changes = std::pin::pin!(changes);
        let mut window: Option<(Instant, Instant)> = None;
        loop {
            let due = window.map(|(first, last)| (last + QUIET).min(first + AT_THE_LATEST));
            tokio::select! {
                change = changes.next() => {
                    let Some(change) = change else { return Ok(()) };
                    self.take(change);
                    let now = Instant::now();
                    window = Some((window.map_or(now, |(first, _)| first), now));
                }
                () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => {
                    let since = window.take().map_or_else(Instant::now, |(first, _)| first);
                    self.publish(since)?;
                }
            }
        }
    }

    fn take(&mut self, change: Change) {
        let is_config = |object: &Value| kinds::CONFIG_MAP.is_of(object);
        match change {
            Change::All(kind, objects) => {
                self.awaited.remove(kind.kind);
                if kind == kinds::CONFIG_MAP {
                    self.config = objects.into_iter().next();
                } else {
                    self.registry.replace(&[kind], &objects);
                }
            }
            Change::Applied(object) if is_config(&object) => self.config = Some(object),
            Change::Deleted(object) if is_config(&object) => self.config = None,
            Change::Applied(object) => self.registry.put(&object),
            Change::Deleted(object) => self.registry.remove(&object),
        }
    }

    /// Publishes what becomes of the changes, the first of which happened then.
    fn publish(&mut self, since: Instant) -> Result<(), SourceError> {
        if !self.awaited.is_empty() {
            return Ok(());
        }
        let is_first = self.feed.newest().is_none();
        let unread = match self.frame.settings(self.config.as_slice()) {
            Ok((settings, unread)) => {
                self.registry.set_settings(settings);
                self.refused.is_news(None);
                unread
            }
            Err(error) if is_first => return Err(error),
            Err(error) => {
                if self.refused.is_news(Some(&error.to_string())) {
                    tracing::error!(%error, "the mesh config before stays in force");
                }
                Vec::new()
            }
        };
        if is_first {
            self.frame.check(&self.registry)?;
        }
        self.notes.tell(&unread, &self.registry);
        self.feed.note(self.notes.all());
        let snapshot = self.registry.publish();
        if self.feed.newest().is_none_or(|before| !Arc::ptr_eq(&before, &snapshot)) {
            self.feed.publish_since(snapshot, since);
        }
        Ok(())
    }
}
