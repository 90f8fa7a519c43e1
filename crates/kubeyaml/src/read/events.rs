//! The full reader's first pass: all steps of the first document, with each alias tied to its anchor.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::parse::{EventKind, Parser};
use super::scan::{Fault, Mark};
use super::{DEPTH, ReadError, Rest};

/// A step of a document.
pub(super) struct Step<'a> {
    pub kind: StepKind<'a>,
    pub start: Mark,
    /// The bytes of the text, as those of its event.
    pub span: Range<usize>,
}

/// The kinds of steps; places are numbers of steps.
pub(super) enum StepKind<'a> {
    /// Text, with its tag (`` for none), and whether it is plain and without a tag.
    Scalar { tag: Cow<'a, str>, text: Cow<'a, str>, implicit: bool },
    /// The begin of a list, and the place behind its end.
    List(usize),
    /// The begin of a mapping, and the place behind its end.
    Map(usize),
    /// The end of a list or mapping.
    End,
    /// An alias, and the place of its anchor.
    Alias(&'a str, usize),
}

impl Step<'_> {
    /// The place behind the node that begins with this step at `place`.
    pub(super) fn end(&self, place: usize) -> usize {
        match self.kind {
            StepKind::List(end) | StepKind::Map(end) => end,
            _ => place + 1,
        }
    }
}

/// The steps of the first document of a text without a byte order mark; more than `most` nodes are an error.
pub(super) fn steps(text: &str, most: usize, rest: Rest) -> Result<Vec<Step<'_>>, ReadError> {
    let mut parser = Parser::new(text);
    let mut steps = Vec::with_capacity((text.len() / 16).min(most));
    let mut anchors: HashMap<&str, usize> = HashMap::new();
    let mut open: Vec<usize> = Vec::new();
    loop {
        let event = parser.next().map_err(|f| syntax(&f))?;
        let place = steps.len();
        let (anchor, kind) = match event.kind {
            EventKind::DocumentStart => continue,
            EventKind::DocumentEnd if rest == Rest::Refused => {
                return nothing_follows(&mut parser).map(|()| steps);
            }
            EventKind::StreamEnd | EventKind::DocumentEnd => return Ok(steps),
            EventKind::Scalar { anchor, tag, text, implicit } => {
                (anchor, StepKind::Scalar { tag, text, implicit })
            }
            EventKind::SequenceStart(anchor) => (anchor, StepKind::List(0)),
            EventKind::MappingStart(anchor) => (anchor, StepKind::Map(0)),
            EventKind::SequenceEnd | EventKind::MappingEnd => (None, StepKind::End),
            EventKind::Alias(name) => match anchors.get(name) {
                Some(anchor) => (None, StepKind::Alias(name, *anchor)),
                None => {
                    let unknown = ReadError::new(format!("yaml: unknown anchor '{name}' referenced"));
                    return Err(unknown.at(event.start));
                }
            },
        };
        match kind {
            StepKind::List(_) | StepKind::Map(_) if open.len() == DEPTH => {
                return Err(ReadError::too_deep().at(event.start));
            }
            StepKind::List(_) | StepKind::Map(_) => open.push(place),
            StepKind::End => {
                if let Some(Step { kind: StepKind::List(end) | StepKind::Map(end), .. }) =
                    open.pop().and_then(|begin| steps.get_mut(begin))
                {
                    *end = place + 1;
                }
            }
            _ => {}
        }
        // Each list and mapping has two.
        if place / 2 >= most {
            return Err(ReadError::too_large(most).at(event.start));
        }
        anchors.extend(anchor.map(|name| (name, place)));
        steps.push(Step { kind, start: event.start, span: event.span });
    }
}

/// What the parser says of a document that begins without `---`.
const NO_START: &str = "did not find expected <document start>";

/// After the end of a document: an error where anything but comments follows, whatever it is.
fn nothing_follows(parser: &mut Parser<'_>) -> Result<(), ReadError> {
    let event = parser.next().map_err(|f| syntax(&f))?;
    match event.kind {
        EventKind::StreamEnd => Ok(()),
        _ => Err(syntax(&Fault { scanner: true, context: None, problem: NO_START, at: event.start })),
    }
}

/// A syntax error in Go's words. The line Go prints is 1-based for faults the scanner finds and 0-based for those of the
/// parser; for a fault on the first line it is that of the context, or none.
/// Source: go-yaml v2.4 decode.go, parser.fail.
fn syntax(fault: &Fault) -> ReadError {
    let context = fault.context.unwrap_or_default();
    let line = if fault.at.line != 0 { fault.at.line + usize::from(fault.scanner) } else { context.line };
    let cause = fault.problem;
    let message = if line == 0 { format!("yaml: {cause}") } else { format!("yaml: line {line}: {cause}") };
    ReadError::new(message).at(fault.at)
}
