//! Kubernetes objects as people save them: documents of YAML or JSON, alone or in Lists.

use kubeyaml::Value;
use thiserror::Error;

/// A text is no stream of objects.
#[derive(Debug, Error)]
pub enum ObjectsError {
    /// It cannot be split into documents.
    #[error("{0}")]
    Split(#[from] kubeyaml::DocumentError),
    /// A document is no YAML.
    #[error("{source}")]
    Yaml {
        /// The line of the fault in the text, from 1.
        line: usize,
        /// Why.
        source: kubeyaml::ReadError,
    },
    /// A document is not a Kubernetes object.
    #[error("this is not a Kubernetes object: it has no `kind`")]
    NoKind {
        /// The first line of the document, from 1.
        line: usize,
    },
}

impl ObjectsError {
    /// The line of the fault in the text, from 1.
    pub fn line(&self) -> usize {
        match self {
            ObjectsError::Split(error) => error.line(),
            ObjectsError::Yaml { line, .. } | ObjectsError::NoKind { line } => *line,
        }
    }
}

/// The objects of a text, in order; Lists are opened.
///
/// # Errors
/// It cannot be split, or a document in it is no YAML or not an object.
pub fn read(text: &str) -> Result<Vec<Value>, ObjectsError> {
    let mut objects = Vec::new();
    for document in kubeyaml::documents(text) {
        let document = document?;
        let object = read_document(&document.text).map_err(|source| ObjectsError::Yaml {
            line: document.line + source.line.unwrap_or(1) - 1,
            source,
        })?;
        match object.str_at(&["kind"]) {
            Some(_) => objects.push(object),
            None if object.is_null() => {}
            None => return Err(ObjectsError::NoKind { line: document.line }),
        }
    }
    Ok(opened(objects))
}

/// JSON is read as such where it is JSON: YAML has no surrogate pairs.
fn read_document(text: &str) -> Result<Value, kubeyaml::ReadError> {
    match text.trim_start().starts_with('{').then(|| kubeyaml::from_json(text.as_bytes())) {
        Some(Ok(object)) => Ok(object),
        _ => kubeyaml::read(text),
    }
}

/// The same objects in the same order, with the items of each List in its place, of Lists in Lists too. A List is what
/// has a `kind` that ends in it (`List`, `ConfigMapList`) and a list of `items`.
pub fn opened(objects: impl IntoIterator<Item = Value>) -> Vec<Value> {
    let mut out = Vec::new();
    let mut pending: Vec<std::vec::IntoIter<Value>> =
        vec![objects.into_iter().collect::<Vec<_>>().into_iter()];
    while let Some(level) = pending.last_mut() {
        match level.next() {
            None => drop(pending.pop()),
            Some(mut object) => match items(&mut object) {
                Some(items) => pending.push(items.into_iter()),
                None => out.push(object),
            },
        }
    }
    out
}

fn items(object: &mut Value) -> Option<Vec<Value>> {
    if !object.str_at(&["kind"])?.ends_with("List") {
        return None;
    }
    object.get_mut("items")?.as_list_mut().map(std::mem::take)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(objects: &[Value]) -> String {
        objects.iter().filter_map(|o| o.str_at(&["metadata", "name"])).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn lists_are_opened_wherever_they_stand() {
        let inner = "{kind: List, items: [{kind: A, metadata: {name: b}}, {kind: XList, items: []}]}";
        let deep = format!(
            "{}{{kind: A, metadata: {{name: deep}}}}{}",
            "{kind: List, items: [".repeat(300),
            "]}".repeat(300)
        );
        for (text, want) in [
            ("kind: A\nmetadata: {name: a}\n---\n# nothing\n---\nkind: A\nmetadata: {name: b}\n", "a b"),
            (
                &*format!(
                    "kind: List\nitems: [{{kind: A, metadata: {{name: a}}}}, {inner}, {{kind: A, metadata: {{name: c}}}}]"
                ),
                "a b c",
            ),
            (r#"{"kind":"List","items":[{"kind":"A","metadata":{"name":"a\ud83c\udf89"}}]}"#, "a🎉"),
            ("kind: AllowList\nmetadata: {name: a}\n", "a"),
            (&deep, "deep"),
            ("", ""),
        ] {
            assert_eq!(names(&read(text).unwrap()), want, "{text}");
        }
    }

    #[test]
    fn what_is_not_an_object_is_refused_with_its_line() {
        for (text, line) in [
            ("kind: A\n---\na: 1\n", 3),
            ("kind: A\n---\nkind: A\na: [\n", 5),
            ("kind: A\n--- and more\n", 2),
            ("- a\n", 1),
        ] {
            assert_eq!(read(text).unwrap_err().line(), line, "{text}");
        }
    }
}
