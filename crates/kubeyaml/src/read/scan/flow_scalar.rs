//! Scalars on one or several lines: plain and quoted ones.

use std::borrow::Cow;

use super::Scanner;
use super::token::{Breaks, Fault, Pieces};

impl<'a> Scanner<'a> {
    /// A scalar without quotes. In a block it ends where a line is indented no deeper than its parent.
    pub(super) fn plain(&mut self) -> Result<Cow<'a, str>, Fault> {
        let start = self.cursor.mark();
        let flow = self.flow_level() > 0;
        let mut text = Pieces::new(self.source);
        let mut breaks = Breaks::default();
        let mut blanks = (0, 0);
        let mut new_line = false;
        loop {
            if self.cursor.is_document_indicator() || self.cursor.byte() == b'#' {
                break;
            }
            let from = self.cursor.at();
            self.plain_run(flow);
            let to = self.cursor.at();
            if from < to {
                if new_line {
                    breaks.fold(text.own());
                    new_line = false;
                } else if blanks.0 < blanks.1 {
                    text.add(blanks.0, blanks.1);
                }
                text.add(from, to);
            }
            if !self.cursor.is_blank() && !self.cursor.is_break(0) {
                break;
            }
            blanks = (self.cursor.at(), self.cursor.at());
            loop {
                if self.cursor.is_blank() {
                    if new_line && self.cursor.byte() == b'\t' && self.cursor.column() < self.floor {
                        return Err(self.fault(start, "found a tab character that violates indentation"));
                    }
                    self.cursor.skip(1);
                    if !new_line {
                        blanks.1 = self.cursor.at();
                    }
                } else if let Some(line_break) = self.cursor.take_break() {
                    breaks.add(Some(line_break));
                    new_line = true;
                } else {
                    break;
                }
            }
            if !flow && self.cursor.column() < self.floor {
                break;
            }
        }
        if new_line {
            self.simple_key_allowed = true;
        }
        Ok(text.finish())
    }

    /// Moves to the next blank, line break or indicator that ends a plain scalar.
    fn plain_run(&mut self, flow: bool) {
        let rest = self.cursor.rest();
        let mut length = 0;
        while let Some(byte) = rest.get(length) {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => break,
                b':' if self.cursor.is_blank_or_end(length + 1) => break,
                b',' | b'?' | b'[' | b']' | b'{' | b'}' if flow => break,
                0xc2 | 0xe2 if self.cursor.is_break(length) => break,
                _ => length += 1,
            }
        }
        self.cursor.skip_text(length);
    }

    /// A scalar in quotes.
    pub(super) fn quoted(&mut self, quote: u8) -> Result<Cow<'a, str>, Fault> {
        let start = self.cursor.mark();
        self.cursor.skip(1);
        let mut text = Pieces::new(self.source);
        let mut breaks = Breaks::default();
        loop {
            if self.cursor.is_document_indicator() {
                return Err(self.fault(start, "found unexpected document indicator"));
            }
            if self.cursor.at_end() {
                return Err(self.fault(start, "found unexpected end of stream"));
            }
            let mut new_line = self.quoted_run(quote, &mut text, start)?;
            if self.cursor.byte() == quote {
                self.cursor.skip(1);
                return Ok(text.finish());
            }
            let from = self.cursor.at();
            let mut to = from;
            loop {
                if self.cursor.is_blank() {
                    self.cursor.skip(1);
                    if !new_line {
                        to = self.cursor.at();
                    }
                } else if let Some(line_break) = self.cursor.take_break() {
                    if new_line && breaks.first.is_none() {
                        // After an escaped line break the next ones all count.
                        breaks.more.push(line_break);
                    } else {
                        breaks.add(Some(line_break));
                    }
                    new_line = true;
                } else {
                    break;
                }
            }
            if new_line {
                breaks.fold(text.own());
            } else if from < to {
                text.add(from, to);
            }
        }
    }

    /// Takes characters up to a blank or the quote; whether an escaped line break ended them.
    fn quoted_run(&mut self, quote: u8, text: &mut Pieces<'a>, start: super::Mark) -> Result<bool, Fault> {
        loop {
            let rest = self.cursor.rest();
            let mut length = 0;
            while let Some(byte) = rest.get(length) {
                match byte {
                    b' ' | b'\t' | b'\n' | b'\r' | b'\'' | b'"' | b'\\' => break,
                    0xc2 | 0xe2 if self.cursor.is_break(length) => break,
                    _ => length += 1,
                }
            }
            let from = self.cursor.at();
            self.cursor.skip_text(length);
            if length > 0 {
                text.add(from, self.cursor.at());
            }
            match self.cursor.byte() {
                b'\'' if quote == b'\'' && self.cursor.ahead(1) == b'\'' => {
                    text.add(self.cursor.at(), self.cursor.at() + 1);
                    text.own();
                    self.cursor.skip(2);
                }
                b if b == quote => return Ok(false),
                b'\\' if quote == b'"' => {
                    if self.cursor.is_break(1) {
                        self.cursor.skip(1);
                        self.cursor.take_break();
                        text.own();
                        return Ok(true);
                    }
                    let c = self.escape(start)?;
                    text.own().push(c);
                }
                b'\'' | b'"' | b'\\' => {
                    let at = self.cursor.at();
                    text.add(at, at + 1);
                    self.cursor.skip(1);
                }
                _ => return Ok(false),
            }
        }
    }

    /// The character of an escape.
    fn escape(&mut self, start: super::Mark) -> Result<char, Fault> {
        let digits = match self.cursor.ahead(1) {
            b'x' => 2,
            b'u' => 4,
            b'U' => 8,
            other => {
                let Some(c) = short_escape(other) else {
                    return Err(self.fault(start, "found unknown escape character"));
                };
                self.cursor.skip(2);
                return Ok(c);
            }
        };
        self.cursor.skip(2);
        let mut code: u32 = 0;
        for k in 0..digits {
            let Some(digit) = char::from(self.cursor.ahead(k)).to_digit(16) else {
                return Err(self.fault(start, "did not find expected hexdecimal number"));
            };
            code = (code << 4) | digit;
        }
        let Some(c) = char::from_u32(code) else {
            return Err(self.fault(start, "found invalid Unicode character escape code"));
        };
        self.cursor.skip(digits);
        Ok(c)
    }
}

/// The character of an escape of one letter.
pub(in crate::read) fn short_escape(letter: u8) -> Option<char> {
    Some(match letter {
        b'0' => '\0',
        b'a' => '\u{7}',
        b'b' => '\u{8}',
        b't' | b'\t' => '\t',
        b'n' => '\n',
        b'v' => '\u{b}',
        b'f' => '\u{c}',
        b'r' => '\r',
        b'e' => '\u{1b}',
        b' ' => ' ',
        b'"' => '"',
        b'\'' => '\'',
        b'\\' => '\\',
        b'N' => '\u{85}',
        b'_' => '\u{a0}',
        b'L' => '\u{2028}',
        b'P' => '\u{2029}',
        _ => return None,
    })
}
