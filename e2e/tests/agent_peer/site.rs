//! An istiod on a control plane, with a pod for the proxy to be.

use std::net::Ipv4Addr;
use std::path::Path;
use std::process::Command;

use e2e::{ControlPlane, Forward, Istiod, IstiodPorts, Program, Proxy, free_address, get, shop, until};

/// The istiod's own pod, by which Istio's tools find it.
const ISTIOD: &str = "
apiVersion: v1
kind: Pod
metadata: {name: istiod-1, namespace: istio-system, labels: {app: istiod, istio: pilot, istio.io/rev: default}}
spec:
  containers: [{name: discovery, image: 'istio/pilot:1'}]
";

/// Without what only Istio's own build of Envoy has.
const FOR_A_PLAIN_ENVOY: [(&str, &str); 3] = [
    ("PILOT_ENABLE_METADATA_EXCHANGE", "false"),
    ("PILOT_ENABLE_ALPN_FILTER", "false"),
    ("PILOT_DISABLE_MX_ALPN", "true"),
];

pub struct Site {
    plane: ControlPlane,
    ports: IstiodPorts,
    _istiod: Istiod,
}

impl Site {
    pub fn start(name: &str, istiod: &Path) -> Option<Site> {
        let ports = IstiodPorts::free();
        let forward = |port, to| Forward { namespace: Istiod::NAMESPACE, port, to };
        let forwards = [forward(15014, ports.monitoring), forward(15012, ports.secure)];
        let plane = ControlPlane::start_forwarding(name, &forwards)?;
        let kubectl = plane.kubectl();
        for namespace in [Istiod::NAMESPACE, "shop"] {
            kubectl.namespace(namespace, "{}");
        }
        kubectl.apply(shop::MANIFESTS);
        kubectl.apply(ISTIOD);
        // The two listeners that each Envoy binds, elsewhere than where another Envoy of this machine does.
        let mesh = format!(
            "proxyListenPort: {}\nproxyInboundListenPort: {}\ndefaultProviders: {{}}\n",
            free_address().port(),
            free_address().port()
        );
        // Nobody here resolves the name of istiod's Service.
        let variables = [&FOR_A_PLAIN_ENVOY[..], &[("ISTIOD_CUSTOM_HOST", "localhost")]].concat();
        let istiod = Istiod::start(&plane, istiod, ports, &mesh, &variables);
        let site = Site { plane, ports, _istiod: istiod };
        until("an istiod that is ready", || site.get("/ready").filter(|answer| answer.contains(" 200 ")));
        Some(site)
    }

    /// A proxy that starts now, as the pod.
    pub fn proxy(&self, program: &Program) -> Proxy {
        shop::proxy(&self.plane, program, self.ports.secure)
    }

    /// The address of a Service.
    pub fn address_of(&self, service: &str) -> Ipv4Addr {
        let line = format!("-n shop get service {service} -o jsonpath={{.spec.clusterIP}}");
        self.plane.kubectl().run(&line).parse().unwrap()
    }

    /// What istioctl prints.
    pub fn istioctl(&self, program: &Path, arguments: &str) -> String {
        let mut command = Command::new(program);
        command
            .args(arguments.split(' '))
            .arg("--kubeconfig")
            .arg(self.plane.folder().join("admin.kubeconfig"));
        let output = command.output().unwrap();
        [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat()
    }

    /// What istiod says of its proxies.
    pub fn syncz(&self) -> String {
        self.get("/debug/syncz").unwrap()
    }

    /// The types whose last answer a proxy has not accepted.
    pub fn unanswered(&self, proxy: &str) -> Vec<String> {
        let answer = self.syncz();
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        let all: serde_json::Value = serde_json::from_str(body).unwrap();
        let one = all.as_array().unwrap().iter().find(|one| one["proxy"] == proxy).unwrap();
        let kinds = ["cluster", "listener", "route", "endpoint"];
        let differs = |kind: &&str| one[format!("{kind}_sent")] != one[format!("{kind}_acked")];
        kinds.iter().filter(|kind| differs(kind)).map(ToString::to_string).collect()
    }

    fn get(&self, path: &str) -> Option<String> {
        get(self.ports.http, path, "1.0")
    }
}
