//! Manifests in any style, as people and programs write them.

use std::collections::BTreeSet;

use kubeyaml::{Value, read, to_json};

/// Numbers that look random, and are the same each time.
pub struct Dice(pub u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most as u64).unwrap()
    }

    fn one_in(&mut self, most: usize) -> bool {
        self.below(most) == 0
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// What may stand in a pod's metadata; nothing at all is the first.
const METADATA: [&str; 14] = [
    "",
    "null",
    "{}",
    "{labels: {app: web}}",
    "{labels: {app: web, version: 'y'}, annotations: {}}",
    "{labels: null, annotations: null}",
    "{labels: {}, annotations: {mine: 'on'}}",
    "{annotations: {prometheus.io/scrape: 'true', prometheus.io/port: '8080', prometheus.io/path: /m}}",
    "{annotations: {prometheus.io/scrape: 'true', prometheus.io/port: '8080'}, labels: {app.kubernetes.io/name: front}}",
    "{annotations: {prometheus-io/port: '80', note: \"two\\nlines\\n\"}}",
    "{annotations: {kubectl.kubernetes.io/default-container: app, sidecar.istio.io/inject: 'true'}}",
    "{labels: {security.istio.io/tlsMode: istio, service.istio.io/canonical-name: web, istio.io/rev: stable}}",
    "{annotations: {prometheus.io/scrape: 'false', traffic.sidecar.istio.io/excludeInboundPorts: '80,15020'}}",
    "{creationTimestamp: null, name: web, annotations: {sidecar.istio.io/interceptionMode: TPROXY}}",
];

const PROBES: [&str; 9] = [
    "{httpGet: {path: /r, port: http}}",
    "{httpGet: {path: /r, port: 8080}, timeoutSeconds: 5}",
    "{periodSeconds: 3, httpGet: {port: 8443, scheme: HTTPS, host: h, httpHeaders: [{name: a, value: 'y'}]}}",
    "{tcpSocket: {port: http}}",
    "{tcpSocket: {port: 9}, failureThreshold: 3}",
    "{grpc: {port: 9}}",
    "{exec: {command: [sh, -c, \"a\\tb\"]}}",
    "{httpGet: {path: /r, port: unknown}}",
    "{httpGet: {path: '/a?b=<c>&d', port: 0x50}}",
];

const CONTAINERS: [&str; 7] = [
    "{name: app, image: 'a:1', ports: [{name: http, containerPort: 8080}, {containerPort: 9}]}",
    "{name: app, image: 'a:1', resources: {limits: {cpu: 0.5, memory: 1Gi}}, env: [{name: A, value: 'y'}, {name: B, value: 'on'}]}",
    "{name: app, image: 'a:1', ports: [{containerPort: 8080, name: http}], command: [sh, -c, \"x\\n  y\\n\"]}",
    "{name: other, image: 'b:1', volumeMounts: [{name: data, mountPath: /d}], securityContext: {}}",
    "{name: istio-proxy, image: auto, resources: {requests: {cpu: 100m}}}",
    "{name: istio-proxy, image: 'own:1', env: [{name: X, value: '1'}], securityContext: {runAsUser: 99}}",
    "{name: istio-init, image: 'own:1', args: [mine]}",
];

const VOLUMES: [&str; 6] = [
    "null",
    "[]",
    "[{name: data, emptyDir: {}}]",
    "[{name: data, emptyDir: }, {name: istio-envoy, emptyDir: {}}]",
    "[{name: istio-token, secret: {secretName: s}}, {name: data, configMap: {name: c, items: [{key: k, path: 'n'}]}}]",
    "[{name: b, emptyDir: {medium: Memory}}, {name: a, hostPath: {path: /a}}]",
];

const REST: [(&str, &str); 8] = [
    ("securityContext", "{}"),
    ("securityContext", "{fsGroup: 2000}"),
    ("securityContext", "{runAsUser: 1000, fsGroup: 1337}"),
    ("imagePullSecrets", "[{name: s}]"),
    ("serviceAccountName", "'y'"),
    ("terminationGracePeriodSeconds", "0"),
    ("dnsConfig", "{searches: [global]}"),
    ("nodeSelector", "{on: 'off', \"12\": x}"),
];

/// One manifest, or a few of them.
pub fn document(dice: &mut Dice) -> String {
    let mut text = String::new();
    for _ in 0..=usize::from(dice.one_in(8)) {
        if !text.is_empty() || dice.one_in(4) {
            text.push_str(dice.of(&["---\n", "---  # next\n", "---\n# Source: chart/templates/web.yaml\n"]));
        }
        let object = object(dice);
        if dice.one_in(8) {
            text.push_str(&to_json(&object));
            text.push('\n');
            continue;
        }
        let mut writer = Writer {
            unit: 2 + 2 * usize::from(dice.one_in(6)),
            lists: dice.below(3),
            anchors: Vec::new(),
            dice,
        };
        writer.entries(&object, 0, &mut text);
    }
    let text = if dice.one_in(6) { text.replace('\n', "\r\n") } else { text };
    let text = if dice.one_in(5) { text.trim_end().to_owned() } else { text };
    if dice.one_in(20) { format!("\u{feff}{text}") } else { text }
}

fn object(dice: &mut Dice) -> Value {
    let mut spec = read("{}").unwrap();
    let mut names = BTreeSet::new();
    for list in ["containers", "initContainers"] {
        let mut items = Vec::new();
        for _ in 0..dice.below(if list == "containers" { 4 } else { 2 }) {
            let mut container = read(dice.of(&CONTAINERS)).unwrap();
            let name = container.str_at(&["name"]).unwrap().to_owned();
            if (name == "istio-init" && list == "containers") || !names.insert(name) {
                continue;
            }
            for probe in ["livenessProbe", "readinessProbe", "startupProbe"] {
                if dice.one_in(3) {
                    container.become_map().insert(probe, read(dice.of(&PROBES)).unwrap());
                }
            }
            if dice.one_in(6) {
                container
                    .map_entry("lifecycle")
                    .insert("preStop", read("{httpGet: {path: /s, port: http}}").unwrap());
            }
            items.push(container);
        }
        if list == "containers" || !items.is_empty() || dice.one_in(6) {
            spec.become_map().insert(list, items);
        }
    }
    if dice.one_in(2) {
        spec.become_map().insert("volumes", read(dice.of(&VOLUMES)).unwrap());
    }
    for (key, value) in REST {
        if dice.one_in(8) {
            spec.become_map().insert(key, read(value).unwrap());
        }
    }
    let mut pod = read("{}").unwrap();
    let metadata = dice.of(&METADATA);
    if !metadata.is_empty() {
        pod.become_map().insert("metadata", read(metadata).unwrap());
    }
    pod.become_map().insert("spec", spec);
    let shape = dice.of(&[
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, labels: {app: web}}, spec: {selector: {matchLabels: {app: web}}, template: POD}}",
        "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db}, spec: {serviceName: 'n', template: POD, volumeClaimTemplates: [{metadata: {name: data}}]}}",
        "{apiVersion: batch/v1, kind: CronJob, metadata: {name: night}, spec: {schedule: '*/5 * * * *', jobTemplate: {spec: {template: POD}}}}",
        "{apiVersion: v1, kind: Pod, metadata: {name: one}, spec: POD}",
        "{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Service, metadata: {name: s}}, {apiVersion: apps/v1, kind: DaemonSet, metadata: {name: d}, spec: {template: POD}}]}",
        "{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: r}, spec: {template: POD, strategy: {canary: {}}}}",
    ]);
    let pod = if shape.contains("kind: Pod,") { pod.at(&["spec"]).clone() } else { pod };
    read(&shape.replace("POD", &to_json(&pod))).unwrap()
}

