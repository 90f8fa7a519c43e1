//! Which parts of an object matter, and to whom. What is not among them is dropped as soon as an object is read, so
//! that a change in it is not a change, nothing secret is kept, and the long rest of it takes no memory.

use kubeyaml::Value;

use crate::kind::{Kind, kinds};
use crate::names::LAST_APPLIED;

/// Parts of a value.
#[derive(Debug)]
pub enum Parts {
    /// All of it.
    All,
    /// All entries of a mapping but these.
    But(&'static [&'static str]),
    /// These entries of a mapping.
    Fields(&'static [(&'static str, Parts)]),
    /// These parts of each item of a list.
    Each(&'static Parts),
}

use Parts::{All, But, Each, Fields};

impl Parts {
    /// Drops everything else. What is not of the shape that is expected is dropped too, and so are mappings and lists
    /// of which nothing is left.
    pub fn keep(&self, value: &mut Value) {
        match (self, &mut *value) {
            (All, _) => {}
            (But(dropped), Value::Map(map)) => map.retain(|key, _| !dropped.contains(&key)),
            (Fields(fields), Value::Map(map)) => map.retain(|key, value| {
                let Some((_, parts)) = fields.iter().find(|(field, _)| *field == key) else { return false };
                parts.keep(value);
                !is_nothing(value)
            }),
            (Each(parts), Value::List(items)) => items.iter_mut().for_each(|item| parts.keep(item)),
            _ => *value = Value::Null,
        }
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Map(map) => map.is_empty(),
        Value::List(items) => items.is_empty(),
        _ => false,
    }
}

/// kubectl keeps in an annotation what was applied, with all that may be secret in it.
const ANNOTATIONS: Parts = But(&[LAST_APPLIED]);

/// The parts of an object of a kind on which injection depends; none of a kind that injection does not ask for. A webhook
/// that watches takes a change of anything else for none.
pub fn of_injection(kind: Kind) -> Parts {
    match kind {
        // The labels may tell the version of the chart.
        kinds::CONFIG_MAP => Fields(&[
            ("apiVersion", All),
            ("kind", All),
            ("metadata", Fields(&[("name", All), ("namespace", All), ("labels", All)])),
            ("data", All),
        ]),
        kinds::NAMESPACE => Fields(&[
            ("apiVersion", All),
            ("kind", All),
            ("metadata", Fields(&[("name", All), ("labels", All), ("annotations", ANNOTATIONS)])),
        ]),
        kinds::NODE => Fields(&[
            ("apiVersion", All),
            ("kind", All),
            ("metadata", Fields(&[("name", All)])),
            ("status", Fields(&[("nodeInfo", Fields(&[("kubeletVersion", All)]))])),
        ]),
        kinds::PROXY_CONFIG => Fields(&[
            ("apiVersion", All),
            ("kind", All),
            ("metadata", Fields(&[("name", All), ("namespace", All), ("creationTimestamp", All)])),
            ("spec", All),
        ]),
        _ => Fields(&[]),
    }
}

