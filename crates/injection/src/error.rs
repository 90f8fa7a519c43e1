//! What can go wrong when a pod is rewritten.

use thiserror::Error;

use crate::legacy::LegacyError;
use crate::steps::images::BadImage;

/// A pod could not be rewritten. The texts are Istio's, because people search for them.
#[derive(Debug, Error)]
pub enum InjectError {
    /// The pod's annotations are invalid.
    #[error("failed to run injection template: {0}")]
    Annotations(meshconfig::AnnotationErrors),
    /// The pod holds what a template must not see.
    #[error("failed to run injection template: {0}")]
    Refused(#[from] crate::guard::Refusal),
    /// The annotation `proxy.istio.io/overrides` cannot be read.
    #[error("failed to run injection template: {cause}")]
    Overrides {
        /// Why.
        cause: String,
    },
    /// A template that the pod asks for does not exist.
    #[error("failed to run injection template: requested template \"{name}\" not found; have {have}")]
    UnknownTemplate {
        /// The template that was asked for.
        name: String,
        /// The names of those that exist.
        have: String,
    },
    /// A pod asks for more templates than anybody needs.
    #[error("failed to run injection template: the pod asks for more than {most} templates")]
    TooManyTemplates {
        /// How many there may be.
        most: usize,
    },
    /// A template failed.
    #[error("failed to run injection template: {source}")]
    Render {
        /// The template's name in the injection config.
        template: String,
        /// Where and why.
        source: Box<gotext::ExecError>,
    },
    /// What a template gave is not an overlay for a pod.
    #[error("failed to run injection template: {during}: {cause}")]
    Overlay {
        /// The template's name in the injection config.
        template: String,
        /// Istio's name of the step.
        during: &'static str,
        /// Why.
        cause: String,
    },
    /// A user's container does not fit the injected one.
    #[error("failed to re apply container: {cause}")]
    Reapply {
        /// Why.
        cause: String,
    },
    /// An injected container has an image that nothing can pull.
    #[error("{0}")]
    Image(BadImage),
    /// A step after the merge failed.
    #[error("failed to process pod: {cause}")]
    Process {
        /// Why.
        cause: String,
    },
    /// The pod's Prometheus annotations name a port that cannot be scraped.
    #[error("failed to process pod: {cause}")]
    Metrics {
        /// Why.
        cause: String,
    },
    /// The pod's own proxy config cannot be read.
    #[error("{0}")]
    ProxyConfig(meshconfig::MeshError),
    /// The object is none of the type that its kind says.
    #[error("{0}")]
    Decode(kubeschema::DecodeError),
    /// A document is not an object.
    #[error("json: cannot unmarshal {found} into Go {place}")]
    NotAnObject {
        /// What it is.
        found: &'static str,
        /// Where Go wanted what.
        place: &'static str,
    },
    /// What a manifest becomes is too long.
    #[error("the output would be longer than {most} bytes")]
    TooLong {
        /// How many bytes it may have.
        most: usize,
    },
    /// Whoever takes the output takes no more of it.
    #[error("the output cannot be kept")]
    NotTaken,
    /// The pod template is missing.
    #[error("spec.template is required value")]
    NoTemplate,
    /// The injector that is asked in our place gives no answer that could be used.
    #[error("the injector that is asked: {cause}")]
    Elsewhere {
        /// Why.
        cause: String,
    },
    /// A legacy template could not be applied.
    #[error("{0}")]
    Legacy(LegacyError),
}

impl InjectError {
    /// The template in which it happened, by its name in the injection config.
    pub fn template(&self) -> Option<&str> {
        match self {
            InjectError::Render { template, .. } | InjectError::Overlay { template, .. } => Some(template),
            _ => None,
        }
    }

    /// Whether it would have gone on with a larger budget for templates.
    pub fn is_of_the_budget(&self) -> bool {
        match self {
            InjectError::Render { source, .. } => is_of_the_budget(source),
            InjectError::Legacy(crate::legacy::LegacyError::Render(source)) => is_of_the_budget(source),
            _ => false,
        }
    }

    /// What to do about it, where that is known.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            InjectError::Annotations(_) => {
                Some("correct the annotation on the pod template; it has no effect on the workload itself")
            }
            InjectError::Refused(refusal)
            | InjectError::Legacy(crate::legacy::LegacyError::Refused(refusal)) => Some(refusal.hint()),
            InjectError::TooManyTemplates { .. } => {
                Some("name each template once in the annotation inject.istio.io/templates")
            }
            InjectError::UnknownTemplate { .. } => {
                Some("name one of these in the annotation inject.istio.io/templates, or leave it out")
            }
            InjectError::Render { source, .. }
                if source.cause == gotext::Cause::Budget(gotext::Fault::Depth) =>
            {
                Some("a template must not call itself without end")
            }
            InjectError::Render { source, .. } if matches!(source.cause, gotext::Cause::Budget(_)) => Some(
                "what a template may do for one pod is limited; give it shorter annotations, lists and values",
            ),
            InjectError::Render { .. } => {
                Some("`outrigger render` shows what each template gives; check the values it reads")
            }
            InjectError::Overlay { .. } => {
                Some("`outrigger render` shows what the template gives, which must be part of a pod in YAML")
            }
            InjectError::Overrides { .. } => {
                Some("remove the annotation proxy.istio.io/overrides, which the injector makes itself")
            }
            InjectError::TooLong { .. } => Some(
                "a manifest may become 32 MiB and 128 times its length; aliases (`*name`) repeat what they stand for",
            ),
            InjectError::NoTemplate => Some("give the workload a pod template"),
            InjectError::Decode(_) => Some("`kubectl explain` shows the type of a field"),
            InjectError::ProxyConfig(_) | InjectError::Process { .. } => {
                Some("correct the annotation proxy.istio.io/config")
            }
            InjectError::Metrics { .. } => Some(
                "correct the annotations prometheus.io/port and prometheus.istio.io/scrape-targets; a port there is \
                 one of the application's own",
            ),
            InjectError::NotAnObject { .. } => {
                Some("a manifest holds Kubernetes objects, each with `kind` and `apiVersion`")
            }
            InjectError::Image(bad) | InjectError::Legacy(LegacyError::Image(bad)) => Some(bad.origin.hint()),
            InjectError::Elsewhere { .. } => Some(
                "the log of the injector that was asked says more; the configuration of files needs no injector",
            ),
            InjectError::NotTaken | InjectError::Reapply { .. } | InjectError::Legacy(_) => None,
        }
    }
}

/// How deep templates nest is the same in all budgets.
fn is_of_the_budget(error: &gotext::ExecError) -> bool {
    matches!(&error.cause, gotext::Cause::Budget(fault) if *fault != gotext::Fault::Depth)
}
