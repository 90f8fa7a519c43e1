//! How a pod stands: what `istioctl experimental check-inject` does not look at.

mod remark;

use injection::decide::Decision;
use injection::resolve::{Given, Parts, Purpose, Sources};
use injection::{Asked, Injector, Status};
use kubeyaml::Value;
use objects::{World, kinds, names};

pub use self::remark::Remark;
pub(crate) use self::remark::{is_younger, restart};
use super::Row;
use crate::admission::Called;
use crate::installed;
use crate::part;

/// How a pod stands.
#[derive(Debug)]
pub struct Standing<'a> {
    /// The sidecar that it has.
    pub sidecar: Sidecar,
    /// What its injector decides.
    pub decided: Decided<'a>,
    /// What is the matter with it.
    pub remarks: Vec<Remark<'a>>,
}

/// The sidecar that a pod has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sidecar {
    /// None.
    None,
    /// An ordinary container.
    Container,
    /// An init container that stays.
    Native,
}

/// What the injector of a pod decides.
#[derive(Debug)]
pub enum Decided<'a> {
    /// No webhook configuration sends the pod to an injector.
    NotAsked,
    /// The injector's configuration is not known.
    Unknown {
        /// The injector's revision.
        revision: &'a str,
        /// Why.
        cause: String,
    },
    /// Its decision.
    By {
        /// The injector's revision.
        revision: &'a str,
        /// Whether it injects the pod, and why.
        decision: Decision,
    },
}

impl Decided<'_> {
    /// Whether the pod is injected; `None` if it is not known.
    pub fn injects(&self) -> Option<bool> {
        match self {
            Decided::NotAsked => Some(false),
            Decided::Unknown { .. } => None,
            Decided::By { decision, .. } => Some(decision.inject),
        }
    }
}

/// How a pod stands to the webhook configurations of these rows. The injector's configuration is taken from the ConfigMaps
/// of the revision in the namespace of the control plane.
pub fn of<'a>(world: &'a World, control_namespace: &str, rows: &[Row<'a>], pod: &'a Value) -> Standing<'a> {
    let decided = match rows.iter().find(|row| row.called != Called::No) {
        None => Decided::NotAsked,
        Some(Row { revision, called: Called::Untold(cause) | Called::Refused(cause), .. }) => {
            Decided::Unknown { revision, cause: cause.clone() }
        }
        Some(row) => decided(world, control_namespace, row.revision, pod),
    };
    as_decided(world, rows, pod, decided)
}

/// As [`of`], where the decision is known.
pub fn as_decided<'a>(world: &'a World, rows: &[Row<'a>], pod: &Value, decided: Decided<'a>) -> Standing<'a> {
    let sidecar = sidecar(pod);
    let remarks = remark::all(world, rows, pod, sidecar, &decided);
    Standing { sidecar, decided, remarks }
}

/// The sidecar that a pod has.
pub(crate) fn sidecar(pod: &Value) -> Sidecar {
    let has = |list| pod.items_at(&["spec", list]).iter().any(part::is_proxy);
    match (has("initContainers"), has("containers")) {
        (true, _) => Sidecar::Native,
        (false, true) => Sidecar::Container,
        (false, false) => Sidecar::None,
    }
}

fn decided<'a>(world: &World, control_namespace: &str, revision: &'a str, pod: &Value) -> Decided<'a> {
    match injector(world, control_namespace, revision) {
        Ok(injector) => Decided::By { revision, decision: injector.decide(pod, Asked::Webhook { path: "" }) },
        Err(cause) => Decided::Unknown { revision, cause },
    }
}

/// The injector of a revision.
///
/// # Errors
/// Its configuration is not among what is known, or cannot be used.
pub(crate) fn injector(world: &World, control_namespace: &str, revision: &str) -> Result<Injector, String> {
    let config_maps = installed::config_maps(world, control_namespace, revision);
    let mesh = world.get(kinds::CONFIG_MAP, &config_maps.namespace, &config_maps.mesh).is_some();
    let given = Given::of(world, &config_maps, Parts { inject: true, mesh }, "what is known of the cluster")
        .map_err(|e| e.to_string())?;
    let sources = Sources { given, revision: revision.to_owned(), ..Sources::default() };
    let resolution = injection::resolve::resolve(sources, Purpose::Webhook).map_err(|e| e.to_string())?;
    Ok(resolution.injector)
}

/// The revision that a pod was injected by; `None` if it does not say.
///
/// Source: Istio 1.30 istioctl/pkg/injector; spec of the annotations of injected pods.
pub fn revision_of(pod: &Value) -> Option<String> {
    let said = part::annotation(pod, names::REVISION).map(str::to_owned);
    said.or_else(|| Status::of_pod(pod).map(|status| status.revision)).filter(|revision| !revision.is_empty())
}
