//! Taking out of a snapshot what nobody but its owner may see.
//!
//! Metadata and annotations keep what the records of the webhook keep. In ConfigMaps, and in what they hold as YAML or JSON,
//! texts are masked whose name says that they are secret, and private keys wherever they stand. Templates stand as they are.

use kubeyaml::{Map, Value};
use webhook::record::mask_metadata;

const MASK: &str = "***";
/// Parts of names of what is secret.
const SECRET: [&str; 9] =
    ["password", "passwd", "secret", "token", "credential", "privatekey", "apikey", "cert", "authorization"];
/// Ends of names of keys and certificates.
const ENDS: [&str; 6] = [".key", ".pem", ".crt", ".p12", ".jks", "-key"];
/// Names of mappings whose values are a user's own, whatever they are called.
const USERS_OWN: [&str; 4] = ["proxyMetadata", "environmentVariables", "env", "headers"];

/// Masks an object of a snapshot in place.
pub fn mask(object: &mut Value) {
    if let Some(metadata) = object.get_mut("metadata") {
        mask_metadata(metadata);
    }
    let template = object.get_mut("spec").and_then(|spec| spec.get_mut("template"));
    if let Some(metadata) = template.and_then(|template| template.get_mut("metadata")) {
        mask_metadata(metadata);
    }
    match object.str_at(&["kind"]) {
        Some("ConfigMap") => {
            let data = object.get_mut("data").and_then(Value::as_map_mut);
            data.into_iter().flat_map(Map::iter_mut).for_each(|(key, value)| mask_entry(key, value));
        }
        Some("ProxyConfig" | "Sidecar") => {
            mask_within(object);
        }
        _ => {}
    }
}

/// An entry of a ConfigMap: a text that may be a document.
fn mask_entry(key: &str, value: &mut Value) {
    if is_secret(key) {
        *value = MASK.into();
        return;
    }
    let Some(text) = value.as_str() else { return };
    let document = kubeyaml::read(text).ok().filter(|document| document.as_map().is_some());
    let masked = document.and_then(|mut document| mask_within(&mut document).then_some(document));
    let text = match masked {
        Some(document) if text.trim_start().starts_with('{') => kubeyaml::to_json(&document),
        Some(document) => kubeyaml::write(&document),
        None => match without_private_keys(text) {
            Some(text) => text,
            None => return,
        },
    };
    *value = Value::text(text);
}

/// Masks what is secret in a value; gives whether anything was.
fn mask_within(value: &mut Value) -> bool {
    match value {
        Value::Map(map) => {
            let mut any = false;
            for (key, value) in map.iter_mut() {
                any |= match value {
                    Value::String(_) if is_secret(key) => replace(value),
                    _ if USERS_OWN.contains(&key) => mask_all(value),
                    _ => mask_within(value),
                };
            }
            any
        }
        Value::List(items) => items.iter_mut().fold(false, |any, item| mask_within(item) | any),
        Value::String(text) => match without_private_keys(text) {
            Some(text) => {
                *value = Value::text(text);
                true
            }
            None => false,
        },
        _ => false,
    }
}

/// Masks all texts in a value but the names of variables.
fn mask_all(value: &mut Value) -> bool {
    match value {
        Value::Map(map) => {
            let values = map.iter_mut().filter(|(key, _)| *key != "name");
            values.fold(false, |any, (_, value)| mask_all(value) | any)
        }
        Value::List(items) => items.iter_mut().fold(false, |any, item| mask_all(item) | any),
        Value::Null => false,
        other => replace(other),
    }
}

fn replace(value: &mut Value) -> bool {
    let is_something = value.as_str() != Some("");
    if is_something {
        *value = MASK.into();
    }
    is_something
}

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let plain: String = name.chars().filter(|c| !matches!(c, '_' | '-' | '.')).collect();
    SECRET.iter().any(|part| plain.contains(part))
        || ENDS.iter().any(|end| name.ends_with(end))
        || name == "key"
}

