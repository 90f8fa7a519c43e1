//! Which rule takes a packet, and where it ends.
//!
//! The first packet of a connection goes through the tables `raw`, `mangle`, `nat` and `filter` of its direction.
//! Connection tracking knows nothing of it yet. What a rule sends to a port of this host does not meet the tables before
//! `filter` again.

mod packet;
mod print;
mod rules;
mod walk;

use capture::Plan;
use capture::state::Saved;

pub use packet::{Direction, End, Packet, Step, Trace};
use rules::Rules;

/// Follows a packet through the rules of a plan.
pub fn trace(plan: &Plan, packet: &Packet) -> Trace {
    walk::follow(&Rules::planned(plan, packet.family()), packet)
}

/// Follows a packet through live rules of its family.
pub fn trace_live(saved: &Saved, packet: &Packet) -> Trace {
    walk::follow(&Rules::live(saved), packet)
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use capture::rule::Protocol;

    use super::*;
    use capture::{Host, Request, plan};

    fn packet(direction: Direction, to: &str) -> Packet {
        let destination: SocketAddr = to.parse().unwrap();
        let interface = if destination.ip().is_loopback() { "lo" } else { "eth0" }.to_owned();
        Packet {
            direction,
            protocol: Protocol::Tcp,
            source: None,
            destination,
            interface,
            uid: None,
            gid: None,
            mark: 0,
        }
    }

    fn usual() -> Request {
        Request {
            inbound_ports: "*".into(),
            inbound_ports_exclude: "15021".into(),
            outbound_ranges: "*".into(),
            outbound_ranges_exclude: "10.9.0.0/16".into(),
            outbound_ports_exclude: "9000".into(),
            exclude_interfaces: "eth9".into(),
            redirect_dns: true,
            ..Request::default()
        }
    }

    fn end(request: &Request, packet: &Packet) -> (End, String) {
        let host = Host {
            ipv6: true,
            nameservers: vec![capture::Cidr::parse("10.96.0.10/32").unwrap()],
            ..Host::default()
        };
        let found = trace(&plan(&request.config(&host).unwrap()), packet);
        let rule = found.decided_by.and_then(|i| found.steps.get(i));
        (found.end, rule.map(|s| format!("{} {}", s.chain, s.place)).unwrap_or_default())
    }

    #[test]
    fn packets_end_where_the_kernel_puts_them() {
        use Direction::{In, Out};
        let user = |mut p: Packet, id: &str| {
            (p.uid, p.gid) = (Some(id.to_owned()), Some(id.to_owned()));
            p
        };
        let by = |mut p: Packet, interface: &str| {
            p.interface = interface.to_owned();
            p
        };
        let udp = |mut p: Packet| {
            p.protocol = Protocol::Udp;
            p
        };
        for (name, packet, want) in [
            ("an application's call", user(packet(Out, "10.1.2.3:443"), "1000"), End::Redirected(15001)),
            ("the proxy's call", user(packet(Out, "10.1.2.3:443"), "1337"), End::Untouched),
            ("an excluded range", user(packet(Out, "10.9.2.3:443"), "1000"), End::Untouched),
            ("an excluded port", user(packet(Out, "10.1.2.3:9000"), "1000"), End::Untouched),
            ("an excluded interface", by(user(packet(Out, "10.1.2.3:443"), "1000"), "eth9"), End::Untouched),
            ("to localhost", user(packet(Out, "127.0.0.1:80"), "1000"), End::Untouched),
            (
                "the application to its own address",
                by(user(packet(Out, "10.0.0.5:80"), "1000"), "lo"),
                End::Untouched,
            ),
            (
                "the proxy to its own address",
                by(user(packet(Out, "10.0.0.5:80"), "1337"), "lo"),
                End::Redirected(15006),
            ),
            ("a question", udp(user(packet(Out, "10.96.0.10:53"), "1000")), End::Redirected(15053)),
            ("the agent's question", udp(user(packet(Out, "10.96.0.10:53"), "1337")), End::Untouched),
            ("over IPv6", user(packet(Out, "[fd00::1]:443"), "1000"), End::Redirected(15001)),
            ("a request that arrives", packet(In, "10.0.0.5:8080"), End::Redirected(15006)),
            ("a probe that arrives", packet(In, "10.0.0.5:15021"), End::Untouched),
            ("a tunnel that arrives", packet(In, "10.0.0.5:15008"), End::Untouched),
            ("by an excluded interface", by(packet(In, "10.0.0.5:8080"), "eth9"), End::Untouched),
        ] {
            assert_eq!(end(&usual(), &packet).0, want, "{name}");
        }
    }

    #[test]
    fn live_rules_are_followed_as_far_as_they_are_understood() {
        let live = "*nat
:PREROUTING ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:DOCKER - [0:0]
:ISTIO_REDIRECT - [0:0]
-A PREROUTING -p icmp -j DROP
-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
-A OUTPUT -p tcp -m tcp --dport 9000:9010 -j RETURN
-A OUTPUT -p tcp -m owner ! --uid-owner 1337 -j ISTIO_REDIRECT
-A ISTIO_REDIRECT -p tcp -j REDIRECT --to-ports 15001
COMMIT
*filter
:INPUT DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
-A OUTPUT -d 10.1.2.3/32 -j REJECT --reject-with icmp-port-unreachable
COMMIT
";
        let saved = Saved::parse(live);
        let found = |direction, to, uid: &str| {
            let packet = Packet { uid: Some(uid.to_owned()), ..packet(direction, to) };
            let found = trace_live(&saved, &packet);
            let named = |step: &Step| format!("{} {}", step.chain, step.place);
            let decided = found.decided_by.and_then(|i| found.steps.get(i)).map(named).unwrap_or_default();
            (found.end, decided, found.unknown.iter().map(named).collect::<Vec<_>>().join(", "))
        };
        use Direction::{In, Out};
        for (direction, to, uid, end, decided, unknown) in [
            // Redirected, it no longer goes where `filter` refuses it.
            (Out, "10.1.2.3:443", "1000", End::Redirected(15001), "ISTIO_REDIRECT 1", "OUTPUT 1"),
            (Out, "10.1.2.3:443", "1337", End::Refused, "OUTPUT 1", "OUTPUT 1"),
            (Out, "10.1.2.4:443", "1337", End::Untouched, "", "OUTPUT 1"),
            (In, "10.0.0.5:22", "0", End::Untouched, "", "PREROUTING 2"),
            (In, "10.0.0.5:80", "0", End::Dropped, "INPUT 2", "PREROUTING 2"),
        ] {
            assert_eq!(
                found(direction, to, uid),
                (end, decided.to_owned(), unknown.to_owned()),
                "{to} {uid}"
            );
        }
    }

    #[test]
    fn chains_that_jump_in_circles_end() {
        let circle = "*nat\n:OUTPUT ACCEPT [0:0]\n:A - [0:0]\n-A OUTPUT -j A\n-A A -j A\n-A A -j A\nCOMMIT\n";
        let found = trace_live(&Saved::parse(circle), &packet(Direction::Out, "10.1.2.3:443"));
        assert_eq!(found.end, End::Untouched);
    }

    #[test]
    fn the_rule_that_decided_is_named() {
        let request = usual();
        let (_, rule) = end(&request, &packet(Direction::In, "10.0.0.5:15021"));
        assert_eq!(rule, "ISTIO_INBOUND 2");
        let (_, rule) = end(&request, &packet(Direction::In, "10.0.0.5:80"));
        assert_eq!(rule, "ISTIO_IN_REDIRECT 1");
        let tproxy = Request { inbound_interception_mode: "TPROXY".into(), ..usual() };
        let (found, rule) = end(&tproxy, &packet(Direction::In, "10.0.0.5:80"));
        assert_eq!((found, rule.as_str()), (End::Taken(15006), "ISTIO_TPROXY 1"));
        let old = capture::legacy::config(&request, false, &Host::default()).unwrap();
        let old = capture::legacy::plan(&old, capture::Script::V1_0, capture::legacy::Variables::default());
        let found = trace(&old, &packet(Direction::In, "[fd00::1]:80"));
        assert_eq!((found.end, found.decided_by), (End::Refused, Some(0)), "{found:?}");
        let found = trace(&old, &packet(Direction::In, "10.0.0.5:80"));
        assert_eq!((found.end, found.decided_by), (End::Redirected(15001), Some(2)), "{found:?}");
        let nothing = Request::default();
        assert_eq!(end(&nothing, &packet(Direction::In, "10.0.0.5:80")), (End::Untouched, String::new()));
    }
}
