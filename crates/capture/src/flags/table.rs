//! The flags, one row each. Command lines, variables, pods' manifests and help texts are read and made from these rows.
//!
//! Source: Istio 1.30 tools/istio-iptables/pkg/cmd/root.go and pkg/constants.

use std::fmt;

use Group::{Applied, Captured, Ignored};
use Kind::{Duration, Port, Text, TextOr, TextOrEmpty, Truth};

/// What a flag is about, which is where help lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// What is captured.
    Captured,
    /// How the rules are applied.
    Applied,
    /// Nothing of ours: accepted, and not listed.
    Ignored,
}

/// What a flag's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text, which [`Request`](crate::Request) or another reader checks. An empty variable counts as unset.
    Text,
    /// A text that may be left out: then it is this one.
    TextOr(&'static str),
    /// A text whose variable counts even if it is empty.
    TextOrEmpty,
    /// A truth value as Go reads it, true if it is left out.
    Truth,
    /// A port.
    Port,
    /// A duration as Go reads it.
    Duration,
}

impl Kind {
    /// Whether the flag can stand alone; a value then follows only after `=`.
    #[must_use]
    pub(crate) fn stands_alone(self) -> bool {
        matches!(self, Truth | TextOr(_))
    }
}

/// What is known of a flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name without the two dashes; empty for what only variables can set.
    pub long: &'static str,
    /// Its letter.
    pub short: Option<char>,
    /// What stands for its value in help texts.
    pub value_name: &'static str,
    /// The variables that stand for it, the first one before the others.
    pub variables: &'static [&'static str],
    /// Its value where nobody sets one.
    pub default: &'static str,
    /// What its values are.
    pub kind: Kind,
    /// What it is about.
    pub group: Group,
    /// What it does, for help texts: without the last period.
    pub help: &'static str,
}

impl Row {
    const fn of(group: Group, kind: Kind, help: &'static str) -> Row {
        Row { long: "", short: None, value_name: "", variables: &[], default: "", kind, group, help }
    }

    const fn flag(self, long: &'static str, value_name: &'static str) -> Row {
        Row { long, value_name, ..self }
    }

    const fn short(self, letter: char) -> Row {
        Row { short: Some(letter), ..self }
    }

    const fn variables(self, variables: &'static [&'static str]) -> Row {
        Row { variables, ..self }
    }

    const fn default(self, default: &'static str) -> Row {
        Row { default, ..self }
    }
}

macro_rules! table {
    ($($flag:ident => $row:expr,)*) => {
        /// A flag, or what only a variable can set.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each row has its help text")]
        pub enum Flag { $($flag),* }

        impl Flag {
            /// All of them, in the order of help texts.
            pub const ALL: [Flag; [$(Flag::$flag),*].len()] = [$(Flag::$flag),*];

            /// What is known of it.
            #[must_use]
            pub const fn row(self) -> Row {
                match self { $(Flag::$flag => const { $row }),* }
            }
        }
    };
}

