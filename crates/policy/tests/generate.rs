//! Configurations as policies.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use injection::Facts;
use injection::resolve::{Files, Purpose, Sources, Text, resolve};
use policy::{Generated, Others, Refused, Wanted, generate};

fn generated(sources: Sources) -> Result<Generated, Refused> {
    let resolution = resolve(sources, Purpose::Webhook).unwrap_or_else(|e| panic!("{e}"));
    let webhooks =
        kubeyaml::read("webhooks: [{name: rev.namespace.x, namespaceSelector: {}, objectSelector: {}}]")
            .unwrap();
    let wanted = Wanted { name: "p", webhooks: &webhooks, others: Others::Warn };
    generate(&resolution.injector, &resolution.facts, wanted)
}

/// What a template gives as a policy: the patches, or why there are none.
fn of_template(template: &str) -> Result<Generated, String> {
    let indented = template.replace('\n', "\n    ");
    let config =
        format!("policy: enabled\ndefaultTemplates: [sidecar]\ntemplates:\n  sidecar: |\n    {indented}\n");
    let files = Files { config: Some(Text::new(config, "config.yaml".to_owned())), ..Files::default() };
    let version = Some("1.30".parse().unwrap());
    generated(Sources { files, version, ..Sources::default() }).map_err(|e| e.to_string())
}

fn patches(generated: &Generated) -> String {
    let mutations = generated.objects[0].items_at(&["spec", "mutations"]);
    mutations[0].str_at(&["jsonPatch", "expression"]).unwrap().to_owned()
}

fn variables(generated: &Generated) -> Vec<String> {
    let variables = generated.objects[0].items_at(&["spec", "variables"]).iter();
    variables.map(|variable| variable.str_at(&["expression"]).unwrap().to_owned()).collect()
}

#[test]
fn the_built_in_configuration_is_a_policy_with_its_bindings() {
    let generated = generated(Sources::default()).unwrap();
    let kinds: Vec<&str> = generated.objects.iter().map(|object| object.str_at(&["kind"]).unwrap()).collect();
    let want = "MutatingAdmissionPolicy MutatingAdmissionPolicyBinding ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding";
    assert_eq!(kinds.join(" "), want);
    assert_eq!(generated.objects[1].str_at(&["metadata", "name"]), Some("p-rev-namespace"));
    let codes: Vec<&str> = generated.exclusions.iter().map(|exclusion| exclusion.code).collect();
    assert_eq!(
        codes.join(" "),
        "annotations annotation-values own-containers containers prometheus probes network-label"
    );
    let conditions = generated.objects[0].items_at(&["spec", "matchConditions"]);
    assert!(conditions.len() <= 64, "API servers take no more");
    for code in codes {
        assert!(conditions.iter().any(|condition| condition.str_at(&["name"]) == Some(code)), "{code}");
    }
}

/// What stands of a pod's texts in the labels that a template adds.
#[test]
fn what_a_template_reads_of_a_pod_becomes_an_expression() {
    for (value, want) in [
        ("plain", "value: 'plain'"),
        ("{{ .Values.global.hub | quote }}", "value: 'docker.io/istio'"),
        ("{{ index .ObjectMeta.Labels \"app\" | quote }}", "variables.labels[?'app'].orValue('')"),
        ("x-{{ .ObjectMeta.Labels.app }}", "value: 'x-' + variables.text"),
        ("{{ index .ObjectMeta.Labels \"a\" | default \"b\" | quote }}", "!= '' ? variables.text"),
        ("{{ .DeploymentMeta.Name | trunc 5 | quote }}", "size(variables.workloadName) > 5"),
        ("{{ toLower .TypeMeta.Kind | quote }}", "variables.workloadKind.lowerAscii()"),
        (
            "{{ annotation .ObjectMeta \"sidecar.istio.io/logLevel\" \"warning\" | quote }}",
            "orValue('warning')",
        ),
        ("{{ annotation .ObjectMeta \"sidecar.istio.io/status\" \"none\" | quote }}", "value: 'none'"),
        ("\"{{ range .Spec.Containers }}{{ .Name }}{{ end }}\"", "variables.containerNames.join('')"),
        ("\"{{ (index .Spec.Containers 0).Name }}\"", "variables.containerNames[0]"),
        ("{{ if eq .ObjectMeta.Namespace \"n\" }}a{{ else }}b{{ end }}", "(!variables.is0 ? 'b' : 'a')"),
        (
            "'{{ range $i, $c := .Spec.Containers }}{{ range $c.Ports }}<{{ structToJSON . }}>{{ end }}{{ end }}'",
            "variables.ports.join('><')",
        ),
    ] {
        let generated = of_template(&format!("metadata:\n  labels:\n    x: {value}"))
            .unwrap_or_else(|e| panic!("{value}: {e}"));
        let all = patches(&generated) + &variables(&generated).join("\n");
        assert!(all.contains(want), "{value}: {all}");
    }
}

