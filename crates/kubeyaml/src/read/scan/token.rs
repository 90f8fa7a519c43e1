//! What the scanner gives to the parser.

use std::borrow::Cow;
use std::ops::Range;

/// A place in the text, all counted from 0, in characters where nothing else is said.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::read) struct Mark {
    pub index: usize,
    /// The same in bytes.
    pub byte: usize,
    pub line: usize,
    pub column: usize,
}

/// A piece of YAML.
#[derive(Clone, Debug)]
pub(in crate::read) struct Token<'a> {
    pub kind: TokenKind<'a>,
    pub start: Mark,
    /// The byte behind it.
    pub end: usize,
}

impl Token<'_> {
    /// The bytes of the text that it is.
    pub(in crate::read) fn span(&self) -> Range<usize> {
        self.start.byte..self.end
    }
}

/// The kinds of pieces.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::read) enum TokenKind<'a> {
    StreamEnd,
    /// `%YAML 1.1`
    Version(u8, u8),
    /// `%TAG handle prefix`
    TagDirective(&'a str, Cow<'a, str>),
    /// `---`
    DocumentStart,
    /// `...`
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    /// `-`
    BlockEntry,
    /// `,`
    FlowEntry,
    /// `?`, or found to be there by the `:` that followed.
    Key,
    /// `:`
    Value,
    /// `*name`
    Alias(&'a str),
    /// `&name`
    Anchor(&'a str),
    /// `handle` and `suffix` of `!handle!suffix`
    Tag(&'a str, Cow<'a, str>),
    /// Text, and whether it stood there without quotes or `|`.
    Scalar(Cow<'a, str>, bool),
}

/// A syntax error.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::read) struct Fault {
    /// Whether the scanner found it; Go counts its lines in another way.
    pub scanner: bool,
    /// Where the thing began that is at fault, if that is another place.
    pub context: Option<Mark>,
    /// What is wrong, in libyaml's words.
    pub problem: &'static str,
    /// Where.
    pub at: Mark,
}

/// Text put together from parts of the source, borrowed as long as they lie side by side.
pub(super) struct Pieces<'a> {
    source: &'a str,
    from: usize,
    to: usize,
    owned: Option<String>,
}

impl<'a> Pieces<'a> {
    /// Nothing yet.
    pub(super) fn new(source: &'a str) -> Pieces<'a> {
        Pieces { source, from: 0, to: 0, owned: None }
    }

    /// Adds a part of the source.
    pub(super) fn add(&mut self, from: usize, to: usize) {
        if self.owned.is_none() && self.from == self.to {
            (self.from, self.to) = (from, to);
        } else if self.owned.is_none() && self.to == from {
            self.to = to;
        } else {
            let part = self.source.get(from..to).unwrap_or_default();
            self.own().push_str(part);
        }
    }

    /// The text as one that can be added to.
    pub(super) fn own(&mut self) -> &mut String {
        let start = self.source.get(self.from..self.to).unwrap_or_default();
        self.owned.get_or_insert_with(|| start.to_owned())
    }

    /// The text.
    pub(super) fn finish(self) -> Cow<'a, str> {
        match self.owned {
            Some(owned) => Cow::Owned(owned),
            None => Cow::Borrowed(self.source.get(self.from..self.to).unwrap_or_default()),
        }
    }
}

/// The line breaks between two lines of folded text.
#[derive(Default)]
pub(super) struct Breaks {
    pub first: Option<char>,
    pub more: String,
}

impl Breaks {
    /// Adds a line break.
    pub(super) fn add(&mut self, line_break: Option<char>) {
        if self.first.is_none() {
            self.first = line_break;
        } else {
            self.more.extend(line_break);
        }
    }

    /// What they become in the text: one is a space, of several the first is dropped.
    pub(super) fn fold(&mut self, out: &mut String) {
        match self.first.take() {
            Some('\n') if self.more.is_empty() => out.push(' '),
            Some('\n') | None => {}
            Some(other) => out.push(other),
        }
        out.push_str(&self.more);
        self.more.clear();
    }
}
