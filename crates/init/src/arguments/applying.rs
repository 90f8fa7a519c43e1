//! How rules are applied.

use std::time::Duration;

use super::value::{boolean, duration, set, truth};
use super::{ArgumentError, Arguments, Environment};

/// Which iptables is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForcedBinary {
    /// `iptables-legacy`
    Legacy,
    /// `iptables-nft`
    Nft,
}

/// Whether there are rules for IPv6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ipv6 {
    /// If the host has such addresses.
    Auto,
    /// As it is said.
    Said(bool),
}

/// How rules are applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applying {
    /// Print, and change nothing.
    pub dry_run: bool,
    /// Where a dry run writes its text as well.
    pub dry_run_file: Option<String>,
    /// Apply nothing.
    pub skip_rule_apply: bool,
    /// Try the rules.
    pub run_validation: bool,
    /// The port that the validation asks for.
    pub probe_port: u16,
    /// How long the validation may take.
    pub probe_timeout: Duration,
    /// Replace what differs.
    pub reconcile: bool,
    /// Only take rules away.
    pub cleanup_only: bool,
    /// Apply even what is there.
    pub force_apply: bool,
    /// `nft` in place of iptables.
    pub native_nftables: bool,
    /// The iptables to use.
    pub force_iptables_binary: Option<ForcedBinary>,
    /// The network namespace to work in.
    pub network_namespace: Option<String>,
    /// Whether a host is meant, if this is one.
    pub yes: bool,
    /// With the host's files.
    pub cni_mode: bool,
    /// Look at all addresses of the host.
    pub dual_stack: bool,
    /// Whether there are rules for IPv6.
    pub ipv6: Ipv6,
    /// Whether it is no error that the rules for IPv6 cannot be applied, as in the old scripts.
    pub spares_ipv6: bool,
    /// The user whose traffic is the proxy's.
    pub envoy_user: String,
}

impl Arguments {
    /// How it is applied.
    ///
    /// # Errors
    /// A word is none of those that are known.
    pub fn applying(&self, environment: Environment<'_>) -> Result<Applying, ArgumentError> {
        let truth = |flag, variables: &[&str]| truth(flag, environment, variables);
        let text =
            |flag: &Option<String>, variable: &str| flag.clone().or_else(|| set(environment, variable));
        let probe_port = || set(environment, "IPTABLES_PROBE_PORT")?.parse().ok();
        let probe_timeout = || duration(&set(environment, "PROBE_TIMEOUT")?).ok();
        let network_namespace = text(&self.network_namespace, "NETWORK_NAMESPACE");
        Ok(Applying {
            dry_run: truth(self.dry_run, &["DRY_RUN"]),
            dry_run_file: set(environment, "DRY_RUN_FILE_PATH"),
            skip_rule_apply: truth(self.skip_rule_apply, &["SKIP_RULE_APPLY"]),
            run_validation: truth(self.run_validation, &["RUN_VALIDATION"]),
            probe_port: self.iptables_probe_port.or_else(probe_port).unwrap_or(15002),
            probe_timeout: self.probe_timeout.or_else(probe_timeout).unwrap_or(Duration::from_secs(5)),
            reconcile: truth(self.reconcile, &["RECONCILE"]),
            cleanup_only: truth(self.cleanup_only, &["CLEANUP_ONLY"]),
            force_apply: truth(self.force_apply, &["FORCE_APPLY"]),
            native_nftables: truth(self.native_nftables, &["NATIVE_NFTABLES"]),
            force_iptables_binary: forced(text(&self.force_iptables_binary, "FORCE_IPTABLES_BINARY"))?,
            network_namespace: network_namespace.filter(|n| !n.is_empty()),
            yes: self.yes.unwrap_or(false),
            cni_mode: truth(self.cni_mode, &["CNI_MODE"]),
            dual_stack: truth(self.dual_stack, &["ISTIO_DUAL_STACK", "DUAL_STACK"]),
            ipv6: ipv6(self.ipv6.as_deref())?,
            spares_ipv6: false,
            envoy_user: set(environment, "ENVOY_USER").unwrap_or_else(|| "istio-proxy".to_owned()),
        })
    }
}

fn forced(text: Option<String>) -> Result<Option<ForcedBinary>, ArgumentError> {
    match text.as_deref() {
        None | Some("") => Ok(None),
        Some("legacy") => Ok(Some(ForcedBinary::Legacy)),
        Some("nft") => Ok(Some(ForcedBinary::Nft)),
        Some(other) => Err(ArgumentError {
            flag: "--force-iptables-binary",
            value: other.to_owned(),
            known: "legacy, nft",
        }),
    }
}

fn ipv6(text: Option<&str>) -> Result<Ipv6, ArgumentError> {
    match text {
        None | Some("auto" | "") => Ok(Ipv6::Auto),
        Some(text) => boolean(text).map(Ipv6::Said).map_err(|_| ArgumentError {
            flag: "--ipv6",
            value: text.to_owned(),
            known: "auto, true, false",
        }),
    }
}
