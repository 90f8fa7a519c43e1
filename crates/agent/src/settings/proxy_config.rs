//! The effective proxy config: which source comes after which.

use kubeyaml::{Map, Value};
use meshconfig::{MeshConfig, ProxyConfig, Version, unknown_mesh_fields, unknown_proxy_fields};

use super::environment::Reader;
use super::error::SettingsError;
use super::flags::{Effect, FLAGS, Flags, Kind};
use super::given::{Given, Wanted};
use super::notice::Notice;
use super::shown::shortened;

/// A proxy config with what is decided beside it.
pub(super) struct Effective {
    pub proxy_config: ProxyConfig,
    /// The agent's status port; `None` is no status server.
    pub status_port: Option<u16>,
}

const VARIABLE: &str = "PROXY_CONFIG";
const ANNOTATION: &str = "proxy.istio.io/config";
const DISCOVERY_ADDRESS: &str = "sidecar.istio.io/discoveryAddress";
const STATUS_PORT: &str = "status.sidecar.istio.io/port";

/// Most nodes that a document of the user's may have.
const NODES: usize = 200_000;

/// In this order, each over those before it: the defaults, the mesh config's file, flags of Istio 0.5 to 1.1, the variable,
/// the annotation; then two annotations of single fields and the flags of today.
///
/// Source: Istio 1.30 pilot/cmd/pilot-agent/config/config.go, ConstructProxyConfig.
pub(super) fn effective(
    given: &Given<'_>,
    annotations: &[(String, String)],
    reader: &mut Reader<'_>,
) -> Result<Effective, SettingsError> {
    let annotation =
        |name: &str| annotations.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let mut config = of_mesh(given, reader)?;
    config = over(&config, "flags", &old_flags(given.flags))?;
    let variable = reader.text(VARIABLE);
    for (place, text) in [(VARIABLE, variable), (ANNOTATION, annotation(ANNOTATION))] {
        let Some(text) = text else { continue };
        config =
            config.apply_annotation(text).map_err(|cause| SettingsError::ProxyConfig { place, cause })?;
        name_unknown(
            place,
            unknown_proxy_fields(&kubeyaml::read(text).unwrap_or_default(), config.version()),
            reader,
        );
    }
    config = over(&config, "flags", &today(given, &config, reader))?;
    config.check().map_err(|report| SettingsError::Invalid { report })?;
    if let Some(address) = annotation(DISCOVERY_ADDRESS) {
        config = over(&config, DISCOVERY_ADDRESS, &field("discoveryAddress", address.into()))?;
    }
    let status_port = status_port(given.flags, annotation(STATUS_PORT), &config, reader);
    let number = Value::Int(status_port.unwrap_or_default().into());
    let proxy_config = over(&config, STATUS_PORT, &field("statusPort", number))?;
    Ok(Effective { proxy_config, status_port })
}

fn of_mesh(given: &Given<'_>, reader: &mut Reader<'_>) -> Result<ProxyConfig, SettingsError> {
    let version = Version::LATEST;
    let Some(text) = given.files.mesh_config.as_deref().filter(|text| !text.is_empty()) else {
        return Ok(ProxyConfig::defaults(version));
    };
    let path = || Wanted::by(given.flags).mesh_config;
    let fault = |cause: String| SettingsError::MeshConfigFile { path: path(), cause };
    let document = kubeyaml::read_within(text, NODES).map_err(|cause| fault(cause.to_string()))?;
    name_unknown(&path(), unknown_mesh_fields(&document, version), reader);
    let mesh = MeshConfig::parse(document, version).map_err(|cause| fault(cause.to_string()))?;
    Ok(mesh.default_config().clone())
}

fn name_unknown(place: &str, unread: meshconfig::Unread, reader: &mut Reader<'_>) {
    for key in unread.keys {
        let name = format!("{} of {place}", key.path);
        let why = match key.meant {
            Some(_) => "the proxy config has no such field; its name is similar to one that it has",
            None => "the proxy config has no such field",
        };
        reader.note(Notice::NoEffect { name, why });
    }
}

fn over(config: &ProxyConfig, place: &'static str, fields: &Value) -> Result<ProxyConfig, SettingsError> {
    config.apply(fields).map_err(|cause| SettingsError::ProxyConfig { place, cause })
}

fn field(name: &str, value: Value) -> Value {
    Value::Map([(name.into(), value)].into_iter().collect())
}

