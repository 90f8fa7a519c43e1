//! The short ways to an answer give the answer of the full way, to the byte and with the same errors: on the built-in
//! configuration and others, for generated pods whose names, labels and annotations are hostile.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use injection::config::{Config, Reading, Signs, Values};
use injection::{
    Asked, Budget, Change, Facts, Injector, NativeSidecars, Question, Settings, defaults, patch,
};
use kubeyaml::Value;

/// Pods of each configuration.
const PODS: u64 = 300;

/// So many pods have the annotations of each other, where they have any in common: enough for a template of their own.
const ALIKE: u64 = 25;

/// A template whose holes stand in scalars of every style, in keys, and around structure.
const STYLES: &str = r#"
policy: enabled
defaultTemplates: [sidecar, second]
templates:
  sidecar: |
    {{- define "part" }}
      - name: part{{ if .deep }}-{{ .deep }}{{ end }}
        image: {{ .image }}
    {{- end }}
    metadata:
      annotations: {plain: {{ .ObjectMeta.Name | default "none" }}, quoted: "{{ index .ObjectMeta.Annotations `a` }}"}
      labels:
        single: '{{ index .ObjectMeta.Annotations `b` }}'
        {{ index .ObjectMeta.Annotations "key" | default "key" | quote }}: "{{ .Values.global.hub }}"
    spec:
      hostname: {{ index .ObjectMeta.Annotations `c` }}
      terminationGracePeriodSeconds: {{ index .ObjectMeta.Annotations `number` | default "30" }}
      initContainers:
      {{- template "part" (dict "image" "p:1" "deep" (index .ObjectMeta.Annotations `c`)) }}
      containers:
      - name: istio-proxy
        image: p:{{ index .ObjectMeta.Annotations `tag` | default .Values.global.tag }}
        args: [a, {{ index .ObjectMeta.Annotations `a` | quote }}, {{ index .ObjectMeta.Annotations `d` | default "d" }}]
        command:
        - x{{ index .ObjectMeta.Annotations `a` }}y
        - {{ index .ObjectMeta.Annotations `b` }} # {{ index .ObjectMeta.Annotations `a` }}
        env:
        - name: LITERAL
          value: |-
            [
            {{- $first := true }}
            {{- range .Spec.Containers }}
            {{ if not $first }},{{ end }}{{ .Name }}
            {{- $first = false }}
            {{- end }}
            {{ index .ObjectMeta.Annotations `b` }}
            ]
        - name: FOLDED
          value: >
            a {{ index .ObjectMeta.Annotations `c` }}
            b
        - name: PORTS
          value: "{{ includeInboundPorts .Spec.Containers }}"
        resources:
          limits: {cpu: {{ index .ObjectMeta.Annotations `cpu` | default "1" | quote }}, memory: {{ index .ObjectMeta.Annotations `cpu` | default "1" }}}
        {{- with .Values.global.more }}
        securityContext:
          {{- toYaml . | nindent 10 }}
        {{- end }}
  second: |
    {{- if ne (index .ObjectMeta.Annotations `a`) "true" }}
    spec:
      volumes:
      - name: {{ .ObjectMeta.Namespace }}-{{ .ProxyConfig.StatusPort }}
        emptyDir: {}
      containers:
      - name: istio-proxy
        workingDir: /{{ index .ObjectMeta.Labels `app` }}
        {{ toYaml (dict "tty" true) | nindent 8 }}
    {{- end }}
"#;

const STYLES_VALUES: &str = r#"{"global": {"hub": "h", "tag": "1.2", "more": {"runAsUser": 7}}}"#;