table! {
    EnvoyPort => Row::of(Captured, Text, "Port of the proxy for outbound traffic [default: 15001]").flag("envoy-port", "PORT").short('p').default("15001"),
    InboundCapturePort => Row::of(Captured, Text, "Port of the proxy for inbound traffic [default: 15006]").flag("inbound-capture-port", "PORT").short('z').variables(&["INBOUND_CAPTURE_PORT"]).default("15006"),
    InboundTunnelPort => Row::of(Captured, Text, "Port of tunnels, which is not redirected [default: 15008]").flag("inbound-tunnel-port", "PORT").short('e').variables(&["INBOUND_TUNNEL_PORT"]).default("15008"),
    ProxyUid => Row::of(Captured, Text, "Users whose traffic is the proxy's own [default: the user `istio-proxy`, or 1337]").flag("proxy-uid", "UID,…").short('u').variables(&["PROXY_UID"]),
    ProxyGid => Row::of(Captured, Text, "Groups whose traffic is the proxy's own [default: the same numbers as the users']").flag("proxy-gid", "GID,…").short('g').variables(&["PROXY_GID"]),
    InterceptionMode => Row::of(Captured, Text, "`REDIRECT` or `TPROXY` [default: REDIRECT]").flag("istio-inbound-interception-mode", "MODE").short('m').variables(&["ISTIO_INBOUND_INTERCEPTION_MODE"]),
    TproxyMark => Row::of(Captured, Text, "Mark of packets that TPROXY takes [default: 1337]").flag("istio-inbound-tproxy-mark", "MARK").short('t').variables(&["ISTIO_INBOUND_TPROXY_MARK"]).default("1337"),
    TproxyRouteTable => Row::of(Captured, Text, "Routing table for packets that TPROXY takes [default: 133]").flag("istio-inbound-tproxy-route-table", "TABLE").short('r').variables(&["ISTIO_INBOUND_TPROXY_ROUTE_TABLE"]).default("133"),
    InboundPorts => Row::of(Captured, Text, "Ports whose inbound traffic is captured, or `*` for all [default: none]").flag("istio-inbound-ports", "PORT,…").short('b').variables(&["ISTIO_INBOUND_PORTS"]),
    InboundPortsExclude => Row::of(Captured, Text, "Ports whose inbound traffic is not captured, where `-b` is `*`").flag("istio-local-exclude-ports", "PORT,…").short('d').variables(&["ISTIO_LOCAL_EXCLUDE_PORTS"]),
    ExcludeInterfaces => Row::of(Captured, Text, "Interfaces whose traffic is left alone").flag("istio-exclude-interfaces", "NAME,…").short('c').variables(&["ISTIO_EXCLUDE_INTERFACES"]),
    OutboundRanges => Row::of(Captured, Text, "Ranges to which outbound traffic is captured, or `*` for all [default: none]").flag("istio-service-cidr", "CIDR,…").short('i').variables(&["ISTIO_SERVICE_CIDR"]),
    OutboundRangesExclude => Row::of(Captured, Text, "Ranges to which it is not").flag("istio-service-exclude-cidr", "CIDR,…").short('x').variables(&["ISTIO_SERVICE_EXCLUDE_CIDR"]),
    OutboundPorts => Row::of(Captured, Text, "Ports to which outbound traffic is captured whatever its range").flag("istio-outbound-ports", "PORT,…").short('q').variables(&["ISTIO_OUTBOUND_PORTS"]),
    OutboundPortsExclude => Row::of(Captured, Text, "Ports to which it is not").flag("istio-local-outbound-ports-exclude", "PORT,…").short('o').variables(&["ISTIO_LOCAL_OUTBOUND_PORTS_EXCLUDE"]),
    VirtualInterfaces => Row::of(Captured, Text, "Interfaces of virtual machines, whose traffic is outbound").flag("kube-virt-interfaces", "NAME,…").short('k').variables(&["KUBE_VIRT_INTERFACES"]),
    RedirectDns => Row::of(Captured, Truth, "Capture questions to the name servers of `/etc/resolv.conf`").flag("redirect-dns", "BOOL").variables(&["ISTIO_META_DNS_CAPTURE", "REDIRECT_DNS"]),
    CaptureAllDns => Row::of(Captured, Truth, "With `--redirect-dns`: capture questions to all name servers").flag("capture-all-dns", "BOOL").variables(&["CAPTURE_ALL_DNS"]),
    DropInvalid => Row::of(Captured, Truth, "Drop packets that belong to no connection").flag("drop-invalid", "BOOL").variables(&["INVALID_DROP", "DROP_INVALID"]),
    DualStack => Row::of(Captured, Truth, "Look at all addresses of the host for IPv6, not only at the first").flag("dual-stack", "BOOL").variables(&["ISTIO_DUAL_STACK", "DUAL_STACK"]),
    Ipv6 => Row::of(Captured, Text, "Whether there are rules for IPv6; `auto` asks the host. Where it is said, a dry run asks the host nothing").flag("ipv6", "auto|true|false").default("auto"),
    DnsServers => Row::of(Captured, Text, "Name servers in place of those of `/etc/resolv.conf`").flag("dns-servers", "IP,…"),
    LegacyRules => Row::of(Captured, TextOr("1.1"), "The rules of the scripts that came before: of 0.5, 1.0 or 1.1 [default without a version: 1.1]; `no` for today's, where the options are those of a script").flag("legacy-rules", "VERSION"),
    DryRun => Row::of(Applied, Truth, "Print what would be applied, or in a cleanup what would go, and change nothing").flag("dry-run", "BOOL").short('n').variables(&["DRY_RUN"]),
    SkipRuleApply => Row::of(Applied, Truth, "Apply nothing; with `--run-validation`, only try what is there").flag("skip-rule-apply", "BOOL").variables(&["SKIP_RULE_APPLY"]),
    RunValidation => Row::of(Applied, Truth, "Try the rules with connections of its own; exit status 126 if they are not taken").flag("run-validation", "BOOL").variables(&["RUN_VALIDATION"]),
    ProbePort => Row::of(Applied, Port, "Port that the validation asks for [default: 15002]").flag("iptables-probe-port", "PORT").variables(&["IPTABLES_PROBE_PORT"]).default("15002"),
    ProbeTimeout => Row::of(Applied, Duration, "How long the validation may take [default: 5s]").flag("probe-timeout", "DURATION").variables(&["PROBE_TIMEOUT"]).default("5s"),
    Reconcile => Row::of(Applied, Truth, "Replace rules that differ from those asked for").flag("reconcile", "BOOL").variables(&["RECONCILE"]),
    CleanupOnly => Row::of(Applied, Truth, "Take the rules away, and put none in").flag("cleanup-only", "BOOL").variables(&["CLEANUP_ONLY"]),
    ForceApply => Row::of(Applied, Truth, "Apply the rules even if they are there").flag("force-apply", "BOOL").variables(&["FORCE_APPLY"]),
    NativeNftables => Row::of(Applied, Truth, "Use `nft` in place of iptables").flag("native-nftables", "BOOL").variables(&["NATIVE_NFTABLES"]),
    ForceIptablesBinary => Row::of(Applied, Text, "Use this kind of iptables: `legacy` or `nft` [default: what the host uses]").flag("force-iptables-binary", "KIND").variables(&["FORCE_IPTABLES_BINARY"]),
    NetworkNamespace => Row::of(Applied, Text, "Work in the network namespace of this file, such as `/proc/PID/ns/net`").flag("network-namespace", "FILE").variables(&["NETWORK_NAMESPACE"]),
    Yes => Row::of(Applied, Truth, "Change the rules of this host, if it is one and no container").flag("yes", "BOOL"),
    CniMode => Row::of(Applied, Truth, "Run as a CNI plugin does, with the host's files").flag("cni-mode", "BOOL").variables(&["CNI_MODE"]),
    LogOutputLevel => Row::of(Ignored, Text, "Taken and not heeded, as Istio's logging is not ours").flag("log_output_level", "LEVELS"),
    LogAsJson => Row::of(Ignored, Truth, "Taken and not heeded, as Istio's logging is not ours").flag("log_as_json", "BOOL"),
    OwnerGroups => Row::of(Captured, TextOrEmpty, "Groups whose outbound traffic is captured, or `*` for all").variables(&["ISTIO_OUTBOUND_OWNER_GROUPS"]).default("*"),
    OwnerGroupsExclude => Row::of(Captured, TextOrEmpty, "Groups whose outbound traffic is not captured").variables(&["ISTIO_OUTBOUND_OWNER_GROUPS_EXCLUDE"]),
    LoopbackCidr => Row::of(Captured, Text, "What counts as the host's own loopback addresses").variables(&["ISTIO_OUTBOUND_IPV4_LOOPBACK_CIDR"]).default("127.0.0.1/32"),
    DryRunFile => Row::of(Applied, Text, "Where a dry run writes its text as well").variables(&["DRY_RUN_FILE_PATH"]),
    EnvoyUser => Row::of(Applied, Text, "The user whose traffic is the proxy's, where `--proxy-uid` names none").variables(&["ENVOY_USER"]).default("istio-proxy"),
}

