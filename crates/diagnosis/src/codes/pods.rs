//! How a pod stands beside what injection would give it now: of `check-inject` and `outdated`.

codes! {
    CONDITION_FAILS "condition-fails" Error {
        title: "a condition of a webhook fails for the pod, which is refused",
        meaning: "The matchConditions of a webhook are CEL expressions. One that asks for a field which the pod does not \
                  have fails, where it was meant to be false; with failurePolicy Fail the API server then refuses the \
                  pod, and its workload gets no pods.",
        example: "matchConditions:\n- {name: app, expression: 'object.metadata.annotations.app == \"web\"'}   # the pod has \
                  no annotations",
        remedy: "ask whether the field is there: has(object.metadata.annotations) && \"app\" in \
                 object.metadata.annotations && …",
    }
    KEPT "kept" Warning {
        title: "the pod has a sidecar and would get none now",
        meaning: "The pod was injected when it was created. Since then its namespace's labels, its own labels or the \
                  injector's policy changed, and the next pod of its workload will come without a sidecar.",
        example: "kubectl label namespace shop istio-injection-   # the pods of shop keep their sidecars until they restart",
        remedy: "restart the workload if it is meant so, or give the namespace or pod its label back",
    }
    CONDITIONS "match-conditions" Info {
        title: "a condition of a webhook that selects the pod cannot be evaluated",
        meaning: "The API server calls a webhook only if its matchConditions hold, too. They are CEL expressions, and one \
                  depends on what is not known, such as who creates the pod, or has a part that is not understood: the \
                  webhook may pass the pod over although its selectors match.",
        example: "webhooks:\n- matchConditions:\n  - {name: not-nodes, expression: '!(\"system:nodes\" in \
                  request.userInfo.groups)'}",
        remedy: "read the conditions: kubectl get mutatingwebhookconfiguration NAME -o yaml; a recorded AdmissionReview tells \
                 who creates the pod: outrigger explain -f review.json",
    }
    MISSED "missed" Warning {
        title: "the pod has no sidecar and would get one now",
        meaning: "Injection happens when a pod is created. The pod was created before its labels or its namespace's asked \
                  for a sidecar, before the webhook configuration was there, or while the webhook did not answer and \
                  its failurePolicy was Ignore.",
        example: "kubectl create deployment web --image=nginx\n\
                  kubectl label namespace default istio-injection=enabled   # too late for the pod",
        remedy: "restart the workload: kubectl rollout restart",
    }
    OTHER_REVISION "other-revision" Warning {
        title: "the pod was injected by another revision than would inject it now",
        meaning: "The namespace or the tag that it names points to another revision than when the pod was created. The \
                  pod stays with the old control plane until it restarts.",
        example: "outrigger tag set prod --revision 1-31 --overwrite   # the pods still have 1-30",
        remedy: "restart the workload: kubectl rollout restart",
    }
    PROXY_IMAGE "proxy-image" Warning {
        title: "the pod's proxy has another image than injection gives now",
        meaning: "The control plane was upgraded in place, or its values name another hub or tag than when the pod was \
                  created. Nothing restarts the pods by itself.",
        example: "istioctl upgrade   # the proxies stay at 1.30.2",
        remedy: "restart the workload: kubectl rollout restart",
    }
    REFUSED "refused" Error {
        title: "the injector refuses the pod",
        meaning: "A webhook selects the pod and its injector does not inject it, or cannot: hostNetwork, a value of an \
                  annotation that cannot be read, a template that fails. Where the answer is an error the pod cannot be \
                  created.",
        example: "metadata:\n  annotations: {sidecar.istio.io/proxyCPU: lots}",
        remedy: "change what the cause names, and create the pod again",
    }
    REVISION_GONE "revision-gone" Error {
        title: "the revision that injected the pod is gone",
        meaning: "No webhook configuration is left of the revision that injected the pod, and no other selects it. Its \
                  proxy has probably no control plane, and the next pod of its workload will come without a sidecar.",
        example: "istioctl uninstall --revision 1-29   # the namespace is still labelled istio.io/rev=1-29",
        remedy: "label the namespace or the pod for a revision that is there, and restart the workload",
    }
    SELECTED_BY_LABELS "selected-by-labels" Info {
        title: "a webhook selects the pod by matchLabels",
        meaning: "The table of check-inject, which is istioctl's, looks at matchExpressions only and says that the \
                  webhook does not inject the pod. It does.",
        example: "webhooks: [{namespaceSelector: {matchLabels: {istio-injection: enabled}}}]",
        remedy: "nothing, if it is meant so: kubectl get mutatingwebhookconfiguration NAME -o yaml",
    }
    SEVERAL "several-webhooks" Warning {
        title: "more than one webhook configuration selects the pod",
        meaning: "Each of them is called, one after the other, and each would add a sidecar. What comes out depends on \
                  the order of their names.",
        example: "a namespace labelled istio-injection=enabled, and two injectors that answer to it",
        remedy: "label the namespace for one of them only: kubectl label namespace NAME istio-injection- \
                 istio.io/rev=REVISION",
    }
    CHANGED "sidecar-changed" Warning {
        title: "the pod's sidecar differs from what injection gives now",
        meaning: "The image is the same, and something else differs: the template, the values or the mesh config changed \
                  after the pod was created. `outrigger outdated -v` shows each field.",
        example: "values: {global: {proxy: {logLevel: debug}}}   # the running proxies have warning",
        remedy: "restart the workload: kubectl rollout restart",
    }
    UNKNOWN "unknown" Info {
        title: "it cannot be told how the pod stands",
        meaning: "Something that decides was not read, such as the ConfigMap of the revision, or cannot be used.",
        example: "a snapshot without ConfigMaps",
        remedy: "add what the cause names to what is looked at",
    }
}

#[cfg(test)]
mod tests {
    use crate::codes::find;
    use crate::outdated::State;

    #[test]
    fn each_state_that_is_the_matter_has_a_page() {
        let (text, other) = (String::new, || "b".to_owned());
        for state in [
            State::Missed { younger: None },
            State::Kept { cause: text() },
            State::RevisionGone { revision: text() },
            State::OtherRevision { was: text(), now: other() },
            State::ProxyImage { was: text(), now: other() },
            State::Changed,
            State::Refused { cause: text() },
            State::Unknown { cause: text() },
        ] {
            assert_eq!(find(state.code()).map(|code| code.id), Ok(state.code()));
        }
    }
}
