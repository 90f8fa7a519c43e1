//! DNS messages: what of a query is asked, and how answers are written.

use std::str::FromStr;

use agent::names::{Answer, Names, Wanted};
use domain::base::iana::{Class, Opcode, Rcode};
use domain::base::message_builder::{AdditionalBuilder, AnswerBuilder, StaticCompressor};
use domain::base::{Message, MessageBuilder, Name, Rtype, ToName as _, Ttl};
use domain::rdata::{A, Aaaa, Cname};

/// How a message came, which bounds the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Transport {
    /// An answer has 512 bytes, or as many as the query says.
    Udp,
    /// An answer has 65,535 bytes.
    Tcp,
}

/// What becomes of a query.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reply {
    /// This is the answer.
    Own(Vec<u8>),
    /// The pod's own name servers are asked.
    Forward,
    /// It is no query, and gets no answer.
    Drop,
}

/// So long an answer counts: addresses change.
const TTL: Ttl = Ttl::from_secs(30);

/// The most that is sent by UDP whatever a query says, so that nothing is cut in pieces on its way.
const LARGEST_DATAGRAM: u16 = 4096;

/// What a name server of the mesh says to a query. Of several addresses, another is the first one each `turn`.
///
/// Source: Istio 1.30 pkg/dns/client/dns.go, ServeDNS.
pub(super) fn reply(query: &[u8], names: Option<&Names>, turn: usize, transport: Transport) -> Reply {
    let Ok(message) = Message::from_slice(query) else { return Reply::Drop };
    if message.header().qr() {
        return Reply::Drop;
    }
    if message.header_counts().qdcount() == 0 {
        return failure(query).map_or(Reply::Drop, Reply::Own);
    }
    let own = || {
        let question = message.sole_question().ok()?;
        let wanted = match (question.qclass(), question.qtype()) {
            (Class::IN, Rtype::A) => Wanted::V4,
            (Class::IN, Rtype::AAAA) => Wanted::V6,
            _ => return None,
        };
        let name: Name<Vec<u8>> = question.qname().to_name();
        let found = names?.answer(&name.fmt_with_dot().to_string(), wanted)?;
        written(message, &name, found, turn, transport)
    };
    let is_query = message.header().opcode() == Opcode::QUERY;
    own().filter(|_| is_query).map_or(Reply::Forward, Reply::Own)
}

/// The answer that nobody could be asked.
pub(super) fn failure(query: &[u8]) -> Option<Vec<u8>> {
    let message = Message::from_slice(query).ok()?;
    let mut answer = MessageBuilder::new_vec().start_error(message, Rcode::SERVFAIL);
    answer.header_mut().set_ra(true);
    Some(answer.finish())
}

/// Whether this is an answer to the query: its number and question are the query's.
pub(super) fn is_answer(answer: &[u8], query: &[u8]) -> bool {
    match (Message::from_slice(answer), Message::from_slice(query)) {
        (Ok(answer), Ok(query)) => answer.is_answer(query),
        _ => false,
    }
}

type Target = StaticCompressor<Vec<u8>>;

fn written(
    query: &Message<[u8]>,
    name: &Name<Vec<u8>>,
    found: Answer,
    turn: usize,
    transport: Transport,
) -> Option<Vec<u8>> {
    let options = query.opt().map(|options| options.udp_payload_size());
    let limit = match transport {
        Transport::Udp => options.unwrap_or_default().clamp(512, LARGEST_DATAGRAM).into(),
        Transport::Tcp => usize::from(u16::MAX),
    };
    let mut builder = MessageBuilder::from_target(StaticCompressor::new(Vec::new())).ok()?;
    // An OPT record without options has eleven bytes.
    builder.set_push_limit(limit - if options.is_some() { 11 } else { 0 });
    let mut answer = builder.start_answer(query, Rcode::NOERROR).ok()?;
    answer.header_mut().set_aa(true);
    answer.header_mut().set_ra(true);
    if push(&mut answer, name, found, turn).is_none() {
        answer.header_mut().set_tc(true);
    }
    let mut additional: AdditionalBuilder<Target> = answer.additional();
    additional.clear_push_limit();
    if options.is_some() {
        let size = |options: &mut domain::base::message_builder::OptBuilder<'_, Target>| {
            options.set_udp_payload_size(LARGEST_DATAGRAM);
            Ok(())
        };
        additional.opt(size).ok()?;
    }
    Some(additional.finish().into_target())
}

