//! What is configured for a mesh, and not read.

use std::collections::{BTreeMap, BTreeSet};

use kubeyaml::Value;
use objects::Kind;

/// Kinds that tell a mesh what to do and are not read, AuthorizationPolicies first. A cluster is asked for them so that they can
/// be named; it need not have them.
pub const IGNORED: [Kind; 15] = [
    AUTHORIZATION_POLICY,
    Kind::new("security.istio.io", "v1", "RequestAuthentication", "requestauthentications", true),
    Kind::new(NETWORKING, "v1", "VirtualService", "virtualservices", true),
    Kind::new(NETWORKING, "v1", "DestinationRule", "destinationrules", true),
    Kind::new(NETWORKING, "v1", "Gateway", "gateways", true),
    Kind::new(NETWORKING, "v1", "ServiceEntry", "serviceentries", true),
    Kind::new(NETWORKING, "v1", "WorkloadEntry", "workloadentries", true),
    Kind::new(NETWORKING, "v1", "WorkloadGroup", "workloadgroups", true),
    Kind::new(NETWORKING, "v1alpha3", "EnvoyFilter", "envoyfilters", true),
    Kind::new("telemetry.istio.io", "v1", "Telemetry", "telemetries", true),
    Kind::new("extensions.istio.io", "v1alpha1", "WasmPlugin", "wasmplugins", true),
    Kind::new("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes", true),
    Kind::new("gateway.networking.k8s.io", "v1", "GRPCRoute", "grpcroutes", true),
    Kind::new("gateway.networking.k8s.io", "v1alpha2", "TCPRoute", "tcproutes", true),
    Kind::new("gateway.networking.k8s.io", "v1alpha2", "TLSRoute", "tlsroutes", true),
];

/// The one that nobody may ignore without being told so.
pub const AUTHORIZATION_POLICY: Kind =
    Kind::new("security.istio.io", "v1", "AuthorizationPolicy", "authorizationpolicies", true);

const NETWORKING: &str = "networking.istio.io";

/// Groups whose kinds all tell a mesh what to do.
const GROUPS: [&str; 5] = [
    NETWORKING,
    "security.istio.io",
    "telemetry.istio.io",
    "extensions.istio.io",
    "gateway.networking.k8s.io",
];

/// Kinds of these groups that are read: here, or by the injector.
const READ: [&str; 3] = ["PeerAuthentication", "ProxyConfig", "Sidecar"];

/// Annotations of Services that Istio reads.
const ANNOTATIONS: [&str; 3] = [
    "networking.istio.io/traffic-distribution",
    "alpha.istio.io/canonical-serviceaccounts",
    "alpha.istio.io/kubernetes-serviceaccounts",
];

/// Fields of Sidecars that Istio reads, and those of their egress listeners: all hosts are taken for one listener.
const SIDECAR: [&str; 3] = ["ingress", "outboundTrafficPolicy", "inboundConnectionPool"];
const EGRESS: [&str; 3] = ["port", "bind", "captureMode"];

/// Fields of Services that Istio reads, with the values that change nothing.
const SERVICE: [(&[&str], &str, &str); 2] = [
    (&["spec", "trafficDistribution"], "trafficDistribution", ""),
    (&["spec", "internalTrafficPolicy"], "internalTrafficPolicy", "Cluster"),
];

/// Objects, or parts of them, that tell a mesh what to do and that are not read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ignored {
    /// By what they are.
    what: BTreeMap<String, BTreeSet<(String, String)>>,
}

impl Ignored {
    /// Notes what of an object is not read, or forgets it. Says whether the object is one that is not read at all.
    pub(crate) fn set(&mut self, object: &Value, is_there: bool) -> bool {
        let kind = object.str_at(&["kind"]).unwrap_or_default();
        let group = object.str_at(&["apiVersion"]).and_then(|version| version.split_once('/'));
        let group = group.map_or("", |(group, _)| group);
        if GROUPS.contains(&group) && !READ.contains(&kind) {
            self.note(kind.to_owned(), object, is_there);
            return true;
        }
        if group.is_empty() && kind == "Service" {
            let annotations = object.at(&["metadata", "annotations"]);
            for annotation in ANNOTATIONS {
                let has = annotations.get(annotation).is_some();
                self.note(format!("annotation {annotation} of Service"), object, is_there && has);
            }
        }
        if group == NETWORKING && kind == "Sidecar" {
            let spec = object.at(&["spec"]);
            for field in SIDECAR {
                let has = !spec.at(&[field]).is_null();
                self.note(format!("field {field} of Sidecar"), object, is_there && has);
            }
            for field in EGRESS {
                let has = spec.items_at(&["egress"]).iter().any(|one| !one.at(&[field]).is_null());
                self.note(format!("field egress.{field} of Sidecar"), object, is_there && has);
            }
        }
        if group.is_empty() && kind == "Service" {
            for (path, name, default) in SERVICE {
                let differs = object.str_at(path).is_some_and(|value| value != default);
                self.note(format!("field {name} of Service"), object, is_there && differs);
            }
        }
        false
    }

