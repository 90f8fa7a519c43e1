//! What Istio refuses in a mesh config that can be read.

mod address;
mod connection;
mod legacy;
mod locality;
mod mesh;
mod proxy;
mod tls;

use kubeyaml::Value;

use crate::mesh::MeshConfig;
use crate::report::Report;
use crate::version::{MeshChecks, Version};

/// Checks a mesh config as its version does when it is loaded.
pub(crate) fn mesh_config(mesh: &MeshConfig) -> Result<(), Report> {
    let report = match mesh.version().mesh_checks {
        checks if checks < MeshChecks::Since1_8 => legacy::mesh_config(mesh),
        checks => mesh::mesh_config(mesh.document(), mesh.default_config().document(), checks),
    };
    report.into_result()
}

/// Checks a proxy config, a canonical document, as a version does when a pod brings it.
pub(crate) fn proxy_config(config: &Value, version: Version) -> Report {
    match version.mesh_checks {
        checks if checks < MeshChecks::Since1_8 => legacy::proxy_config(config, checks),
        checks => proxy::proxy_config(config, checks),
    }
}

/// The text of a field; empty when it is unset, as in Go.
fn text<'a>(document: &'a Value, path: &[&str]) -> &'a str {
    document.str_at(path).unwrap_or_default()
}

/// The nanoseconds of a duration's field; 0 when it is unset.
fn duration(document: &Value, field: &str) -> i64 {
    document.str_at(&[field]).and_then(protoschema::duration::nanoseconds).unwrap_or_default()
}

const MILLISECOND: i64 = 1_000_000;
const SECOND: i64 = 1_000 * MILLISECOND;
const HOUR: i64 = 3_600 * SECOND;

/// Source: Istio 1.30 validation.go, ValidateDuration.
fn check_duration(nanoseconds: i64) -> Result<(), String> {
    if nanoseconds < MILLISECOND {
        return Err("duration must be greater than 1ms".into());
    }
    check_milliseconds(nanoseconds)
}

fn check_milliseconds(nanoseconds: i64) -> Result<(), String> {
    match nanoseconds % MILLISECOND {
        0 => Ok(()),
        _ => Err("only durations to ms precision are supported".into()),
    }
}

/// Source: Istio 1.30 validation.go, ValidateDurationRange.
fn check_range(nanoseconds: i64, least: i64, most: i64) -> Result<(), String> {
    if (least..=most).contains(&nanoseconds) {
        return Ok(());
    }
    let [time, least, most] = [nanoseconds, least, most].map(golang::duration::text);
    Err(format!("time {time} must be >{least} and <{most}"))
}

/// Source: Istio 1.30 validation.go, ValidatePort.
fn check_port(port: i64) -> Result<(), String> {
    match port {
        1..=65535 => Ok(()),
        _ => Err(format!("port number {port} must be in the range 1..65535")),
    }
}

/// The port number in a field; 0 when it is unset.
fn port(document: &Value, field: &str) -> i64 {
    document.at(&[field]).as_i64().unwrap_or_default()
}
