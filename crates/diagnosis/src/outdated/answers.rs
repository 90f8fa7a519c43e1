//! What injection answers about pods, each question once.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use injection::{Injector, Status};
use kubeyaml::Value;
use objects::{World, kinds, names};

use super::compare::{self, Compared, Depth, Difference};
use super::family::{Families, Family};
use super::{Now, Standing, State};
use crate::admission::{self, Asked};
use crate::check_inject::standing;
use crate::created::{self, Created, Injected};
use crate::part;

/// How the pods of a world stand.
pub(super) struct Standings<'a> {
    world: &'a World,
    families: Families<'a>,
    answers: Answers<'a>,
}

/// What an injector answers about families of pods.
pub(crate) struct Answers<'a> {
    now: &'a Now<'a>,
    injectors: BTreeMap<String, Result<Arc<Injector>, String>>,
    outcomes: HashMap<usize, Rc<Created>>,
}

impl<'a> Standings<'a> {
    pub(super) fn new(world: &'a World, now: &'a Now<'a>) -> Standings<'a> {
        Standings { world, families: Families::of(world), answers: Answers::new(now) }
    }

    /// How a pod stands, and what of its sidecar would change.
    pub(super) fn of(&mut self, pod: &Value) -> Standing {
        let family = self.families.of_pod(pod);
        let has_sidecar = standing::sidecar(pod) != standing::Sidecar::None;
        let asked = match &family.asked {
            Asked::Injector(asked) => asked,
            Asked::Nobody => return Standing::of(self.unasked(pod, has_sidecar)),
            Asked::Untold(cause) => return Standing::of(State::Unknown { cause: cause.clone() }),
            Asked::Refused(cause) => return Standing::of(State::Refused { cause: cause.clone() }),
        };
        Standing::of(match &*self.answers.of(&family, asked) {
            Created::Unknown { cause } => State::Unknown { cause: cause.clone() },
            Created::Refused { cause } => State::Refused { cause: cause.clone() },
            Created::LeftAlone { decision } if has_sidecar => {
                State::Kept { cause: decision.reason().map(ToString::to_string).unwrap_or_default() }
            }
            Created::LeftAlone { .. } => State::NotInjected,
            Created::Injected(_) if !has_sidecar => {
                let younger = standing::is_younger(self.world, asked.configuration, pod);
                State::Missed { younger: younger.then(|| asked.configuration.to_owned()) }
            }
            Created::Injected(now) => {
                let had = Status::of_pod(pod).unwrap_or_default();
                let depth = if now.is_exact { Depth::of(pod) } else { Depth::Snapshot };
                let Injected { author, pod: made, added, .. } = &**now;
                let compared = Compared { author, now: made, added, running: pod, had: &had, depth };
                let differences = compare::differences(&compared);
                let revision = self.answers.now.revision_for(asked);
                let state = with_sidecar(standing::revision_of(pod), revision, &differences);
                return Standing { state, differences };
            }
        })
    }

    /// How a pod stands about which no webhook asks.
    fn unasked(&self, pod: &Value, has_sidecar: bool) -> State {
        if !has_sidecar {
            return State::NotInjected;
        }
        let configurations = self.world.all(kinds::MUTATING_WEBHOOK);
        let mut revisions = configurations
            .filter(|configuration| admission::of_injectors(configuration).next().is_some())
            .map(part::revision);
        match standing::revision_of(pod) {
            Some(revision) if !revisions.any(|there| there.is_empty() || there == revision) => {
                State::RevisionGone { revision }
            }
            _ => State::Kept { cause: "no webhook configuration selects it".to_owned() },
        }
    }
}

impl<'a> Answers<'a> {
    pub(crate) fn new(now: &'a Now<'a>) -> Answers<'a> {
        Answers { now, injectors: BTreeMap::new(), outcomes: HashMap::new() }
    }

    /// What becomes of a pod of a family, about which this injector is asked.
    pub(crate) fn of(&mut self, family: &Family<'_>, asked: &admission::Injector<'_>) -> Rc<Created> {
        let now = self.now;
        let injectors = &mut self.injectors;
        let outcome = self.outcomes.entry(family.number).or_insert_with(|| {
            let revision = now.revision_for(asked);
            let injector = injectors.entry(revision.to_owned()).or_insert_with(|| (now.injector)(revision));
            Rc::new(match injector {
                Ok(injector) => created::by(injector, now.facts, asked.path, family.author.clone()),
                Err(cause) => Created::Unknown { cause: cause.clone() },
            })
        });
        Rc::clone(outcome)
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
