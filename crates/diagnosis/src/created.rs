//! What becomes of a pod that is created, as its injector answers.

use injection::config::Config;
use injection::decide::Decision;
use injection::{Asked, Budget, Change, Facts, Injector, Question, Status, patch};
use kubeyaml::Value;
use objects::names;

use crate::author::Author;
use crate::part;

/// What becomes of a pod.
pub(crate) enum Created {
    /// It is left alone.
    LeftAlone { decision: Decision },
    /// It is injected.
    Injected(Box<Injected>),
    /// It is refused.
    Refused { cause: String },
    /// It is not known.
    Unknown { cause: String },
}

/// A pod that is injected.
pub(crate) struct Injected {
    /// Why.
    pub decision: Decision,
    /// The pod that was asked about.
    pub author: Value,
    /// What it becomes.
    pub pod: Value,
    /// The templates that were laid over it.
    pub templates: Vec<String>,
    /// What they added, by name.
    pub added: Status,
    /// Whether it is what the pod's author would get, to the letter.
    pub is_exact: bool,
}

/// What becomes of a pod about which an injector is asked at this path.
pub(crate) fn by(injector: &Injector, facts: &Facts, path: &str, author: Author) -> Created {
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
        asked: Asked::Webhook { path },
        budget: Budget::default(),
    };
    let answer = match injector.answer(&question, facts) {
        Ok(answer) => answer,
        Err(e) => return Created::Refused { cause: e.to_string() },
    };
    let Some(injection) = answer.injection else {
        return Created::LeftAlone { decision: answer.decision };
    };
    let (templates, added) = (injection.templates, injection.added);
    let made = match injection.change {
        Change::Pod(made) => made,
        Change::Patch(operations) => {
            let mut made = pod.clone();
            if patch::apply(&mut made, operations).is_none() {
                return Created::Unknown { cause: "the patch does not fit the pod".to_owned() };
            }
            made
        }
    };
    Created::Injected(Box::new(Injected {
        decision: answer.decision,
        author: pod,
        pod: made,
        templates,
        added,
        is_exact: of_template || !is_legacy,
    }))
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
