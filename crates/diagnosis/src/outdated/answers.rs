//! What injection answers about pods, each question once.

use std::collections::{BTreeMap, HashMap};

use injection::{Injector, Status};
use kubeyaml::Value;
use objects::{World, kinds, names};

use super::compare::{self, Compared, Depth, Difference};
use super::{Now, State};
use crate::admission::{self, Asked};
use crate::author::{self, Author};
use crate::check_inject::standing;
use crate::created::{self, Created, Injected};
use crate::part;

/// What injection answers about the pods of a world. Pods that share what their author wrote share the answer.
pub(super) struct Answers<'a> {
    world: &'a World,
    now: &'a Now<'a>,
    injectors: BTreeMap<String, Result<Injector, String>>,
    outcomes: HashMap<(String, String, String), Created>,
}

impl<'a> Answers<'a> {
    pub(super) fn new(world: &'a World, now: &'a Now<'a>) -> Answers<'a> {
        Answers { world, now, injectors: BTreeMap::new(), outcomes: HashMap::new() }
    }

    /// How a pod stands, and what of its sidecar would change.
    pub(super) fn of(&mut self, pod: &Value) -> (State, Vec<Difference>) {
        let author = author::of(self.world, pod);
        let has_sidecar = standing::sidecar(pod) != standing::Sidecar::None;
        let asking = match admission::asked_in(self.world, &author.pod, part::namespace(pod)) {
            Asked::Injector(asking) => asking,
            Asked::Nobody => return (self.unasked(pod, has_sidecar), Vec::new()),
            Asked::Untold(cause) => return (State::Unknown { cause }, Vec::new()),
            Asked::Refused(cause) => return (State::Refused { cause }, Vec::new()),
        };
        let revision = if self.now.revision.is_empty() { asking.revision } else { self.now.revision };
        let was = standing::revision_of(pod);
        let state = match self.outcome(revision, asking.path, author) {
            Created::Unknown { cause } => State::Unknown { cause: cause.clone() },
            Created::Refused { cause } => State::Refused { cause: cause.clone() },
            Created::LeftAlone { decision } if has_sidecar => {
                State::Kept { cause: decision.reason().map(ToString::to_string).unwrap_or_default() }
            }
            Created::LeftAlone { .. } => State::NotInjected,
            Created::Injected { .. } if !has_sidecar => {
                let younger = standing::is_younger(self.world, asking.configuration, pod);
                State::Missed { younger: younger.then(|| asking.configuration.to_owned()) }
            }
            Created::Injected(injected) => {
                let Injected { author, pod: now, added, is_exact, .. } = &**injected;
                let had = Status::of_pod(pod).unwrap_or_default();
                let depth = if *is_exact { Depth::of(pod) } else { Depth::Snapshot };
                let compared = Compared { author, now, added, running: pod, had: &had, depth };
                let differences = compare::differences(&compared);
                return (with_sidecar(was, revision, &differences), differences);
            }
        };
        (state, Vec::new())
    }

    /// How a pod stands about which no webhook asks.
    fn unasked(&self, pod: &Value, has_sidecar: bool) -> State {
        if !has_sidecar {
            return State::NotInjected;
        }
        let configurations = self.world.all(kinds::MUTATING_WEBHOOK);
        let mut revisions = configurations
            .filter(|configuration| admission::of_injectors(configuration).next().is_some())
            .map(|configuration| part::label(configuration, names::REVISION));
        match standing::revision_of(pod) {
            Some(revision) if !revisions.any(|there| there.is_none_or(|there| there == revision)) => {
                State::RevisionGone { revision }
            }
            _ => State::Kept { cause: "no webhook configuration selects it".to_owned() },
        }
    }

    fn outcome(&mut self, revision: &str, path: &str, author: Author) -> &Created {
        let now = self.now;
        let injector = self.injectors.entry(revision.to_owned()).or_insert_with(|| (now.injector)(revision));
        let key = (revision.to_owned(), path.to_owned(), kubeyaml::to_json(&author.pod));
        self.outcomes.entry(key).or_insert_with(|| match injector {
            Ok(injector) => created::by(injector, now.facts, path, author),
            Err(cause) => Created::Unknown { cause: cause.clone() },
        })
    }
}

/// How a pod with a sidecar stands that would get one.
fn with_sidecar(was: Option<String>, now: &str, differences: &[Difference]) -> State {
    if let Some(was) = was.filter(|was| !now.is_empty() && was != now) {
        return State::OtherRevision { was, now: now.to_owned() };
    }
    let text = |value: &Option<Value>| value.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned();
    let image = |of_proxy: bool| {
        let mut images = differences.iter().filter(|difference| difference.is_image());
        images.find(|image| !of_proxy || image.field.contains(names::PROXY_CONTAINER))
    };
    match image(true).or_else(|| image(false)) {
        Some(image) => State::ProxyImage { was: text(&image.was), now: text(&image.now) },
        None if differences.is_empty() => State::Current,
        None => State::Changed,
    }
}
