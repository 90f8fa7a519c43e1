//! What types of resources are called, so that they can be matched.

/// `envoy.config.cluster.v3.Cluster`: CDS.
pub const CLUSTER: &str = "type.googleapis.com/envoy.config.cluster.v3.Cluster";

/// `envoy.config.endpoint.v3.ClusterLoadAssignment`: EDS.
pub const ENDPOINT: &str = "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment";

/// `envoy.config.listener.v3.Listener`: LDS.
pub const LISTENER: &str = "type.googleapis.com/envoy.config.listener.v3.Listener";

/// `envoy.config.route.v3.RouteConfiguration`: RDS.
pub const ROUTE: &str = "type.googleapis.com/envoy.config.route.v3.RouteConfiguration";

/// `envoy.extensions.transport_sockets.tls.v3.Secret`: SDS.
pub const SECRET: &str = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret";

/// `envoy.config.core.v3.TypedExtensionConfig`: ECDS.
pub const EXTENSION_CONFIG: &str = "type.googleapis.com/envoy.config.core.v3.TypedExtensionConfig";

/// `istio.networking.nds.v1.NameTable`: the names that agents answer.
pub const NAME_TABLE: &str = "type.googleapis.com/istio.networking.nds.v1.NameTable";

/// `istio.mesh.v1alpha1.ProxyConfig`: the part of the configuration that agents ask for.
pub const PROXY_CONFIG: &str = "type.googleapis.com/istio.mesh.v1alpha1.ProxyConfig";

/// `envoy.service.status.v3.ClientConfig`: how a client stands with what it was sent.
pub const CLIENT_CONFIG: &str = "type.googleapis.com/envoy.service.status.v3.ClientConfig";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Name, envoy, istio};

    #[test]
    fn types_are_called_as_their_messages() {
        for (found, want) in [
            (CLUSTER, envoy::config::cluster::v3::Cluster::type_url()),
            (ENDPOINT, envoy::config::endpoint::v3::ClusterLoadAssignment::type_url()),
            (LISTENER, envoy::config::listener::v3::Listener::type_url()),
            (ROUTE, envoy::config::route::v3::RouteConfiguration::type_url()),
            (SECRET, envoy::extensions::transport_sockets::tls::v3::Secret::type_url()),
            (EXTENSION_CONFIG, envoy::config::core::v3::TypedExtensionConfig::type_url()),
            (NAME_TABLE, istio::networking::nds::v1::NameTable::type_url()),
            (PROXY_CONFIG, istio::mesh::v1alpha1::ProxyConfig::type_url()),
            (CLIENT_CONFIG, envoy::service::status::v3::ClientConfig::type_url()),
        ] {
            assert_eq!(found, want);
        }
    }
}
