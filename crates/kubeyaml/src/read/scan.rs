//! From characters to tokens, as libyaml's scanner finds them.
//!
//! Two things make YAML's tokens depend on what follows. A `:` makes a key of what stood before it on its line, so
//! tokens wait in a queue as long as they may turn out to begin a key. And indentation begins and ends blocks, so
//! tokens for these are put in where a line begins deeper or less deep.
//! Source: go-yaml v2.4 scannerc.go.

mod block_scalar;
mod cursor;
mod flow_scalar;
mod property;
mod token;

use std::collections::VecDeque;

use cursor::Cursor;
pub(super) use flow_scalar::short_escape;
pub(super) use token::{Fault, Mark, Token, TokenKind};

/// How many characters a key may span together with its `:`.
const KEY_SPAN: usize = 1024;

/// Gives tokens one by one.
pub(super) struct Scanner<'a> {
    source: &'a str,
    cursor: Cursor<'a>,
    queue: VecDeque<Token<'a>>,
    /// How many tokens have left the queue.
    taken: usize,
    ended: bool,
    /// The columns the block content must at least have: the indentation plus one, 0 outside of any block.
    floor: usize,
    floors: Vec<usize>,
    simple_key_allowed: bool,
    /// For the block context and each open `[` or `{`: the key that may have begun there.
    keys: Vec<SimpleKey>,
    /// Which of `keys` begin at a token still waiting, by the tokens' numbers in rising order.
    waiting: VecDeque<(usize, usize)>,
}

#[derive(Clone, Copy)]
struct SimpleKey {
    possible: bool,
    required: bool,
    token: usize,
    mark: Mark,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(source: &'a str) -> Scanner<'a> {
        let none = SimpleKey { possible: false, required: false, token: 0, mark: Mark::default() };
        Scanner {
            source,
            cursor: Cursor::new(source),
            queue: VecDeque::new(),
            taken: 0,
            ended: false,
            floor: 0,
            floors: Vec::new(),
            simple_key_allowed: true,
            keys: vec![none],
            waiting: VecDeque::new(),
        }
    }

    /// The next token, left in place. After the last one its place stays.
    pub(super) fn peek(&mut self) -> Result<&Token<'a>, Fault> {
        while self.needs_more()? && !self.ended {
            self.fetch()?;
        }
        if self.queue.is_empty() {
            let end = Self::empty_token(TokenKind::StreamEnd, self.cursor.mark());
            self.queue.push_back(end);
        }
        self.queue.front().ok_or(Fault { scanner: true, context: None, problem: "", at: Mark::default() })
    }

