//! The TLS settings of a client.

use kubeyaml::Value;

use super::text;
use crate::report::Report;
use golang::quote::quote;

/// Checks the settings of a client that belongs to no namespace.
///
/// Source: Istio 1.30 validation.go, ValidateTLS.
pub(super) fn check_tls(settings: &Value) -> Report {
    let mut report = Report::default();
    let credential = text(settings, &["credentialName"]);
    let is_set = |name| !text(settings, &[name]).is_empty();
    if credential.starts_with("configmap://") {
        report.join(Report::single(config_map_error(credential)));
    }
    let mode = settings.str_at(&["mode"]).unwrap_or("DISABLE");
    let has_names = !settings.items_at(&["subjectAltNames"]).is_empty();
    if settings.at(&["insecureSkipVerify"]).as_bool() == Some(true) {
        if mode == "SIMPLE" && (is_set("caCertificates") || is_set("credentialName") || has_names) {
            report.join(single(
                "cannot specify CaCertificates or CredentialName or SubjectAltNames when InsecureSkipVerify is set true",
            ));
        }
        if mode == "MUTUAL" && (is_set("caCertificates") || has_names) {
            report.join(single(
                "cannot specify CaCertificates or SubjectAltNames when InsecureSkipVerify is set true",
            ));
        }
    }
    if matches!(mode, "SIMPLE" | "MUTUAL") && !credential.is_empty() {
        // Credentials are fetched by name: files must not be given as well, nor are they missing.
        if ["clientCertificate", "caCertificates", "privateKey", "caCrl"].into_iter().any(is_set) {
            report.join(single(
                "cannot specify client certificates or CA certificate or CA CRL If credentialName is set",
            ));
        }
        return report;
    }
    if mode == "MUTUAL" {
        for (name, error) in [
            ("clientCertificate", "client certificate required for mutual tls"),
            ("privateKey", "private key required for mutual tls"),
        ] {
            if !is_set(name) {
                report.join(single(error));
            }
        }
    }
    report
}

fn single(error: &str) -> Report {
    Report::single(error.to_owned())
}

/// A ConfigMap is never in the namespace of settings that have none.
///
/// Source: Istio 1.30 pilot/pkg/model/credentials, ParseResourceName.
fn config_map_error(credential: &str) -> String {
    let mut parts = credential.strip_prefix("configmap://").unwrap_or_default().split('/');
    let expected = match (parts.next().unwrap_or_default(), parts.next()) {
        (_, None) => "namespace and name",
        ("", Some(_)) => "namespace",
        (_, Some("")) => "name",
        _ => {
            return r#"invalid configmap:// credentialName: namespace must match the configuration namespace """#.to_owned();
        }
    };
    format!(
        "invalid configmap:// credentialName: invalid resource name {}. Expected {expected}",
        quote(credential)
    )
}
