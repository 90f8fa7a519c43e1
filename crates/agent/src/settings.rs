//! From what an agent is given to its [`Plan`]: flags, environment, files' text and what the host is like.

mod certificates;
mod dns;
mod downward;
mod environment;
mod envoy;
mod error;
mod flags;
mod given;
mod mesh;
mod notice;
mod plan;
mod proxy_config;
mod server;
mod shown;
mod variables;
mod who;

pub use environment::Environment;
pub use error::SettingsError;
pub use flags::{Effect, FLAGS, Flags, Kind, ProxyKind, Row};
pub use given::{Files, Given, Host, Interface, Wanted};
pub use notice::Notice;
pub use plan::{
    BootstrapSource, Ca, CertificateFiles, Certificates, Dns, Drain, Envoy, Header, KeyKind, Log, Mesh,
    Paths, Plan, Ports, Ratio, Roots, Server, Status, Tls, Who, Xds,
};
pub use variables::{IGNORED, Ignored};

use std::time::Duration;

use environment::Reader;
use shown::shortened;

impl Plan {
    /// The plan for what is given.
    ///
    /// # Errors
    /// Something that decides what the agent does cannot be used. What merely has no effect, or a default in its place,
    /// becomes a notice.
    /// Source: Istio 1.30 pilot/cmd/pilot-agent/app/cmd.go, newProxyCommand.
    pub fn new(given: &Given<'_>) -> Result<Plan, SettingsError> {
        let mut reader = Reader::new(given.environment, given.flags.notices());
        let annotations = downward::annotations(given.files, &mut reader);
        let config = proxy_config::effective(given, &annotations, &mut reader)?;
        let who = who::who(given, annotations, &mut reader);
        let mesh = mesh::mesh(given, config.proxy_config, &mut reader)?;
        let certificates = certificates::certificates(&mesh, &mut reader)?;
        let dns = dns::dns(&who, &mut reader);
        let xds = server::xds(&mesh, &certificates, dns.is_some(), &mut reader)?;
        let envoy = envoy::envoy(given.flags, &mesh, &mut reader)?;
        let ports = ports(&mesh, config.status_port, &mut reader);
        let drain = drain(&who, &mesh, &mut reader);
        let status = status(&who, &mesh, &mut reader);
        let paths = paths(&mesh, &mut reader)?;
        variables::name_ignored(&mut reader);
        Ok(Plan {
            log: Log {
                levels: given.flags.text("log_output_level").unwrap_or("default:info").to_owned(),
                as_json: given.flags.truth("log_as_json"),
            },
            notices: reader.into_notices(),
            who,
            mesh,
            certificates,
            xds,
            dns,
            ports,
            drain,
            status,
            envoy,
            paths,
        })
    }
}

fn ports(mesh: &Mesh, status: Option<u16>, reader: &mut Reader<'_>) -> Ports {
    let admin = mesh.proxy_value(&["proxyAdminPort"]).as_i64();
    Ports {
        admin: admin.and_then(|port| u16::try_from(port).ok()).unwrap_or(15000),
        status,
        envoy_status: reader.port("ENVOY_STATUS_PORT", 15021),
        envoy_prometheus: reader.port("ENVOY_PROMETHEUS_PORT", 15090),
    }
}

fn drain(who: &Who, mesh: &Mesh, reader: &mut Reader<'_>) -> Drain {
    Drain {
        termination: mesh.proxy_duration("terminationDrainDuration").unwrap_or(Duration::from_secs(5)),
        until_no_connections: reader.truth("EXIT_ON_ZERO_ACTIVE_CONNECTIONS", false),
        minimum: reader.duration("MINIMUM_DRAIN_DURATION", Duration::from_secs(5)),
        inbound_only: who.kind == ProxyKind::Sidecar,
    }
}

/// Source: Istio 1.30 pilot/cmd/pilot-agent/status/server.go, NewServer.
fn status(who: &Who, mesh: &Mesh, reader: &mut Reader<'_>) -> Status {
    let legacy_target = reader.truth("REWRITE_PROBE_LEGACY_LOCALHOST_DESTINATION", false);
    let loopback = who.loopback();
    Status {
        app_probers: reader.text("ISTIO_KUBE_APP_PROBERS").map(str::to_owned),
        prometheus: reader.text("ISTIO_PROMETHEUS_ANNOTATIONS").map(str::to_owned),
        probe_target: who.addresses.first().copied().filter(|_| !legacy_target).unwrap_or(loopback),
        http2_probes: reader.truth("ISTIO_ENABLE_HTTP2_PROBING", true),
        keeps_probe_connections: reader.truth("ENABLE_PROBE_KEEPALIVE_CONNECTIONS", false),
        metrics_for_localhost_only: mesh.proxy_text(&["proxyMetadata", "METRICS_LOCALHOST_ACCESS_ONLY"])
            == Some("true"),
    }
}

/// Paths are relative to the working directory, which is `/` in an image.
///
/// Source: Istio 1.30 pkg/security/security.go.
fn paths(mesh: &Mesh, reader: &mut Reader<'_>) -> Result<Paths, SettingsError> {
    let socket = reader.text("WORKLOAD_IDENTITY_SOCKET_FILE").unwrap_or(ISTIO_SOCKET);
    if socket.contains('/') || socket == "." || socket == ".." {
        return Err(SettingsError::Value {
            name: "WORKLOAD_IDENTITY_SOCKET_FILE",
            value: shortened(socket),
            why: "it must be the name of a file, not a path",
        });
    }
    let grpc_bootstrap = reader.text("GRPC_XDS_BOOTSTRAP");
    Ok(Paths {
        config: mesh.config_path().into(),
        token: "./var/run/secrets/tokens/istio-token".into(),
        workload_socket: format!("./var/run/secrets/workload-spiffe-uds/{socket}").into(),
        workload_socket_is_foreign: socket != ISTIO_SOCKET,
        workload_socket_is_for_everybody: reader.truth("OUTRIGGER_SDS_ANY_USER", false),
        files_socket: "./var/run/secrets/credential-uds/files-socket".into(),
        credential_socket: "./var/run/secrets/credential-uds/socket".into(),
        workload_certificate: CertificateFiles::within("./var/run/secrets/workload-spiffe-credentials"),
        etc_certs: CertificateFiles::within("./etc/certs"),
        revoked: "/var/run/secrets/istio/crl/ca-crl.pem".into(),
        grpc_bootstrap: Some(grpc_bootstrap.unwrap_or("./etc/istio/proxy/grpc-bootstrap.json").into()),
    })
}

const ISTIO_SOCKET: &str = "socket";
