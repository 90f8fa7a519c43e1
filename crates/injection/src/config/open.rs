//! What releases that fit a config as well as the one that was taken would do otherwise. Where something tells the
//! release, nothing is open.

use std::fmt;

use kubeyaml::Value;

use crate::Version;
use crate::names::{INJECT, NATIVE_SIDECAR, PROXY_CONTAINER, STATUS};
use crate::pod::{ContainerList, annotation, annotations, label, name};

/// Something that the table of releases says, and that not every pod is concerned by.
#[derive(Debug)]
pub struct Trait {
    /// The stable code, for machines.
    pub code: &'static str,
    /// Where it counts.
    pub(crate) part: Part,
    /// What it is about, to stand after "releases differ in".
    what: &'static str,
    /// Whether two releases have it alike.
    same: fn(Version, Version) -> bool,
    /// Whether the answer for a pod depends on it.
    concerns: fn(&Value) -> bool,
}

/// Where a trait counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It says whether a pod is injected.
    Decision,
    /// It says what a pod gets.
    Pod,
    /// It says which probes of a pod go through the agent, where any do.
    Probes,
}

/// Traits are distinguished by their codes.
impl PartialEq for Trait {
    fn eq(&self, other: &Trait) -> bool {
        self.code == other.code
    }
}

impl Eq for Trait {}

/// A trait in which releases that fit a config differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The trait.
    pub of: &'static Trait,
    /// The release that was taken.
    pub taken: Version,
    /// The first and the last release that fit and have it otherwise.
    pub others: (Version, Version),
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Difference { of, taken, others: (first, last) } = self;
        write!(f, "nothing tells the release of the configuration, and releases differ in {}: ", of.what)?;
        write!(f, "it is answered like Istio {taken}, ")?;
        match first == last {
            true => write!(f, "and Istio {first} fits as well")?,
            false => write!(f, "and Istio {first} to {last} fit as well")?,
        }
        f.write_str("; --compat names the release")
    }
}

/// The traits in which some of the releases that fit, oldest first, differ from the one that was taken.
pub fn differences(taken: Version, fitting: &[Version]) -> Vec<Difference> {
    let open = TRAITS.iter().filter_map(|of| {
        let mut others = fitting.iter().copied().filter(|other| !(of.same)(taken, *other));
        let first = others.next()?;
        let last = others.next_back().unwrap_or(first);
        Some(Difference { of, taken, others: (first, last) })
    });
    open.collect()
}

impl Difference {
    /// Whether the answer for a pod depends on it.
    pub fn concerns(&self, pod: &Value) -> bool {
        (self.of.concerns)(pod)
    }
}

static TRAITS: [Trait; 11] = [
    Trait {
        code: "inject-values",
        part: Part::Decision,
        what: "values of sidecar.istio.io/inject other than true and false",
        same: |a, b| a.inject_values == b.inject_values,
        concerns: |pod| inject(pod).any(|value| !matches!(value, "true" | "false" | "")),
    },
    Trait {
        code: "inject-label",
        part: Part::Decision,
        what: "the label sidecar.istio.io/inject",
        same: |a, b| a.inject_label == b.inject_label,
        concerns: |pod| label(pod, INJECT).is_some(),
    },
    Trait {
        code: "tcp-probes",
        part: Part::Probes,
        what: "probes by TCP, which go through the agent or not",
        same: |a, b| a.tcp_probes == b.tcp_probes,
        concerns: |pod| has_probe(pod, &PROBES, "tcpSocket"),
    },
    Trait {
        code: "grpc-probes",
        part: Part::Probes,
        what: "probes by gRPC, which go through the agent or not",
        same: |a, b| a.grpc_probes == b.grpc_probes,
        concerns: |pod| has_probe(pod, &PROBES, "grpc"),
    },
    Trait {
        code: "startup-probes",
        part: Part::Probes,
        what: "startup probes, which go through the agent or not",
        same: |a, b| (a.startup_probes, a.startup_probe_type) == (b.startup_probes, b.startup_probe_type),
        concerns: |pod| ContainerList::Containers.of(pod).iter().any(|c| !c.at(&["startupProbe"]).is_null()),
    },
    Trait {
        code: "lifecycle-requests",
        part: Part::Probes,
        what: "requests of lifecycle handlers, which go through the agent or not",
        same: |a, b| a.lifecycle_probes == b.lifecycle_probes,
        concerns: |pod| ["httpGet", "tcpSocket"].iter().any(|kind| has_probe(pod, &LIFECYCLE, kind)),
    },
    Trait {
        code: "init-container-probes",
        part: Part::Probes,
        what: "probes of init containers, which go through the agent or not",
        same: |a, b| a.init_container_probes == b.init_container_probes,
        concerns: |pod| {
            let probed = |c: &Value| PROBES.iter().any(|probe| !c.at(probe).is_null());
            ContainerList::InitContainers.of(pod).iter().any(probed)
        },
    },
    Trait {
        code: "prometheus-annotations",
        part: Part::Pod,
        what: "which annotations of Prometheus are merged, and which ports in them are refused",
        same: |a, b| a.prometheus == b.prometheus,
        concerns: |pod| {
            annotations(pod).is_some_and(|all| all.keys().any(|key| key.starts_with("prometheus")))
        },
    },
    Trait {
        code: "own-proxy",
        part: Part::Pod,
        what: "the user and group of a pod's own istio-proxy",
        same: |a, b| a.init_user == b.init_user,
        concerns: |pod| {
            let own = ContainerList::Containers.of(pod).iter().find(|c| name(c) == PROXY_CONTAINER);
            own.is_some_and(|c| !c.at(&["securityContext"]).is_null())
        },
    },
    Trait {
        code: "injected-before",
        part: Part::Decision,
        what: "pods that were injected before",
        same: |a, b| {
            (a.already_injected, a.knows_own_containers, a.known_probers)
                == (b.already_injected, b.knows_own_containers, b.known_probers)
        },
        concerns: |pod| annotation(pod, STATUS).is_some(),
    },
    Trait {
        code: "native-annotation",
        part: Part::Pod,
        what: "the annotation sidecar.istio.io/nativeSidecar",
        same: |a, b| a.native_annotation == b.native_annotation,
        concerns: |pod| annotation(pod, NATIVE_SIDECAR).is_some(),
    },
];

