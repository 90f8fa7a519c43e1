//! Remedies are pasted into shells: whatever a name says, it is no command there. Each remedy of every command is run by a real
//! shell in which the only program that a name asks for tells that it was called.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a name may hold that a shell reads, as YAML; each by itself, so that none spoils another.
const NAMES: [&str; 8] = [
    r#""x;pwn""#,
    r#""x$(pwn)""#,
    r#""x`pwn`""#,
    r#""x';pwn;'""#,
    r#""x\npwn\ny""#,
    r#""x|pwn""#,
    r#""x&pwn""#,
    r#""'$(pwn)'$(pwn)""#,
];

/// A cluster in which everything has that name, and something is the matter with each thing; or with pods alone, whose injector
/// answers.
fn cluster(name: &str, is_calm: bool) -> String {
    let entry = |name: &str, selector: &str, more: &str| {
        format!(
            "{{name: {name}, failurePolicy: Ignore, timeoutSeconds: 30, admissionReviewVersions: [v1], sideEffects: None, rules: \
             [{{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}}], namespaceSelector: {selector}, \
             clientConfig: {{caBundle: bm9uZQ==, service: {{name: NAME, namespace: NAME, port: 443}}}}{more}}}"
        )
    };
    let enabled = "{matchLabels: {istio-injection: enabled}}";
    let of_revision = "{matchLabels: {istio.io/rev: NAME}}";
    let configuration = |name: &str, entry: String, revision: &str| {
        format!(
            "apiVersion: admissionregistration.k8s.io/v1\nkind: MutatingWebhookConfiguration\nmetadata: {{name: {name}, labels: {{app: \
             sidecar-injector, istio.io/rev: {revision}}}, creationTimestamp: '2026-11-21T08:00:00Z'}}\nwebhooks: [{entry}]\n"
        )
    };
    let closed =
        entry("closed.sidecar-injector.istio.io", "{}", ", matchConditions: [{name: c, expression: NAME}]");
    let pod = |labels: &str, owner: &str, image: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: NAME, namespace: NAME, labels: {{a: b{labels}}}, annotations: {{istio-injection: \
             NAME, istio.io/rev: NAME, sidecar.istio.io/inject: 'true'}}, ownerReferences: [{owner}], creationTimestamp: \
             '2026-11-20T08:00:00Z'}}\nspec: {{containers: [{{name: app, image: app}}{image}]}}\nstatus: {{phase: Running}}\n"
        )
    };
    let owner = "{apiVersion: x/v1, kind: NAME, name: NAME, controller: true}";
    let template = "spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b, istio-injection: NAME}, annotations: \
                    {istio.io/rev: NAME}}, spec: {containers: [{name: app, image: app}]}}}";
    let workload = |kind: &str| {
        format!(
            "apiVersion: apps/v1\nkind: {kind}\nmetadata: {{name: NAME, namespace: NAME, labels: {{sidecar.istio.io/inject: NAME}}}}\n{template}\n"
        )
    };
    let namespace = |name: &str, labels: &str| {
        format!(
            "apiVersion: v1\nkind: Namespace\nmetadata: {{name: {name}, labels: {{{labels}}}, annotations: {{istio.io/rev: NAME, \
             sidecar.istio.io/inject: NAME}}}}\n"
        )
    };
    let config = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio-sidecar-injector, namespace: NAME}\ndata: {values: '{}', \
                  config: \"policy: enabled\\ntemplates: {sidecar: 'spec: {containers: [{name: istio-proxy, image: p}]}'}\"}\n";
    let others = [
        configuration("other", entry("rev.sidecar-injector.istio.io", of_revision, ""), "NAME"),
        configuration("third", closed, "NAME"),
    ];
    let others = if is_calm { config.to_owned() } else { others.join("---\n") };
    [
        configuration("NAME", entry("open.sidecar-injector.istio.io", enabled, ""), "default"),
        others,
        namespace("NAME", "istio-injection: enabled, pod-security.kubernetes.io/enforce: restricted"),
        namespace("plain", "istio-injection: NAME"),
        namespace("gone", "istio.io/rev: NAME-x"),
        "apiVersion: v1\nkind: Service\nmetadata: {name: NAME, namespace: NAME}\nspec: {selector: {a: NAME}, ports: [{port: 443}]}\n"
            .to_owned(),
        workload("Deployment").replacen("spec: {", "spec: {replicas: 0, ", 1),
        workload("StatefulSet"),
        pod("", owner, ""),
        pod("", "", "").replacen("name: NAME", "name: bare", 1),
        pod(", istio.io/rev: NAME", "{apiVersion: apps/v1, kind: StatefulSet, name: NAME, controller: true}", "")
            .replacen("name: NAME", "name: set-0", 1),
        pod("", "", ", {name: istio-proxy, image: 'proxyv2:1'}").replacen("name: NAME, namespace: NAME", "name: left, namespace: plain", 1),
    ]
    .join("---\n")
    .replace("NAME-x", "none")
    .replace("NAME", name)
}

