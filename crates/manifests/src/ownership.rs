//! Whose an object is, by what stands on it.

use std::fmt;

use ::objects::names::{APP_NAME, MANAGED_BY};
use kubeyaml::Value;

/// The label with the id of the installation, on each of its objects.
pub const INSTALLATION: &str = "outrigger/installation";
/// What the labels [`APP_NAME`] and [`MANAGED_BY`] say of objects that `outrigger install` prints.
pub const OUTRIGGER: &str = "outrigger";

/// Labels and annotations by which other tools say that an object is theirs.
///
/// Source: cert-manager, Istio's operator and charts, Helm, Argo CD, Flux, kapp, cli-utils.
const MARKS: [&str; 14] = [
    "cert-manager.io/certificate-name",
    "operator.istio.io/component",
    "install.operator.istio.io/owning-resource",
    "helm.sh/chart",
    "meta.helm.sh/release-name",
    "argocd.argoproj.io/instance",
    "argocd.argoproj.io/tracking-id",
    "kustomize.toolkit.fluxcd.io/name",
    "helm.toolkit.fluxcd.io/name",
    "kapp.k14s.io/app",
    "kapp.k14s.io/identity",
    "config.k8s.io/owning-inventory",
    "olm.owner",
    "addonmanager.kubernetes.io/mode",
];

/// Field managers that change objects which are not theirs: people with kubectl, Kubernetes' controllers, and
/// cert-manager where it is asked to. Those whose names begin with `kubectl` or `outrigger` are not in the list.
const GUESTS: [&str; 5] = [
    "before-first-apply",
    "kube-apiserver",
    "kube-controller-manager",
    "cert-manager-cainjector",
    "cert-manager-certificates-issuing",
];

/// Whose an object is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ownership {
    /// It belongs to the installation that was asked about.
    Ours,
    /// It does not, or that cannot be proved.
    Foreign(Reason),
}

/// Why an object does not count as ours.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It lacks the label that names the program.
    NoLabel,
    /// Helm installed it.
    Helm,
    /// Somebody else says to have installed it.
    ManagedBy(String),
    /// It carries the mark of another tool.
    Marked {
        /// The label or annotation.
        key: &'static str,
        /// What it says.
        value: String,
    },
    /// Another object owns it.
    Owned {
        /// The owner's kind and name.
        owner: String,
    },
    /// It lacks an installation's id.
    NoInstallation,
    /// It belongs to another installation of outrigger.
    OtherInstallation(String),
    /// A tool writes fields of it.
    WrittenBy(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::NoLabel => write!(f, "it has no label {APP_NAME}={OUTRIGGER}"),
            Reason::Helm => write!(f, "Helm installed it; `helm uninstall` deletes it"),
            Reason::ManagedBy(who) => write!(f, "it is managed by {who:?} ({MANAGED_BY})"),
            Reason::Marked { key, value } => write!(f, "it carries {key}={value}"),
            Reason::Owned { owner } => write!(f, "it is owned by {owner}"),
            Reason::NoInstallation => write!(f, "it has no label {INSTALLATION}"),
            Reason::OtherInstallation(id) => write!(f, "it is of another installation of outrigger, {id}"),
            Reason::WrittenBy(manager) => write!(f, "field manager {manager:?} writes to it"),
        }
    }
}

/// Whether an object belongs to the installation with this id. All that stands on it must say so.
pub fn of(object: &Value, installation: &str) -> Ownership {
    match foreign(object, installation) {
        Some(reason) => Ownership::Foreign(reason),
        None => Ownership::Ours,
    }
}

/// Who else says that an object is theirs; `None` if nobody does.
pub fn of_others(object: &Value) -> Option<Reason> {
    managed(object).or_else(|| marked(object)).or_else(|| owned(object)).or_else(|| written(object))
}

fn foreign(object: &Value, installation: &str) -> Option<Reason> {
    let label = |key| object.str_at(&["metadata", "labels", key]);
    if let Some(reason) = managed(object).or_else(|| marked(object)) {
        return Some(reason);
    }
    if label(APP_NAME) != Some(OUTRIGGER) || label(MANAGED_BY).is_none() {
        return Some(Reason::NoLabel);
    }
    match label(INSTALLATION) {
        None => return Some(Reason::NoInstallation),
        Some(id) if id != installation => return Some(Reason::OtherInstallation(id.to_owned())),
        Some(_) => {}
    }
    owned(object).or_else(|| written(object))
}