const PROBES: [&[&str]; 3] = [&["livenessProbe"], &["readinessProbe"], &["startupProbe"]];
const LIFECYCLE: [&[&str]; 2] = [&["lifecycle", "preStop"], &["lifecycle", "postStart"]];

fn inject(pod: &Value) -> impl Iterator<Item = &str> {
    [label(pod, INJECT), annotation(pod, INJECT)].into_iter().flatten()
}

/// Whether a container has a probe of that kind in one of the places.
fn has_probe(pod: &Value, places: &[&[&str]], kind: &str) -> bool {
    let has = |c: &Value| places.iter().any(|place| !c.at(place).at(&[kind]).is_null());
    ContainerList::Containers.of(pod).iter().any(has)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pod_is_concerned_by_what_it_uses() {
        let all: Vec<Version> = Version::all().collect();
        let latest = differences(Version::LATEST, &all);
        assert_eq!(latest.len(), TRAITS.len(), "some release differs from the latest in each trait");
        assert!(differences(Version::V1_30, &[Version::V1_30]).is_empty(), "nothing is open");
        for (pod, want) in [
            ("metadata: {annotations: {sidecar.istio.io/inject: 'true'}}", ""),
            ("metadata: {annotations: {sidecar.istio.io/inject: 'yes'}}", "inject-values"),
            ("metadata: {labels: {sidecar.istio.io/inject: 'true'}}", "inject-label"),
            ("spec: {containers: [{livenessProbe: {tcpSocket: {port: 1}}}]}", "tcp-probes"),
            ("spec: {containers: [{readinessProbe: {grpc: {port: 1}}}]}", "grpc-probes"),
            ("spec: {containers: [{startupProbe: {exec: {}}}]}", "startup-probes"),
            ("spec: {containers: [{livenessProbe: {httpGet: {port: 1}}}]}", ""),
            ("spec: {containers: [{lifecycle: {preStop: {httpGet: {port: 1}}}}]}", "lifecycle-requests"),
            ("spec: {initContainers: [{startupProbe: {exec: {}}}]}", "init-container-probes"),
            ("metadata: {annotations: {prometheus.io/port: '80'}}", "prometheus-annotations"),
            ("spec: {containers: [{name: istio-proxy, securityContext: {runAsUser: 1}}]}", "own-proxy"),
            ("metadata: {annotations: {sidecar.istio.io/status: '{}'}}", "injected-before"),
            ("metadata: {annotations: {sidecar.istio.io/nativeSidecar: 'true'}}", "native-annotation"),
        ] {
            let pod = kubeyaml::read(pod).unwrap();
            let codes: Vec<&str> = latest.iter().filter(|d| d.concerns(&pod)).map(|d| d.of.code).collect();
            assert_eq!(codes.join(" "), want, "{pod:?}");
        }
    }

    #[test]
    fn a_difference_names_the_releases() {
        let label = |fitting: &[Version]| {
            let open = differences(Version::LATEST, fitting);
            open.iter().find(|d| d.of.code == "inject-label").map(Difference::to_string).unwrap_or_default()
        };
        let begin = format!(
            "nothing tells the release of the configuration, and releases differ in the label \
                     sidecar.istio.io/inject: it is answered like Istio {}, and Istio ",
            Version::LATEST
        );
        for (fitting, end) in [
            (&[Version::V1_10, Version::V1_11, Version::V1_12][..], "1.10 to 1.11 fit as well"),
            (&[Version::V1_11], "1.11 fits as well"),
        ] {
            assert_eq!(label(fitting), format!("{begin}{end}; --compat names the release"));
        }
        assert_eq!(label(&[Version::V1_12]), "");
    }
}
