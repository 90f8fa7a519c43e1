//! Asks what becomes of a pod, as it is and with changes.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use injection::decide::Decision;
use injection::{Asked as How, Injector};
use kubeyaml::{Map, Value};
use objects::{World, kinds};

use super::subject::{Source, Subject};
use crate::admission::{self, Asked, Called, Creation};
use crate::author::Author;
use crate::created::{self, Created, Injected};
use crate::finding::Place;
use crate::outdated::Now;
use crate::part;

/// A pod that is asked about, and the namespace that it is created in.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    pub pod: Value,
    pub of_template: bool,
    pub running: Option<&'a Value>,
    pub namespace: String,
    /// Its labels; `None` if it is not known.
    pub labels: Option<Map>,
    pub request: Option<&'a Value>,
    pub place: Place,
    pub source: Source,
}

impl Case<'_> {
    pub fn creation(&self) -> Creation<'_> {
        Creation {
            pod: &self.pod,
            namespace: &self.namespace,
            labels: self.labels.as_ref(),
            request: self.request,
        }
    }

    pub fn pod_labels(&self) -> Option<&Map> {
        part::labels(&self.pod)
    }
}

/// The injector that is asked.
#[derive(Clone, Debug)]
pub struct AskedInjector {
    /// Its webhook configuration; empty if only a review tells that one is asked.
    pub configuration: String,
    pub revision: String,
    pub path: String,
}

/// What becomes of a pod, and who says so.
pub struct Answer {
    pub injector: Option<AskedInjector>,
    pub verdict: Verdict,
}

/// What becomes of a pod.
pub enum Verdict {
    Injected(Box<Injected>),
    LeftAlone(Decision),
    NotAsked {
        is_any_there: bool,
    },
    /// `decision` is that of the injector that refuses it.
    Refused {
        cause: String,
        decision: Option<Decision>,
    },
    /// `decision` is what the injector would decide if it is asked.
    Unknown {
        cause: String,
        decision: Option<Decision>,
    },
}

impl Verdict {
    /// Whether the pod gets a sidecar; `None` if that is not known.
    pub fn injects(&self) -> Option<bool> {
        match self {
            Verdict::Injected(_) => Some(true),
            Verdict::LeftAlone(_) | Verdict::NotAsked { .. } | Verdict::Refused { .. } => Some(false),
            Verdict::Unknown { .. } => None,
        }
    }

    /// The stable code of the reason.
    pub fn code(&self) -> &'static str {
        match self {
            Verdict::Injected(injected) => injected.decision.code(),
            Verdict::LeftAlone(decision) => decision.code(),
            Verdict::NotAsked { .. } => "not-asked",
            Verdict::Refused { .. } => "refused",
            Verdict::Unknown { .. } => "unknown",
        }
    }

    /// The injector's decision, where one is known.
    pub fn decision(&self) -> Option<&Decision> {
        match self {
            Verdict::Injected(injected) => Some(&injected.decision),
            Verdict::LeftAlone(decision) => Some(decision),
            Verdict::Refused { decision, .. } | Verdict::Unknown { decision, .. } => decision.as_ref(),
            Verdict::NotAsked { .. } => None,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Verdict::Refused { cause, .. } | Verdict::Unknown { cause, .. } => f.write_str(cause),
            Verdict::NotAsked { is_any_there: true } => {
                f.write_str("no webhook of an injector is called for it")
            }
            Verdict::NotAsked { is_any_there: false } => {
                f.write_str("there is no webhook configuration of an injector")
            }
            Verdict::Injected(_) | Verdict::LeftAlone(_) => {
                let reason = self.decision().and_then(Decision::reason);
                write!(f, "{}", reason.map(ToString::to_string).unwrap_or_default())
            }
        }
    }
}

/// Asks about pods.
pub struct Inquiry<'a> {
    world: &'a World,
    now: &'a Now<'a>,
    injectors: BTreeMap<String, Result<Arc<Injector>, String>>,
}

impl<'a> Inquiry<'a> {
    pub fn new(world: &'a World, now: &'a Now<'a>) -> Inquiry<'a> {
        Inquiry { world, now, injectors: BTreeMap::new() }
    }

    pub fn world(&self) -> &'a World {
        self.world
    }

