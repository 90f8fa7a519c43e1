//! TPROXY keeps the addresses of a connection, so that its packets have to find back to the proxy by marks.

use super::model::At;
use super::steps::Steps;
use crate::config::{Config, passthrough};
use crate::rule::{Chain, Match, Owner, Protocol, Table, Verdict};

/// The mark of what the proxy sends to its own host, which is for the application and has to be captured.
const OUTGOING: u32 = 1338;
const MANGLE: Table = Table::Mangle;

impl Steps {
    pub(super) fn tproxy_replies(&mut self, config: &Config, mark: u32) {
        let tcp = || Match::Protocol(Protocol::Tcp);
        let (to_lo, from_lo) = (|| Match::Out("lo".to_owned()), || Match::In("lo".to_owned()));
        self.add(MANGLE, Chain::Prerouting, [tcp(), Match::Mark(mark)], Verdict::SaveMark);
        self.add(MANGLE, Chain::Output, [tcp(), to_lo(), Match::Mark(mark)], Verdict::Return);
        let users = config.proxy_uids.iter().map(|id| Owner::User(id.clone()));
        let groups = config.proxy_gids.iter().map(|id| Owner::Group(id.clone()));
        for owner in users.chain(groups) {
            let to_itself = |family| {
                vec![
                    Match::NotDestination(config.loopback(family)),
                    tcp(),
                    to_lo(),
                    Match::Owner(owner.clone()),
                ]
            };
            self.each(MANGLE, Chain::Output, At::End, to_itself, Verdict::SetMark(OUTGOING));
        }
        self.add(MANGLE, Chain::Output, [tcp(), Match::ConnectionMark(mark)], Verdict::RestoreMark);
        self.insert(MANGLE, Chain::Inbound, 1, vec![tcp(), Match::Mark(mark)], Verdict::Return);
        let from_proxy = |family| vec![tcp(), Match::Source(passthrough(family)), from_lo()];
        self.each(MANGLE, Chain::Inbound, At::Place(2), from_proxy, Verdict::Return);
        let from_others = vec![tcp(), from_lo(), Match::NotMark(OUTGOING)];
        self.insert(MANGLE, Chain::Inbound, 3, from_others, Verdict::Return);
    }
}
