//! Pods that the policy leaves alone although the webhook would inject them: what it cannot say is left to nobody's guess.

use std::collections::BTreeSet;

use injection::Injector;
use meshconfig::PrometheusMerge;
use objects::names::{INJECT, NETWORK_LABEL, PROXY_CONTAINER};

use crate::agent::Translated;
use crate::annotations::{FOLLOWED, is_istios};
use crate::cel::{ANNOTATIONS, LABELS, quoted, texts};
use crate::change::LISTS;
use crate::explore::Explored;
use crate::lift::MOST_CONTAINERS;
use crate::{metrics, probes as agents_probes};

/// Pods that are left alone, by what they have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// The stable code, which is the name of the policy's condition, too.
    pub code: &'static str,
    /// What holds for all other pods, in CEL without variables.
    pub cel: String,
    /// Which pods these are, to stand after "pods".
    pub pods: String,
    /// Why.
    pub why: String,
}

/// All of them.
pub fn all(injector: &Injector, explored: &Explored, translated: Translated) -> Vec<Exclusion> {
    let mut all = vec![annotations(explored), forms(explored), names(explored), size()];
    all.extend(others(explored));
    match translated.metrics {
        Some(_) => all.push(odd_metrics()),
        None => all.extend(prometheus(injector)),
    }
    match translated.probes {
        Some(_) => all.push(odd_probes()),
        None => all.extend(probes(injector)),
    }
    all.push(Exclusion {
        code: "network-label",
        cel: format!("!({} in {LABELS})", quoted(NETWORK_LABEL)),
        pods: format!("with the label {NETWORK_LABEL}"),
        why: "it takes the place of the network among the proxy's variables".to_owned(),
    });
    all
}

/// Annotations of Istio's domains that are not followed. Injection reads or checks them all.
fn annotations(explored: &Explored) -> Exclusion {
    let mut known = vec![INJECT];
    known.extend(followed(explored));
    Exclusion {
        code: "annotations",
        cel: format!(
            "{ANNOTATIONS}.all(k, !k.contains('istio.io') || k in {})",
            texts(known.iter().copied())
        ),
        pods: format!("with an annotation of Istio's other than {}", known.join(", ")),
        why: "what it does to the sidecar is not translated".to_owned(),
    }
}

/// Annotations that are followed.
fn followed(explored: &Explored) -> impl Iterator<Item = &'static str> {
    let pinned = &explored.state.pinned;
    FOLLOWED.iter().map(|followed| followed.name).filter(|name| !pinned.contains_key(*name))
}

fn forms(explored: &Explored) -> Exclusion {
    let pinned = &explored.state.pinned;
    let each = FOLLOWED.iter().filter(|followed| !pinned.contains_key(followed.name)).map(|followed| {
        let name = quoted(followed.name);
        format!("(!({name} in {ANNOTATIONS}) || {ANNOTATIONS}[{name}].matches({}))", quoted(followed.form))
    });
    let mut all: Vec<String> = each.collect();
    all.push(format!(
        "{ANNOTATIONS}[?{}].orValue('').matches({})",
        quoted(INJECT),
        quoted(agents_probes::PLAIN)
    ));
    Exclusion {
        code: "annotation-values",
        cel: all.join(" && "),
        pods: "with a value of such an annotation that is not of its plainest form".to_owned(),
        why: "the webhook checks it, or YAML takes it for something else".to_owned(),
    }
}

/// Annotations of other domains that a template reads.
fn others(explored: &Explored) -> Option<Exclusion> {
    let read: Vec<&str> =
        explored.state.pinned.keys().map(String::as_str).filter(|key| !is_istios(key)).collect();
    (!read.is_empty()).then(|| Exclusion {
        code: "other-annotations",
        cel: format!("!{ANNOTATIONS}.exists(k, k in {})", texts(read.iter().copied())),
        pods: format!("with the annotation {}", read.join(" or ")),
        why: "the template reads its value".to_owned(),
    })
}

fn names(explored: &Explored) -> Exclusion {
    let [containers, volumes, secrets] = [&LISTS[..2], &LISTS[2..3], &LISTS[3..]].map(|lists| {
        let mut names: BTreeSet<&str> = BTreeSet::new();
        for (_, change) in &explored.cases {
            let ends =
                lists.iter().flat_map(|list| ["front", "back"].map(|end| change.items_at(&[list, end])));
            names.extend(ends.flatten().filter_map(|item| item.str_at(&["name"])));
        }
        names
    });
    let mut containers = containers;
    containers.insert(PROXY_CONTAINER);
    containers.extend(explored.state.reserved.iter().map(String::as_str));
    let none = |list: &str, names: &BTreeSet<&str>| {
        let listed = format!("object.spec.?{list}.orValue([])");
        format!("!{listed}.exists(c, c.?name.orValue('') in {})", texts(names.iter().copied()))
    };
    let cel = [
        none("containers", &containers),
        none("initContainers", &containers),
        none("volumes", &volumes),
        none("imagePullSecrets", &secrets),
    ];
    Exclusion {
        code: "own-containers",
        cel: cel.join(" && "),
        pods: "with a container, volume or pull secret of an injected name".to_owned(),
        why: "both are merged, and what was the pod's own is remembered".to_owned(),
    }
}

