//! Meshes that are made up: any of what may be, and what should not be.

use kubeyaml::Value;
use mesh::Proxy;

use super::proxy;

/// Numbers that look as if they were any, the same for the same seed.
pub struct Numbers(u64);

impl Numbers {
    pub fn new(seed: u64) -> Numbers {
        Numbers(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1))
    }

    /// One below a limit.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }
}

/// A mesh that is made up.
pub struct World {
    numbers: Numbers,
    services: Vec<(String, String)>,
    objects: Vec<Value>,
}

const NAMESPACES: [&str; 3] = ["a", "b", "istio-system"];
const PORT_NAMES: [&str; 9] = ["http", "http-x", "tcp", "grpc-y", "https", "mysql", "any", "", "http2"];
const MODES: [&str; 4] = ["UNSET", "DISABLE", "PERMISSIVE", "STRICT"];

impl World {
    /// The one of a seed.
    pub fn generated(seed: u64) -> World {
        let mut world = World { numbers: Numbers::new(seed), services: Vec::new(), objects: Vec::new() };
        for index in 0..world.numbers.below(12) + 1 {
            world.add_service(index);
        }
        for index in 0..10 {
            world.add_pod(index);
        }
        for index in 0..world.numbers.below(5) {
            world.add_policy(index);
        }
        for index in 0..world.numbers.below(3) {
            world.add_sidecar(index);
        }
        world
    }

    /// Its objects.
    pub fn objects(&self) -> Vec<Value> {
        self.objects.clone()
    }

    /// Some of its proxies, and one whose pod is not known.
    pub fn proxies(&self) -> Vec<Proxy> {
        let pod = |index: u64| {
            let namespace = NAMESPACES[usize::try_from(index % 3).unwrap()];
            proxy(namespace, &format!("p{index}"), &format!("10.1.0.{index}"))
        };
        vec![pod(0), pod(1), pod(2), pod(5), proxy("b", "unknown", "10.9.9.9")]
    }

    /// Another object in place of one, or one less.
    pub fn change(&mut self) -> Option<Value> {
        let index = self.numbers.below(12);
        let before = self.objects.len();
        match self.numbers.below(6) {
            0 | 1 => self.add_service(index),
            2 => self.add_pod(index),
            3 => self.add_policy(index % 5),
            4 => self.add_sidecar(index % 3),
            _ => {
                let at = usize::try_from(self.numbers.below(self.objects.len() as u64)).unwrap();
                return Some(self.objects.remove(at));
            }
        }
        let added = self.objects.split_off(before);
        for object in added {
            let same = |one: &Value| {
                ["kind"].iter().all(|key| one.get(key) == object.get(key))
                    && ["name", "namespace"]
                        .iter()
                        .all(|key| one.at(&["metadata", key]) == object.at(&["metadata", key]))
            };
            self.objects.retain(|one| !same(one));
            self.objects.push(object);
        }
        None
    }

    fn add(&mut self, text: &str) {
        self.objects.push(kubeyaml::read(text).unwrap());
    }

    fn add_service(&mut self, index: u64) {
        let namespace = self.numbers.of(&NAMESPACES);
        let name = format!("s{index}");
        let mut ports = Vec::new();
        let mut of_slice = Vec::new();
        for port in 0..self.numbers.below(4) {
            let port_name = format!("{}{}", self.numbers.of(&PORT_NAMES), if port == 0 { "" } else { "-2" });
            let number = 80 + self.numbers.below(6);
            let more = self.numbers.of(&[
                "",
                "",
                "",
                "",
                "",
                ", protocol: UDP",
                ", appProtocol: grpc",
                ", appProtocol: x",
            ]);
            ports.push(format!(
                "{{name: '{port_name}', port: {number}, targetPort: {}{more}}}",
                8000 + number
            ));
            of_slice.push(format!("{{name: '{port_name}', port: {}}}", 8000 + number));
        }
        let address = match self.numbers.below(8) {
            0 => "clusterIP: None".to_owned(),
            1 => format!("type: ExternalName, externalName: s{}.a.svc.cluster.local", self.numbers.below(12)),
            2 => "clusterIP: 10.96.0.1".to_owned(),
            3 => format!("clusterIP: 'fd96::{index}'"),
            4 => format!("clusterIP: 10.96.2.{index}, clusterIPs: [10.96.2.{index}, 'fd96::2:{index}']"),
            _ => format!("clusterIP: 10.96.1.{index}"),
        };
        let selector = if self.numbers.below(3) == 0 {
            String::new()
        } else {
            format!("selector: {{app: x{}}}, ", index % 3)
        };
        let export = self.numbers.of(&["", "", "", "", "*", ".", "~", "a", "., b"]);
        let (created, takes_not_ready) = (self.numbers.below(3), self.numbers.below(2) == 0);
        self.add(&format!(
            "{{apiVersion: v1, kind: Service, metadata: {{name: {name}, namespace: {namespace}, creationTimestamp: 't{created}', \
             annotations: {{networking.istio.io/exportTo: '{export}'}}}}, \
             spec: {{{address}, {selector}publishNotReadyAddresses: {takes_not_ready}, ports: [{}]}}}}",
            ports.join(", ")
        ));
        for slice in 0..self.numbers.below(3) {
            let prefix = self.numbers.of(&["10.1.0.", "10.1.0.", "fd00::"]);
            let endpoints: Vec<String> = (0..self.numbers.below(4))
                .map(|_| {
                    let pod = self.numbers.below(10);
                    format!(
                        "{{addresses: ['{prefix}{pod}'], conditions: {{ready: {}}}, targetRef: {{kind: Pod, name: p{pod}}}}}",
                        self.numbers.below(4) > 0
                    )
                })
                .collect();
            self.add(&format!(
                "{{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {{name: {name}-{slice}, namespace: {namespace}, \
                 labels: {{kubernetes.io/service-name: {name}}}}}, ports: [{}], endpoints: [{}]}}",
                of_slice.join(", "),
                endpoints.join(", ")
            ));
        }
        self.services.push((namespace.to_owned(), name));
    }

