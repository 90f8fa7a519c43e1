//! The rules of a decision, and what each of them said.

use std::fmt;

use crate::names::INJECT;

/// Where `sidecar.istio.io/inject` was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// As a label.
    Label,
    /// As an annotation.
    Annotation,
}

/// One rule on the way to a decision, and what it said. Codes are stable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The pod uses the node's network.
    HostNetwork,
    /// The pod has a network of its own.
    OwnNetwork,
    /// The pod has a proxy already; only kube-inject asks.
    AlreadyInjected,
    /// The release injects whatever kube-inject is given.
    Unconditional,
    /// The namespace is one of those that are never injected.
    IgnoredNamespace(String),
    /// The namespace is none of those.
    OrdinaryNamespace,
    /// The pod asks for injection.
    Requested(Source),
    /// The pod refuses injection.
    Refused(Source, String),
    /// The pod's value cannot be read, and does not count.
    UnreadableValue(Source, String),
    /// The pod has neither the label, where it counts, nor the annotation, or it is empty.
    NoValue,
    /// A never-selector matches (its index).
    NeverSelector(usize),
    /// An always-selector matches (its index).
    AlwaysSelector(usize),
    /// A selector cannot be used (list, index, cause), and does not count.
    InvalidSelector(&'static str, usize, String),
    /// None of a list's selectors (list, how many) matches.
    NoSelector(&'static str, usize),
    /// The policy is `enabled`.
    PolicyEnabled,
    /// The policy is `disabled`.
    PolicyDisabled,
    /// The policy is none that injectors know.
    PolicyUnknown(String),
}

impl Reason {
    /// The stable code of this reason, for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Reason::HostNetwork => "host-network",
            Reason::OwnNetwork => "own-network",
            Reason::AlreadyInjected => "already-injected",
            Reason::Unconditional => "unconditional",
            Reason::IgnoredNamespace(_) => "ignored-namespace",
            Reason::OrdinaryNamespace => "ordinary-namespace",
            Reason::Requested(Source::Label) => "label-true",
            Reason::Requested(Source::Annotation) => "annotation-true",
            Reason::Refused(Source::Label, _) => "label-false",
            Reason::Refused(Source::Annotation, _) => "annotation-false",
            Reason::UnreadableValue(..) => "unreadable-value",
            Reason::NoValue => "no-value",
            Reason::NeverSelector(_) => "never-selector",
            Reason::AlwaysSelector(_) => "always-selector",
            Reason::InvalidSelector(..) => "invalid-selector",
            Reason::NoSelector(..) => "no-selector",
            Reason::PolicyEnabled => "policy-enabled",
            Reason::PolicyDisabled => "policy-disabled",
            Reason::PolicyUnknown(_) => "policy-unknown",
        }
    }

    /// Whether the rule had nothing to say.
    pub(super) fn is_silent(&self) -> bool {
        matches!(
            self,
            Reason::OwnNetwork | Reason::OrdinaryNamespace | Reason::NoValue | Reason::NoSelector(..)
        )
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Source::Label => "label",
            Source::Annotation => "annotation",
        })
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::HostNetwork => write!(f, "the pod uses the node's network (hostNetwork)"),
            Reason::OwnNetwork => write!(f, "the pod has a network of its own"),
            Reason::AlreadyInjected => write!(f, "the pod has a proxy already"),
            Reason::Unconditional => write!(f, "kube-inject of this release injects whatever it is given"),
            Reason::IgnoredNamespace(n) => write!(f, "nothing is injected in namespace {n}"),
            Reason::OrdinaryNamespace => {
                write!(f, "the namespace is not one of those that are never injected")
            }
            Reason::Requested(source) => write!(f, "the pod's {source} {INJECT} is true"),
            Reason::Refused(source, value) => write!(f, "the pod's {source} {INJECT} is {value:?}"),
            Reason::UnreadableValue(source, value) => {
                write!(f, "the pod's {source} {INJECT} is {value:?}, which is neither true nor false")
            }
            Reason::NoValue => write!(f, "the pod does not say {INJECT}"),
            Reason::NeverSelector(i) => write!(f, "neverInjectSelector[{i}] matches the pod's labels"),
            Reason::AlwaysSelector(i) => write!(f, "alwaysInjectSelector[{i}] matches the pod's labels"),
            Reason::InvalidSelector(list, i, cause) => {
                write!(f, "{list}[{i}] is invalid and was passed over: {cause}")
            }
            Reason::NoSelector(list, 0) => write!(f, "{list} is empty"),
            Reason::NoSelector(list, count) => write!(f, "{list}: none of {count} matches the pod's labels"),
            Reason::PolicyEnabled => write!(f, "the policy is enabled"),
            Reason::PolicyDisabled => write!(f, "the policy is disabled"),
            Reason::PolicyUnknown(p) => write!(f, "the policy is {p:?}, must be enabled or disabled"),
        }
    }
}
