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
