//! Anchors, aliases, tags and directives.

use std::borrow::Cow;

use super::Scanner;
use super::token::{Fault, Mark, TokenKind};

impl<'a> Scanner<'a> {
    /// The name after `&` or `*`.
    pub(super) fn anchor_name(&mut self) -> Result<&'a str, Fault> {
        let start = self.cursor.mark();
        self.cursor.skip(1);
        let name = self.word();
        let ends = self.cursor.is_blank_or_end(0)
            || matches!(self.cursor.byte(), b'?' | b':' | b',' | b']' | b'}' | b'%' | b'@' | b'`');
        if name.is_empty() || !ends {
            return Err(self.fault(start, "did not find expected alphabetic or numeric character"));
        }
        Ok(name)
    }

    /// A tag: `!<uri>`, `!handle!suffix`, `!suffix` or `!`.
    pub(super) fn tag(&mut self) -> Result<TokenKind<'a>, Fault> {
        let start = self.cursor.mark();
        let token = if self.cursor.ahead(1) == b'<' {
            self.cursor.skip(2);
            let uri = self.tag_uri("", false, start)?;
            if self.cursor.byte() != b'>' {
                return Err(self.fault(start, "did not find the expected '>'"));
            }
            self.cursor.skip(1);
            TokenKind::Tag("", uri)
        } else {
            let handle = self.tag_handle(false, start)?;
            if handle.len() > 1 && handle.ends_with('!') {
                TokenKind::Tag(handle, self.tag_uri("", false, start)?)
            } else {
                // No handle after all: what was read begins the suffix.
                let suffix = self.tag_uri(handle.strip_prefix('!').unwrap_or(handle), true, start)?;
                if suffix.is_empty() {
                    TokenKind::Tag("", Cow::Borrowed("!"))
                } else {
                    TokenKind::Tag("!", suffix)
                }
            }
        };
        if !self.cursor.is_blank_or_end(0) {
            return Err(self.fault(start, "did not find expected whitespace or line break"));
        }
        Ok(token)
    }

    /// A directive: `%YAML` or `%TAG`.
    pub(super) fn directive(&mut self) -> Result<TokenKind<'a>, Fault> {
        let start = self.cursor.mark();
        self.cursor.skip(1);
        let name = self.word();
        if name.is_empty() {
            return Err(self.fault(start, "could not find expected directive name"));
        }
        if !self.cursor.is_blank_or_end(0) {
            return Err(self.fault(start, "found unexpected non-alphabetical character"));
        }
        let token = match name {
            "YAML" => self.version(start)?,
            "TAG" => self.tag_directive(start)?,
            _ => return Err(self.fault(start, "found unknown directive name")),
        };
        self.cursor.skip_blanks();
        self.cursor.skip_comment();
        if !self.cursor.is_line_end() {
            return Err(self.fault(start, "did not find expected comment or line break"));
        }
        self.cursor.take_break();
        Ok(token)
    }

    fn version(&mut self, start: Mark) -> Result<TokenKind<'a>, Fault> {
        self.cursor.skip_blanks();
        let major = self.version_number(start)?;
        if self.cursor.byte() != b'.' {
            return Err(self.fault(start, "did not find expected digit or '.' character"));
        }
        self.cursor.skip(1);
        let minor = self.version_number(start)?;
        Ok(TokenKind::Version(major, minor))
    }

    fn version_number(&mut self, start: Mark) -> Result<u8, Fault> {
        let mut number = 0;
        let mut length = 0;
        while self.cursor.byte().is_ascii_digit() {
            length += 1;
            if length > 2 {
                return Err(self.fault(start, "found extremely long version number"));
            }
            number = number * 10 + (self.cursor.byte() - b'0');
            self.cursor.skip(1);
        }
        if length == 0 {
            return Err(self.fault(start, "did not find expected version number"));
        }
        Ok(number)
    }

    fn tag_directive(&mut self, start: Mark) -> Result<TokenKind<'a>, Fault> {
        self.cursor.skip_blanks();
        let handle = self.tag_handle(true, start)?;
        if !self.cursor.is_blank() {
            return Err(self.fault(start, "did not find expected whitespace"));
        }
        self.cursor.skip_blanks();
        let prefix = self.tag_uri("", false, start)?;
        if !self.cursor.is_blank_or_end(0) {
            return Err(self.fault(start, "did not find expected whitespace or line break"));
        }
        Ok(TokenKind::TagDirective(handle, prefix))
    }

    /// `!`, `!name` or `!name!`; a directive takes no `!name`.
    fn tag_handle(&mut self, directive: bool, start: Mark) -> Result<&'a str, Fault> {
        if self.cursor.byte() != b'!' {
            return Err(self.fault(start, "did not find expected '!'"));
        }
        let from = self.cursor.at();
        self.cursor.skip(1);
        self.word();
        if self.cursor.byte() == b'!' {
            self.cursor.skip(1);
        } else if directive && self.cursor.at() > from + 1 {
            return Err(self.fault(start, "did not find expected '!'"));
        }
        Ok(self.cursor.slice(from, self.cursor.at()))
    }

    /// The characters of a URI after `head`; `optional`: none are fine.
    fn tag_uri(&mut self, head: &str, optional: bool, start: Mark) -> Result<Cow<'a, str>, Fault> {
        let mut bytes = head.as_bytes().to_vec();
        let before = self.cursor.at();
        loop {
            match self.cursor.byte() {
                b'%' => self.uri_escape(&mut bytes, start)?,
                byte if is_word(byte) || b";/?:@&=+$,.!~*'()[]".contains(&byte) => {
                    bytes.push(byte);
                    self.cursor.skip(1);
                }
                _ => break,
            }
        }
        if !optional && self.cursor.at() == before {
            return Err(self.fault(start, "did not find expected tag URI"));
        }
        Ok(Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// One character as `%xx` octets.
    fn uri_escape(&mut self, bytes: &mut Vec<u8>, start: Mark) -> Result<(), Fault> {
        let mut left = 0;
        let mut first = true;
        while first || left > 0 {
            let hex = |byte: u8| char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok());
            let octet = match (self.cursor.byte(), hex(self.cursor.ahead(1)), hex(self.cursor.ahead(2))) {
                (b'%', Some(high), Some(low)) => high << 4 | low,
                _ => return Err(self.fault(start, "did not find URI escaped octet")),
            };
            if first {
                left = match octet {
                    ..0x80 => 0,
                    0xc0..0xe0 => 1,
                    0xe0..0xf0 => 2,
                    0xf0..0xf8 => 3,
                    _ => return Err(self.fault(start, "found an incorrect leading UTF-8 octet")),
                };
                first = false;
            } else if octet & 0xc0 == 0x80 {
                left -= 1;
            } else {
                return Err(self.fault(start, "found an incorrect trailing UTF-8 octet"));
            }
            bytes.push(octet);
            self.cursor.skip(3);
        }
        Ok(())
    }

    /// Letters, digits, `_` and `-`.
    fn word(&mut self) -> &'a str {
        let from = self.cursor.at();
        let length = self.cursor.rest().iter().take_while(|b| is_word(**b)).count();
        self.cursor.skip(length);
        self.cursor.slice(from, self.cursor.at())
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}
