//! The name of the proxy image.

use golang::float::Size;
use kubeyaml::Value;

use crate::Version;

/// What says which variant of the image is used, in order of precedence.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ImageVariant<'a> {
    /// The annotation `sidecar.istio.io/proxyImageType`, if present.
    pub annotation: Option<&'a str>,
    /// `image.imageType` of the proxy config; `Some` as soon as the `image` message is there.
    pub proxy_config: Option<&'a str>,
}

/// The proxy's image: `<hub>/<name>:<tag>`, the tag with the variant's suffix.
///
/// Source: Istio 1.31 inject.go, ProxyImage.
pub(crate) fn proxy_image(values: &Value, variant: ImageVariant<'_>, version: Version) -> String {
    image(values, &["global", "proxy", "image"], variant.annotation.or(variant.proxy_config), version)
}

/// The image of the container that sets the capture rules; the proxy config has no say in it.
///
/// Source: Istio 1.31 inject.go, ProxyInitImage.
pub(crate) fn proxy_init_image(values: &Value, annotation: Option<&str>, version: Version) -> String {
    image(values, &["global", "proxy_init", "image"], annotation, version)
}

fn image(values: &Value, name: &[&str], variant: Option<&str>, version: Version) -> String {
    let global = values.at(&["global"]);
    let hub = global.str_at(&["hub"]).unwrap_or_default();
    let name = values.str_at(name).filter(|n| !n.is_empty()).unwrap_or("proxyv2");
    let tag = tag_text(global.at(&["tag"]));
    let variant = variant
        .filter(|v| !(version.empty_image_type_is_none && v.is_empty()))
        .or(global.str_at(&["variant"]).filter(|_| version.image_variant))
        .unwrap_or_default();
    format!("{hub}/{name}:{}", with_variant(&tag, variant))
}

/// A tag may be any JSON scalar; it is printed as Go prints it.
fn tag_text(tag: &Value) -> String {
    match tag {
        Value::Null => String::new(),
        Value::String(s) => s.to_string(),
        Value::Int(i) => float(*i as f64),
        Value::Uint(u) => float(*u as f64),
        Value::Float(f) => float(*f),
        other => kubeyaml::to_json(other),
    }
}

fn float(number: f64) -> String {
    golang::float::format(number, 'g', None, Size::Bits64)
}

fn with_variant(tag: &str, variant: &str) -> String {
    if variant.is_empty() {
        return tag.to_owned();
    }
    let plain = tag.strip_suffix("-distroless").or_else(|| tag.strip_suffix("-debug")).unwrap_or(tag);
    if variant == "default" { plain.to_owned() } else { format!("{plain}-{variant}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_image_is_put_together() {
        for (global, annotation, proxy_config, want) in [
            (r#"{"hub":"h","tag":"1.2"}"#, None, None, "h/proxyv2:1.2"),
            (r#"{"hub":"h","tag":1.12,"proxy":{"image":"p"}}"#, None, None, "h/p:1.12"),
            (r#"{"hub":"h","tag":11}"#, None, None, "h/proxyv2:11"),
            (r#"{"hub":"h","tag":1000000}"#, None, None, "h/proxyv2:1e+06"),
            (r#"{"hub":"h"}"#, None, None, "h/proxyv2:"),
            (r#"{"hub":"h","tag":"1","variant":"distroless"}"#, None, None, "h/proxyv2:1-distroless"),
            (r#"{"hub":"h","tag":"1-debug","variant":"distroless"}"#, None, None, "h/proxyv2:1-distroless"),
            (r#"{"hub":"h","tag":"1-debug","variant":"distroless"}"#, None, Some(""), "h/proxyv2:1-debug"),
            (r#"{"hub":"h","tag":"1-debug","variant":"debug"}"#, Some("default"), Some("x"), "h/proxyv2:1"),
            (r#"{"hub":"h","tag":"1-distroless-debug"}"#, Some("a"), None, "h/proxyv2:1-distroless-a"),
        ] {
            let values = kubeyaml::from_json(format!(r#"{{"global":{global}}}"#).as_bytes()).unwrap();
            assert_eq!(
                proxy_image(&values, ImageVariant { annotation, proxy_config }, Version::V1_30),
                want,
                "{global}"
            );
        }
    }
    #[test]
    fn the_init_container_has_an_image_of_its_own() {
        for (global, annotation, version, want) in [
            (r#"{"hub":"h","tag":"1","proxy":{"image":"p"}}"#, None, Version::V1_31, "h/proxyv2:1"),
            (
                r#"{"hub":"h","tag":"1","proxy_init":{"image":"i"}}"#,
                Some("debug"),
                Version::V1_31,
                "h/i:1-debug",
            ),
            (r#"{"hub":"h","tag":"1","variant":"debug"}"#, Some(""), Version::V1_31, "h/proxyv2:1-debug"),
            (r#"{"hub":"h","tag":"1","variant":"debug"}"#, Some(""), Version::V1_30, "h/proxyv2:1"),
            (r#"{"hub":"h","tag":"1","variant":"debug"}"#, None, Version::V1_21, "h/proxyv2:1"),
        ] {
            let values = kubeyaml::from_json(format!(r#"{{"global":{global}}}"#).as_bytes()).unwrap();
            assert_eq!(proxy_init_image(&values, annotation, version), want, "{global} {version}");
        }
    }
}
