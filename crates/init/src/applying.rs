//! How rules are applied.

use std::time::Duration;

use capture::flags::{Environment, Flag, FlagError, Flags, boolean};

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
    /// Whether it is fine that the rules for IPv6 cannot be applied, as in the old scripts.
    pub spares_ipv6: bool,
    /// The user whose traffic is the proxy's.
    pub envoy_user: String,
}

impl Applying {
    /// How it is applied.
    ///
    /// # Errors
    /// A word is not known.
    pub fn of(flags: &Flags, environment: Environment<'_>) -> Result<Applying, FlagError> {
        let settings = flags.with(environment);
        let some = |flag| Some(settings.text(flag)).filter(|text| !text.is_empty());
        Ok(Applying {
            dry_run: settings.truth(Flag::DryRun),
            dry_run_file: some(Flag::DryRunFile),
            skip_rule_apply: settings.truth(Flag::SkipRuleApply),
            run_validation: settings.truth(Flag::RunValidation),
            probe_port: settings.port(Flag::ProbePort),
            probe_timeout: settings.duration(Flag::ProbeTimeout),
            reconcile: settings.truth(Flag::Reconcile),
            cleanup_only: settings.truth(Flag::CleanupOnly),
            force_apply: settings.truth(Flag::ForceApply),
            native_nftables: settings.truth(Flag::NativeNftables),
            force_iptables_binary: forced(&settings.text(Flag::ForceIptablesBinary))?,
            network_namespace: some(Flag::NetworkNamespace),
            yes: settings.truth(Flag::Yes),
            cni_mode: settings.truth(Flag::CniMode),
            dual_stack: settings.truth(Flag::DualStack),
            ipv6: ipv6(&settings.text(Flag::Ipv6))?,
            spares_ipv6: false,
            envoy_user: settings.text(Flag::EnvoyUser),
        })
    }
}

fn forced(text: &str) -> Result<Option<ForcedBinary>, FlagError> {
    match text {
        "" => Ok(None),
        "legacy" => Ok(Some(ForcedBinary::Legacy)),
        "nft" => Ok(Some(ForcedBinary::Nft)),
        other => Err(unknown(Flag::ForceIptablesBinary, other, "legacy, nft")),
    }
}

fn ipv6(text: &str) -> Result<Ipv6, FlagError> {
    match text {
        "auto" | "" => Ok(Ipv6::Auto),
        text => boolean(text).map(Ipv6::Said).map_err(|_| unknown(Flag::Ipv6, text, "auto, true, false")),
    }
}

fn unknown(flag: Flag, value: &str, known: &'static str) -> FlagError {
    FlagError::Word { flag, value: value.to_owned(), known }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_is_not_known_is_refused() {
        for (line, fits) in [
            (["--ipv6=T"], true),
            (["--ipv6="], true),
            (["--ipv6=x"], false),
            (["--force-iptables-binary="], true),
            (["--force-iptables-binary=x"], false),
        ] {
            let applying = Applying::of(&Flags::read(&line).unwrap(), &|_| None);
            assert_eq!(applying.is_ok(), fits, "{line:?} {applying:?}");
        }
    }
}