/// The text without the bodies of its private keys in PEM; `None` if it has none.
fn without_private_keys(text: &str) -> Option<String> {
    const BEGIN: &str = "-----BEGIN ";
    const END: &str = "-----END ";
    let mut out = String::new();
    let mut rest = text;
    let mut any = false;
    while let Some((before, after)) = rest.split_once(BEGIN) {
        out.push_str(before);
        out.push_str(BEGIN);
        let (label, body) = after.split_once("-----").unwrap_or((after, ""));
        rest = after;
        if label.ends_with("PRIVATE KEY") {
            any = true;
            out.push_str(&format!("{label}----- {MASK} "));
            // A key without an end has the rest of the text.
            rest = body.split_once(END).map_or("", |(_, ending)| ending);
            out.push_str(END);
        }
    }
    out.push_str(rest);
    any.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(object: &str) -> String {
        let mut object = kubeyaml::read(object).unwrap();
        mask(&mut object);
        kubeyaml::to_json(&object)
    }

    #[test]
    fn what_is_secret_by_its_name_or_form_is_masked() {
        for (data, want) in [
            (
                r#"{"tls.key": "hunter2", "Root_Cert": "hunter2", "note": "stays"}"#,
                r#"{"Root_Cert":"***","note":"stays","tls.key":"***"}"#,
            ),
            (
                r#"{"values": "{\"global\": {\"hub\": \"h\", \"apiKey\": \"hunter2\", \"n\": 1}}"}"#,
                r#"{"values":"{\"global\":{\"apiKey\":\"***\",\"hub\":\"h\",\"n\":1}}"}"#,
            ),
            (r#"{"values": "{\"a\":  \"as it was\"}"}"#, r#"{"values":"{\"a\":  \"as it was\"}"}"#),
            (
                r#"{"mesh": "defaultConfig:\n  proxyMetadata:\n    ANYTHING: hunter2\n"}"#,
                r#"{"mesh":"defaultConfig:\n  proxyMetadata:\n    ANYTHING: '***'\n"}"#,
            ),
            (
                r#"{"values": "env:\n- name: A\n  value: hunter2\npassword: ''\n"}"#,
                r#"{"values":"env:\n- name: A\n  value: '***'\npassword: \"\"\n"}"#,
            ),
            (
                r#"{"config": "a {{ b\n-----BEGIN EC PRIVATE KEY-----\nhunter2\n-----END EC PRIVATE KEY-----\nc"}"#,
                r#"{"config":"a {{ b\n-----BEGIN EC PRIVATE KEY----- *** -----END EC PRIVATE KEY-----\nc"}"#,
            ),
            (
                r#"{"config": "-----BEGIN PRIVATE KEY-----\nhunter2"}"#,
                r#"{"config":"-----BEGIN PRIVATE KEY----- *** -----END "}"#,
            ),
            (
                r#"{"root": "-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----"}"#,
                r#"{"root":"-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----"}"#,
            ),
        ] {
            let got = masked(&format!(r#"{{"kind": "ConfigMap", "data": {data}}}"#));
            assert_eq!(got, format!(r#"{{"data":{want},"kind":"ConfigMap"}}"#));
        }
    }

    #[test]
    fn annotations_keep_what_injection_reads() {
        for metadata in ["metadata: {M}", "spec: {template: {metadata: {M}}}"] {
            let metadata = metadata.replace(
                "{M}",
                "{name: p, namespace: ns, annotations: {own/note: hunter2, sidecar.istio.io/inject: 'true'}}",
            );
            let text = masked(&format!("{{kind: Deployment, {metadata}}}"));
            assert!(!text.contains("hunter2") && text.contains("true"), "{text}");
        }
        let text = masked(
            "{kind: ProxyConfig, spec: {environmentVariables: {A: hunter2}, image: {imageType: debug}}}",
        );
        assert!(!text.contains("hunter2") && text.contains("debug"), "{text}");
    }
}
