//! Where the nodes of a document stand in its text.

use std::ops::Range;

use super::events::{Step, StepKind, steps};
use super::key::key_text;
use super::{ReadError, Rest, tag};
use crate::{Text, Value};

/// A node of a document's text.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its bytes in the text, without anchor, tag and indentation; those of an empty one begin and end behind the `:` or
    /// `-` before it. A block scalar ends with its last line that counts.
    pub span: Range<usize>,
    /// Where its anchor or tag begins; the begin of `span` if it has none.
    pub start: usize,
    /// What it is.
    pub shape: Shape,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Text, a number, a truth value or null.
    Scalar,
    /// `*name`
    Alias,
    /// A list.
    List(Vec<Node>),
    /// A mapping.
    Map(Vec<Entry>),
}

/// An entry of a mapping.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key as [`read`](crate::read()) has it; `None` for `<<` and what is no text in JSON.
    pub key: Option<Text>,
    /// The node of the key.
    pub key_node: Node,
    /// The node of the value.
    pub value: Node,
}

impl Node {
    /// Whether it has an anchor or a tag.
    pub fn has_properties(&self) -> bool {
        self.start < self.span.start
    }
}

/// The nodes of the first document of a text, which may begin with a byte order mark; `None` where there is none.
///
/// # Errors
/// As [`read`](crate::read()), for faults of syntax.
pub fn outline(text: &str) -> Result<Option<Node>, ReadError> {
    let bare = text.trim_start_matches('\u{feff}');
    super::text::check_characters(bare)?;
    let steps = steps(bare, usize::MAX, Rest::Unread)?;
    let mut reader = Reader { text, offset: text.len() - bare.len(), steps: steps.into_iter() };
    Ok(reader.next())
}

struct Reader<'a> {
    text: &'a str,
    /// Bytes before those that the steps count.
    offset: usize,
    steps: std::vec::IntoIter<Step<'a>>,
}

impl Reader<'_> {
    /// The next node; `None` at the end of what holds it. It calls itself as deep as documents may be nested.
    fn next(&mut self) -> Option<Node> {
        let step = self.steps.next()?;
        self.node(&step)
    }

    fn node(&mut self, step: &Step<'_>) -> Option<Node> {
        let start = step.start.byte + self.offset;
        let span = self.span(step);
        match step.kind {
            StepKind::End => None,
            StepKind::Alias(..) => Some(Node { span, start, shape: Shape::Alias }),
            StepKind::Scalar { .. } => Some(self.scalar(start, span)),
            StepKind::List(_) => {
                let mut items = Vec::new();
                let end = loop {
                    let step = self.steps.next()?;
                    if matches!(step.kind, StepKind::End) {
                        break self.span(&step).end;
                    }
                    items.push(self.node(&step)?);
                };
                let last = items.last().map_or(span.start, |item| item.span.end);
                let end = if self.begins_with(&span, b'[') { end } else { last };
                Some(Node { span: span.start..end, start, shape: Shape::List(items) })
            }
            StepKind::Map(_) => {
                let mut entries = Vec::new();
                let end = loop {
                    let step = self.steps.next()?;
                    if matches!(step.kind, StepKind::End) {
                        break self.span(&step).end;
                    }
                    entries.push(Entry {
                        key: key_of(&step),
                        key_node: self.node(&step)?,
                        value: self.next()?,
                    });
                };
                let last = entries.last().map_or(span.start, |entry| entry.value.span.end);
                // `[a: b]` has a mapping without braces.
                let end = if self.begins_with(&span, b'{') { end } else { last };
                Some(Node { span: span.start..end, start, shape: Shape::Map(entries) })
            }
        }
    }

    fn span(&self, step: &Step<'_>) -> Range<usize> {
        step.span.start + self.offset..step.span.end + self.offset
    }

    fn begins_with(&self, span: &Range<usize>, bracket: u8) -> bool {
        self.text.as_bytes().get(span.start) == Some(&bracket)
    }

    fn scalar(&self, start: usize, span: Range<usize>) -> Node {
        let text = self.text.get(span.clone()).unwrap_or_default();
        let begin = self.text.as_bytes().get(start);
        let (start, span) = match text.as_bytes().first() {
            // Nothing stands at the indicator before it, or behind its anchor.
            None if matches!(begin, Some(b':' | b'-' | b'?')) => (start + 1, start + 1..start + 1),
            None => (start, span),
            Some(b'|' | b'>') => (start, span.start..span.start + block_scalar(text)),
            // The scanner has gone on to what follows.
            Some(_) => (start, span.start..span.start + text.trim_end().len()),
        };
        Node { span, start, shape: Shape::Scalar }
    }
}

