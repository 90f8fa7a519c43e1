//! The rules of the scripts that came before `istio-iptables`.
//!
//! They know no tunnels, no questions to name servers and no address of the proxy's own. What arrives over IPv6 they
//! refuse; only that of 1.1 captures it where a pod has such an address.

use crate::cidr::Cidr;
use crate::config::{Config, Inbound, Mode, Ranges};
use crate::family::Family;
use crate::plan::{At, Intent, Plan};
use crate::request::{Host, Request, RequestError};
use crate::rule::{Chain, Match, Owner, Protocol, Rule, State, Table, Verdict};
use crate::script::Script;

/// What the variables of the scripts and the pod's address say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Variables {
    /// `DISABLE_REDIRECTION_ON_LOCAL_LOOPBACK`, since 1.1: what a pod sends to its own address stays as it is.
    pub leaves_own_calls: bool,
    /// `ENABLE_INBOUND_IPV6`, or the pod has an address of IPv6: what arrives over it is not refused, and since 1.1
    /// captured.
    pub ipv6: bool,
}

/// What the scripts take for granted, where a request does not say otherwise: inbound traffic goes to the same port as
/// outbound traffic, and root's traffic is the proxy's own.
///
/// Source: Istio 1.0 tools/deb/istio-iptables.sh.
///
/// # Errors
/// As [`Request::config`].
pub fn config(request: &Request, has_inbound_port: bool, host: &Host) -> Result<Config, RequestError> {
    let mut request = request.clone();
    if !has_inbound_port {
        request.inbound_capture_port = request.proxy_port.clone();
    }
    if request.proxy_uid.is_empty() {
        let user = host.proxy_uid.as_deref().unwrap_or("1337");
        request.proxy_uid = format!("{user},0");
    }
    for list in [
        &mut request.inbound_ports,
        &mut request.inbound_ports_exclude,
        &mut request.outbound_ranges,
        &mut request.outbound_ranges_exclude,
    ] {
        // The template of 1.0 puts a blank after each port; iptables does not mind.
        list.retain(|c| c != ' ');
    }
    // Neither questions to name servers nor invalid packets are theirs.
    (request.redirect_dns, request.drop_invalid) = (false, false);
    request.config(&Host { nameservers: Vec::new(), ..host.clone() })
}

/// The rules that a script makes.
///
/// Where that of 1.1 captures IPv6 it forgets the rule that takes inbound traffic to all ports, and the variable that leaves own
/// calls alone; here both families are the same.
///
/// Source: Istio 0.5 tools/deb/prepare_proxy.sh; Istio 1.0 and 1.1 tools/deb/istio-iptables.sh.
pub fn plan(config: &Config, script: Script, variables: Variables) -> Plan {
    let mut steps =
        Steps { plan: Plan { script: Some(script), ..Plan::default() }, family: Family::V4, variables };
    match script {
        Script::V0_5 => steps.of_0_5(config),
        Script::V1_0 => {
            steps.variables.leaves_own_calls = false;
            steps.all(config);
        }
        Script::V1_1 => steps.all(config),
    }
    match (script, variables.ipv6) {
        (Script::V0_5, _) | (Script::V1_0, true) => {}
        (_, false) => steps.refused(script),
        (Script::V1_1, true) => {
            steps.family = Family::V6;
            // The script has no TPROXY for it.
            steps.all(&Config { mode: Mode::Redirect, ..config.clone() });
        }
    }
    steps.plan
}

struct Steps {
    plan: Plan,
    /// The family whose rules are made.
    family: Family,
    variables: Variables,
}

const NAT: Table = Table::Nat;
const MANGLE: Table = Table::Mangle;

impl Steps {
    fn put(&mut self, table: Table, chain: Chain, at: At, matches: Vec<Match>, verdict: Verdict) {
        let rule = Some(Rule { matches, verdict });
        let (v4, v6) = match self.family {
            Family::V4 => (rule, None),
            Family::V6 => (None, rule),
        };
        self.plan.intents.push(Intent { table, chain, at, v4, v6 });
    }

    fn add(&mut self, table: Table, chain: Chain, matches: impl Into<Vec<Match>>, verdict: Verdict) {
        self.put(table, chain, At::End, matches.into(), verdict);
    }

    fn to(&mut self, chain: Chain, port: u16) {
        self.add(NAT, chain, [tcp()], Verdict::Redirect(port));
    }

    fn all(&mut self, config: &Config) {
        self.targets(config);
        self.inbound(config);
        self.outbound(config);
    }

