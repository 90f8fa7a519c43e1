//! The tables of proxies.

use std::collections::BTreeSet;

use golang::time::Moment;

use super::types::{CLUSTER, ENDPOINT, EXTENSION_CONFIG, LISTENER, ROUTE};
use super::{Proxy, Status, Sync, age};

/// The types that come first, in this order.
const FIRST: [&str; 4] = [CLUSTER, LISTENER, ENDPOINT, ROUTE];
/// The types that are columns even if no proxy asked for them.
const ALWAYS: [&str; 5] = [CLUSTER, LISTENER, ENDPOINT, ROUTE, EXTENSION_CONFIG];

/// What stands for something that is not known.
const UNKNOWN: &str = "unknown";
/// A type that the proxy did not ask for.
const IGNORED: &str = "IGNORED";

/// A row for each proxy, by name, below a header: which types of configuration it asked for.
///
/// Source: Istio 1.30 istioctl/pkg/writer/pilot/status.go, PrintAll.
pub fn subscribed(proxies: &[Proxy]) -> Vec<Vec<String>> {
    let seen = seen(proxies);
    let others = seen.iter().copied().filter(|url| !FIRST.contains(url));
    let order: Vec<&str> = FIRST.into_iter().filter(|url| seen.contains(url)).chain(others).collect();
    let header = ["NAME", "CLUSTER", "ISTIOD", "VERSION", "SUBSCRIBED TYPES"].map(str::to_owned).to_vec();
    let row = |proxy: &Proxy| {
        let types = proxy.types.as_ref().map_or_else(
            || UNKNOWN.to_owned(),
            |types| {
                let named = order.iter().filter(|url| is_asked_for(types.get(**url))).map(|url| short(url));
                let named: Vec<&str> = named.collect();
                if named.is_empty() {
                    "0".to_owned()
                } else {
                    format!("{} ({})", named.len(), named.join(","))
                }
            },
        );
        vec![
            proxy.name.clone(),
            or_unknown(&proxy.cluster),
            or_unknown(&proxy.istiod),
            proxy.version.clone(),
            types,
        ]
    };
    std::iter::once(header).chain(by_name(proxies).into_iter().map(row)).collect()
}

