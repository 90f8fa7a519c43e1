//! The command line of `istio-iptables`, and of the script that was there before it.

use std::time::Duration;

use clap::{ArgAction, Args};

mod applying;
mod over;
mod quick;
mod request;
mod script;
mod value;

use crate::say::shown;
pub use applying::{Applying, ForcedBinary, Ipv6};
use value::{boolean, duration};

/// Reads a variable of the environment.
pub type Environment<'e> = &'e dyn Fn(&str) -> Option<String>;

/// What is captured, and how it is applied. A flag comes before the environment, which comes before the default.
///
/// Source: Istio 1.30 tools/istio-iptables/pkg/cmd/root.go and pkg/constants.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct Arguments {
    /// Port of the proxy for outbound traffic [default: 15001].
    #[arg(short = 'p', long, value_name = "PORT", global = true, help_heading = CAPTURE)]
    pub envoy_port: Option<String>,
    /// Port of the proxy for inbound traffic [default: 15006].
    #[arg(short = 'z', long, value_name = "PORT", global = true, help_heading = CAPTURE)]
    pub inbound_capture_port: Option<String>,
    /// Port of tunnels, which is not redirected [default: 15008].
    #[arg(short = 'e', long, value_name = "PORT", global = true, help_heading = CAPTURE)]
    pub inbound_tunnel_port: Option<String>,
    /// Users whose traffic is the proxy's own [default: the user `istio-proxy`, or 1337].
    #[arg(short = 'u', long, value_name = "UID,…", global = true, help_heading = CAPTURE)]
    pub proxy_uid: Option<String>,
    /// Groups whose traffic is the proxy's own [default: the same numbers as the users'].
    #[arg(short = 'g', long, value_name = "GID,…", global = true, help_heading = CAPTURE)]
    pub proxy_gid: Option<String>,
    /// `REDIRECT` or `TPROXY` [default: REDIRECT].
    #[arg(short = 'm', long, value_name = "MODE", global = true, help_heading = CAPTURE)]
    pub istio_inbound_interception_mode: Option<String>,
    /// Mark of packets that TPROXY takes [default: 1337].
    #[arg(short = 't', long, value_name = "MARK", global = true, help_heading = CAPTURE)]
    pub istio_inbound_tproxy_mark: Option<String>,
    /// Routing table for packets that TPROXY takes [default: 133].
    #[arg(short = 'r', long, value_name = "TABLE", global = true, help_heading = CAPTURE)]
    pub istio_inbound_tproxy_route_table: Option<String>,
    /// Ports whose inbound traffic is captured, or `*` for all [default: none].
    #[arg(short = 'b', long, value_name = "PORT,…", global = true, help_heading = CAPTURE)]
    pub istio_inbound_ports: Option<String>,
    /// Ports whose inbound traffic is not captured, where `-b` is `*`.
    #[arg(short = 'd', long, value_name = "PORT,…", global = true, help_heading = CAPTURE)]
    pub istio_local_exclude_ports: Option<String>,
    /// Interfaces whose traffic is left alone.
    #[arg(short = 'c', long, value_name = "NAME,…", global = true, help_heading = CAPTURE)]
    pub istio_exclude_interfaces: Option<String>,
    /// Ranges to which outbound traffic is captured, or `*` for all [default: none].
    #[arg(short = 'i', long, value_name = "CIDR,…", global = true, help_heading = CAPTURE)]
    pub istio_service_cidr: Option<String>,
    /// Ranges to which it is not.
    #[arg(short = 'x', long, value_name = "CIDR,…", global = true, help_heading = CAPTURE)]
    pub istio_service_exclude_cidr: Option<String>,
    /// Ports to which outbound traffic is captured whatever its range.
    #[arg(short = 'q', long, value_name = "PORT,…", global = true, help_heading = CAPTURE)]
    pub istio_outbound_ports: Option<String>,
    /// Ports to which it is not.
    #[arg(short = 'o', long, value_name = "PORT,…", global = true, help_heading = CAPTURE)]
    pub istio_local_outbound_ports_exclude: Option<String>,
    /// Interfaces of virtual machines, whose traffic is outbound.
    #[arg(short = 'k', long, value_name = "NAME,…", global = true, help_heading = CAPTURE)]
    pub kube_virt_interfaces: Option<String>,
    /// Capture questions to the name servers of `/etc/resolv.conf`.
    #[arg(long, value_parser = boolean, action = ArgAction::Set, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL", global = true, help_heading = CAPTURE)]
    pub redirect_dns: Option<bool>,
    /// With `--redirect-dns`: capture questions to all name servers.
    #[arg(long, value_parser = boolean, action = ArgAction::Set, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL", global = true, help_heading = CAPTURE)]
    pub capture_all_dns: Option<bool>,
    /// Drop packets that belong to no connection.
    #[arg(long, value_parser = boolean, action = ArgAction::Set, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL", global = true, help_heading = CAPTURE)]
    pub drop_invalid: Option<bool>,
    /// Look at all addresses of the host for IPv6, not only at the first.
    #[arg(long, value_parser = boolean, action = ArgAction::Set, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL", global = true, help_heading = CAPTURE)]
    pub dual_stack: Option<bool>,
    /// Whether there are rules for IPv6; `auto` asks the host. Where it is said, a dry run asks the host nothing.
    #[arg(long, value_name = "auto|true|false", global = true, help_heading = CAPTURE)]
    pub ipv6: Option<String>,
    /// Name servers in place of those of `/etc/resolv.conf`.
    #[arg(long, value_name = "IP,…", global = true, help_heading = CAPTURE)]
    pub dns_servers: Option<String>,
    /// The rules of the scripts that came before: of 0.5, 1.0 or 1.1 [default without a version: 1.1]; `no` for today's,
    /// where the options are those of a script.
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "1.1", value_name = "VERSION", global = true, help_heading = CAPTURE)]
    pub legacy_rules: Option<String>,

    /// Print what would be applied, or in a cleanup what would go, and change nothing.
    #[arg(short = 'n', long, value_parser = boolean, action = ArgAction::Set, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL", global = true, help_heading = APPLYING)]
    pub dry_run: Option<bool>,
    /// Apply nothing; with `--run-validation`, only try what is there.
    #[arg(long, value_parser = boolean, action = ArgAction::Set, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL", global = true, help_heading = APPLYING)]
    pub skip_rule_apply: Option<bool>,
    /// Try the rules with connections of its own; exit status 126 if they are not taken.
    #[arg(long, value_parser = boolean, action = ArgAction::Set, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL", global = true, help_heading = APPLYING)]
    pub run_validation: Option<bool>,
    /// Port that the validation asks for [default: 15002].
    #[arg(long, value_name = "PORT", global = true, help_heading = APPLYING)]
    pub iptables_probe_port: Option<u16>,
    /// How long the validation may take [default: 5s].
    #[arg(long, value_parser = duration, value_name = "DURATION", global = true, help_heading = APPLYING)]
    pub probe_timeout: Option<Duration>,
    /// Replace rules that differ from those asked for.
    #[arg(long, value_parser = boolean, action = ArgAction::Set, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL", global = true, help_heading = APPLYING)]
    pub reconcile: Option<bool>,
    /// Take the rules away, and put none in.
    #[arg(long, value_parser = boolean, action = ArgAction::Set, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL", global = true, help_heading = APPLYING)]
    pub cleanup_only: Option<bool>,
    /// Apply the rules even if they are there.
    #[arg(long, value_parser = boolean, action = ArgAction::Set, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL", global = true, help_heading = APPLYING)]
    pub force_apply: Option<bool>,
    /// Use `nft` in place of iptables.
    #[arg(long, value_parser = boolean, action = ArgAction::Set, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL", global = true, help_heading = APPLYING)]
    pub native_nftables: Option<bool>,
    /// Use this kind of iptables: `legacy` or `nft` [default: what the host uses].
    #[arg(long, value_name = "KIND", global = true, help_heading = APPLYING)]
    pub force_iptables_binary: Option<String>,
    /// Work in the network namespace of this file, such as `/proc/PID/ns/net`.
    #[arg(long, value_name = "FILE", global = true, help_heading = APPLYING)]
    pub network_namespace: Option<String>,
    /// Change the rules of this host, if it is one and no container.
    #[arg(long, value_parser = boolean, action = ArgAction::Set, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL", global = true, help_heading = APPLYING)]
    pub yes: Option<bool>,
    /// Run as a CNI plugin does, with the host's files.
    #[arg(long, value_parser = boolean, action = ArgAction::Set, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL", global = true, help_heading = APPLYING)]
    pub cni_mode: Option<bool>,

    /// Taken and not heeded, as Istio's logging is not ours.
    #[arg(long = "log_output_level", hide = true, value_name = "LEVELS", global = true)]
    pub log_output_level: Option<String>,
    /// Taken and not heeded, as Istio's logging is not ours.
    #[arg(long = "log_as_json", hide = true, value_parser = boolean, action = ArgAction::Set, num_args = 0..=1, require_equals = true, default_missing_value = "true", global = true)]
    pub log_as_json: Option<bool>,
}

