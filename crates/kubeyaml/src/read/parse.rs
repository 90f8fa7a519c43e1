//! From tokens to events: the grammar of YAML as a machine with a stack, so that no depth can overflow ours.
//! Source: go-yaml v2.4 parserc.go.

mod collection;
mod document;

use std::borrow::Cow;
use std::ops::Range;

use super::scan::{Fault, Mark, Scanner, Token, TokenKind};

/// A step of a document.
#[derive(Debug)]
pub(super) struct Event<'a> {
    pub kind: EventKind<'a>,
    pub start: Mark,
    /// The bytes of the text that it is, without anchor and tag; of a list or mapping in a block those where it begins.
    pub span: Range<usize>,
}

/// The kinds of steps.
#[derive(Debug)]
pub(super) enum EventKind<'a> {
    DocumentStart,
    DocumentEnd,
    StreamEnd,
    Alias(&'a str),
    Scalar {
        anchor: Option<&'a str>,
        /// `` when it has none.
        tag: Cow<'a, str>,
        text: Cow<'a, str>,
        /// Plain and without a tag, or with the tag `!`.
        implicit: bool,
    },
    SequenceStart(Option<&'a str>),
    SequenceEnd,
    MappingStart(Option<&'a str>),
    MappingEnd,
}

/// What is expected next.
#[derive(Clone, Copy, Debug)]
enum State {
    ImplicitDocumentStart,
    DocumentStart,
    DocumentContent,
    DocumentEnd,
    BlockNode,
    BlockSequenceFirst,
    BlockSequence,
    IndentlessSequence,
    BlockMappingFirst,
    BlockMapping,
    BlockMappingValue,
    FlowSequenceFirst,
    FlowSequence,
    FlowPairKey,
    FlowPairValue,
    FlowPairEnd,
    FlowMappingFirst,
    FlowMapping,
    FlowMappingValue,
    FlowMappingNoValue,
    End,
}

/// Gives events one by one.
pub(super) struct Parser<'a> {
    scanner: Scanner<'a>,
    state: State,
    /// What to go on with when the nodes open now have ended.
    states: Vec<State>,
    /// Where the lists and mappings open now began.
    marks: Vec<Mark>,
    /// Handles of tags and what they stand for.
    handles: Vec<(&'a str, Cow<'a, str>)>,
}

/// Where a node may stand.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Flow,
    Block,
    /// In a block mapping, where a list need not be indented.
    BlockEntry,
}