    /// Takes the token that was peeked at.
    pub(super) fn take(&mut self) -> Option<Token<'a>> {
        self.taken += 1;
        self.queue.pop_front()
    }

    /// Whether the first token in the queue may still get a key token put before it.
    fn needs_more(&mut self) -> Result<bool, Fault> {
        if self.queue.is_empty() {
            return Ok(true);
        }
        while self.waiting.front().is_some_and(|w| w.0 < self.taken) {
            self.waiting.pop_front();
        }
        match self.waiting.front() {
            Some((token, level)) if *token == self.taken => self.key_is_valid(*level),
            _ => Ok(false),
        }
    }

    /// Whether the key of a level can still get its `:`.
    fn key_is_valid(&mut self, level: usize) -> Result<bool, Fault> {
        let here = self.cursor.mark();
        let Some(key) = self.keys.get_mut(level) else { return Ok(false) };
        if !key.possible {
            return Ok(false);
        }
        if key.mark.line < here.line || key.mark.index + KEY_SPAN < here.index {
            if key.required {
                let start = key.mark;
                return Err(self.fault(start, "could not find expected ':'"));
            }
            key.possible = false;
        }
        Ok(key.possible)
    }

    /// Scans one more token, and those its place begins or ends.
    fn fetch(&mut self) -> Result<(), Fault> {
        self.skip_to_token();
        self.close_blocks(self.cursor.column());
        if self.cursor.at_end() {
            return self.fetch_end();
        }
        if self.cursor.column() == 0 {
            if self.cursor.byte() == b'%' {
                self.leave_blocks()?;
                return self.push_scanned(Self::directive);
            }
            if self.cursor.is_document_indicator() {
                let start = self.cursor.byte() == b'-';
                self.leave_blocks()?;
                return self.push_indicator(
                    if start { TokenKind::DocumentStart } else { TokenKind::DocumentEnd },
                    3,
                );
            }
        }
        let flow = self.flow_level() > 0;
        let before_blank = self.cursor.is_blank_or_end(1);
        match self.cursor.byte() {
            b'[' => self.fetch_flow_start(TokenKind::FlowSequenceStart),
            b'{' => self.fetch_flow_start(TokenKind::FlowMappingStart),
            b']' => self.fetch_flow_end(TokenKind::FlowSequenceEnd),
            b'}' => self.fetch_flow_end(TokenKind::FlowMappingEnd),
            b',' => {
                self.drop_key()?;
                self.simple_key_allowed = true;
                self.push_indicator(TokenKind::FlowEntry, 1)
            }
            b'-' if before_blank => self.fetch_block_entry(),
            b'?' if flow || before_blank => self.fetch_key(),
            b':' if flow || before_blank => self.fetch_value(),
            b'*' => self.push_key_scanned(|s| s.anchor_name().map(TokenKind::Alias)),
            b'&' => self.push_key_scanned(|s| s.anchor_name().map(TokenKind::Anchor)),
            b'!' => self.push_key_scanned(Self::tag),
            literal @ (b'|' | b'>') if !flow => {
                self.drop_key()?;
                self.simple_key_allowed = true;
                self.push_scanned(|s| s.block_scalar(literal == b'|').map(|t| TokenKind::Scalar(t, false)))
            }
            quote @ (b'\'' | b'"') => {
                self.push_key_scanned(|s| s.quoted(quote).map(|t| TokenKind::Scalar(t, false)))
            }
            b'\t' | b'#' | b'|' | b'>' | b'%' | b'@' | b'`' => Err(self.no_token()),
            _ => self.push_key_scanned(|s| s.plain().map(|t| TokenKind::Scalar(t, true))),
        }
    }

    fn no_token(&self) -> Fault {
        let here = self.cursor.mark();
        self.fault(here, "found character that cannot start any token")
    }

    /// Moves over blanks, comments and empty lines. Tabs are blanks except where indentation counts.
    fn skip_to_token(&mut self) {
        loop {
            let tabs = self.flow_level() > 0 || !self.simple_key_allowed;
            while self.cursor.byte() == b' ' || (tabs && self.cursor.byte() == b'\t') {
                self.cursor.skip(1);
            }
            self.cursor.skip_comment();
            if self.cursor.take_break().is_none() {
                return;
            }
            if self.flow_level() == 0 {
                self.simple_key_allowed = true;
            }
        }
    }

    fn fetch_end(&mut self) -> Result<(), Fault> {
        if self.cursor.column() != 0 {
            self.cursor.new_line();
        }
        self.leave_blocks()?;
        self.ended = true;
        self.push_indicator(TokenKind::StreamEnd, 0)
    }

    fn fetch_flow_start(&mut self, kind: TokenKind<'a>) -> Result<(), Fault> {
        self.note_key()?;
        let token = self.next_number();
        self.keys.push(SimpleKey { possible: false, required: false, token, mark: self.cursor.mark() });
        self.simple_key_allowed = true;
        self.push_indicator(kind, 1)
    }

    fn fetch_flow_end(&mut self, kind: TokenKind<'a>) -> Result<(), Fault> {
        self.drop_key()?;
        if self.flow_level() > 0
            && let Some(level) = self.keys.pop()
        {
            self.forget(level.token);
        }
        self.simple_key_allowed = false;
        self.push_indicator(kind, 1)
    }

    fn fetch_block_entry(&mut self) -> Result<(), Fault> {
        if self.flow_level() == 0 {
            if !self.simple_key_allowed {
                return Err(self.misplaced("block sequence entries are not allowed in this context"));
            }
            self.open_block(self.cursor.mark(), None, TokenKind::BlockSequenceStart);
        }
        self.drop_key()?;
        self.simple_key_allowed = true;
        self.push_indicator(TokenKind::BlockEntry, 1)
    }

    fn fetch_key(&mut self) -> Result<(), Fault> {
        if self.flow_level() == 0 {
            if !self.simple_key_allowed {
                return Err(self.misplaced("mapping keys are not allowed in this context"));
            }
            self.open_block(self.cursor.mark(), None, TokenKind::BlockMappingStart);
        }
        self.drop_key()?;
        self.simple_key_allowed = self.flow_level() == 0;
        self.push_indicator(TokenKind::Key, 1)
    }

    fn fetch_value(&mut self) -> Result<(), Fault> {
        let level = self.flow_level();
        if self.key_is_valid(level)?
            && let Some(key) = self.keys.get_mut(level)
        {
            key.possible = false;
            let SimpleKey { token, mark, .. } = *key;
            let key = Self::empty_token(TokenKind::Key, mark);
            self.insert(Some(token), key);
            self.open_block(mark, Some(token), TokenKind::BlockMappingStart);
            self.forget(token);
            self.simple_key_allowed = false;
        } else {
            if level == 0 {
                if !self.simple_key_allowed {
                    return Err(self.misplaced("mapping values are not allowed in this context"));
                }
                self.open_block(self.cursor.mark(), None, TokenKind::BlockMappingStart);
            }
            self.simple_key_allowed = level == 0;
        }
        self.push_indicator(TokenKind::Value, 1)
    }

    fn flow_level(&self) -> usize {
        self.keys.len() - 1
    }

    /// The number the next token will have.
    fn next_number(&self) -> usize {
        self.taken + self.queue.len()
    }

    fn push_indicator(&mut self, kind: TokenKind<'a>, length: usize) -> Result<(), Fault> {
        let start = self.cursor.mark();
        self.cursor.skip(length);
        self.queue.push_back(Token { kind, start, end: self.cursor.at() });
        Ok(())
    }

    fn push_scanned(
        &mut self,
        scan: impl FnOnce(&mut Self) -> Result<TokenKind<'a>, Fault>,
    ) -> Result<(), Fault> {
        let start = self.cursor.mark();
        let kind = scan(self)?;
        self.queue.push_back(Token { kind, start, end: self.cursor.at() });
        Ok(())
    }

    /// Scans a token that may begin a key, and after which none can begin.
    fn push_key_scanned(
        &mut self,
        scan: impl FnOnce(&mut Self) -> Result<TokenKind<'a>, Fault>,
    ) -> Result<(), Fault> {
        self.note_key()?;
        self.simple_key_allowed = false;
        self.push_scanned(scan)
    }

    /// A token that takes no text.
    fn empty_token(kind: TokenKind<'a>, start: Mark) -> Token<'a> {
        Token { kind, start, end: start.byte }
    }

    /// Puts a token before the one with a number; at the end, when that one has left already.
    fn insert(&mut self, before: Option<usize>, token: Token<'a>) {
        match before.and_then(|number| number.checked_sub(self.taken)) {
            Some(place) if place < self.queue.len() => self.queue.insert(place, token),
            _ => self.queue.push_back(token),
        }
    }

    /// Notes that a key may begin here. At the indentation of a block it must be one.
    fn note_key(&mut self) -> Result<(), Fault> {
        if !self.simple_key_allowed {
            return Ok(());
        }
        let mark = self.cursor.mark();
        let required = self.flow_level() == 0 && self.floor == mark.column + 1;
        let token = self.next_number();
        self.drop_key()?;
        let level = self.flow_level();
        if let Some(key) = self.keys.last_mut() {
            *key = SimpleKey { possible: true, required, token, mark };
        }
        if self.waiting.back().is_some_and(|w| w.0 == token) {
            self.waiting.pop_back();
        }
        self.waiting.push_back((token, level));
        Ok(())
    }

    /// What may have begun a key on this level did not.
    fn drop_key(&mut self) -> Result<(), Fault> {
        let Some(key) = self.keys.last_mut().filter(|k| k.possible) else { return Ok(()) };
        let SimpleKey { required, token, mark, .. } = *key;
        if required {
            return Err(self.fault(mark, "could not find expected ':'"));
        }
        key.possible = false;
        self.forget(token);
        Ok(())
    }

    fn forget(&mut self, token: usize) {
        if let Some(at) = self.waiting.iter().rposition(|w| w.0 <= token)
            && self.waiting.get(at).is_some_and(|w| w.0 == token)
        {
            self.waiting.remove(at);
        }
    }

    /// Begins a block at a column deeper than the one around it.
    fn open_block(&mut self, at: Mark, before: Option<usize>, kind: TokenKind<'a>) {
        if self.flow_level() == 0 && self.floor <= at.column {
            self.floors.push(self.floor);
            self.floor = at.column + 1;
            let token = Self::empty_token(kind, at);
            self.insert(before, token);
        }
    }

    /// Ends the blocks that are deeper than a column.
    fn close_blocks(&mut self, column: usize) {
        while self.flow_level() == 0 && self.floor > column + 1 {
            self.close_block();
        }
    }

    fn close_block(&mut self) {
        let end = Self::empty_token(TokenKind::BlockEnd, self.cursor.mark());
        self.queue.push_back(end);
        self.floor = self.floors.pop().unwrap_or(0);
    }

    /// Ends all blocks, at the border of a document.
    fn leave_blocks(&mut self) -> Result<(), Fault> {
        while self.flow_level() == 0 && self.floor > 0 {
            self.close_block();
        }
        self.drop_key()?;
        self.simple_key_allowed = false;
        Ok(())
    }

    /// A fault here, in something that began at `start`.
    fn fault(&self, start: Mark, problem: &'static str) -> Fault {
        Fault { scanner: true, context: Some(start), problem, at: self.cursor.mark() }
    }

    fn misplaced(&self, problem: &'static str) -> Fault {
        self.fault(self.cursor.mark(), problem)
    }
}
