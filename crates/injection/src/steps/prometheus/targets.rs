//! Several places to scrape: `prometheus.istio.io/scrape-targets`.

use kubeyaml::Value;

/// A place to scrape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target<'a> {
    /// The port, as it was written.
    pub port: &'a str,
    /// The path.
    pub path: &'a str,
}

impl Target<'_> {
    /// The target as the agent reads it.
    pub fn to_json(self) -> String {
        let text = |text: &str| kubeyaml::to_json(&Value::text(text));
        format!(r#"{{"port":{},"path":{}}}"#, text(self.port), text(self.path))
    }
}

/// Ports that are the proxy's and the agent's own, and whose they are.
///
/// Source: Istio 1.31 pilot/cmd/pilot-agent/status/server.go, istioReservedPorts.
const RESERVED: [(u16, &str); 9] = [
    (15000, "Envoy admin"),
    (15001, "outbound traffic capture"),
    (15004, "pilot debug"),
    (15006, "inbound traffic capture"),
    (15008, "HBONE tunnel"),
    (15020, "pilot-agent status / merged Prometheus"),
    (15021, "Envoy health"),
    (15053, "DNS proxy"),
    (15090, "Envoy Prometheus (already merged)"),
];

/// Reads `port:path` joined by commas; the path is `/metrics` where there is none. `None` if a port is empty: such a
/// list does not count.
///
/// Source: Istio 1.31 pilot/cmd/pilot-agent/status/server.go, ParseScrapeTargets.
pub fn parse(list: &str) -> Option<Vec<Target<'_>>> {
    let items = list.split(',').map(str::trim).filter(|item| !item.is_empty());
    items
        .map(|item| {
            let (port, path) = item.split_once(':').unwrap_or((item, ""));
            let (port, path) = (port.trim(), path.trim());
            let path = if path.is_empty() { "/metrics" } else { path };
            (!port.is_empty()).then_some(Target { port, path })
        })
        .collect()
}

/// Checks the ports of targets, or where there are none the one port that may be scraped.
///
/// Source: Istio 1.31 webhook.go, applyPrometheusMerge.
///
/// # Errors
/// One is not a port, the agent's or reserved.
pub fn check(targets: &[Target<'_>], port: Option<&str>, status_port: &str) -> Result<(), String> {
    let (what, noun) = match targets {
        [] => ("configuration", "port"),
        _ => ("targets", "target port"),
    };
    let mut ports: Vec<&str> = targets.iter().map(|target| target.port).collect();
    if ports.is_empty() {
        ports.extend(port.filter(|port| !port.is_empty()));
    }
    let refused = ports.into_iter().find_map(|port| refusal(port, noun, status_port));
    refused.map_or(Ok(()), |cause| Err(format!("invalid prometheus scrape {what}: {cause}")))
}

fn refusal(port: &str, noun: &str, status_port: &str) -> Option<String> {
    let Some(number) = port.parse::<u16>().ok().filter(|number| *number > 0) else {
        return Some(format!("invalid {noun} {}", kubeyaml::to_json(&Value::text(port))));
    };
    if number.to_string() == status_port {
        return Some(format!("{noun} {port} conflicts with agent port"));
    }
    let (_, reason) = RESERVED.iter().find(|(reserved, _)| *reserved == number)?;
    Some(format!("{noun} {port} is reserved for Istio ({reason}) and cannot be scraped"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_read() {
        for (list, want) in [
            ("80", Some(&[("80", "/metrics")][..])),
            (" 80 : /a:b ,, 81: ", Some(&[("80", "/a:b"), ("81", "/metrics")])),
            ("", Some(&[])),
            ("80,:/a", None),
        ] {
            let read = parse(list);
            let read = read.map(|targets| targets.iter().map(|t| (t.port, t.path)).collect::<Vec<_>>());
            assert_eq!(read.as_deref(), want, "{list}");
        }
    }

    #[test]
    fn ports_are_checked() {
        for (list, port, want) in [
            ("80,90", Some("15000"), ""),
            ("80,x", None, "invalid prometheus scrape targets: invalid target port \"x\""),
            (
                "015020",
                None,
                "invalid prometheus scrape targets: target port 015020 conflicts with agent port",
            ),
            (
                "15000",
                None,
                "invalid prometheus scrape targets: target port 15000 is reserved for Istio (Envoy admin) and cannot be scraped",
            ),
            ("", Some("0"), "invalid prometheus scrape configuration: invalid port \"0\""),
            ("", Some("65536"), "invalid prometheus scrape configuration: invalid port \"65536\""),
            ("", Some("+80"), ""),
            ("", Some(""), ""),
            ("", None, ""),
        ] {
            let targets = parse(list).unwrap();
            assert_eq!(check(&targets, port, "15020").err().unwrap_or_default(), want, "{list} {port:?}");
        }
    }
}
