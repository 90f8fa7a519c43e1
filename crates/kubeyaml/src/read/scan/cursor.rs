//! A place in the text, with lines and columns counted in characters.

use super::token::Mark;

/// Walks over a text. Behind the end it reads NUL, which no YAML text contains.
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    line_start: usize,
    /// Bytes so far that only continue a character, and how many of them lay before this line.
    wide: usize,
    wide_before_line: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Cursor<'a> {
        Cursor { text, at: 0, line: 0, line_start: 0, wide: 0, wide_before_line: 0 }
    }

    /// The byte here.
    pub(super) fn byte(&self) -> u8 {
        self.ahead(0)
    }

    /// The byte `by` bytes on.
    pub(super) fn ahead(&self, by: usize) -> u8 {
        self.text.as_bytes().get(self.at + by).copied().unwrap_or(0)
    }

    /// All bytes from here on.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Whether nothing is left.
    pub(super) fn at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    /// Bytes from the start of the text.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// A part of the text; both ends must be places the cursor was at.
    pub(super) fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// Characters from the start of the line.
    pub(super) fn column(&self) -> usize {
        (self.at - self.line_start) - (self.wide - self.wide_before_line)
    }

    /// The place.
    pub(super) fn mark(&self) -> Mark {
        Mark { index: self.at - self.wide, byte: self.at, line: self.line, column: self.column() }
    }

    /// Moves over `count` bytes of ASCII.
    pub(super) fn skip(&mut self, count: usize) {
        self.at = (self.at + count).min(self.text.len());
    }

    /// Moves over `count` bytes of any characters but line breaks.
    pub(super) fn skip_text(&mut self, count: usize) {
        let passed = self.rest().get(..count).unwrap_or_default();
        if !passed.is_ascii() {
            self.wide += passed.iter().filter(|b| (**b & 0xc0) == 0x80).count();
        }
        self.at += passed.len();
    }

    /// Moves over the line break here, if there is one, and says which: those of one or two ASCII bytes and NEL are
    /// `\n`, the line and paragraph separators stay what they are.
    pub(super) fn take_break(&mut self) -> Option<char> {
        let (length, characters, meaning) = match self.rest() {
            [b'\n', ..] => (1, 1, '\n'),
            [b'\r', b'\n', ..] => (2, 2, '\n'),
            [b'\r', ..] => (1, 1, '\n'),
            [0xc2, 0x85, ..] => (2, 1, '\n'),
            [0xe2, 0x80, 0xa8, ..] => (3, 1, '\u{2028}'),
            [0xe2, 0x80, 0xa9, ..] => (3, 1, '\u{2029}'),
            _ => return None,
        };
        self.at += length;
        self.wide += length - characters;
        self.new_line();
        Some(meaning)
    }

    /// Counts a new line here.
    pub(super) fn new_line(&mut self) {
        self.line += 1;
        self.line_start = self.at;
        self.wide_before_line = self.wide;
    }

    /// Whether a line break is `by` bytes on.
    pub(super) fn is_break(&self, by: usize) -> bool {
        match self.ahead(by) {
            b'\n' | b'\r' => true,
            0xc2 => self.ahead(by + 1) == 0x85,
            0xe2 => self.ahead(by + 1) == 0x80 && matches!(self.ahead(by + 2), 0xa8 | 0xa9),
            _ => false,
        }
    }

    /// Whether a space, tab, line break or the end is `by` bytes on.
    pub(super) fn is_blank_or_end(&self, by: usize) -> bool {
        matches!(self.ahead(by), b' ' | b'\t' | 0) || self.is_break(by)
    }

    /// Whether a line break or the end is here.
    pub(super) fn is_line_end(&self) -> bool {
        self.byte() == 0 || self.is_break(0)
    }

    /// Whether a space or tab is here.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self.byte(), b' ' | b'\t')
    }

    /// Moves over spaces and tabs.
    pub(super) fn skip_blanks(&mut self) {
        while self.is_blank() {
            self.skip(1);
        }
    }

    /// How many bytes there are up to the next line break.
    pub(super) fn line_length(&self) -> usize {
        let rest = self.rest();
        let mut from = 0;
        loop {
            let Some(found) = rest.get(from..).and_then(|r| memchr::memchr3(b'\n', b'\r', 0xc2, r)) else {
                return separator(rest).unwrap_or(rest.len());
            };
            let end = from + found;
            if rest.get(end) == Some(&0xc2) && rest.get(end + 1) != Some(&0x85) {
                from = end + 1;
                continue;
            }
            return separator(rest.get(..end).unwrap_or_default()).unwrap_or(end);
        }
    }

    /// Moves over a comment, if one starts here.
    pub(super) fn skip_comment(&mut self) {
        if self.byte() == b'#' {
            self.skip_text(self.line_length());
        }
    }

    /// Whether the line begins here with `---` or `...` and nothing directly behind.
    pub(super) fn is_document_indicator(&self) -> bool {
        self.at == self.line_start
            && (self.rest().starts_with(b"---") || self.rest().starts_with(b"..."))
            && self.is_blank_or_end(3)
    }
}

/// Where the first line or paragraph separator is.
fn separator(bytes: &[u8]) -> Option<usize> {
    memchr::memchr_iter(0xe2, bytes).find(|at| matches!(bytes.get(at + 1..at + 3), Some([0x80, 0xa8 | 0xa9])))
}
