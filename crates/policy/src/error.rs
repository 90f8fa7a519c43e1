//! Why there is no policy.

/// Why a configuration cannot be said as a policy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The containers of its template are appended, not merged.
    #[error(
        "the configuration has a single template, as up to Istio 1.7: only templates that are merged are translated"
    )]
    Legacy,
    /// The release's templates see more of the workload than its name.
    #[error(
        "templates of Istio {0} see the metadata of workloads, which is not translated; those of 1.22 and later are"
    )]
    Release(String),
    /// Ids come from the namespace.
    #[error("on OpenShift the proxy's ids come from the namespace, which is not translated")]
    OpenShift,
    /// Its pods cannot be told from others when the template is executed.
    #[error("the ProxyConfig {0} is of some pods only, which is not translated")]
    ProxyConfig(String),
    /// Nothing is injected.
    #[error("the policy {0:?} of the configuration is none that injectors know: nothing is injected")]
    Policy(String),
    /// A template does something that is not translated.
    #[error("template `{template}`, line {line}: {cause}")]
    Template {
        /// The template.
        template: String,
        /// The line in it, from 1.
        line: usize,
        /// What it does.
        cause: String,
    },
    /// Injection changes a field that a policy does not change.
    #[error(
        "the configuration changes `{0}` of pods: only labels, annotations, containers, volumes and pull secrets are translated"
    )]
    Field(String),
    /// What a template makes of containers and ports is not translated.
    #[error("{0}")]
    Shape(String),
    /// What a template gives is no overlay, or is one for some texts of pods only.
    #[error(
        "what the template gives does not fit a pod, or a text of the pod stands in it without quotes: {0}"
    )]
    Overlay(String),
    /// Too much depends on the pod.
    #[error("what is injected depends on more than {0} answers about the pod")]
    Conditions(usize),
    /// No pod can be injected at all.
    #[error("no pod can be injected with this configuration: {0}")]
    Nothing(String),
}