    fn of_0_5(&mut self, config: &Config) {
        self.to(Chain::Redirect, config.proxy_port);
        self.add(NAT, Chain::Prerouting, [], Verdict::Jump(Chain::Redirect));
        self.add(NAT, Chain::Output, [tcp()], Verdict::Jump(Chain::IstioOutput));
        self.own_calls(config);
        for uid in &config.proxy_uids {
            self.add(NAT, Chain::IstioOutput, [Match::Owner(Owner::User(uid.clone()))], Verdict::Return);
        }
        let local = Match::Destination(config.loopback(self.family));
        self.add(NAT, Chain::IstioOutput, [local], Verdict::Return);
        // Without ranges all of it is captured.
        let nothing = Ranges::Only(Vec::new());
        self.ranges(if config.outbound == nothing { &Ranges::All } else { &config.outbound });
    }

    fn targets(&mut self, config: &Config) {
        self.to(Chain::Redirect, config.proxy_port);
        self.to(Chain::InRedirect, config.inbound_capture_port);
        if let (Mode::Tproxy { mark, .. }, true) = (config.mode, config.captures_inbound()) {
            self.add(MANGLE, Chain::Divert, [], Verdict::SetMark(mark));
            self.add(MANGLE, Chain::Divert, [], Verdict::Accept);
            let elsewhere = [Match::NotDestination(config.loopback(self.family)), tcp()];
            let taken = Verdict::Tproxy(config.inbound_capture_port, mark);
            self.add(MANGLE, Chain::Tproxy, elsewhere, taken);
        }
    }

    fn inbound(&mut self, config: &Config) {
        let table = if config.mode == Mode::Redirect { NAT } else { MANGLE };
        let ports = match &config.inbound {
            Inbound::Nothing => return,
            Inbound::AllBut(ports) | Inbound::Only(ports) => ports,
        };
        self.add(table, Chain::Prerouting, [tcp()], Verdict::Jump(Chain::Inbound));
        if let Inbound::Only(_) = config.inbound {
            for port in ports {
                self.capture(table, vec![tcp(), Match::Port(Protocol::Tcp, *port)]);
            }
            return;
        }
        // The scripts let people in.
        for port in [22].iter().chain(ports) {
            let to = [tcp(), Match::Port(Protocol::Tcp, *port)];
            self.add(table, Chain::Inbound, to, Verdict::Return);
        }
        self.capture(table, vec![tcp()]);
    }

    fn capture(&mut self, table: Table, matches: Vec<Match>) {
        if table == NAT {
            return self.add(NAT, Chain::Inbound, matches, Verdict::Jump(Chain::InRedirect));
        }
        let mut known = matches.clone();
        known.push(Match::Socket);
        self.add(MANGLE, Chain::Inbound, known, Verdict::Jump(Chain::Divert));
        self.add(MANGLE, Chain::Inbound, matches, Verdict::Jump(Chain::Tproxy));
    }

    fn outbound(&mut self, config: &Config) {
        self.add(NAT, Chain::Output, [tcp()], Verdict::Jump(Chain::IstioOutput));
        if !self.variables.leaves_own_calls {
            self.own_calls(config);
        }
        let users = config.proxy_uids.iter().map(|id| Owner::User(id.clone()));
        let groups = config.proxy_gids.iter().map(|id| Owner::Group(id.clone()));
        for owner in users.chain(groups) {
            self.add(NAT, Chain::IstioOutput, [Match::Owner(owner)], Verdict::Return);
        }
        let local = Match::Destination(config.loopback(self.family));
        self.add(NAT, Chain::IstioOutput, [local], Verdict::Return);
        for range in self.of_family(&config.outbound_exclude) {
            self.add(NAT, Chain::IstioOutput, [Match::Destination(range)], Verdict::Return);
        }
        self.virtual_machines(config);
        self.ranges(&config.outbound);
    }

    /// What the host sends to its own address goes through the proxy.
    fn own_calls(&mut self, config: &Config) {
        let to_itself = [Match::Out("lo".to_owned()), Match::NotDestination(config.loopback(self.family))];
        self.add(NAT, Chain::IstioOutput, to_itself, Verdict::Jump(Chain::Redirect));
    }

    fn ranges(&mut self, ranges: &Ranges) {
        let captured = Verdict::Jump(Chain::Redirect);
        let ranges = match ranges {
            Ranges::All => return self.add(NAT, Chain::IstioOutput, [], captured),
            Ranges::Only(ranges) => self.of_family(ranges),
        };
        for range in &ranges {
            self.add(NAT, Chain::IstioOutput, [Match::Destination(*range)], captured);
        }
        if !ranges.is_empty() {
            self.add(NAT, Chain::IstioOutput, [], Verdict::Return);
        }
    }

