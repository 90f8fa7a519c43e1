//! The types of objects that kubectl knows by name.

use objects::{Kind, kinds};

/// A type of objects.
#[derive(Debug)]
pub struct Resource {
    /// Its kind.
    pub kind: Kind,
    short: &'static [&'static str],
    /// How its objects select pods.
    pub selects: Selects,
}

/// How objects of a kind select pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selects {
    /// By a label selector.
    BySelector,
    /// By labels and their values.
    ByLabels,
    /// They do not.
    Nothing,
}

use Selects::{ByLabels, BySelector, Nothing};

/// Source: Kubernetes 1.36, `kubectl api-resources`; kubectl polymorphichelpers, SelectorsForObject.
const RESOURCES: [Resource; 24] = [
    row(kinds::POD, &["po"], Nothing),
    row(kinds::DEPLOYMENT, &["deploy"], BySelector),
    row(kinds::REPLICA_SET, &["rs"], BySelector),
    row(kinds::STATEFUL_SET, &["sts"], BySelector),
    row(kinds::DAEMON_SET, &["ds"], BySelector),
    row(kinds::JOB, &[], BySelector),
    row(kinds::CRON_JOB, &["cj"], Nothing),
    row(Kind::new("", "v1", "ReplicationController", "replicationcontrollers", true), &["rc"], ByLabels),
    row(kinds::SERVICE, &["svc"], ByLabels),
    row(kinds::NAMESPACE, &["ns"], Nothing),
    row(kinds::NODE, &["no"], Nothing),
    row(kinds::CONFIG_MAP, &["cm"], Nothing),
    row(kinds::SECRET, &[], Nothing),
    row(Kind::new("", "v1", "ServiceAccount", "serviceaccounts", true), &["sa"], Nothing),
    row(Kind::new("", "v1", "Endpoints", "endpoints", true), &["ep"], Nothing),
    row(Kind::new("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", true), &["pvc"], Nothing),
    row(Kind::new("", "v1", "PersistentVolume", "persistentvolumes", false), &["pv"], Nothing),
    row(Kind::new("networking.k8s.io", "v1", "Ingress", "ingresses", true), &["ing"], Nothing),
    row(Kind::new("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", true), &["netpol"], Nothing),
    row(Kind::new("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", true), &["pdb"], Nothing),
    row(
        Kind::new("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true),
        &["hpa"],
        Nothing,
    ),
    row(kinds::MUTATING_WEBHOOK, &[], Nothing),
    row(
        Kind::new(
            "admissionregistration.k8s.io",
            "v1",
            "ValidatingWebhookConfiguration",
            "validatingwebhookconfigurations",
            false,
        ),
        &[],
        Nothing,
    ),
    row(kinds::PROXY_CONFIG, &[], Nothing),
];

const fn row(kind: Kind, short: &'static [&'static str], selects: Selects) -> Resource {
    Resource { kind, short, selects }
}

/// The type of this name: plural, singular or short, alone or with its group or its version and group, in any case.
pub fn named(text: &str) -> Option<&'static Resource> {
    let text = text.to_lowercase();
    let (name, place) =
        text.split_once('.').map_or((text.as_str(), None), |(name, place)| (name, Some(place)));
    RESOURCES.iter().find(|resource| {
        let Kind { group, version, kind, plural, .. } = resource.kind;
        let is_named = name == plural || name == kind.to_lowercase() || resource.short.contains(&name);
        is_named && place.is_none_or(|place| place == group || place == format!("{version}.{group}"))
    })
}

impl Resource {
    /// Its plural with its group.
    pub fn qualified(&self) -> String {
        match self.kind.group {
            "" => self.kind.plural.to_owned(),
            group => format!("{}.{group}", self.kind.plural),
        }
    }

    /// The type of its objects in kubectl.
    pub fn go_type(&self) -> String {
        match self.kind {
            kinds::PROXY_CONFIG => "*unstructured.Unstructured".to_owned(),
            Kind { version, kind, .. } => format!("*{version}.{kind}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_have_many_names() {
        for (text, want) in [
            ("deploy", Some("deployments.apps")),
            ("Deployment", Some("deployments.apps")),
            ("deployments.apps", Some("deployments.apps")),
            ("deploy.v1.apps", Some("deployments.apps")),
            ("deploy.v1beta1.apps", None),
            ("pods.v1.", Some("pods")),
            ("cm", Some("configmaps")),
            ("foo", None),
            ("", None),
        ] {
            assert_eq!(named(text).map(Resource::qualified).as_deref(), want, "{text}");
        }
    }
}