/// The parts of an object of a kind on which what a mesh's proxies are sent depends; of a kind that is not read only what it
/// is called.
pub fn of_mesh(kind: Kind) -> Parts {
    match kind {
        kinds::CONFIG_MAP => of_injection(kind),
        kinds::SERVICE => Fields(&[
            ("apiVersion", All),
            ("kind", All),
            ("metadata", METADATA),
            (
                "spec",
                Fields(&[
                    ("selector", All),
                    ("ports", All),
                    ("type", All),
                    ("clusterIP", All),
                    ("clusterIPs", All),
                    ("externalName", All),
                    ("publishNotReadyAddresses", All),
                    ("trafficDistribution", All),
                    ("internalTrafficPolicy", All),
                ]),
            ),
        ]),
        kinds::ENDPOINT_SLICE => Fields(&[
            ("apiVersion", All),
            ("kind", All),
            ("metadata", LABELLED),
            ("addressType", All),
            (
                "endpoints",
                Each(&Fields(&[
                    ("addresses", All),
                    ("conditions", All),
                    ("hostname", All),
                    ("targetRef", REFERENCE),
                ])),
            ),
            ("ports", All),
        ]),
        kinds::POD => Fields(&[
            ("apiVersion", All),
            ("kind", All),
            ("metadata", LABELLED),
            (
                "spec",
                Fields(&[
                    ("hostNetwork", All),
                    ("nodeName", All),
                    ("serviceAccountName", All),
                    ("initContainers", PORTS),
                    ("containers", PORTS),
                ]),
            ),
            ("status", Fields(&[("phase", All), ("podIP", All), ("podIPs", All)])),
        ]),
        kinds::PEER_AUTHENTICATION | kinds::SIDECAR => {
            Fields(&[("apiVersion", All), ("kind", All), ("metadata", LABELLED), ("spec", All)])
        }
        _ => Fields(&[("apiVersion", All), ("kind", All), ("metadata", LABELLED)]),
    }
}

const LABELLED: Parts = Fields(&[
    ("name", All),
    ("namespace", All),
    ("labels", All),
    ("creationTimestamp", All),
    ("deletionTimestamp", All),
]);

const PORTS: Parts = Each(&Fields(&[("restartPolicy", All), ("ports", All)]));

const METADATA: Parts = Fields(&[
    ("name", All),
    ("namespace", All),
    ("labels", All),
    ("annotations", ANNOTATIONS),
    ("creationTimestamp", All),
]);

/// The parts of an object of a kind that any command reads, and nothing that may be secret: no variables and no
/// arguments, and nothing but the metadata of a kind that no command reads.
pub fn of_snapshot(kind: Kind) -> Parts {
    match kind {
        kinds::CONFIG_MAP => {
            Fields(&[("apiVersion", All), ("kind", All), ("metadata", METADATA), ("data", All)])
        }
        kinds::MUTATING_WEBHOOK | kinds::VALIDATING_WEBHOOK => {
            Fields(&[("apiVersion", All), ("kind", All), ("metadata", METADATA), ("webhooks", All)])
        }
        kinds::NODE => Fields(&[
            ("apiVersion", All),
            ("kind", All),
            ("metadata", Fields(&[("name", All), ("creationTimestamp", All)])),
            ("status", Fields(&[("nodeInfo", Fields(&[("kubeletVersion", All)]))])),
        ]),
        kinds::PROXY_CONFIG | kinds::SIDECAR => {
            Fields(&[("apiVersion", All), ("kind", All), ("metadata", METADATA), ("spec", All)])
        }
        kinds::POD => POD,
        kinds::DEPLOYMENT => Fields(&[
            ("apiVersion", All),
            ("kind", All),
            ("metadata", METADATA),
            ("spec", Fields(&[("replicas", All), ("selector", All), ("template", TEMPLATE)])),
        ]),
        kinds::SERVICE => Fields(&[
            ("apiVersion", All),
            ("kind", All),
            ("metadata", METADATA),
            ("spec", Fields(&[("selector", All), ("ports", All), ("type", All)])),
        ]),
        kinds::REPLICA_SET | kinds::STATEFUL_SET | kinds::DAEMON_SET | kinds::JOB => Fields(&[
            ("apiVersion", All),
            ("kind", All),
            ("metadata", OWNED_METADATA),
            ("spec", Fields(&[("selector", All), ("template", TEMPLATE)])),
        ]),
        kinds::CRON_JOB => Fields(&[
            ("apiVersion", All),
            ("kind", All),
            ("metadata", METADATA),
            ("spec", Fields(&[("jobTemplate", Fields(&[("spec", Fields(&[("template", TEMPLATE)]))]))])),
        ]),
        kinds::ENDPOINT_SLICE => Fields(&[
            ("apiVersion", All),
            ("kind", All),
            ("metadata", METADATA),
            (
                "endpoints",
                Each(&Fields(&[("addresses", All), ("conditions", All), ("targetRef", REFERENCE)])),
            ),
            ("ports", All),
        ]),
        kinds::EVENT => Fields(&[
            ("apiVersion", All),
            ("kind", All),
            ("metadata", METADATA),
            ("involvedObject", REFERENCE),
            ("reason", All),
            ("message", All),
            ("count", All),
            ("lastTimestamp", All),
            ("eventTime", All),
            ("series", All),
        ]),
        _ => Fields(&[("apiVersion", All), ("kind", All), ("metadata", METADATA)]),
    }
}

