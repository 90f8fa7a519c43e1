//! What injection answers about pods, each question once.

use std::collections::{BTreeMap, HashMap};

use injection::config::Config;
use injection::{Budget, Change, Injector, Question, Status, patch};
use kubeyaml::Value;
use objects::{World, kinds, names};

use super::author::{self, Author};
use super::compare::{self, Compared, Depth, Difference};
use super::{Now, State};
use crate::admission::{self, Asked, Creation};
use crate::check_inject::standing;
use crate::part;

/// What injection answers about the pods of a world. Pods that share what their author wrote share the answer.
pub(super) struct Answers<'a> {
    world: &'a World,
    now: &'a Now<'a>,
    injectors: BTreeMap<String, Result<Injector, String>>,
    outcomes: HashMap<(String, String, String), Outcome>,
}

/// What becomes of a pod that is created now.
enum Outcome {
    /// It is left alone.
    LeftAlone { cause: String },
    /// It is injected.
    Injected { author: Value, pod: Value, added: Status, is_exact: bool },
    /// It is refused.
    Refused { cause: String },
    /// It is not known.
    Unknown { cause: String },
}

impl<'a> Answers<'a> {
    pub(super) fn new(world: &'a World, now: &'a Now<'a>) -> Answers<'a> {
        Answers { world, now, injectors: BTreeMap::new(), outcomes: HashMap::new() }
    }

    /// How a pod stands, and what of its sidecar would change.
    pub(super) fn of(&mut self, pod: &Value) -> (State, Vec<Difference>) {
        let author = author::of(self.world, pod);
        let has_sidecar = standing::sidecar(pod) != standing::Sidecar::None;
        let asking = match self.asked(pod, &author.pod) {
            Asked::Injector(asking) => asking,
            Asked::Nobody => return (self.unasked(pod, has_sidecar), Vec::new()),
            Asked::Untold(cause) => return (State::Unknown { cause }, Vec::new()),
            Asked::Refused(cause) => return (State::Refused { cause }, Vec::new()),
        };
        let revision = if self.now.revision.is_empty() { asking.revision } else { self.now.revision };
        let was = standing::revision_of(pod);
        let state = match self.outcome(revision, asking.path, author) {
            Outcome::Unknown { cause } => State::Unknown { cause: cause.clone() },
            Outcome::Refused { cause } => State::Refused { cause: cause.clone() },
            Outcome::LeftAlone { cause } if has_sidecar => State::Kept { cause: cause.clone() },
            Outcome::LeftAlone { .. } => State::NotInjected,
            Outcome::Injected { .. } if !has_sidecar => {
                let younger = standing::is_younger(self.world, asking.configuration, pod);
                State::Missed { younger: younger.then(|| asking.configuration.to_owned()) }
            }
            Outcome::Injected { author, pod: now, added, is_exact } => {
                let had = Status::of_pod(pod).unwrap_or_default();
                let depth = if *is_exact { Depth::of(pod) } else { Depth::Snapshot };
                let compared = Compared { author, now, added, running: pod, had: &had, depth };
                let differences = compare::differences(&compared);
                return (injected(was, revision, &differences), differences);
            }
        };
        (state, Vec::new())
    }

    /// Which injector is asked about a pod when it is created.
    fn asked(&self, pod: &Value, author: &Value) -> Asked<'a> {
        let unknown = |kind: &str| Asked::Untold(format!("no {kind} is among what is known of the cluster"));
        if self.world.known(kinds::MUTATING_WEBHOOK).is_none() {
            return unknown(kinds::MUTATING_WEBHOOK.kind);
        }
        let name = part::namespace(pod);
        let Some(namespace) = self.world.get(kinds::NAMESPACE, "", name) else {
            return unknown(&kinds::NAMESPACE.object(None, name));
        };
        admission::asked(self.world, &Creation::of(author, name, part::labels(namespace)))
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

    fn outcome(&mut self, revision: &str, path: &str, author: Author) -> &Outcome {
        let now = self.now;
        let injector = self.injectors.entry(revision.to_owned()).or_insert_with(|| (now.injector)(revision));
        let key = (revision.to_owned(), path.to_owned(), kubeyaml::to_json(&author.pod));
        self.outcomes.entry(key).or_insert_with(|| match injector {
            Ok(injector) => outcome(injector, now, path, author),
            Err(cause) => Outcome::Unknown { cause: cause.clone() },
        })
    }
}

fn outcome(injector: &Injector, now: &Now<'_>, path: &str, author: Author) -> Outcome {
    let Author { mut pod, of_template } = author;
    let is_legacy = matches!(injector.config(), Config::Legacy(_));
    if is_legacy && !of_template {
        // Today's injection takes an earlier one off by itself; this one leaves an injected pod alone.
        strip(&mut pod);
    }
    let namespace = part::namespace(&pod).to_owned();
    let question = Question {
        pod: &pod,
        namespace: &namespace,
        workload: None,
        asked: injection::Asked::Webhook { path },
        budget: Budget::default(),
    };
    let answer = match injector.answer(&question, now.facts) {
        Ok(answer) => answer,
        Err(e) => return Outcome::Refused { cause: e.to_string() },
    };
    let Some(injection) = answer.injection else {
        let cause = answer.decision.reason().map(ToString::to_string).unwrap_or_default();
        return Outcome::LeftAlone { cause };
    };
    let added = injection.added;
    let made = match injection.change {
        Change::Pod(made) => made,
        Change::Patch(operations) => {
            let mut made = pod.clone();
            if patch::apply(&mut made, operations).is_none() {
                return Outcome::Unknown { cause: "the patch does not fit the pod".to_owned() };
            }
            made
        }
    };
    Outcome::Injected { author: pod, pod: made, added, is_exact: of_template || !is_legacy }
}

/// Takes what a pod says was added to it off.
fn strip(pod: &mut Value) {
    let Some(had) = Status::of_pod(pod) else { return };
    let lists =
        [("containers", had.containers), ("initContainers", had.init_containers), ("volumes", had.volumes)];
    for (list, names) in lists {
        if let Some(items) = pod.map_entry("spec").get_mut(list).and_then(Value::as_list_mut) {
            items.retain(|item| !item.str_at(&["name"]).is_some_and(|name| names.iter().any(|n| n == name)));
        }
    }
    if let Some(annotations) = pod.map_entry("metadata").get_mut("annotations").and_then(Value::as_map_mut) {
        annotations.remove(names::STATUS);
    }
}

/// How a pod with a sidecar stands that would get one.
fn injected(was: Option<String>, now: &str, differences: &[Difference]) -> State {
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
