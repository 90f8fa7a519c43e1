//! From text to tokens.
//!
//! Source: Go 1.26 text/template/parse lex.go.

mod number;
mod token;

pub(crate) use token::{Item, Kind};

use std::borrow::Cow;

use crate::format::code_point;

/// The scanner.
pub(crate) struct Lexer<'s> {
    input: &'s str,
    left: &'s str,
    right: &'s str,
    pos: usize,
    start: usize,
    line: usize,
    start_line: usize,
    open_parens: usize,
    inside_action: bool,
    /// `break` and `continue` are keywords unless functions have these names.
    pub(crate) break_ok: bool,
    pub(crate) continue_ok: bool,
}

impl<'s> Lexer<'s> {
    /// A scanner of `input`; empty delimiters stand for `{{` and `}}`.
    pub(crate) fn new(input: &'s str, left: &'s str, right: &'s str) -> Lexer<'s> {
        Lexer {
            input,
            left: if left.is_empty() { "{{" } else { left },
            right: if right.is_empty() { "}}" } else { right },
            pos: 0,
            start: 0,
            line: 1,
            start_line: 1,
            open_parens: 0,
            inside_action: false,
            break_ok: true,
            continue_ok: true,
        }
    }

    /// The next token.
    pub(crate) fn next_item(&mut self) -> Item<'s> {
        if self.inside_action {
            return self.action();
        }
        loop {
            if let Some(item) = self.text() {
                return item;
            }
        }
    }

    fn rest(&self) -> &'s str {
        self.input.get(self.pos..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.pos += c.len_utf8();
        if c == '\n' {
            self.line += 1;
        }
        Some(c)
    }

    fn accept(&mut self, valid: impl Fn(u8) -> bool) -> bool {
        let ok = self.rest().bytes().next().is_some_and(valid);
        if ok {
            self.pos += 1;
        }
        ok
    }

    fn accept_run(&mut self, valid: impl Fn(u8) -> bool) {
        self.pos += self.rest().bytes().take_while(|&b| valid(b)).count();
    }