/// Annotations as people write them.
const USUAL: [(&str, &str); 32] = [
    ("a", "web"),
    ("a", "true"),
    ("b", "x-1"),
    ("c", "deep"),
    ("c", "host"),
    ("d", "e"),
    ("key", "other"),
    ("number", "45"),
    ("tag", "1.3"),
    ("cpu", "2"),
    ("proxy.istio.io/config", "statusPort: 9"),
    ("sidecar.istio.io/proxyImage", "r.example/p:2"),
    ("sidecar.istio.io/proxyImageType", "debug"),
    ("sidecar.istio.io/interceptionMode", "NONE"),
    ("sidecar.istio.io/interceptionMode", "TPROXY"),
    ("sidecar.istio.io/nativeSidecar", "false"),
    ("status.sidecar.istio.io/port", "15021"),
    ("sidecar.istio.io/logLevel", "debug"),
    ("sidecar.istio.io/agentLogLevel", "default:info"),
    ("sidecar.istio.io/proxyCPU", "100m"),
    ("sidecar.istio.io/proxyMemoryLimit", "1Gi"),
    ("sidecar.istio.io/bootstrapOverride", "boot"),
    ("sidecar.istio.io/userVolume", r#"{"v":{"emptyDir":{}}}"#),
    ("sidecar.istio.io/userVolumeMount", r#"{"v":{"mountPath":"/x y"}}"#),
    ("sidecar.istio.io/rewriteAppHTTPProbers", "true"),
    ("traffic.sidecar.istio.io/includeInboundPorts", "80,90"),
    ("traffic.sidecar.istio.io/excludeInboundPorts", "81"),
    ("traffic.sidecar.istio.io/includeOutboundIPRanges", "10.0.0.0/8"),
    ("readiness.status.sidecar.istio.io/initialDelaySeconds", "7"),
    ("kubectl.kubernetes.io/default-container", "c0"),
    ("prometheus.io/scrape", "true"),
    ("inject.istio.io/templates", "sidecar"),
];

/// Annotations that may say anything.
const FREE: [&str; 6] = ["a", "b", "c", "d", "key", "tag"];

const LABELS: [&str; 7] = [
    "app",
    "version",
    "app.kubernetes.io/name",
    "service.istio.io/canonical-name",
    "security.istio.io/tlsMode",
    "topology.istio.io/network",
    "service.istio.io/workload-name",
];

/// What labels may say, and YAML takes for something else where it is not quoted.
const LABEL_TEXTS: [&str; 12] =
    ["web", "v1", "", "true", "null", "1", "y", "0x10", "1e3", "1_000", "2001-01-01", "a.b"];

const TEXTS: [&str; 76] = [
    "",
    "web",
    "true",
    "false",
    "null",
    "~",
    "yes",
    "y",
    "1",
    "0",
    "0x10",
    "1e3",
    "-1",
    ".5",
    "1_000",
    "12:30",
    "2001-01-01",
    "=",
    "<<",
    "a: b",
    "a:",
    ":a",
    "a #b",
    "#b",
    "a#b",
    "- x",
    "-",
    "--- a",
    "---",
    "...",
    "? x",
    "\"q\"",
    "\"",
    "'",
    "''",
    "\\",
    "\\n",
    "a\\",
    "two\nlines",
    "\n",
    "a\n",
    "two\n  deep: 1",
    " lead",
    "trail ",
    "\t",
    "a\tb",
    "é",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\u{7f}",
    "\u{1}",
    "&a",
    "*a",
    "!t",
    "!!str",
    "|",
    ">",
    "%",
    "@",
    "`",
    "[x",
    "x]",
    "{x",
    "x}",
    "a,b",
    ",",
    "{{ .Name }}",
    "NONE",
    "TPROXY",
    "15021",
    "80,90",
    "{\"v\":{\"emptyDir\":{}}}",
    "{\"v\":{\"mountPath\":\"/x y\"}}",
    "statusPort: 9",
    "100m",
];

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % count
    }

    fn of<'t>(&mut self, choices: &[&'t str]) -> &'t str {
        choices[self.below(choices.len())]
    }
}

fn quoted(text: &str) -> String {
    kubeyaml::to_json(&Value::text(text))
}

fn json(entries: BTreeMap<String, String>) -> String {
    let entries: Vec<String> = entries.into_iter().map(|(key, value)| format!("{key}:{value}")).collect();
    format!("{{{}}}", entries.join(","))
}

fn annotations(dice: &mut Dice) -> String {
    let mut out = BTreeMap::new();
    for _ in 0..dice.below(5) {
        let (key, usual) = USUAL[dice.below(USUAL.len())];
        let (key, value) = match dice.below(8) {
            0 => (key, dice.of(&TEXTS)),
            1 | 2 => (dice.of(&FREE), dice.of(&TEXTS)),
            _ => (key, usual),
        };
        out.insert(quoted(key), quoted(value));
    }
    json(out)
}

fn labels(dice: &mut Dice) -> String {
    let mut out = BTreeMap::new();
    for _ in 0..dice.below(4) {
        let text = if dice.below(12) == 0 { dice.of(&TEXTS) } else { dice.of(&LABEL_TEXTS) };
        out.insert(quoted(dice.of(&LABELS)), quoted(text));
    }
    json(out)
}

