//! The names of a mesh, and what a pod's name server answers of itself.
//!
//! ```text
//! entries of the control plane, whose pod it is, resolv.conf ─► Names
//! a question ─► answer, or none: somebody else is to be asked
//! ```
//!
//! Source: Istio 1.30 pkg/dns/client/dns.go.

mod resolv;

use std::collections::HashMap;
use std::net::IpAddr;

use kubeyaml::Value;

pub use resolv::Resolv;

use crate::json::object;

/// What the control plane says of a host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The host, such as `httpbin.default.svc.cluster.local`, or one of a ServiceEntry, which may begin with `*.`.
    pub host: String,
    /// Its addresses; what is not one is left out.
    pub addresses: Vec<String>,
    /// The Service and its namespace, where it is one of Kubernetes.
    pub service: Option<(String, String)>,
}

/// The pod whose names they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// Its namespace: Services of it have short names.
    pub namespace: &'a str,
    /// Its domain, such as `default.svc.cluster.local`.
    pub domain: &'a str,
    /// The first domain that its resolver appends to names; empty where there is none.
    pub search: &'a str,
}

/// The names of a mesh, in lower case and with a dot at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Each name, and where in `addresses` those of its host are.
    hosts: HashMap<Box<str>, u32>,
    addresses: Vec<Box<[IpAddr]>>,
    /// The first domain that resolvers append, with dots around it; empty where there is none.
    search: Box<str>,
}

/// What is asked of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Its addresses of IPv4.
    V4,
    /// Its addresses of IPv6.
    V6,
}

/// What is known of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Another name of it, which the addresses are those of: the question less what resolvers append.
    pub canonical: Option<String>,
    /// The addresses that were asked for; none where the host has only others.
    pub addresses: Vec<IpAddr>,
}

impl Names {
    /// The names of hosts, as seen from a place.
    #[must_use]
    pub fn new(entries: impl IntoIterator<Item = Entry>, place: Place<'_>) -> Names {
        let domain = Domain::of(place);
        let search = place.search.trim_matches('.').to_ascii_lowercase();
        let search = if search.is_empty() { String::new() } else { format!(".{search}.") };
        let mut names = Names { search: search.into(), ..Names::default() };
        for entry in entries {
            let addresses: Box<[IpAddr]> =
                entry.addresses.iter().filter_map(|text| text.parse().ok()).collect();
            let Ok(number) = u32::try_from(names.addresses.len()) else { break };
            if addresses.is_empty() {
                continue;
            }
            names.addresses.push(addresses);
            for name in domain.names(&entry) {
                names.hosts.insert(name.to_ascii_lowercase().into(), number);
            }
        }
        names
    }

    /// What is known of a name that ends with a dot; `None` where somebody else is to be asked.
    ///
    /// A name in full comes first, then one with the domain that resolvers append, then wildcards: a resolver that gets an
    /// answer to its first try, which has such a domain, need not make the others.
    #[must_use]
    pub fn answer(&self, name: &str, wanted: Wanted) -> Option<Answer> {
        let name = name.to_ascii_lowercase();
        let short = self.without_search(&name);
        let found = self.exact(&name).map(|found| (found, None));
        let found = found.or_else(|| Some((self.exact(short?)?, short)));
        let found = found.or_else(|| Some((self.wildcard(short?)?, short)));
        let (number, canonical) = found.or_else(|| Some((self.wildcard(&name)?, None)))?;
        let all = self.addresses.get(usize::try_from(number).ok()?)?;
        let is_wanted = |ip: &&IpAddr| ip.is_ipv4() == (wanted == Wanted::V4);
        Some(Answer {
            canonical: canonical.map(str::to_owned),
            addresses: all.iter().filter(is_wanted).copied().collect(),
        })
    }

    /// All names and their addresses, in order of names.
    #[must_use]
    pub fn all(&self) -> Vec<(&str, &[IpAddr])> {
        let addresses = |number: &u32| {
            let place = usize::try_from(*number).ok();
            place.and_then(|place| self.addresses.get(place)).map(|all| &**all).unwrap_or_default()
        };
        let mut all: Vec<_> = self.hosts.iter().map(|(name, number)| (&**name, addresses(number))).collect();
        all.sort_unstable();
        all
    }

