//! What is the matter with the way from the API server to an injector: of `doctor`.

codes! {
    BAD_ANSWER "bad-answer" Error {
        title: "what answers the API server is not an injector",
        meaning: "The API server reached something over TLS and got an answer, which is not an AdmissionReview: another \
                  program listens there, or the webhook speaks a version that the entry does not name.",
        example: "failed calling webhook \"x\": received invalid webhook response: expected response.uid=\"…\", got \"\"",
        remedy: "look at what the Service of the webhook selects: kubectl get service NAME -n NAMESPACE -o yaml",
    }
    BROKEN_BUNDLE "ca-bundle-broken" Error {
        title: "the caBundle of a webhook is not a certificate",
        meaning: "The API server takes any bytes for caBundle when the configuration is written, and fails at each call: \
                  `unable to parse bytes as PEM block`. Pods are refused, or start without a sidecar where failurePolicy is \
                  Ignore.",
        example: "clientConfig: {caBundle: Zm9yZWlnbg==}   # base64 of `foreign`",
        remedy: "put the certificate of the webhook's authority into it: outrigger certs patch-ca-bundle",
    }
    EMPTY_BUNDLE "ca-bundle-empty" Error {
        title: "a webhook that is called by its Service has no caBundle",
        meaning: "Without a caBundle the API server trusts the authorities of its host, none of which signs names of \
                  Services. Usually a rollback or a GitOps tool took the bundle away that the injector had put in.",
        example: "clientConfig: {service: {name: istiod, namespace: istio-system}}   # and no caBundle",
        remedy: "put the certificate of the webhook's authority into it: outrigger certs patch-ca-bundle",
    }
    CERTIFICATE_EXPIRED "certificate-expired" Error {
        title: "a certificate of the webhook has expired",
        meaning: "The certificate that the webhook serves, or one above it, is past its end. The API server refuses it.",
        example: "x509: certificate has expired or is not yet valid: current time 2026-03-01T00:00:00Z is after \
                  2026-02-01T00:00:00Z",
        remedy: "let the injector renew it: kubectl rollout restart deployment/NAME -n NAMESPACE",
    }
    CERTIFICATE_EXPIRES "certificate-expires-soon" Warning {
        title: "a certificate of the webhook expires soon",
        meaning: "Whatever renews it should have done so by now: less than a week, or a fifth of its time, is left.",
        example: "a leaf of 30 days with 5 days left",
        remedy: "let the injector renew it: kubectl rollout restart deployment/NAME -n NAMESPACE",
    }
    CERTIFICATE_NAME "certificate-name" Error {
        title: "the webhook's certificate is for another name",
        meaning: "The API server asks for SERVICE.NAMESPACE.svc, or for the host of the URL. The certificate that is served \
                  does not have that name among its alternative names; a common name does not count.",
        example: "x509: certificate is valid for injector.mesh.svc, not istiod.istio-system.svc",
        remedy: "make a certificate for the Service: outrigger certs create --service NAME --namespace NAMESPACE",
    }
    CERTIFICATE_EARLY "certificate-not-yet-valid" Error {
        title: "a certificate of the webhook is not valid yet",
        meaning: "Its time begins later than the API server's clock says: a clock is wrong, or the certificate was made for \
                  later.",
        example: "x509: certificate has expired or is not yet valid: current time 2026-01-01T00:00:00Z is before \
                  2026-02-01T00:00:00Z",
        remedy: "compare the clocks of the nodes, or make the certificate anew",
    }
    CONNECTION_BROKEN "connection-broken" Error {
        title: "the connection to the webhook ends before an answer",
        meaning: "Something accepts the connection and closes it, or does not speak TLS: the wrong port, a proxy in between, \
                  or a webhook that ends under load.",
        example: "http: server gave HTTP response to HTTPS client",
        remedy: "look at the port of the Service and at the logs: kubectl logs -n NAMESPACE deployment/NAME",
    }
    CONNECTION_REFUSED "connection-refused" Error {
        title: "nothing listens where the API server calls the webhook",
        meaning: "The address is there and the port is closed: the webhook's process is gone, or the targetPort of the \
                  Service is not the port on which it listens.",
        example: "dial tcp 10.96.12.7:443: connect: connection refused",
        remedy: "start the injector anew: kubectl rollout restart deployment/NAME -n NAMESPACE",
    }
    FAILED_BEFORE "failed-before" Info {
        title: "pods could not be created, and now they can",
        meaning: "Events tell of failed calls of a webhook which works now. What owns the pods tries again by itself, at \
                  longer and longer intervals of up to a quarter of an hour.",
        example: "FailedCreate: failed calling webhook \"x\": connect: connection refused",
        remedy: "wait, or restart what is in a hurry: kubectl rollout restart deployment/NAME -n NAMESPACE",
    }
    FAILS_OPEN "fails-open" Warning {
        title: "pods start without a sidecar while the webhook is away",
        meaning: "The entry's failurePolicy is Ignore: whenever the webhook cannot be called, pods are created as they are, \
                  and nobody is told. They stay without a sidecar until they restart.",
        example: "webhooks: [{name: x, failurePolicy: Ignore}]",
        remedy: "set failurePolicy to Fail, or look for missed pods after each outage: outrigger outdated",
    }
    INJECTION_FAILURES "injection-failures" Warning {
        title: "the injector counts failures",
        meaning: "Since it started the injector failed to answer some requests with a sidecar. Each is a pod that was \
                  refused; its log says which and why.",
        example: "sidecar_injection_failure_total{reason=\"template\"} 3",
        remedy: "read the log: kubectl logs -n NAMESPACE deployment/NAME",
    }
    INJECTOR_ERROR "injector-error" Error {
        title: "the webhook answers with an error",
        meaning: "The API server reached the webhook, which answered 5xx: it has no configuration, is overloaded or fails \
                  over this pod.",
        example: "an error on the server (\"Internal Server Error\") has prevented the request from succeeding",
        remedy: "read the log: kubectl logs -n NAMESPACE deployment/NAME",
    }
    LOCK_OUT "lock-out" Warning {
        title: "the webhook can keep its own pods from starting",
        meaning: "The entry fails closed and selects the injector's own pods, or those of Kubernetes itself. When the last \
                  injector is gone no new one can start, because its pod waits for it.",
        example: "an entry with failurePolicy Fail whose selectors match the pods of istio-system",
        remedy: "leave the namespace out: kubectl label namespace NAMESPACE istio-injection=disabled",
    }
    NO_ENDPOINTS "no-endpoints" Error {
        title: "the webhook's Service has no endpoint that is ready",
        meaning: "No pod behind the Service is ready: there are none, they are starting, or they cannot. Pods are refused, or \
                  start without a sidecar where failurePolicy is Ignore.",
        example: "no endpoints available for service \"istiod\"",
        remedy: "look at the injector's pods: kubectl get pods -n NAMESPACE",
    }
    NO_INJECTOR "no-injector" Error {
        title: "no webhook configuration is an injector's",
        meaning: "Nothing asks an injector when pods are created, so that no label gives any pod a sidecar.",
        example: "kubectl get mutatingwebhookconfigurations   # none with entries of sidecar-injector.istio.io",
        remedy: "install an injector: outrigger install | kubectl apply -f -",
    }
    NO_NAMESPACE "no-namespace" Info {
        title: "no namespace is labelled for the injector",
        meaning: "The webhook configuration is there and selects the pods of no namespace. Only pods that ask for a sidecar \
                  themselves get one.",
        example: "no namespace has istio-injection=enabled",
        remedy: "label a namespace: kubectl label namespace NAMESPACE istio-injection=enabled",
    }
    NO_SERVICE "no-service" Error {
        title: "the webhook's Service does not exist",
        meaning: "The configuration outlived its injector, or names a Service of another name or namespace. Each pod that it \
                  selects is refused, or starts without a sidecar where failurePolicy is Ignore.",
        example: "kubectl delete namespace istio-system   # the webhook configuration stays",
        remedy: "if the injector is gone for good: kubectl delete mutatingwebhookconfiguration NAME",
    }
    NO_PORT "no-service-port" Error {
        title: "the webhook's Service does not have the port that is called",
        meaning: "The entry names a port of the Service (443 where it names none) that the Service does not have.",
        example: "no service port 443 found for service \"istiod\"",
        remedy: "name a port of the Service in clientConfig.service.port",
    }
    NO_HOST "no-such-host" Error {
        title: "the API server cannot resolve the webhook's host",
        meaning: "The entry has a URL whose host the API server's resolver does not know. It is the control plane's resolver \
                  that counts, which knows no names of Services.",
        example: "dial tcp: lookup injector.example: no such host",
        remedy: "correct clientConfig.url, or call the webhook by its Service",
    }
    NOT_IN_FORCE "not-in-force" Warning {
        title: "the injector's entries are not in force yet",
        meaning: "The configuration holds its entries in an annotation until a replica serves. Until then pods start without \
                  a sidecar.",
        example: "outrigger install | kubectl apply -f -   # and the image cannot be pulled",
        remedy: "wait for the injector: kubectl rollout status deployment/NAME -n NAMESPACE",
    }
    NOT_INJECTED "not-injected" Error {
        title: "a pod that a webhook selects comes back without a sidecar",
        meaning: "A pod was sent to the API server for a try, and came back as it was, although a webhook's selectors match \
                  it: the webhook cannot be called and fails open, its matchConditions say no, or the injector declines.",
        example: "policy: disabled in the injection config",
        remedy: "ask why: outrigger check-inject",
    }
    NOT_SELECTED "not-selected" Warning {
        title: "no webhook selects the pods of the namespace",
        meaning: "The namespace that was asked for has no label to which an injector answers, so that its pods get a sidecar \
                  only if they ask for one themselves.",
        example: "kubectl label namespace shop istio-injection-",
        remedy: "label the namespace: kubectl label namespace NAMESPACE istio-injection=enabled",
    }
    OVERLAP "overlap" Error {
        title: "two webhook configurations answer for the same pods",
        meaning: "There can be a pod that both select. Both injectors are called for it, one after the other, and what comes \
                  out depends on the order of their names.",
        example: "two configurations whose namespaceSelector is istio-injection=enabled",
        remedy: "delete the one that is not wanted: kubectl delete mutatingwebhookconfiguration NAME",
    }
    SLOW_TO_FAIL "slow-to-fail" Info {
        title: "each creation of a pod waits long while the webhook hangs",
        meaning: "The entry fails closed, and the API server waits for it for more than ten seconds, which is Kubernetes' own \
                  default, before it refuses the pod. A webhook that injects answers within milliseconds.",
        example: "webhooks: [{name: x, failurePolicy: Fail, timeoutSeconds: 30}]",
        remedy: "set timeoutSeconds to 5",
    }
    TIMEOUT "timeout" Error {
        title: "the webhook does not answer the API server in time",
        meaning: "Nothing came back within the entry's timeoutSeconds. Usually packets are dropped between the control plane \
                  and the nodes: a firewall that does not let the API server reach the webhook's port, or a NetworkPolicy.",
        example: "Post \"https://istiod.istio-system.svc:443/inject?timeout=10s\": context deadline exceeded",
        remedy: "let the control plane reach the webhook's port (15017) on the nodes; on private clusters that is a rule of \
                 the firewall",
    }
    UNKNOWN_AUTHORITY "unknown-authority" Error {
        title: "the API server does not trust the webhook's certificate",
        meaning: "None of the certificates in caBundle signed what the webhook serves. The bundle is of another authority: it \
                  was overwritten, restored from a backup, or the authority was made anew.",
        example: "tls: failed to verify certificate: x509: certificate signed by unknown authority",
        remedy: "put the certificate of the webhook's authority into it: outrigger certs patch-ca-bundle",
    }
    UNREACHABLE "unreachable" Error {
        title: "the API server has no way to the webhook",
        meaning: "The network says that there is no route to the webhook's address.",
        example: "dial tcp 10.96.12.7:443: connect: no route to host",
        remedy: "look at the nodes on which the injector's pods are, and at the network between them and the control plane",
    }
    WRONG_PATH "wrong-path" Error {
        title: "the webhook does not serve the path that is called",
        meaning: "The API server reached a server that has no such path. Injectors of Istio and outrigger serve /inject.",
        example: "the server could not find the requested resource",
        remedy: "set clientConfig.service.path to /inject",
    }
}
