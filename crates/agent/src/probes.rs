//! The application's probes, which the injector moved to the status port: from `ISTIO_KUBE_APP_PROBERS` to what is asked of
//! the application.
//!
//! Source: Istio 1.30 pilot/cmd/pilot-agent/status/server.go, validateAppKubeProber; pkg/kube/apimirror.

use std::collections::BTreeMap;
use std::time::Duration;

use kubeyaml::{JsonError, Value, from_json};
use thiserror::Error;

/// The kubelet's own time-out for a probe that names none.
const TIMEOUT: Duration = Duration::from_secs(1);

/// All probes, by the path under which the kubelet asks for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table(BTreeMap<String, Probe>);

/// One probe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// What is asked.
    pub kind: Kind,
    /// How long the answer may take.
    pub timeout: Duration,
}

/// What is asked of the application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A GET of this path, which begins with a slash.
    Http {
        /// The path, with its query.
        path: String,
        /// The port.
        port: u16,
        /// Whether over TLS.
        tls: bool,
    },
    /// A connection.
    Tcp {
        /// The port.
        port: u16,
    },
    /// A check of gRPC's health service.
    Grpc {
        /// The port.
        port: u16,
        /// The service whose health is asked for; empty for the server's.
        service: String,
    },
}

/// `ISTIO_KUBE_APP_PROBERS` cannot be used.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ProbesError {
    /// It is not JSON.
    #[error("not JSON: {}", .0.message)]
    Json(JsonError),
    /// It is not a mapping.
    #[error("it has to be a mapping of paths to probes")]
    NotAMapping,
    /// A key is not such a path.
    #[error(
        "{0:?} is not a path of a probe, as /app-health/CONTAINER/readyz or /app-lifecycle/CONTAINER/prestopz are"
    )]
    Path(String),
    /// None, or more than one.
    #[error("{0}: a probe has exactly one of httpGet, tcpSocket and grpc")]
    Kind(String),
    /// A field has no usable value.
    #[error("{path}: {field} has to be {want}")]
    Field {
        /// Of which probe.
        path: String,
        /// Which field.
        field: &'static str,
        /// What it has to be.
        want: &'static str,
    },
}

impl Table {
    /// Reads the variable's text; empty text has no probes.
    ///
    /// # Errors
    /// It is not such a table. The first fault is named.
    pub fn parse(text: &str) -> Result<Table, ProbesError> {
        if text.is_empty() {
            return Ok(Table::default());
        }
        let all = from_json(text.as_bytes()).map_err(ProbesError::Json)?;
        if all.is_null() {
            return Ok(Table::default());
        }
        let all = all.as_map().ok_or(ProbesError::NotAMapping)?;
        let probes = all.iter().map(|(path, probe)| {
            if !is_path(path) {
                return Err(ProbesError::Path(path.to_owned()));
            }
            Ok((path.to_owned(), Reading { path, probe }.probe()?))
        });
        Ok(Table(probes.collect::<Result<_, _>>()?))
    }

    /// The probe of a path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Probe> {
        self.0.get(path)
    }

    /// All, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Probe)> {
        self.0.iter().map(|(path, probe)| (path.as_str(), probe))
    }
}

fn is_path(path: &str) -> bool {
    let mut parts = path.split('/');
    parts.next() == Some("")
        && matches!(parts.next(), Some("app-health" | "app-lifecycle"))
        && parts.next().is_some_and(|container| !container.is_empty())
        && matches!(parts.next(), Some("livez" | "readyz" | "startupz" | "prestopz" | "poststartz"))
        && parts.next().is_none()
}

/// A probe that is being read.
struct Reading<'a> {
    path: &'a str,
    probe: &'a Value,
}

