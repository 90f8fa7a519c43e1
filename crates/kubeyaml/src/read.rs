//! Reading YAML.

mod budget;
mod build;
mod direct;
mod events;
mod key;
mod outline;
mod parse;
mod scan;
mod tag;
mod text;

pub use self::outline::{Entry, Node, Shape, outline};
use self::scan::Mark;
use crate::{Map, Value};

/// How deep lists and mappings may be nested, counted with aliases expanded.
pub(crate) const DEPTH: usize = 1000;

/// Why YAML could not be read. Displays as Go prints it (`yaml: line 3: mapping values are not allowed in this context`),
/// without the prefix `error converting YAML to JSON: ` that sigs.k8s.io/yaml's Unmarshal puts before it.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct ReadError {
    /// The text Go prints. Its line number is Go's, which for some faults is one less than the true one.
    pub message: String,
    /// The line of the fault, 1-based, where known.
    pub line: Option<usize>,
    /// The column of the fault in characters, 1-based, where known.
    pub column: Option<usize>,
}

impl ReadError {
    /// A fault without a place.
    pub(crate) fn new(message: impl Into<String>) -> ReadError {
        ReadError { message: message.into(), line: None, column: None }
    }

    /// Lists and mappings are nested deeper than [`DEPTH`].
    fn too_deep() -> ReadError {
        ReadError::new(format!("yaml: exceeded max depth of {DEPTH}"))
    }

    /// The document has more than so many nodes.
    fn too_large(most: usize) -> ReadError {
        ReadError::new(format!("yaml: the document has more than {most} nodes"))
    }

    /// The same fault with its place.
    fn at(self, mark: Mark) -> ReadError {
        ReadError { line: Some(mark.line + 1), column: Some(mark.column + 1), ..self }
    }
}

/// The first document of a YAML text; `Null` when there is none.
///
/// Scalars are resolved as YAML 1.1 (`yes` is true, `012` is 10, `12:30` is text), keys become text (`on: 1` has the
/// key `true`), anchors and merge keys are expanded, of equal keys the last counts. A syntax error, a tag that does not
/// fit, infinities and not-a-number, nesting deeper than 1,000 and excessive aliasing are errors.
/// Source: sigs.k8s.io/yaml 1.6 YAMLToJSON, go-yaml v2.4.
pub fn read(text: &str) -> Result<Value, ReadError> {
    read_within(text, usize::MAX)
}

/// As [`read`], of a text that somebody else has written for us: a document of more than `most` nodes (scalars, keys, lists
/// and mappings, those of aliases included) is an error. A node takes up to 200 bytes while the text is read.
pub fn read_within(text: &str, most: usize) -> Result<Value, ReadError> {
    read_as(text, most, Rest::Unread)
}

/// As [`read_within`], of a text that is to hold one document: what stands behind the first one is an error, and not
/// passed over as Go does.
pub fn read_alone(text: &str, most: usize) -> Result<Value, ReadError> {
    read_as(text, most, Rest::Refused)
}

/// What becomes of the text behind the first document.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rest {
    /// Nobody reads it.
    Unread,
    /// Anything but comments is an error.
    Refused,
}

fn read_as(text: &str, most: usize, rest: Rest) -> Result<Value, ReadError> {
    // A byte order mark is skipped, and another one at the begin of the first line.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text::check_characters(text)?;
    // The short way knows no aliases and no second document, but does not count.
    let short = if may_have_more(text, most) { None } else { direct::read(text) };
    match short {
        Some(value) => Ok(value),
        None => in_two_passes(text, most, rest),
    }
}

/// Go looks at a document in two passes, and so do we: faults of syntax come first, those of meaning second.
fn in_two_passes(text: &str, most: usize, rest: Rest) -> Result<Value, ReadError> {
    build::value(&events::steps(text, most, rest)?, text.len(), most)
}

/// Whether a text without aliases may have more nodes than so many. At most two begin behind each separator.
fn may_have_more(text: &str, most: usize) -> bool {
    let separates = |b: &u8| matches!(b, b',' | b':' | b'-' | b'[' | b'{' | b'\n' | b'?');
    text.len() > most && text.bytes().filter(|b| separates(b)).count() >= most / 2
}

/// As [`read`], without the short way for simple texts: for tests that hold the two against each other.
#[doc(hidden)]
pub fn read_in_full(text: &str) -> Result<Value, ReadError> {
    text::check_characters(text)?;
    in_two_passes(text, usize::MAX, Rest::Unread)
}

/// The short way alone: `None` for a text it leaves to [`read_in_full`].
#[doc(hidden)]
pub fn read_directly(text: &str) -> Option<Value> {
    text::check_characters(text).ok()?;
    direct::read(text)
}

/// As [`read`], of bytes that may be no text: UTF-8 or, with a byte order mark, UTF-16; anything else is an error.
pub fn read_bytes(bytes: &[u8]) -> Result<Value, ReadError> {
    read(&text::decode(bytes)?)
}

/// As [`read`], of a text that must be a mapping; nothing (`null`) is an empty one.
/// The error is the one Go gives when it decodes another kind into a map.
pub fn read_mapping(text: &str) -> Result<Map, ReadError> {
    match read(text)? {
        Value::Map(m) => Ok(m),
        Value::Null => Ok(Map::new()),
        other => Err(ReadError::new(format!(
            "json: cannot unmarshal {} into Go value of type map[string]interface {{}}",
            other.kind()
        ))),
    }
}
