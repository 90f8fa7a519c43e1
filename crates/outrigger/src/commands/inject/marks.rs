//! Annotations by which programs that run others find their objects again. They are gone before a cluster sees the object,
//! so that no template shall see them either; they are theirs to change, so that they come back as they were.

use kubeyaml::Value;

/// How their names begin: of any program that runs functions, and of Helm 4.
///
/// Source: KRM Functions Specification v1, Internal Annotations; Helm 4 pkg/action, filenameAnnotation.
const PREFIXES: [&str; 2] = ["internal.config.kubernetes.io/", "postrenderer.helm.sh/"];

/// Their names from before they had a prefix of their own.
///
/// Source: kustomize kyaml/kio/kioutil, LegacyIndexAnnotation and its kin; api/internal/plugins/utils, idAnnotation.
const NAMES: [&str; 4] = [
    "config.kubernetes.io/index",
    "config.kubernetes.io/path",
    "config.k8s.io/id",
    "kustomize.config.k8s.io/id",
];

/// Injects an object as it will be without them.
///
/// # Errors
/// As `inject`.
pub fn hidden<F, E>(object: &mut Value, inject: impl FnOnce(&mut Value) -> Result<F, E>) -> Result<F, E> {
    let marks = take(object);
    let found = inject(object);
    if !marks.is_empty() {
        let annotations = object.get_mut("metadata").map(|metadata| metadata.map_entry("annotations"));
        if let Some(annotations) = annotations {
            marks.into_iter().for_each(|(name, value)| drop(annotations.insert(name, value)));
        }
    }
    found
}

/// Takes them away, and the mapping that held nothing else.
fn take(object: &mut Value) -> Vec<(String, Value)> {
    let Some(metadata) = object.get_mut("metadata").and_then(Value::as_map_mut) else { return Vec::new() };
    let Some(annotations) = metadata.get_mut("annotations").and_then(Value::as_map_mut) else {
        return Vec::new();
    };
    let mut marks = Vec::new();
    annotations.retain(|name, value| {
        let is_mark = PREFIXES.iter().any(|prefix| name.starts_with(prefix)) || NAMES.contains(&name);
        if is_mark {
            marks.push((name.to_owned(), std::mem::take(value)));
        }
        !is_mark
    });
    if !marks.is_empty() && annotations.is_empty() {
        metadata.remove("annotations");
    }
    marks
}

/// The annotation of this name, as text.
pub fn annotation<'o>(object: &'o Value, names: &[&str]) -> Option<&'o str> {
    names.iter().find_map(|name| object.str_at(&["metadata", "annotations", name]))
}

#[cfg(test)]
mod tests {
    use kubeyaml::read;

    use super::*;

    #[test]
    fn nobody_sees_them_and_they_stay() {
        for (before, seen, after) in [
            (
                "{metadata: {annotations: {internal.config.kubernetes.io/index: '1', a: b}}}",
                "{metadata: {annotations: {a: b}}, spec: {}}",
                "{metadata: {annotations: {internal.config.kubernetes.io/index: '1', a: b}}, spec: {}}",
            ),
            (
                "{metadata: {annotations: {postrenderer.helm.sh/postrender-filename: x, config.k8s.io/id: '1'}}}",
                "{metadata: {}, spec: {}}",
                "{metadata: {annotations: {postrenderer.helm.sh/postrender-filename: x, config.k8s.io/id: '1'}}, spec: {}}",
            ),
            (
                "{metadata: {annotations: {}}}",
                "{metadata: {annotations: {}}, spec: {}}",
                "{metadata: {annotations: {}}, spec: {}}",
            ),
            ("{metadata: 1}", "{metadata: 1, spec: {}}", "{metadata: 1, spec: {}}"),
        ] {
            let mut object = read(before).unwrap();
            let inject = |object: &mut Value| {
                object.map_entry("spec");
                assert_eq!(*object, read(seen).unwrap(), "{before}");
                Ok::<(), ()>(())
            };
            hidden(&mut object, inject).unwrap();
            assert_eq!(object, read(after).unwrap(), "{before}");
        }
    }
}
