//! The rules of a configuration, in Istio's order, for both families and for either backend.
//!
//! Each step gives intents; what differs between the backends is their text and nothing else.
//!
//! Source: Istio 1.30 tools/istio-iptables/pkg/capture/run.go; tools/istio-nftables does the same in its words.

mod dns;
mod inbound;
mod model;
mod outbound;
mod steps;
mod tproxy;

pub use model::{At, Intent, Plan};

use crate::config::{Config, Mode};
use crate::rule::{Chain, Match, Protocol, State, Table, Verdict};
use steps::{Steps, tcp_to};

/// The rules that a configuration asks for.
pub fn plan(config: &Config) -> Plan {
    let mut steps = Steps::new(config.ipv6);
    steps.excluded_interfaces(config);
    steps.virtual_machines(config);
    steps.invalid(config);
    steps.tunnel_and_targets(config);
    steps.inbound(config);
    steps.outbound(config);
    if let Mode::Tproxy { mark, .. } = config.mode {
        steps.tproxy_replies(config, mark);
    }
    steps.plan
}

impl Steps {
    fn excluded_interfaces(&mut self, config: &Config) {
        let mangle = matches!(config.mode, Mode::Tproxy { .. }).then_some(Table::Mangle);
        for table in [Table::Nat].into_iter().chain(mangle) {
            for name in &config.exclude_interfaces {
                self.add(table, Chain::Prerouting, [Match::In(name.clone())], Verdict::Return);
                self.add(table, Chain::Output, [Match::Out(name.clone())], Verdict::Return);
            }
        }
    }

    fn virtual_machines(&mut self, config: &Config) {
        for name in &config.virtual_interfaces {
            let from = vec![Match::In(name.clone())];
            self.insert(Table::Nat, Chain::Prerouting, 1, from, Verdict::Return);
        }
    }

    fn invalid(&mut self, config: &Config) {
        if config.drop_invalid {
            let invalid = [Match::State(State::Invalid)];
            self.add(Table::Mangle, Chain::Prerouting, invalid, Verdict::Jump(Chain::Drop));
            self.add(Table::Mangle, Chain::Drop, [], Verdict::Drop);
        }
    }

