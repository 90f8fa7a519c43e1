//! The form of each annotation that injection reads.

use kubeyaml::Value;

use super::text::{line, quotable, word};

type Checked = Result<(), String>;

/// Variables of Datadog's tracer, which Istio's templates put into the proxy's environment.
pub(crate) const DATADOG_ENV: &str = "apm.datadoghq.com/env";

/// A form: why a value does not have it.
type Form = fn(&str) -> Checked;

/// The annotations of Istio's domains that are more than one line, or less than any. Sorted by name.
const FORMS: [(&str, Form); 48] = [
    (DATADOG_ENV, variables),
    ("gateway.istio.io/agentgatewayImage", image),
    ("istio.io/reroute-virtual-interfaces", list),
    ("k8s.v1.cni.cncf.io/networks", networks),
    ("prometheus.istio.io/merge-metrics", token),
    ("proxy.istio.io/config", data),
    ("proxy.istio.io/overrides", data),
    ("readiness.status.sidecar.istio.io/applicationPorts", list),
    ("readiness.status.sidecar.istio.io/failureThreshold", token),
    ("readiness.status.sidecar.istio.io/initialDelaySeconds", token),
    ("readiness.status.sidecar.istio.io/periodSeconds", token),
    ("resource.opentelemetry.io/service.instance.id", quotable),
    ("resource.opentelemetry.io/service.name", quotable),
    ("resource.opentelemetry.io/service.namespace", quotable),
    ("resource.opentelemetry.io/service.version", quotable),
    ("sidecar.istio.io/agentLogLevel", scopes),
    ("sidecar.istio.io/bootstrapOverride", word),
    ("sidecar.istio.io/capNetBindService", token),
    ("sidecar.istio.io/componentLogLevel", scopes),
    ("sidecar.istio.io/controlPlaneAuthPolicy", token),
    ("sidecar.istio.io/discoveryAddress", address),
    ("sidecar.istio.io/enableCoreDump", token),
    ("sidecar.istio.io/interceptionMode", token),
    ("sidecar.istio.io/logLevel", token),
    ("sidecar.istio.io/nativeSidecar", token),
    ("sidecar.istio.io/proxyCPU", token),
    ("sidecar.istio.io/proxyCPULimit", token),
    ("sidecar.istio.io/proxyImage", image),
    ("sidecar.istio.io/proxyImageType", token),
    ("sidecar.istio.io/proxyMemory", token),
    ("sidecar.istio.io/proxyMemoryLimit", token),
    ("sidecar.istio.io/rewriteAppHTTPProbers", token),
    ("sidecar.istio.io/statsHistogramBuckets", data),
    ("sidecar.istio.io/status", data),
    ("sidecar.istio.io/userVolume", data),
    ("sidecar.istio.io/userVolumeMount", data),
    ("status.sidecar.istio.io/port", token),
    ("traffic.sidecar.istio.io/excludeInboundPorts", list),
    ("traffic.sidecar.istio.io/excludeInterfaces", list),
    ("traffic.sidecar.istio.io/excludeOutboundIPRanges", list),
    ("traffic.sidecar.istio.io/excludeOutboundPorts", list),
    ("traffic.sidecar.istio.io/includeInboundPorts", list),
    ("traffic.sidecar.istio.io/includeOutboundIPRanges", list),
    ("traffic.sidecar.istio.io/includeOutboundPorts", list),
    ("traffic.sidecar.istio.io/interceptionMode", token),
    ("traffic.sidecar.istio.io/kubevirtInterfaces", list),
    ("traffic.sidecar.istio.io/reroute-virtual-interfaces", list),
    ("traffic.sidecar.istio.io/statusPort", token),
];

/// Checks an annotation's value by the form that its name asks for: its own, or else one line in Istio's domains. All
/// others are not read. The line break at the end that YAML's `|` gives does no harm.
pub fn check(name: &str, value: &str) -> Checked {
    let value = value.strip_suffix('\n').unwrap_or(value);
    if let Ok(at) = FORMS.binary_search_by(|(known, _)| known.cmp(&name)) {
        return FORMS.get(at).map_or(Ok(()), |(_, form)| form(value));
    }
    let domain = name.split_once('/').map_or("", |(domain, _)| domain);
    if domain == "istio.io" || domain.ends_with(".istio.io") { line(value) } else { Ok(()) }
}

/// JSON or YAML, which has checks of its own.
fn data(_: &str) -> Checked {
    Ok(())
}

/// One word, number or quantity; blanks around it do no harm.
fn token(value: &str) -> Checked {
    word(value.trim_matches(' '))
}

/// A reference of an image.
fn image(value: &str) -> Checked {
    word(value).map_err(|cause| format!("it is not an image: {cause}"))
}

/// `level`, or `scope:level` joined by commas; a scope may be a pattern of files.
fn scopes(value: &str) -> Checked {
    line(value)?;
    value.split(',').try_for_each(|item| word(&item.replace('*', "")).and_then(|()| starts_plainly(item)))
}

