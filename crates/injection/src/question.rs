//! What is asked about a pod. Each surface builds it in one place; whoever asks the same gets the same answer.

use std::borrow::Cow;

use gotext::Budget;
use kubeyaml::Value;

use crate::Version;
use crate::workload::Identity;

/// A question about a pod.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// The pod: as it was sent to the webhook, or as Go's type has it where it was read from a manifest.
    pub pod: &'a Value,
    /// The namespace of the request, for a pod that does not name one; may be empty.
    pub namespace: &'a str,
    /// The workload that the pod is part of; `None` where the pod's owner references tell it.
    pub workload: Option<&'a Identity>,
    /// How it is asked.
    pub asked: Asked<'a>,
    /// What the pod's templates may cost together.
    pub budget: Budget,
}

/// How a question is asked, which decides about the form of the answer and about what of the cluster counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked<'a> {
    /// By an API server that is about to create the pod: the answer is a patch.
    Webhook {
        /// The decoded path of the webhook's URL.
        path: &'a str,
    },
    /// By `istioctl kube-inject`, of a manifest: the answer is the rewritten pod. Namespaces and `ProxyConfig`s of the
    /// cluster do not count.
    KubeInject,
}

impl<'a> Asked<'a> {
    /// The path of the URL; empty where there is none.
    pub fn path(self) -> &'a str {
        match self {
            Asked::Webhook { path } => path,
            Asked::KubeInject => "",
        }
    }

    /// Whether kube-inject asks.
    pub(crate) fn is_kube_inject(self) -> bool {
        self == Asked::KubeInject
    }
}

impl Question<'_> {
    /// The workload that the pod is part of. `pod` is the pod of the question as Go's type has it.
    pub(crate) fn identity(&self, pod: &Value, version: Version) -> Cow<'_, Identity> {
        match self.workload {
            Some(workload) => Cow::Borrowed(workload),
            None if version.webhook_owner => Cow::Owned(Identity::of_pod(pod, version)),
            None => Cow::Owned(Identity::of_object(pod, version)),
        }
    }
}