    fn tunnel_and_targets(&mut self, config: &Config) {
        let tunnel = tcp_to(config.inbound_tunnel_port);
        self.add(Table::Nat, Chain::Inbound, tunnel, Verdict::Return);
        for (chain, port) in
            [(Chain::Redirect, config.proxy_port), (Chain::InRedirect, config.inbound_capture_port)]
        {
            let to = Verdict::Redirect(port);
            self.add(Table::Nat, chain, [Match::Protocol(Protocol::Tcp)], to);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cidr::Cidr;
    use crate::family::Family;
    use crate::iptables::rule_text;
    use crate::request::{Host, Request};

    /// The rules of a chain once a request is carried out, on a host with IPv6 and two name servers.
    fn rules(set: impl FnOnce(&mut Request), family: Family, table: Table, chain: Chain) -> Vec<String> {
        let mut request = Request { proxy_uid: "7".into(), proxy_gid: "8".into(), ..Request::default() };
        set(&mut request);
        let servers = ["10.0.0.10/32", "fd00::a/128"].map(|server| Cidr::parse(server).unwrap());
        let host = Host { ipv6: true, nameservers: servers.to_vec(), ..Host::default() };
        let plan = plan(&request.config(&host).unwrap());
        let chains = plan.chains(family);
        let rules = chains.get(&(table, chain)).into_iter().flatten();
        rules.map(|rule| rule_text(None, table, chain, rule)).collect()
    }

    #[test]
    fn inbound_traffic_is_captured_but_for_what_is_left_alone() {
        type Set = fn(&mut Request);
        let rows: [(Set, Table, &[&str]); 5] = [
            (|_| {}, Table::Nat, &["-p tcp --dport 15008 -j RETURN"]),
            (
                |r| r.inbound_ports = "80,443".into(),
                Table::Nat,
                &[
                    "-p tcp --dport 15008 -j RETURN",
                    "-p tcp --dport 80 -j ISTIO_IN_REDIRECT",
                    "-p tcp --dport 443 -j ISTIO_IN_REDIRECT",
                ],
            ),
            (
                |r| (r.inbound_ports, r.inbound_ports_exclude) = ("*".into(), "22".into()),
                Table::Nat,
                &[
                    "-p tcp --dport 15008 -j RETURN",
                    "-p tcp --dport 22 -j RETURN",
                    "-p tcp -j ISTIO_IN_REDIRECT",
                ],
            ),
            (|r| r.inbound_ports_exclude = "22".into(), Table::Nat, &["-p tcp --dport 15008 -j RETURN"]),
            (
                |r| (r.inbound_ports, r.inbound_interception_mode) = ("80".into(), "TPROXY".into()),
                Table::Mangle,
                &[
                    "-p tcp -m mark --mark 1337 -j RETURN",
                    "-p tcp -s 127.0.0.6/32 -i lo -j RETURN",
                    "-p tcp -i lo -m mark ! --mark 1338 -j RETURN",
                    "-p tcp --dport 80 -m conntrack --ctstate RELATED,ESTABLISHED -j ISTIO_DIVERT",
                    "-p tcp --dport 80 -j ISTIO_TPROXY",
                ],
            ),
        ];
        for (set, table, expected) in rows {
            assert_eq!(rules(set, Family::V4, table, Chain::Inbound), expected);
        }
    }

    #[test]
    fn outbound_traffic_is_captured_but_for_the_proxys_own() {
        let own = |id: &str| {
            [
                format!("-o lo ! -d ::1/128 -p tcp ! --dport 15008 -m owner --{id} -j ISTIO_IN_REDIRECT"),
                format!("-o lo -m owner ! --{id} -j RETURN"),
                format!("-m owner --{id} -j RETURN"),
            ]
        };
        let mut usual = vec!["-o lo -s ::6/128 -j RETURN".to_owned()];
        usual.extend([own("uid-owner 7"), own("gid-owner 8")].concat());
        type Set = fn(&mut Request);
        let rows: [(Set, &[&str], &[&str]); 6] = [
            (|_| {}, &[], &["-d ::1/128 -j RETURN"]),
            (|r| r.outbound_ranges = "*".into(), &[], &["-d ::1/128 -j RETURN", "-j ISTIO_REDIRECT"]),
            (
                |r| r.outbound_ranges = "10.0.0.0/8,fd00::/8".into(),
                &[],
                &["-d ::1/128 -j RETURN", "-d fd00::/8 -j ISTIO_REDIRECT"],
            ),
            (
                |r| {
                    (r.outbound_ranges_exclude, r.outbound_ports) =
                        ("fd00::/8,10.0.0.0/8".into(), "443".into())
                },
                &[],
                &["-d ::1/128 -j RETURN", "-d fd00::/8 -j RETURN", "-p tcp --dport 443 -j ISTIO_REDIRECT"],
            ),
            (
                |r| r.outbound_ports_exclude = "25".into(),
                &["-p tcp --dport 25 -j RETURN", "-p udp --dport 25 -j RETURN"],
                &["-d ::1/128 -j RETURN"],
            ),
            (
                |r| r.owner_groups = "java,202".into(),
                &[],
                &["-m owner ! --gid-owner java -m owner ! --gid-owner 202 -j RETURN", "-d ::1/128 -j RETURN"],
            ),
        ];
        for (set, before, after) in rows {
            let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
            let expected = [own(before), usual.clone(), own(after)].concat();
            assert_eq!(rules(set, Family::V6, Table::Nat, Chain::IstioOutput), expected);
        }
    }

    #[test]
    fn questions_go_to_the_agent() {
        let servers = |r: &mut Request| r.redirect_dns = true;
        let all = |r: &mut Request| (r.redirect_dns, r.capture_all_dns) = (true, true);
        let agents = |id: &str| {
            [
                format!("-p udp --dport 53 -m owner --{id} -j CT --zone 1"),
                format!("-p udp --sport 15053 -m owner --{id} -j CT --zone 2"),
            ]
        };
        let zones = [agents("uid-owner 7"), agents("gid-owner 8")].concat();
        for (family, server) in [(Family::V4, "10.0.0.10/32"), (Family::V6, "fd00::a/128")] {
            let to = |server: &str| {
                [
                    format!("-p tcp --dport 53{server} -j REDIRECT --to-ports 15053"),
                    format!("-p udp --dport 53{server} -j REDIRECT --to-port 15053"),
                ]
            };
            let named = format!(" -d {server}");
            assert_eq!(rules(servers, family, Table::Nat, Chain::OutputDns), to(&named));
            assert_eq!(rules(all, family, Table::Nat, Chain::OutputDns), to(""));
            for (set, to, from) in [
                (servers as fn(&mut Request), named.as_str(), format!(" -s {server}")),
                (all, "", String::new()),
            ] {
                let question = format!("-p udp --dport 53{to} -j CT --zone 2");
                let expected = [zones.clone(), vec![question]].concat();
                assert_eq!(rules(set, family, Table::Raw, Chain::OutputDns), expected);
                let answer = format!("-p udp --sport 53{from} -j CT --zone 1");
                assert_eq!(rules(set, family, Table::Raw, Chain::Inbound), [answer]);
            }
        }
        let nothing: [String; 0] = [];
        assert_eq!(rules(|_| {}, Family::V4, Table::Raw, Chain::OutputDns), nothing);
    }

    #[test]
    fn interfaces_of_others_and_of_virtual_machines_come_first() {
        let set = |r: &mut Request| {
            r.exclude_interfaces = "eth9".into();
            r.virtual_interfaces = "tap0,tap1".into();
            r.outbound_ranges = "10.0.0.0/8".into();
            r.inbound_ports = "*".into();
            r.inbound_interception_mode = "TPROXY".into();
            r.drop_invalid = true;
        };
        for (table, chain, expected) in [
            (
                Table::Nat,
                Chain::Prerouting,
                &[
                    "-i tap1 -d 10.0.0.0/8 -j ISTIO_REDIRECT",
                    "-i tap0 -d 10.0.0.0/8 -j ISTIO_REDIRECT",
                    "-i tap1 -j RETURN",
                    "-i tap0 -j RETURN",
                    "-i eth9 -j RETURN",
                ][..],
            ),
            (Table::Nat, Chain::Output, &["-o eth9 -j RETURN", "-j ISTIO_OUTPUT"]),
            (
                Table::Mangle,
                Chain::Prerouting,
                &[
                    "-i eth9 -j RETURN",
                    "-m conntrack --ctstate INVALID -j ISTIO_DROP",
                    "-p tcp -j ISTIO_INBOUND",
                    "-p tcp -m mark --mark 1337 -j CONNMARK --save-mark",
                ],
            ),
            (Table::Mangle, Chain::Drop, &["-j DROP"]),
            (Table::Mangle, Chain::Divert, &["-j MARK --set-mark 1337", "-j ACCEPT"]),
        ] {
            assert_eq!(rules(set, Family::V4, table, chain), expected, "{table:?} {chain:?}");
        }
    }
}
