//! What stands in the way of a pod on its path to the injector and through it: of `explain`.

codes! {
    ANNOTATION_ALONE "annotation-alone" Warning {
        title: "the pod asks for a sidecar by an annotation that nobody reads",
        meaning: "The annotation sidecar.istio.io/inject is read by the injector, which is asked only about pods that a \
                  webhook selects, and webhooks select by labels. In a namespace that is not labelled for injection the \
                  annotation alone changes nothing; the label of the same name does.",
        example: "metadata:\n  annotations: {sidecar.istio.io/inject: \"true\"}   # in a namespace without istio-injection",
        remedy: "make a label of the annotation: sidecar.istio.io/inject: \"true\" among the labels of the pod's template",
    }
    INVALID_SELECTOR "invalid-selector" Warning {
        title: "a selector of the injection config cannot be read and is passed over",
        meaning: "neverInjectSelector and alwaysInjectSelector are lists of label selectors. The injector logs one that \
                  it cannot read and goes on as if it was not there.",
        example: "neverInjectSelector:\n- matchExpressions: [{key: app, operator: Equals, values: [db]}]",
        remedy: "correct the selector in the ConfigMap of the injection config; operators are In, NotIn, Exists and \
                 DoesNotExist",
    }
    REVISION_MISSING "revision-missing" Warning {
        title: "a label names a revision that has no webhook configuration",
        meaning: "The label istio.io/rev of a namespace or a pod asks for the injector of a revision, or of the revision \
                  that a tag stands for. No webhook configuration is of either, and so nobody is asked.",
        example: "kubectl label namespace shop istio.io/rev=1-30   # and only revision 1-31 is installed",
        remedy: "name a revision or tag that is there: outrigger tag list",
    }
    SYSTEM_NAMESPACE "system-namespace" Warning {
        title: "a sidecar is asked for in a namespace of Kubernetes itself",
        meaning: "Pods of kube-system, kube-public, kube-node-lease and local-path-storage are never injected: the \
                  injector declines, and webhooks leave the namespaces out, so that the cluster can come up without the \
                  mesh. A label there changes nothing.",
        example: "kubectl label namespace kube-system istio-injection=enabled",
        remedy: "run the workload in a namespace of its own, and take the label away",
    }
    UNREADABLE_VALUE "unreadable-value" Warning {
        title: "the pod's sidecar.istio.io/inject is neither true nor false",
        meaning: "Since Istio 1.10 the value counts only if it is true or false; other words for yes and no, which older \
                  releases took, are passed over, and the policy decides.",
        example: "metadata:\n  labels: {sidecar.istio.io/inject: \"yes\"}",
        remedy: "write \"true\" or \"false\", in quotes",
    }
}
