//! The alerts and the dashboard in `deploy/monitoring`: they name metrics that the code has, in expressions that Prometheus
//! reads, and the alerts fire when they should.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use pages::Book;

use crate::reference::{WATCH, WEBHOOK, metrics};

/// What the names of outrigger's metrics begin with.
const OURS: [&str; 3] = ["outrigger_", "sidecar_injection_", "webhook_patch_"];

fn folder() -> PathBuf {
    Book::here().top().join("deploy/monitoring")
}

fn read(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap()
}

/// The expressions of the dashboard, with what Grafana fills in.
fn dashboard() -> Vec<String> {
    let dashboard: serde_json::Value = serde_json::from_str(&read("dashboard.json")).unwrap();
    let panels = dashboard["panels"].as_array().unwrap().iter();
    let targets = panels.flat_map(|panel| panel["targets"].as_array().unwrap());
    targets.map(|target| target["expr"].as_str().unwrap().replace("$__rate_interval", "5m")).collect()
}

#[test]
fn each_metric_is_one_of_the_code() {
    let mut known = BTreeSet::new();
    for metric in [metrics(WEBHOOK), metrics(WATCH)].into_iter().flatten() {
        if metric.kind == "histogram" {
            known.extend(["_bucket", "_sum", "_count"].map(|end| format!("{}{end}", metric.name)));
        }
        known.insert(metric.name);
    }
    let mut used = 0;
    for text in
        dashboard().into_iter().chain([read("alerts.yaml"), read("alerts-test.yaml"), read("dashboard.json")])
    {
        for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')) {
            if OURS.iter().any(|ours| word.starts_with(ours)) {
                used += 1;
                assert!(known.contains(word), "{word} is not a metric");
            }
        }
    }
    assert!(used > 40, "the metrics are found: {used}");
}

#[test]
fn prometheus_reads_the_expressions_and_alerts_fire() {
    let Some(promtool) = promtool() else { return };
    let run = |arguments: &[&str]| {
        let output = Command::new(&promtool).args(arguments).current_dir(folder()).output().unwrap();
        assert!(
            output.status.success(),
            "promtool {arguments:?}: {}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    };
    run(&["check", "rules", "alerts.yaml"]);
    run(&["test", "rules", "alerts-test.yaml"]);
    let mut rules = "groups:\n- name: dashboard\n  rules:\n".to_owned();
    for (number, expression) in dashboard().into_iter().enumerate() {
        rules.push_str(&format!(
            "  - record: panel:{number}\n    expr: {}\n",
            serde_json::to_string(&expression).unwrap()
        ));
    }
    let file = std::env::temp_dir().join(format!("outrigger-dashboard-{}.yaml", std::process::id()));
    fs::write(&file, rules).unwrap();
    run(&["check", "rules", &file.display().to_string()]);
    fs::remove_file(file).unwrap();
}

/// The program that `promtool.sh` has unpacked.
fn promtool() -> Option<PathBuf> {
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| Book::here().top().join("target"), PathBuf::from);
    let found = Some(target.join("promtool")).filter(|path| path.exists());
    if found.is_none() {
        let text = "NO TEST of alerts: there is no promtool; crates/outrigger/tests/documentation/promtool.sh unpacks one";
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{text}");
        eprintln!("\n##### {text}\n");
    }
    found
}