/// What the flags of Istio 0.5 to 1.1 say.
///
/// Source: Istio 1.1 pilot/cmd/pilot-agent/main.go.
fn old_flags(flags: &Flags) -> Value {
    let mut fields = Value::Map(Map::new());
    for row in FLAGS.iter().filter(|row| row.effect == Effect::Filled) {
        let Some(text) = flags.text(row.name) else { continue };
        let value = match row.kind {
            Kind::Number => Value::Int(flags.number(row.name).unwrap_or_default()),
            Kind::Truth => Value::Bool(flags.truth(row.name)),
            Kind::Text | Kind::Duration => text.into(),
        };
        let path: &[&str] = match row.name {
            // No server is a decision of its own, as a proxy config cannot say it.
            "statusPort" if value == Value::Int(0) => continue,
            "zipkinAddress" => &["tracing", "zipkin", "address"],
            "datadogAgentAddress" => &["tracing", "datadog", "address"],
            "lightstepAddress" => &["tracing", "lightstep", "address"],
            "lightstepAccessToken" => &["tracing", "lightstep", "accessToken"],
            "lightstepSecure" | "lightstepCacertPath" => continue,
            "envoyMetricsServiceAddress" => &["envoyMetricsService", "address"],
            name => &[name],
        };
        set(&mut fields, path, value);
    }
    // A tracer over TLS was one of Lightstep's alone.
    if let (Some(roots), true) = (flags.text("lightstepCacertPath"), flags.truth("lightstepSecure")) {
        set(&mut fields, &["tracing", "tlsSettings", "mode"], "SIMPLE".into());
        set(&mut fields, &["tracing", "tlsSettings", "caCertificates"], roots.into());
    }
    fields
}

fn set(fields: &mut Value, path: &[&str], value: Value) {
    let place = path.iter().fold(fields, |node, key| node.become_map().entry(key));
    *place = value;
}

/// What flags of today say, and the threads that the processor's limit allows.
fn today(given: &Given<'_>, config: &ProxyConfig, reader: &mut Reader<'_>) -> Value {
    let mut fields = Value::Map(Map::new());
    let document = config.document();
    let limit = reader.read("ISTIO_CPU_LIMIT", "a number", 0, 0, |text| text.parse::<u16>().ok());
    let threads = match given.flags.number("concurrency").filter(|number| *number != 0) {
        Some(number) => Some(number),
        None if document.get("concurrency").is_none() && limit != 0 => Some(limit.into()),
        None => None,
    };
    if let Some(threads) = threads {
        set(&mut fields, &["concurrency"], Value::Int(threads));
    }
    if document.str_at(&["serviceCluster"]) == Some("") {
        let cluster = given.flags.text("serviceCluster").unwrap_or("istio-proxy");
        set(&mut fields, &["serviceCluster"], cluster.into());
    } else if let Some(cluster) = given.flags.text("serviceCluster") {
        old_service_cluster(document, cluster, &mut fields);
    }
    if let Some(template) = given.flags.text("templateFile")
        && document.str_at(&["customConfigFile"]).unwrap_or_default().is_empty()
    {
        set(&mut fields, &["proxyBootstrapTemplatePath"], template.into());
    }
    fields
}

/// The flag was the only way to name the cluster up to 1.1: it counts where nothing else than the default is there.
fn old_service_cluster(document: &Value, cluster: &str, fields: &mut Value) {
    let is_default = matches!(document.str_at(&["serviceCluster"]), Some("istio-proxy"));
    if is_default && document.get("tracingServiceName").is_none() {
        set(fields, &["serviceCluster"], cluster.into());
    }
}

fn status_port(
    flags: &Flags,
    annotation: Option<&str>,
    config: &ProxyConfig,
    reader: &mut Reader<'_>,
) -> Option<u16> {
    let of_config = u16::try_from(config.status_port()).ok().filter(|port| *port != 0);
    let of_config = of_config.filter(|_| flags.number("statusPort") != Some(0));
    let Some(text) = annotation else { return of_config };
    match text.parse::<u16>() {
        Ok(port) => Some(port).filter(|port| *port != 0),
        Err(_) => {
            reader.note(Notice::Unreadable {
                name: STATUS_PORT.to_owned(),
                why: format!("{:?} is not a port", shortened(text)),
                instead: of_config.map_or("none".to_owned(), |port| port.to_string()),
            });
            of_config
        }
    }
}
