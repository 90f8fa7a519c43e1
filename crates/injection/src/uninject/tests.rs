use kubeyaml::{read, to_json};

use super::*;

/// A pod with a status, annotations beside it, and the rest of its parts.
fn injected(status: &str, annotations: &str, rest: &str) -> Value {
    let mut pod = read(rest).unwrap();
    let mut all = read(annotations).unwrap();
    all.become_map().insert("sidecar.istio.io/status", status);
    pod.map_entry("metadata").insert("annotations", all);
    pod
}

const TODAY: &str = r#"{"initContainers":["istio-init"],"containers":["istio-proxy"],"volumes":["istio-envoy"],"imagePullSecrets":null,"revision":"default"}"#;
const LEGACY: &str = r#"{"version":"abc","initContainers":["istio-init"],"containers":["istio-proxy"],"volumes":["istio-envoy"],"imagePullSecrets":["s"]}"#;
const CNI: &str = r#"{"initContainers":["istio-validation"],"containers":["istio-proxy"],"volumes":null,"imagePullSecrets":null,"revision":"default"}"#;
const NATIVE: &str = r#"{"initContainers":["istio-init","istio-proxy"],"containers":null,"volumes":null,"imagePullSecrets":null,"revision":"default"}"#;

/// Status, annotations, the rest, what is left, and the codes of what is lost.
#[rustfmt::skip]
const CASES: &[(&str, &str, &str, &str, &str)] = &[
    // What the status lists goes, and with the last of it what held it.
    (
        TODAY, "{}",
        "{spec: {initContainers: [{name: mine}, {name: istio-init}], containers: [{name: app}, {name: istio-proxy}], volumes: [{name: istio-envoy}, {name: v}]}}",
        "{spec: {initContainers: [{name: mine}], containers: [{name: app}], volumes: [{name: v}]}}", "",
    ),
    (
        TODAY, "{}",
        "{spec: {initContainers: [{name: istio-init}], containers: [{name: app}, {name: istio-proxy}], volumes: [{name: istio-envoy}]}}",
        "{spec: {containers: [{name: app}]}}", "",
    ),
    (
        TODAY, "{}", "{spec: {containers: [{name: app, volumeMounts: [{name: istio-envoy}]}, {name: istio-proxy}], volumes: [{name: istio-envoy}]}}",
        "{spec: {containers: [{name: app, volumeMounts: [{name: istio-envoy}]}]}}", "Missing Volume",
    ),
    // Up to 1.8 the injected ones stand behind the author's own of the same name.
    (
        LEGACY, "{}",
        "{spec: {initContainers: [{name: istio-init}], containers: [{name: istio-proxy, image: mine}, {name: istio-proxy}], volumes: [{name: istio-envoy, x: 1}, {name: istio-envoy}]}}",
        "{spec: {containers: [{name: istio-proxy, image: mine}], volumes: [{name: istio-envoy, x: 1}]}}", "",
    ),
    // An author's own container is remembered without `image: auto`; with native sidecars it was an ordinary one.
    (
        TODAY, r#"{proxy.istio.io/overrides: '{"containers":[{"name":"istio-proxy","resources":{},"env":[{"name":"A"}]}]}'}"#,
        "{spec: {initContainers: [{name: istio-init}], containers: [{name: istio-proxy, image: p, args: [proxy]}], volumes: [{name: istio-envoy}]}}",
        "{spec: {containers: [{name: istio-proxy, image: auto, env: [{name: A}]}]}}", "",
    ),
    (
        NATIVE, r#"{proxy.istio.io/overrides: '{"initContainers":[{"name":"istio-proxy","image":"own"}]}'}"#,
        "{spec: {initContainers: [{name: istio-init}, {name: istio-proxy}], containers: [{name: app}]}}",
        "{spec: {containers: [{name: app}, {name: istio-proxy, image: own}]}}", "Place",
    ),
    // Labels and annotations with the values that injection gives.
    (
        TODAY, "{istio.io/rev: default, kubectl.kubernetes.io/default-container: app, kubectl.kubernetes.io/default-logs-container: other, mine: x}",
        "{metadata: {labels: {app: web, security.istio.io/tlsMode: istio, service.istio.io/canonical-name: web, service.istio.io/canonical-revision: latest}}, spec: {initContainers: [{name: istio-init}], containers: [{name: app}, {name: istio-proxy}], volumes: [{name: istio-envoy}]}}",
        "{metadata: {annotations: {kubectl.kubernetes.io/default-logs-container: other, mine: x}, labels: {app: web}}, spec: {containers: [{name: app}]}}", "",
    ),
    (
        TODAY, "{istio.io/rev: default}",
        "{metadata: {labels: {security.istio.io/tlsMode: disabled, service.istio.io/canonical-name: other, istio.io/rev: canary}}, spec: {initContainers: [{name: istio-init}], containers: [{name: istio-proxy}], volumes: [{name: istio-envoy}]}}",
        "{metadata: {labels: {security.istio.io/tlsMode: disabled, service.istio.io/canonical-name: other, istio.io/rev: canary}}, spec: {containers: []}}", "",
    ),
    // Metrics: as the agent was told; who was told nothing had none.
    (
        NATIVE, "{prometheus.io/path: /stats/prometheus, prometheus.io/port: '15020', prometheus.io/scrape: 'true'}",
        r#"{spec: {initContainers: [{name: istio-init}, {name: istio-proxy, env: [{name: ISTIO_PROMETHEUS_ANNOTATIONS, value: '{"scrape":"true","path":"","port":"80"}'}]}], containers: []}}"#,
        "{metadata: {annotations: {prometheus.io/port: '80', prometheus.io/scrape: 'true'}}, spec: {containers: []}}", "",
    ),
    (
        NATIVE, "{prometheus.io/path: /stats/prometheus, prometheus.io/port: '15020', prometheus.io/scrape: 'true'}",
        "{spec: {initContainers: [{name: istio-init}, {name: istio-proxy}], containers: []}}", "{spec: {containers: []}}", "",
    ),
    (
        NATIVE, "{prometheus.io/path: /stats/prometheus, prometheus.io/port: '15020', prometheus.io/scrape: 'true'}",
        r#"{spec: {initContainers: [{name: istio-init}, {name: istio-proxy, env: [{name: ISTIO_PROMETHEUS_ANNOTATIONS, value: '{"scrape":"","path":"/a","port":"80","targets":[{"port":"80","path":"/a"},{"port":"81","path":"/metrics"}]}'}]}], containers: []}}"#,
        "{metadata: {annotations: {prometheus.istio.io/scrape-targets: '80:/a,81'}}, spec: {containers: []}}", "ScrapeTargets",
    ),
    (
        LEGACY, "{prometheus.io/path: /stats/prometheus, prometheus.io/port: '15020', prometheus.io/scrape: 'true'}",
        "{spec: {initContainers: [{name: istio-init}], containers: [{name: istio-proxy}], volumes: [{name: istio-envoy}]}}", "{spec: {containers: []}}", "Metrics",
    ),
    (
        NATIVE, "{prometheus.io/path: /mine, prometheus.io/port: '15020', prometheus.io/scrape: 'true'}",
        "{spec: {initContainers: [{name: istio-init}, {name: istio-proxy}], containers: []}}",
        "{metadata: {annotations: {prometheus.io/path: /mine, prometheus.io/port: '15020', prometheus.io/scrape: 'true'}}, spec: {containers: []}}", "",
    ),
    // How traffic is captured, said for a plugin.
    (
        CNI, "{sidecar.istio.io/interceptionMode: REDIRECT, traffic.sidecar.istio.io/includeInboundPorts: '*', traffic.sidecar.istio.io/excludeInboundPorts: '15020', traffic.sidecar.istio.io/includeOutboundIPRanges: 10.0.0.0/8}",
        "{spec: {initContainers: [{name: istio-validation}], containers: [{name: istio-proxy}]}}",
        "{metadata: {annotations: {traffic.sidecar.istio.io/includeOutboundIPRanges: 10.0.0.0/8}}, spec: {containers: []}}", "Kept",
    ),
    (
        TODAY, "{sidecar.istio.io/interceptionMode: REDIRECT, traffic.sidecar.istio.io/excludeInboundPorts: '15020'}",
        "{spec: {initContainers: [{name: istio-init}], containers: [{name: istio-proxy}], volumes: [{name: istio-envoy}]}}",
        "{metadata: {annotations: {sidecar.istio.io/interceptionMode: REDIRECT, traffic.sidecar.istio.io/excludeInboundPorts: '15020'}}, spec: {containers: []}}", "",
    ),
    (
        LEGACY, "{sidecar.istio.io/interceptionMode: REDIRECT, traffic.sidecar.istio.io/excludeInboundPorts: '15020,80', traffic.sidecar.istio.io/includeInboundPorts: '8080,90'}",
        "{spec: {initContainers: [{name: istio-init}], containers: [{name: app, ports: [{containerPort: 8080}, {containerPort: 90}]}, {name: istio-proxy}], volumes: [{name: istio-envoy}]}}",
        "{metadata: {annotations: {traffic.sidecar.istio.io/excludeInboundPorts: '80'}}, spec: {containers: [{name: app, ports: [{containerPort: 8080}, {containerPort: 90}]}]}}", "Kept",
    ),
    (NATIVE, "{k8s.v1.cni.cncf.io/networks: istio-cni}", "{spec: {initContainers: [{name: istio-init}, {name: istio-proxy}]}}", "{spec: {}}", ""),
    (
        NATIVE, "{k8s.v1.cni.cncf.io/networks: 'mine, default/istio-cni'}", "{spec: {initContainers: [{name: istio-init}, {name: istio-proxy}]}}",
        "{metadata: {annotations: {k8s.v1.cni.cncf.io/networks: mine}}, spec: {}}", "",
    ),
    (
        NATIVE, r#"{k8s.v1.cni.cncf.io/networks: '[{"name": "mine"}, {"name":"istio-cni","namespace":"default"}]'}"#,
        "{spec: {initContainers: [{name: istio-init}, {name: istio-proxy}]}}",
        r#"{metadata: {annotations: {k8s.v1.cni.cncf.io/networks: '[{"name": "mine"}]'}}, spec: {}}"#, "",
    ),
    // What is set in the spec; releases with their revision in an annotation set no group.
    (LEGACY, "{}", "{spec: {securityContext: {fsGroup: 1337}, dnsConfig: {searches: [global, n.global]}}}", "{spec: {}}", "Missing Missing Missing FsGroup DnsConfig"),
    (
        NATIVE, "{istio.io/rev: default}", "{spec: {securityContext: {fsGroup: 1337}, initContainers: [{name: istio-init}, {name: istio-proxy}]}}",
        "{spec: {securityContext: {fsGroup: 1337}}}", "",
    ),
    (NATIVE, "{inject.istio.io/templates: 'sidecar, own'}", "{spec: {initContainers: [{name: istio-init}, {name: istio-proxy}]}}", "{metadata: {annotations: {inject.istio.io/templates: 'sidecar, own'}}, spec: {}}", "Template"),
];

