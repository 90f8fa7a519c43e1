//! Kubernetes objects as people save them: documents of YAML or JSON, alone or in Lists.

use kubeyaml::{Meter, MeteredError, Tariff, Value};
use thiserror::Error;

use crate::lists::opened;

/// A text may have so many scalars, keys, lists and mappings: ten thousand pods as `kubectl get` prints them. A text of
/// the same length can be made of many more, each of which takes up to 200 bytes while it is read.
pub const MOST_NODES: usize = 5_000_000;

/// A text that is not a stream of objects.
#[derive(Debug, Error)]
pub enum ObjectsError {
    /// It cannot be split into documents.
    #[error("{0}")]
    Split(#[from] kubeyaml::DocumentError),
    /// A document is not YAML.
    #[error("{source}")]
    Yaml {
        /// The line of the fault in the text, from 1.
        line: usize,
        /// Why.
        source: kubeyaml::ReadError,
    },
    /// There is too much in it.
    #[error("the text has more than {MOST_NODES} nodes")]
    TooLarge {
        /// The first line of the document that is too much, from 1.
        line: usize,
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
            ObjectsError::Yaml { line, .. }
            | ObjectsError::TooLarge { line }
            | ObjectsError::NoKind { line } => *line,
        }
    }
}

/// The objects of a text, in order; Lists are opened.
///
/// # Errors
/// It cannot be split, has more than [`MOST_NODES`], or a document in it is not YAML or not an object.
pub fn read(text: &str) -> Result<Vec<Value>, ObjectsError> {
    Ok(read_with_lines(text)?.into_iter().map(|(_, object)| object).collect())
}

/// As [`read`], each object with the first line of its document, from 1.
///
/// # Errors
/// As [`read`].
pub fn read_with_lines(text: &str) -> Result<Vec<(usize, Value)>, ObjectsError> {
    read_within(text, MOST_NODES)
}

fn read_within(text: &str, most: usize) -> Result<Vec<(usize, Value)>, ObjectsError> {
    const EACH: Tariff = Tariff { value: 1, mapping: 1, text: 0 };
    let mut meter = Meter::new(EACH, most);
    let mut objects = Vec::new();
    for document in kubeyaml::documents(text) {
        let document = document?;
        let too_large = || ObjectsError::TooLarge { line: document.line };
        let object = read_document(&document.text, &meter).map_err(|source| match source {
            Fault::TooLarge => too_large(),
            Fault::Yaml(source) => {
                ObjectsError::Yaml { line: document.line + source.line.unwrap_or(1) - 1, source }
            }
        })?;
        meter.document(&object).map_err(|_| too_large())?;
        match object.str_at(&["kind"]) {
            Some(_) => objects.extend(opened([object]).into_iter().map(|object| (document.line, object))),
            None if object.is_null() => {}
            None => return Err(ObjectsError::NoKind { line: document.line }),
        }
    }
    Ok(objects)
}

enum Fault {
    TooLarge,
    Yaml(kubeyaml::ReadError),
}

/// JSON is read as such where it is JSON: YAML has no surrogate pairs.
fn read_document(text: &str, meter: &Meter) -> Result<Value, Fault> {
    if text.trim_start().starts_with('{') {
        match kubeyaml::from_json_metered(text.as_bytes(), &mut meter.clone()) {
            Ok(object) => return Ok(object),
            Err(MeteredError::Exhausted(_)) => return Err(Fault::TooLarge),
            Err(_) => {}
        }
    }
    kubeyaml::read_alone(text, meter.left()).map_err(Fault::Yaml)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_read_as_json() {
        let objects =
            read(r#"{"kind":"List","items":[{"kind":"A","metadata":{"name":"a\ud83c\udf89"}}]}"#).unwrap();
        assert_eq!(objects[0].str_at(&["metadata", "name"]), Some("a🎉"));
    }

    #[test]
    fn objects_know_the_lines_of_their_documents() {
        let text = "kind: A\n---\n# nothing\n---\n# said before\nkind: BList\nitems: [{}, {}]\n";
        let lines: Vec<usize> = read_with_lines(text).unwrap().iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 5, 5]);
    }

    #[test]
    fn what_is_not_an_object_is_refused_with_its_line() {
        for (text, line) in [
            ("kind: A\n---\na: 1\n", 3),
            ("kind: A\n---\nkind: A\na: [\n", 5),
            ("kind: A\n--- and more\n", 2),
            ("- a\n", 1),
            ("{\"kind\":\"A\"}\n{\"kind\":\"B\"}\n", 2),
            ("kind: A\n...\nkind: B\n", 3),
            ("{kind: A}\n ---\nkind: B\n", 2),
        ] {
            assert_eq!(read(text).unwrap_err().line(), line, "{text}");
        }
    }

    /// Each of these texts is short for what it holds.
    #[test]
    fn too_much_is_refused() {
        let many = format!("[{}0]", "0,".repeat(1000));
        let half = format!("kind: A\nx: [{}0]\n", "0,".repeat(500));
        for (text, line) in [
            (format!("kind: A\nx: {many}\n"), 2),
            (format!(r#"{{"kind":"A","x":{many}}}"#), 1),
            (format!("{half}---\n{half}"), 5),
        ] {
            assert_eq!(read_within(&text, 1000).unwrap_err().line(), line, "{text:.40}");
        }
    }
}