const CAPTURE: &str = "What is captured";
const APPLYING: &str = "How it is applied";

/// A variable of the environment, or a flag, holds a value that cannot be meant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{flag}: {shown:?} cannot be used: it is none of {known}", shown = shown(value))]
pub struct ArgumentError {
    /// The flag or variable.
    pub flag: &'static str,
    /// Its value.
    pub value: String,
    /// What it may be.
    pub known: &'static str,
}

#[cfg(test)]
mod tests {
    use capture::Request;
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Program {
        #[command(flatten)]
        arguments: Arguments,
    }

    fn read(line: &[&str]) -> Arguments {
        Program::try_parse_from(["x"].iter().chain(line))
            .unwrap_or_else(|e| panic!("{line:?}: {e}"))
            .arguments
    }

    fn nothing(_: &str) -> Option<String> {
        None
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
                "ENVOY_PORT" => "1",
                "ISTIO_OUTBOUND_OWNER_GROUPS" => "",
                _ => return None,
            };
            Some(value.to_owned())
        };
        let request = read(&["-b", "*", "--drop-invalid"]).request(&variables);
        assert_eq!((request.inbound_ports.as_str(), request.proxy_uid.as_str()), ("*", "7"));
        assert_eq!(request.proxy_port, "15001");
        assert_eq!(request.owner_groups, "");
        assert!(request.drop_invalid && !request.redirect_dns, "the additional variable comes first");
        let applying = read(&[]).applying(&variables).unwrap();
        assert!(!applying.dry_run && applying.probe_timeout == Duration::from_secs(5));
        assert_eq!(read(&[]).request(&nothing), Request::default());
    }

    #[test]
    fn truth_values_need_no_value() {
        for (line, want) in [
            (&["--dry-run"][..], true),
            (&["-n"], true),
            (&["--dry-run=false"], false),
            (&["--dry-run=T", "-b", "80"], true),
        ] {
            assert_eq!(read(line).applying(&nothing).unwrap().dry_run, want, "{line:?}");
        }
        assert!(read(&["--force-iptables-binary", "x"]).applying(&nothing).is_err());
        assert!(read(&["--ipv6", "x"]).applying(&nothing).is_err());
    }
}