/// The remedies of a command: of its findings, and the hints that it prints.
fn remedies(folder: &Path, line: &[&str]) -> BTreeSet<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_outrigger"));
    let output = command.args(line).current_dir(folder).env_clear().output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let mut found: BTreeSet<String> =
        said.lines().filter_map(|line| line.split_once("hint: ")).map(|(_, hint)| hint.to_owned()).collect();
    match kubeyaml::from_json(&output.stdout) {
        Ok(value) => collect(&value, false, &mut found),
        Err(e) => assert!(output.stdout.is_empty(), "{line:?}: {e}"),
    }
    found
}

fn collect(value: &kubeyaml::Value, is_remedy: bool, found: &mut BTreeSet<String>) {
    match value {
        kubeyaml::Value::Map(map) => {
            for (key, value) in map.iter() {
                collect(value, ["remedy", "commands", "command", "restart"].contains(&key), found);
            }
        }
        kubeyaml::Value::List(items) => items.iter().for_each(|item| collect(item, is_remedy, found)),
        value => found.extend(value.as_str().filter(|_| is_remedy).map(str::to_owned)),
    }
}

#[test]
fn a_remedy_runs_nothing_that_a_name_says() {
    for name in NAMES {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        std::fs::write(folder.join("cluster.yaml"), cluster(name, false)).unwrap();
        std::fs::write(folder.join("calm.yaml"), cluster(name, true)).unwrap();
        let programs = folder.join("bin");
        std::fs::create_dir(&programs).unwrap();
        let program = |name: &str, text: &str| {
            std::fs::write(programs.join(name), format!("#!/bin/sh\n{text}\n")).unwrap();
            std::fs::set_permissions(programs.join(name), PermissionsExt::from_mode(0o755)).unwrap();
        };
        program("pwn", "echo >pwned");
        ["kubectl", "outrigger"].into_iter().for_each(|name| program(name, "exit 0"));
        let name = kubeyaml::read(name).unwrap();
        check(folder, name.as_str().unwrap());
    }
}

/// That no remedy of any command runs what is in a name.
fn check(folder: &Path, name: &str) {
    let runs = |command: &str| {
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", command]).env_clear().env("PATH", folder.join("bin")).current_dir(folder);
        shell.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
        folder.join("pwned").exists()
    };
    let everywhere = ["-o", "json", "--snapshot", "cluster.yaml"];
    let calm = ["-i", name, "-o", "json", "--snapshot", "calm.yaml"];
    for (line, rest, least) in [
        (&["analyze", "-v", "--all-checks", "-A", "-i", name][..], &everywhere[..], 8),
        (&["doctor"], &everywhere, 4),
        (&["doctor"], &["-o", "json", "--snapshot", "calm.yaml"], 2),
        (&["outdated"], &calm, 2),
        (&["check-inject", "set-0", "-n", name], &calm, 1),
        (&["check-inject", "left", "-n", "plain"], &calm, 1),
        (&["explain", "pod/bare", "-n", name], &calm, 1),
        (&["explain", "pod/left", "-n", "plain"], &calm, 1),
        (&["precheck", "--set", "global.hub=x"], &calm, 0),
    ] {
        let found = remedies(folder, &[line, rest].concat());
        assert!(found.len() >= least, "{line:?}: {found:#?}");
        for remedy in found {
            assert!(!runs(&remedy), "{line:?}: {remedy}");
        }
    }
    let unquoted = ["", "'"].map(|quote| runs(&format!("kubectl get pod {quote}{name}{quote} -n shop")));
    assert!(unquoted.contains(&true), "a shell would run {name:?}");
}