/// Writes a value in any style.
struct Writer<'d> {
    dice: &'d mut Dice,
    /// How far what is below something is indented.
    unit: usize,
    /// How lists below a key are: 0 and 1 all alike, 2 each as it comes.
    lists: usize,
    /// Names of what is anchored, and what it is.
    anchors: Vec<(String, Value)>,
}

impl Writer<'_> {
    fn entries(&mut self, value: &Value, indent: usize, out: &mut String) {
        let Value::Map(map) = value else { return };
        let mut entries: Vec<_> = map.iter().collect();
        let by = self.dice.below(entries.len().max(1));
        entries.rotate_left(by);
        let mut is_first = true;
        for (key, value) in entries {
            // What is behind a dash has its line already.
            if !std::mem::take(&mut is_first) || out.is_empty() || out.ends_with('\n') {
                self.between(indent, out);
                out.push_str(&" ".repeat(indent));
            }
            let plain =
                read(&format!("{key}: 1")).is_ok_and(|read| read.get(key).is_some()) && !self.dice.one_in(12);
            out.push_str(&if plain { key.to_owned() } else { to_json(&Value::text(key)) });
            out.push(':');
            self.value(value, indent, true, out);
        }
    }

    /// A comment or a blank line before another line.
    fn between(&mut self, indent: usize, out: &mut String) {
        if self.dice.one_in(9) {
            let pad = self.dice.below(indent + 3);
            let line = self.dice.of(&["", "# mine", "# - name: off", "#on: y", "# \t tab"]);
            out.push_str(&format!(
                "{}{line}\n",
                if line.is_empty() { String::new() } else { " ".repeat(pad) }
            ));
        }
    }

    fn value(&mut self, value: &Value, indent: usize, in_map: bool, out: &mut String) {
        let holds = matches!(value, Value::Map(map) if !map.is_empty())
            || matches!(value, Value::List(l) if !l.is_empty());
        if holds && let Some((name, _)) = self.anchors.iter().find(|(_, anchored)| anchored == value) {
            out.push_str(&format!(" *{name}\n"));
            return;
        }
        if holds && self.dice.one_in(15) {
            let name = format!("a{}", self.anchors.len());
            out.push_str(&format!(" &{name}"));
            // What is in it is not named, as an alias of it could come before its end.
            let anchors = std::mem::take(&mut self.anchors);
            self.bare(value, indent, in_map, out);
            self.anchors = anchors;
            self.anchors.push((name, value.clone()));
            return;
        }
        self.bare(value, indent, in_map, out);
    }

    fn bare(&mut self, value: &Value, indent: usize, in_map: bool, out: &mut String) {
        let is_small = to_json(value).len() < 120;
        let in_flow = is_small && self.dice.one_in(5);
        match value {
            Value::Map(map) if !map.is_empty() && !in_flow => {
                if in_map || out.ends_with(|c: char| c.is_alphanumeric()) {
                    self.behind(out);
                    self.entries(value, indent + self.unit, out);
                } else {
                    out.push(' ');
                    self.entries(value, indent + 2, out);
                }
            }
            Value::List(items) if !items.is_empty() && in_map && !in_flow => {
                self.behind(out);
                let deeper = match self.lists {
                    2 => self.dice.below(2) * self.unit,
                    all => all * self.unit,
                };
                for item in items {
                    self.between(indent + deeper, out);
                    out.push_str(&format!("{}-", " ".repeat(indent + deeper)));
                    self.value(item, indent + deeper, false, out);
                }
            }
            Value::Map(_) | Value::List(_) => {
                let json = to_json(value);
                let spaced = json.replace("\":", "\": ").replace(",\"", ", \"");
                out.push_str(&format!(" {}", if self.dice.one_in(2) { json } else { spaced }));
                self.behind(out);
            }
            scalar => self.scalar(scalar, indent, out),
        }
    }

    fn scalar(&mut self, value: &Value, indent: usize, out: &mut String) {
        let Some(text) = value.as_str() else {
            let null = self.dice.of(&["", " ~", " null"]);
            out.push_str(&if value.is_null() { null.to_owned() } else { format!(" {}", to_json(value)) });
            return self.behind(out);
        };
        let plain = kubeyaml::write(value).trim_end().to_owned();
        if text.ends_with('\n') && self.dice.one_in(2) {
            out.push_str(" |\n");
            let pad = " ".repeat(indent + self.unit);
            text.lines().for_each(|line| out.push_str(&format!("{pad}{line}\n")));
            return;
        }
        let written = match self.dice.below(4) {
            0 if !text.contains(['\n', '\t']) => format!("'{}'", text.replace('\'', "''")),
            1 => to_json(value),
            _ if plain.contains('\n') => to_json(value),
            _ => plain,
        };
        out.push_str(&format!(" {written}"));
        self.behind(out);
    }

    /// The end of a line.
    fn behind(&mut self, out: &mut String) {
        if self.dice.one_in(12) {
            out.push_str(self.dice.of(&["  # here", " # 'q", "   "]));
        }
        out.push('\n');
    }
}
