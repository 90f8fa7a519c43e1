//! What `istioctl analyze` says about injection, of what is known of a cluster or of files, and what it does not say.
//!
//! Each analyzer of Istio's is a file below, and each check of ours one in `own`. [`analyze`] runs those that are asked
//! for and keeps what is wanted of what they find.

mod analyzer;
mod annotations;

mod external;
mod filter;
mod image;
mod image_auto;
mod injection;
mod own;
mod ports;
mod services;
mod sidecars;
mod uid;
mod view;
mod webhooks;

use std::collections::BTreeMap;
use std::time::SystemTime;

use objects::World;

pub use crate::codes::istio::CODES;
pub use analyzer::{ANALYZERS, Analyzer};
pub use filter::{Suppression, SuppressionError};
pub use own::{CHECKS, Check};

use crate::finding::{Finding, Place, Reference};
use view::View;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// The namespace whose objects are of interest; `None` for all.
    pub namespace: Option<String>,
    /// The namespace of the control plane.
    pub istio_namespace: String,
    /// The revision of the control plane: what has the label of another one is not looked at. `None` looks at all.
    pub revision: Option<String>,
    /// The names of the [`ANALYZERS`] and [`CHECKS`] to run; where none of them is one, those that run by default.
    pub analyzers: Vec<String>,
    /// Whether our own checks run by default.
    pub all_checks: bool,
    /// The time, by which certificates expire; `None` looks at none.
    pub now: Option<SystemTime>,
    /// What is not to be reported.
    pub suppressions: Vec<Suppression>,
    /// Whether the objects are from files rather than of a whole cluster: what is not among them may still be there.
    pub is_partial: bool,
    /// The files that objects are from, and the lines where they begin.
    pub references: BTreeMap<Place, Reference>,
}

/// What the analyzers find, in order: the worst level first, then by code, object and text. Nothing is said twice.
///
/// Source: Istio 1.30 pkg/config/analysis/local/istiod_analyze.go and diag/messages.go.
pub fn analyze(world: &World, question: &Question) -> Vec<Finding> {
    let view = View::new(world, question);
    let mut findings = Vec::new();
    let (analyzers, checks) = analyzer::chosen(&question.analyzers, question.all_checks);
    for analyzer in analyzers {
        analyzer.run(&view, &mut findings);
    }
    own::run(&checks, &view, &mut findings);
    filter::keep(&mut findings, &view, question);
    filter::order(&mut findings);
    for finding in &mut findings {
        finding.reference = question.references.get(&finding.place).cloned();
    }
    findings
}

#[cfg(test)]
mod case {
    //! One analyzer on a few objects.

    use super::*;

    /// A question about all that there is.
    pub fn question(analyzer: &str) -> Question {
        Question {
            namespace: None,
            istio_namespace: objects::names::ISTIO_NAMESPACE.to_owned(),
            revision: None,
            analyzers: vec![analyzer.to_owned()],
            all_checks: false,
            now: None,
            suppressions: Vec::new(),
            is_partial: false,
            references: BTreeMap::new(),
        }
    }

    /// What an analyzer finds in these objects: code, place and cause of each.
    pub fn found(analyzer: &str, objects: &str) -> Vec<String> {
        answers(&question(analyzer), objects)
    }

    /// The codes of what a check of ours finds in these objects.
    pub fn own(check: &str, objects: &str) -> String {
        let mut question = question(check);
        question.is_partial = true;
        let findings = analyze(&World::of_text(objects).unwrap(), &question);
        findings.iter().map(|finding| finding.code.id).collect::<Vec<_>>().join(" ")
    }

    /// What is found in these objects.
    pub fn answers(question: &Question, objects: &str) -> Vec<String> {
        let findings = analyze(&World::of_text(objects).unwrap(), question);
        findings.iter().map(|f| format!("{} {}: {}", f.code.id, f.place, f.cause)).collect()
    }
}