#[test]
fn what_was_injected_is_out() {
    for (status, annotations, rest, want, codes) in CASES {
        let mut pod = injected(status, annotations, rest);
        let Uninjected::Restored(losses) = uninject(&mut pod, "") else { panic!("{rest} was injected") };
        assert_eq!(to_json(&pod), to_json(&read(want).unwrap()), "{status}\n{rest}");
        assert_eq!(losses.iter().map(Loss::code).collect::<Vec<_>>().join(" "), *codes, "{rest}");
        assert_eq!(uninject(&mut pod, ""), Uninjected::Untouched, "nothing is left of it");
    }
}

#[test]
fn probes_go_where_the_agent_was_told_they_went() {
    let http = r#"{"path":"/app-health/app/livez","port":15020"#;
    for (rest, told, want, codes) in [
        (
            r#""scheme":"HTTP"}"#,
            r#"{"httpGet":{"path":"/l","port":80,"scheme":"HTTPS"}}"#,
            r#"{"httpGet":{"path":"/l","port":80,"scheme":"HTTPS"}}"#,
            "",
        ),
        (
            r#""host":"h"}"#,
            r#"{"httpGet":{"port":80,"host":"h"},"timeoutSeconds":5}"#,
            r#"{"httpGet":{"host":"h","port":80}}"#,
            "",
        ),
        // Up to 1.4.
        ("}", r#"{"path":"/l","port":80}"#, r#"{"httpGet":{"path":"/l","port":80}}"#, ""),
        ("}", r#"{"httpGet":{"port":8080}}"#, r#"{"httpGet":{"port":"web"}}"#, "PortName"),
        ("}", r#"{"tcpSocket":{"port":8080}}"#, r#"{"tcpSocket":{"port":"web"}}"#, "PortName"),
        ("}", r#"{"grpc":{"port":8080,"service":null}}"#, r#"{"grpc":{"port":8080}}"#, ""),
        ("}", "{}", r#"{"httpGet":{"path":"/app-health/app/livez","port":15020}}"#, "Probe"),
        ("}", "7", r#"{"httpGet":{"path":"/app-health/app/livez","port":15020}}"#, "Probe"),
    ] {
        let rest = if rest == "}" { "}".to_owned() } else { format!(",{rest}") };
        let told = to_json(&Value::text(format!(r#"{{"/app-health/app/livez":{told}}}"#)));
        let pod = format!(
            r#"{{"spec":{{"initContainers":[{{"name":"istio-init"}},{{"name":"istio-proxy","env":[{{"name":"ISTIO_KUBE_APP_PROBERS","value":{told}}}]}}],
               "containers":[{{"name":"app","ports":[{{"containerPort":8080,"name":"web"}}],"livenessProbe":{{"httpGet":{http}{rest}}}}}]}}}}"#
        );
        let mut pod = injected(NATIVE, "{}", &pod);
        let Uninjected::Restored(losses) = uninject(&mut pod, "") else { panic!("it was injected") };
        assert_eq!(to_json(pod.items_at(&["spec", "containers"])[0].at(&["livenessProbe"])), want, "{told}");
        assert_eq!(losses.iter().map(Loss::code).collect::<Vec<_>>().join(" "), codes, "{told}");
    }
}

#[test]
fn what_was_not_injected_stays_and_what_is_left_of_an_injection_is_named() {
    for (pod, traces) in [
        ("{spec: {containers: [{name: app}]}}", 0),
        // A gateway as its author writes it.
        (
            "{metadata: {annotations: {inject.istio.io/templates: gateway}}, spec: {containers: [{name: istio-proxy, image: auto}]}}",
            0,
        ),
        (
            "{spec: {containers: [{name: istio-proxy, args: [proxy, sidecar]}], initContainers: [{name: istio-init, args: [istio-iptables]}]}}",
            2,
        ),
        ("{spec: {containers: [{name: app, readinessProbe: {httpGet: {path: /app-health/app/readyz}}}]}}", 1),
        (
            "{spec: {containers: [{name: app, readinessProbe: {httpGet: {path: /app-health/other/readyz}}}]}}",
            0,
        ),
        ("{metadata: {annotations: {sidecar.istio.io/status: injected-version-0.2}}}", 1),
        ("{metadata: {annotations: {sidecar.istio.io/status: '[]', proxy.istio.io/overrides: '{}'}}}", 2),
        ("[]", 0),
        ("{spec: {containers: {}, initContainers: 7}, metadata: []}", 0),
    ] {
        let before = read(pod).unwrap();
        let mut after = before.clone();
        let found = match uninject(&mut after, "") {
            Uninjected::Untouched => 0,
            Uninjected::Partly(traces) => traces.len(),
            Uninjected::Restored(_) => panic!("{pod} was not injected"),
        };
        assert_eq!((found, after), (traces, before), "{pod}");
    }
}

#[test]
fn pods_of_any_shape_are_taken() {
    for rest in [
        "{spec: 7}",
        "{spec: []}",
        "{}",
        "{spec: {containers: 7, initContainers: {}, volumes: x, imagePullSecrets: []}}",
        "{spec: {containers: [7, null, {name: 1}, {name: app, livenessProbe: [], lifecycle: 7, ports: x}], securityContext: [], dnsConfig: 1}}",
        "{metadata: {labels: 7, name: [1]}, spec: {}}",
    ] {
        for status in [TODAY, LEGACY, CNI, NATIVE, "{}"] {
            let mut pod =
                injected(status, "{sidecar.istio.io/interceptionMode: X, prometheus.io/port: 1}", rest);
            assert!(matches!(uninject(&mut pod, "w"), Uninjected::Restored(_)), "{rest}");
        }
    }
}