type Step<'a> = Result<Event<'a>, Fault>;

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str) -> Parser<'a> {
        Parser {
            scanner: Scanner::new(text),
            state: State::ImplicitDocumentStart,
            states: Vec::new(),
            marks: Vec::new(),
            handles: Vec::new(),
        }
    }

    /// The next event; after the last one `StreamEnd` again and again.
    pub(super) fn next(&mut self) -> Step<'a> {
        match self.state {
            State::ImplicitDocumentStart => self.document_start(true),
            State::DocumentStart => self.document_start(false),
            State::DocumentContent => self.document_content(),
            State::DocumentEnd => self.document_end(),
            State::BlockNode => self.node(Place::Block),
            State::BlockSequenceFirst => self.block_sequence(true),
            State::BlockSequence => self.block_sequence(false),
            State::IndentlessSequence => self.indentless_sequence(),
            State::BlockMappingFirst => self.block_mapping(true),
            State::BlockMapping => self.block_mapping(false),
            State::BlockMappingValue => self.block_mapping_value(),
            State::FlowSequenceFirst => self.flow_sequence(true),
            State::FlowSequence => self.flow_sequence(false),
            State::FlowPairKey => self.flow_pair_key(),
            State::FlowPairValue => self.flow_pair_value(),
            State::FlowPairEnd => self.flow_pair_end(),
            State::FlowMappingFirst => self.flow_mapping(true),
            State::FlowMapping => self.flow_mapping(false),
            State::FlowMappingValue => self.flow_mapping_value(false),
            State::FlowMappingNoValue => self.flow_mapping_value(true),
            State::End => self.event(EventKind::StreamEnd),
        }
    }

    /// A node: an alias, or properties and content.
    fn node(&mut self, place: Place) -> Step<'a> {
        let token = self.scanner.peek()?;
        let (start, span) = (token.start, token.span());
        if let TokenKind::Alias(name) = token.kind {
            self.scanner.take();
            self.pop_state();
            return Ok(Event { kind: EventKind::Alias(name), start, span });
        }
        let (anchor, tag, end) = self.properties(start)?;
        let (content_start, span) = (self.scanner.peek()?.start, self.scanner.peek()?.span());
        let sequence = EventKind::SequenceStart(anchor);
        let mapping = EventKind::MappingStart(anchor);
        let (state, kind) = match self.scanner.peek()?.kind {
            TokenKind::BlockEntry if place == Place::BlockEntry => (State::IndentlessSequence, sequence),
            TokenKind::Scalar(..) => {
                self.pop_state();
                return Ok(Event { kind: self.scalar(anchor, tag), start, span });
            }
            TokenKind::FlowSequenceStart => (State::FlowSequenceFirst, sequence),
            TokenKind::FlowMappingStart => (State::FlowMappingFirst, mapping),
            TokenKind::BlockSequenceStart if place != Place::Flow => (State::BlockSequenceFirst, sequence),
            TokenKind::BlockMappingStart if place != Place::Flow => (State::BlockMappingFirst, mapping),
            _ if anchor.is_some() || !tag.is_empty() => {
                self.pop_state();
                let implicit = tag.is_empty();
                let kind = EventKind::Scalar { anchor, tag, text: Cow::Borrowed(""), implicit };
                return Ok(Event { kind, start, span: end..end });
            }
            _ => return Err(fault(start, "did not find expected node content", content_start)),
        };
        self.state = state;
        Ok(Event { kind, start, span })
    }

    /// The anchor and the tag before a node, in any order, and the byte behind them.
    fn properties(&mut self, start: Mark) -> Result<(Option<&'a str>, Cow<'a, str>, usize), Fault> {
        let mut anchor = None;
        let mut tag = None;
        let mut end = start.byte;
        loop {
            match self.scanner.peek()?.kind {
                TokenKind::Anchor(name) if anchor.is_none() => anchor = Some(name),
                TokenKind::Tag(..) if tag.is_none() => {}
                _ => break,
            }
            let Some(token) = self.scanner.take() else { break };
            end = token.end;
            if let TokenKind::Tag(handle, suffix) = token.kind {
                tag = Some((handle, suffix, token.start));
            }
        }
        let tag = match tag {
            None => Cow::Borrowed(""),
            Some(("", uri, _)) => uri,
            Some((handle, suffix, at)) => match self.handles.iter().find(|h| h.0 == handle) {
                Some((_, prefix)) => Cow::Owned(format!("{prefix}{suffix}")),
                None => return Err(fault(start, "found undefined tag handle", at)),
            },
        };
        Ok((anchor, tag, end))
    }

    fn scalar(&mut self, anchor: Option<&'a str>, tag: Cow<'a, str>) -> EventKind<'a> {
        let (text, plain) = match self.scanner.take() {
            Some(Token { kind: TokenKind::Scalar(text, plain), .. }) => (text, plain),
            _ => (Cow::Borrowed(""), true),
        };
        let implicit = (tag.is_empty() && plain) || tag == "!";
        EventKind::Scalar { anchor, tag, text, implicit }
    }

    /// A node with nothing in it; then `state`.
    fn nothing(&mut self, state: State, start: Mark) -> Step<'a> {
        self.state = state;
        let kind = EventKind::Scalar {
            anchor: None,
            tag: Cow::Borrowed(""),
            text: Cow::Borrowed(""),
            implicit: true,
        };
        Ok(Event { kind, start, span: start.byte..start.byte })
    }

    /// A node; then `state`.
    fn node_then(&mut self, state: State, place: Place) -> Step<'a> {
        self.states.push(state);
        self.node(place)
    }

    fn event(&mut self, kind: EventKind<'a>) -> Step<'a> {
        let token = self.scanner.peek()?;
        Ok(Event { kind, start: token.start, span: token.span() })
    }

    fn pop_state(&mut self) {
        self.state = self.states.pop().unwrap_or(State::End);
    }
}

/// A fault of grammar in something that began at `context`.
fn fault(context: Mark, problem: &'static str, at: Mark) -> Fault {
    Fault { scanner: false, context: Some(context), problem, at }
}