    /// A subject as it is.
    pub fn case<'s>(&self, subject: &Subject<'s>) -> Case<'s> {
        let namespace = subject.place.namespace.clone();
        let found = self.world.get(kinds::NAMESPACE, "", &namespace);
        Case {
            pod: subject.pod.clone(),
            of_template: subject.of_template,
            running: subject.running,
            labels: found.map(|found| part::labels(found).cloned().unwrap_or_default()),
            namespace,
            request: subject.request,
            place: subject.place.clone(),
            source: subject.source.clone(),
        }
    }

    /// What becomes of a pod.
    pub fn answer(&mut self, case: &Case<'_>) -> Answer {
        let injector = match self.asked(case) {
            Asked::Injector(injector) => AskedInjector {
                configuration: injector.configuration.to_owned(),
                revision: self.revision(injector.revision),
                path: injector.path.to_owned(),
            },
            Asked::Nobody => {
                let is_any_there = admission::hooks(self.world).next().is_some();
                return Answer { injector: None, verdict: Verdict::NotAsked { is_any_there } };
            }
            Asked::Refused(cause) => {
                return Answer { injector: None, verdict: Verdict::Refused { cause, decision: None } };
            }
            Asked::Untold(cause) => {
                let revision = self.revision(self.likely_revision(case));
                let decision = self.decision(&revision, &case.pod);
                return Answer { injector: None, verdict: Verdict::Unknown { cause, decision } };
            }
        };
        let verdict = self.verdict(&injector, case);
        Answer { injector: Some(injector), verdict }
    }

    fn asked(&self, case: &Case<'_>) -> Asked<'a> {
        let is_known = self.world.known(kinds::MUTATING_WEBHOOK).is_some();
        match (is_known, case.labels.is_some(), case.request) {
            (true, true, _) => admission::asked(self.world, &case.creation()),
            // Who sent the review was called.
            (false, _, Some(_)) => {
                Asked::Injector(admission::Injector { configuration: "", revision: "", path: "" })
            }
            _ => admission::asked_in(self.world, &case.pod, &case.namespace),
        }
    }

    /// The revision that is asked in place of that of a webhook configuration, if one is.
    fn revision(&self, of_configuration: &str) -> String {
        let chosen = if self.now.revision.is_empty() { of_configuration } else { self.now.revision };
        chosen.to_owned()
    }

    /// The revision of the first webhook that may be called.
    fn likely_revision(&self, case: &Case<'_>) -> &'a str {
        let mut hooks = admission::hooks(self.world);
        let likely = hooks
            .find(|hook| case.labels.is_some() && hook.called(&hook.checks(&case.creation())) != Called::No);
        likely.map_or("", admission::Hook::revision)
    }

    /// The injector of a revision, or why there is none.
    pub fn injector(&mut self, revision: &str) -> Result<&Injector, String> {
        let now = self.now;
        let injector = self.injectors.entry(revision.to_owned()).or_insert_with(|| (now.injector)(revision));
        injector.as_deref().map_err(Clone::clone)
    }

    /// What an injector decides about a pod, whether it is asked or not.
    fn decision(&mut self, revision: &str, pod: &Value) -> Option<Decision> {
        Some(self.injector(revision).ok()?.decide(pod, How::Webhook { path: "" }))
    }

    fn verdict(&mut self, asked: &AskedInjector, case: &Case<'_>) -> Verdict {
        let facts = self.now.facts;
        let injector = match self.injector(&asked.revision) {
            Ok(injector) => injector,
            Err(cause) => return Verdict::Unknown { cause, decision: None },
        };
        let author = Author { pod: case.pod.clone(), of_template: case.of_template };
        match created::by(injector, facts, &asked.path, author) {
            Created::LeftAlone { decision } => Verdict::LeftAlone(decision),
            Created::Injected(injected) => Verdict::Injected(injected),
            Created::Refused { cause } => {
                let decision = self.decision(&asked.revision, &case.pod);
                Verdict::Refused { cause, decision }
            }
            Created::Unknown { cause } => Verdict::Unknown { cause, decision: None },
        }
    }
}