/// The parts of an object of a kind that are compared with what injection gives: of pods and of what creates them all that
/// is asked for. Variables and arguments are among them, so that it is kept in memory only.
pub fn of_comparison(kind: Kind) -> Parts {
    match kind {
        kinds::POD => Fields(&[
            ("apiVersion", All),
            ("kind", All),
            ("metadata", POD_METADATA),
            ("spec", All),
            ("status", POD_STATUS),
        ]),
        kinds::CRON_JOB => Fields(&[
            ("apiVersion", All),
            ("kind", All),
            ("metadata", METADATA),
            ("spec", Fields(&[("jobTemplate", All)])),
        ]),
        kinds::DEPLOYMENT | kinds::REPLICA_SET | kinds::STATEFUL_SET | kinds::DAEMON_SET | kinds::JOB => {
            Fields(&[
                ("apiVersion", All),
                ("kind", All),
                ("metadata", POD_METADATA),
                ("spec", Fields(&[("selector", All), ("template", All)])),
            ])
        }
        kind => of_snapshot(kind),
    }
}

const POD_METADATA: Parts = Fields(&[
    ("name", All),
    ("namespace", All),
    ("uid", All),
    ("labels", All),
    ("annotations", ANNOTATIONS),
    ("creationTimestamp", All),
    ("deletionTimestamp", All),
    ("generateName", All),
    ("ownerReferences", All),
]);

const OWNED_METADATA: Parts = Fields(&[
    ("name", All),
    ("namespace", All),
    ("labels", All),
    ("annotations", ANNOTATIONS),
    ("creationTimestamp", All),
    ("ownerReferences", All),
]);

const POD: Parts = Fields(&[
    ("apiVersion", All),
    ("kind", All),
    ("metadata", POD_METADATA),
    (
        "spec",
        Fields(&[
            ("hostNetwork", All),
            ("dnsPolicy", All),
            ("resources", All),
            ("securityContext", SECURITY),
            ("nodeName", All),
            ("serviceAccountName", All),
            ("initContainers", CONTAINERS),
            ("containers", CONTAINERS),
        ]),
    ),
    ("status", POD_STATUS),
]);

const POD_STATUS: Parts = Fields(&[
    ("phase", All),
    ("conditions", Each(&Fields(&[("type", All), ("status", All), ("lastTransitionTime", All)]))),
    ("containerStatuses", STATUSES),
    ("initContainerStatuses", STATUSES),
]);

const TEMPLATE: Parts = Fields(&[
    ("metadata", Fields(&[("labels", All), ("annotations", ANNOTATIONS)])),
    (
        "spec",
        Fields(&[
            ("hostNetwork", All),
            ("dnsPolicy", All),
            ("resources", All),
            ("securityContext", SECURITY),
            ("initContainers", CONTAINERS),
            ("containers", CONTAINERS),
        ]),
    ),
]);

const REFERENCE: Parts = Fields(&[("kind", All), ("namespace", All), ("name", All)]);

/// What Pod Security levels ask for.
const SECURITY: Parts = Fields(&[
    ("runAsUser", All),
    ("runAsNonRoot", All),
    ("privileged", All),
    ("allowPrivilegeEscalation", All),
    ("capabilities", All),
    ("seccompProfile", Fields(&[("type", All)])),
]);

