//! What is answered.

use std::collections::BTreeMap;

use diagnosis::codes;
use injection::Version;
use serde::Serialize;

use crate::asked::Asked;
use crate::lines::{self, Run};
use crate::outcome::{Outcome, outcome};
use crate::problem::Problem;
use crate::setting::{Setting, Settings};
use crate::workload::Workload;

/// The answer to a question.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Answer {
    /// Which release is answered like, and what tells it; empty where no configuration could be read.
    pub release: String,
    /// What becomes of the pods, in the manifest's order.
    pub workloads: Vec<Workload>,
    /// What is the matter, and where.
    pub problems: Vec<Problem>,
    /// What injection changes in the manifest.
    pub diff: Vec<Run>,
    /// The answer of another release.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compared: Option<Compared>,
    /// What the codes mean that are named.
    pub codes: BTreeMap<&'static str, Meaning>,
}

/// What another release answers.
#[derive(Debug, PartialEq, Serialize)]
pub struct Compared {
    /// The release.
    pub release: String,
    /// What becomes of the pods there.
    pub workloads: Vec<Workload>,
    /// What is the matter there only.
    pub problems: Vec<Problem>,
    /// From the manifest as that release injects it to the manifest as it is injected here.
    pub diff: Vec<Run>,
}

/// What a code means.
#[derive(Debug, PartialEq, Serialize)]
pub struct Meaning {
    title: &'static str,
    meaning: &'static str,
    example: &'static str,
    remedy: &'static str,
}

impl Answer {
    /// The answer to a question.
    pub fn to(asked: &Asked, settings: &mut Settings) -> Answer {
        let (mut answer, outcome) = Answer::of_release(asked, asked.release, settings);
        answer.diff = lines::diff(&outcome.texts, &mut answer.problems);
        if let Some(compare) = asked.compare {
            answer.compared = Some(answer.compared_with(asked, compare, &outcome, settings));
        }
        answer.codes = answer.meanings();
        answer
    }

    fn of_release(asked: &Asked, release: Option<Version>, settings: &mut Settings) -> (Answer, Outcome) {
        let mut answer = Answer::default();
        match &*settings.of(asked, release) {
            Setting::Broken(problem) => {
                answer.problems.push(problem.clone());
                (answer, Outcome::default())
            }
            Setting::Usable(setting, problems) => {
                let mut outcome = outcome(asked, setting);
                answer.release = setting.injector.config().recognised().to_string();
                answer.problems.clone_from(problems);
                answer.problems.append(&mut outcome.problems);
                answer.workloads = std::mem::take(&mut outcome.workloads);
                (answer, outcome)
            }
        }
    }

    fn compared_with(
        &self,
        asked: &Asked,
        release: Version,
        here: &Outcome,
        settings: &mut Settings,
    ) -> Compared {
        let (mut there, outcome) = Answer::of_release(asked, Some(release), settings);
        let diff = lines::between(&outcome.texts, &here.texts, &mut there.problems);
        there.problems.retain(|problem| !self.problems.contains(problem));
        Compared { release: release.to_string(), workloads: there.workloads, problems: there.problems, diff }
    }

    fn meanings(&self) -> BTreeMap<&'static str, Meaning> {
        let all = self.workloads.iter().chain(self.compared.iter().flat_map(|there| &there.workloads));
        let of_workloads = all.flat_map(|workload| {
            let rules = workload.steps.iter().flat_map(|step| &step.steps).map(|rule| rule.rule);
            rules.chain(workload.advice.iter().map(|(code, _)| *code)).chain([workload.code])
        });
        let problems = self.problems.iter().chain(self.compared.iter().flat_map(|there| &there.problems));
        let named = of_workloads.chain(problems.filter_map(|problem| problem.code));
        named.filter_map(|code| Some((code, Meaning::of(code)?))).collect()
    }
}

impl Meaning {
    fn of(code: &str) -> Option<Meaning> {
        let code = codes::find(code).ok()?;
        Some(Meaning { title: code.title, meaning: code.meaning, example: code.example, remedy: code.remedy })
    }
}
