//! The servers of the control plane: addresses, trust, headers.

use std::net::IpAddr;
use std::path::PathBuf;

use super::environment::Reader;
use super::error::SettingsError;
use super::notice::Notice;
use super::plan::{CertificateFiles, Certificates, Header, Mesh, Roots, Server, Tls, Xds};
use super::shown::shortened;

const ROOT: &str = "./var/run/secrets/istio/root-cert.pem";
const ETC_ROOT: &str = "./etc/certs/root-cert.pem";
const DISCOVERY: &str = "istiod.istio-system.svc";

/// The CA: `CA_ADDR`, or the control plane's address.
///
/// Source: Istio 1.30 pkg/istio-agent/agent.go, FindRootCAForCA; plugins.go, createCitadel.
pub(super) fn ca(
    mesh: &Mesh,
    provisioned: Option<&CertificateFiles>,
    is_mounted: bool,
    reader: &mut Reader<'_>,
) -> Result<Server, SettingsError> {
    let own = reader.text("CA_ADDR");
    let address = own.unwrap_or_else(|| discovery_address(mesh));
    let provider = reader.text("CA_PROVIDER").unwrap_or("Citadel");
    if !is_mounted && (provider != "Citadel" || address.contains("googleapis.com")) {
        return Err(SettingsError::Value {
            name: "CA_PROVIDER",
            value: shortened(if provider == "Citadel" { address } else { provider }),
            why: "the one CA that can be asked is Istio's, `Citadel`",
        });
    }
    let roots = match (reader.text("CA_ROOT_CA"), reader.text("PILOT_CERT_PROVIDER")) {
        (Some("SYSTEM"), _) => Roots::System,
        (Some(file), _) => one(file),
        (None, Some("custom")) => one(ETC_ROOT),
        (None, provider) => match provisioned {
            Some(files) => Roots::Files(vec![files.root.clone()]),
            None if provider == Some("none") && !is_mounted => return Err(without_roots()),
            None => one(ROOT),
        },
    };
    let san = reader.text("ISTIOD_SAN").filter(|_| own.is_none());
    let tls = (!address.ends_with(":15010")).then(|| Tls { server_name: server_name(address, san), roots });
    let server = Server { address: address.to_owned(), tls, headers: headers("CA_HEADER_", reader) };
    if !is_mounted {
        name_plaintext("the CA", &server, reader);
    }
    Ok(server)
}

/// The control plane, for configuration.
///
/// Source: Istio 1.30 pkg/istio-agent/agent.go, FindRootCAForXDS and GetKeyCertsForXDS; xds_proxy.go.
pub(super) fn xds(
    mesh: &Mesh,
    certificates: &Certificates,
    asks_for_names: bool,
    reader: &mut Reader<'_>,
) -> Result<Xds, SettingsError> {
    let address = discovery_address(mesh);
    let is_plain = mesh.proxy_text(&["controlPlaneAuthPolicy"]).unwrap_or("NONE") == "NONE";
    let tls = match is_plain {
        true => None,
        false => Some(Tls {
            server_name: server_name(address, reader.text("ISTIOD_SAN")),
            roots: xds_roots(mesh, certificates, reader)?,
        }),
    };
    let server = Server { address: address.to_owned(), tls, headers: headers("XDS_HEADER_", reader) };
    name_plaintext("the control plane", &server, reader);
    Ok(Xds {
        client: client(mesh, certificates),
        socket: PathBuf::from(format!("{}/XDS", mesh.config_path().trim_end_matches('/'))),
        delta: reader.truth("ISTIO_DELTA_XDS", true),
        asks_for_proxy_config: reader.truth("PROXY_CONFIG_XDS_AGENT", false),
        asks_for_names,
        server,
    })
}

fn xds_roots(mesh: &Mesh, certificates: &Certificates, reader: &Reader<'_>) -> Result<Roots, SettingsError> {
    let usual = match reader.text("XDS_ROOT_CA") {
        Some("SYSTEM") => return Ok(Roots::System),
        Some(file) => return Ok(one(file)),
        None => match (&certificates.ca.provisioned, &certificates.mounted) {
            (Some(files), _) => files.root.clone(),
            (None, Some(_)) => match mesh.proxy_text(&["proxyMetadata", "ISTIO_META_TLS_CLIENT_ROOT_CERT"]) {
                Some(file) => file.into(),
                None => ROOT.into(),
            },
            (None, None) if reader.text("PILOT_CERT_PROVIDER") == Some("none") => return Err(without_roots()),
            (None, None) => ROOT.into(),
        },
    };
    // The file of Istio 1.0's Citadel comes first where it is there.
    Ok(Roots::Files(vec![ETC_ROOT.into(), usual]))
}

fn client(mesh: &Mesh, certificates: &Certificates) -> Option<CertificateFiles> {
    if let Some(files) = &certificates.ca.provisioned {
        return Some(files.clone());
    }
    certificates.mounted.as_ref()?;
    let file = |name: &str| mesh.proxy_text(&["proxyMetadata", name]).map(PathBuf::from);
    Some(CertificateFiles {
        chain: file("ISTIO_META_TLS_CLIENT_CERT_CHAIN")?,
        key: file("ISTIO_META_TLS_CLIENT_KEY")?,
        root: file("ISTIO_META_TLS_CLIENT_ROOT_CERT")?,
    })
}

fn one(file: &str) -> Roots {
    Roots::Files(vec![file.into()])
}

fn without_roots() -> SettingsError {
    SettingsError::Value {
        name: "PILOT_CERT_PROVIDER",
        value: "none".to_owned(),
        why: "the control plane's certificate could not be checked; name roots by XDS_ROOT_CA and CA_ROOT_CA",
    }
}

fn discovery_address(mesh: &Mesh) -> &str {
    mesh.proxy_text(&["discoveryAddress"]).unwrap_or_default()
}

/// The name that a server's certificate must have; behind a tunnel on localhost it is Istio's usual one.
fn server_name(address: &str, set: Option<&str>) -> String {
    match (set, host(address)) {
        (Some(name), _) => name,
        (None, "localhost") => DISCOVERY,
        (None, host) => host,
    }
    .to_owned()
}

/// The host of an address, without brackets.
fn host(address: &str) -> &str {
    let host = address.rsplit_once(':').map_or(address, |(host, _)| host);
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

fn headers(prefix: &str, reader: &Reader<'_>) -> Vec<Header> {
    let given = reader.environment().with_prefix(prefix).filter(|(name, _)| !name.is_empty());
    given.map(|(name, value)| Header { name: name.to_owned(), value: value.to_owned() }).collect()
}

fn name_plaintext(what: &'static str, server: &Server, reader: &mut Reader<'_>) {
    let host = host(&server.address);
    let is_local = host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback());
    if server.tls.is_none() && !is_local {
        reader.note(Notice::Plaintext { what, address: shortened(&server.address) });
    }
}

/// The token is always the one that is mounted for the CA.
pub(super) fn check_jwt_policy(reader: &mut Reader<'_>) {
    if reader.text("JWT_POLICY").is_some_and(|policy| policy != "third-party-jwt") {
        reader.note(Notice::NoEffect {
            name: "JWT_POLICY".to_owned(),
            why: "the token is the one that is mounted for the control plane, as with `third-party-jwt`",
        });
    }
}
