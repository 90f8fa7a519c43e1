//! Mutual TLS between proxies.

use envoy_api::envoy::config::core::v3 as core;
use envoy_api::envoy::extensions::transport_sockets::tls::v3 as tls;
use envoy_api::envoy::r#type::matcher::v3::{StringMatcher, string_matcher::MatchPattern};

use super::parts::{ENDLESS, transport_socket};
use crate::model::Settings;
use crate::view::View;

const NAME: &str = "envoy.transport_sockets.tls";

/// What a server takes up to TLS 1.2.
///
/// Source: Istio 1.30 pilot/pkg/security/authn/utils/utils.go, SupportedCiphers.
const CIPHER_SUITES: [&str; 6] = [
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "AES256-GCM-SHA384",
    "AES128-GCM-SHA256",
];

/// The longest name that Envoy asks a server for.
///
/// Source: Envoy api/envoy/extensions/transport_sockets/tls/v3/tls.proto, UpstreamTlsContext.sni.
const LONGEST_NAME: usize = 255;

/// What a client says it speaks, so that the other side knows a proxy of the mesh from others.
const IN_MESH: [&str; 1] = ["istio"];
const IN_MESH_HTTP2: [&str; 2] = ["istio", "h2"];
/// What a server speaks within.
const SERVED: [&str; 2] = ["h2", "http/1.1"];

/// A client's side, to a port of a Service. It takes nobody for the Service but those who its pods are; as long as none is
/// known, whoever is of the mesh's trust domains.
///
/// Source: Istio 1.30 pilot/pkg/networking/core/cluster_tls.go, buildUpstreamClusterTLSContext.
pub(crate) fn client(view: &View, port: u16, is_http2: bool, settings: &Settings) -> core::TransportSocket {
    let alpn = if is_http2 { &IN_MESH_HTTP2[..] } else { &IN_MESH[..] };
    let known = view.accounts.iter().flat_map(|(namespace, account)| {
        settings.trust_domains().map(|domain| Settings::identity(domain, namespace, account))
    });
    let mut names: Vec<MatchPattern> = known.map(MatchPattern::Exact).collect();
    if names.is_empty() {
        names = of_trust_domains(settings);
    }
    let context = tls::UpstreamTlsContext {
        common_tls_context: Some(common(tls::TlsParameters::default(), alpn, names, settings)),
        sni: asked_for(port, &view.host),
    };
    transport_socket(NAME, &context)
}

/// The name that a server is asked for by. No sidecar of the mesh chooses by it, so that one too long for Envoy may be missing.
fn asked_for(port: u16, host: &str) -> String {
    let name = format!("outbound_.{port}_._.{host}");
    if name.len() > LONGEST_NAME { String::new() } else { name }
}

/// A server's side: whoever is of the mesh's trust domains.
///
/// Source: Istio 1.30 pilot/pkg/security/authn/utils/utils.go, BuildInboundTLS.
pub(crate) fn server(settings: &Settings) -> core::TransportSocket {
    let parameters =
        tls::TlsParameters { cipher_suites: CIPHER_SUITES.map(str::to_owned).to_vec(), ..Default::default() };
    let context = tls::DownstreamTlsContext {
        common_tls_context: Some(common(parameters, &SERVED, of_trust_domains(settings), settings)),
        require_client_certificate: Some(true),
    };
    transport_socket(NAME, &context)
}

fn of_trust_domains(settings: &Settings) -> Vec<MatchPattern> {
    settings.trust_domains().map(|domain| MatchPattern::Prefix(format!("spiffe://{domain}/"))).collect()
}

fn common(
    parameters: tls::TlsParameters,
    alpn: &[&str],
    names: Vec<MatchPattern>,
    settings: &Settings,
) -> tls::CommonTlsContext {
    use tls::tls_parameters::TlsProtocol::{TlSv12, TlSv13};
    let lowest = if settings.needs_tls_1_3 { TlSv13 } else { TlSv12 };
    let uri = |pattern| tls::SubjectAltNameMatcher {
        san_type: tls::subject_alt_name_matcher::SanType::Uri.into(),
        matcher: Some(StringMatcher { match_pattern: Some(pattern), ..Default::default() }),
    };
    let validation = tls::common_tls_context::CombinedCertificateValidationContext {
        default_validation_context: Some(tls::CertificateValidationContext {
            match_typed_subject_alt_names: names.into_iter().map(uri).collect(),
            ..Default::default()
        }),
        validation_context_sds_secret_config: Some(secret("ROOTCA")),
    };
    tls::CommonTlsContext {
        tls_params: Some(tls::TlsParameters {
            tls_minimum_protocol_version: lowest.into(),
            tls_maximum_protocol_version: TlSv13.into(),
            ..parameters
        }),
        alpn_protocols: alpn.iter().map(|protocol| (*protocol).to_owned()).collect(),
        tls_certificate_sds_secret_configs: vec![secret("default")],
        validation_context_type: Some(
            tls::common_tls_context::ValidationContextType::CombinedValidationContext(validation),
        ),
        ..Default::default()
    }
}

/// A secret that the agent serves.
///
/// Source: Istio 1.30 pkg/model/authentication.go, ConstructSdsSecretConfig.
fn secret(name: &str) -> tls::SdsSecretConfig {
    let agent = core::GrpcService {
        target_specifier: Some(core::grpc_service::TargetSpecifier::EnvoyGrpc(
            core::grpc_service::EnvoyGrpc { cluster_name: "sds-grpc".to_owned() },
        )),
        ..Default::default()
    };
    let server = core::ApiConfigSource {
        api_type: core::api_config_source::ApiType::Grpc.into(),
        transport_api_version: core::ApiVersion::V3.into(),
        grpc_services: vec![agent],
        set_node_on_first_message_only: true,
    };
    tls::SdsSecretConfig {
        name: name.to_owned(),
        sds_config: Some(core::ConfigSource {
            config_source_specifier: Some(core::config_source::ConfigSourceSpecifier::ApiConfigSource(
                server,
            )),
            initial_fetch_timeout: Some(ENDLESS),
            resource_api_version: core::ApiVersion::V3.into(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_as_long_as_envoy_takes_it_or_missing() {
        assert_eq!(asked_for(80, "a.b.svc.cluster.local"), "outbound_.80_._.a.b.svc.cluster.local");
        assert_eq!(asked_for(65535, &"x".repeat(236)).len(), 255);
        assert_eq!(asked_for(65535, &"x".repeat(237)), "");
    }
}