fn managed(object: &Value) -> Option<Reason> {
    match object.str_at(&["metadata", "labels", MANAGED_BY])? {
        OUTRIGGER => None,
        "Helm" => Some(Reason::Helm),
        other => Some(Reason::ManagedBy(other.to_owned())),
    }
}

fn marked(object: &Value) -> Option<Reason> {
    MARKS.iter().find_map(|key| {
        let value =
            ["labels", "annotations"].iter().find_map(|part| object.str_at(&["metadata", part, key]))?;
        Some(Reason::Marked { key, value: value.chars().take(100).collect() })
    })
}

fn owned(object: &Value) -> Option<Reason> {
    let owner = object.items_at(&["metadata", "ownerReferences"]).first()?;
    let part = |key| owner.str_at(&[key]).unwrap_or_default();
    Some(Reason::Owned { owner: format!("{} {}", part("kind"), part("name")) })
}

/// Status and scale are written by whom they are for.
fn written(object: &Value) -> Option<Reason> {
    let managers = object.items_at(&["metadata", "managedFields"]);
    let whole = managers.iter().filter(|m| m.str_at(&["subresource"]).unwrap_or_default().is_empty());
    whole
        .filter_map(|manager| manager.str_at(&["manager"]))
        .find(|name| !(name.starts_with("kubectl") || name.starts_with(OUTRIGGER) || GUESTS.contains(name)))
        .map(|name| Reason::WrittenBy(name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "app.kubernetes.io/name: outrigger, app.kubernetes.io/managed-by: outrigger, \
                        outrigger/installation: i";

    #[test]
    fn only_what_says_so_throughout_is_ours() {
        let other = |labels: &str| format!("labels: {{{labels}}}");
        let ours = |more: &str| format!("labels: {{{OURS}}}, {more}");
        let manager = |name: &str, more: &str| ours(&format!("managedFields: [{{manager: {name}{more}}}]"));
        for (metadata, want) in [
            (ours(""), ""),
            (manager("kubectl-client-side-apply", ""), ""),
            (manager("kubectl", ", operation: Apply"), ""),
            (manager("outrigger", ""), ""),
            (manager("kube-controller-manager", ""), ""),
            (manager("keda-operator", ", subresource: scale"), ""),
            (other(""), "it has no label app.kubernetes.io/name=outrigger"),
            (other("app: istiod"), "it has no label app.kubernetes.io/name=outrigger"),
            (other("app.kubernetes.io/name: istiod"), "it has no label"),
            (other("app.kubernetes.io/name: outrigger"), "it has no label"),
            (other("app.kubernetes.io/managed-by: outrigger, outrigger/installation: i"), "it has no label"),
            (
                other("app.kubernetes.io/name: outrigger, app.kubernetes.io/managed-by: Helm"),
                "Helm installed",
            ),
            (
                other("app.kubernetes.io/name: outrigger, app.kubernetes.io/managed-by: flux"),
                "it is managed by",
            ),
            (
                other("app.kubernetes.io/name: outrigger, app.kubernetes.io/managed-by: outrigger"),
                "it has no label outrigger/installation",
            ),
            (ours("").replace("installation: i", "installation: j"), "it is of another installation"),
            (
                other(&format!("{OURS}, operator.istio.io/component: Pilot")),
                "it carries operator.istio.io/component",
            ),
            (
                ours("annotations: {meta.helm.sh/release-name: istiod}"),
                "it carries meta.helm.sh/release-name=istiod",
            ),
            (ours("ownerReferences: [{kind: IstioOperator, name: x}]"), "it is owned by IstioOperator x"),
            (manager("helm", ""), "field manager \"helm\""),
            (manager("pilot-discovery", ""), "field manager \"pilot-discovery\""),
        ] {
            let object = kubeyaml::read(&format!("metadata: {{{metadata}}}")).unwrap();
            match of(&object, "i") {
                Ownership::Ours => assert_eq!(want, "", "{metadata}"),
                Ownership::Foreign(reason) => {
                    let text = reason.to_string();
                    assert!(!want.is_empty() && text.starts_with(want), "{metadata}: {text}");
                }
            }
        }
    }
}
