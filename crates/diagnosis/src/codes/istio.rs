//! Istio's messages about injection, by Istio's numbers. Levels and texts of findings are Istio's; the pages are ours.

codes! {
    NOT_FOUND "IST0101" Error {
        title: "a Sidecar selects workloads that do not exist",
        meaning: "The workload selector of a Sidecar object matches the labels of no pod in its namespace, so that the \
                  object has no effect. Usually a label is misspelt, or the workload was renamed.",
        example: "kind: Sidecar\nspec: {workloadSelector: {labels: {app: wbe}}}   # the pods have app: web",
        remedy: "correct the selector, or delete the object",
    }
    NOT_LABELLED "IST0102" Info {
        title: "a namespace does not say whether it is injected",
        meaning: "The namespace has neither the label istio-injection nor istio.io/rev. Its pods get no sidecar unless \
                  they ask for one themselves.",
        example: "kind: Namespace\nmetadata: {name: shop}",
        remedy: "label the namespace istio-injection=enabled, or =disabled to say that it is meant so",
    }
    NO_PROXY "IST0103" Warning {
        title: "a pod of an injected namespace has no proxy",
        meaning: "The namespace is labelled istio-injection=enabled and the pod does not refuse injection, yet it has no \
                  container istio-proxy. Injection happens when a pod is created: the pod is probably older than the \
                  label, or the webhook did not answer. `outrigger check-inject` says which.",
        example: "kubectl create deployment web --image=nginx\n\
                  kubectl label namespace default istio-injection=enabled   # too late for the pod",
        remedy: "restart the workload: kubectl rollout restart",
    }
    MISPLACED "IST0107" Warning {
        title: "an annotation stands on an object of the wrong kind",
        meaning: "Istio reads each of its annotations on objects of certain kinds only. On this object nobody reads it. \
                  The most frequent case is an annotation of pods that stands on the Deployment itself.",
        example: "kind: Deployment\nmetadata:\n  annotations: {sidecar.istio.io/proxyCPU: 100m}   # belongs to \
                  spec.template.metadata",
        remedy: "move the annotation to an object of that kind; of a Deployment, to its pod template",
    }
    UNKNOWN_ANNOTATION "IST0108" Warning {
        title: "Istio has no annotation of this name",
        meaning: "The annotation's domain is Istio's, and Istio knows none of this name. It is misspelt, or of another \
                  release, and has no effect.",
        example: "metadata:\n  annotations: {sidecar.istio.io/proxyCpu: 100m}   # proxyCPU",
        remedy: "correct the annotation's name, or remove it",
    }
    SELECT_THE_SAME "IST0110" Error {
        title: "several Sidecars select the same pods",
        meaning: "A pod is configured by one Sidecar object. Where several select it, which of them counts is not defined.",
        example: "two Sidecars of one namespace with workloadSelector: {labels: {app: web}}",
        remedy: "let only one of the Sidecars select these pods",
    }
    NO_SELECTORS "IST0111" Error {
        title: "a namespace has several Sidecars without a selector",
        meaning: "A Sidecar without a workload selector is the default of its namespace, and there can be one default only.",
        example: "two Sidecars of one namespace without workloadSelector",
        remedy: "keep one Sidecar without a selector in the namespace",
    }
    PROTOCOLS_DIFFER "IST0116" Warning {
        title: "Services of a Deployment use one port with different protocols",
        meaning: "The sidecar has one listener for a port. If two Services that select the same pods use the port with \
                  different protocols, one of the two is not served as it says.",
        example: "Service a: ports: [{port: 53, protocol: TCP}]\nService b: ports: [{port: 53, protocol: UDP}]",
        remedy: "give the Services different ports, or the same protocol",
    }
    PORT_NAME "IST0118" Info {
        title: "the name of a Service's port says no protocol",
        meaning: "Istio takes the protocol of a port from its appProtocol or from its name up to the first dash. Where \
                  neither says one, the protocol is guessed from the traffic, which server-first protocols do not allow.",
        example: "ports: [{name: web, port: 80}]   # name it http-web",
        remedy: "name the port PROTOCOL or PROTOCOL-SUFFIX, or set its appProtocol",
    }
    CONFLICTING_LABELS "IST0123" Warning {
        title: "a namespace has several labels of injection",
        meaning: "The labels istio-injection, istio.io/rev and istio.io/dataplane-mode answer the same question. Where \
                  more than one is there, which of them counts depends on the selectors of the webhooks: \
                  istio-injection usually beats istio.io/rev, so that a namespace stays with the old revision.",
        example: "metadata:\n  labels: {istio-injection: enabled, istio.io/rev: canary}",
        remedy: "remove all of these labels but one",
    }
    INVALID_VALUE "IST0125" Warning {
        title: "the value of an annotation is refused",
        meaning: "The injector checks the annotation's value before a template sees it, and refuses the pod if it \
                  cannot be read.",
        example: "metadata:\n  annotations: {traffic.sidecar.istio.io/excludeOutboundPorts: '80;443'}   # '80,443'",
        remedy: "correct the annotation's value: pods with it are not admitted",
    }
    DEPRECATED "IST0135" Info {
        title: "an annotation is deprecated",
        meaning: "Istio still reads the annotation, and a later release may not. For sidecar.istio.io/inject use the \
                  label of that name: webhooks select pods by labels, so that the annotation cannot opt a pod in.",
        example: "metadata:\n  annotations: {sidecar.istio.io/inject: 'true'}   # a label since 1.10",
        remedy: "remove the annotation, or use what replaces it",
    }
    ALPHA "IST0136" Info {
        title: "an annotation belongs to an alpha feature",
        meaning: "Istio may change or remove the annotation in any release. It is only looked for when \
                  annotations.AlphaAnalyzer is asked for.",
        example: "outrigger analyze --analyzer annotations.AlphaAnalyzer",
        remedy: "expect the annotation to change",
    }
    PORTS_DIFFER "IST0137" Warning {
        title: "Services of a Deployment reach one target port by different ports",
        meaning: "Several Services that select the same pods have the same targetPort and different ports. The sidecar \
                  of the pod knows a target port by one of them.",
        example: "Service a: ports: [{port: 80, targetPort: 8080}]\nService b: ports: [{port: 81, targetPort: 8080}]",
        remedy: "let the Services use one port for this target port",
    }
    WEBHOOK "IST0139" Error {
        title: "injectors overlap, or one has no Service",
        meaning: "For some labels of namespace and pod more than one webhook answers, so that a pod could be injected \
                  twice; or the Service that a webhook calls does not exist, so that pods get no sidecar or cannot be \
                  created, as failurePolicy says.",
        example: "two MutatingWebhookConfigurations with namespaceSelector: {matchLabels: {istio-injection: enabled}}",
        remedy: "delete the webhook configuration that is not wanted, or correct its Service",
    }
    PROXY_USER "IST0144" Warning {
        title: "an application runs as the proxy's user",
        meaning: "What user 1337 sends is not captured, because the proxy itself runs as that user: otherwise its own \
                  traffic would come back to it. The application's traffic bypasses the mesh, without mTLS or policy.",
        example: "spec:\n  containers: [{name: app, securityContext: {runAsUser: 1337}}]",
        remedy: "run the container as another user: what 1337 sends is not captured",
    }
    AUTO_DEPLOYMENT "IST0146" Warning {
        title: "a Deployment has the image auto, and no webhook selects it",
        meaning: "`image: auto` is a placeholder that the injector replaces. Without injection the pods wait for ever \
                  for an image that does not exist.",
        example: "kind: Deployment   # a gateway in a namespace without a label of injection\n\
                  spec: {template: {spec: {containers: [{name: istio-proxy, image: auto}]}}}",
        remedy: "label the namespace or the pod template for injection",
    }
    AUTO_POD "IST0147" Error {
        title: "a pod has the image auto",
        meaning: "`image: auto` is a placeholder that the injector replaces. This pod was created without injection, and \
                  its proxy cannot start.",
        example: "kind: Pod\nspec: {containers: [{name: istio-proxy, image: auto}]}",
        remedy: "label the namespace or the pod for injection, and create the pod again",
    }
    BY_DEFAULT "IST0148" Info {
        title: "a namespace is injected because all are",
        meaning: "The namespace has no label of injection, and the injector was installed with \
                  enableNamespacesByDefault.",
        example: "values: {sidecarInjectorWebhook: {enableNamespacesByDefault: true}}",
        remedy: "label the namespace istio-injection=disabled if it is not meant so",
    }
    EXTERNAL_NAME "IST0150" Warning {
        title: "a port of an ExternalName Service is named tcp",
        meaning: "A TCP port of a Service without an address makes the sidecars take all traffic of that port, whatever \
                  its destination.",
        example: "kind: Service\nspec: {type: ExternalName, externalName: db.example.com, ports: [{name: tcp, port: 443}]}",
        remedy: "do not name the port of an ExternalName Service tcp",
    }
    IMAGES_DIFFER "IST0158" Warning {
        title: "pods have another proxy image than injection gives now",
        meaning: "The control plane or its values changed after the pods were created. `outrigger outdated` says what \
                  else differs and in which order to restart.",
        example: "an upgrade in place from 1.30.2 to 1.30.3",
        remedy: "restart the workloads of these pods: kubectl rollout restart",
    }
    EXTERNAL_HOST "IST0163" Warning {
        title: "the address of an external control plane cannot be used",
        meaning: "The clientConfig of a webhook has neither a Service nor a URL, or a URL that cannot be read.",
        example: "webhooks: [{clientConfig: {url: ''}}]",
        remedy: "give the webhook the URL or the Service of the control plane",
    }
    EXTERNAL_ADDRESS "IST0164" Info {
        title: "the address of an external control plane is an IP address",
        meaning: "The URL of a webhook names an IP address, which changes when the load balancer is created again.",
        example: "webhooks: [{clientConfig: {url: 'https://203.0.113.7:15017/inject'}}]",
        remedy: "give the webhook's URL a host name",
    }
    WITHOUT_EFFECT "IST0167" Warning {
        title: "a Sidecar in a namespace of ambient mode has no effect",
        meaning: "A Sidecar object configures the sidecars of pods. Pods of ambient mode have none.",
        example: "kind: Sidecar   # in a namespace labelled istio.io/dataplane-mode=ambient",
        remedy: "delete the object, or take the namespace out of ambient mode",
    }
}
