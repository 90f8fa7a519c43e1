//! What is asked for, as flags and variables say it, and what of it cannot be meant.

mod error;
mod value;

pub use error::RequestError;

use value::{cidr, interface, list, loopback, number, owner, owners, port, refused};

use crate::cidr::Cidr;
use crate::config::{Config, Dns, Inbound, Mode, OwnerGroups, Ranges};
use crate::family::Family;
use crate::flags::{Environment, Flag, Flags};

/// What is asked for, each part as the text of its flag. The default is that of Istio.
///
/// Source: Istio 1.30 tools/istio-iptables/pkg/config, Config.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `--envoy-port`
    pub proxy_port: String,
    /// `--inbound-capture-port`
    pub inbound_capture_port: String,
    /// `--inbound-tunnel-port`
    pub inbound_tunnel_port: String,
    /// `--proxy-uid`, a list; empty for the user that the host names.
    pub proxy_uid: String,
    /// `--proxy-gid`, a list; empty for the same numbers as the users'.
    pub proxy_gid: String,
    /// `--istio-inbound-interception-mode`
    pub inbound_interception_mode: String,
    /// `--istio-inbound-tproxy-mark`
    pub inbound_tproxy_mark: String,
    /// `--istio-inbound-tproxy-route-table`
    pub inbound_tproxy_route_table: String,
    /// `--istio-inbound-ports`, `*` or a list
    pub inbound_ports: String,
    /// `--istio-local-exclude-ports`
    pub inbound_ports_exclude: String,
    /// `--istio-exclude-interfaces`
    pub exclude_interfaces: String,
    /// `--istio-service-cidr`, `*` or a list
    pub outbound_ranges: String,
    /// `--istio-service-exclude-cidr`
    pub outbound_ranges_exclude: String,
    /// `--istio-outbound-ports`
    pub outbound_ports: String,
    /// `--istio-local-outbound-ports-exclude`
    pub outbound_ports_exclude: String,
    /// `--kube-virt-interfaces`
    pub virtual_interfaces: String,
    /// `ISTIO_OUTBOUND_OWNER_GROUPS`, `*` or a list
    pub owner_groups: String,
    /// `ISTIO_OUTBOUND_OWNER_GROUPS_EXCLUDE`
    pub owner_groups_exclude: String,
    /// `ISTIO_OUTBOUND_IPV4_LOOPBACK_CIDR`
    pub loopback_cidr: String,
    /// `--redirect-dns`
    pub redirect_dns: bool,
    /// `--capture-all-dns`
    pub capture_all_dns: bool,
    /// `--drop-invalid`
    pub drop_invalid: bool,
}

impl Default for Request {
    /// What the table of flags says.
    fn default() -> Request {
        Flags::default().request(&|_| None)
    }
}

impl Flags {
    /// What is asked for, with what the environment says where no flag does.
    #[must_use]
    pub fn request(&self, environment: Environment<'_>) -> Request {
        let settings = self.with(environment);
        Request {
            proxy_port: settings.text(Flag::EnvoyPort),
            inbound_capture_port: settings.text(Flag::InboundCapturePort),
            inbound_tunnel_port: settings.text(Flag::InboundTunnelPort),
            proxy_uid: settings.text(Flag::ProxyUid),
            proxy_gid: settings.text(Flag::ProxyGid),
            inbound_interception_mode: settings.text(Flag::InterceptionMode),
            inbound_tproxy_mark: settings.text(Flag::TproxyMark),
            inbound_tproxy_route_table: settings.text(Flag::TproxyRouteTable),
            inbound_ports: settings.text(Flag::InboundPorts),
            inbound_ports_exclude: settings.text(Flag::InboundPortsExclude),
            exclude_interfaces: settings.text(Flag::ExcludeInterfaces),
            outbound_ranges: settings.text(Flag::OutboundRanges),
            outbound_ranges_exclude: settings.text(Flag::OutboundRangesExclude),
            outbound_ports: settings.text(Flag::OutboundPorts),
            outbound_ports_exclude: settings.text(Flag::OutboundPortsExclude),
            virtual_interfaces: settings.text(Flag::VirtualInterfaces),
            owner_groups: settings.text(Flag::OwnerGroups),
            owner_groups_exclude: settings.text(Flag::OwnerGroupsExclude),
            loopback_cidr: settings.text(Flag::LoopbackCidr),
            redirect_dns: settings.truth(Flag::RedirectDns),
            capture_all_dns: settings.truth(Flag::CaptureAllDns),
            drop_invalid: settings.truth(Flag::DropInvalid),
        }
    }
}

/// What the host has to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Host {
    /// The number of the proxy's user, if the host has such a user.
    pub proxy_uid: Option<String>,
    /// Whether there are to be rules for IPv6.
    pub ipv6: bool,
    /// The name servers that the host asks, as ranges of one address.
    pub nameservers: Vec<Cidr>,
}