impl Flag {
    /// The flag of this name, without its dashes.
    #[must_use]
    pub fn named(long: &str) -> Option<Flag> {
        Flag::ALL.into_iter().find(|flag| !long.is_empty() && flag.row().long == long)
    }

    /// The flag whose name is most like a word, dashes and all, if one is.
    #[must_use]
    pub fn similar(word: &str) -> Option<Flag> {
        let name = word.strip_prefix("--").filter(|name| !name.is_empty())?;
        let likeness = |flag: &Flag| strsim::jaro_winkler(flag.row().long, name);
        let like = Flag::ALL
            .into_iter()
            .filter(|flag| !flag.row().long.is_empty())
            .filter(|flag| likeness(flag) > LIKE);
        like.max_by(|one, other| likeness(one).total_cmp(&likeness(other)))
    }

    /// The flag of this letter.
    #[must_use]
    pub fn lettered(letter: char) -> Option<Flag> {
        Flag::ALL.into_iter().find(|flag| flag.row().short == Some(letter))
    }
}

/// Names that are more alike than this are taken for slips of the same; 1 is the same name.
const LIKE: f64 = 0.9;

/// As it is typed: with its dashes, or the variable where there is no flag.
impl fmt::Display for Flag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = self.row();
        match (row.long, row.variables) {
            ("", [variable, ..]) => f.write_str(variable),
            (long, _) => write!(f, "--{long}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::flags::value::Value;

    #[test]
    fn each_row_is_whole_and_nothing_has_two_meanings() {
        let (mut names, mut letters, mut variables) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for flag in Flag::ALL {
            let row = flag.row();
            assert!(!row.help.is_empty() && !row.help.ends_with('.'), "{flag:?}");
            assert!(!row.long.is_empty() || !row.variables.is_empty(), "{flag:?} cannot be set");
            assert_eq!(row.long.is_empty(), row.value_name.is_empty(), "{flag:?}");
            assert!(row.long.is_empty() || names.insert(row.long), "{flag:?}");
            assert!(row.short.is_none_or(|letter| letters.insert(letter)), "{flag:?}");
            assert!(row.variables.iter().all(|name| variables.insert(*name)), "{flag:?}");
            let needs_default = matches!(row.kind, Kind::Port | Kind::Duration);
            assert!(!needs_default || Value::read(row.kind, row.default).is_ok(), "{flag:?}");
        }
    }

    #[test]
    fn a_slip_is_known_for_its_flag() {
        for (word, flag) in [
            ("--dry-runn", Some(Flag::DryRun)),
            ("--proxy-uids", Some(Flag::ProxyUid)),
            ("--istio-inbound-port", Some(Flag::InboundPorts)),
            ("--nonsense", None),
            ("--", None),
            ("dry-run", None),
            ("-w", None),
        ] {
            assert_eq!(Flag::similar(word), flag, "{word}");
        }
    }
}
