//! The annotation that says what was injected.

use kubeyaml::{Value, json_quoted};

use super::sidecar::Sidecar;
use meshconfig::StatusForm;

use crate::Version;
use crate::pod::name;
use crate::status::Status;

/// What a template adds, by name.
pub(crate) fn of_sidecar(sidecar: &Sidecar) -> Status {
    let names = |items: &[Value]| items.iter().map(|item| name(item).to_owned()).collect();
    Status {
        init_containers: names(&sidecar.init_containers),
        containers: names(&sidecar.containers),
        volumes: names(&sidecar.volumes),
        image_pull_secrets: names(&sidecar.image_pull_secrets),
        revision: String::new(),
    }
}

/// The annotation's text: compact JSON in Go's field order, an empty list as `null`.
///
/// Source: Istio 1.1 webhook.go, SidecarInjectionStatus.
pub fn text(added: &Status, fingerprint: &str, version: Version) -> String {
    let mut out = String::from(r#"{"version":"#);
    json_quoted(&mut out, fingerprint);
    push_names(&mut out, "initContainers", &added.init_containers);
    push_names(&mut out, "containers", &added.containers);
    push_names(&mut out, "volumes", &added.volumes);
    if version.status != StatusForm::VersionOnly {
        push_names(&mut out, "imagePullSecrets", &added.image_pull_secrets);
    }
    out.push('}');
    out
}

fn push_names(out: &mut String, key: &str, names: &[String]) {
    out.push(',');
    json_quoted(out, key);
    out.push(':');
    if names.is_empty() {
        out.push_str("null");
        return;
    }
    for (i, name) in names.iter().enumerate() {
        out.push(if i == 0 { '[' } else { ',' });
        json_quoted(out, name);
    }
    out.push(']');
}

/// What an earlier injection has put in. Where the pod does not say, what the first injectors used to put in, even in a
/// pod that never was injected.
///
/// Source: Istio 1.1 webhook.go, injectionStatus.
pub fn previous(pod: &Value, version: Version) -> Status {
    let mut known = Status::of_pod(pod).unwrap_or_default();
    if version.status == StatusForm::VersionOnly {
        known.image_pull_secrets.clear();
    }
    let lists = [&known.init_containers, &known.containers, &known.volumes, &known.image_pull_secrets];
    if lists.iter().any(|names| !names.is_empty()) {
        return known;
    }
    let names = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
    Status {
        init_containers: names(&["istio-init", "enable-core-dump"]),
        containers: names(&["istio-proxy"]),
        volumes: names(&["istio-certs", "istio-envoy"]),
        ..Status::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_names_what_was_added() {
        let mut sidecar = Sidecar::default();
        sidecar.containers.push(kubeyaml::from_json(br#"{"name":"a<b"}"#).unwrap());
        for (version, want) in [
            (
                Version::V0_5,
                r#"{"version":"v","initContainers":null,"containers":["a\u003cb"],"volumes":null}"#,
            ),
            (
                Version::V1_0,
                r#"{"version":"v","initContainers":null,"containers":["a\u003cb"],"volumes":null,"imagePullSecrets":null}"#,
            ),
        ] {
            assert_eq!(text(&of_sidecar(&sidecar), "v", version), want);
        }
    }

    #[test]
    fn without_a_status_the_old_names_count() {
        for (status, version, want) in [
            (r#"{"containers":["mine"]}"#, Version::V1_1, (&[][..], &["mine"][..])),
            (
                r#"{"containers":null}"#,
                Version::V1_1,
                (&["istio-init", "enable-core-dump"], &["istio-proxy"]),
            ),
            ("injected-version-0.1", Version::V1_1, (&["istio-init", "enable-core-dump"], &["istio-proxy"])),
            (r#"{"imagePullSecrets":["s"]}"#, Version::V1_1, (&[], &[])),
            (
                r#"{"imagePullSecrets":["s"]}"#,
                Version::V0_5,
                (&["istio-init", "enable-core-dump"], &["istio-proxy"]),
            ),
        ] {
            let mut pod = Value::Null;
            crate::pod::set_annotation(&mut pod, crate::names::STATUS, status);
            let got = previous(&pod, version);
            assert_eq!(
                (&*got.init_containers, &*got.containers),
                (&*to_owned(want.0), &*to_owned(want.1)),
                "{status}"
            );
        }
    }

    fn to_owned(names: &[&str]) -> Vec<String> {
        names.iter().map(|n| (*n).to_owned()).collect()
    }
}