/// The user of the proxy where neither a flag nor the host names one.
const PROXY_UID: &str = "1337";
/// The match of iptables takes no more groups in a rule.
const MOST_GROUPS: usize = 64;
/// There are no more rules for virtual machines than this.
const MOST_OF_MACHINES: usize = 5000;

impl Request {
    /// The request, checked and typed.
    ///
    /// Ports, marks, ranges and names are checked here; Istio hands them to iptables as they are, which then says
    /// something about a line of its input, or does something that was not meant.
    ///
    /// Source: Istio 1.30 tools/istio-iptables/pkg/cmd, fillConfigFromFlags; pkg/config, Validate.
    ///
    /// # Errors
    /// The first flag whose value cannot be used.
    pub fn config(&self, host: &Host) -> Result<Config, RequestError> {
        let uid = match self.proxy_uid.as_str() {
            "" => host.proxy_uid.as_deref().unwrap_or(PROXY_UID),
            given => given,
        };
        let gid = if self.proxy_gid.is_empty() { uid } else { &self.proxy_gid };
        let config = Config {
            proxy_port: port(Flag::EnvoyPort, &self.proxy_port)?,
            inbound_capture_port: port(Flag::InboundCapturePort, &self.inbound_capture_port)?,
            inbound_tunnel_port: port(Flag::InboundTunnelPort, &self.inbound_tunnel_port)?,
            proxy_uids: owners(Flag::ProxyUid, uid)?,
            proxy_gids: owners(Flag::ProxyGid, gid)?,
            mode: self.mode()?,
            inbound: self.inbound()?,
            exclude_interfaces: list(Flag::ExcludeInterfaces, &self.exclude_interfaces, interface)?,
            virtual_interfaces: list(Flag::VirtualInterfaces, &self.virtual_interfaces, interface)?,
            outbound: match self.outbound_ranges.as_str() {
                "*" => Ranges::All,
                ranges => Ranges::Only(list(Flag::OutboundRanges, ranges, cidr)?),
            },
            outbound_exclude: list(Flag::OutboundRangesExclude, &self.outbound_ranges_exclude, cidr)?,
            outbound_ports: list(Flag::OutboundPorts, &self.outbound_ports, port)?,
            outbound_ports_exclude: list(Flag::OutboundPortsExclude, &self.outbound_ports_exclude, port)?,
            owner_groups: self.owner_groups()?,
            dns: self.dns(host),
            drop_invalid: self.drop_invalid,
            ipv6: host.ipv6,
            loopback_v4: loopback(&self.loopback_cidr)?,
        };
        self.bounded(config)
    }

    /// Each interface of a virtual machine has a rule for each range: both lists may be long, but not at once.
    fn bounded(&self, config: Config) -> Result<Config, RequestError> {
        let ranges = match &config.outbound {
            Ranges::All => 1,
            Ranges::Only(ranges) => ranges.len(),
        };
        let rules = config.virtual_interfaces.len() * ranges;
        if rules > MOST_OF_MACHINES {
            let cause =
                format!("with {ranges} ranges that makes {rules} rules, more than {MOST_OF_MACHINES}");
            return Err(refused(Flag::VirtualInterfaces, &self.virtual_interfaces, cause));
        }
        Ok(config)
    }

    /// Any mode but `TPROXY` is redirection, as in Istio.
    fn mode(&self) -> Result<Mode, RequestError> {
        let mark = number(Flag::TproxyMark, &self.inbound_tproxy_mark)?;
        let route_table = number(Flag::TproxyRouteTable, &self.inbound_tproxy_route_table)?;
        Ok(match self.inbound_interception_mode.as_str() {
            "TPROXY" => Mode::Tproxy { mark, route_table },
            _ => Mode::Redirect,
        })
    }

    fn inbound(&self) -> Result<Inbound, RequestError> {
        let exclude = list(Flag::InboundPortsExclude, &self.inbound_ports_exclude, port)?;
        Ok(match self.inbound_ports.as_str() {
            "" => Inbound::Nothing,
            "*" => Inbound::AllBut(exclude),
            ports => Inbound::Only(list(Flag::InboundPorts, ports, port)?),
        })
    }

    fn owner_groups(&self) -> Result<OwnerGroups, RequestError> {
        const INCLUDE: Flag = Flag::OwnerGroups;
        let exclude = list(Flag::OwnerGroupsExclude, &self.owner_groups_exclude, owner)?;
        if self.owner_groups == "*" {
            return Ok(OwnerGroups::AllBut(exclude));
        }
        let groups = list(INCLUDE, &self.owner_groups, owner)?;
        if groups.len() > MOST_GROUPS {
            let cause = format!("there are {} groups, and a rule takes {MOST_GROUPS}", groups.len());
            return Err(RequestError { flag: INCLUDE, value: self.owner_groups.clone(), cause });
        }
        Ok(OwnerGroups::Only(groups))
    }