    /// All names and their addresses, for people: `{"table": {NAME: {"ips": […]}}}`.
    #[must_use]
    pub fn document(&self) -> Value {
        let ips = |all: &[IpAddr]| Value::List(all.iter().map(|ip| ip.to_string().into()).collect());
        let names = self.all().into_iter().map(|(name, all)| (name.into(), object! { "ips": ips(all) }));
        object! { "table": Value::Map(names.collect()) }
    }

    fn exact(&self, name: &str) -> Option<u32> {
        self.hosts.get(name).copied()
    }

    /// The host of the nearest domain that all names below belong to.
    fn wildcard(&self, name: &str) -> Option<u32> {
        let mut rest = name;
        while let Some((_, parent)) = rest.split_once('.').filter(|(_, parent)| !parent.is_empty()) {
            if let Some(found) = self.hosts.get(format!("*.{parent}").as_str()) {
                return Some(*found);
            }
            rest = parent;
        }
        None
    }

    /// A name less what resolvers append, unless it was in full then as well.
    fn without_search<'n>(&self, name: &'n str) -> Option<&'n str> {
        if self.search.is_empty() {
            return None;
        }
        let short = name.strip_suffix(&*self.search)?;
        // The dot at the end is the first one of what was taken off.
        let short = name.get(..short.len() + 1)?;
        (short.len() > 1 && !format!(".{short}").ends_with(&*self.search)).then_some(short)
    }
}

/// Which short names Services have.
struct Domain<'a> {
    namespace: &'a str,
    /// The pod's domain less its namespace, such as `svc.cluster.local`.
    rest: &'a str,
}