    fn add_pod(&mut self, index: u64) {
        let namespace = NAMESPACES[usize::try_from(index % 3).unwrap()];
        let tls = if self.numbers.below(4) > 0 { ", security.istio.io/tlsMode: istio" } else { "" };
        let account = self.numbers.below(3);
        let address = index + self.numbers.below(2) * self.numbers.below(2);
        self.add(&format!(
            "{{apiVersion: v1, kind: Pod, metadata: {{name: p{index}, namespace: {namespace}, labels: {{app: x{}{tls}}}}}, \
             spec: {{serviceAccountName: sa{account}}}, status: {{podIP: 10.1.0.{address}, podIPs: [{{ip: 10.1.0.{address}}}, {{ip: \
             'fd00::{address}'}}]}}}}",
            index % 3
        ));
    }

    fn add_sidecar(&mut self, index: u64) {
        let namespace = self.numbers.of(&NAMESPACES);
        let hosts = [
            "",
            "*/*",
            "./*",
            "a/*",
            "~/*",
            "b/*, ./*",
            "*/*.b.svc.cluster.local",
            "*/s1.a.svc.cluster.local",
        ];
        let hosts = match self.numbers.of(&hosts) {
            "" => String::new(),
            hosts => format!("egress: [{{hosts: ['{}']}}], ", hosts.replace(", ", "', '")),
        };
        let selector = match self.numbers.below(3) {
            0 => "",
            _ => "workloadSelector: {labels: {app: x0}}",
        };
        self.add(&format!(
            "{{apiVersion: networking.istio.io/v1, kind: Sidecar, metadata: {{name: c{index}, namespace: {namespace}}}, spec: \
             {{{hosts}{selector}}}}}"
        ));
    }

    fn add_policy(&mut self, index: u64) {
        let namespace = self.numbers.of(&NAMESPACES);
        let mode = self.numbers.of(&MODES);
        let port_mode = self.numbers.of(&MODES);
        let port = 8080 + self.numbers.below(4);
        let selector = if self.numbers.below(2) == 0 { "" } else { ", selector: {matchLabels: {app: x1}}" };
        self.add(&format!(
            "{{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {{name: q{index}, namespace: {namespace}}}, \
             spec: {{mtls: {{mode: {mode}}}{selector}, portLevelMtls: {{{port}: {{mode: {port_mode}}}}}}}}}"
        ));
    }
}

