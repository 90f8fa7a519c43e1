//! Whether a container is ready, as its kubelet asks: over HTTP or TCP, from the node.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use kubeyaml::Value;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_millis(500);
/// The longest answer.
const LONGEST: u64 = 16 << 20;

/// What is asked of a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Probe {
    /// Nothing: it is ready when it runs.
    None,
    /// Whether a port takes connections.
    Tcp(u16),
    /// Whether a page is there.
    Http(u16, String),
}

impl Probe {
    /// The readiness probe of a container. One over HTTPS is asked whether its port takes connections.
    pub(crate) fn of(container: &Value) -> Probe {
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
                return Probe::Tcp(port);
            }
            return Probe::Http(port, http.str_at(&["path"]).unwrap_or("/").to_owned());
        }
        port(probe.at(&["tcpSocket", "port"])).map_or(Probe::None, Probe::Tcp)
    }

    /// Whether the container at this address is ready.
    pub(crate) fn succeeds(&self, address: Ipv4Addr) -> bool {
        match self {
            Probe::None => true,
            Probe::Tcp(port) => {
                TcpStream::connect_timeout(&(IpAddr::V4(address), *port).into(), PATIENCE).is_ok()
            }
            Probe::Http(port, path) => status((IpAddr::V4(address), *port).into(), path)
                .is_some_and(|status| (200..400).contains(&status)),
        }
    }
}

/// The status of a page; what else it says is not waited for.
fn status(address: SocketAddr, path: &str) -> Option<u16> {
    let mut line = String::new();
    BufReader::new(ask(address, path)?.take(1024)).read_line(&mut line).ok()?;
    line.split(' ').nth(1)?.trim().parse().ok()
}

/// A page: its status and what it says.
pub(crate) fn page(address: SocketAddr, path: &str) -> Option<(u16, String)> {
    let mut answer = Vec::new();
    ask(address, path)?.take(LONGEST).read_to_end(&mut answer).ok()?;
    let answer = String::from_utf8_lossy(&answer);
    let (head, body) = answer.split_once("\r\n\r\n")?;
    Some((head.split(' ').nth(1)?.parse().ok()?, body.to_owned()))
}

fn ask(address: SocketAddr, path: &str) -> Option<TcpStream> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    let path: String = path.chars().filter(|c| c.is_ascii_graphic()).collect();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").ok()?;
    Some(stream)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_probe_is_read() {
        for (container, want) in [
            ("{}", Probe::None),
            ("{readinessProbe: {exec: {command: ['true']}}}", Probe::None),
            ("{readinessProbe: {tcpSocket: {port: 5}}}", Probe::Tcp(5)),
            ("{readinessProbe: {httpGet: {port: 5, path: /x}}}", Probe::Http(5, "/x".to_owned())),
            ("{readinessProbe: {httpGet: {port: 5, scheme: HTTPS}}}", Probe::Tcp(5)),
            (
                "{ports: [{name: web, containerPort: 8}], readinessProbe: {httpGet: {port: web}}}",
                Probe::Http(8, "/".to_owned()),
            ),
            ("{readinessProbe: {httpGet: {port: 99999999}}}", Probe::None),
        ] {
            assert_eq!(Probe::of(&kubeyaml::read(container).unwrap()), want, "{container}");
        }
    }
}
