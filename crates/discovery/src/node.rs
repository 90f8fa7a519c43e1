//! Who a node of Envoy's is.

use std::collections::BTreeMap;

use envoy_api::{Node, Struct, value};
use mesh::model::Labels;
use mesh::{Proxy, ProxyError};

/// The proxy of a node.
///
/// # Errors
/// It is not one that is served here.
pub(crate) fn proxy(node: &Node) -> Result<Proxy, ProxyError> {
    let metadata = node.metadata.as_ref();
    let labels = metadata.and_then(|metadata| match metadata.fields.get("LABELS")?.kind.as_ref()? {
        value::Kind::StructValue(labels) => Some(texts(labels)),
        _ => None,
    });
    let labels: Labels = labels.unwrap_or_default();
    Proxy::of(&node.id, &metadata.map(texts).unwrap_or_default(), labels)
}

/// The members of an object that are texts, numbers and flags, as texts.
fn texts(object: &Struct) -> BTreeMap<String, String> {
    let text = |value: &envoy_api::Value| match value.kind.as_ref()? {
        value::Kind::StringValue(text) => Some(text.clone()),
        value::Kind::NumberValue(number) => Some(number.to_string()),
        value::Kind::BoolValue(flag) => Some(flag.to_string()),
        _ => None,
    };
    object.fields.iter().filter_map(|(key, value)| Some((key.clone(), text(value)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_tells_texts_and_numbers() {
        let value = |kind| envoy_api::Value { kind: Some(kind) };
        let labels = envoy_api::structs::of_texts([("app", "web")]);
        let mut metadata = envoy_api::structs::of_texts([("NAMESPACE", "ns"), ("ISTIO_VERSION", "1.30.3")]);
        metadata.fields.insert("ENVOY_STATUS_PORT".to_owned(), value(value::Kind::NumberValue(15021.0)));
        metadata.fields.insert("LABELS".to_owned(), value(value::Kind::StructValue(labels)));
        let id = "sidecar~10.0.0.1~web-1.ns~ns.svc.cluster.local".to_owned();
        let proxy = proxy(&Node { id, metadata: Some(metadata), ..Node::default() }).unwrap();
        assert_eq!((proxy.version.as_str(), proxy.reserved_ports[0]), ("1.30.3", 15021));
        assert_eq!(proxy.labels.get("app").map(String::as_str), Some("web"));
        assert!(super::proxy(&Node::default()).is_err());
    }
}
