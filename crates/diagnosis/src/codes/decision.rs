//! The rules by which an injector decides about a pod, in the order in which it asks them: of `explain` and the playground.
//! What can be wrong with what a rule reads has a page in another area.

codes! {
    ALREADY_INJECTED "already-injected" Info {
        title: "the pod has a proxy already",
        meaning: "istioctl's kube-inject leaves a pod alone that has a container istio-proxy, in some releases only if \
                  its annotation says that it was injected, too. A webhook does not ask: it injects such a pod anew.",
        example: "istioctl kube-inject -f app.yaml | istioctl kube-inject -f -",
        remedy: "inject the manifest as its author wrote it; `outrigger uninject` takes out what was injected",
    }
    ALWAYS_SELECTOR "always-selector" Info {
        title: "a selector of alwaysInjectSelector matches the pod's labels",
        meaning: "A pod that says nothing itself, and that no selector of neverInjectSelector matches, is injected if \
                  one of alwaysInjectSelector does, whatever the policy.",
        example: "alwaysInjectSelector:\n- matchLabels: {team: shop}",
        remedy: "to have it otherwise, let the pod's label sidecar.istio.io/inject be \"false\"",
    }
    ANNOTATION_FALSE "annotation-false" Info {
        title: "the pod's annotation sidecar.istio.io/inject is false",
        meaning: "The pod says itself that it wants no sidecar. The annotation counts where the label of the same name \
                  is not there, or the release does not read it.",
        example: "metadata:\n  annotations: {sidecar.istio.io/inject: \"false\"}",
        remedy: "take the annotation away, or let it be \"true\"",
    }
    ANNOTATION_TRUE "annotation-true" Info {
        title: "the pod's annotation sidecar.istio.io/inject is true",
        meaning: "The pod asks for a sidecar itself, whatever the policy and the selectors. An injector is asked only \
                  about pods that a webhook selects, which the annotation does not bring about.",
        example: "metadata:\n  annotations: {sidecar.istio.io/inject: \"true\"}",
        remedy: "to have it otherwise, take the annotation away",
    }
    IGNORED_NAMESPACE "ignored-namespace" Info {
        title: "nothing is injected in the pod's namespace",
        meaning: "Pods of Kubernetes' own namespaces are never injected, whatever they or their namespace say, so that a \
                  cluster can come up without its mesh.",
        example: "metadata: {namespace: kube-system}",
        remedy: "run the workload in a namespace of its own",
    }
    LABEL_FALSE "label-false" Info {
        title: "the pod's label sidecar.istio.io/inject is false",
        meaning: "The pod says itself that it wants no sidecar. Webhooks leave pods out that have this label, and the \
                  injector declines.",
        example: "metadata:\n  labels: {sidecar.istio.io/inject: \"false\"}",
        remedy: "take the label away from the pod's template, or let it be \"true\"",
    }
    LABEL_TRUE "label-true" Info {
        title: "the pod's label sidecar.istio.io/inject is true",
        meaning: "The pod asks for a sidecar itself, whatever the policy and the selectors.",
        example: "metadata:\n  labels: {sidecar.istio.io/inject: \"true\"}",
        remedy: "to have it otherwise, let the label be \"false\"",
    }
    NEVER_SELECTOR "never-selector" Info {
        title: "a selector of neverInjectSelector matches the pod's labels",
        meaning: "A pod that says nothing itself is not injected if one of these selectors matches, whatever the policy. \
                  They are asked before those of alwaysInjectSelector.",
        example: "neverInjectSelector:\n- matchExpressions: [{key: job-name, operator: Exists}]",
        remedy: "to have it otherwise, let the pod's label sidecar.istio.io/inject be \"true\"",
    }
    NO_SELECTOR "no-selector" Info {
        title: "no selector of a list matches the pod's labels",
        meaning: "The list decides nothing about this pod, and the next rule is asked.",
        example: "neverInjectSelector: []",
        remedy: "nothing is to be done",
    }
    NO_VALUE "no-value" Info {
        title: "the pod does not say sidecar.istio.io/inject",
        meaning: "It has neither the label, where the release reads it, nor the annotation, or their value is empty: \
                  selectors and policy decide.",
        example: "metadata: {labels: {app: web}}",
        remedy: "nothing is to be done; the label sidecar.istio.io/inject on the pod's template decides before them",
    }
    ORDINARY_NAMESPACE "ordinary-namespace" Info {
        title: "the pod's namespace is not one of Kubernetes' own",
        meaning: "Pods may be injected there, and the next rule is asked.",
        example: "metadata: {namespace: shop}",
        remedy: "nothing is to be done",
    }
    OWN_NETWORK "own-network" Info {
        title: "the pod has a network of its own",
        meaning: "Its traffic can be sent through a proxy, and the next rule is asked. Of a pod on its node's network it \
                  would be the node's traffic.",
        example: "spec: {hostNetwork: false}",
        remedy: "nothing is to be done",
    }
    POLICY_DISABLED "policy-disabled" Info {
        title: "the policy is not to inject unless a pod asks for it",
        meaning: "Nothing before it has decided: neither the pod itself nor a selector.",
        example: "policy: disabled   # in the injection config",
        remedy: "let the pod's label sidecar.istio.io/inject be \"true\", or the policy be enabled",
    }
    POLICY_ENABLED "policy-enabled" Info {
        title: "the policy is to inject unless a pod says otherwise",
        meaning: "Nothing before it has decided: neither the pod itself nor a selector.",
        example: "policy: enabled   # in the injection config",
        remedy: "to have it otherwise, let the pod's label sidecar.istio.io/inject be \"false\"",
    }
    UNCONDITIONAL "unconditional" Info {
        title: "kube-inject of the release injects whatever it is given",
        meaning: "Old releases of istioctl ask neither the pod nor the policy: who runs the command has decided.",
        example: "outrigger kube-inject -f app.yaml --compat 1.1",
        remedy: "leave what is not to be injected out of the manifest",
    }
}

#[cfg(test)]
mod tests {
    use injection::decide::{Reason, Source};

    use crate::codes::find;

    #[test]
    fn each_rule_has_a_page() {
        let text = String::new;
        for reason in [
            Reason::HostNetwork,
            Reason::OwnNetwork,
            Reason::AlreadyInjected,
            Reason::Unconditional,
            Reason::IgnoredNamespace(text()),
            Reason::OrdinaryNamespace,
            Reason::Requested(Source::Label),
            Reason::Requested(Source::Annotation),
            Reason::Refused(Source::Label, text()),
            Reason::Refused(Source::Annotation, text()),
            Reason::UnreadableValue(Source::Label, text()),
            Reason::NoValue,
            Reason::NeverSelector(0),
            Reason::AlwaysSelector(0),
            Reason::InvalidSelector("", 0, text()),
            Reason::NoSelector("", 0),
            Reason::PolicyEnabled,
            Reason::PolicyDisabled,
            Reason::PolicyUnknown(text()),
        ] {
            assert!(find(reason.code()).is_ok(), "{}", reason.code());
        }
    }
}