    /// Forgets all objects of a kind.
    pub(crate) fn forget(&mut self, kind: &str) {
        self.what.remove(kind);
    }

    /// What is ignored, with how many objects there are and the namespace and name of the first.
    pub fn all(&self) -> impl Iterator<Item = (&str, usize, &(String, String))> {
        self.what.iter().filter_map(|(what, objects)| Some((what.as_str(), objects.len(), objects.first()?)))
    }

    /// How many AuthorizationPolicies there are: who ignores them lets in what they would keep out.
    pub fn authorization_policies(&self) -> usize {
        self.what.get("AuthorizationPolicy").map_or(0, BTreeSet::len)
    }

    fn note(&mut self, what: String, object: &Value, is_there: bool) {
        let part = |key| object.str_at(&["metadata", key]).unwrap_or_default().to_owned();
        let name = (part("namespace"), part("name"));
        if is_there {
            self.what.entry(what).or_default().insert(name);
        } else if let Some(names) = self.what.get_mut(&what) {
            names.remove(&name);
            if names.is_empty() {
                self.what.remove(&what);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A cluster is asked for nothing that would not be named.
    #[test]
    fn what_is_asked_for_is_not_read() {
        for kind in IGNORED {
            let text = format!(
                "{{apiVersion: {}/{}, kind: {}, metadata: {{name: a}}}}",
                kind.group, kind.version, kind.kind
            );
            assert!(Ignored::default().set(&kubeyaml::read(&text).unwrap(), true), "{text}");
        }
    }

    #[test]
    fn fields_of_sidecars_are_named() {
        let mut ignored = Ignored::default();
        let mut set = |spec: &str| {
            let text = format!(
                "{{apiVersion: networking.istio.io/v1, kind: Sidecar, metadata: {{name: s}}, spec: {spec}}}"
            );
            assert!(!ignored.set(&kubeyaml::read(&text).unwrap(), true));
            ignored.all().map(|(what, ..)| what.to_owned()).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(set("{egress: [{hosts: ['*/*']}], workloadSelector: {}}"), "");
        let found = set(
            "{egress: [{hosts: ['*/*']}, {port: {number: 1}, bind: 127.0.0.1}], outboundTrafficPolicy: {}}",
        );
        assert_eq!(
            found,
            "field egress.bind of Sidecar, field egress.port of Sidecar, field outboundTrafficPolicy of Sidecar"
        );
        assert_eq!(set("{}"), "");
    }

    #[test]
    fn what_is_not_read_is_named() {
        let mut ignored = Ignored::default();
        let mut set = |text: &str, is_there| ignored.set(&kubeyaml::read(text).unwrap(), is_there);
        let policy = "{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: a, namespace: ns}}";
        assert!(set(policy, true));
        assert!(set(&policy.replace("name: a,", "name: b,"), true));
        assert!(set("{apiVersion: networking.istio.io/v9, kind: New, metadata: {name: x}}", true));
        for read in [
            "{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: a}}",
            "{apiVersion: networking.istio.io/v1beta1, kind: ProxyConfig, metadata: {name: a}}",
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}}",
        ] {
            assert!(!set(read, true), "{read}");
        }
        let service = "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: ns, annotations: \
                       {networking.istio.io/traffic-distribution: '.'}}, spec: \
                       {internalTrafficPolicy: Local}}";
        assert!(!set(service, true));
        assert!(set(policy, false));
        let shown: Vec<_> =
            ignored.all().map(|(what, count, first)| (what, count, first.1.as_str())).collect();
        assert_eq!(
            shown,
            [
                ("AuthorizationPolicy", 1, "b"),
                ("New", 1, "x"),
                ("annotation networking.istio.io/traffic-distribution of Service", 1, "s"),
                ("field internalTrafficPolicy of Service", 1, "s")
            ]
        );
        assert_eq!(ignored.authorization_policies(), 1);
        ignored.set(
            &kubeyaml::read("{apiVersion: v1, kind: Service, metadata: {name: s, namespace: ns}}").unwrap(),
            true,
        );
        assert_eq!(ignored.all().count(), 2);
    }
}
