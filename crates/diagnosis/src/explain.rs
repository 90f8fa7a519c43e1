//! Why a pod is injected or not: the whole path, rule by rule, with the values that decided, and the smallest change that
//! would flip the answer.
//!
//! ```text
//! Subject ─► which webhooks are called ─► what the injector decides ─► what the templates change ─► how the pod stands
//!                                                         └─► asked again with each change that may flip it
//! ```

mod change;
mod decision;
mod findings;
mod flip;
mod inquiry;
mod namespace;
mod present;
mod step;
mod subject;
mod webhooks;

use kubeyaml::Value;
use objects::World;

pub use self::change::changed;
pub use self::decision::decided;
pub use self::flip::{Edit, Flip, Flips};
use self::inquiry::{Inquiry, Verdict};
pub use self::step::{Outcome, Step};
pub use self::subject::{Source, Subject, SubjectError, makes_pods};
use crate::finding::{Finding, Level, Place};
use crate::outdated::Now;

/// Why a pod is injected or not.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The pod, or the workload whose pods they are.
    pub place: Place,
    /// Whether it is injected when it is created; `None` if that is not known.
    pub injects: Option<bool>,
    /// The stable code of the reason.
    pub code: &'static str,
    /// The reason, in a sentence.
    pub cause: String,
    /// The revision of the injector that is asked, if one is.
    pub revision: Option<String>,
    /// The path, rule by rule.
    pub steps: Vec<Step>,
    /// What is the matter on it.
    pub findings: Vec<Finding>,
    /// What it becomes if it is injected.
    pub pod: Option<Value>,
}

impl Explanation {
    /// Whether something is to be done about it.
    pub fn has_findings(&self) -> bool {
        self.findings.iter().any(|finding| finding.code.level <= Level::Warning)
    }
}

/// Explains what becomes of pods that are created, by what is known of a cluster. An injector is read once.
pub struct Explainer<'a>(Inquiry<'a>);

impl<'a> Explainer<'a> {
    /// Explains by what is known of a cluster.
    pub fn new(world: &'a World, now: &'a Now<'a>) -> Explainer<'a> {
        Explainer(Inquiry::new(world, now))
    }

    /// The path of a pod.
    pub fn path(&mut self, subject: &Subject<'_>) -> Explanation {
        let Explainer(inquiry) = self;
        let world = inquiry.world();
        let case = inquiry.case(subject);
        let answer = inquiry.answer(&case);
        let mut steps = vec![webhooks::step(world, &case, &answer), namespace::step(world, &case)];
        steps.push(decision::step(inquiry, &case, &answer));
        if let Verdict::Injected(injected) = &answer.verdict {
            steps.extend(changed(&injected.templates, &injected.author, &injected.pod));
        }
        let standing = present::standing(world, &case, &answer);
        if case.running.is_some() {
            steps.push(present::step(&standing));
        }
        let findings = findings::all(world, &case, &answer, &standing);
        Explanation {
            place: subject.place.clone(),
            injects: answer.verdict.injects(),
            code: answer.verdict.code(),
            cause: answer.verdict.to_string(),
            revision: answer.injector.map(|injector| injector.revision),
            steps,
            findings,
            pod: match answer.verdict {
                Verdict::Injected(injected) => Some(injected.pod),
                _ => None,
            },
        }
    }

    /// The smallest changes that flip the answer about a pod.
    pub fn flips(&mut self, subject: &Subject<'_>) -> Flips {
        let Explainer(inquiry) = self;
        let case = inquiry.case(subject);
        let answer = inquiry.answer(&case);
        flip::search(inquiry, &case, &answer.verdict)
    }
}
