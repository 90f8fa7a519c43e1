//! What several tests share.

use kubeyaml::Value;

/// Pods from a seed: a small generator of its own, so that a failure names all that is needed to see it again.
pub struct Pods {
    seed: u64,
    /// Whether the containers being made are init containers.
    native: bool,
}

impl Pods {
    fn next(&mut self, below: usize) -> usize {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.seed >> 33).unwrap() % below
    }

    fn one_of(&mut self, all: &[&str]) -> String {
        all.get(self.next(all.len())).unwrap().to_string()
    }

    fn some(&mut self, all: &[&str]) -> String {
        let chosen: Vec<&str> = all.iter().copied().filter(|_| self.next(3) == 0).collect();
        chosen.join(",")
    }

    /// The pod of a seed.
    pub fn of(seed: u64) -> Value {
        Pods { seed, native: false }.pod()
    }

    fn pod(&mut self) -> Value {
        self.seed = self.seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let annotations = self.some(&[
            r#""prometheus.io/port":"9090""#,
            r#""prometheus.io/scrape":"true""#,
            r#""sidecar.istio.io/rewriteAppHTTPProbers":"true""#,
            r#""sidecar.istio.io/nativeSidecar":"false""#,
            r#""sidecar.istio.io/interceptionMode":"TPROXY""#,
            r#""sidecar.istio.io/proxyCPU":"1500m""#,
            r#""proxy.istio.io/config":"holdApplicationUntilProxyStarts: true""#,
            r#""traffic.sidecar.istio.io/excludeInboundPorts":"1,2""#,
            r#""sidecar.istio.io/userVolume":"{\"v\":{\"emptyDir\":{}}}""#,
        ]);
        let labels =
            self.some(&[r#""app":"web""#, r#""version":"v1""#, r#""topology.istio.io/network":"n2""#]);
        let containers = self.containers("app", &["istio-proxy"]);
        self.native = true;
        let init = self.containers("init", &["istio-init", "istio-proxy"]);
        let text = format!(
            r#"{{"apiVersion":"v1","kind":"Pod","metadata":{{"name":"p","annotations":{{{annotations}}},"labels":{{{labels}}}}},"spec":{{"containers":[{containers}],"initContainers":[{init}],"volumes":[{{"name":"u","emptyDir":{{}}}}]}}}}"#
        );
        kubeyaml::from_json(text.as_bytes()).unwrap()
    }

    fn containers(&mut self, name: &str, own: &[&str]) -> String {
        let mut names: Vec<String> = (0..self.next(3)).map(|i| format!("{name}-{i}")).collect();
        if self.next(3) == 0 {
            let place = self.next(names.len() + 1);
            let injected = self.one_of(own);
            names.insert(place, injected);
        }
        let all: Vec<String> = names.iter().map(|n| self.container(n)).collect();
        all.join(",")
    }

    fn container(&mut self, name: &str) -> String {
        let image = self.one_of(&["auto", "registry.example/image:1"]);
        let rest = self.some(&[
            r#","args":["one","-u","7"]"#,
            r#","env":[{"name":"MINE","value":"1"},{"name":"POD_NAME","value":"mine"}]"#,
            r#","ports":[{"name":"http","containerPort":8080}]"#,
            r#","resources":{"requests":{"cpu":"1000m","memory":"1024Mi"}}"#,
            r#","securityContext":{"runAsUser":2000,"runAsGroup":0}"#,
            r#","volumeMounts":[{"name":"u","mountPath":"/u"}]"#,
            r#","readinessProbe":{"httpGet":{"path":"/r","port":8080},"timeoutSeconds":2}"#,
            r#","livenessProbe":{"tcpSocket":{"port":9000}}"#,
            r#","startupProbe":{"grpc":{"port":9001,"service":null}}"#,
            r#","lifecycle":{"preStop":{"httpGet":{"path":"/s","port":8080}}}"#,
        ]);
        let rest = rest.replace(",,", ",");
        // Who gives the proxy as a native sidecar says so.
        let native = if name == "istio-proxy" && self.native { r#","restartPolicy":"Always""# } else { "" };
        format!(r#"{{"name":"{name}","image":"{image}"{rest}{native}}}"#)
    }
}
