//! What an injection does not write down, so that nothing can bring it back for certain.

use std::fmt;

/// What is lost, and what was done in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loss {
    /// What `outrigger inject` had written down of the text, as lines that it had put in were changed since then.
    Changed,
    /// The status lists parts that the pod does not have.
    Missing {
        /// The key of their list in the pod's spec.
        list: &'static str,
        /// Their names.
        names: Vec<String>,
    },
    /// An agent answers a probe, and nothing says where it went before.
    Probe {
        /// The container.
        container: String,
        /// The place of the probe in it.
        probe: String,
    },
    /// A probe went to a port that has a name; the agent knows its number.
    PortName {
        /// The container.
        container: String,
        /// The place of the probe in it.
        probe: String,
        /// The name, which was put there.
        name: String,
    },
    /// The place among the others of a container that its author had given.
    Place {
        /// The container.
        container: String,
    },
    /// Prometheus annotations that the agent was not told of.
    Metrics,
    /// How a list of places to scrape was written.
    ScrapeTargets,
    /// An annotation that a template writes, with a value that may be the author's or of the mesh; it stays.
    Kept {
        /// The annotation.
        annotation: String,
    },
    /// A label or an annotation that injection writes, and that the author may have had with the same value; it was taken out.
    Taken {
        /// Its key.
        key: String,
    },
    /// What a template added, or changed, that is not one of Istio's.
    Template {
        /// Its name.
        template: String,
    },
    /// An `fsGroup` of the author's own.
    FsGroup,
    /// The name servers of the author's own.
    DnsConfig,
    /// A volume that was injected, and that a container of the author's mounts.
    Volume {
        /// The container.
        container: String,
        /// The volume, which was taken out.
        volume: String,
    },
}

impl Loss {
    /// A stable name for it.
    pub fn code(&self) -> &'static str {
        match self {
            Loss::Changed => "Changed",
            Loss::Missing { .. } => "Missing",
            Loss::Probe { .. } => "Probe",
            Loss::PortName { .. } => "PortName",
            Loss::Place { .. } => "Place",
            Loss::Metrics => "Metrics",
            Loss::ScrapeTargets => "ScrapeTargets",
            Loss::Kept { .. } => "Kept",
            Loss::Taken { .. } => "Taken",
            Loss::Template { .. } => "Template",
            Loss::FsGroup => "FsGroup",
            Loss::DnsConfig => "DnsConfig",
            Loss::Volume { .. } => "Volume",
        }
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Loss::Changed => f.write_str(
                "lines that `inject` had put in were changed since then, so that its comment does not hold any more; \
                 what the pod itself says of what was there is restored",
            ),
            Loss::Missing { list, names } => {
                write!(f, "{list} that its status lists are not there: {}", names.join(", "))
            }
            Loss::Probe { container, probe } => write!(
                f,
                "{probe} of container {container:?} asks the agent, and where it went before is not recorded; it stays as it is"
            ),
            Loss::PortName { container, probe, name } => write!(
                f,
                "{probe} of container {container:?} is given the port {name:?}; whether it was written by name or by number is not recorded"
            ),
            Loss::Place { container } => write!(
                f,
                "the author's own container {container:?} is restored; its place among the others is not recorded"
            ),
            Loss::Metrics => f.write_str(
                "prometheus.io annotations pointed at the agent and are taken out; those of the author, if any, are not recorded",
            ),
            Loss::ScrapeTargets => f.write_str(
                "prometheus.istio.io/scrape-targets is restored; how it was spelt, and port and path beside it, are not recorded",
            ),
            Loss::Kept { annotation } => write!(
                f,
                "the annotation {annotation} stays; whether it is the author's or the mesh's is not recorded"
            ),
            Loss::Taken { key } => {
                write!(f, "{key} is taken out; whether the author had it, too, is not recorded")
            }
            Loss::Template { template } => write!(
                f,
                "what the template {template:?} has done beside adding containers, volumes and secrets is not recorded"
            ),
            Loss::FsGroup => f.write_str(
                "securityContext.fsGroup 1337 is taken out; what the author had there is not recorded",
            ),
            Loss::DnsConfig => {
                f.write_str("dnsConfig is taken out; what the author had there is not recorded")
            }
            Loss::Volume { container, volume } => write!(
                f,
                "the injected volume {volume:?} is taken out, and container {container:?} mounts it"
            ),
        }
    }
}
