//! One document of a manifest: read it, find what is in it, inject, write it.

use std::fmt;

use kubeyaml::{Document, Value};

use super::object::{self, Context};
use super::output::{Output, check_object, lines};
use super::{Injected, KubeInject, ManifestError, Room, Warning, list};
use crate::workload::{is_list, kind_of};

impl KubeInject<'_> {
    /// Injects one document; `number` counts from 1, `room` is that of the manifest. A document that is not a workload
    /// keeps its text.
    ///
    /// Source: Istio 1.30 inject.go, IntoResourceFile.
    ///
    /// # Errors
    /// The document is not YAML, cannot be injected, or becomes longer than there is room for.
    pub fn inject(
        &self,
        document: &Document<'_>,
        number: usize,
        room: &Room,
    ) -> Result<Injected, ManifestError> {
        let mut text = String::new();
        let warnings = self.inject_into(document, number, room, &mut text)?;
        Ok(Injected { text, warnings })
    }

    /// As [`KubeInject::inject`], adding the text to `sink` piece by piece; what was added before an error stays there.
    ///
    /// # Errors
    /// As [`KubeInject::inject`], and when `sink` takes no more.
    pub fn inject_into(
        &self,
        document: &Document<'_>,
        number: usize,
        room: &Room,
        sink: &mut dyn fmt::Write,
    ) -> Result<Vec<Warning>, ManifestError> {
        let object = read(document, number)?;
        let mut context = Context::new(*self);
        let described = describe(&object);
        let mut out = Output::new(room, sink);
        let injected = inject_object(object, &mut out, &mut context).and_then(|is_known| {
            if !is_known {
                out.text.push_str(&document.text);
            }
            out.text.push_str("---\n");
            out.count(&context)?;
            out.hand_on()
        });
        injected.map_err(|source| ManifestError::Inject {
            document: number,
            line: document.line,
            object: described,
            source: Box::new(source),
        })?;
        Ok(context.warnings)
    }

    /// The text that a template gives for the first pod or workload of a manifest, as the webhook would render it for
    /// that workload's pods; items of lists count.
    ///
    /// # Errors
    /// There is none, a document before it is not YAML, or the template fails.
    pub fn render_first(
        &self,
        text: &str,
        template: &gotext::Template,
        template_name: &str,
    ) -> Result<String, ManifestError> {
        let version = self.injector.version();
        for (i, document) in super::documents(text)?.iter().enumerate() {
            let object = read(document, i + 1)?;
            let items = if is_list(&object, version) {
                object.items_at(&["items"])
            } else {
                std::slice::from_ref(&object)
            };
            for item in items {
                let Some(kind) = kind_of(item, version) else { continue };
                let rendered = object::render(item.clone(), kind, *self, template, template_name);
                return rendered.map_err(|source| failed(document, i + 1, item, source));
            }
        }
        Err(ManifestError::NoWorkload)
    }
}

/// JSON is read as such where it is JSON: YAML has no surrogate pairs, and refuses `"\ud83c\udf89"`. What follows the
/// object would be lost, as kube-inject writes the one object only: it is refused.
fn read(document: &Document<'_>, number: usize) -> Result<Value, ManifestError> {
    let text = document.text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with('{')
        && let Ok(object) = kubeyaml::from_json(text.as_bytes())
    {
        return Ok(object);
    }
    kubeyaml::read_alone(&document.text, usize::MAX).map_err(|source| ManifestError::Yaml {
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

/// Writes the injected object; false if it is none that kube-inject knows, and then nothing is written.
fn inject_object(
    mut value: Value,
    out: &mut Output<'_>,
    context: &mut Context<'_>,
) -> Result<bool, crate::InjectError> {
    check_object(&value)?;
    if is_list(&value, context.version()) {
        list::inject(value, 0, true, out, context)?;
        return Ok(true);
    }
    let Some(kind) = kind_of(&value, context.version()) else { return Ok(false) };
    object::inject(&mut value, kind, context)?;
    kubeyaml::write_lines_into(&mut out.text, &value, lines(context.version()));
    Ok(true)
}

fn describe(object: &Value) -> String {
    let kind = object.str_at(&["kind"]).unwrap_or("object");
    match object.str_at(&["metadata", "name"]) {
        Some(name) => format!("{kind} {name:?}"),
        None => kind.to_owned(),
    }
}
