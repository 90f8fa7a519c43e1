//! The tracer's part of the bootstrap.

use kubeyaml::{Map, Value};

use super::parameters::{Parameters, Tracer, Tracing};
use crate::json::object;

impl Parameters<'_> {
    /// The file that Lightstep's access token is to be in, and the token; only for that tracer.
    #[must_use]
    pub fn token_file(&self) -> Option<(String, &str)> {
        self.tracing.as_ref().filter(|tracing| tracing.tracer == Tracer::Lightstep)?;
        let token = self.plan.mesh.proxy_value(&["tracing", "lightstep", "accessToken"]).as_str();
        Some((token_path(self), token.unwrap_or_default()))
    }
}

pub(super) fn token_path(parameters: &Parameters<'_>) -> String {
    format!("{}/lightstep_access_token.txt", parameters.plan.mesh.config_path().trim_end_matches('/'))
}

/// The tracer's part of the bootstrap.
pub(super) fn driver(tracing: &Tracing, parameters: &Parameters<'_>) -> Value {
    let (kind, mut config) = match tracing.tracer {
        Tracer::Zipkin => (
            "ZipkinConfig",
            object! {
                "collector_endpoint": "/api/v2/spans",
                "collector_endpoint_version": "HTTP_JSON",
                "trace_id_128bit": true,
                "shared_span_context": false,
            },
        ),
        Tracer::Lightstep => ("LightstepConfig", object! { "access_token_file": token_path(parameters) }),
        Tracer::Datadog => ("DatadogConfig", object! { "service_name": parameters.node.cluster.as_str() }),
    };
    let fields: &mut Map = config.become_map();
    fields.insert("@type", format!("type.googleapis.com/envoy.config.trace.v3.{kind}"));
    fields.insert("collector_cluster", tracing.tracer.cluster());
    let name = format!("envoy.tracers.{}", tracing.tracer.field());
    object! { "http": object! { "name": name, "typed_config": config } }
}
