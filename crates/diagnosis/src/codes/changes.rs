//! What another configuration, release or version of Kubernetes would change for a pod: of `precheck`.

codes! {
    ACCEPTED "would-be-accepted" Info {
        title: "the injector refuses the pod today, and would take it",
        meaning: "What the new configuration or release reads, the one of today does not. The pods of the workload can be \
                  created once it is in force.",
        example: "an annotation that only a newer release knows",
        remedy: "put the configuration in force, then restart the workload",
    }
    INJECTED "would-be-injected" Warning {
        title: "the pod gets no sidecar today, and would get one",
        meaning: "The injector is asked about the pod and leaves it alone today; with the new configuration it would not. \
                  The workload gets a proxy in its traffic's way at its next restart, whatever the reason of that is.",
        example: "policy: enabled   # it was disabled",
        remedy: "say what is meant with the label sidecar.istio.io/inject, then put the configuration in force",
    }
    LEFT_ALONE "would-be-left-alone" Warning {
        title: "the pod gets a sidecar today, and would get none",
        meaning: "The injector is asked about the pod and injects it today; with the new configuration it would leave it \
                  alone. The next pod of the workload would have no mutual TLS, no telemetry and no policy.",
        example: "neverInjectSelector: [{matchLabels: {app: web}}]",
        remedy: "change what the cause names before the configuration is put in force",
    }
    REFUSED "would-be-refused" Error {
        title: "the injector would refuse the pod",
        meaning: "The pod is injected or left alone today, and the new configuration or release answers with an error. With \
                  failurePolicy Fail no pod of the workload could be created any more: a node that is drained or a crash \
                  would take it down.",
        example: "metadata:\n  annotations: {inject.istio.io/templates: ours}   # a template that the new configuration lacks",
        remedy: "change what the cause names before the configuration is put in force",
    }
    CHANGED "would-change" Info {
        title: "the pod's sidecar would be different",
        meaning: "Created again under the new configuration, release or version of Kubernetes, the pod would come with other \
                  containers, volumes or fields than it is given today. Pods that run are not touched: they get the new \
                  sidecar when they are created again. `outrigger precheck -v` shows each field.",
        example: "outrigger precheck --set global.tag=1.31.0",
        remedy: "once the configuration is in force, restart the workload: kubectl rollout restart",
    }
}

#[cfg(test)]
mod tests {
    use crate::codes::find;
    use crate::precheck::Effect;

    #[test]
    fn each_effect_has_a_page() {
        let cause = String::new;
        for effect in [
            Effect::Refused { cause: cause() },
            Effect::StillRefused { cause: cause() },
            Effect::LeftAlone { cause: cause() },
            Effect::Injected,
            Effect::Accepted,
            Effect::Changed,
            Effect::Unknown { cause: cause() },
        ] {
            assert_eq!(find(effect.code()).map(|code| code.id), Ok(effect.code()));
        }
    }
}