/// `None` where not all of it has room.
fn push(answer: &mut AnswerBuilder<Target>, name: &Name<Vec<u8>>, found: Answer, turn: usize) -> Option<()> {
    let Answer { canonical, mut addresses } = found;
    let owner = match canonical {
        // Without an address of the kind, nothing at all is the answer, as of any name.
        Some(_) | None if addresses.is_empty() => return Some(()),
        Some(canonical) => {
            let target = Name::<Vec<u8>>::from_str(&canonical).ok()?;
            answer.push((name, TTL, Cname::new(&target))).ok()?;
            target
        }
        None => name.clone(),
    };
    let first = turn % addresses.len();
    addresses.rotate_left(first);
    for address in addresses {
        match address {
            std::net::IpAddr::V4(v4) => answer.push((&owner, TTL, A::new(v4))).ok()?,
            std::net::IpAddr::V6(v6) => answer.push((&owner, TTL, Aaaa::new(v6))).ok()?,
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use agent::names::{Entry, Place};
    use domain::rdata::AllRecordData;

    use super::*;

    fn names() -> Names {
        let entry = |host: &str, count: u8| Entry {
            host: host.to_owned(),
            addresses: (1..=count).map(|i| format!("10.0.0.{i}")).collect(),
            ..Entry::default()
        };
        let entries = [entry("one.example", 1), entry("many.example", 200), entry("two.example", 2)];
        Names::new(entries, Place { namespace: "ns", domain: "ns.svc.cluster.local", search: "ns.svc" })
    }

    fn query(name: &str, kind: Rtype, payload: Option<u16>) -> Vec<u8> {
        let mut builder = MessageBuilder::new_vec();
        builder.header_mut().set_id(7);
        builder.header_mut().set_rd(true);
        let mut question = builder.question();
        question.push((Name::<Vec<u8>>::from_str(name).unwrap(), kind)).unwrap();
        let mut additional = question.additional();
        if let Some(payload) = payload {
            additional
                .opt(|options| {
                    options.set_udp_payload_size(payload);
                    Ok(())
                })
                .unwrap();
        }
        additional.finish()
    }

    /// The answer's records as text; `forward` and `drop` where there is none.
    fn shown(query: &[u8], turn: usize, transport: Transport) -> String {
        let bytes = match reply(query, Some(&names()), turn, transport) {
            Reply::Own(bytes) => bytes,
            Reply::Forward => return "forward".to_owned(),
            Reply::Drop => return "drop".to_owned(),
        };
        assert!(is_answer(&bytes, query));
        let message = Message::from_octets(bytes.as_slice()).unwrap();
        assert!(message.header().aa() && message.header().rd());
        let records = message.answer().unwrap().limit_to::<AllRecordData<_, _>>();
        let shown: Vec<String> = records
            .map(|record| {
                let record = record.unwrap();
                format!("{} {}", record.owner(), record.data())
            })
            .collect();
        shown.join(", ")
    }

    #[test]
    fn a_query_is_answered_or_passed_on() {
        for (name, kind, want) in [
            ("one.example.", Rtype::A, "one.example 10.0.0.1"),
            ("ONE.example.", Rtype::A, "ONE.example 10.0.0.1"),
            ("one.example.", Rtype::AAAA, ""),
            ("one.example.ns.svc.", Rtype::A, "one.example.ns.svc one.example., one.example 10.0.0.1"),
            ("one.example.ns.svc.", Rtype::AAAA, ""),
            ("one.example.", Rtype::MX, "forward"),
            ("other.example.", Rtype::A, "forward"),
        ] {
            assert_eq!(shown(&query(name, kind, None), 0, Transport::Udp), want, "{name} {kind}");
        }
        assert_eq!(reply(&query("one.example.", Rtype::A, None), None, 0, Transport::Udp), Reply::Forward);
    }

    #[test]
    fn each_address_is_the_first_one_in_its_turn() {
        let query = query("two.example.", Rtype::A, None);
        let turns = [0, 1, usize::MAX].map(|turn| shown(&query, turn, Transport::Udp));
        assert_eq!(turns[0], "two.example 10.0.0.1, two.example 10.0.0.2");
        assert_eq!(turns[1], "two.example 10.0.0.2, two.example 10.0.0.1");
        assert_eq!(turns[2], turns[1]);
    }

    #[test]
    fn a_datagram_has_what_it_has_room_for() {
        for (payload, transport, whole, most) in [
            (None, Transport::Udp, false, 512),
            (Some(100), Transport::Udp, false, 512),
            (Some(1232), Transport::Udp, false, 1232),
            (Some(65_535), Transport::Udp, true, 4096),
            (None, Transport::Tcp, true, 65_535),
        ] {
            let query = query("many.example.", Rtype::A, payload);
            let Reply::Own(bytes) = reply(&query, Some(&names()), 0, transport) else { panic!("no answer") };
            let message = Message::from_octets(bytes.as_slice()).unwrap();
            let count = message.header_counts().ancount();
            assert!(
                bytes.len() <= most && count > 20,
                "{payload:?}: {} bytes, {count} addresses",
                bytes.len()
            );
            assert_eq!((count == 200, message.header().tc()), (whole, !whole), "{payload:?}");
            assert_eq!(message.opt().is_some(), payload.is_some());
        }
    }

    #[test]
    fn what_is_no_query_gets_no_answer() {
        let mut answer = query("one.example.", Rtype::A, None);
        answer[2] |= 0x80;
        for bytes in [&[][..], &[0; 11], &answer] {
            assert_eq!(reply(bytes, Some(&names()), 0, Transport::Udp), Reply::Drop);
        }
        // A header alone, and one that promises more than there is.
        let Reply::Own(failed) = reply(&[0; 12], Some(&names()), 0, Transport::Udp) else {
            panic!("no answer")
        };
        assert_eq!(Message::from_octets(failed).unwrap().header().rcode(), Rcode::SERVFAIL);
        let cut = query("one.example.", Rtype::A, None);
        assert_eq!(reply(&cut[..cut.len() - 2], Some(&names()), 0, Transport::Udp), Reply::Forward);
    }

    #[test]
    fn an_answer_is_known_for_its_query() {
        let one = query("one.example.", Rtype::A, None);
        let Reply::Own(answer) = reply(&one, Some(&names()), 0, Transport::Udp) else { panic!("no answer") };
        let mut numbered = answer.clone();
        numbered[1] ^= 1;
        assert!(is_answer(&answer, &one));
        assert!(!is_answer(&numbered, &one) && !is_answer(&one, &one) && !is_answer(&[], &one));
        assert!(!is_answer(&answer, &query("two.example.", Rtype::A, None)));
    }
}