    fn of_family(&self, ranges: &[Cidr]) -> Vec<Cidr> {
        ranges.iter().filter(|range| range.family() == self.family).cloned().collect()
    }

    /// Since 1.1: what virtual machines send is outbound traffic.
    fn virtual_machines(&mut self, config: &Config) {
        let first = At::Place(1);
        for name in &config.virtual_interfaces {
            let from = || Match::In(name.clone());
            self.put(NAT, Chain::Prerouting, first, vec![from()], Verdict::Return);
            let captured = Verdict::Jump(Chain::Redirect);
            match &config.outbound {
                Ranges::All => self.put(NAT, Chain::Prerouting, first, vec![from()], captured),
                Ranges::Only(ranges) => {
                    for range in self.of_family(ranges) {
                        let to = vec![from(), Match::Destination(range)];
                        self.put(NAT, Chain::Prerouting, first, to, captured);
                    }
                }
            }
        }
    }

    /// What arrives over IPv6 would pass the proxy by.
    fn refused(&mut self, script: Script) {
        let mut accepted = vec![vec![Match::State(State::Established)]];
        if script >= Script::V1_1 {
            let own = Cidr::of(std::net::Ipv6Addr::LOCALHOST.into());
            accepted.push(vec![Match::In("lo".to_owned()), Match::Destination(own)]);
        }
        let accepted = accepted.into_iter().map(|matches| Rule { matches, verdict: Verdict::Accept });
        let refused = Rule { matches: Vec::new(), verdict: Verdict::Reject };
        for rule in accepted.chain([refused]) {
            let v6 = Some(rule);
            self.plan.intents.push(Intent {
                table: Table::Filter,
                chain: Chain::Input,
                at: At::End,
                v4: None,
                v6,
            });
        }
    }
}

