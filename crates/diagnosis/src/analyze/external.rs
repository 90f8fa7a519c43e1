//! Webhooks of a control plane outside of the cluster: the addresses by which they are called.
//!
//! Source: Istio 1.30 pkg/config/analysis/analyzers/externalcontrolplane/externalcontrolplane.go.

use std::net::IpAddr;

use kubeyaml::Value;
use objects::{Kind, kinds};

use super::view::{View, finding};
use crate::codes::istio::{EXTERNAL_ADDRESS, EXTERNAL_HOST};
use crate::finding::Finding;
use crate::part::name;

/// Adds what is found.
pub fn look(view: &View<'_>, findings: &mut Vec<Finding>) {
    let validators = view.all(kinds::VALIDATING_WEBHOOK).filter(|configuration| {
        let name = name(configuration);
        name == "istiod-default-validator" || name.starts_with("istio-validator")
    });
    for configuration in validators {
        look_at(kinds::VALIDATING_WEBHOOK, configuration, findings);
    }
    let injectors = view.all(kinds::MUTATING_WEBHOOK);
    for configuration in
        injectors.filter(|configuration| name(configuration).starts_with("istio-sidecar-injector"))
    {
        look_at(kinds::MUTATING_WEBHOOK, configuration, findings);
    }
}

fn look_at(kind: Kind, configuration: &Value, findings: &mut Vec<Finding>) {
    for webhook in configuration.items_at(&["webhooks"]) {
        let client = webhook.at(&["clientConfig"]);
        let name = webhook.str_at(&["name"]).unwrap_or_default();
        let mut add = |code, cause| findings.push(finding(code, kind, configuration, cause));
        match client.str_at(&["url"]) {
            Some(url) => match host(url) {
                Some(host) if host.parse::<IpAddr>().is_ok() => add(
                    &EXTERNAL_ADDRESS,
                    format!(
                        "The address ({url}) that was provided for the webhook ({name}) to reach the ingress gateway on the \
                     external control plane cluster is an IP address. This is not recommended for a production environment."
                    ),
                ),
                Some(_) => {}
                None => add(&EXTERNAL_HOST, bad_host(url, name, "was provided in an invalid format")),
            },
            None if client.at(&["service"]).is_null() => add(&EXTERNAL_HOST, bad_host("", name, "is blank")),
            None => {}
        }
    }
}

fn bad_host(host: &str, webhook: &str, fault: &str) -> String {
    format!(
        "The hostname ({host}) that was provided for the webhook ({webhook}) to reach the ingress gateway on the external \
         control plane cluster {fault}. Traffic may not flow properly."
    )
}

/// The host that a URL names, without its port; `None` if it is not a URL.
fn host(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    if !is_scheme || url.chars().any(|c| c.is_control() || c == ' ') {
        return None;
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (host, port) = match host.strip_prefix('[') {
        Some(host) => host.split_once(']')?,
        None => host.find(':').map_or((host, ""), |at| host.split_at(at)),
    };
    let is_port =
        port.is_empty() || port.strip_prefix(':').is_some_and(|p| p.bytes().all(|b| b.is_ascii_digit()));
    is_port.then_some(host)
}

#[cfg(test)]
mod tests {
    use super::super::case::found;
    use super::*;

    #[test]
    fn hosts_of_urls() {
        for (url, want) in [
            ("https://a.example:15017/inject", Some("a.example")),
            ("https://a.example", Some("a.example")),
            ("https://u@[::1]:1/x", Some("::1")),
            ("https://10.0.0.1?x", Some("10.0.0.1")),
            ("https://a:b/", None),
            ("https://[::1", None),
            ("a.example", None),
            ("https://a b", None),
        ] {
            assert_eq!(host(url), want, "{url}");
        }
    }

    #[test]
    fn webhooks_have_a_name_to_be_called_by() {
        for (name, client, want) in [
            ("istio-sidecar-injector-x", "url: 'https://1.1.1.1:5100/inject'", "IST0164"),
            ("istio-sidecar-injector", "url: 'https://a.example/inject'", ""),
            ("istio-sidecar-injector", "url: 'nothing'", "IST0163"),
            ("istio-sidecar-injector", "", "IST0163"),
            ("istio-sidecar-injector", "service: {name: istiod}", ""),
            ("other", "", ""),
        ] {
            let object = format!(
                "{{kind: MutatingWebhookConfiguration, apiVersion: admissionregistration.k8s.io/v1, metadata: {{name: {name}}}, webhooks: [{{name: w, clientConfig: {{{client}}}}}]}}"
            );
            let found = found("externalcontrolplane.ExternalControlPlaneAnalyzer", &object);
            assert_eq!(
                found.first().map(|f| f.chars().take(7).collect::<String>()).unwrap_or_default(),
                want,
                "{object}"
            );
        }
    }
}