/// Ports, ranges of addresses or names of interfaces, joined by commas; `*` is all of them.
fn list(value: &str) -> Checked {
    line(value)?;
    value.split(',').map(|item| item.trim_matches(' ')).filter(|item| *item != "*").try_for_each(word)
}

/// YAML takes `*` at the start for an alias.
fn starts_plainly(item: &str) -> Checked {
    if item.starts_with('*') { Err("'*' is not allowed at its start".to_owned()) } else { Ok(()) }
}

/// `host:port`, the host a name or an address, one of IPv6 in brackets.
fn address(value: &str) -> Checked {
    let is_v6 = |host: &str| host.bytes().all(|b| b.is_ascii_hexdigit() || matches!(b, b':' | b'.'));
    match value.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, port)) if is_v6(host) => word(port.trim_start_matches(':')),
        _ => word(value),
    }
}

/// Networks of Multus: names or JSON. Templates put them between single quotes, so that none may be in them.
fn networks(value: &str) -> Checked {
    let control = |c: char| super::text::is_control(c) && !matches!(c, '\n' | '\r' | '\t');
    match value.chars().find(|c| *c == '\'' || control(*c)) {
        Some(c) => Err(format!("{c:?} is not allowed in it")),
        None => Ok(()),
    }
}

/// A JSON object of environment variables. Templates put the values between double quotes.
fn variables(value: &str) -> Checked {
    let Ok(Value::Map(variables)) = kubeyaml::from_json(value.as_bytes()) else { return Ok(()) };
    variables.iter().try_for_each(|(name, value)| match value {
        Value::String(text) => word(name).and_then(|()| quotable(text)),
        Value::Map(_) | Value::List(_) => Err(format!("{name:?} must be text")),
        _ => word(name),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_sorted_so_that_they_are_found() {
        assert!(FORMS.is_sorted_by_key(|(name, _)| name));
    }

    #[test]
    fn values_have_the_form_that_their_name_asks_for() {
        let inert: [(&str, &[&str], &[&str]); 12] = [
            (
                "sidecar.istio.io/proxyImage",
                &["", "auto", "docker.io/istio/proxyv2:1.30.0-distroless", "r:5000/p@sha256:ab"],
                &[
                    "a\n  hostNetwork: true",
                    "x}, privileged: true",
                    "a: b",
                    "a #b",
                    "\"a",
                    "*a",
                    "&a b",
                    "!a",
                    "a b",
                    "a:",
                ],
            ),
            (
                "sidecar.istio.io/logLevel",
                &["debug", "x", "x\n"],
                &["debug\n- x", "a b", "-", "x\n\n", "x\r\n"],
            ),
            (
                "sidecar.istio.io/componentLogLevel",
                &["misc:error", "a:b,c:d", "source/**:debug"],
                &["a: b", "a:", "*x", "a:b\u{2028}", "a:b #c"],
            ),
            (
                "sidecar.istio.io/agentLogLevel",
                &["", "default:debug", "none", "a:b,"],
                &["[a]", "default: debug"],
            ),
            ("sidecar.istio.io/bootstrapOverride", &["", "UPPER", "a.b"], &["x\n  - name: y", "{a: b}"]),
            (
                "traffic.sidecar.istio.io/includeOutboundPorts",
                &["", "*", "1, 2", "1-not-checked"],
                &["1\n- x", "1\"", "1 2", "[1]"],
            ),
            ("traffic.sidecar.istio.io/includeOutboundIPRanges", &["10.0.0.0/8,::/0"], &["a'b"]),
            ("sidecar.istio.io/discoveryAddress", &["a:1", "[::1]:15012"], &["[a, b]:1", "[::1]: x"]),
            ("sidecar.istio.io/extraStatTags", &["a, b: c #"], &["a\nb", "a\u{7f}", "a\u{feff}"]),
            ("networking.istio.io/own", &["x: {y}"], &["x\r", "x\u{9b}"]),
            ("proxy.istio.io/config", &["a: 1\nb: 2\n"], &[]),
            (
                "k8s.v1.cni.cncf.io/networks",
                &["a, b", "[\n {\"name\": \"a\"}\n]"],
                &["a'\n    evil: 'x", "a\u{85}"],
            ),
        ];
        for (name, good, bad) in inert {
            good.iter().for_each(|value| assert_eq!(check(name, value), Ok(()), "{name}: {value:?}"));
            bad.iter().for_each(|value| assert!(check(name, value).is_err(), "{name}: {value:?}"));
        }
    }

    #[test]
    fn variables_stay_between_their_quotes() {
        for (value, good) in [
            (r#"{"DD_ENV":"prod","N":1}"#, true),
            ("no JSON", true),
            (r#"{"A\n- x":"y"}"#, false),
            (r#"{"A":"y\" z"}"#, false),
            (r#"{"A":"y\nz"}"#, false),
            (r#"{"A":{}}"#, false),
        ] {
            assert_eq!(check(DATADOG_ENV, value).is_ok(), good, "{value}");
        }
    }

    #[test]
    fn others_are_not_read() {
        assert_eq!(check("example.com/notes", "a\nb: c"), Ok(()));
        assert_eq!(check("istio.io.example.com/notes", "a\nb: c"), Ok(()));
    }
}
