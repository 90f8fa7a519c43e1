//! Lists and mappings, in blocks and in brackets.

use super::super::scan::TokenKind;
use super::{EventKind, Parser, Place, State, Step, fault};

impl<'a> Parser<'a> {
    /// An entry of an indented list, or its end.
    pub(super) fn block_sequence(&mut self, first: bool) -> Step<'a> {
        if first {
            self.enter()?;
        }
        let token = self.scanner.peek()?;
        let start = token.start;
        match token.kind {
            TokenKind::BlockEntry => {
                self.scanner.take();
                match self.scanner.peek()?.kind {
                    TokenKind::BlockEntry | TokenKind::BlockEnd => self.nothing(State::BlockSequence, start),
                    _ => self.node_then(State::BlockSequence, Place::Block),
                }
            }
            TokenKind::BlockEnd => self.leave(EventKind::SequenceEnd),
            _ => self.fail("did not find expected '-' indicator"),
        }
    }

    /// An entry of a list that is not deeper than the mapping it is in, or its end.
    pub(super) fn indentless_sequence(&mut self) -> Step<'a> {
        let token = self.scanner.peek()?;
        let start = token.start;
        if token.kind != TokenKind::BlockEntry {
            self.pop_state();
            return self.event(EventKind::SequenceEnd);
        }
        self.scanner.take();
        match self.scanner.peek()?.kind {
            TokenKind::BlockEntry | TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd => {
                self.nothing(State::IndentlessSequence, start)
            }
            _ => self.node_then(State::IndentlessSequence, Place::Block),
        }
    }

    /// A key of a block mapping, or its end.
    pub(super) fn block_mapping(&mut self, first: bool) -> Step<'a> {
        if first {
            self.enter()?;
        }
        match self.scanner.peek()?.kind {
            TokenKind::Key => self.after_indicator(State::BlockMappingValue),
            TokenKind::BlockEnd => self.leave(EventKind::MappingEnd),
            _ => self.fail("did not find expected key"),
        }
    }

    /// A value of a block mapping.
    pub(super) fn block_mapping_value(&mut self) -> Step<'a> {
        let token = self.scanner.peek()?;
        let start = token.start;
        match token.kind {
            TokenKind::Value => self.after_indicator(State::BlockMapping),
            _ => self.nothing(State::BlockMapping, start),
        }
    }

    /// The node after a `?` or `:` of a block mapping, or nothing.
    fn after_indicator(&mut self, then: State) -> Step<'a> {
        let start = self.scanner.peek()?.start;
        self.scanner.take();
        match self.scanner.peek()?.kind {
            TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd => self.nothing(then, start),
            _ => self.node_then(then, Place::BlockEntry),
        }
    }

    /// An entry of a list in brackets, or its end. `[a: b]` has a mapping for an entry.
    pub(super) fn flow_sequence(&mut self, first: bool) -> Step<'a> {
        if first {
            self.enter()?;
        }
        if self.scanner.peek()?.kind != TokenKind::FlowSequenceEnd {
            if !first {
                if self.scanner.peek()?.kind != TokenKind::FlowEntry {
                    return self.fail("did not find expected ',' or ']'");
                }
                self.scanner.take();
            }
            match self.scanner.peek()?.kind {
                TokenKind::Key => {
                    let event = self.event(EventKind::MappingStart(None));
                    self.scanner.take();
                    self.state = State::FlowPairKey;
                    return event;
                }
                TokenKind::FlowSequenceEnd => {}
                _ => return self.node_then(State::FlowSequence, Place::Flow),
            }
        }
        self.leave(EventKind::SequenceEnd)
    }

    pub(super) fn flow_pair_key(&mut self) -> Step<'a> {
        let token = self.scanner.peek()?;
        let start = token.start;
        match token.kind {
            TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowSequenceEnd => {
                // libyaml swallows this token; so `[? : x]` is an error there and here.
                self.scanner.take();
                self.nothing(State::FlowPairValue, start)
            }
            _ => self.node_then(State::FlowPairValue, Place::Flow),
        }
    }

    pub(super) fn flow_pair_value(&mut self) -> Step<'a> {
        let start = self.scanner.peek()?.start;
        if self.scanner.peek()?.kind == TokenKind::Value {
            self.scanner.take();
            if !matches!(self.scanner.peek()?.kind, TokenKind::FlowEntry | TokenKind::FlowSequenceEnd) {
                return self.node_then(State::FlowPairEnd, Place::Flow);
            }
        }
        self.nothing(State::FlowPairEnd, start)
    }

    pub(super) fn flow_pair_end(&mut self) -> Step<'a> {
        self.state = State::FlowSequence;
        self.event(EventKind::MappingEnd)
    }

    /// A key of a mapping in braces, or its end.
    pub(super) fn flow_mapping(&mut self, first: bool) -> Step<'a> {
        if first {
            self.enter()?;
        }
        if self.scanner.peek()?.kind != TokenKind::FlowMappingEnd {
            if !first {
                if self.scanner.peek()?.kind != TokenKind::FlowEntry {
                    return self.fail("did not find expected ',' or '}'");
                }
                self.scanner.take();
            }
            match self.scanner.peek()?.kind {
                TokenKind::Key => {
                    self.scanner.take();
                    let token = self.scanner.peek()?;
                    let start = token.start;
                    return match token.kind {
                        TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowMappingEnd => {
                            self.nothing(State::FlowMappingValue, start)
                        }
                        _ => self.node_then(State::FlowMappingValue, Place::Flow),
                    };
                }
                TokenKind::FlowMappingEnd => {}
                _ => return self.node_then(State::FlowMappingNoValue, Place::Flow),
            }
        }
        self.leave(EventKind::MappingEnd)
    }

    /// A value of a mapping in braces; `none`: the key came without `:`.
    pub(super) fn flow_mapping_value(&mut self, none: bool) -> Step<'a> {
        let start = self.scanner.peek()?.start;
        if !none && self.scanner.peek()?.kind == TokenKind::Value {
            self.scanner.take();
            if !matches!(self.scanner.peek()?.kind, TokenKind::FlowEntry | TokenKind::FlowMappingEnd) {
                return self.node_then(State::FlowMapping, Place::Flow);
            }
        }
        self.nothing(State::FlowMapping, start)
    }

    /// Takes the token that began a list or mapping.
    fn enter(&mut self) -> Result<(), super::Fault> {
        let start = self.scanner.peek()?.start;
        self.marks.push(start);
        self.scanner.take();
        Ok(())
    }

    /// Takes the token that ends a list or mapping.
    fn leave(&mut self, kind: EventKind<'a>) -> Step<'a> {
        let event = self.event(kind);
        self.scanner.take();
        self.marks.pop();
        self.pop_state();
        event
    }

    fn fail(&mut self, problem: &'static str) -> Step<'a> {
        let context = self.marks.pop().unwrap_or_default();
        Err(fault(context, problem, self.scanner.peek()?.start))
    }
}
