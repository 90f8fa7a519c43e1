//! Attributes by which OpenTelemetry tells services apart.

use gotext::{Functions, Map, Struct, Type, Value};

/// `otelResourceAttributes`
pub fn declare(functions: &mut Functions) {
    functions.def(
        "otelResourceAttributes",
        &[Type::ANY, Type::STR_MAP, Type::STR_MAP, Type::STR, Type::ANY],
        Type::STR,
        |call| {
            if !is_wanted(call.arg(0)) {
                return Ok("".into());
            }
            let annotation = |name: &str| entry(call.map(1), &format!("resource.opentelemetry.io/{name}"));
            let containers = container_fields(call.arg(4));
            let namespace = call.str(3);
            let attributes = [
                ("service.namespace", annotation("service.namespace").or_else(|| Some(namespace.to_owned()))),
                (
                    "service.version",
                    annotation("service.version")
                        .or_else(|| entry(call.map(2), "app.kubernetes.io/version"))
                        .or_else(|| only_image_version(&containers)),
                ),
                (
                    "service.instance.id",
                    annotation("service.instance.id").or_else(|| {
                        let (first, _) = containers.first()?;
                        Some(format!("{namespace}.$(POD_NAME).{first}"))
                    }),
                ),
            ];
            let set = attributes
                .into_iter()
                .filter_map(|(key, value)| Some((key, value.filter(|v| !v.is_empty())?)));
            Ok(set.map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(",").into())
        },
    );
}

/// Whether one of the mesh's OpenTelemetry providers asks for these attributes.
fn is_wanted(mesh: &Value<'_>) -> bool {
    let (Value::Pointer(gotext::Pointer::Struct(Struct::Typed(_, data)))
    | Value::Struct(Struct::Typed(_, data))) = mesh
    else {
        return false;
    };
    let Some(mesh) = data.peek::<kubeyaml::Value>() else { return false };
    mesh.items_at(&["extensionProviders"]).iter().any(|provider| {
        provider.str_at(&["opentelemetry", "serviceAttributeEnrichment"]) == Some("OTEL_SEMANTIC_CONVENTIONS")
    })
}

fn entry(map: Option<&Map<'_>>, key: &str) -> Option<String> {
    map?.get(key)?.as_str().filter(|v| !v.is_empty()).map(str::to_owned)
}

/// Name and image of each container.
fn container_fields(containers: &Value<'_>) -> Vec<(String, String)> {
    let Value::List(containers) = containers else { return Vec::new() };
    let text =
        |c: &Struct<'_>, field| c.field(field).unwrap_or(Value::Nil).as_str().unwrap_or_default().to_owned();
    let fields = |c: Value<'_>| match c {
        Value::Struct(c) => Some((text(&c, "Name"), text(&c, "Image"))),
        _ => None,
    };
    containers.iter().filter_map(fields).collect()
}

/// Tag and digest of the image, if there is exactly one container.
fn only_image_version(containers: &[(String, String)]) -> Option<String> {
    let [(_, image)] = containers else { return None };
    let (name, digest) = image.split_once('@').map_or((image.as_str(), None), |(n, d)| (n, Some(d)));
    let tag = name.rsplit_once(':').map(|(_, tag)| tag).filter(|tag| !tag.contains('/'));
    match (tag, digest) {
        (Some(tag), Some(digest)) => Some(format!("{tag}@{digest}")),
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::only_image_version;

    #[test]
    fn the_version_is_the_tag_and_the_digest() {
        for (image, want) in [
            ("app:1", Some("1")),
            ("host:5000/app", None),
            ("host:5000/app:2@sha256:ab", Some("2@sha256:ab")),
            ("app@sha256:ab", Some("sha256:ab")),
            ("app", None),
        ] {
            let one = [("a".to_owned(), image.to_owned())];
            assert_eq!(only_image_version(&one).as_deref(), want, "{image}");
            assert_eq!(only_image_version(&[one.clone(), one].concat()), None);
        }
    }
}