fn dice(number: u64) -> Dice {
    Dice(number.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// A pod, and whether those before it have the same annotations.
fn pod(number: u64, is_alike: bool) -> Value {
    let annotations = annotations(&mut dice(if is_alike { number / ALIKE } else { number + PODS }));
    let dice = &mut dice(number);
    let mut containers = String::new();
    for i in 0..1 + dice.below(3) {
        let comma = if i > 0 { "," } else { "" };
        let name = if dice.below(9) == 0 { "istio-proxy".to_owned() } else { format!("c{i}-{number}") };
        let ports = [
            "",
            r#","ports":[{"containerPort":80}]"#,
            r#","ports":[{"name":"h","containerPort":8080,"protocol":"TCP"},{"containerPort":53,"protocol":"UDP"}]"#,
        ];
        let rest = [
            "",
            r#","livenessProbe":{"httpGet":{"path":"/l","port":80}}"#,
            r#","resources":{"limits":{"cpu":"500m"}}"#,
        ];
        let _ = write!(
            containers,
            r#"{comma}{{"name":"{name}","image":"i:{number}"{}{}}}"#,
            dice.of(&ports),
            dice.of(&rest)
        );
    }
    let name = if dice.below(40) == 0 { dice.of(&TEXTS).to_owned() } else { format!("web-{number}") };
    let namespace =
        if dice.below(40) == 0 { dice.of(&TEXTS).to_owned() } else { format!("ns-{}", number % 3) };
    let labels = labels(dice);
    let owner = [
        "",
        r#","ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web-6c5d7f","uid":"a","controller":true}]"#,
    ];
    let json = format!(
        r#"{{"metadata":{{"name":{},"namespace":{},"annotations":{annotations},"labels":{labels}{}}},"spec":{{"containers":[{containers}],"volumes":[{{"name":"data","emptyDir":{{}}}}]}}}}"#,
        quoted(&name),
        quoted(&namespace),
        dice.of(&owner),
    );
    kubeyaml::from_json(json.as_bytes()).unwrap()
}

fn injector(config: &str, values: &str, native: &str) -> Injector {
    let environment = BTreeMap::new();
    let reading =
        Reading { version: None, environment: &environment, offline: false, signs: Signs::default() };
    let settings =
        Settings { native_sidecars: native.parse::<NativeSidecars>().unwrap(), ..Settings::default() };
    let mesh = kubeyaml::read(defaults::mesh()).unwrap();
    let config = Config::parse(config, &reading).unwrap();
    Injector::new(config, Values::parse(values).unwrap(), mesh, settings).unwrap()
}

/// All that an answer says.
fn answered(injector: &Injector, pod: &Value, asked: Asked<'_>, facts: &Facts) -> String {
    let question = Question { pod, namespace: "request", workload: None, asked, budget: Budget::default() };
    match injector.answer(&question, facts) {
        Err(error) => format!("{error} {:?}", error.hint()),
        Ok(answer) => {
            let injection = answer.injection.as_ref();
            let change = match injection.map(|injection| &injection.change) {
                None => String::new(),
                Some(Change::Patch(patch)) => patch::to_json(patch),
                Some(Change::Pod(pod)) => kubeyaml::to_json(pod),
            };
            let added = injection.map(|injection| (&injection.templates, &injection.added));
            format!("{change}\n{added:?}\n{:?}\n{:?}", answer.decision, answer.advice)
        }
    }
}

#[test]
fn short_ways_give_the_answers_of_the_full_way() {
    let proxy_config = "{metadata: {namespace: ns-1}, spec: {environmentVariables: {A: b}}}";
    let facts = [
        Facts::default(),
        Facts { proxy_configs: vec![kubeyaml::read(proxy_config).unwrap()], ..Facts::default() },
    ];
    let values = defaults::values(false);
    let (mut injected, mut refused) = (0, 0);
    for (config, values, native) in [
        (defaults::config(), values, "true"),
        (defaults::config(), values, "false"),
        (STYLES, STYLES_VALUES, "true"),
    ] {
        let short = injector(config, values, native);
        let full = injector(config, values, native).without_short_ways();
        for number in 0..2 * PODS {
            let pod = pod(number, number >= PODS);
            let facts = &facts[usize::from(number % 5 == 0)];
            for asked in [Asked::Webhook { path: "/inject" }, Asked::KubeInject] {
                let want = answered(&full, &pod, asked, facts);
                assert_eq!(answered(&short, &pod, asked, facts), want, "{}", kubeyaml::to_json(&pod));
                let counted = if want.contains("istio-proxy") { &mut injected } else { &mut refused };
                *counted += 1;
            }
        }
    }
    assert!(injected > 1000 && refused > 300, "{injected} injected, {refused} not");
}
