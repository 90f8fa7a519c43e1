//! What holds where a flag and a variable speak: a flag comes before the environment, which comes before the default.

use std::time::Duration;

use super::given::Flags;
use super::table::{Flag, Kind};
use super::value::Value;

/// Reads a variable of the environment.
pub type Environment<'e> = &'e dyn Fn(&str) -> Option<String>;

/// Flags, variables and defaults.
#[derive(Clone, Copy)]
pub struct Settings<'s> {
    flags: &'s Flags,
    environment: Environment<'s>,
}

impl Flags {
    /// These with the environment.
    #[must_use]
    pub fn with<'s>(&'s self, environment: Environment<'s>) -> Settings<'s> {
        Settings { flags: self, environment }
    }
}

impl Settings<'_> {
    /// The value of a flag. Variables that cannot be read are passed over, as in Istio; `None` where neither the flag
    /// nor a variable says anything.
    #[must_use]
    pub fn value(&self, flag: Flag) -> Option<Value> {
        let row = flag.row();
        let counts = |text: &String| row.kind == Kind::TextOrEmpty || !text.is_empty();
        let read = |name: &&str| {
            let text = (self.environment)(name).filter(counts)?;
            Value::read(row.kind, &text).ok()
        };
        self.flags.value(flag).cloned().or_else(|| row.variables.iter().find_map(read))
    }

    /// The text of a flag, or its default.
    #[must_use]
    pub fn text(&self, flag: Flag) -> String {
        match self.value(flag) {
            Some(Value::Text(text)) => text,
            _ => flag.row().default.to_owned(),
        }
    }

    /// The truth value of a flag; false where nothing says it.
    #[must_use]
    pub fn truth(&self, flag: Flag) -> bool {
        self.value(flag) == Some(Value::Truth(true))
    }

    /// The port of a flag, or its default.
    #[must_use]
    pub fn port(&self, flag: Flag) -> u16 {
        match self.or_default(flag) {
            Some(Value::Port(port)) => port,
            _ => 0,
        }
    }

    /// The duration of a flag, or its default.
    #[must_use]
    pub fn duration(&self, flag: Flag) -> Duration {
        match self.or_default(flag) {
            Some(Value::Duration(duration)) => duration,
            _ => Duration::ZERO,
        }
    }

    fn or_default(&self, flag: Flag) -> Option<Value> {
        let row = flag.row();
        self.value(flag).or_else(|| Value::read(row.kind, row.default).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &[&str]) -> Flags {
        Flags::read(line).unwrap_or_else(|e| panic!("{line:?}: {e}"))
    }

    #[test]
    fn flags_come_before_variables_and_variables_before_defaults() {
        let variables = |name: &str| {
            let value = match name {
                "ISTIO_INBOUND_PORTS" => "80",
                "PROXY_UID" => "7",
                "REDIRECT_DNS" => "true",
                "ISTIO_META_DNS_CAPTURE" => "false",
                "DRY_RUN" => "x",
                "PROBE_TIMEOUT" => "x",
                "IPTABLES_PROBE_PORT" => "7",
                "ENVOY_PORT" => "1",
                "INBOUND_TUNNEL_PORT" => "",
                "ISTIO_OUTBOUND_OWNER_GROUPS" => "",
                "NETWORK_NAMESPACE" => "",
                _ => return None,
            };
            Some(value.to_owned())
        };
        let flags = read(&["-b", "*", "--drop-invalid"]);
        let settings = flags.with(&variables);
        let request = flags.request(&variables);
        assert_eq!((request.inbound_ports.as_str(), request.proxy_uid.as_str()), ("*", "7"));
        assert_eq!((request.proxy_port.as_str(), request.inbound_tunnel_port.as_str()), ("15001", "15008"));
        assert_eq!(request.owner_groups, "");
        assert!(request.drop_invalid && !request.redirect_dns, "the additional variable comes first");
        assert!(!settings.truth(Flag::DryRun), "a variable that cannot be read");
        assert_eq!(settings.duration(Flag::ProbeTimeout), Duration::from_secs(5));
        assert_eq!(settings.port(Flag::ProbePort), 7);
        assert_eq!(settings.value(Flag::NetworkNamespace), None);
    }

    #[test]
    fn a_flag_is_set_even_if_it_is_empty() {
        let flags = read(&["-i", ""]);
        assert_eq!(flags.request(&|_| Some("x".to_owned())).outbound_ranges, "");
        let other = read(&["-i", "*", "-x", "10.0.0.0/8"]);
        let both = flags.over(other);
        assert_eq!(both.text(Flag::OutboundRanges), Some(""));
        assert_eq!(both.text(Flag::OutboundRangesExclude), Some("10.0.0.0/8"));
        assert_eq!(both.given().count(), 2);
    }
}