/// Nothing is guessed: what has no translation is named with its line.
#[test]
fn what_is_not_translated_is_refused() {
    for (template, want) in [
        (
            "metadata:\n  labels:\n    x: {{ sha256sum .DeploymentMeta.Name }}",
            "template `sidecar`, line 3: what `sha256sum` gives for a pod is not translated to CEL",
        ),
        (
            "metadata:\n  labels:\n    x: {{ .Spec.DNSPolicy }}",
            "line 3: `.DNSPolicy` of a pod is not followed",
        ),
        ("metadata:\n  labels:\n    x: {{ len .ObjectMeta.Labels }}", "line 3: what `len` gives"),
        ("metadata:\n  labels: {{ toJson .ObjectMeta.Labels }}", "line 2: what `toJson` gives"),
        ("{{ range $k, $v := .ObjectMeta.Labels }}{{ end }}", "line 1: a part of the pod is used as a whole"),
        ("metadata:\n  labels:\n    x: {{ len .ObjectMeta.Namespace }}", "line 3: what `len` gives"),
        (
            "metadata:\n  labels:\n    x: {{ .ObjectMeta.Namespace }}",
            "a text of the pod stands in it without quotes",
        ),
        ("metadata:\n  labels:\n    '{{ .ObjectMeta.Namespace }}': x", "becomes the name of a field"),
        ("spec:\n  dnsPolicy: Default", "changes `spec.dnsPolicy` of pods"),
        (
            "metadata:\n  labels:\n    x: '{{ range $i, $c := .Spec.Containers }}{{ if lt $i 3 }}{{ $c.Name }}{{ end }}{{ end }}'",
            "more containers or ports",
        ),
        (
            "metadata:\n  labels:\n    x: \"{{ structToJSON (index (index .Spec.Containers 0).Ports 0) }}\"",
            "",
        ),
        (
            "metadata:\n  labels:\n    x: \"{{ range .Spec.Containers }}{{ range .Ports }}{{ structToJSON . }}{{ end }}{{ end }}\"",
            "quotes",
        ),
        ("{{ fail \"no\" }}", "no pod can be injected"),
    ] {
        let refused = of_template(template).err().unwrap_or_else(|| panic!("{template}: not refused"));
        assert!(refused.contains(want), "{template}: {refused}");
    }
}

/// Where only an annotation brings what has no translation, pods without it are injected.
#[test]
fn an_annotation_that_is_not_followed_keeps_its_pods_out() {
    let template = "metadata:\n  labels:\n    x: {{ annotation .ObjectMeta \"sidecar.istio.io/logLevel\" \"warning\" | sha1sum | quote }}\n    y: '{{ index .ObjectMeta.Annotations \"example.com/y\" }}'";
    let generated = of_template(template).unwrap_or_else(|e| panic!("{e}"));
    let of = |code: &str| generated.exclusions.iter().find(|exclusion| exclusion.code == code).unwrap();
    assert!(!of("annotations").cel.contains("sidecar.istio.io/logLevel"), "{:?}", of("annotations"));
    assert!(of("other-annotations").cel.contains("'example.com/y'"));
    assert!(!variables(&generated).iter().any(|variable| variable.contains("annotations[")));
}

#[test]
fn a_template_that_refuses_pods_leaves_them_alone() {
    let template =
        "{{ if eq .ObjectMeta.Namespace \"n\" }}{{ fail \"no\" }}{{ end }}\nmetadata: {labels: {a: b}}";
    let generated = of_template(template).unwrap_or_else(|e| panic!("{e}"));
    assert!(patches(&generated).starts_with("(variables.is0) ? [] :"), "{}", patches(&generated));
}

#[test]
fn other_generations_are_refused() {
    let files = Files {
        config: Some(Text::new("policy: enabled\ntemplate: 'containers: []'\n".to_owned(), "c".to_owned())),
        ..Files::default()
    };
    assert_eq!(generated(Sources { files, ..Sources::default() }).err(), Some(Refused::Legacy));
}

#[test]
fn what_no_execution_shows_is_refused() {
    let of_some = "metadata: {name: p, namespace: apps}\nspec: {concurrency: 3}";
    let facts = Facts { proxy_configs: vec![kubeyaml::read(of_some).unwrap()], ..Facts::default() };
    let files = Files { snapshot: Some(facts), ..Files::default() };
    let refused = generated(Sources { files, ..Sources::default() }).err();
    assert_eq!(refused, Some(Refused::ProxyConfig("p".to_owned())));
    let refused = of_template("metadata: {labels: {a: '731900009137'}}").err().unwrap_or_default();
    assert!(refused.contains("stands for a pod's"), "{refused}");
}

/// What a template says of metrics meets what the pod says: such pods are left alone.
#[test]
fn metrics_of_a_template_keep_pods_with_metrics_out() {
    let template = "metadata: {annotations: {prometheus.io/path: /m}}\nspec: {containers: [{name: istio-proxy, image: p, env: [{name: A, value: b}]}]}";
    let generated = of_template(template).unwrap_or_else(|e| panic!("{e}"));
    let metrics = generated.exclusions.iter().find(|exclusion| exclusion.code == "prometheus").unwrap();
    assert!(metrics.cel.contains("exists(k, k.matches"), "{metrics:?}");
}
