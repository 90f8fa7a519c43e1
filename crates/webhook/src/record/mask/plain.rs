//! The form in which secrets are seldom given.

use kubeyaml::Value;

/// What is put in place of what is masked.
pub(crate) const MASK: &str = "***";

/// Masks whatever has no form in which secrets are seldom given.
pub(crate) fn keep_plain(value: &mut Value) {
    let is_plain = match value {
        Value::String(text) => is_plain(text),
        Value::List(_) | Value::Map(_) => false,
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Uint(_) | Value::Float(_) => true,
    };
    if !is_plain {
        *value = MASK.into();
    }
}

/// Names, references of images, quantities, ports and lists of them.
pub fn is_plain(text: &str) -> bool {
    text.len() <= 512 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_./:,*@".contains(&b))
}