/// A row for each proxy, by name, below a header: how it stands with each type of configuration.
///
/// Source: Istio 1.30 istioctl/pkg/writer/pilot/status.go, printAllVerbose.
pub fn by_type(proxies: &[Proxy], now: &Moment) -> Vec<Vec<String>> {
    let urls: BTreeSet<&str> = seen(proxies).into_iter().chain(ALWAYS).collect();
    let names = |names: &[&'static str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let columns = urls.iter().map(|url| short(url).to_owned());
    let header = names(&["NAME", "CLUSTER"]).into_iter().chain(columns).chain(names(&["ISTIOD", "VERSION"]));
    let row = |proxy: &Proxy| {
        let status = |url: &&str| match &proxy.types {
            Some(types) => types.get(*url).map_or_else(|| IGNORED.to_owned(), |sync| shown(sync, now)),
            None => UNKNOWN.to_owned(),
        };
        let ends = [or_unknown(&proxy.istiod), proxy.version.clone()];
        [proxy.name.clone(), or_unknown(&proxy.cluster)]
            .into_iter()
            .chain(urls.iter().map(status))
            .chain(ends)
            .collect()
    };
    std::iter::once(header.collect()).chain(by_name(proxies).into_iter().map(row)).collect()
}

fn seen(proxies: &[Proxy]) -> BTreeSet<&str> {
    proxies
        .iter()
        .filter_map(|proxy| proxy.types.as_ref())
        .flat_map(|types| types.keys().map(String::as_str))
        .collect()
}

fn by_name(proxies: &[Proxy]) -> Vec<&Proxy> {
    let mut sorted: Vec<&Proxy> = proxies.iter().collect();
    sorted.sort_by(|a, b| (&a.name, &a.istiod).cmp(&(&b.name, &b.istiod)));
    sorted
}

fn is_asked_for(sync: Option<&Sync>) -> bool {
    sync.is_some_and(|sync| sync.status != Status::Unknown)
}

fn or_unknown(text: &Option<String>) -> String {
    text.clone().unwrap_or_else(|| UNKNOWN.to_owned())
}

fn shown(sync: &Sync, now: &Moment) -> String {
    let status = match sync.status {
        Status::Unknown => return IGNORED.to_owned(),
        Status::NotSent => return "NOT SENT".to_owned(),
        Status::Synced => "SYNCED",
        Status::Stale => "STALE",
        Status::Error => "ERROR",
    };
    match &sync.sent {
        Some(sent) => format!("{status} ({})", age::text(sent, now)),
        None => status.to_owned(),
    }
}

/// Source: Istio 1.30 pkg/model/xds.go, GetShortType.
fn short(url: &str) -> &str {
    match url {
        CLUSTER => "CDS",
        LISTENER => "LDS",
        ROUTE => "RDS",
        ENDPOINT => "EDS",
        EXTENSION_CONFIG => "ECDS",
        "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret" => "SDS",
        "type.googleapis.com/istio.networking.nds.v1.NameTable" => "NDS",
        "type.googleapis.com/istio.mesh.v1alpha1.ProxyConfig" => "PCDS",
        "type.googleapis.com/istio.workload.Address" | "type.googleapis.com/istio.workload.Workload" => "WDS",
        "type.googleapis.com/istio.security.Authorization" => "WADS",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    const SECRET: &str = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret";

    fn proxy(name: &str, types: Option<&[(&str, Status, Option<i64>)]>) -> Proxy {
        let types = types.map(|types| {
            let sync = |(url, status, sent): &(&str, Status, Option<i64>)| {
                let sent = sent.map(|seconds| Moment::utc(seconds, 0));
                ((*url).to_owned(), Sync { status: *status, sent, error: None })
            };
            types.iter().map(sync).collect::<BTreeMap<_, _>>()
        });
        let known = |text: &str| types.as_ref().map(|_| text.to_owned());
        Proxy {
            name: name.to_owned(),
            namespace: String::new(),
            cluster: known("Kubernetes"),
            istiod: known("istiod-1"),
            version: "1.30.3".to_owned(),
            types,
        }
    }

    fn proxies() -> Vec<Proxy> {
        vec![
            proxy(
                "web.shop",
                Some(&[
                    (ROUTE, Status::Stale, Some(900)),
                    (CLUSTER, Status::Synced, Some(965)),
                    (SECRET, Status::Error, None),
                    ("a/b", Status::NotSent, Some(0)),
                    ("a/c", Status::Unknown, None),
                ]),
            ),
            proxy("api.shop", Some(&[])),
            proxy("old.shop", None),
        ]
    }

    fn lines(rows: &[Vec<String>]) -> Vec<String> {
        rows.iter().map(|row| row.join(" | ")).collect()
    }

    #[test]
    fn the_table_says_what_was_asked_for() {
        assert_eq!(
            lines(&subscribed(&proxies())),
            [
                "NAME | CLUSTER | ISTIOD | VERSION | SUBSCRIBED TYPES",
                "api.shop | Kubernetes | istiod-1 | 1.30.3 | 0",
                "old.shop | unknown | unknown | 1.30.3 | unknown",
                "web.shop | Kubernetes | istiod-1 | 1.30.3 | 4 (CDS,RDS,a/b,SDS)",
            ]
        );
        assert_eq!(subscribed(&[]).len(), 1, "the header stands alone");
    }

    #[test]
    fn the_long_table_says_how_each_type_stands() {
        assert_eq!(
            lines(&by_type(&proxies(), &Moment::utc(1000, 0))),
            [
                "NAME | CLUSTER | a/b | a/c | CDS | ECDS | EDS | LDS | RDS | SDS | ISTIOD | VERSION",
                "api.shop | Kubernetes | IGNORED | IGNORED | IGNORED | IGNORED | IGNORED | IGNORED | IGNORED | IGNORED | istiod-1 | 1.30.3",
                "old.shop | unknown | unknown | unknown | unknown | unknown | unknown | unknown | unknown | unknown | unknown | 1.30.3",
                "web.shop | Kubernetes | NOT SENT | IGNORED | SYNCED (35s) | IGNORED | IGNORED | IGNORED | STALE (100s) | ERROR | istiod-1 | 1.30.3",
            ]
        );
    }
}