impl Reading<'_> {
    fn probe(&self) -> Result<Probe, ProbesError> {
        let kinds = ["httpGet", "tcpSocket", "grpc"].map(|kind| self.probe.at(&[kind]));
        let kind = match kinds.map(|kind| (!kind.is_null()).then_some(kind)) {
            [Some(http), None, None] => self.http(http)?,
            [None, Some(tcp), None] => Kind::Tcp { port: self.port(tcp)? },
            [None, None, Some(grpc)] => {
                let service = self.text(grpc, "service")?.unwrap_or_default().to_owned();
                Kind::Grpc { port: self.port(grpc)?, service }
            }
            _ => return Err(ProbesError::Kind(self.path.to_owned())),
        };
        Ok(Probe { kind, timeout: self.timeout()? })
    }

    fn http(&self, http: &Value) -> Result<Kind, ProbesError> {
        let path = self.text(http, "path")?.unwrap_or_default();
        let slash = if path.starts_with('/') { "" } else { "/" };
        let tls = match self.text(http, "scheme")? {
            None | Some("" | "HTTP") => false,
            Some("HTTPS") => true,
            Some(_) => return Err(self.wrong("scheme", "HTTP or HTTPS")),
        };
        Ok(Kind::Http { path: format!("{slash}{path}"), port: self.port(http)?, tls })
    }

    fn port(&self, of: &Value) -> Result<u16, ProbesError> {
        let port = of.at(&["port"]).as_i64().and_then(|port| u16::try_from(port).ok());
        port.filter(|port| *port > 0).ok_or_else(|| self.wrong("port", "a number from 1 to 65535"))
    }

    fn text<'a>(&self, of: &'a Value, field: &'static str) -> Result<Option<&'a str>, ProbesError> {
        match of.at(&[field]) {
            Value::Null => Ok(None),
            value => value.as_str().map(Some).ok_or_else(|| self.wrong(field, "text")),
        }
    }

    fn timeout(&self) -> Result<Duration, ProbesError> {
        match self.probe.at(&["timeoutSeconds"]) {
            Value::Null | Value::Int(0) => Ok(TIMEOUT),
            value => {
                let seconds = value.as_i64().and_then(|seconds| u32::try_from(seconds).ok());
                let seconds = seconds.ok_or_else(|| self.wrong("timeoutSeconds", "a number of seconds"))?;
                Ok(Duration::from_secs(u64::from(seconds)))
            }
        }
    }

    fn wrong(&self, field: &'static str, want: &'static str) -> ProbesError {
        ProbesError::Field { path: self.path.to_owned(), field, want }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_read() {
        let http = |path: &str, port, tls| Kind::Http { path: path.to_owned(), port, tls };
        for (probe, kind, seconds) in [
            (r#"{"httpGet":{"path":"/up?a=b","port":8080}}"#, http("/up?a=b", 8080, false), 1),
            (
                r#"{"httpGet":{"path":"up","port":80,"scheme":"HTTP"},"timeoutSeconds":3}"#,
                http("/up", 80, false),
                3,
            ),
            (
                r#"{"httpGet":{"port":1,"scheme":"HTTPS","host":"","httpHeaders":[{"name":"a","value":"b"}]}}"#,
                http("/", 1, true),
                1,
            ),
            (r#"{"tcpSocket":{"port":65535},"timeoutSeconds":0}"#, Kind::Tcp { port: 65535 }, 1),
            (
                r#"{"grpc":{"port":9000,"service":null}}"#,
                Kind::Grpc { port: 9000, service: String::new() },
                1,
            ),
            (
                r#"{"grpc":{"port":9000,"service":"live"},"httpGet":null}"#,
                Kind::Grpc { port: 9000, service: "live".to_owned() },
                1,
            ),
        ] {
            let text = format!(r#"{{"/app-health/web/livez":{probe}}}"#);
            let table = Table::parse(&text).unwrap();
            let want = Probe { kind, timeout: Duration::from_secs(seconds) };
            assert_eq!(table.get("/app-health/web/livez"), Some(&want), "{text}");
            assert_eq!(table.get("/app-health/web/readyz"), None);
        }
    }

    #[test]
    fn no_probes_are_no_fault() {
        for text in ["", "{}", "null"] {
            assert_eq!(Table::parse(text), Ok(Table::default()), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_refused() {
        let one = |path: &str, probe: &str| format!(r#"{{"{path}":{probe}}}"#);
        let of = |probe: &str| one("/app-health/web/livez", probe);
        let kind = "/app-health/web/livez: a probe has exactly one of httpGet, tcpSocket and grpc";
        let port = "/app-health/web/livez: port has to be a number from 1 to 65535";
        let path = "is not a path of a probe, as";
        let tcp = r#"{"tcpSocket":{"port":1}}"#;
        for (text, want) in [
            ("{".to_owned(), "not JSON"),
            ("[]".to_owned(), "it has to be a mapping of paths to probes"),
            (one("/", tcp), path),
            (one("/app-health/web/livez/", tcp), path),
            (one("/app-health/web/up", tcp), path),
            (one("/app-health//livez", tcp), path),
            (one("/app-health/a/b/livez", tcp), path),
            (one("app-health/web/livez", tcp), path),
            (one("/x/app-health/web/livez", tcp), path),
            (of("null"), kind),
            (of("{}"), kind),
            (of(r#"{"exec":{"command":["a"]}}"#), kind),
            (of(r#"{"tcpSocket":{"port":1},"grpc":{"port":1}}"#), kind),
            (of(r#"{"httpGet":{"port":"http"}}"#), port),
            (of(r#"{"tcpSocket":{}}"#), port),
            (of(r#"{"grpc":{"port":0}}"#), port),
            (of(r#"{"grpc":{"port":65536}}"#), port),
            (of(r#"{"httpGet":{"port":1,"path":1}}"#), "/app-health/web/livez: path has to be text"),
            (of(r#"{"httpGet":{"port":1,"scheme":"FTP"}}"#), "scheme has to be HTTP or HTTPS"),
            (of(r#"{"tcpSocket":{"port":1},"timeoutSeconds":-1}"#), "timeoutSeconds has to be"),
        ] {
            let error = Table::parse(&text).unwrap_err().to_string();
            assert!(error.contains(want), "{text}: {error}");
        }
    }
}