impl<'a> Domain<'a> {
    fn of(place: Place<'a>) -> Domain<'a> {
        let rest = place.domain.strip_prefix(place.namespace).and_then(|rest| rest.strip_prefix('.'));
        Domain { namespace: place.namespace, rest: rest.unwrap_or(place.domain) }
    }

    /// The names of a host. Services of another domain, which are those of another cluster, have no short ones: two of
    /// them could have the same.
    ///
    /// Source: Istio 1.30 pkg/dns/client/dns.go, generateAltHosts.
    fn names(&self, entry: &Entry) -> Vec<String> {
        let mut names = vec![format!("{}.", entry.host.trim_end_matches('.'))];
        let Some((service, namespace)) = &entry.service else { return names };
        if self.rest.is_empty() || !entry.host.ends_with(self.rest) {
            return names;
        }
        names.push(format!("{service}.{namespace}."));
        if namespace == self.namespace {
            names.push(format!("{service}."));
        }
        let first = self.rest.split('.').next().unwrap_or_default();
        names.push(format!("{service}.{namespace}.{first}."));
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(host: &str, addresses: &[&str], service: Option<(&str, &str)>) -> Entry {
        Entry {
            host: host.to_owned(),
            addresses: addresses.iter().map(|ip| (*ip).to_owned()).collect(),
            service: service.map(|(name, namespace)| (name.to_owned(), namespace.to_owned())),
        }
    }

    fn names(search: &str) -> Names {
        let entries = [
            entry("web.ns.svc.cluster.local", &["10.0.0.1", "10.0.0.2", "fd00::1"], Some(("web", "ns"))),
            entry("db.other.svc.cluster.local", &["10.0.0.3"], Some(("db", "other"))),
            entry("web.ns.svc.cluster.remote", &["10.9.0.1"], Some(("web", "ns"))),
            entry("six.ns.svc.cluster.local", &["fd00::6"], Some(("six", "ns"))),
            entry("none.ns.svc.cluster.local", &["x", ""], Some(("none", "ns"))),
            entry("API.Example.com", &["240.0.0.1"], None),
            entry("*.wild.example", &["240.0.0.2"], None),
            entry("*.deep.wild.example", &["240.0.0.3"], None),
        ];
        Names::new(entries, Place { namespace: "ns", domain: "ns.svc.cluster.local", search })
    }

    #[test]
    fn names_are_answered_from_the_table() {
        let names = names("ns.svc.cluster.local");
        for (name, wanted, want) in [
            ("web.ns.svc.cluster.local.", Wanted::V4, Some((None, &["10.0.0.1", "10.0.0.2"][..]))),
            ("WEB.ns.svc.cluster.local.", Wanted::V6, Some((None, &["fd00::1"]))),
            ("web.", Wanted::V4, Some((None, &["10.0.0.1", "10.0.0.2"]))),
            ("web.ns.", Wanted::V4, Some((None, &["10.0.0.1", "10.0.0.2"]))),
            ("web.ns.svc.", Wanted::V4, Some((None, &["10.0.0.1", "10.0.0.2"]))),
            ("db.", Wanted::V4, None),
            ("db.other.", Wanted::V4, Some((None, &["10.0.0.3"]))),
            // What the resolver appended is taken off again.
            ("db.other.ns.svc.cluster.local.", Wanted::V4, Some((Some("db.other."), &["10.0.0.3"]))),
            (
                "api.example.com.ns.svc.cluster.local.",
                Wanted::V4,
                Some((Some("api.example.com."), &["240.0.0.1"])),
            ),
            ("web.ns.svc.cluster.local.ns.svc.cluster.local.", Wanted::V4, None),
            ("web.ns.svc.cluster.remote.", Wanted::V4, Some((None, &["10.9.0.1"]))),
            // The other family is none, and not unknown.
            ("six.", Wanted::V4, Some((None, &[]))),
            ("six.", Wanted::V6, Some((None, &["fd00::6"]))),
            ("none.", Wanted::V4, None),
            ("api.example.com.", Wanted::V4, Some((None, &["240.0.0.1"]))),
            ("a.wild.example.", Wanted::V4, Some((None, &["240.0.0.2"]))),
            ("a.b.wild.example.", Wanted::V4, Some((None, &["240.0.0.2"]))),
            ("a.deep.wild.example.", Wanted::V4, Some((None, &["240.0.0.3"]))),
            ("wild.example.", Wanted::V4, None),
            (
                "a.wild.example.ns.svc.cluster.local.",
                Wanted::V4,
                Some((Some("a.wild.example."), &["240.0.0.2"])),
            ),
            ("ns.svc.cluster.local.", Wanted::V4, None),
            (".", Wanted::V4, None),
            ("", Wanted::V4, None),
        ] {
            let found = names.answer(name, wanted);
            let found = found.map(|answer| {
                let addresses: Vec<String> = answer.addresses.iter().map(ToString::to_string).collect();
                (answer.canonical, addresses)
            });
            let want = want.map(|(canonical, addresses): (Option<&str>, &[&str])| {
                (
                    canonical.map(str::to_owned),
                    addresses.iter().map(|ip| (*ip).to_owned()).collect::<Vec<_>>(),
                )
            });
            assert_eq!(found, want, "{name} {wanted:?}");
        }
    }

    #[test]
    fn without_a_search_list_nothing_is_taken_off() {
        for search in ["", "."] {
            assert_eq!(names(search).answer("db.other.ns.svc.cluster.local.", Wanted::V4), None);
        }
        let dotted = names("NS.svc.cluster.local.").answer("db.other.ns.svc.cluster.local.", Wanted::V4);
        assert_eq!(dotted.unwrap().canonical.as_deref(), Some("db.other."));
    }

    #[test]
    fn a_long_name_costs_its_length() {
        let names = names("ns.svc.cluster.local");
        assert_eq!(names.answer(&"a.".repeat(126), Wanted::V4), None);
        assert_eq!(names.all().len(), 15);
        let shown = names.document();
        assert_eq!(kubeyaml::to_json(shown.at(&["table", "db.other."])), r#"{"ips":["10.0.0.3"]}"#);
    }
}
