//! Which pods are an istiod, and where each answers questions about itself.

use kubeyaml::Value;
use objects::{World, kinds, names};

use crate::part;

/// The label that istiod's pods have, as a selector.
pub const SELECTOR: &str = "app=istiod";
/// The port of istiod's debug endpoints, unless its pod says another.
const MONITORING_PORT: u16 = 15014;
/// What says another port.
const PORT_ANNOTATION: &str = "prometheus.io/port";
/// The webhook configuration of the tag that means the default revision.
const DEFAULT_TAG: &str = "istio-revision-tag-default";

/// A pod that is an istiod and runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Istiod {
    /// The pod's namespace.
    pub namespace: String,
    /// The pod's name.
    pub pod: String,
    /// What it is called in answers: its label `istio`, as a rule `pilot`.
    pub component: String,
    /// Its revision; empty if it does not say.
    pub revision: String,
    /// The port of its debug endpoints.
    pub port: u16,
    /// Whether all its containers are ready.
    pub is_ready: bool,
    /// The version that its image is of, if the image says.
    pub version: Option<String>,
}

/// The istiods that run in a namespace, of one revision or of all, by name.
pub fn istiods(world: &World, namespace: &str, revision: Option<&str>) -> Vec<Istiod> {
    let is_istiod = |pod: &&Value| part::label(pod, "app") == Some("istiod");
    running(world, namespace, revision).filter(is_istiod).map(of_pod).collect()
}

/// The same of pods that were chosen by another label.
pub fn chosen(world: &World, namespace: &str, revision: Option<&str>) -> Vec<Istiod> {
    running(world, namespace, revision).map(of_pod).collect()
}

/// Source: Istio 1.30 pkg/kube/client.go, GetIstioPods, FindIstiodMonitoringPort and CheckPodReady.
fn running<'a>(world: &'a World, namespace: &str, revision: Option<&str>) -> impl Iterator<Item = &'a Value> {
    world.all(kinds::POD).filter(move |pod| {
        part::namespace(pod) == namespace
            && pod.str_at(&["status", "phase"]) == Some("Running")
            && revision.is_none_or(|revision| part::label(pod, names::REVISION) == Some(revision))
    })
}

/// The address of an istiod outside of the cluster: that at which the API server calls its webhook.
///
/// Source: Istio 1.30 istioctl/pkg/multixds/gather.go, getXdsAddressFromWebhooks.
pub fn outside(world: &World, revision: &str) -> Option<String> {
    let of_revision = world.all(kinds::MUTATING_WEBHOOK).filter(|configuration| {
        part::label(configuration, names::REVISION) == Some(revision)
            && part::label(configuration, names::TAG).is_none()
    });
    let mut entries = of_revision.flat_map(|configuration| configuration.items_at(&["webhooks"]));
    entries.find_map(|entry| {
        let url = entry.str_at(&["clientConfig", "url"])?;
        let authority = url.strip_prefix("https://")?.split(['/', '?', '#']).next()?;
        let has_port = authority.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
        match authority {
            "" => None,
            authority if authority.contains('@') => None,
            authority if has_port => Some(authority.to_owned()),
            authority => Some(format!("{authority}:443")),
        }
    })
}

/// The revision that is meant where none is named: that of the tag `default`, or `default`.
///
/// Source: Istio 1.30 istioctl/pkg/cli/context.go, RevisionOrDefault; pkg/revisions/default_watcher.go.
pub fn default_revision(world: &World) -> &str {
    let tag = world.get(kinds::MUTATING_WEBHOOK, "", DEFAULT_TAG);
    tag.and_then(|tag| part::label(tag, names::REVISION))
        .filter(|revision| !revision.is_empty())
        .unwrap_or("default")
}

fn of_pod(pod: &Value) -> Istiod {
    let label = |key| part::label(pod, key).unwrap_or_default().to_owned();
    let port = part::annotation(pod, PORT_ANNOTATION).and_then(|port| port.parse().ok());
    Istiod {
        namespace: part::namespace(pod).to_owned(),
        pod: part::name(pod).to_owned(),
        component: label("istio"),
        revision: label(names::REVISION),
        port: port.unwrap_or(MONITORING_PORT),
        is_ready: is_ready(pod),
        version: part::containers(pod)
            .find(|container| container.str_at(&["name"]) == Some("discovery"))
            .and_then(|container| image_version(part::image(container)))
            .map(str::to_owned),
    }
}

fn is_ready(pod: &Value) -> bool {
    let statuses = ["containerStatuses", "initContainerStatuses"];
    let mut statuses = statuses.iter().flat_map(|list| pod.items_at(&["status", list]));
    let mut conditions = pod.items_at(&["status", "conditions"]).iter();
    statuses.all(|status| status.at(&["ready"]).as_bool() == Some(true))
        && conditions.all(|condition| {
            condition.str_at(&["type"]) != Some("Ready") || condition.str_at(&["status"]) == Some("True")
        })
}