/// Meshes as nobody should have them, each with one of its proxies.
pub fn hostile() -> Vec<(Vec<Value>, Proxy)> {
    let read = |text: &str| objects::read(text).unwrap();
    let label = "x".repeat(63);
    let long_pod = format!("{}.{}.{}.{}", "y".repeat(63), "y".repeat(63), "y".repeat(63), "y".repeat(61));
    let longest = format!(
        "apiVersion: v1\nkind: Service\nmetadata: {{name: {label}, namespace: {label}}}\n\
         spec: {{clusterIP: 10.96.0.1, selector: {{a: b}}, ports: [{{name: http, port: 65535, targetPort: 1}}, {{port: 1}}]}}\n---\n\
         apiVersion: v1\nkind: Pod\nmetadata: {{name: {long_pod}, namespace: {label}, labels: {{a: b}}}}\nstatus: {{podIP: 10.1.0.1}}\n\
         spec: {{serviceAccountName: {long_pod}}}\n---\n\
         apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {{name: e, namespace: {label}, labels: \
         {{kubernetes.io/service-name: {label}}}}}\nports: [{{name: http, port: 1}}]\nendpoints: [{{addresses: [10.1.0.1]}}]\n"
    );
    let ports: Vec<String> = (1..=1000)
        .map(|port| {
            let name = ["http", "tcp", "grpc", "any"][port % 4];
            format!("{{name: {name}-{port}, port: {port}, targetPort: {port}}}")
        })
        .collect();
    let many_ports = format!(
        "apiVersion: v1\nkind: Service\nmetadata: {{name: s, namespace: ns}}\nspec: {{clusterIP: 10.96.0.1, selector: {{a: b}}, ports: \
         [{}]}}\n---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p, namespace: ns, labels: {{a: b}}}}\nstatus: {{podIP: 10.1.0.1}}\n---\n\
         apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {{name: p, namespace: ns}}\n\
         spec: {{selector: {{matchLabels: {{a: b}}}}, portLevelMtls: {{{}}}}}\n",
        ports.join(", "),
        (1..=1000)
            .step_by(7)
            .map(|port| format!("{}: {{mode: DISABLE}}", port + 2))
            .collect::<Vec<_>>()
            .join(", ")
    );
    let nothing = "apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: ns}\nspec: {ports: [{name: http, port: 80}]}\n---\n\
                   apiVersion: v1\nkind: Service\nmetadata: {name: h, namespace: ns}\nspec: {clusterIP: None, ports: [{port: 80}]}\n";
    let names = ["a|b", "a b", "*", "a\\nb", "ä", "..", "outbound"].map(|name| {
        format!(
            "apiVersion: v1\nkind: Service\nmetadata: {{name: \"{name}\", namespace: ns, creationTimestamp: '*|'}}\n\
             spec: {{clusterIP: 10.96.0.9, ports: [{{name: \"{name}\", port: 80}}]}}\n---\n"
        )
    });
    let labels = "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: ns, labels: {'a|b~c': '*', security.istio.io/tlsMode: \
                  istio}}\nspec: {serviceAccountName: 'sa/../x y%00'}\nstatus: {podIP: 10.1.0.1}\n---\n\
                  apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: ns}\nspec: {clusterIP: 10.96.0.1, ports: [{port: 80}]}\n\
                  ---\napiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: e, namespace: ns, labels: \
                  {kubernetes.io/service-name: s}}\nports: [{port: 80}]\nendpoints: [{addresses: [10.1.0.1], hostname: '*.|'}]\n";
    let others = format!(
        "apiVersion: v1\nkind: Service\nmetadata: {{name: u, namespace: ns}}\nspec: {{clusterIP: 10.96.0.1, ports: [{{port: 53, \
         protocol: UDP}}, {{port: 54, protocol: SCTP}}]}}\n---\n\
         apiVersion: v1\nkind: Service\nmetadata: {{name: e, namespace: ns}}\nspec: {{type: ExternalName, externalName: {long_pod}, \
         ports: [{{name: http, port: 80}}]}}\n---\n\
         apiVersion: v1\nkind: Service\nmetadata: {{name: x, namespace: ns}}\nspec: {{type: ExternalName, externalName: '*', \
         ports: [{{port: 80}}]}}\n---\n\
         apiVersion: v1\nkind: Service\nmetadata: {{name: v6, namespace: ns}}\nspec: {{clusterIP: '::1', ports: [{{name: http, \
         port: 80}}, {{port: 81}}]}}\n---\n\
         apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {{name: v6, namespace: ns, labels: \
         {{kubernetes.io/service-name: v6}}}}\nports: [{{name: http, port: 80}}, {{port: 81}}]\n\
         endpoints: [{{addresses: ['::ffff:10.0.0.1']}}, {{addresses: ['fe80::1']}}, {{addresses: ['::']}}]\n"
    );
    vec![
        (read(&others), proxy("ns", "p", "fd00::1")),
        (read(&longest), proxy(&label, &long_pod, "10.1.0.1")),
        (read(&many_ports), proxy("ns", "p", "10.1.0.1")),
        (read(nothing), proxy("ns", "p", "10.1.0.1")),
        (read(&names.concat()), proxy("ns", "p", "10.1.0.1")),
        (read(labels), proxy("ns", "p", "10.1.0.1")),
    ]
}
