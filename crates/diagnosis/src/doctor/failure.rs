//! What API servers say when they cannot call a webhook, recognised.

use crate::codes::{checks, doctor, pods};
use crate::finding::Code;

/// A failed call of a webhook, as an API server tells of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure<'a> {
    /// The kind of finding that it is.
    pub code: &'static Code,
    /// The entry of a webhook configuration that was called; empty where the text does not name one.
    pub webhook: &'a str,
    /// What was said of the cause.
    pub said: &'a str,
}

/// What precedes the name of the webhook, and whether the webhook said no by itself.
///
/// Source: Kubernetes 1.9 to 1.36, staging/src/k8s.io/apiserver/pkg/admission/plugin/webhook/errors.
const BEFORE_NAME: [(&str, bool); 3] = [
    ("failed calling webhook \"", false),
    ("failed calling admission webhook \"", false),
    ("admission webhook \"", true),
];

/// What causes are told by, the more special first.
///
/// Source: Go's crypto/x509, crypto/tls, net and net/http; Kubernetes' apiserver/pkg/util/webhook, proxy and apimachinery
/// errors; each was met in Events of real clusters or is in the sources.
static SIGNS: &[(&str, &Code)] = &[
    ("certificate signed by unknown authority", &doctor::UNKNOWN_AUTHORITY),
    ("certificate is not trusted", &doctor::UNKNOWN_AUTHORITY),
    ("certificate is valid for ", &doctor::CERTIFICATE_NAME),
    ("certificate is not valid for any names", &doctor::CERTIFICATE_NAME),
    ("relies on legacy Common Name field", &doctor::CERTIFICATE_NAME),
    ("doesn't contain any IP SANs", &doctor::CERTIFICATE_NAME),
    ("unable to parse bytes as PEM block", &doctor::BROKEN_BUNDLE),
    ("unable to load root certificates", &doctor::BROKEN_BUNDLE),
    ("no endpoints available for service", &doctor::NO_ENDPOINTS),
    ("no service port ", &doctor::NO_PORT),
    ("connection refused", &doctor::CONNECTION_REFUSED),
    ("no such host", &doctor::NO_HOST),
    ("server misbehaving", &doctor::NO_HOST),
    ("no route to host", &doctor::UNREACHABLE),
    ("network is unreachable", &doctor::UNREACHABLE),
    ("context deadline exceeded", &doctor::TIMEOUT),
    ("Client.Timeout exceeded", &doctor::TIMEOUT),
    ("i/o timeout", &doctor::TIMEOUT),
    ("TLS handshake timeout", &doctor::TIMEOUT),
    ("did not complete within", &doctor::TIMEOUT),
    ("server gave HTTP response to HTTPS client", &doctor::CONNECTION_BROKEN),
    ("does not look like a TLS handshake", &doctor::CONNECTION_BROKEN),
    ("connection reset by peer", &doctor::CONNECTION_BROKEN),
    ("remote error: tls:", &doctor::CONNECTION_BROKEN),
    ("EOF", &doctor::CONNECTION_BROKEN),
    ("the server could not find the requested resource", &doctor::WRONG_PATH),
    ("invalid webhook response", &doctor::BAD_ANSWER),
    ("expected webhook response", &doctor::BAD_ANSWER),
    ("has prevented the request from succeeding", &doctor::INJECTOR_ERROR),
    ("unable to handle the request", &doctor::INJECTOR_ERROR),
    ("Internal error", &doctor::INJECTOR_ERROR),
    ("Internal Server Error", &doctor::INJECTOR_ERROR),
];

/// The failure of a webhook's call that a text tells of: the message of an Event, or of what an API server refuses. `None`
/// if it tells of something else.
pub fn recognise(text: &str) -> Option<Failure<'_>> {
    let Some((denied, webhook, said)) = named(text) else {
        // Injection went well, and what came out is forbidden.
        let found = text.contains("violates PodSecurity ");
        return found.then_some(Failure { code: &checks::POD_SECURITY, webhook: "", said: text });
    };
    let code = if denied { &pods::REFUSED } else { cause(said)? };
    Some(Failure { code, webhook, said })
}

/// Whether the webhook denied it, its name, and what follows.
fn named(text: &str) -> Option<(bool, &str, &str)> {
    BEFORE_NAME.iter().find_map(|(before, denied)| {
        let (_, rest) = text.split_once(before)?;
        let (name, said) = rest.split_once('"')?;
        let said = said.trim_start_matches([':', ',', ' ']);
        match (denied, said.strip_prefix("denied the request")) {
            (false, _) => Some((false, name, called(said))),
            (true, Some(why)) => Some((true, name, why.trim_start_matches([':', ' ']))),
            (true, None) => None,
        }
    })
}

/// What was said behind the URL that was called.
fn called(said: &str) -> &str {
    let said = said.strip_prefix("failed to call webhook: ").unwrap_or(said);
    let Some(rest) = said.strip_prefix("Post ") else { return said };
    let behind = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split_once("\": "),
        None => rest.split_once(": "),
    };
    behind.map_or(said, |(_, said)| said)
}

