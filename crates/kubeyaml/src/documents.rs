//! Splitting a YAML stream into documents.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memmem};

/// One document of a stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Document<'a> {
    /// The text, lines ending in `\n` (CRLF became LF, a missing last newline was added); a separator
    /// before it is part of it when no document ended there, as at the start of a stream.
    pub text: Cow<'a, str>,
    /// The line of the stream on which it starts, 1-based.
    pub line: usize,
    /// The bytes of the stream it was read from.
    pub range: Range<usize>,
}

/// Why a stream could not be split.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DocumentError {
    /// Something other than a comment follows `---`.
    #[error("invalid Yaml document separator: {text}")]
    Separator {
        /// What follows, trimmed, 80 characters at most.
        text: String,
        /// The line, 1-based.
        line: usize,
    },
}

impl DocumentError {
    /// The line of the fault in the stream, 1-based.
    pub fn line(&self) -> usize {
        match self {
            DocumentError::Separator { line, .. } => *line,
        }
    }
}

/// The documents of a stream; ends after the first error.
#[derive(Clone, Debug)]
pub struct Documents<'a> {
    stream: &'a str,
    at: usize,
    line: usize,
}

/// The documents of a stream: a line that starts with `---` ends one; nothing but a comment may follow it. A separator
/// with nothing before it is the first line of the document that follows. A document of comments or blank lines counts.
/// Source: k8s.io/apimachinery v0.35 util/yaml, YAMLReader.Read.
pub fn documents(stream: &str) -> Documents<'_> {
    Documents { stream, at: 0, line: 1 }
}

impl<'a> Documents<'a> {
    /// The document from `start` to `end`, both at line starts.
    fn document(&self, start: usize, end: usize, line: usize) -> Document<'a> {
        let raw = self.stream.get(start..end).unwrap_or_default();
        Document { text: with_line_feeds(raw), line, range: start..end }
    }
}

impl<'a> Iterator for Documents<'a> {
    type Item = Result<Document<'a>, DocumentError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (start, first_line) = (self.at, self.line);
        loop {
            let rest = self.stream.get(self.at..).unwrap_or_default();
            if rest.is_empty() {
                return (start < self.at).then(|| Ok(self.document(start, self.at, first_line)));
            }
            let length = memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |i| i + 1);
            let line_start = self.at;
            let line = self.line;
            self.at += length;
            self.line += 1;
            let Some(after) = rest.get(..length).and_then(|l| l.strip_prefix("---")) else { continue };
            let after = after.trim();
            if !after.is_empty() && !after.starts_with('#') {
                self.at = self.stream.len();
                return Some(Err(DocumentError::Separator { text: after.chars().take(80).collect(), line }));
            }
            // With nothing before it, the separator becomes the document's first line.
            if start < line_start {
                return Some(Ok(self.document(start, line_start, first_line)));
            }
        }
    }
}

fn with_line_feeds(raw: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(raw);
    if memmem::find(raw.as_bytes(), b"\r\n").is_some() {
        text = Cow::Owned(raw.replace("\r\n", "\n"));
    }
    if !text.ends_with('\n') {
        text.to_mut().push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(stream: &str) -> Vec<Result<(String, usize), String>> {
        let one = |d: Document<'_>| (d.text.into_owned(), d.line);
        documents(stream).map(|d| d.map(one).map_err(|e| e.to_string())).collect()
    }

    #[test]
    fn splits_as_apimachinery() {
        let ok = |text: &str, line| Ok((text.to_owned(), line));
        for (stream, expected) in [
            ("", vec![]),
            ("a: 1", vec![ok("a: 1\n", 1)]),
            ("a: 1\r\nb: 2\r\n", vec![ok("a: 1\nb: 2\n", 1)]),
            ("a\n---\nb\n", vec![ok("a\n", 1), ok("b\n", 3)]),
            ("---\na\n", vec![ok("---\na\n", 1)]),
            ("a\n---\n---\nb\n---\n", vec![ok("a\n", 1), ok("---\nb\n", 3)]),
            ("---\n---\n", vec![ok("---\n", 1)]),
            ("a\n--- # x\n\n# c\n---\nb", vec![ok("a\n", 1), ok("\n# c\n", 3), ok("b\n", 6)]),
            (" ---\na\n", vec![ok(" ---\na\n", 1)]),
            ("a\n--- b\nc\n", vec![Err("invalid Yaml document separator: b".to_owned())]),
            ("a\n---\nb\n----\n", vec![ok("a\n", 1), Err("invalid Yaml document separator: -".to_owned())]),
        ] {
            assert_eq!(split(stream), expected, "{stream:?}");
        }
    }

    #[test]
    fn ranges_point_into_the_stream() {
        let stream = "a\r\n---\nb";
        let parts: Vec<_> =
            documents(stream).filter_map(Result::ok).map(|d| stream.get(d.range).unwrap()).collect();
        assert_eq!(parts, ["a\r\n", "b"]);
    }
}
