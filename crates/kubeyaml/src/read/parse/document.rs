//! Where documents begin and end.

use std::borrow::Cow;

use super::super::scan::{Fault, Mark, Token, TokenKind};
use super::{EventKind, Parser, Place, State, Step};

/// What `!` and `!!` stand for when no directive says otherwise.
const DEFAULT_HANDLES: [(&str, &str); 2] = [("!", "!"), ("!!", "tag:yaml.org,2002:")];

impl<'a> Parser<'a> {
    /// The begin of a document; `implicit`: of the first one, which needs no `---`.
    pub(super) fn document_start(&mut self, implicit: bool) -> Step<'a> {
        while !implicit && self.scanner.peek()?.kind == TokenKind::DocumentEnd {
            self.scanner.take();
        }
        let explicit = matches!(
            self.scanner.peek()?.kind,
            TokenKind::Version(..) | TokenKind::TagDirective(..) | TokenKind::DocumentStart
        );
        if self.scanner.peek()?.kind == TokenKind::StreamEnd {
            self.state = State::End;
            return self.event(EventKind::StreamEnd);
        }
        let event = self.event(EventKind::DocumentStart)?;
        self.directives()?;
        if explicit || !implicit {
            if self.scanner.peek()?.kind != TokenKind::DocumentStart {
                let at = self.scanner.peek()?.start;
                return Err(fault("did not find expected <document start>", at));
            }
            self.scanner.take();
            self.state = State::DocumentContent;
        } else {
            self.state = State::BlockNode;
        }
        self.states.push(State::DocumentEnd);
        Ok(event)
    }

    fn directives(&mut self) -> Result<(), Fault> {
        let mut versions = 0;
        while let TokenKind::Version(..) | TokenKind::TagDirective(..) = self.scanner.peek()?.kind {
            let Some(Token { kind, start, .. }) = self.scanner.take() else { break };
            match kind {
                TokenKind::Version(..) if versions > 0 => {
                    return Err(fault("found duplicate %YAML directive", start));
                }
                TokenKind::Version(1, 1) => versions += 1,
                TokenKind::Version(..) => return Err(fault("found incompatible YAML document", start)),
                TokenKind::TagDirective(handle, prefix) => {
                    if self.handles.iter().any(|h| h.0 == handle) {
                        return Err(fault("found duplicate %TAG directive", start));
                    }
                    self.handles.push((handle, prefix));
                }
                _ => {}
            }
        }
        for (handle, prefix) in DEFAULT_HANDLES {
            if !self.handles.iter().any(|h| h.0 == handle) {
                self.handles.push((handle, Cow::Borrowed(prefix)));
            }
        }
        Ok(())
    }

    /// The node of a document after `---`, if there is any.
    pub(super) fn document_content(&mut self) -> Step<'a> {
        match self.scanner.peek()?.kind {
            TokenKind::Version(..)
            | TokenKind::TagDirective(..)
            | TokenKind::DocumentStart
            | TokenKind::DocumentEnd
            | TokenKind::StreamEnd => {
                let start = self.scanner.peek()?.start;
                let state = self.states.pop().unwrap_or(State::End);
                self.nothing(state, start)
            }
            _ => self.node(Place::Block),
        }
    }

    /// The end of a document.
    pub(super) fn document_end(&mut self) -> Step<'a> {
        let event = self.event(EventKind::DocumentEnd)?;
        if self.scanner.peek()?.kind == TokenKind::DocumentEnd {
            self.scanner.take();
        }
        self.handles.clear();
        self.state = State::DocumentStart;
        Ok(event)
    }
}

fn fault(problem: &'static str, at: Mark) -> Fault {
    Fault { scanner: false, context: None, problem, at }
}
