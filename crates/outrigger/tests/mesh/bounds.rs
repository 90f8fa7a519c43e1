//! What a proxy lets out, and what it is sent: the mesh config's policy for what no Service is known for, and Sidecars.

use crate::application::{Outcome, call_host};
use crate::lab::{HTTPBIN, Lab, PLAIN, SERVICE, SLEEP, until};

/// What comes to the application that has no sidecar and that no Service leads to.
const ELSEWHERE: &str = "10.77.0.4:8080";

fn mesh_config(mode: &str) -> String {
    format!(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: istio, namespace: istio-system}}\n\
         data: {{mesh: 'outboundTrafficPolicy: {{mode: {mode}}}'}}\n"
    )
}

#[test]
fn only_what_is_known_is_let_out_where_the_mesh_says_so() {
    let Some(lab) = Lab::new() else { return };
    let (sleep, agent) = lab.ready(SLEEP);
    let (_httpbin, _other) = lab.ready(HTTPBIN);
    let _plain = lab.pod(PLAIN);
    lab.until_synced(2);
    sleep.until(ELSEWHERE, "an answer", Outcome::is_ok);
    lab.plane.write("config.yaml", &mesh_config("REGISTRY_ONLY"));
    sleep.until(ELSEWHERE, "no answer", |outcome| matches!(outcome, Outcome::Reset | Outcome::Failed(_)));
    // A host that no Service has, at a port that Services speak HTTP at: Envoy says no itself.
    let asked = call_host(&sleep.namespace, SERVICE.parse().unwrap(), "unknown.example:8000");
    assert!(matches!(asked, Outcome::Answer(502, _)), "{asked:?}");
    assert!(sleep.call(SERVICE).is_ok());
    lab.plane.write("config.yaml", &mesh_config("ALLOW_ANY"));
    sleep.until(ELSEWHERE, "an answer", Outcome::is_ok);
    lab.until_synced(2);
    agent.refused_nothing();
}

const SIDECAR: &str = "\
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: {name: sleep, namespace: default}
spec:
  workloadSelector: {labels: {app: sleep}}
  egress: [{hosts: [HOSTS]}]
---
apiVersion: v1
kind: Service
metadata: {name: other, namespace: elsewhere}
spec: {clusterIP: 10.96.0.30, ports: [{name: http, port: 8000}, {name: tcp, port: 9999}]}
";

#[test]
fn a_sidecar_bounds_what_its_proxies_are_sent() {
    let Some(lab) = Lab::new() else { return };
    let (sleep, agent) = lab.ready(SLEEP);
    let (_httpbin, other) = lab.ready(HTTPBIN);
    lab.until_synced(2);
    let names = |agent: &crate::agent::Agent| {
        let clusters = agent.admin("/config_dump?resource=dynamic_active_clusters&mask=cluster.name");
        let listeners = agent.admin("/config_dump?resource=dynamic_listeners&mask=name");
        let has = |text: &str| clusters.contains(text) || listeners.contains(text);
        [has("other.elsewhere"), has("10.96.0.30_9999"), has("httpbin.default"), has("0.0.0.0_8000")]
    };
    for (hosts, want) in [
        ("\"*/*\"", [true, true, true, true]),
        ("\"./*\"", [false, false, true, true]),
        ("\"~/*\"", [false, false, false, false]),
        ("\"elsewhere/*\"", [true, true, false, true]),
        ("\"./httpbin.default.svc.cluster.local\"", [false, false, true, true]),
    ] {
        lab.plane.write("sidecar.yaml", &SIDECAR.replace("HOSTS", hosts));
        until(&format!("{hosts} is in force"), || names(&agent) == want);
        until("others are sent everything", || names(&other) == [true; 4]);
    }
    sleep.until(SERVICE, "an answer", Outcome::is_ok);
    lab.plane.remove("sidecar.yaml");
    lab.until_synced(2);
    [&agent, &other].into_iter().for_each(|agent| agent.refused_nothing());
}