/// The version that a reference of an image of Istio's is of: its tag, without the variant. `None` if it has only a digest.
pub fn image_version(image: &str) -> Option<&str> {
    let name = image.split_once('@').map_or(image, |(name, _)| name);
    let last = name.rsplit_once('/').map_or(name, |(_, last)| last);
    let (_, tag) = last.split_once(':')?;
    let variants = ["-distroless", "-debug"];
    let version = variants.iter().find_map(|variant| tag.strip_suffix(variant)).unwrap_or(tag);
    Some(version).filter(|version| !version.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pod(name: &str, labels: &str, more: &str) -> String {
        format!(
            "{{kind: Pod, metadata: {{name: {name}, namespace: istio-system, labels: {{{labels}}}, annotations: {{{more}}}}}, \
             spec: {{containers: [{{name: discovery, image: 'hub:5000/pilot:1.30.3-distroless'}}]}}, \
             status: {{phase: Running, containerStatuses: [{{name: discovery, ready: true}}], \
             conditions: [{{type: Ready, status: 'True'}}]}}}}"
        )
    }

    #[test]
    fn istiods_are_running_pods_of_that_name_and_revision() {
        let pods = [
            pod("a", "app: istiod, istio: pilot, istio.io/rev: default", "prometheus.io/port: '15020'"),
            pod("b", "app: istiod, istio.io/rev: canary", "prometheus.io/port: many"),
            pod("c", "app: istiod, istio.io/rev: canary", "").replace("ready: true", "ready: false"),
            pod("d", "app: istiod", "").replace("'True'", "'False'"),
            pod("e", "app: istiod", "").replace("Running", "Pending"),
            pod("f", "app: web", ""),
        ];
        let world = World::of_text(&pods.join("\n---\n")).unwrap();
        let found = |revision| {
            let of = |i: &Istiod| format!("{} {} {} {}", i.pod, i.port, i.is_ready, i.component);
            istiods(&world, "istio-system", revision).iter().map(of).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(found(None), "a 15020 true pilot, b 15014 true , c 15014 false , d 15014 false ");
        assert_eq!(found(Some("canary")), "b 15014 true , c 15014 false ");
        assert_eq!(istiods(&world, "other", None), []);
        let chosen = chosen(&world, "istio-system", None);
        assert_eq!(chosen.last().map(|i| i.pod.as_str()), Some("f"), "whatever it is called");
        assert_eq!(istiods(&world, "istio-system", None)[0].version.as_deref(), Some("1.30.3"));
    }

    #[test]
    fn the_default_revision_is_that_of_the_tag() {
        for (labels, want) in [("istio.io/rev: r", "r"), ("istio.io/rev: ''", "default"), ("a: b", "default")]
        {
            let text = format!(
                "{{kind: MutatingWebhookConfiguration, metadata: {{name: {DEFAULT_TAG}, labels: {{{labels}}}}}}}"
            );
            assert_eq!(default_revision(&World::of_text(&text).unwrap()), want);
        }
        assert_eq!(default_revision(&World::default()), "default");
    }

    #[test]
    fn an_istiod_outside_is_where_its_webhook_is() {
        for (labels, url, want) in [
            ("istio.io/rev: default", "https://istiod.example:15017/inject", Some("istiod.example:15017")),
            ("istio.io/rev: default", "https://istiod.example/inject", Some("istiod.example:443")),
            ("istio.io/rev: default", "https://[::1]:5/inject", Some("[::1]:5")),
            ("istio.io/rev: default", "https://me@istiod.example/inject", None),
            ("istio.io/rev: default", "https:///inject", None),
            ("istio.io/rev: other", "https://istiod.example/inject", None),
            ("istio.io/rev: default, istio.io/tag: t", "https://istiod.example/inject", None),
        ] {
            let text = format!(
                "{{kind: MutatingWebhookConfiguration, metadata: {{name: a, labels: {{{labels}}}}}, \
                 webhooks: [{{name: a, clientConfig: {{service: {{name: s}}}}}}, \
                 {{name: b, clientConfig: {{url: '{url}'}}}}]}}"
            );
            assert_eq!(
                outside(&World::of_text(&text).unwrap(), "default").as_deref(),
                want,
                "{labels} {url}"
            );
        }
    }

    #[test]
    fn versions_are_tags_without_their_variant() {
        for (image, want) in [
            ("docker.io/istio/proxyv2:1.30.3", Some("1.30.3")),
            ("localhost:5000/proxyv2:1.22.4-debug", Some("1.22.4")),
            ("proxyv2:1.30.3-distroless@sha256:abc", Some("1.30.3")),
            ("localhost:5000/proxyv2", None),
            ("proxyv2@sha256:abc", None),
            ("proxyv2:", None),
            ("", None),
        ] {
            assert_eq!(image_version(image), want, "{image}");
        }
    }
}
