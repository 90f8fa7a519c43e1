//! What `analyze --all-checks` finds besides Istio's messages.

codes! {
    AMBIENT "ambient-and-sidecar" Warning {
        title: "a pod is asked into ambient mode and gets a sidecar",
        meaning: "A pod with a sidecar is not taken into ambient mode. Where labels ask for both, the sidecar wins as long \
                  as a webhook selects the pod, and the node's ztunnel leaves it alone.",
        example: "kind: Namespace\nmetadata: {labels: {istio.io/dataplane-mode: ambient}}\n---\n\
                  kind: Pod\nmetadata: {labels: {sidecar.istio.io/inject: 'true'}}",
        remedy: "remove the label that is not meant: istio.io/dataplane-mode, or the one that asks for a sidecar",
    }
    EXPIRED "ca-bundle-expired" Error {
        title: "the certificates that a webhook trusts have expired",
        meaning: "API servers trust the webhook's server by the caBundle of its configuration. All certificates in it have \
                  expired, so that every call fails: pods are refused, or come without a sidecar, as failurePolicy says.",
        example: "Internal error occurred: failed calling webhook … x509: certificate has expired",
        remedy: "let the control plane write its CA again (restart it), or patch the bundle: outrigger certs patch-ca-bundle",
    }
    EXPIRES "ca-bundle-expires" Warning {
        title: "the certificates that a webhook trusts expire soon",
        meaning: "The last certificate of the caBundle expires within 30 days. From then on every call of the webhook fails.",
        example: "a CA that was made by hand for a year",
        remedy: "renew the CA, and let the bundle hold the old and the new one until all servers have new certificates",
    }
    CONFLICTING_LABELS "conflicting-labels" Warning {
        title: "a label of the pod has no effect beside one of its namespace",
        meaning: "The webhooks of Istio look at the namespace first. Where it has istio-injection or istio.io/rev, the \
                  revision that a pod names does not count; where it says istio-injection=disabled, a pod cannot opt in.",
        example: "kind: Namespace\nmetadata: {labels: {istio-injection: enabled}}\n---\n\
                  kind: Pod\nmetadata: {labels: {istio.io/rev: canary}}   # gets the default revision",
        remedy: "remove the pod's label, or the namespace's and label each workload",
    }
    INIT_NETWORK "init-container-network" Info {
        title: "an init container runs without a network",
        meaning: "The rules that lead traffic to the proxy are set before this init container runs (by a CNI plugin, or by \
                  an istio-init before it), and the proxy starts after it. Whatever it sends to other hosts is refused. \
                  Whether it needs a network is not known.",
        example: "initContainers: [{name: migrate, image: migrate, args: ['--host=db']}]",
        remedy: "use native sidecars, which start before it; or let it run as user 1337 \
                 (securityContext.runAsUser), whose traffic is not captured; or exclude its ports or addresses: \
                 traffic.sidecar.istio.io/excludeOutboundPorts",
    }
    INIT_USER "init-container-user" Info {
        title: "an init container runs as the proxy's user",
        meaning: "What user 1337 sends is not captured. For an init container this is the known way to have a network \
                  before the proxy runs, at the price that its traffic has no mTLS. With native sidecars it is not needed.",
        example: "initContainers: [{name: migrate, securityContext: {runAsUser: 1337}}]",
        remedy: "nothing if it is meant so; else run it as another user",
    }
    AS_ANNOTATION "label-as-annotation" Warning {
        title: "an annotation stands where a label is needed",
        meaning: "Webhooks select namespaces and pods by their labels. An annotation of the same name selects nothing.",
        example: "kind: Namespace\nmetadata: {annotations: {istio-injection: enabled}}",
        remedy: "make it a label",
    }
    LABEL_VALUE "label-value" Warning {
        title: "the value of a label is not one that webhooks look for",
        meaning: "Selectors compare values to the letter: istio-injection is enabled or disabled, sidecar.istio.io/inject \
                  is true or false, istio.io/dataplane-mode is ambient or none. Other values select nothing.",
        example: "kind: Namespace\nmetadata: {labels: {istio-injection: 'true'}}   # enabled",
        remedy: "write the value that is looked for",
    }
    MISPLACED "misplaced-label" Warning {
        title: "a label of injection stands on an object of the wrong kind",
        meaning: "istio-injection is for namespaces, sidecar.istio.io/inject is for pods. On the other one nobody reads it.",
        example: "kind: Namespace\nmetadata: {labels: {sidecar.istio.io/inject: 'true'}}   # istio-injection: enabled",
        remedy: "use the label of that kind of object",
    }
    MISSPELT_LABEL "misspelt-label" Warning {
        title: "a label that nobody reads is almost one of injection",
        meaning: "Selectors compare names to the letter. A label with another name selects nothing.",
        example: "kind: Namespace\nmetadata: {labels: {istio-injecton: enabled}}",
        remedy: "correct the label's name",
    }
    APP_LABEL "no-app-label" Info {
        title: "the pods of a workload have no label for their name",
        meaning: "Telemetry tells workloads apart by the canonical name: the first of the labels \
                  service.istio.io/canonical-name, app.kubernetes.io/name and app. Without any it is the name of the workload.",
        example: "metadata: {labels: {tier: backend}}",
        remedy: "label the pod template app or app.kubernetes.io/name",
    }
    VERSION_LABEL "no-version-label" Info {
        title: "the pods of a workload have no label for their version",
        meaning: "Telemetry and routing by subset tell versions apart by the canonical revision: the first of the labels \
                  service.istio.io/canonical-revision, app.kubernetes.io/version and version. Without any it is `latest`.",
        example: "metadata: {labels: {app: web}}",
        remedy: "label the pod template version or app.kubernetes.io/version",
    }
    RESOURCES "pod-level-resources" Error {
        title: "the pod's own resources are smaller than its containers' with the sidecar",
        meaning: "With spec.resources the pod as a whole requests and limits. API servers refuse a pod whose containers \
                  together request more, or one of whose containers may use more; the sidecar counts among them.",
        example: "spec:\n  resources: {requests: {cpu: 100m}}\n  containers: [{name: app, resources: {requests: {cpu: 100m}}}]",
        remedy: "add what the sidecar needs to spec.resources, or give it less: sidecar.istio.io/proxyCPU and proxyMemory",
    }
    POD_SECURITY "pod-security-refuses" Error {
        title: "Pod Security refuses the pod as injected",
        meaning: "The namespace enforces a Pod Security level. What injection adds breaks it, so that no pod of the \
                  workload can be created. Usually it is the init container istio-init, which needs the capabilities \
                  NET_ADMIN and NET_RAW to set the rules of capture.",
        example: "kind: Namespace\nmetadata:\n  labels: {istio-injection: enabled, pod-security.kubernetes.io/enforce: baseline}",
        remedy: "use Istio's CNI plugin, which sets the rules from outside the pod, or label the namespace \
                 pod-security.kubernetes.io/enforce=privileged",
    }
    SERVICE "workload-without-service" Info {
        title: "no Service selects the pods of a workload",
        meaning: "The mesh knows by its Services where traffic goes. Pods that belong to none are not load balanced, and \
                  cannot be reached by name with mTLS and policy; they can still call others.",
        example: "kind: Deployment   # spec.template.metadata.labels: {app: web}\n---\n\
                  kind: Service\nspec: {selector: {app: wbe}}",
        remedy: "add a Service that selects the pods, or correct the selector; nothing for a workload that only calls others",
    }
}