/// Larger pods than the template was tried on, and texts that the webhook refuses and API servers do not.
fn size() -> Exclusion {
    let images = |list: &str| {
        format!("object.spec.?{list}.orValue([]).all(c, c.?image.orValue('').matches({}))", quoted(IMAGE))
    };
    let owner = |field: &str| format!("o.?{field}.orValue('').matches({})", quoted(OWNER));
    let owners = ["apiVersion", "kind", "name"].map(owner).join(" && ");
    let all = [
        format!("size(object.spec.containers) > 0 && size(object.spec.containers) <= {MOST_CONTAINERS}"),
        images("containers"),
        images("initContainers"),
        format!("object.metadata.?ownerReferences.orValue([]).all(o, {owners})"),
    ];
    Exclusion {
        code: "containers",
        cel: all.join(" && "),
        pods: format!(
            "with more than {MOST_CONTAINERS} containers, or with images or owners whose names are none"
        ),
        why: "the template was tried on no larger ones, and the webhook refuses what is no name".to_owned(),
    }
}

/// What names of images are made of, at most, and those of owners.
const IMAGE: &str = "^[A-Za-z0-9._/:@+-]*$";
const OWNER: &str = "^[A-Za-z0-9._/-]*$";

/// Pods whose metrics cannot be told in JSON.
fn odd_metrics() -> Exclusion {
    Exclusion {
        code: "prometheus",
        cel: metrics::are_plain(),
        pods: "with annotations of Prometheus in a rare spelling, or with quotes, backslashes or more than ASCII in them"
            .to_owned(),
        why: "what the agent would be translated is not translated".to_owned(),
    }
}

/// Pods whose probes cannot be told in JSON.
fn odd_probes() -> Exclusion {
    Exclusion {
        code: "probes",
        cel: agents_probes::are_plain(),
        pods: "with probes or lifecycle hooks of two kinds, or with quotes, backslashes or more than ASCII in them".to_owned(),
        why: "what the agent would be translated is not translated".to_owned(),
    }
}

/// Pods that say where their metrics are.
fn prometheus(injector: &Injector) -> Option<Exclusion> {
    let merges = injector.mesh().enable_prometheus_merge() != Some(false);
    let any_spelling = injector.version().prometheus != PrometheusMerge::Exact;
    let form = if any_spelling { "^prometheus.io." } else { r"^prometheus\.io/" };
    merges.then(|| Exclusion {
        code: "prometheus",
        cel: format!("!{ANNOTATIONS}.exists(k, k.matches({}))", quoted(form)),
        pods: "with annotations of Prometheus".to_owned(),
        why: "they are pointed at the agent, which is translated where they pointed".to_owned(),
    })
}

/// Pods whose requests of kubelet would go through the agent.
fn probes(injector: &Injector) -> Option<Exclusion> {
    let rewrites = injector.values().is_true(&["sidecarInjectorWebhook", "rewriteAppHTTPProbe"]);
    let asks = |place: &str, kinds: &[&str]| {
        let kinds = kinds.iter().map(|kind| format!("has(c.{place}.{kind})"));
        format!("has(c.{place}) && ({})", kinds.collect::<Vec<_>>().join(" || "))
    };
    let probes = ["livenessProbe", "readinessProbe", "startupProbe"]
        .map(|probe| format!("({})", asks(probe, &["httpGet", "tcpSocket", "grpc"])));
    let hooks = ["preStop", "postStart"].map(|hook| {
        format!("(has(c.lifecycle) && {})", asks(&format!("lifecycle.{hook}"), &["httpGet", "tcpSocket"]))
    });
    let any = [probes.as_slice(), hooks.as_slice()].concat().join(" || ");
    let none = |list: &str| format!("!object.spec.?{list}.orValue([]).exists(c, {any})");
    rewrites.then(|| Exclusion {
        code: "probes",
        cel: format!("{} && {}", none("containers"), none("initContainers")),
        pods: "with probes or lifecycle hooks over the network".to_owned(),
        why: "they are sent through the agent, which is translated what they were".to_owned(),
    })
}
