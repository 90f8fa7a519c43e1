//! The bootstrap of proxyless gRPC: the application's own library asks the agent for its configuration.

use kubeyaml::Value;

use crate::json::{list, object};
use crate::node::Node;
use crate::settings::Plan;

/// The bootstrap of proxyless gRPC, for the file that `GRPC_XDS_BOOTSTRAP` names.
///
/// Source: Istio 1.30 pkg/istio-agent/grpcxds/grpc_bootstrap.go, GenerateBootstrap.
#[must_use]
pub fn grpc_bootstrap(plan: &Plan, node: &Node) -> Value {
    let mut metadata = node.metadata.clone();
    metadata.insert("GENERATOR", "grpc");
    let mut locality = object! {};
    for (key, part) in [
        ("region", &node.locality.region),
        ("zone", &node.locality.zone),
        ("sub_zone", &node.locality.sub_zone),
    ] {
        if !part.is_empty() {
            locality.become_map().insert(key, part.as_str());
        }
    }
    let mut bootstrap = object! {
        "xds_servers": list![object! {
            "server_uri": format!("unix:///{}", plan.xds.socket.display()),
            "channel_creds": list![object! { "type": "insecure" }],
            "server_features": list!["xds_v3"],
        }],
        "node": object! { "id": node.id.as_str(), "locality": locality, "metadata": metadata },
        "server_listener_resource_name_template": "xds.istio.io/grpc/lds/inbound/%s",
    };
    if let Some(folder) = &plan.certificates.output {
        let file = |name: &str| folder.join(name).display().to_string();
        let config = object! {
            "certificate_file": file("cert-chain.pem"),
            "private_key_file": file("key.pem"),
            "ca_certificate_file": file("root-cert.pem"),
            "refresh_interval": "900s",
        };
        let provider = object! { "plugin_name": "file_watcher", "config": config };
        bootstrap.become_map().insert("certificate_providers", object! { "default": provider });
    }
    bootstrap
}
