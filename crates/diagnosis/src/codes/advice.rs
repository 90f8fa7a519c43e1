//! What the injector tells a pod's author as warnings: of the webhook, `kube-inject` and `analyze`.

codes! {
    DNS_POLICY "dns-policy" Warning {
        title: "the pod's name servers may not know the control plane",
        meaning: "With a dnsPolicy other than ClusterFirst the pod may ask name servers that do not know the cluster's \
                  Services. The proxy then does not find istiod and never becomes ready.",
        example: "spec: {dnsPolicy: Default}",
        remedy: "set dnsPolicy: ClusterFirst, or name the cluster's name server in dnsConfig",
    }
    HOST_NETWORK "host-network" Warning {
        title: "a pod in the node's network gets no sidecar",
        meaning: "The rules that lead a pod's traffic to its proxy belong to the pod's network. With hostNetwork that is \
                  the node's, whose traffic would all be captured. Injectors leave such pods alone, whatever they ask for.",
        example: "spec: {hostNetwork: true}\nmetadata: {labels: {sidecar.istio.io/inject: 'true'}}",
        remedy: "remove hostNetwork, or do without a sidecar",
    }
    CAPITALS "image-with-capitals" Warning {
        title: "the image of a container has capital letters",
        meaning: "No registry takes a repository with capital letters: the container waits for its image for ever.",
        example: "metadata: {annotations: {sidecar.istio.io/proxyImage: example.com/Proxy:1}}",
        remedy: "write the repository in lower case",
    }
    ON_WORKLOAD "inject-on-workload" Warning {
        title: "a workload says whether it is injected where nobody looks",
        meaning: "Webhooks see pods, and never the Deployment or Job that creates them. Labels and annotations count on \
                  the pod template only.",
        example: "kind: Deployment\nmetadata: {labels: {sidecar.istio.io/inject: 'false'}}   # belongs to \
                  spec.template.metadata",
        remedy: "put it on spec.template.metadata.labels",
    }
    TWICE "inject-twice" Warning {
        title: "label and annotation sidecar.istio.io/inject differ",
        meaning: "Where the label is there, the annotation of the same name does not count.",
        example: "metadata:\n  labels: {sidecar.istio.io/inject: 'true'}\n  annotations: {sidecar.istio.io/inject: 'false'}",
        remedy: "remove the annotation",
    }
    JOB "job-never-ends" Warning {
        title: "the pod of a Job gets a proxy that does not end",
        meaning: "A Job is done when all ordinary containers of its pod have ended. A proxy that is an ordinary container \
                  runs on, and the Job with it. A native sidecar is ended with the last container.",
        example: "kind: Job   # in a namespace labelled istio-injection=enabled, without native sidecars",
        remedy: "use native sidecars (annotation sidecar.istio.io/nativeSidecar: 'true', Kubernetes 1.29 or later), let the \
                 Job's last command be curl -fsI -X POST http://localhost:15020/quitquitquit, or label its pod template \
                 sidecar.istio.io/inject: 'false'",
    }
    ANNOTATION "misspelt-annotation" Warning {
        title: "an annotation that nobody reads is almost one that injection reads",
        meaning: "Annotations with names that nobody knows are passed over without a word, so that the pod does not get \
                  what its author asked for.",
        example: "metadata: {annotations: {sidecar.istio.io/proxyCpu: 100m}}   # proxyCPU",
        remedy: "correct the annotation's name",
    }
    CORE_DUMP "no-core-dump" Warning {
        title: "the pod asks for core dumps and does not get them",
        meaning: "The annotation sidecar.istio.io/enableCoreDump only counts where templates and values allow it.",
        example: "metadata: {annotations: {sidecar.istio.io/enableCoreDump: 'true'}}",
        remedy: "remove the annotation, or set global.proxy.enableCoreDump in the values",
    }
    NOT_A_TRUTH "not-a-truth" Warning {
        title: "the value of an annotation is neither true nor false",
        meaning: "The annotation counts as absent.",
        example: "metadata: {annotations: {sidecar.istio.io/rewriteAppHTTPProbers: 'yes'}}",
        remedy: "write 'true' or 'false'",
    }
    CRON_JOB "pod-template-of-cron-job" Warning {
        title: "metadata of a CronJob's pod template that kube-inject does not read",
        meaning: "kube-inject takes the metadata of a CronJob's job template for that of its pods, as istioctl does. The \
                  webhook reads that of the pod template.",
        example: "kind: CronJob\nspec: {jobTemplate: {spec: {template: {metadata: {labels: {sidecar.istio.io/inject: \
                  'false'}}}}}}",
        remedy: "put it on spec.jobTemplate.metadata, too",
    }
    PORT "proxy-port" Warning {
        title: "a container listens on a port of the proxy",
        meaning: "Containers of a pod share its ports. Proxy and agent listen on 15000 to 15090: whichever of the two \
                  starts last fails, or what is sent to the application's port is never captured.",
        example: "containers: [{name: app, ports: [{containerPort: 15001}]}]",
        remedy: "let the application listen on another port",
    }
    USER "proxy-user" Warning {
        title: "a container of the application runs as the proxy's user",
        meaning: "What user 1337 sends is not captured, because the proxy runs as that user. The application's traffic \
                  bypasses the mesh, without mTLS or policy.",
        example: "containers: [{name: app, securityContext: {runAsUser: 1337}}]",
        remedy: "run the container as another user",
    }
    RELEASE "release-unknown" Info {
        title: "nothing tells the release of the configuration",
        meaning: "Releases of Istio answer differently for this pod, and the injection configuration fits several of them.",
        example: "outrigger kube-inject -f app.yaml --injectConfigFile config.yaml",
        remedy: "name the release: --compat 1.30",
    }
    PROXY_FIELDS "unknown-proxy-fields" Warning {
        title: "the pod's proxy config has fields that no proxy config has",
        meaning: "Fields with unknown names in proxy.istio.io/config are passed over without a word.",
        example: "metadata: {annotations: {proxy.istio.io/config: 'holdApplicationUntilProxyStart: true'}}   # …Starts",
        remedy: "correct the names of the fields",
    }
    VOLUME_FIELD "unknown-volume-field" Warning {
        title: "a volume in an annotation has a field that Kubernetes does not have",
        meaning: "The API server drops fields of sidecar.istio.io/userVolume and userVolumeMount that it does not know.",
        example: "metadata: {annotations: {sidecar.istio.io/userVolume: '[{\"name\": \"v\", \"emptydir\": {}}]'}}",
        remedy: "correct the name of the field",
    }
    INJECT_VALUE "unreadable-inject" Warning {
        title: "what the pod says of its injection cannot be read",
        meaning: "sidecar.istio.io/inject is true or false. Another value does not count, and the namespace decides.",
        example: "metadata: {labels: {sidecar.istio.io/inject: maybe}}",
        remedy: "write 'true' or 'false'",
    }
    STATUS "unreadable-status" Warning {
        title: "the annotation of an earlier injection cannot be read",
        meaning: "sidecar.istio.io/status lists what an injection added, so that the next one can take it off. Without it \
                  the old parts stay.",
        example: "metadata: {annotations: {sidecar.istio.io/status: injected}}",
        remedy: "remove the annotation; injectors write it",
    }
    CLAIM "volume-of-claim" Info {
        title: "a mounted volume is not in the pod template",
        meaning: "sidecar.istio.io/userVolumeMount names a volume that the template does not have: only \
                  volumeClaimTemplates of a StatefulSet can still add it.",
        example: "metadata: {annotations: {sidecar.istio.io/userVolumeMount: '[{\"name\": \"data\", \"mountPath\": \"/d\"}]'}}",
        remedy: "add the volume to the pod template, or to sidecar.istio.io/userVolume",
    }
}

#[cfg(test)]
mod tests {
    use injection::advice::Advice;

    use crate::codes::find;

    #[test]
    fn advice_has_pages() {
        let text = String::new;
        for advice in [
            Advice::VolumeOfClaim { volumes: text() },
            Advice::UnreadableStatus,
            Advice::NoCoreDump,
            Advice::OnPodTemplateOfCronJob { names: text(), refused: true },
            Advice::InjectOnWorkload { kind: text(), value: text(), place: text() },
            Advice::InjectTwice { label: text(), annotation: text() },
            Advice::HostNetwork,
            Advice::MisspeltAnnotation { name: text(), meant: "" },
            Advice::NotATruth { name: "", value: text() },
            Advice::ProxyUser { container: text() },
            Advice::ProxyPort { container: text(), port: 1 },
            Advice::DnsPolicy { policy: text() },
            Advice::JobNeverEnds,
        ] {
            assert_eq!(find(advice.code()).map(|code| code.id), Ok(advice.code()));
        }
    }
}
