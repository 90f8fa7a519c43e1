//! What becomes of a manifest, document by document.

use diagnosis::explain::{Step, changed, decided};
use injection::manifest::{Found, Manifest, ObjectError, PassedOver, PodTemplates};
use injection::resolve::Resolution;
use injection::{Asked as How, Injector};
use kubeyaml::{Value, read_alone};

use crate::asked::Asked;
use crate::lines::Texts;
use crate::place;
use crate::problem::{Part, Problem};
use crate::workload::Workload;

/// Scalars, keys, lists and mappings that a document of a manifest may have.
const MOST_NODES: usize = 100_000;

/// What becomes of a manifest.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What becomes of its pods.
    pub workloads: Vec<Workload>,
    /// What is the matter.
    pub problems: Vec<Problem>,
    /// The documents, and what stands between them, before and after.
    pub texts: Texts,
}

/// Injects a manifest. A document that cannot be injected stays as it is.
pub fn outcome(asked: &Asked, setting: &Resolution) -> Outcome {
    let mut outcome = Outcome::default();
    let mut end = 0;
    for document in kubeyaml::documents(&asked.manifest) {
        let document = match document {
            Ok(document) => document,
            Err(e) => {
                outcome.problems.push(Problem::error(Part::Manifest, Some(e.line()), e.to_string()));
                break;
            }
        };
        let text = asked.manifest.get(document.range.clone()).unwrap_or_default();
        let between = asked.manifest.get(end..document.range.start).unwrap_or_default();
        end = document.range.end;
        outcome.texts.push(between, between.to_owned());
        let after = outcome.document(text, document.line, asked, setting);
        outcome.texts.push(text, after.unwrap_or_else(|| text.to_owned()));
    }
    let rest = asked.manifest.get(end..).unwrap_or_default();
    outcome.texts.push(rest, rest.to_owned());
    outcome
}

impl Outcome {
    /// The text of a document as it becomes; `None` where it cannot be injected.
    fn document(&mut self, text: &str, line: usize, asked: &Asked, setting: &Resolution) -> Option<String> {
        let object = match read_alone(text, MOST_NODES) {
            Ok(object) => object,
            Err(e) => {
                let at = line + e.line.unwrap_or(1) - 1;
                self.problems.push(Problem::error(Part::Manifest, Some(at), e.to_string()));
                return None;
            }
        };
        let templates = PodTemplates::default();
        let injector = &setting.injector;
        let manifest =
            Manifest { injector, facts: &setting.facts, templates: &templates, namespace: &asked.namespace };
        let mut new = object.clone();
        match manifest.inject(&mut new) {
            Ok(found) => {
                self.found(&found, &templates.pods(&object), &templates.pods(&new), line);
                edits::edit(text, &object, &new).ok().map(|edited| edited.text)
            }
            Err(e) => {
                self.refused(&e, &templates.pods(&object), line, asked, injector);
                None
            }
        }
    }

    fn found(&mut self, found: &Found, before: &[Value], after: &[Value], line: usize) {
        for (workload, (was, now)) in found.workloads.iter().zip(before.iter().zip(after)) {
            let decision = &workload.decision;
            let mut steps = vec![decided(decision, was, None)];
            if decision.inject {
                steps.extend(changed(&workload.templates, was, now));
            }
            self.workloads.push(Workload::of(workload, line, &steps));
        }
        for PassedOver { kind, name, path } in &found.passed_over {
            let text = format!(
                "{kind} {name:?} seems to hold a pod template at {path} and is passed over: where {kind} keeps one is not known"
            );
            self.problems.push(Problem::warning(Part::Manifest, Some(line), text));
        }
    }

    /// An object of which one pod is refused is not injected at all.
    fn refused(
        &mut self,
        error: &ObjectError,
        pods: &[Value],
        line: usize,
        asked: &Asked,
        injector: &Injector,
    ) {
        let cause = error.source.to_string();
        for pod in pods {
            let mut pod = pod.clone();
            if pod.at(&["metadata", "namespace"]).is_null() {
                pod.map_entry("metadata").insert("namespace", asked.namespace.as_str());
            }
            let decision = injector.decide(&pod, How::Webhook { path: "" });
            let refused = decision.inject.then_some(cause.as_str());
            let steps: [Step; 1] = [decided(&decision, &pod, refused)];
            self.workloads.push(Workload::refused(error, &decision, line, &cause, &steps));
        }
        self.problems.push(place::of_object(error, injector, asked, line));
    }
}
