//! What a version's code takes when nothing is configured.

use kubeyaml::{Map, Value};

use crate::version::{Given, Version};

/// The code's own proxy config, a canonical document.
///
/// Source: pkg/config/mesh/mesh.go, DefaultProxyConfig.
pub(crate) fn proxy_config(version: Version) -> Value {
    document(&version.proxy_defaults())
}

/// The code's own mesh config without `defaultConfig`, a canonical document.
///
/// Source: pkg/config/mesh/mesh.go, DefaultMeshConfig.
pub(crate) fn mesh_config(version: Version) -> Value {
    let mut mesh = document(&version.mesh_defaults());
    if !version.default_providers.is_empty() {
        *mesh.list_entry("extensionProviders") = version.default_providers.iter().map(provider).collect();
    }
    mesh
}

fn provider((name, kind, value): &(&'static str, &'static str, Given)) -> Value {
    document(&[(kind, *value), ("name", Given::Text(name))])
}

fn document(defaults: &[(&str, Given)]) -> Value {
    Value::Map(defaults.iter().map(|(name, value)| ((*name).into(), value.value())).collect::<Map>())
}

impl Given {
    /// As a document has it.
    pub(crate) fn value(self) -> Value {
        match self {
            Given::Text(text) => text.into(),
            Given::Number(number) => number.into(),
            Given::Flag(flag) => flag.into(),
            Given::Texts(texts) => Value::List(texts.iter().map(Value::text).collect()),
            Given::Message(fields) => document(fields),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema;
    use protoschema::{UnknownFields, apply};

    #[test]
    fn the_defaults_are_canonical_documents_of_their_messages() {
        for version in Version::all() {
            for (defaults, message) in [
                (mesh_config(version), schema::mesh_config(version)),
                (proxy_config(version), schema::proxy_config(version)),
            ] {
                let mut read = Value::Null;
                apply(&mut read, &defaults, message, UnknownFields::Refuse).unwrap();
                assert_eq!(read, defaults, "{version}");
            }
            for field in schema::proxy_config(version).fields {
                let default = version.proxy_default(field.json).map(Given::value);
                assert_eq!(
                    default.as_ref(),
                    proxy_config(version).get(field.json),
                    "{version} {}",
                    field.json
                );
            }
        }
    }
}
