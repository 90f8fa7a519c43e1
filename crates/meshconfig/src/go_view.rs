//! How templates see a mesh or proxy config.

use kubeyaml::Value;
use protoschema::{Message, message_value, proto_json};

use crate::mesh::MeshConfig;
use crate::proxy::{self, ProxyConfig};
use crate::{Version, schema};

impl MeshConfig {
    /// The mesh config as templates see it: a pointer to the message.
    pub fn template_value(&self) -> gotext::Value<'_> {
        message_value(self.message(), self.document())
    }
}

impl ProxyConfig {
    /// The proxy config as templates see it: a pointer to the message.
    pub fn template_value(&self) -> gotext::Value<'_> {
        message_value(self.message(), self.document())
    }
}

/// A message as the template function `protoToJSON` writes it: of a proxy config only what differs from the defaults.
///
/// Source: Istio 1.30 template.go, protoToJSON.
pub fn template_json(message: &'static Message, document: &Value, version: Version) -> String {
    if message.name == schema::proxy_config(version).name {
        return proxy::template_json(document, version);
    }
    proto_json(document, message)
}
