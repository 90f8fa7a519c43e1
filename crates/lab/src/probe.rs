//! Whether a container is ready, as its kubelet asks: over HTTP or TCP, from the node.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use kubeyaml::Value;

/// How long an answer of the control plane may take.
const PATIENCE: Duration = Duration::from_millis(500);
/// The longest time that a probe may give its container, in seconds: all else waits meanwhile.
const LONGEST_TIMEOUT: u64 = 5;
/// The longest answer.
const LONGEST: u64 = 16 << 20;

/// How a container is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Probe {
    question: Question,
    timeout: Duration,
    /// How many failures in a row make a container that was ready unready.
    failure_threshold: u32,
}

/// What is asked of a container.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Question {
    /// Nothing: it is ready when it runs.
    None,
    /// Whether a port takes connections.
    Tcp(u16),
    /// Whether a page is there.
    Http(u16, String),
}

impl Probe {
    /// The readiness probe of a container.
    ///
    /// Source: Kubernetes, Probe of core/v1: `timeoutSeconds` is 1 and `failureThreshold` 3 where they are not given.
    pub(crate) fn of(container: &Value) -> Probe {
        let number = |key| container.at(&["readinessProbe", key]).as_i64().filter(|number| *number > 0);
        let timeout = number("timeoutSeconds").and_then(|seconds| u64::try_from(seconds).ok()).unwrap_or(1);
        Probe {
            question: Question::of(container),
            timeout: Duration::from_secs(timeout.min(LONGEST_TIMEOUT)),
            failure_threshold: number("failureThreshold")
                .map_or(3, |count| u32::try_from(count).unwrap_or(u32::MAX)),
        }
    }

    /// Whether the container at this address says that it is ready.
    pub(crate) fn succeeds(&self, address: Ipv4Addr) -> bool {
        match &self.question {
            Question::None => true,
            Question::Tcp(port) => {
                TcpStream::connect_timeout(&(IpAddr::V4(address), *port).into(), self.timeout).is_ok()
            }
            Question::Http(port, path) => status((IpAddr::V4(address), *port).into(), path, self.timeout)
                .is_some_and(|status| (200..400).contains(&status)),
        }
    }
}

/// Whether a container is ready, from the answers to its probe.
#[derive(Clone, Debug, Default)]
pub(crate) struct Readiness {
    is_ready: bool,
    failures: u32,
}

impl Readiness {
    pub(crate) fn is_ready(&self) -> bool {
        self.is_ready
    }

    /// Takes an answer in: one success makes it ready, and only failures in a row make it unready.
    pub(crate) fn hear(&mut self, succeeded: bool, probe: &Probe) {
        self.failures = if succeeded { 0 } else { self.failures.saturating_add(1) };
        self.is_ready = succeeded || (self.is_ready && self.failures < probe.failure_threshold);
    }
}

impl Question {
    /// One over HTTPS is whether the port takes connections.
    fn of(container: &Value) -> Question {
        let port = |port: &Value| {
            if let Some(name) = port.as_str() {
                let mut ports = container.items_at(&["ports"]).iter();
                let found = ports.find(|port| port.str_at(&["name"]) == Some(name))?;
                return u16::try_from(found.at(&["containerPort"]).as_i64()?).ok();
            }
            u16::try_from(port.as_i64()?).ok()
        };
        let probe = container.at(&["readinessProbe"]);
        let http = probe.at(&["httpGet"]);
        if let Some(port) = port(http.at(&["port"])) {
            if http.str_at(&["scheme"]) == Some("HTTPS") {
                return Question::Tcp(port);
            }
            return Question::Http(port, http.str_at(&["path"]).unwrap_or("/").to_owned());
        }
        port(probe.at(&["tcpSocket", "port"])).map_or(Question::None, Question::Tcp)
    }
}

/// The status of a page; what else it says is not waited for.
fn status(address: SocketAddr, path: &str, timeout: Duration) -> Option<u16> {
    let mut line = String::new();
    BufReader::new(ask(address, path, timeout)?.take(1024)).read_line(&mut line).ok()?;
    line.split(' ').nth(1)?.trim().parse().ok()
}

/// A page: its status and what it says.
pub(crate) fn page(address: SocketAddr, path: &str) -> Option<(u16, String)> {
    let mut answer = Vec::new();
    ask(address, path, PATIENCE)?.take(LONGEST).read_to_end(&mut answer).ok()?;
    let answer = String::from_utf8_lossy(&answer);
    let (head, body) = answer.split_once("\r\n\r\n")?;
    Some((head.split(' ').nth(1)?.parse().ok()?, body.to_owned()))
}

fn ask(address: SocketAddr, path: &str, timeout: Duration) -> Option<TcpStream> {
    let mut stream = TcpStream::connect_timeout(&address, timeout).ok()?;
    stream.set_read_timeout(Some(timeout)).ok()?;
    stream.set_write_timeout(Some(timeout)).ok()?;
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    let path: String = path.chars().filter(|c| c.is_ascii_graphic()).collect();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").ok()?;
    Some(stream)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_read() {
        for (container, want) in [
            ("{}", Question::None),
            ("{readinessProbe: {exec: {command: ['true']}}}", Question::None),
            ("{readinessProbe: {tcpSocket: {port: 5}}}", Question::Tcp(5)),
            ("{readinessProbe: {httpGet: {port: 5, path: /x}}}", Question::Http(5, "/x".to_owned())),
            ("{readinessProbe: {httpGet: {port: 5, scheme: HTTPS}}}", Question::Tcp(5)),
            (
                "{ports: [{name: web, containerPort: 8}], readinessProbe: {httpGet: {port: web}}}",
                Question::Http(8, "/".to_owned()),
            ),
            ("{readinessProbe: {httpGet: {port: 99999999}}}", Question::None),
        ] {
            assert_eq!(Question::of(&kubeyaml::read(container).unwrap()), want, "{container}");
        }
    }

    #[test]
    fn only_failures_in_a_row_make_a_container_unready() {
        let probe = |text: &str| Probe::of(&kubeyaml::read(text).unwrap());
        for (spec, answers, want) in [
            ("{}", "--+--+---+", "--++++++-+"),
            ("{readinessProbe: {failureThreshold: 1}}", "+-+", "+-+"),
            ("{readinessProbe: {failureThreshold: 4}}", "+----", "++++-"),
        ] {
            let mut readiness = Readiness::default();
            let found: String = answers
                .chars()
                .map(|answer| {
                    readiness.hear(answer == '+', &probe(spec));
                    if readiness.is_ready() { '+' } else { '-' }
                })
                .collect();
            assert_eq!(found, want, "{spec} {answers}");
        }
        let timeout = |text: &str| probe(text).timeout.as_secs();
        assert_eq!(timeout("{}"), 1);
        assert_eq!(timeout("{readinessProbe: {timeoutSeconds: 3}}"), 3);
        assert_eq!(timeout("{readinessProbe: {timeoutSeconds: 99999999}}"), LONGEST_TIMEOUT);
    }
}
