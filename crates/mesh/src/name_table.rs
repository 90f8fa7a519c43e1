//! Names for the agent's DNS server.

use std::collections::BTreeMap;

use bytes::Bytes;
use envoy_api::Message;
use envoy_api::istio::networking::nds::v1::{NameTable, name_table::NameInfo};

use crate::model::Address;
use crate::resource::{Resource, encoded};
use crate::view::View;

/// What the table is called among resources.
pub(crate) const NAME: &str = "nametable";

/// The names of a Service, as a part of the table's bytes: a table is its parts one after the other.
///
/// Source: Istio 1.30 pkg/dns/server/name_table.go, BuildNameTable.
pub(crate) fn of(view: &View) -> Bytes {
    let name = &view.service.name;
    let info = |ips: Vec<String>, shortname: &str| NameInfo {
        ips,
        registry: "Kubernetes".to_owned(),
        shortname: shortname.to_owned(),
        namespace: name.namespace.clone(),
    };
    let mut table = BTreeMap::new();
    match &view.service.address {
        Address::Own(addresses) => {
            table.insert(view.host.clone(), addresses.iter().map(ToString::to_string).collect());
        }
        // Those of the first port, as of each other.
        Address::Headless => {
            for endpoint in view.ports.first().into_iter().flat_map(|port| &port.endpoints) {
                let address = endpoint.address.to_string();
                let own = endpoint.hostname.iter().map(|hostname| format!("{hostname}.{}", view.host));
                for host in own.chain([view.host.clone()]) {
                    table.entry(host).or_insert_with(Vec::new).push(address.clone());
                }
            }
        }
        Address::Alias(_) => {}
    }
    table.retain(|_, ips| !ips.is_empty());
    let short = |host: &str| {
        let hostname = host.strip_suffix(&view.host).unwrap_or_default();
        format!("{hostname}{}", name.name)
    };
    let table = table.into_iter().map(|(host, ips)| {
        let short = short(&host);
        (host, info(ips, &short))
    });
    NameTable { table: table.collect() }.encode_to_vec().into()
}

/// The table of all names.
pub(crate) fn whole<'a>(parts: impl Iterator<Item = &'a Bytes>) -> Resource {
    let mut bytes = Vec::new();
    parts.for_each(|part| bytes.extend_from_slice(part));
    encoded(NAME, bytes.into())
}
