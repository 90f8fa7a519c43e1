//! The texts in a pod's own proxy config. Templates put its variables and addresses between double quotes.

use kubeyaml::Value;

use super::refusal::Refusal;
use super::text::{is_control, quotable, shown, word};
use crate::names::PROXY_CONFIG;

/// A list of certificates, each of several lines, which no template puts into YAML by itself.
const CERTIFICATES: &str = "caCertificatesPem";
/// Variables of the proxy's environment.
const VARIABLES: &str = "proxyMetadata";

/// Checks the texts of a pod's proxy config that the mesh's does not have: each must stay between the quotes of a
/// template, and the names of variables must be names.
///
/// # Errors
/// The first that is not so.
pub fn check_proxy_config(own: &Value, mesh: &Value) -> Result<(), Refusal> {
    check(own, mesh, "")
}

/// Recursion is as deep as the type, whose reader drops what is not of it.
fn check(own: &Value, mesh: &Value, key: &str) -> Result<(), Refusal> {
    if own == mesh {
        return Ok(());
    }
    match own {
        Value::Map(map) => {
            let mut of_mesh = mesh.as_map().map(kubeyaml::Map::walk);
            map.iter().try_for_each(|(name, value)| {
                let before = of_mesh.as_mut().and_then(|walk| walk.get(name)).unwrap_or(&kubeyaml::NULL);
                if key == VARIABLES && before.is_null() {
                    word(name).map_err(|cause| refused(VARIABLES, name, &cause))?;
                }
                check(value, before, name)
            })
        }
        Value::List(items) if key == CERTIFICATES => {
            items.iter().try_for_each(|item| certificate(text(item)))
        }
        Value::List(items) => items.iter().try_for_each(|item| check(item, &kubeyaml::NULL, key)),
        Value::String(text) => quotable(text).map_err(|cause| refused(key, text, &cause)),
        _ => Ok(()),
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn certificate(pem: &str) -> Result<(), Refusal> {
    match pem.chars().find(|c| is_control(*c) && !matches!(c, '\n' | '\r')) {
        Some(c) => Err(refused(CERTIFICATES, pem, &format!("it holds {c:?}"))),
        None => Ok(()),
    }
}

fn refused(key: &str, text: &str, cause: &str) -> Refusal {
    let cause = format!("{}: {cause}", super::text::escaped(key));
    Refusal::Annotation { name: PROXY_CONFIG.to_owned(), value: shown(text), cause }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stay_between_the_quotes_of_a_template() {
        let mesh = kubeyaml::read("proxyMetadata: {OLD: \"a\\nb\"}\nserviceCluster: \"x\\ny\"").unwrap();
        for (own, want) in [
            ("proxyMetadata: {A: b, OLD: \"a\\nb\"}\nserviceCluster: \"x\\ny\"", ""),
            ("proxyMetadata: {A: '{\\\"b\\\":1}'}", ""),
            ("caCertificatesPem: [\"-----BEGIN\\nx\\n-----END\\n\"]", ""),
            ("statusPort: 5\nimage: {imageType: debug}", ""),
            ("proxyMetadata: {A: \"b\\n- name: C\"}", "A: it must be one line"),
            ("proxyMetadata: {\"A\\n\": b}", "proxyMetadata"),
            ("proxyMetadata: {A: 'b\"'}", "A: a quote must be escaped"),
            ("proxyMetadata: {A: 'b\\'}", "A: a backslash"),
            ("proxyMetadata: {OLD: \"c\\nd\"}", "OLD"),
            ("tracing: {zipkin: {address: \"a\\nb\"}}", "address"),
            ("caCertificatesPem: [\"a\\u0085b\"]", "caCertificatesPem"),
            ("extraStatTags: [\"a\\nb\"]", "extraStatTags"),
        ] {
            let got = check_proxy_config(&kubeyaml::read(own).unwrap(), &mesh);
            let got = got.err().map(|e| e.to_string()).unwrap_or_default();
            assert!(got.contains(want) && got.is_empty() == want.is_empty(), "{own}: {got}");
        }
    }
}
