//! Metrics of the agent, Envoy and the application on one page: what is asked of whom, and what the page is called.
//!
//! Source: Istio 1.30 pilot/cmd/pilot-agent/status/server.go, handleStats, allowedContentTypes, negotiateMetricsFormat.

use std::time::Duration;

use kubeyaml::{JsonError, from_json};
use thiserror::Error;

/// Prometheus' text, the only form that parts of a page can have in common.
pub const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";
const OPEN_METRICS: &str = "application/openmetrics-text";
/// The longest time that a scraper's header can ask for.
const LONGEST: f64 = 600.0;
/// Of a header with more media types the rest is not read.
const MOST_TYPES: usize = 20;

/// Where the application's metrics are, on this network namespace's loopback device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scrape {
    /// The port.
    pub port: u16,
    /// The path, which begins with a slash.
    pub path: String,
}

/// `ISTIO_PROMETHEUS_ANNOTATIONS` cannot be used.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ScrapeError {
    /// It is not JSON.
    #[error("not JSON: {}", .0.message)]
    Json(JsonError),
    /// A field is not text.
    #[error("{0} has to be text")]
    NotText(&'static str),
    /// It is not a port.
    #[error("{0:?} is not a port")]
    Port(String),
    /// The agent would ask itself.
    #[error(
        "the application's port is the agent's own ({0}), so that it would ask itself without end; \
         correct the annotation prometheus.io/port, or look whether the pod was injected twice"
    )]
    Itself(u16),
}

impl Scrape {
    /// Reads the variable's text, which the injector made of the pod's annotations. `None` is that the application's metrics
    /// are not wanted.
    ///
    /// # Errors
    /// It is not such text, or names the agent's own port.
    pub fn parse(text: &str, status_port: u16) -> Result<Option<Scrape>, ScrapeError> {
        let settings = from_json(text.as_bytes()).map_err(ScrapeError::Json)?;
        let field = |name: &'static str| match settings.at(&[name]) {
            value if value.is_null() => Ok(""),
            value => value.as_str().ok_or(ScrapeError::NotText(name)),
        };
        let or =
            |text: &str, default: &str| if text.is_empty() { default.to_owned() } else { text.to_owned() };
        let (scrape, path, port) =
            (field("scrape")?, or(field("path")?, "/metrics"), or(field("port")?, "80"));
        if scrape == "false" {
            return Ok(None);
        }
        let port = port.parse().ok().filter(|port| *port > 0).ok_or(ScrapeError::Port(port))?;
        if port == status_port {
            return Err(ScrapeError::Itself(port));
        }
        let slash = if path.starts_with('/') { "" } else { "/" };
        Ok(Some(Scrape { port, path: format!("{slash}{path}") }))
    }
}

/// Whose metrics are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Envoy's: only as text, as its part is not the last one.
    Envoy,
    /// The application's: as text or OpenMetrics, which ends with a mark of its own.
    Application,
}

/// The `Accept` header for a source: what the scraper accepts and the page can hold, the scraper's favourite first.
#[must_use]
pub fn accepted(accept: &str, source: Source) -> String {
    let mut types: Vec<String> = Vec::new();
    for element in accept.split(',').take(MOST_TYPES) {
        let Some(wanted) = MediaType::read(element).and_then(|media| media.for_source(source)) else {
            continue;
        };
        if !types.contains(&wanted) {
            types.push(wanted);
        }
    }
    if types.is_empty() {
        return "text/plain;version=0.0.4".to_owned();
    }
    let quality = |place: usize| 1.0 - (place as f64) / 100.0;
    let types = types.iter().enumerate().map(|(place, media)| format!("{media};q={:.2}", quality(place)));
    types.collect::<Vec<_>>().join(",")
}

/// The media type of the whole page, where the application answered with this one.
#[must_use]
pub fn page_type(of_application: Option<&str>) -> &'static str {
    let media = of_application.and_then(MediaType::read).filter(|media| media.name == OPEN_METRICS);
    let version = media.as_ref().map(|media| media.parameter("version").unwrap_or_default());
    match version {
        Some("1.0.0") => "application/openmetrics-text; version=1.0.0; charset=utf-8",
        Some("0.0.1" | "") => "application/openmetrics-text; version=0.0.1; charset=utf-8",
        _ => TEXT,
    }
}

/// How long a scraper waits, by its header `X-Prometheus-Scrape-Timeout-Seconds`; `None` where that is not a time.
#[must_use]
pub fn timeout(header: &str) -> Option<Duration> {
    let seconds: f64 = header.trim().parse().ok()?;
    (seconds > 0.0).then(|| Duration::from_secs_f64(seconds.min(LONGEST)))
}

struct MediaType {
    /// In lower case.
    name: String,
    /// Names in lower case.
    parameters: Vec<(String, String)>,
}

impl MediaType {
    fn read(text: &str) -> Option<MediaType> {
        let mut parts = text.split(';').map(str::trim);
        let name = parts.next().filter(|name| !name.is_empty())?.to_ascii_lowercase();
        let parameter = |part: &str| {
            let (name, value) = part.split_once('=')?;
            Some((name.trim().to_ascii_lowercase(), value.trim().trim_matches('"').to_owned()))
        };
        let parameters = parts.filter(|part| !part.is_empty()).map(parameter).collect::<Option<_>>()?;
        Some(MediaType { name, parameters })
    }

    fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// As it is asked for; `None` where the source's part of the page cannot be of this type. What a scraper accepts besides
    /// its favourites becomes the plainest type that is meant by it.
    fn for_source(&self, source: Source) -> Option<String> {
        match (self.name.as_str(), source) {
            ("*" | "*/*", _) => Some("text/plain;version=0.0.4".to_owned()),
            ("application/*", Source::Application) => Some(format!("{OPEN_METRICS};version=0.0.1")),
            ("text/plain" | "text/*", _) | (OPEN_METRICS, Source::Application) => {
                let known = |(name, value): &&(String, String)| {
                    name != "q" && [name, value].iter().all(|text| text.bytes().all(is_token))
                };
                let parameters = self.parameters.iter().filter(known);
                let parameters = parameters.map(|(name, value)| format!(";{name}={value}"));
                Some(self.name.clone() + &parameters.collect::<String>())
            }
            _ => None,
        }
    }
}

/// Whether a byte may stand in a parameter that is not quoted.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotations_say_where_an_application_has_its_metrics() {
        let at = |port, path: &str| Ok(Some(Scrape { port, path: path.to_owned() }));
        for (text, want) in [
            (r#"{"scrape":"","path":"","port":""}"#, at(80, "/metrics")),
            (r#"{"scrape":"true","path":"/a?b=c","port":"9090"}"#, at(9090, "/a?b=c")),
            (r#"{"path":"m"}"#, at(80, "/m")),
            (r#"{"scrape":"false","port":"15020"}"#, Ok(None)),
            (r#"{"port":"15020"}"#, Err("the application's port is the agent's own (15020)")),
            (r#"{"port":"http"}"#, Err("\"http\" is not a port")),
            (r#"{"port":"0"}"#, Err("\"0\" is not a port")),
            (r#"{"port":80}"#, Err("port has to be text")),
            ("{", Err("not JSON")),
        ] {
            let read = Scrape::parse(text, 15020).map_err(|error| error.to_string());
            match (read, want) {
                (Ok(read), want) => assert_eq!(Ok(read), want, "{text}"),
                (Err(error), Err(want)) => assert!(error.contains(want), "{text}: {error}"),
                (Err(error), Ok(_)) => panic!("{text}: {error}"),
            }
        }
    }

    #[test]
    fn a_source_is_asked_for_what_the_page_can_hold() {
        let plain = "text/plain;version=0.0.4";
        // What Prometheus sends.
        let prometheus = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,\
                          application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=0.0.4;q=0.4,*/*;q=0.3";
        for (accept, envoy, application) in [
            ("", plain, plain),
            ("application/json", plain, plain),
            ("*/*", "text/plain;version=0.0.4;q=1.00", "text/plain;version=0.0.4;q=1.00"),
            ("application/*", plain, "application/openmetrics-text;version=0.0.1;q=1.00"),
            (
                "TEXT/Plain; Version=0.0.4",
                "text/plain;version=0.0.4;q=1.00",
                "text/plain;version=0.0.4;q=1.00",
            ),
            (
                prometheus,
                "text/plain;version=0.0.4;q=1.00",
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=1.00,\
                 application/openmetrics-text;version=0.0.1;q=0.99,text/plain;version=0.0.4;q=0.98",
            ),
            ("text/plain;a=\"b c\"", "text/plain;q=1.00", "text/plain;q=1.00"),
        ] {
            assert_eq!(accepted(accept, Source::Envoy), envoy, "{accept}");
            assert_eq!(accepted(accept, Source::Application), application, "{accept}");
        }
        assert!(accepted(&"text/plain;a=b,".repeat(10_000), Source::Envoy).len() < 100);
        let many: String = (0..10_000).map(|n| format!("text/plain;a={n},")).collect();
        assert_eq!(accepted(&many, Source::Envoy).split(',').count(), MOST_TYPES);
    }

    #[test]
    fn a_page_is_what_the_application_gave() {
        for (of_application, want) in [
            (None, TEXT),
            (Some("text/plain; version=0.0.4"), TEXT),
            (Some("application/json"), TEXT),
            (Some(""), TEXT),
            (
                Some("application/openmetrics-text; version=1.0.0; charset=utf-8"),
                "application/openmetrics-text; version=1.0.0; charset=utf-8",
            ),
            (
                Some("application/openmetrics-text"),
                "application/openmetrics-text; version=0.0.1; charset=utf-8",
            ),
            (Some("application/openmetrics-text; version=2.0.0"), TEXT),
        ] {
            assert_eq!(page_type(of_application), want, "{of_application:?}");
        }
    }

    #[test]
    fn a_scraper_says_how_long_it_waits() {
        for (header, want) in [
            ("10", Some(10_000)),
            ("1.5", Some(1_500)),
            ("1e9", Some(600_000)),
            ("inf", Some(600_000)),
            ("0", None),
            ("-1", None),
            ("NaN", None),
            ("soon", None),
        ] {
            assert_eq!(timeout(header).map(|time| time.as_millis()), want, "{header}");
        }
    }
}
