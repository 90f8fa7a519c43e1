//! PeerAuthentications of the mesh, a namespace, a workload and a port, on packets. All combinations of them are rows of the
//! crate `mesh`; here are those that differ in what packets see.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::agent::Agent;
use crate::application::Outcome;
use crate::harness::call::{Call, End};
use crate::harness::namespace::APP;
use crate::lab::{HTTPBIN, Lab, PATIENCE, PLAIN, Pod, SERVICE, SERVICE_TCP, SLEEP, until};

/// What the mesh, the namespace, the workload and its port 8080 ask for, `-` for no policy; and what holds for the ports 8080
/// and 9000.
const ROWS: [(&str, &str, &str, &str, &str, &str); 16] = [
    ("-", "-", "-", "-", "PERMISSIVE", "PERMISSIVE"),
    ("STRICT", "-", "-", "-", "STRICT", "STRICT"),
    ("STRICT", "PERMISSIVE", "-", "-", "PERMISSIVE", "PERMISSIVE"),
    ("DISABLE", "STRICT", "-", "-", "STRICT", "STRICT"),
    ("STRICT", "STRICT", "DISABLE", "-", "DISABLE", "DISABLE"),
    ("DISABLE", "-", "STRICT", "-", "STRICT", "STRICT"),
    ("STRICT", "UNSET", "UNSET", "-", "STRICT", "STRICT"),
    ("STRICT", "-", "PERMISSIVE", "STRICT", "STRICT", "PERMISSIVE"),
    ("PERMISSIVE", "-", "STRICT", "PERMISSIVE", "PERMISSIVE", "STRICT"),
    ("-", "-", "STRICT", "DISABLE", "DISABLE", "STRICT"),
    ("-", "STRICT", "UNSET", "DISABLE", "DISABLE", "STRICT"),
    ("-", "DISABLE", "UNSET", "STRICT", "STRICT", "DISABLE"),
    ("STRICT", "-", "DISABLE", "UNSET", "DISABLE", "DISABLE"),
    ("UNSET", "-", "UNSET", "STRICT", "STRICT", "PERMISSIVE"),
    ("-", "DISABLE", "-", "-", "DISABLE", "DISABLE"),
    ("-", "-", "-", "-", "PERMISSIVE", "PERMISSIVE"),
];

/// The policies of a row, one that selects somebody else, and a Service by which it is seen that all this is in force.
fn row(index: usize, mesh: &str, namespace: &str, workload: &str, port: &str) -> String {
    let policy = |name: &str, of: &str, mode: &str, more: &str| match mode {
        "-" => String::new(),
        _ => format!(
            "---\napiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {{name: {name}, namespace: {of}}}\n\
             spec: {{mtls: {{mode: {mode}}}{more}}}\n"
        ),
    };
    let of_port = match port {
        "-" => String::new(),
        mode => format!(", portLevelMtls: {{8080: {{mode: {mode}}}}}"),
    };
    let service = format!(
        "apiVersion: v1\nkind: Service\nmetadata: {{name: row, namespace: default}}\n\
         spec: {{clusterIP: 10.96.0.99, ports: [{{name: http, port: {}}}]}}\n",
        port_of(index)
    );
    let selects = ", selector: {matchLabels: {app: httpbin}}";
    let others = ", selector: {matchLabels: {app: somebody}}, portLevelMtls: {9000: {mode: DISABLE}}";
    [
        service,
        policy("mesh", "istio-system", mesh, ""),
        policy("namespace", "default", namespace, ""),
        policy("workload", "default", workload, &format!("{selects}{of_port}")),
        policy("others", "default", "DISABLE", others),
        policy("elsewhere", "elsewhere", "STRICT", ""),
    ]
    .concat()
}

fn port_of(row: usize) -> usize {
    20_000 + row
}

/// Who gets in, and how, where a mode holds.
struct Seen {
    plain: Outcome,
    plain_tcp: bool,
    sidecar: Outcome,
    sidecar_tcp: End,
}

impl Seen {
    fn now(plain: &Pod, sleep: &Pod) -> Seen {
        Seen {
            plain: plain.call("10.77.0.3:8080"),
            plain_tcp: is_answered(plain),
            sidecar: sleep.call(SERVICE),
            sidecar_tcp: Call::new(APP, SERVICE_TCP.parse().unwrap()).make(&sleep.namespace),
        }
    }

    fn is(&self, http: &str, tcp: &str) -> bool {
        let is_named = |outcome: &Outcome| outcome.header("x-forwarded-client-cert").is_some();
        let plain = match http {
            "STRICT" => self.plain == Outcome::Reset,
            _ => self.plain.is_ok() && !is_named(&self.plain),
        };
        let plain_tcp = match tcp {
            "STRICT" => !self.plain_tcp,
            _ => self.plain_tcp,
        };
        let sidecar = self.sidecar.is_ok() && is_named(&self.sidecar) == (http != "DISABLE");
        plain && plain_tcp && sidecar && matches!(self.sidecar_tcp, End::Arrived(..))
    }
}

/// Whether somebody answers at the port of TCP. The caller speaks first: but under DISABLE Envoy waits for what tells TLS from
/// plain text, as it does with istiod.
fn is_answered(plain: &Pod) -> bool {
    let mut stream = plain.namespace.inside(APP, || TcpStream::connect("10.77.0.3:9000")).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    // Who is not let in may be thrown out before.
    _ = stream.write_all(b"hello");
    matches!(stream.read(&mut [0; 256]), Ok(read) if read > 0)
}

#[test]
fn the_narrowest_policy_holds() {
    let Some(lab) = Lab::new() else { return };
    let (sleep, agent) = lab.ready(SLEEP);
    let (_httpbin, other) = lab.ready(HTTPBIN);
    let plain = lab.pod(PLAIN);
    lab.until_synced(2);
    for (index, (mesh, namespace, workload, port, http, tcp)) in ROWS.into_iter().enumerate() {
        lab.plane.write("row.yaml", &row(index, mesh, namespace, workload, port));
        let listener = format!("0.0.0.0_{}\"", port_of(index));
        let has = |agent: &Agent| {
            agent.admin("/config_dump?resource=dynamic_listeners&mask=name").contains(&listener)
        };
        until("the row is in force", || has(&agent) && has(&other));
        let mut seen = Seen::now(&plain, &sleep);
        let what = format!("{mesh} {namespace} {workload} {port}: {http}, {tcp}");
        until(&what, || {
            let is = seen.is(http, tcp);
            if !is {
                seen = Seen::now(&plain, &sleep);
                let Seen { plain, plain_tcp, sidecar, sidecar_tcp } = &seen;
                println!("{what}: {plain:?}; {plain_tcp}; {sidecar:?}; {sidecar_tcp}");
            }
            is
        });
    }
    [&agent, &other].into_iter().for_each(|agent| agent.refused_nothing());
}
