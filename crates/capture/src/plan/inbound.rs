//! What arrives.

use super::model::At;
use super::steps::{Steps, tcp_to};
use crate::config::{Config, Inbound, Mode};
use crate::rule::{Chain, Match, Protocol, State, Table, Verdict};

impl Steps {
    pub(super) fn inbound(&mut self, config: &Config) {
        if !config.captures_inbound() {
            return;
        }
        let table = match config.mode {
            Mode::Redirect => Table::Nat,
            Mode::Tproxy { mark, .. } => {
                self.tproxy_targets(config, mark);
                Table::Mangle
            }
        };
        let tcp = || vec![Match::Protocol(Protocol::Tcp)];
        self.add(table, Chain::Prerouting, tcp(), Verdict::Jump(Chain::Inbound));
        match &config.inbound {
            Inbound::Nothing => {}
            Inbound::AllBut(ports) => {
                for port in ports {
                    self.add(table, Chain::Inbound, tcp_to(*port), Verdict::Return);
                }
                self.capture(table, tcp());
            }
            Inbound::Only(ports) => {
                for port in ports {
                    self.capture(table, tcp_to(*port));
                }
            }
        }
    }

    fn tproxy_targets(&mut self, config: &Config, mark: u32) {
        self.add(Table::Mangle, Chain::Divert, [], Verdict::SetMark(mark));
        self.add(Table::Mangle, Chain::Divert, [], Verdict::Accept);
        let elsewhere =
            |family| vec![Match::NotDestination(config.loopback(family)), Match::Protocol(Protocol::Tcp)];
        let to = Verdict::Tproxy(config.inbound_capture_port, mark);
        self.each(Table::Mangle, Chain::Tproxy, At::End, elsewhere, to);
    }

    /// Captures what matches. Packets of a connection that the proxy has already only get their mark.
    fn capture(&mut self, table: Table, matches: Vec<Match>) {
        if table == Table::Nat {
            return self.add(table, Chain::Inbound, matches, Verdict::Jump(Chain::InRedirect));
        }
        let mut known = matches.clone();
        known.push(Match::State(State::Established));
        self.add(table, Chain::Inbound, known, Verdict::Jump(Chain::Divert));
        self.add(table, Chain::Inbound, matches, Verdict::Jump(Chain::Tproxy));
    }
}