    fn pending(&self) -> &'s str {
        self.input.get(self.start..self.pos).unwrap_or("")
    }

    fn item(&mut self, kind: Kind) -> Item<'s> {
        let item = Item { kind, pos: self.start, val: Cow::Borrowed(self.pending()), line: self.start_line };
        self.start = self.pos;
        self.start_line = self.line;
        item
    }

    /// Skips what was passed over without counting its lines.
    fn ignore(&mut self) {
        self.count_lines();
        self.start = self.pos;
        self.start_line = self.line;
    }

    fn count_lines(&mut self) {
        self.line += self.pending().bytes().filter(|&b| b == b'\n').count();
    }

    /// An error token; nothing comes after it.
    fn error(&mut self, message: impl Into<Cow<'s, str>>) -> Item<'s> {
        let item = Item { kind: Kind::Error, pos: self.start, val: message.into(), line: self.start_line };
        self.input = "";
        self.pos = 0;
        self.start = 0;
        item
    }

    /// Text up to an action; `None` after a comment, to go on.
    fn text(&mut self) -> Option<Item<'s>> {
        let Some(before) = self.rest().find(self.left) else {
            self.pos = self.input.len();
            if self.pos > self.start {
                self.count_lines();
                return Some(self.item(Kind::Text));
            }
            return Some(Item {
                kind: Kind::Eof,
                pos: self.pos,
                val: Cow::Borrowed("EOF"),
                line: self.start_line,
            });
        };
        if before > 0 {
            self.pos += before;
            let after = self.input.get(self.pos + self.left.len()..).unwrap_or("");
            let trimmed =
                if has_left_trim(after) { self.pending().len() - trim_end(self.pending()).len() } else { 0 };
            self.pos -= trimmed;
            self.count_lines();
            let item = self.item(Kind::Text);
            self.pos += trimmed;
            self.ignore();
            if !item.val.is_empty() {
                return Some(item);
            }
        }
        self.left_delim()
    }

    fn left_delim(&mut self) -> Option<Item<'s>> {
        self.pos += self.left.len();
        let marker = if has_left_trim(self.rest()) { 2 } else { 0 };
        if self.rest().get(marker..).is_some_and(|rest| rest.starts_with("/*")) {
            self.pos += marker;
            self.ignore();
            return self.comment();
        }
        let item = self.item(Kind::LeftDelim);
        self.inside_action = true;
        self.pos += marker;
        self.ignore();
        self.open_parens = 0;
        Some(item)
    }

    fn comment(&mut self) -> Option<Item<'s>> {
        self.pos += 2;
        let Some(length) = self.rest().find("*/") else {
            return Some(self.error("unclosed comment"));
        };
        self.pos += length + 2;
        let Some(trim) = self.right_delim_here() else {
            return Some(self.error("comment ends before closing delimiter"));
        };
        self.skip_right_delim(trim);
        self.ignore();
        None
    }

    /// Whether the right delimiter comes next, and if so, whether it trims.
    fn right_delim_here(&self) -> Option<bool> {
        let rest = self.rest();
        if has_right_trim(rest) && rest.get(2..).is_some_and(|rest| rest.starts_with(self.right)) {
            return Some(true);
        }
        rest.starts_with(self.right).then_some(false)
    }

    fn skip_right_delim(&mut self, trim: bool) {
        self.pos += self.right.len() + if trim { 2 } else { 0 };
        if trim {
            self.pos += self.rest().bytes().take_while(|&b| is_space_byte(b)).count();
        }
    }

    fn right_delim(&mut self, trim: bool) -> Item<'s> {
        if trim {
            self.pos += 2;
            self.ignore();
        }
        self.pos += self.right.len();
        let item = self.item(Kind::RightDelim);
        if trim {
            self.pos += self.rest().bytes().take_while(|&b| is_space_byte(b)).count();
            self.ignore();
        }
        self.inside_action = false;
        item
    }

    fn action(&mut self) -> Item<'s> {
        if let Some(trim) = self.right_delim_here() {
            if self.open_parens == 0 {
                return self.right_delim(trim);
            }
            return self.error("unclosed left paren");
        }
        let Some(c) = self.peek() else { return self.error("unclosed action") };
        if is_space(c) {
            return self.space();
        }
        self.bump();
        match c {
            '=' => self.item(Kind::Assign),
            ':' if self.bump() == Some('=') => self.item(Kind::Declare),
            ':' => self.error("expected :="),
            '|' => self.item(Kind::Pipe),
            '"' => self.quoted('"', Kind::String, "unterminated quoted string"),
            '\'' => self.quoted('\'', Kind::CharConstant, "unterminated character constant"),
            '`' => self.raw(),
            '$' => self.field_or_variable(Kind::Variable),
            '.' if !self.rest().bytes().next().is_none_or(|b| b.is_ascii_digit()) => {
                self.field_or_variable(Kind::Field)
            }
            '.' | '+' | '-' | '0'..='9' => {
                self.pos -= 1;
                self.number()
            }
            '(' => {
                self.open_parens += 1;
                self.item(Kind::LeftParen)
            }
            ')' => match self.open_parens.checked_sub(1) {
                Some(open) => {
                    self.open_parens = open;
                    self.item(Kind::RightParen)
                }
                None => self.error("unexpected right paren"),
            },
            c if is_alphanumeric(c) => self.identifier(),
            ' '..='~' => self.item(Kind::Char),
            c => self.error(format!("unrecognized character in action: {}", code_point(c))),
        }
    }

    fn space(&mut self) -> Item<'s> {
        let mut count = 0;
        while self.rest().bytes().next().is_some_and(is_space_byte) {
            self.bump();
            count += 1;
        }
        let last = self.input.get(self.pos - 1..).unwrap_or("");
        if has_right_trim(last) && last.get(2..).is_some_and(|rest| rest.starts_with(self.right)) {
            self.pos -= 1;
            if last.starts_with('\n') {
                self.line -= 1;
            }
            if count == 1 {
                return self.right_delim(true);
            }
        }
        self.item(Kind::Space)
    }

    fn word(&mut self) {
        while self.peek().is_some_and(is_alphanumeric) {
            self.bump();
        }
    }

    fn identifier(&mut self) -> Item<'s> {
        self.word();
        if !self.at_terminator() {
            return self.bad_character();
        }
        let word = self.pending();
        match Kind::keyword(word) {
            Some(Kind::Break) if !self.break_ok => self.item(Kind::Identifier),
            Some(Kind::Continue) if !self.continue_ok => self.item(Kind::Identifier),
            Some(kind) => self.item(kind),
            None if word == "true" || word == "false" => self.item(Kind::Bool),
            None => self.item(Kind::Identifier),
        }
    }

    fn field_or_variable(&mut self, kind: Kind) -> Item<'s> {
        if self.at_terminator() {
            return self.item(if kind == Kind::Variable { Kind::Variable } else { Kind::Dot });
        }
        self.word();
        if !self.at_terminator() {
            return self.bad_character();
        }
        self.item(kind)
    }

    fn bad_character(&mut self) -> Item<'s> {
        let c = self.peek().unwrap_or('\0');
        self.error(format!("bad character {}", code_point(c)))
    }

    fn at_terminator(&self) -> bool {
        match self.peek() {
            None | Some('.' | ',' | '|' | ':' | ')' | '(') => true,
            Some(c) => is_space(c) || self.rest().starts_with(self.right),
        }
    }

    fn quoted(&mut self, end: char, kind: Kind, unterminated: &'static str) -> Item<'s> {
        loop {
            match self.bump() {
                Some('\\') => {
                    if matches!(self.bump(), None | Some('\n')) {
                        return self.error(unterminated);
                    }
                }
                None | Some('\n') => return self.error(unterminated),
                Some(c) if c == end => return self.item(kind),
                Some(_) => {}
            }
        }
    }

    fn raw(&mut self) -> Item<'s> {
        loop {
            match self.bump() {
                None => return self.error("unterminated raw quoted string"),
                Some('`') => return self.item(Kind::RawString),
                Some(_) => {}
            }
        }
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

fn is_space_byte(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\r' | b'\n')
}

fn is_alphanumeric(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

fn trim_end(s: &str) -> &str {
    s.trim_end_matches(is_space)
}

fn has_left_trim(s: &str) -> bool {
    let mut bytes = s.bytes();
    bytes.next() == Some(b'-') && bytes.next().is_some_and(is_space_byte)
}

fn has_right_trim(s: &str) -> bool {
    let mut bytes = s.bytes();
    bytes.next().is_some_and(is_space_byte) && bytes.next() == Some(b'-')
}