fn tcp() -> Match {
    Match::Protocol(Protocol::Tcp)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::iptables::restore;

    fn text(script: Script, set: impl Fn(&mut Request)) -> String {
        let mut request = Request::default();
        set(&mut request);
        let config = config(&request, false, &Host::default()).unwrap();
        restore(&plan(&config, script, Variables::default()), Family::V4)
    }

    #[test]
    fn the_rules_are_those_of_the_time() {
        let usual = |r: &mut Request| {
            (r.proxy_uid, r.inbound_ports, r.outbound_ranges) = ("1337".into(), "*".into(), "*".into());
            r.inbound_ports_exclude = "15020".into();
        };
        assert_eq!(
            text(Script::V1_0, usual),
            "* nat\n-N ISTIO_REDIRECT\n-N ISTIO_IN_REDIRECT\n-N ISTIO_INBOUND\n-N ISTIO_OUTPUT\n\
             -A ISTIO_REDIRECT -p tcp -j REDIRECT --to-port 15001\n\
             -A ISTIO_IN_REDIRECT -p tcp -j REDIRECT --to-port 15001\n\
             -A PREROUTING -p tcp -j ISTIO_INBOUND\n\
             -A ISTIO_INBOUND -p tcp --dport 22 -j RETURN\n\
             -A ISTIO_INBOUND -p tcp --dport 15020 -j RETURN\n\
             -A ISTIO_INBOUND -p tcp -j ISTIO_IN_REDIRECT\n\
             -A OUTPUT -p tcp -j ISTIO_OUTPUT\n\
             -A ISTIO_OUTPUT -o lo ! -d 127.0.0.1/32 -j ISTIO_REDIRECT\n\
             -A ISTIO_OUTPUT -m owner --uid-owner 1337 -j RETURN\n\
             -A ISTIO_OUTPUT -m owner --gid-owner 1337 -j RETURN\n\
             -A ISTIO_OUTPUT -d 127.0.0.1/32 -j RETURN\n\
             -A ISTIO_OUTPUT -j ISTIO_REDIRECT\nCOMMIT\n"
        );
        assert_eq!(
            text(Script::V0_5, |r| (r.proxy_uid, r.outbound_ranges) = ("1337".into(), "10.0.0.0/8".into())),
            "* nat\n-N ISTIO_REDIRECT\n-N ISTIO_OUTPUT\n\
             -A ISTIO_REDIRECT -p tcp -j REDIRECT --to-port 15001\n\
             -A PREROUTING -j ISTIO_REDIRECT\n\
             -A OUTPUT -p tcp -j ISTIO_OUTPUT\n\
             -A ISTIO_OUTPUT -o lo ! -d 127.0.0.1/32 -j ISTIO_REDIRECT\n\
             -A ISTIO_OUTPUT -m owner --uid-owner 1337 -j RETURN\n\
             -A ISTIO_OUTPUT -d 127.0.0.1/32 -j RETURN\n\
             -A ISTIO_OUTPUT -d 10.0.0.0/8 -j ISTIO_REDIRECT\n\
             -A ISTIO_OUTPUT -j RETURN\nCOMMIT\n"
        );
        let tproxy = text(Script::V1_1, |r| {
            usual(r);
            (r.inbound_interception_mode, r.inbound_ports) = ("TPROXY".into(), "80".into());
            r.virtual_interfaces = "tap0".into();
        });
        for line in [
            "-A ISTIO_TPROXY ! -d 127.0.0.1/32 -p tcp -j TPROXY --tproxy-mark 1337/0xffffffff --on-port 15001",
            "-A ISTIO_INBOUND -p tcp --dport 80 -m socket -j ISTIO_DIVERT",
            "-A ISTIO_INBOUND -p tcp --dport 80 -j ISTIO_TPROXY",
            "-I PREROUTING 1 -i tap0 -j ISTIO_REDIRECT",
        ] {
            assert!(tproxy.lines().any(|l| l == line), "{line}\n{tproxy}");
        }
    }

    #[test]
    fn by_default_ipv6_is_refused_and_root_is_the_proxys() {
        let config = config(&Request::default(), false, &Host { ipv6: true, ..Host::default() }).unwrap();
        assert_eq!(config.proxy_uids, ["1337", "0"]);
        assert_eq!(
            restore(&plan(&config, Script::V1_1, Variables::default()), Family::V6),
            "* filter\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -i lo -d ::1/128 -j ACCEPT\n-A INPUT -j REJECT\nCOMMIT\n"
        );
        assert_eq!(restore(&plan(&config, Script::V0_5, Variables::default()), Family::V6), "");
    }

    #[test]
    fn variables_say_what_happens_over_ipv6_and_to_own_calls() {
        let request = Request {
            proxy_uid: "1337".into(),
            inbound_interception_mode: "TPROXY".into(),
            // The template of 1.0 writes it so.
            inbound_ports: "80, 443, ".into(),
            outbound_ranges: "fd00::/8,10.0.0.0/8".into(),
            ..Request::default()
        };
        let config = config(&request, false, &Host::default()).unwrap();
        let text = |script, variables, family| restore(&plan(&config, script, variables), family);
        let ipv6 = Variables { ipv6: true, ..Variables::default() };
        assert_eq!(text(Script::V1_0, ipv6, Family::V6), "");
        assert_eq!(
            text(Script::V1_1, ipv6, Family::V6),
            "* nat\n-N ISTIO_REDIRECT\n-N ISTIO_IN_REDIRECT\n-N ISTIO_INBOUND\n-N ISTIO_OUTPUT\n\
             -A ISTIO_REDIRECT -p tcp -j REDIRECT --to-port 15001\n\
             -A ISTIO_IN_REDIRECT -p tcp -j REDIRECT --to-port 15001\n\
             -A PREROUTING -p tcp -j ISTIO_INBOUND\n\
             -A ISTIO_INBOUND -p tcp --dport 80 -j ISTIO_IN_REDIRECT\n\
             -A ISTIO_INBOUND -p tcp --dport 443 -j ISTIO_IN_REDIRECT\n\
             -A OUTPUT -p tcp -j ISTIO_OUTPUT\n\
             -A ISTIO_OUTPUT -o lo ! -d ::1/128 -j ISTIO_REDIRECT\n\
             -A ISTIO_OUTPUT -m owner --uid-owner 1337 -j RETURN\n\
             -A ISTIO_OUTPUT -m owner --gid-owner 1337 -j RETURN\n\
             -A ISTIO_OUTPUT -d ::1/128 -j RETURN\n\
             -A ISTIO_OUTPUT -d fd00::/8 -j ISTIO_REDIRECT\n\
             -A ISTIO_OUTPUT -j RETURN\nCOMMIT\n"
        );
        let own = |script, leaves_own_calls| {
            let variables = Variables { leaves_own_calls, ipv6: true };
            let texts = [Family::V4, Family::V6].map(|family| text(script, variables, family));
            texts.concat().matches("-o lo").count()
        };
        assert_eq!((own(Script::V1_1, false), own(Script::V1_1, true)), (2, 0));
        assert_eq!((own(Script::V1_0, false), own(Script::V1_0, true)), (1, 1), "1.0 knows no such variable");
    }
}
