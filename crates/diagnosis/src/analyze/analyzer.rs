//! The analyzers, by Istio's names.

use objects::{Kind, kinds};

use super::own::{CHECKS, Check};
use super::view::View;
use super::{annotations, external, image, image_auto, injection, ports, services, sidecars, uid, webhooks};
use crate::finding::Finding;

/// Something that looks for findings.
#[derive(Debug)]
pub struct Analyzer {
    /// Istio's name for it.
    pub name: &'static str,
    /// What it does, in a sentence.
    pub about: &'static str,
    /// Whether it runs unless others are asked for.
    pub by_default: bool,
    /// The kinds of objects without which it has nothing to say.
    needs: &'static [Kind],
    look: fn(&View<'_>, &mut Vec<Finding>),
}

impl Analyzer {
    /// Adds what it finds. Where kinds that it needs were not read, it finds nothing: what is unknown may be in order.
    pub(super) fn run(&self, view: &View<'_>, findings: &mut Vec<Finding>) {
        if self.needs.iter().all(|kind| view.knows(*kind)) {
            (self.look)(view, findings);
        }
    }
}

/// Those of these names, and if there is none those that run by default, with our own checks if `all`.
///
/// Source: Istio 1.30 pkg/config/analysis/analyzers/all.go, NamedCombined.
pub(super) fn chosen(names: &[String], all: bool) -> (Vec<&'static Analyzer>, Vec<&'static Check>) {
    let is_named = |name: &str| names.iter().any(|wanted| wanted == name);
    let named: Vec<_> = ANALYZERS.iter().filter(|a| is_named(a.name)).collect();
    let checks: Vec<_> = CHECKS.iter().filter(|check| is_named(check.name)).collect();
    match named.is_empty() && checks.is_empty() {
        true => {
            (ANALYZERS.iter().filter(|a| a.by_default).collect(), CHECKS.iter().filter(|_| all).collect())
        }
        false => (named, checks),
    }
}

const fn default(
    name: &'static str,
    about: &'static str,
    needs: &'static [Kind],
    look: fn(&View<'_>, &mut Vec<Finding>),
) -> Analyzer {
    Analyzer { name, about, by_default: true, needs, look }
}

/// All analyzers, by name.
pub const ANALYZERS: &[Analyzer] = &[
    Analyzer {
        name: "annotations.AlphaAnalyzer",
        about: "Looks for annotations of alpha features",
        by_default: false,
        needs: &[],
        look: annotations::alpha,
    },
    default(
        "annotations.K8sAnalyzer",
        "Looks for annotations of Istio that are unknown, deprecated, in the wrong place, or have values that are refused",
        &[],
        annotations::known,
    ),
    default("applicationUID.Analyzer", "Looks for containers that run as the proxy's user", &[], uid::look),
    default(
        "deployment.MultiServiceAnalyzer",
        "Looks for Deployments whose Services disagree on ports",
        &[kinds::DEPLOYMENT, kinds::SERVICE],
        services::look,
    ),
    default(
        "externalcontrolplane.ExternalControlPlaneAnalyzer",
        "Looks at the addresses of webhooks that are outside of the cluster",
        &[],
        external::look,
    ),
    default(
        "injection.Analyzer",
        "Looks for namespaces that are not marked for injection, and for pods without a proxy in those that are",
        &[kinds::NAMESPACE],
        injection::look,
    ),
    default(
        "injection.ImageAnalyzer",
        "Looks for proxies of another image than the one that is injected now",
        &[kinds::NAMESPACE, kinds::POD, kinds::CONFIG_MAP],
        image::look,
    ),
    default(
        "injection.ImageAutoAnalyzer",
        "Looks for the image auto where nothing is injected",
        &[],
        image_auto::look,
    ),
    default(
        "service.PortNameAnalyzer",
        "Looks for ports of Services whose names tell no protocol",
        &[kinds::SERVICE],
        ports::look,
    ),
    default(
        "sidecar.SelectorAnalyzer",
        "Looks for Sidecars that select nothing, or the same as others",
        &[kinds::SIDECAR],
        sidecars::look,
    ),
    default(
        "webhook.Analyzer",
        "Looks for injectors that answer for the same pods, or have no Service",
        &[kinds::MUTATING_WEBHOOK],
        webhooks::look,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_choose_and_unknown_names_do_not() {
        let count = |names: &[&str], all| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            let (analyzers, checks) = chosen(&names, all);
            (analyzers.len(), checks.len())
        };
        let by_default = ANALYZERS.len() - 1;
        assert_eq!(count(&[], false), (by_default, 0));
        assert_eq!(count(&[], true), (by_default, CHECKS.len()));
        assert_eq!(count(&["nothing"], false), (by_default, 0));
        assert_eq!(count(&["webhook.Analyzer", "nothing"], true), (1, 0));
        assert_eq!(count(&["annotations.AlphaAnalyzer", "labels"], false), (1, 1));
        assert!(ANALYZERS.is_sorted_by_key(|a| a.name));
    }
}
