//! Rendering the templates and laying what they give over the pod.

use std::ops::Range;

use gotext::{Budget, Nested};
use kubeyaml::Value;

use crate::Version;
use crate::config::InjectionConfig;
use crate::data::TemplateData;
use crate::error::InjectError;
use crate::facts::Platform;
use crate::names::{NATIVE_SIDECAR, PROXY_CONTAINER};
use crate::pod::{ContainerList, annotation, name, named};
use crate::specialised::Shapes;
use crate::subject::Subject;
use crate::template_document::{FAILED_ALONE, FAILED_ON_POD, Patch, outline};
use crate::templates;

/// The pod with the templates laid over it.
#[derive(Debug)]
pub(crate) struct Overlaid {
    /// The pod.
    pub pod: Value,
    /// What the templates alone make: an empty pod with them laid over it.
    pub overlay: Value,
    /// The names of the templates, in order.
    pub templates: Vec<String>,
}

/// Renders each template of a pod and lays it over the pod, in order. All of them see the same data.
///
/// Source: Istio 1.30 inject.go, RunTemplate; webhook.go, applyOverlayYAML, moveContainer.
///
/// # Errors
/// A template does not exist, fails, or gives no overlay for a pod.
pub fn apply(
    subject: &Subject<'_, InjectionConfig>,
    data: &TemplateData<'_>,
) -> Result<Overlaid, InjectError> {
    let Subject { pod: original, config, .. } = *subject;
    let selected = templates::select(config, original)?;
    let budget = shared(&subject.question.budget, selected.len());
    let nested = Nested::default();
    let templates = selected.iter().map(|name| (*name).to_owned()).collect();
    let mut laying = Laying {
        subject,
        only_one: selected.len() == 1,
        out: Overlaid { pod: original.clone(), overlay: Value::default(), templates },
    };
    for template in selected {
        let failed = |source| InjectError::Render { template: template.to_owned(), source };
        let parsed = templates::find(config, template)?;
        let specialised = subject.injector.specialised();
        let is_kube_inject = subject.question.asked.is_kube_inject();
        let is_common = subject.mesh.is_common() && subject.observer.is_none();
        let special = is_common.then(|| specialised.find(template, parsed, data, is_kube_inject));
        match special.flatten() {
            Some(special) => {
                let (text, holes) =
                    special.template.execute_with_holes(data.root(), &budget, &nested).map_err(failed)?;
                laying.shaped(template, &text, &holes, &special.shapes)?;
            }
            None => {
                let text = parsed
                    .execute_observed(data.root(), &budget, &nested, subject.observer)
                    .map_err(failed)?;
                laying.patch(Patch::read(template, &text, subject.version())?, &text)?;
            }
        }
    }
    Ok(laying.out)
}

/// A pod that templates are laid over.
struct Laying<'s, 'a> {
    subject: &'s Subject<'a, InjectionConfig>,
    only_one: bool,
    out: Overlaid,
}

impl Laying<'_, '_> {
    /// Lays the text of a specialised template over the pod, whose form may be known.
    fn shaped(
        &mut self,
        template: &str,
        text: &str,
        holes: &[Range<usize>],
        shapes: &Shapes,
    ) -> Result<(), InjectError> {
        let version = self.subject.version();
        if let Some(filled) = shapes.find(text, holes) {
            if self.may_add()
                && let Some(names) = filled.add_to(&mut self.out.pod)
            {
                self.out.overlay = names;
                return Ok(());
            }
            return self.patch(Patch { template, document: filled.document() }, text);
        }
        let before = shapes.learns().then(|| self.out.pod.clone());
        self.patch(Patch::read(template, text, version)?, text)?;
        if let Some(before) = before {
            shapes.learn(text, holes, version, (before, &self.out.pod));
        }
        Ok(())
    }

    /// Whether a template may be added to the pod without a merge: it is as its type has it, and nothing was taken out since.
    fn may_add(&self) -> bool {
        let is_whole = self.subject.injector.settings().platform != Platform::OpenShift;
        self.only_one && is_whole && !self.subject.question.asked.is_kube_inject()
    }

    /// Lays a patch over the pod, which was read from `text`.
    fn patch(&mut self, patch: Patch<'_>, text: &str) -> Result<(), InjectError> {
        let (version, template) = (self.subject.version(), patch.template);
        let Overlaid { pod, overlay, .. } = &mut self.out;
        match outline(&patch.document).filter(|_| self.only_one) {
            Some(outline) => *overlay = outline,
            None => patch.clone().lay_over(overlay, FAILED_ALONE, version)?,
        }
        if is_native(pod, self.subject.native_sidecars, version) {
            move_native(pod, overlay);
        }
        patch.lay_over(pod, FAILED_ON_POD, version).map_err(|failure| {
            // What is wrong by itself is reported before what is wrong on this pod.
            let alone = Patch::read(template, text, version);
            alone
                .and_then(|p| p.lay_over(&mut Value::default(), FAILED_ALONE, version))
                .err()
                .unwrap_or(failure)
        })
    }
}

/// What each of a pod's templates may cost: together no more than one alone, however many a pod names.
fn shared(budget: &Budget, templates: usize) -> Budget {
    let Budget { steps, output, memory, depth } = *budget;
    let parts = templates.max(1);
    Budget { steps: steps / parts as u64, output: output / parts, memory: memory / parts, depth }
}

/// Whether the proxy of this pod is to be a native sidecar; up to 1.22 pods had no say in it.
fn is_native(pod: &Value, detected: bool, version: Version) -> bool {
    match annotation(pod, NATIVE_SIDECAR).filter(|_| version.native_annotation) {
        Some("true") => true,
        Some("false") => false,
        _ => detected,
    }
}

/// Where the template makes the proxy a native sidecar, what the user gave as an ordinary container moves along, so
/// that both are one container when they are merged.
fn move_native(pod: &mut Value, overlay: &Value) {
    let native_template = named(ContainerList::InitContainers.of(overlay), PROXY_CONTAINER).is_some();
    if !native_template {
        return;
    }
    let Some(containers) = ContainerList::Containers.of_mut(pod) else { return };
    let Some(at) = containers.iter().position(|c| name(c) == PROXY_CONTAINER) else { return };
    let container = containers.remove(at);
    pod.map_entry("spec").entry("initContainers").become_list().push(container);
}
