//! The lines of a text that have content.

use super::Content;

/// Walks over the lines, leaving out comments and empty ones.
pub(super) struct Lines<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// Whether it has tabs anywhere, as hardly any has.
    has_tabs: bool,
    current: Option<Content>,
    /// Where the line after the current one begins.
    next: usize,
}

impl<'a> Lines<'a> {
    /// `None` for a text with characters this reader leaves to the full one: other line breaks than `\n`, byte order
    /// marks.
    pub(super) fn new(text: &'a str) -> Option<Lines<'a>> {
        let bytes = text.as_bytes();
        if memchr::memchr(b'\r', bytes).is_some() || (!text.is_ascii() && text.contains(is_special)) {
            return None;
        }
        let next = if bytes.starts_with(b"---\n") { 4 } else { 0 };
        let has_tabs = memchr::memchr(b'\t', bytes).is_some();
        Some(Lines { text, bytes, has_tabs, current: None, next })
    }

    /// The line with content that is read now; `None` behind the last one.
    pub(super) fn current(&self) -> Option<Content> {
        self.current
    }

    /// Whether all lines were read.
    pub(super) fn at_end(&self) -> bool {
        self.current.is_none()
    }

    /// Moves to the next line with content.
    pub(super) fn next(&mut self) -> Option<Content> {
        self.advance()?;
        self.current
    }

    /// As `next`; `Some` also at the end, `None` for what only the full reader understands: tabs before the content,
    /// directives, `---` and `...`.
    pub(super) fn advance(&mut self) -> Option<()> {
        loop {
            let start = self.next;
            let at = self.skip_spaces(start);
            match self.byte(at) {
                0 => {
                    self.current = None;
                    self.next = at;
                    return Some(());
                }
                b'\n' => self.next = at + 1,
                b'#' => self.next = self.line_end(at) + 1,
                b'\t' => return None,
                first => {
                    let column = at - start;
                    if column == 0 && (first == b'%' || self.starts(at, b"---") || self.starts(at, b"...")) {
                        return None;
                    }
                    self.current = Some(Content { column, at });
                    return Some(());
                }
            }
        }
    }

    /// Ends the current line at a place behind which only blanks and a comment may follow, and moves on.
    pub(super) fn finish_line(&mut self, at: usize) -> Option<()> {
        let rest = self.skip_spaces(at);
        match self.byte(rest) {
            b'\n' => self.next = rest + 1,
            0 => self.next = rest,
            b'#' if rest > at || self.byte(at.wrapping_sub(1)) == b' ' => self.next = self.line_end(rest) + 1,
            _ => return None,
        }
        self.advance()
    }

    /// Goes on at the begin of a line.
    pub(super) fn go_to(&mut self, line: usize) -> Option<()> {
        self.next = line;
        self.advance()
    }

    /// The byte at a place, 0 behind the end.
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// All bytes from a place on.
    pub(super) fn rest(&self, at: usize) -> &'a [u8] {
        self.bytes.get(at..).unwrap_or_default()
    }

    /// A part of the text.
    pub(super) fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// Where the line ends: at its `\n` or the end of the text.
    pub(super) fn line_end(&self, at: usize) -> usize {
        memchr::memchr(b'\n', self.rest(at)).map_or(self.bytes.len(), |length| at + length)
    }

    /// The place of the first `:`, `#`, line feed or tab.
    pub(super) fn mark(&self, at: usize) -> usize {
        let rest = self.rest(at);
        let length = memchr::memchr3(b':', b'#', b'\n', rest).unwrap_or(rest.len());
        let tab = match self.has_tabs {
            true => memchr::memchr(b'\t', rest.get(..length).unwrap_or_default()),
            false => None,
        };
        at + tab.unwrap_or(length)
    }

    /// The place of the first byte that is not a space.
    pub(super) fn skip_spaces(&self, at: usize) -> usize {
        at + self.rest(at).iter().take_while(|b| **b == b' ').count()
    }

    /// Whether an entry of a list begins here: `-` and a blank.
    pub(super) fn is_entry(&self, at: usize) -> bool {
        self.byte(at) == b'-' && matches!(self.byte(at + 1), b' ' | b'\n' | 0)
    }

    fn starts(&self, at: usize, with: &[u8]) -> bool {
        self.rest(at).starts_with(with)
    }
}

fn is_special(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}
