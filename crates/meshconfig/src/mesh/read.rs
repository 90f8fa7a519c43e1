//! A user's mesh config on a version's defaults.

use std::collections::{BTreeSet, HashMap};

use kubeyaml::Value;

use super::MeshConfig;
use crate::defaults;
use crate::error::MeshError;
use crate::proxy::ProxyConfig;
use crate::schema;
use crate::validate;
use crate::version::{MeshReading, Version};
use protoschema::{Kind, Message};
use protoschema::{UnknownFields, apply};

pub(super) fn read(user: &Value, version: Version) -> Result<MeshConfig, MeshError> {
    let mesh = match version.mesh_reading {
        MeshReading::Laid => read_laid(user, version)?,
        rewriting => read_rewritten(user, version, rewriting)?,
    };
    validate::mesh_config(&mesh).map_err(MeshError::Invalid)?;
    Ok(mesh)
}

/// Everything replaces its default, but the proxy config and the default providers are merged, extension providers are
/// matched by name and trust domain aliases united.
///
/// Source: Istio 1.30 pkg/config/mesh/mesh.go, ApplyMeshConfig.
fn read_laid(user: &Value, version: Version) -> Result<MeshConfig, MeshError> {
    let message = schema::mesh_config(version);
    let mut mesh = defaults::mesh_config(version);
    let providers = take(&mut mesh, "defaultProviders");
    let extensions = take(&mut mesh, "extensionProviders");
    let unknown = version.unknown_fields();
    apply(&mut mesh, user, message, unknown).map_err(|cause| MeshError::Convert { cause })?;

    // These two are looked up by their JSON names alone: by its protobuf name Istio does not find what is to be merged.
    let mut proxy = ProxyConfig::defaults(version);
    proxy.merge(user.at(&["defaultConfig"])).map_err(|cause| MeshError::ProxyConfig { cause })?;
    let mut merged = providers;
    if let Some(Kind::Message(providers)) = message.json_field("defaultProviders").map(|f| f.kind) {
        apply(&mut merged, user.at(&["defaultProviders"]), providers, unknown)
            .map_err(|cause| MeshError::DefaultProviders { cause })?;
    }
    mesh.become_map().insert("defaultProviders", merged);

    let own = take(&mut mesh, "extensionProviders");
    mesh.become_map().insert("extensionProviders", Value::List(by_name(extensions, own)));
    if version.unites_trust_domain_aliases {
        sort_aliases(&mut mesh);
    }
    Ok(MeshConfig::new(mesh, proxy, version))
}

fn take(document: &mut Value, name: &str) -> Value {
    document.become_map().remove(name).unwrap_or_default()
}

/// The known providers, each replaced by the user's of the same name, and the user's others.
fn by_name(known: Value, own: Value) -> Vec<Value> {
    fn name(provider: &Value) -> String {
        provider.str_at(&["name"]).unwrap_or_default().to_owned()
    }
    let Value::List(mut providers) = known else { return Vec::new() };
    let Value::List(own) = own else { return providers };
    let mut places: HashMap<String, usize> = HashMap::new();
    for (i, provider) in providers.iter().enumerate() {
        places.entry(name(provider)).or_insert(i);
    }
    for provider in own {
        let name = name(&provider);
        match places.get(&name).and_then(|i| providers.get_mut(*i)) {
            Some(place) => *place = provider,
            None => {
                places.insert(name, providers.len());
                providers.push(provider);
            }
        }
    }
    providers
}

fn sort_aliases(mesh: &mut Value) {
    if let Some(aliases) = mesh.get_mut("trustDomainAliases").and_then(Value::as_list_mut) {
        let sorted: BTreeSet<&str> = aliases.iter().filter_map(Value::as_str).collect();
        *aliases = sorted.into_iter().map(Value::text).collect();
    }
}

/// The user's proxy config is read on its own, written out, which drops its zeros, and read again on the defaults.
///
/// Source: Istio 1.1 pilot/pkg/model/context.go, ApplyMeshConfigDefaults; the same in 0.5 and, with Mixer's old
/// address, in 1.0.
fn read_rewritten(user: &Value, version: Version, reading: MeshReading) -> Result<MeshConfig, MeshError> {
    let unknown = match reading {
        MeshReading::Strict | MeshReading::StrictWithMixer => UnknownFields::Refuse,
        MeshReading::Rewritten | MeshReading::Laid => version.unknown_fields(),
    };
    let message: &Message = schema::mesh_config(version);
    let mut mesh = defaults::mesh_config(version);
    apply(&mut mesh, user, message, unknown).map_err(|cause| MeshError::Convert { cause })?;
    let own = take(&mut mesh, "defaultConfig");
    let mut proxy = defaults::proxy_config(version);
    apply(&mut proxy, &own, schema::proxy_config(version), unknown)
        .map_err(|cause| MeshError::Convert { cause })?;
    if reading == MeshReading::StrictWithMixer {
        copy_mixer_address(&mut mesh);
    }
    Ok(MeshConfig::new(mesh, ProxyConfig::new(proxy, version), version))
}

/// Mixer's address of earlier versions counts where neither of its servers has one.
fn copy_mixer_address(mesh: &mut Value) {
    let Some(address) = mesh.get("mixerAddress").cloned() else { return };
    let servers = ["mixerCheckServer", "mixerReportServer"];
    if servers.iter().all(|server| mesh.get(server).is_none()) {
        for server in servers {
            mesh.become_map().insert(server, address.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use kubeyaml::to_json;

    use super::*;

    #[test]
    fn what_is_merged_and_what_replaced() {
        for (text, path, wanted) in [
            (
                "",
                &["extensionProviders"][..],
                r#"[{"name":"prometheus","prometheus":{}},{"name":"stackdriver","stackdriver":{}},{"envoyFileAccessLog":{"path":"/dev/stdout"},"name":"envoy"}]"#,
            ),
            (
                "extensionProviders: [{name: envoy, zipkin: {port: 1}}, {name: x}, {name: x, prometheus: {}}]",
                &["extensionProviders"],
                r#"[{"name":"prometheus","prometheus":{}},{"name":"stackdriver","stackdriver":{}},{"name":"envoy","zipkin":{"port":1}},{"name":"x","prometheus":{}}]"#,
            ),
            ("trustDomainAliases: [b, a, b]", &["trustDomainAliases"], r#"["a","b"]"#),
            (
                "defaultProviders: {metrics: [prometheus]}",
                &["defaultProviders"],
                r#"{"metrics":["prometheus"]}"#,
            ),
            ("default_providers: {metrics: [prometheus]}", &["defaultProviders"], "{}"),
            ("defaultConfig: {statusPort: 1}", &["defaultConfig", "drainDuration"], "\"45s\""),
            ("default_config: {statusPort: 1}", &["defaultConfig", "statusPort"], "15020"),
            ("localityLbSetting: {}", &["localityLbSetting"], "{}"),
            ("enablePrometheusMerge: false", &["enablePrometheusMerge"], "false"),
            ("enablePrometheusMerge: null", &["enablePrometheusMerge"], "true"),
            ("rootNamespace: ''", &["rootNamespace"], "null"),
            ("outboundTrafficPolicy: {mode: REGISTRY_ONLY}", &["outboundTrafficPolicy"], "{}"),
        ] {
            let mesh = read(&kubeyaml::read(text).unwrap(), Version::LATEST).unwrap();
            assert_eq!(to_json(mesh.document().at(path)), wanted, "{text}");
        }
    }
}
