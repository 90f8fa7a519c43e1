//! How a pod stands, and what a restart risks.

use std::fmt;

use crate::shell::word;

/// How a pod stands beside what injection would give it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Its sidecar is what injection would give now.
    Current,
    /// It has no sidecar and would get none.
    NotInjected,
    /// It has no sidecar and would get one.
    Missed {
        /// The webhook configuration that is younger than the pod.
        younger: Option<String>,
    },
    /// It has a sidecar and would get none.
    Kept {
        /// Why it would get none.
        cause: String,
    },
    /// No webhook configuration is left of the revision that injected it, and no other selects it.
    RevisionGone {
        /// The revision.
        revision: String,
    },
    /// Another revision would inject it.
    OtherRevision {
        /// The one that did.
        was: String,
        /// The one that would.
        now: String,
    },
    /// The proxy would be of another image.
    ProxyImage {
        /// The image that it has.
        was: String,
        /// The image that it would have.
        now: String,
    },
    /// The sidecar would differ in something else.
    Changed,
    /// Injection would refuse the pod: it could not be created again.
    Refused {
        /// Why.
        cause: String,
    },
    /// It cannot be told.
    Unknown {
        /// Why.
        cause: String,
    },
}

impl State {
    /// Its stable code.
    pub fn code(&self) -> &'static str {
        match self {
            State::Current => "current",
            State::NotInjected => "not-injected",
            State::Missed { .. } => "missed",
            State::Kept { .. } => "kept",
            State::RevisionGone { .. } => "revision-gone",
            State::OtherRevision { .. } => "other-revision",
            State::ProxyImage { .. } => "proxy-image",
            State::Changed => "sidecar-changed",
            State::Refused { .. } => "refused",
            State::Unknown { .. } => "unknown",
        }
    }

    /// Whether the pod is out of date.
    pub fn is_outdated(&self) -> bool {
        !matches!(self, State::Current | State::NotInjected | State::Unknown { .. })
    }

    /// Outdated before unknown before fine.
    pub(super) fn order(&self) -> u8 {
        match self {
            State::Unknown { .. } => 1,
            State::Current | State::NotInjected => 2,
            _ => 0,
        }
    }

    /// What to do; `None` where nothing is to be done. `restart` is what creates the pod again.
    pub fn remedy(&self, restart: &str) -> Option<String> {
        match self {
            State::Current | State::NotInjected => None,
            State::RevisionGone { revision } => Some(format!(
                "label the namespace or the pod for a revision that is there in place of {}, then: {restart}",
                word(revision)
            )),
            State::Refused { .. } => {
                Some("change what the cause names before the pods are restarted".to_owned())
            }
            State::Unknown { .. } => Some("add what the cause names to what is looked at".to_owned()),
            _ => Some(restart.to_owned()),
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            State::Current => f.write_str("up to date"),
            State::NotInjected => f.write_str("no sidecar, and none wanted"),
            State::Missed { younger: Some(webhook) } => {
                write!(f, "no sidecar: older than the webhook configuration {webhook}")
            }
            State::Missed { younger: None } => f.write_str(
                "no sidecar: created before its labels or its namespace's asked for one, or while the webhook did not \
                 answer",
            ),
            State::Kept { cause } => write!(f, "a sidecar that it would not get now: {cause}"),
            State::RevisionGone { revision } => {
                write!(f, "injected by revision {revision}, which has no webhook configuration")
            }
            State::OtherRevision { was, now } => write!(f, "injected by revision {was}, now by {now}"),
            State::ProxyImage { was, now } => write!(f, "proxy {was}, now {now}"),
            State::Changed => f.write_str("template, values or mesh config changed"),
            State::Refused { cause } => write!(f, "injection refuses it: {cause}"),
            State::Unknown { cause } => write!(f, "cannot be told: {cause}"),
        }
    }
}

/// What a restart of a workload risks, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Risk {
    /// Other pods serve meanwhile.
    Rolls,
    /// Its pods go one after the other, each with a name or a node of its own.
    Ordered,
    /// Its only pod goes.
    Interrupts,
    /// Nothing creates the pod again, or its work begins anew.
    Loses,
    /// The pods would not come back.
    Fails,
}

impl Risk {
    /// The risk of a workload of a kind that has so many pods.
    pub(super) fn of(state: &State, kind: &str, pods: usize) -> Risk {
        match kind {
            _ if matches!(state, State::Refused { .. }) => Risk::Fails,
            "Pod" | "Job" | "CronJob" => Risk::Loses,
            "DaemonSet" => Risk::Ordered,
            _ if pods < 2 => Risk::Interrupts,
            "StatefulSet" => Risk::Ordered,
            _ => Risk::Rolls,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Risk::Rolls => "rolls",
            Risk::Ordered => "ordered",
            Risk::Interrupts => "interrupts",
            Risk::Loses => "loses",
            Risk::Fails => "fails",
        }
    }
}