    fn dns(&self, host: &Host) -> Dns {
        if !self.redirect_dns {
            return Dns::Off;
        }
        if self.capture_all_dns {
            return Dns::All;
        }
        let of =
            |family| host.nameservers.iter().filter(|s| s.family() == family).cloned().collect::<Vec<_>>();
        let (v4, v6) = (of(Family::V4), of(Family::V6));
        // Without servers there is nothing to capture; the caller warns whoever asked for it.
        if v4.is_empty() && v6.is_empty() { Dns::Off } else { Dns::Servers { v4, v6 } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_meant_is_refused_with_its_flag() {
        type Set = fn(&mut Request, &str);
        let cases: &[(&str, Set, &[&str])] = &[
            (
                "--envoy-port",
                |r, v| r.proxy_port = v.into(),
                &["70000", "0", "-1", "+80", "", "http", "15001;id", "015001"],
            ),
            (
                "--istio-inbound-ports",
                |r, v| r.inbound_ports = v.into(),
                &["80,x", "80,*", "65536", " 80", "80\n-A"],
            ),
            ("--istio-local-exclude-ports", |r, v| r.inbound_ports_exclude = v.into(), &["*", "1-2"]),
            (
                "--istio-service-cidr",
                |r, v| r.outbound_ranges = v.into(),
                &["10.0.0.0", "*,10.0.0.0/8", "10.0.0.0/8 -j ACCEPT", "$(id)"],
            ),
            ("--istio-service-exclude-cidr", |r, v| r.outbound_ranges_exclude = v.into(), &["*", "x/8"]),
            (
                "--istio-exclude-interfaces",
                |r, v| r.exclude_interfaces = v.into(),
                &[&"e".repeat(300), "eth0 -j", "a/b", "..", "-i", "`id`"],
            ),
            ("--kube-virt-interfaces", |r, v| r.virtual_interfaces = v.into(), &["sixteen-letters-"]),
            (
                "--proxy-uid",
                |r, v| r.proxy_uid = v.into(),
                &["4294967295", "-1", "a b", "0x10", "x;y", "01337", ","],
            ),
            ("--proxy-gid", |r, v| r.proxy_gid = v.into(), &[",,", "00"]),
            (
                "--kube-virt-interfaces",
                |r, v| (r.virtual_interfaces, r.outbound_ranges) = (v.into(), "10.0.0.0/8,".repeat(100)),
                &[&"tap0,".repeat(51)],
            ),
            (
                "--istio-inbound-tproxy-mark",
                |r, v| r.inbound_tproxy_mark = v.into(),
                &["0x10", "4294967296", "", "0"],
            ),
            (
                "ISTIO_OUTBOUND_IPV4_LOOPBACK_CIDR",
                |r, v| r.loopback_cidr = v.into(),
                &["10.0.0.0/8", "127.0.0.0/4", "::1/128", "127.0.0.1"],
            ),
            ("ISTIO_OUTBOUND_OWNER_GROUPS", |r, v| r.owner_groups = v.into(), &["a b", &"1,".repeat(65)]),
            ("--istio-outbound-ports", |r, v| r.outbound_ports = v.into(), &[&"80,".repeat(1001)]),
        ];
        for (flag, set, values) in cases {
            for value in *values {
                let mut request = Request::default();
                set(&mut request, value);
                let error = request.config(&Host::default()).expect_err(value);
                assert_eq!(error.flag.to_string(), *flag, "{value}: {error}");
                assert!(error.to_string().len() < 400, "{error}");
            }
        }
    }

    #[test]
    fn what_istio_takes_is_taken() {
        let mut request = Request {
            outbound_ranges: ",10.1.2.3/8,,fd00::/8".into(),
            inbound_ports: "80,,8080".into(),
            inbound_interception_mode: "tproxy".into(),
            proxy_uid: "3,4".into(),
            owner_groups: String::new(),
            redirect_dns: true,
            ..Request::default()
        };
        let config = request.config(&Host::default()).unwrap();
        assert_eq!(config.mode, Mode::Redirect);
        assert_eq!(config.inbound, Inbound::Only(vec![80, 8080]));
        assert_eq!(
            (&config.proxy_uids, &config.proxy_gids),
            (&vec!["3".to_owned(), "4".to_owned()], &config.proxy_uids)
        );
        assert_eq!(config.owner_groups, OwnerGroups::Only(Vec::new()));
        assert_eq!(config.dns, Dns::Off, "there are no servers");
        assert!(
            matches!(&config.outbound, Ranges::Only(r) if r.len() == 2 && r[0].to_string() == "10.1.2.3/8")
        );
        request.proxy_uid = String::new();
        let host = Host {
            proxy_uid: Some("77".into()),
            ipv6: true,
            nameservers: vec![Cidr::of("10.0.0.1".parse().unwrap()), Cidr::of("fd00::1".parse().unwrap())],
        };
        let config = request.config(&host).unwrap();
        assert_eq!((config.proxy_uids[0].as_str(), config.proxy_gids[0].as_str()), ("77", "77"));
        assert_eq!(
            config.dns,
            Dns::Servers {
                v4: vec![Cidr::parse("10.0.0.1/32").unwrap()],
                v6: vec![Cidr::parse("fd00::1/128").unwrap()]
            }
        );
    }
}