/// The length of a block scalar without the line break at its end, and without the lines behind it that do not count.
fn block_scalar(text: &str) -> usize {
    let header = text.lines().next().unwrap_or_default();
    let keeps = header.split('#').next().is_some_and(|header| header.contains('+'));
    match text.rfind('\n') {
        // The scanner has gone on to the indentation of what follows.
        Some(last) if keeps => text.get(..last).unwrap_or_default().trim_end_matches('\r').len(),
        _ => text.trim_end().len(),
    }
}

fn key_of(step: &Step<'_>) -> Option<Text> {
    let StepKind::Scalar { tag, text, implicit } = &step.kind else { return None };
    if text == "<<" && (*implicit || tag == tag::MERGE) {
        return None;
    }
    match if tag.is_empty() && !implicit { Value::text(text) } else { tag::value(tag, text).ok()? } {
        Value::String(text) => Some(text),
        other => key_text(&other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A node as text: the source of scalars, and what holds them.
    fn shown(text: &str, node: &Node) -> String {
        let source = text.get(node.span.clone()).unwrap();
        match &node.shape {
            Shape::Scalar | Shape::Alias => format!("<{source}>"),
            Shape::List(items) => {
                let items: Vec<String> = items.iter().map(|item| shown(text, item)).collect();
                format!("[{}]", items.join(" "))
            }
            Shape::Map(entries) => {
                let entry =
                    |e: &Entry| format!("{}={}", e.key.as_deref().unwrap_or("?"), shown(text, &e.value));
                format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(" "))
            }
        }
    }

    #[test]
    fn nodes_are_where_their_text_is() {
        for (text, want) in [
            ("a: 1\nb: x y  # c\n", "{a=<1> b=<x y>}"),
            ("a:\nb: ~\n", "{a=<> b=<~>}"),
            ("- \n- 'q'\n- \"d\"\n", "[<> <'q'> <\"d\">]"),
            ("a:\n- 1\n- b: 2\n  c: 3\n", "{a=[<1> {b=<2> c=<3>}]}"),
            ("a: [1, {b: 2}]\nc: {}\n", "{a=[<1> {b=<2>}] c={}}"),
            ("a: |\n  x\n  y\n\nb: >-\n  z\n\n", "{a=<|\n  x\n  y> b=<>-\n  z>}"),
            ("a: |+\n  x\n\nb: 1\n", "{a=<|+\n  x\n> b=<1>}"),
            ("a: &x {b: 1}\nc: *x\n<<: *x\n", "{a={b=<1>} c=<*x> ?=<*x>}"),
            ("\u{feff}---\n# c\na: é\nb: ü\n", "{a=<é> b=<ü>}"),
            ("yes: 1\n12: 2\n\"x\\ty\": 3\n", "{true=<1> 12=<2> x\ty=<3>}"),
            ("a: x\n  y\nb: 1\r\nc: 2\r\n", "{a=<x\n  y> b=<1> c=<2>}"),
        ] {
            let node = outline(text).unwrap().unwrap();
            assert_eq!(shown(text, &node), want, "{text:?}");
        }
        assert_eq!(outline("# nothing\n"), Ok(None));
    }

    #[test]
    fn what_holds_others_ends_where_the_last_of_them_does() {
        let text = "a:\n  b: 1  # c\n\nd: [x,\n  y ]\n";
        let Shape::Map(entries) = outline(text).unwrap().unwrap().shape else { panic!("a mapping") };
        let of = |i: usize| text.get(entries[i].value.span.clone()).unwrap();
        assert_eq!((of(0), of(1)), ("b: 1", "[x,\n  y ]"));
    }

    #[test]
    fn anchors_and_tags_stand_before_the_node() {
        let text = "a: &x !!str 1\nb: &y\n  c: 1\nd: &z\n";
        let Shape::Map(entries) = outline(text).unwrap().unwrap().shape else { panic!("a mapping") };
        let of = |i: usize| {
            let Node { start, span, .. } = &entries[i].value;
            (text.get(*start..span.start).unwrap(), text.get(span.clone()).unwrap())
        };
        assert_eq!(of(0), ("&x !!str ", "1"));
        assert_eq!(of(1), ("&y\n  ", "c: 1"));
        assert!(entries[2].value.has_properties());
        let Shape::Map(entries) = outline("a:\n").unwrap().unwrap().shape else { panic!("a mapping") };
        assert!(!entries[0].value.has_properties());
    }
}