const STATUSES: Parts = Each(&Fields(&[("name", All), ("ready", All), ("restartCount", All)]));

const CONTAINERS: Parts = Each(&Fields(&[
    ("name", All),
    ("image", All),
    ("ports", All),
    ("restartPolicy", All),
    ("resources", All),
    ("securityContext", SECURITY),
]));

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "hunter2";

    fn object(kind: Kind, body: &str) -> Value {
        let text = format!(
            "{{kind: {}, metadata: {{name: it, namespace: ns, creationTimestamp: t, labels: {{a: b}}, annotations: {{a: b, \
             {LAST_APPLIED}: {SECRET}}}, managedFields: [{SECRET}]}}, {body}}}",
            kind.kind
        );
        kubeyaml::read(&text).unwrap()
    }

    fn rows() -> Vec<(Kind, &'static str, &'static str)> {
        vec![
            (
                kinds::POD,
                "spec: {hostNetwork: true, volumes: [{name: hunter2}], containers: [{name: app, image: i, env: [{name: P, \
                 value: hunter2}], args: [hunter2], command: [hunter2]}], initContainers: []}",
                r#""spec":{"containers":[{"image":"i","name":"app"}],"hostNetwork":true}}"#,
            ),
            (
                kinds::POD,
                "status: {podIP: hunter2, containerStatuses: [{name: app, restartCount: 2, image: hunter2}], conditions: \
                 [{type: Ready, status: 'True', message: hunter2}]}",
                r#""status":{"conditions":[{"status":"True","type":"Ready"}],"containerStatuses":[{"name":"app","restartCount":2}]}}"#,
            ),
            (
                kinds::DEPLOYMENT,
                "spec: {selector: {matchLabels: {app: web}}, template: hunter2}",
                r#""spec":{"selector":{"matchLabels":{"app":"web"}}}}"#,
            ),
            (
                kinds::DEPLOYMENT,
                "spec: {template: {metadata: {labels: {a: b}, name: hunter2}, spec: {volumes: [hunter2], containers: \
                 [{name: app, env: [hunter2], securityContext: {runAsUser: 1337, seLinuxOptions: hunter2}}]}}}",
                r#""spec":{"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"app","securityContext":{"runAsUser":1337}}]}}}}"#,
            ),
            (
                kinds::SERVICE,
                "spec: {selector: {a: b}, type: ClusterIP, ports: [{port: 80}], clusterIP: hunter2}",
                r#""spec":{"ports":[{"port":80}],"selector":{"a":"b"},"type":"ClusterIP"}}"#,
            ),
            (
                kinds::NODE,
                "status: {nodeInfo: {kubeletVersion: v1.36.0, machineID: hunter2}}",
                r#"{"kind":"Node","metadata":{"creationTimestamp":"t","name":"it"},"status":{"nodeInfo":{"kubeletVersion":"v1.36.0"}}}"#,
            ),
            (
                kinds::ENDPOINT_SLICE,
                "endpoints: [{addresses: [10.0.0.1], conditions: {ready: true}, nodeName: hunter2, targetRef: {kind: Pod, \
                 name: p, uid: hunter2}}]",
                r#""endpoints":[{"addresses":["10.0.0.1"],"conditions":{"ready":true},"targetRef":{"kind":"Pod","name":"p"}}]"#,
            ),
            (
                kinds::EVENT,
                "reason: FailedCreate, message: m, involvedObject: {kind: ReplicaSet, name: web-1, uid: hunter2}, source: \
                 {host: hunter2}",
                r#""involvedObject":{"kind":"ReplicaSet","name":"web-1"},"kind":"Event","message":"m""#,
            ),
            (kinds::NODE, "status: hunter2", r#""metadata":{"creationTimestamp":"t","name":"it"}}"#),
            (kinds::NAMESPACE, "spec: {finalizers: [hunter2]}", r#""name":"it","namespace":"ns"}}"#),
            (kinds::SECRET, "data: {k: hunter2}", r#""annotations":{"a":"b"}"#),
            (kinds::CONFIG_MAP, "data: {config: c}, binaryData: {x: hunter2}", r#"{"data":{"config":"c"},"#),
            (
                kinds::PROXY_CONFIG,
                "spec: {concurrency: 1}, status: {x: hunter2}",
                r#""spec":{"concurrency":1}}"#,
            ),
        ]
    }

    #[test]
    fn nothing_secret_is_kept() {
        for (kind, body, wanted) in rows() {
            let mut kept = object(kind, body);
            of_snapshot(kind).keep(&mut kept);
            let kept = kubeyaml::to_json(&kept);
            assert!(!kept.contains(SECRET) && kept.contains(wanted), "{kept}");
        }
    }

    #[test]
    fn a_mesh_sees_where_pods_are_and_nothing_secret() {
        for (kind, body, wanted) in [
            (
                kinds::POD,
                "spec: {serviceAccountName: sa, containers: [{name: hunter2, args: [hunter2], ports: [{containerPort: 1}]}]}, \
                 status: {podIP: 10.0.0.1, phase: Running, message: hunter2}",
                r#""spec":{"containers":[{"ports":[{"containerPort":1}]}],"serviceAccountName":"sa"},"status":{"phase":"Running","podIP":"10.0.0.1"}}"#,
            ),
            (
                kinds::SERVICE,
                "spec: {clusterIP: None, publishNotReadyAddresses: true, sessionAffinity: hunter2}",
                r#""spec":{"clusterIP":"None","publishNotReadyAddresses":true}}"#,
            ),
            (
                kinds::ENDPOINT_SLICE,
                "endpoints: [{addresses: [10.0.0.1], hostname: h, nodeName: hunter2}]",
                r#""endpoints":[{"addresses":["10.0.0.1"],"hostname":"h"}]"#,
            ),
            (
                kinds::PEER_AUTHENTICATION,
                "spec: {mtls: {mode: STRICT}}",
                r#""spec":{"mtls":{"mode":"STRICT"}}}"#,
            ),
            (kinds::PROXY_CONFIG, "spec: {x: hunter2}", r#""name":"it","namespace":"ns"}}"#),
        ] {
            let mut kept = object(kind, body);
            of_mesh(kind).keep(&mut kept);
            let kept = kubeyaml::to_json(&kept);
            assert!(!kept.contains(SECRET) && kept.contains(wanted), "{kept}");
        }
    }

    #[test]
    fn a_comparison_sees_what_pods_and_their_owners_ask_for() {
        for (kind, body, wanted) in [
            (
                kinds::POD,
                "spec: {containers: [{name: app, args: [x]}]}, status: {phase: Running, podIP: hunter2}",
                r#""spec":{"containers":[{"args":["x"],"name":"app"}]},"status":{"phase":"Running"}}"#,
            ),
            (
                kinds::STATEFUL_SET,
                "spec: {replicas: 2, template: {spec: {volumes: []}}}, status: hunter2",
                r#""spec":{"template":{"spec":{"volumes":[]}}}}"#,
            ),
            (kinds::NAMESPACE, "spec: {finalizers: [hunter2]}", r#""name":"it","namespace":"ns"}}"#),
        ] {
            let mut kept = object(kind, body);
            of_comparison(kind).keep(&mut kept);
            let kept = kubeyaml::to_json(&kept);
            assert!(!kept.contains(SECRET) && kept.contains(wanted), "{kept}");
        }
    }

    /// A snapshot stands for a cluster: it must hold all on which injection depends.
    #[test]
    fn a_snapshot_holds_what_injection_asks_for() {
        for (kind, body, _) in rows() {
            let (mut live, mut saved) = (object(kind, body), object(kind, body));
            of_injection(kind).keep(&mut live);
            of_snapshot(kind).keep(&mut saved);
            of_injection(kind).keep(&mut saved);
            assert_eq!(live, saved, "{kind:?}");
        }
    }
}
