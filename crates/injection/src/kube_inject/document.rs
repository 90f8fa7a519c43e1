//! One document of a manifest: read it, find what is in it, inject, write it.

use kubeyaml::{Document, Value};

use super::object::{self, Context};
use super::{Injected, ManifestError};
use crate::injector::Injector;
use crate::workload::{is_list, kind_of};

/// Injects one document; `number` counts from 1. A document that is no workload keeps its text.
///
/// Source: Istio 1.30 inject.go, IntoResourceFile.
///
/// # Errors
/// The document is no YAML, or cannot be injected.
pub fn inject_document(
    document: &Document<'_>,
    number: usize,
    injector: &Injector,
) -> Result<Injected, ManifestError> {
    let object = read(document, number)?;
    let mut context = Context::new(injector);
    let described = describe(&object);
    let injected = inject_object(object, &mut context).map_err(|source| ManifestError::Inject {
        document: number,
        line: document.line,
        object: described,
        source: Box::new(source),
    })?;
    let mut text = match injected {
        Some(object) => kubeyaml::write(&object),
        None => document.text.to_string(),
    };
    text.push_str("---\n");
    Ok(Injected { text, warnings: context.warnings })
}

/// The text that a template gives for the first pod or workload of a manifest, as the webhook would render it for
/// that workload's pods; items of lists count.
///
/// # Errors
/// There is none, a document before it is no YAML, or the template fails.
pub fn render_first(
    manifest: &str,
    injector: &Injector,
    template: &gotext::Template,
    template_name: &str,
) -> Result<String, ManifestError> {
    for (i, document) in super::documents(manifest)?.iter().enumerate() {
        let object = read(document, i + 1)?;
        let items = if is_list(&object, injector.version) {
            object.items_at(&["items"])
        } else {
            std::slice::from_ref(&object)
        };
        for item in items {
            let Some(kind) = kind_of(item, injector.version) else { continue };
            let rendered =
                object::render(item.clone(), kind, &mut Context::new(injector), template, template_name);
            return rendered.map_err(|source| failed(document, i + 1, item, source));
        }
    }
    Err(ManifestError::NoWorkload)
}

/// JSON is read as such where it is JSON: YAML has no surrogate pairs, and refuses `"\ud83c\udf89"`.
fn read(document: &Document<'_>, number: usize) -> Result<Value, ManifestError> {
    if document.text.trim_start().starts_with('{')
        && let Ok(object) = kubeyaml::from_json(document.text.as_bytes())
    {
        return Ok(object);
    }
    kubeyaml::read(&document.text).map_err(|source| ManifestError::Yaml {
        document: number,
        line: document.line + source.line.unwrap_or(1) - 1,
        source,
    })
}

fn failed(
    document: &Document<'_>,
    number: usize,
    object: &Value,
    source: crate::InjectError,
) -> ManifestError {
    let object = describe(object);
    ManifestError::Inject { document: number, line: document.line, object, source: Box::new(source) }
}

/// The rewritten object; `None` if it is none that kube-inject knows.
fn inject_object(mut value: Value, context: &mut Context<'_>) -> Result<Option<Value>, crate::InjectError> {
    check_object(&value)?;
    if is_list(&value, context.injector.version) {
        inject_list(&mut value, context)?;
        return Ok(Some(value));
    }
    let Some(kind) = kind_of(&value, context.injector.version) else { return Ok(None) };
    object::inject(&mut value, kind, context)?;
    Ok(Some(value))
}

/// Whatever is no object is a mistake, such as a file of another kind, and not to be passed on.
fn check_object(value: &Value) -> Result<(), crate::InjectError> {
    let wrong = |value: &Value, place| Err(crate::InjectError::NotAnObject { found: value.kind(), place });
    if !matches!(value, Value::Map(_) | Value::Null) {
        return wrong(value, "value of type v1.TypeMeta");
    }
    for (key, place) in [
        ("kind", "struct field TypeMeta.kind of type string"),
        ("apiVersion", "struct field TypeMeta.apiVersion of type string"),
    ] {
        match value.at(&[key]) {
            Value::List(_) | Value::Map(_) => return wrong(value.at(&[key]), place),
            _ => {}
        }
    }
    Ok(())
}

/// The fields of a list's metadata.
const LIST_META: [&str; 4] = ["continue", "remainingItemCount", "resourceVersion", "selfLink"];

/// What Go's type leaves out.
fn is_zero(value: &Value) -> bool {
    value.is_null() || value.as_str() == Some("")
}

/// Items that are workloads are rewritten, all others stay as they are.
fn inject_list(list: &mut Value, context: &mut Context<'_>) -> Result<(), crate::InjectError> {
    list.map_entry("metadata").retain(|key, value| LIST_META.contains(&key) && !is_zero(value));
    let fields = list.become_map();
    fields.retain(|key, _| ["apiVersion", "kind", "metadata", "items"].contains(&key));
    let items = match fields.entry("items") {
        Value::List(items) => items,
        Value::Null => return Ok(()),
        other => {
            let place = "struct field List.items of type []runtime.RawExtension";
            return Err(crate::InjectError::NotAnObject { found: other.kind(), place });
        }
    };
    for item in items {
        if let Some(injected) = inject_object(item.clone(), context)? {
            *item = injected;
        }
    }
    Ok(())
}

fn describe(object: &Value) -> String {
    let kind = object.str_at(&["kind"]).unwrap_or("object");
    match object.str_at(&["metadata", "name"]) {
        Some(name) => format!("{kind} {name:?}"),
        None => kind.to_owned(),
    }
}
