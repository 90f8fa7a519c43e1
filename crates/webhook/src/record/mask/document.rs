//! Documents within texts, in JSON or YAML, and the one that both annotations and variables hold: a proxy config.

use kubeyaml::Value;

use super::plain::{MASK, is_plain};

/// Texts of a proxy config that stay: words of a few, and durations.
const PROXY_CONFIG: [&str; 7] = [
    "controlPlaneAuthPolicy",
    "drainDuration",
    "imageType",
    "interceptionMode",
    "parentShutdownDuration",
    "privateKeyProvider",
    "terminationDrainDuration",
];

/// Masks a document in place.
pub(crate) type Mask = fn(&mut Value);

/// Masks a document in JSON or YAML; what is neither is masked whole.
pub(crate) fn mask_document(text: &str, inner: Mask) -> String {
    match kubeyaml::read(text) {
        Ok(mut document @ (Value::Map(_) | Value::List(_))) => {
            inner(&mut document);
            kubeyaml::to_json(&document)
        }
        _ => MASK.to_owned(),
    }
}

/// Masks a proxy config: numbers and truth values stay, and texts that are listed.
pub(crate) fn mask_proxy_config(config: &mut Value) {
    fn within(key: &str, value: &mut Value) {
        match value {
            Value::Map(map) if key == "proxyMetadata" => map.iter_mut().for_each(|(_, v)| *v = MASK.into()),
            Value::Map(map) => map.iter_mut().for_each(|(key, value)| within(key, value)),
            Value::List(items) => items.iter_mut().for_each(|item| within(key, item)),
            Value::String(text) if !(PROXY_CONFIG.contains(&key) && is_plain(text)) => *value = MASK.into(),
            _ => {}
        }
    }
    within("", config);
}
