//! PeerAuthentications of the mesh, a namespace, a workload and a port, each of them or none: the chains by which the workload's
//! ports are reached, for each protocol, and who speaks mutual TLS to them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    reason = "a test may fail loudly and meets the world"
)]

mod harness;

use harness::{registry, served, show};
use mesh::Kind;

/// The ports: what a Service calls it, its number, and its target.
const PORTS: [(&str, u16, u16); 3] = [("http", 80, 8080), ("tcp", 81, 8081), ("any", 82, 8082)];

/// The chains of a port by its protocol and mode: what Envoy finds, what the client offers, whether the mesh's TLS ends.
///
/// Source: Istio 1.30 pilot/pkg/networking/core/filterchain_options.go.
const CHAINS: [(&str, &str, &[&str]); 9] = [
    ("http", "STRICT", &["tls mTLS"]),
    ("http", "PERMISSIVE", &["tls alpn=ALL mTLS", "raw_buffer"]),
    ("http", "DISABLE", &["raw_buffer"]),
    ("tcp", "STRICT", &["tls mTLS"]),
    ("tcp", "PERMISSIVE", &["tls alpn=ALL mTLS", "tls", "raw_buffer"]),
    ("tcp", "DISABLE", &["raw_buffer"]),
    ("any", "STRICT", &["tls alpn=M-HTTP mTLS", "tls mTLS"]),
    (
        "any",
        "PERMISSIVE",
        &["tls alpn=M-HTTP mTLS", "raw_buffer alpn=http/1.1,h2c", "tls alpn=M-TCP mTLS", "raw_buffer", "tls"],
    ),
    ("any", "DISABLE", &["raw_buffer alpn=http/1.1,h2c", "raw_buffer"]),
];

const ALPN: [(&str, &str); 3] = [
    ("ALL", "istio,istio-peer-exchange,istio-http/1.0,istio-http/1.1,istio-h2"),
    ("M-HTTP", "istio-http/1.0,istio-http/1.1,istio-h2"),
    ("M-TCP", "istio-peer-exchange,istio"),
];

const NONE: &str = "-";
const MODES: [&str; 5] = [NONE, "UNSET", "DISABLE", "PERMISSIVE", "STRICT"];

fn mesh(policies: &str) -> String {
    let ports =
        PORTS.map(|(name, port, target)| format!("{{name: {name}, port: {port}, targetPort: {target}}}"));
    let of_slice = PORTS.map(|(name, _, target)| format!("{{name: {name}, port: {target}}}"));
    format!(
        "apiVersion: v1\nkind: Service\nmetadata: {{name: web, namespace: ns}}\nspec: {{clusterIP: 10.96.0.1, selector: {{app: web}}, \
         ports: [{}]}}\n---\napiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {{name: web, namespace: ns, labels: \
         {{kubernetes.io/service-name: web}}}}\nports: [{}]\nendpoints: [{{addresses: [10.1.0.1]}}]\n---\n\
         apiVersion: v1\nkind: Pod\nmetadata: {{name: web, namespace: ns, labels: {{app: web, security.istio.io/tlsMode: istio}}}}\n\
         status: {{podIP: 10.1.0.1}}\n{policies}",
        ports.join(", "),
        of_slice.join(", ")
    )
}

fn policy(name: &str, namespace: &str, mode: &str, more: &str) -> String {
    match mode {
        NONE => String::new(),
        _ => format!(
            "---\napiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {{name: {name}, namespace: {namespace}}}\n\
             spec: {{mtls: {{mode: {mode}}}{more}}}\n"
        ),
    }
}

/// The chains of a port of the workload.
fn chains(listener: &str, target: u16) -> Vec<String> {
    let begin = format!("  chain 0.0.0.0_{target} port={target} ");
    let chain = |line: &str| {
        // What is offered and who is taken is the same in all.
        let line = line.strip_prefix(&begin)?.split(" offers ").next()?.to_owned();
        Some(line)
    };
    listener.lines().filter_map(chain).collect()
}

fn wanted(protocol: &str, mode: &str) -> Vec<String> {
    let (.., chains) = CHAINS.iter().find(|(of, in_mode, _)| (*of, *in_mode) == (protocol, mode)).unwrap();
    let full = |chain: &&str| {
        ALPN.iter().fold((*chain).to_owned(), |chain, (short, all)| {
            chain.replace(&format!("alpn={short} "), &format!("alpn={all} "))
        })
    };
    chains.iter().map(full).collect()
}

/// The first of these that is a mode; PERMISSIVE if none is.
fn narrowest<'a>(modes: &[&'a str]) -> &'a str {
    modes.iter().copied().find(|mode| ![NONE, "UNSET"].contains(mode)).unwrap_or("PERMISSIVE")
}

#[test]
fn chains_are_those_of_the_narrowest_policy() {
    let mut rows = 0;
    for of_mesh in MODES {
        for of_namespace in MODES {
            for of_workload in MODES {
                for of_port in MODES.into_iter().filter(|port| *port == NONE || of_workload != NONE) {
                    row(of_mesh, of_namespace, of_workload, of_port);
                    rows += 1;
                }
            }
        }
    }
    assert_eq!(rows, 525);
}

fn row(of_mesh: &str, of_namespace: &str, of_workload: &str, of_port: &str) {
    let ports = match of_port {
        NONE => String::new(),
        mode => format!(
            ", portLevelMtls: {{8080: {{mode: {mode}}}, 8082: {{mode: {mode}}}, 9999: {{mode: {mode}}}}}"
        ),
    };
    let policies = [
        policy("mesh", "istio-system", of_mesh, ""),
        policy("namespace", "ns", of_namespace, ""),
        policy("workload", "ns", of_workload, &format!(", selector: {{matchLabels: {{app: web}}}}{ports}")),
        // These are for others.
        policy("other", "ns", "STRICT", ", selector: {matchLabels: {app: other}}"),
        policy("elsewhere", "elsewhere", "DISABLE", ""),
    ];
    let what = format!("mesh {of_mesh}, namespace {of_namespace}, workload {of_workload}, ports {of_port}");
    let served = served(&registry(&mesh(&policies.concat())).publish(), "ns", "web", "10.1.0.1");
    let listener = served.all(Kind::Listener).into_iter().find(|one| &*one.name == "virtualInbound").unwrap();
    let listener = show::listener(&listener.body);
    let mode = narrowest(&[of_workload, of_namespace, of_mesh]);
    for (protocol, port, target) in PORTS {
        let mode = if target == 8081 { mode } else { narrowest(&[of_port, mode]) };
        assert_eq!(chains(&listener, target), wanted(protocol, mode), "{what}: {protocol}\n{listener}");
        let endpoints =
            served.get(Kind::Endpoints, &format!("outbound|{port}||web.ns.svc.cluster.local")).unwrap();
        let speaks = show::endpoints(&endpoints.body).contains("tlsMode=istio");
        assert_eq!(speaks, mode != "DISABLE", "{what}: {protocol}");
    }
    // A port that no Service has passes through as its mode says, and all others as the workload's does.
    let passed = |begin: &str| {
        let lines = listener
            .lines()
            .filter(|line| line.starts_with("  chain virtualInbound") && line.contains(begin));
        lines.filter(|line| !line.contains("blackhole")).count()
    };
    let count = |mode: &str| wanted("any", mode).len();
    let of_unknown = if of_port == NONE { 0 } else { count(narrowest(&[of_port, mode])) };
    assert_eq!(passed(" port=9999 "), of_unknown, "{what}\n{listener}");
    assert_eq!(passed("") - passed(" port=9999 "), count(mode), "{what}\n{listener}");
}