/// The cause that a text tells of, whoever says it.
pub(super) fn cause(said: &str) -> Option<&'static Code> {
    if said.contains("certificate has expired or is not yet valid") {
        let early = said.contains(" is before ");
        return Some(if early { &doctor::CERTIFICATE_EARLY } else { &doctor::CERTIFICATE_EXPIRED });
    }
    let of_service = said.contains("service \"") || said.contains("services \"");
    if of_service && said.contains("not found") {
        return Some(&doctor::NO_SERVICE);
    }
    SIGNS.iter().find(|(sign, _)| said.contains(sign)).map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALLING: &str = "Error creating: Internal error occurred: failed calling webhook \"namespace.sidecar-injector.istio.io\": \
                           failed to call webhook: Post \"https://istiod.istio-system.svc:443/inject?timeout=10s\": ";
    const BEFORE_1_20: &str = "Error creating: Internal error occurred: failed calling webhook \"sidecar-injector.istio.io\": Post \
                               https://istiod.istio-system.svc:443/inject?timeout=30s: ";
    const BEFORE_1_13: &str = "Error creating: Internal error occurred: failed calling admission webhook \
                               \"sidecar-injector.istio.io\": Post https://istio-sidecar-injector.istio-system.svc:443/inject?timeout=30s: ";

    #[test]
    fn each_cause_is_recognised_in_the_words_of_each_release() {
        for (said, want) in [
            ("x509: certificate signed by unknown authority", "unknown-authority"),
            (
                "tls: failed to verify certificate: x509: certificate signed by unknown authority (possibly because of \
                 \"x509: ECDSA verification failure\" while trying to verify candidate authority certificate \"x\")",
                "unknown-authority",
            ),
            (
                "x509: certificate has expired or is not yet valid: current time 2026-03-01T00:00:00Z is after \
                 2026-02-01T00:00:00Z",
                "certificate-expired",
            ),
            (
                "tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time \
                 2026-01-01T00:00:00Z is before 2026-02-01T00:00:00Z",
                "certificate-not-yet-valid",
            ),
            ("x509: certificate has expired or is not yet valid", "certificate-expired"),
            ("x509: certificate is valid for a.b.svc, not istiod.istio-system.svc", "certificate-name"),
            ("x509: certificate relies on legacy Common Name field, use SANs instead", "certificate-name"),
            (
                "x509: cannot validate certificate for 10.0.0.1 because it doesn't contain any IP SANs",
                "certificate-name",
            ),
            ("unable to load root certificates: unable to parse bytes as PEM block", "ca-bundle-broken"),
            ("no endpoints available for service \"istiod\"", "no-endpoints"),
            ("no service port 443 found for service \"istiod\"", "no-service-port"),
            ("service \"istiod\" not found", "no-service"),
            ("services \"istiod\" not found", "no-service"),
            ("dial tcp 10.96.12.7:443: connect: connection refused", "connection-refused"),
            ("dial tcp: lookup injector.example on 10.96.0.10:53: no such host", "no-such-host"),
            ("dial tcp 10.96.12.7:443: connect: no route to host", "unreachable"),
            ("context deadline exceeded", "timeout"),
            (
                "net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)",
                "timeout",
            ),
            ("dial tcp 10.96.12.7:443: i/o timeout", "timeout"),
            ("http: server gave HTTP response to HTTPS client", "connection-broken"),
            ("EOF", "connection-broken"),
            ("the server could not find the requested resource", "wrong-path"),
            (
                "an error on the server (\"Internal Server Error\") has prevented the request from succeeding",
                "injector-error",
            ),
            ("the server is currently unable to handle the request", "injector-error"),
            ("Internal error", "injector-error"),
            (
                "expected webhook response of admission.k8s.io/v1, Kind=AdmissionReview, got /, Kind=",
                "bad-answer",
            ),
        ] {
            for (before, webhook) in [
                (CALLING, "namespace.sidecar-injector.istio.io"),
                (BEFORE_1_20, "sidecar-injector.istio.io"),
                (BEFORE_1_13, "sidecar-injector.istio.io"),
            ] {
                let text = format!("{before}{said}");
                let got = recognise(&text).unwrap_or_else(|| panic!("{text}"));
                assert_eq!((got.code.id, got.webhook, got.said), (want, webhook, said), "{text}");
            }
        }
    }

    #[test]
    fn what_is_said_otherwise_is_recognised_too() {
        for (text, want) in [
            (
                "failed calling webhook \"x.istio.io\": failed to call webhook: the server could not find the requested resource",
                Some(("wrong-path", "x.istio.io")),
            ),
            (
                "failed calling webhook \"x.istio.io\": could not get REST client: unable to load root certificates: unable to \
                 parse bytes as PEM block",
                Some(("ca-bundle-broken", "x.istio.io")),
            ),
            (
                "Error creating: admission webhook \"x.istio.io\" denied the request: template: inject:1: x509: broken",
                Some(("refused", "x.istio.io")),
            ),
            (
                "Error creating: pods \"web\" is forbidden: violates PodSecurity \"baseline:latest\": non-default capabilities",
                Some(("pod-security-refuses", "")),
            ),
            ("Error creating: pods \"web\" is forbidden: exceeded quota: q", None),
            ("failed calling webhook \"x.istio.io\": a cause that nobody knows", None),
            ("pulling image: x509: certificate signed by unknown authority", None),
            ("failed calling webhook \"", None),
            ("failed calling webhook \"x", None),
            ("admission webhook \"x\" is slow: connection refused", None),
            ("", None),
        ] {
            let got = recognise(text).map(|failure| (failure.code.id, failure.webhook));
            assert_eq!(got, want, "{text}");
        }
    }

    #[test]
    fn a_long_text_is_read_in_linear_time() {
        let text = "failed calling webhook \"".repeat(100_000);
        assert_eq!(recognise(&text), None);
    }
}
