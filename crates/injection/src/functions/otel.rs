//! Attributes by which OpenTelemetry tells services apart.

use gotext::{Call, Fault, Functions, Map, Struct, Target, Type, Value};

use super::types::CONTAINERS;

/// `*v1alpha1.MeshConfig`
const MESH_CONFIG: Type = Type::Pointer(Target::Record("v1alpha1.MeshConfig"));

/// `otelResourceAttributes`
pub fn declare(functions: &mut Functions) {
    functions.def(
        "otelResourceAttributes",
        &[MESH_CONFIG, Type::STR_MAP, Type::STR_MAP, Type::STR, CONTAINERS],
        Type::STR,
        |call| {
            if !is_wanted(call)? {
                return Ok("".into());
            }
            let annotation = |name: &str| entry(call.map(1), &format!("resource.opentelemetry.io/{name}"));
            let containers = container_fields(call)?;
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
fn is_wanted(call: &Call<'_, '_>) -> Result<bool, Fault> {
    let (Value::Pointer(gotext::Pointer::Struct(Struct::Typed(_, data)))
    | Value::Struct(Struct::Typed(_, data))) = call.arg(0)
    else {
        return Ok(false);
    };
    let Some(mesh) = data.peek::<kubeyaml::Value>() else { return Ok(false) };
    let providers = mesh.items_at(&["extensionProviders"]);
    call.step(providers.len() as u64)?;
    Ok(providers.iter().any(|provider| {
        provider.str_at(&["opentelemetry", "serviceAttributeEnrichment"]) == Some("OTEL_SEMANTIC_CONVENTIONS")
    }))
}

fn entry(map: Option<&Map<'_>>, key: &str) -> Option<String> {
    map?.get(key)?.as_str().filter(|v| !v.is_empty()).map(str::to_owned)
}

/// Name and image of each container.
fn container_fields(call: &Call<'_, '_>) -> Result<Vec<(String, String)>, Fault> {
    let Value::List(containers) = call.arg(4) else { return Ok(Vec::new()) };
    let text =
        |c: &Struct<'_>, field| c.field(field).unwrap_or(Value::Nil).as_str().unwrap_or_default().to_owned();
    let mut fields = Vec::new();
    for container in containers.iter() {
        let Value::Struct(container) = container else { continue };
        let both = (text(&container, "Name"), text(&container, "Image"));
        call.charge(64 + both.0.len() + both.1.len())?;
        fields.push(both);
    }
    Ok(fields)
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
