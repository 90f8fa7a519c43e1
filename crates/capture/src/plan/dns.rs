//! Questions to name servers go to the agent.
//!
//! Two conversations may have the same addresses and ports: the application's with the agent, and the agent's with the
//! real server. Connection tracking keeps them apart by zones: 1 is the agent's, 2 the application's.

use super::model::At;
use super::steps::Steps;
use crate::cidr::Cidr;
use crate::config::{Config, Dns};
use crate::family::Family;
use crate::rule::{Chain, Match, Owner, Protocol, Rule, Table, Verdict};

/// The agent's port for questions.
const AGENT: u16 = 15053;
const DNS: u16 = 53;
const FAMILIES: [Family; 2] = [Family::V4, Family::V6];

impl Steps {
    pub(super) fn dns(&mut self, config: &Config) {
        if config.dns == Dns::Off {
            return;
        }
        self.add(Table::Raw, Chain::Output, [], Verdict::Jump(Chain::OutputDns));
        self.jump_to_questions(config);
        for protocol in [Protocol::Tcp, Protocol::Udp] {
            self.questions(config, protocol);
        }
        self.agents_zones(config);
        self.applications_zones(config);
    }

    fn jump_to_questions(&mut self, config: &Config) {
        let rule = |family| {
            let jump = Rule { matches: Vec::new(), verdict: Verdict::Jump(Chain::OutputDns) };
            config.dns.captures(family).then_some(jump)
        };
        self.put(Table::Nat, Chain::IstioOutput, At::End, rule(Family::V4), rule(Family::V6));
    }

    fn questions(&mut self, config: &Config, protocol: Protocol) {
        let to_agent = Verdict::Redirect(AGENT);
        let port = Match::Port(protocol, DNS);
        if config.dns == Dns::All {
            let question = [Match::Protocol(protocol), port];
            return self.add(Table::Nat, Chain::OutputDns, question, to_agent);
        }
        for (family, server) in servers(config) {
            let to = vec![Match::Protocol(protocol), port.clone(), Match::Destination(server)];
            self.of_family(family, Table::Nat, Chain::OutputDns, At::End, to, to_agent);
        }
    }

    fn agents_zones(&mut self, config: &Config) {
        let users = config.proxy_uids.iter().map(|id| Owner::User(id.clone()));
        let groups = config.proxy_gids.iter().map(|id| Owner::Group(id.clone()));
        for owner in users.chain(groups) {
            for (port, zone) in
                [(Match::Port(Protocol::Udp, DNS), 1), (Match::SourcePort(Protocol::Udp, AGENT), 2)]
            {
                let from = [Match::Protocol(Protocol::Udp), port, Match::Owner(owner.clone())];
                self.add(Table::Raw, Chain::OutputDns, from, Verdict::Zone(zone));
            }
        }
    }

    fn applications_zones(&mut self, config: &Config) {
        let udp = || Match::Protocol(Protocol::Udp);
        let question = || vec![udp(), Match::Port(Protocol::Udp, DNS)];
        let answer = || vec![udp(), Match::SourcePort(Protocol::Udp, DNS)];
        let jump = Verdict::Jump(Chain::Inbound);
        if config.dns == Dns::All {
            self.add(Table::Raw, Chain::Prerouting, [], jump);
            self.add(Table::Raw, Chain::OutputDns, question(), Verdict::Zone(2));
            self.add(Table::Raw, Chain::Inbound, answer(), Verdict::Zone(1));
            return;
        }
        let jumps = |family| {
            let any = !config.dns.servers(family).is_empty();
            any.then(|| Rule { matches: Vec::new(), verdict: jump })
        };
        self.put(Table::Raw, Chain::Prerouting, At::End, jumps(Family::V4), jumps(Family::V6));
        for (family, server) in servers(config) {
            let (mut question, mut answer) = (question(), answer());
            question.push(Match::Destination(server));
            answer.push(Match::Source(server));
            self.of_family(family, Table::Raw, Chain::OutputDns, At::End, question, Verdict::Zone(2));
            self.of_family(family, Table::Raw, Chain::Inbound, At::End, answer, Verdict::Zone(1));
        }
    }
}

fn servers(config: &Config) -> Vec<(Family, Cidr)> {
    FAMILIES.into_iter().flat_map(|f| config.dns.servers(f).iter().map(move |s| (f, *s))).collect()
}
