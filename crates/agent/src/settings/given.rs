//! What an agent is given, as values.

use std::net::IpAddr;

use super::environment::Environment;
use super::flags::Flags;

/// Everything that a plan is made of.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The command line.
    pub flags: &'a Flags,
    /// The environment.
    pub environment: &'a Environment,
    /// The texts of [`Wanted`] files.
    pub files: &'a Files,
    /// What the host is like.
    pub host: &'a Host,
}

/// The files whose texts a plan wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The mesh config.
    pub mesh_config: String,
    /// The pod's labels, as the downward API writes them.
    pub labels: &'static str,
    /// The pod's annotations.
    pub annotations: &'static str,
}

impl Wanted {
    /// What is wanted for a command line.
    #[must_use]
    pub fn by(flags: &Flags) -> Wanted {
        Wanted {
            mesh_config: flags.text("meshConfig").unwrap_or("./etc/istio/config/mesh").to_owned(),
            labels: LABELS,
            annotations: ANNOTATIONS,
        }
    }
}

pub(super) const LABELS: &str = "./etc/istio/pod/labels";
pub(super) const ANNOTATIONS: &str = "./etc/istio/pod/annotations";

/// The texts of files; `None` where a file is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// The mesh config.
    pub mesh_config: Option<String>,
    /// The pod's labels.
    pub labels: Option<String>,
    /// The pod's annotations.
    pub annotations: Option<String>,
}

/// What the host, a pod's network namespace, is like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Host {
    /// Its interfaces that are up, but for loopback.
    pub interfaces: Vec<Interface>,
    /// How many processors there are; 0 if nobody knows.
    pub processors: usize,
}

/// A network interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interface {
    /// Its name, such as `eth0`.
    pub name: String,
    /// Its addresses.
    pub addresses: Vec<IpAddr>,
}
