//! The grammar of JSON.
//!
//! Source: Go 1.26 encoding/json, scanner.go.

use super::Literal;
use super::literal::plain_length;
use crate::quote::quote;

/// Why a text is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Go's text.
    pub message: String,
    /// The byte at which it was found.
    pub at: usize,
}

/// A number, as it stands in the document.
#[derive(Clone, Copy, Debug)]
pub struct Number<'a> {
    /// Its text.
    pub text: &'a str,
    /// Whether it has neither a point nor an exponent.
    pub is_whole: bool,
    /// The byte behind it.
    pub end: usize,
}

/// A value that holds others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Container {
    Array,
    Object,
}

/// What makes something of a document: it is called for each part in the order of the text.
pub trait Build {
    /// What ends the reading: what is not JSON, or what it refuses itself.
    type Fault: From<SyntaxError>;

    /// `null`, as the document, an item, or the value of the last key.
    ///
    /// # Errors
    /// It does not take it.
    fn null(&mut self) -> Result<(), Self::Fault>;

    /// `true` or `false`.
    ///
    /// # Errors
    /// It does not take it.
    fn bool(&mut self, value: bool) -> Result<(), Self::Fault>;

    /// A number.
    ///
    /// # Errors
    /// It does not take it.
    fn number(&mut self, number: Number<'_>) -> Result<(), Self::Fault>;

    /// A string that is a value.
    ///
    /// # Errors
    /// It does not take it.
    fn string(&mut self, literal: Literal<'_>) -> Result<(), Self::Fault>;

    /// A list or an object begins.
    ///
    /// # Errors
    /// It does not take it.
    fn begin(&mut self, container: Container) -> Result<(), Self::Fault>;

    /// The next value of the innermost object is that key's.
    ///
    /// # Errors
    /// It does not take it.
    fn key(&mut self, key: Literal<'_>) -> Result<(), Self::Fault>;

    /// The innermost list or object ends.
    fn end(&mut self);
}

/// Reads one document of at most `depth` lists and objects within each other.
///
/// # Errors
/// It is not JSON, is too deep, or `build` refuses a part of it.
pub fn read<B: Build>(bytes: &[u8], depth: usize, build: &mut B) -> Result<(), B::Fault> {
    let text = std::str::from_utf8(bytes).ok();
    Reader { bytes, text, at: 0, depth, open: Vec::with_capacity(32) }.document(build)
}

struct Reader<'a> {
    bytes: &'a [u8],
    /// The same, where all of it is UTF-8.
    text: Option<&'a str>,
    at: usize,
    depth: usize,
    open: Vec<Container>,
}

impl<'a> Reader<'a> {
    fn document<B: Build>(&mut self, build: &mut B) -> Result<(), B::Fault> {
        loop {
            self.skip_space();
            let is_closed = match self.byte() {
                Some(b'{') => self.begin(Container::Object, build)?,
                Some(b'[') => self.begin(Container::Array, build)?,
                _ => {
                    self.scalar(build)?;
                    true
                }
            };
            if is_closed && self.after_value(build)? {
                return Ok(());
            }
        }
    }

    /// Begins a list or an object, up to its first value; whether it has none and is closed.
    fn begin<B: Build>(&mut self, container: Container, build: &mut B) -> Result<bool, B::Fault> {
        if self.open.len() == self.depth {
            return Err(SyntaxError { message: "exceeded max depth".to_owned(), at: self.at }.into());
        }
        build.begin(container)?;
        self.at += 1;
        self.skip_space();
        let end = match container {
            Container::Array => b']',
            Container::Object => b'}',
        };
        if self.byte() == Some(end) {
            self.at += 1;
            build.end();
            return Ok(true);
        }
        self.open.push(container);
        if container == Container::Object {
            self.key(build)?;
        }
        Ok(false)
    }

    /// Reads what follows a value, up to the next one; whether it was the document.
    fn after_value<B: Build>(&mut self, build: &mut B) -> Result<bool, B::Fault> {
        loop {
            self.skip_space();
            let Some(container) = self.open.last().copied() else {
                return match self.byte() {
                    None => Ok(true),
                    Some(_) => Err(self.unexpected("after top-level value").into()),
                };
            };
            match (container, self.byte()) {
                (Container::Array, Some(b',')) => self.at += 1,
                (Container::Object, Some(b',')) => {
                    self.at += 1;
                    self.skip_space();
                    self.key(build)?;
                }
                (Container::Array, Some(b']')) | (Container::Object, Some(b'}')) => {
                    self.at += 1;
                    self.open.pop();
                    build.end();
                    continue;
                }
                (Container::Array, _) => return Err(self.unexpected("after array element").into()),
                (Container::Object, _) => return Err(self.unexpected("after object key:value pair").into()),
            }
            return Ok(false);
        }
    }

    /// A key and its colon.
    fn key<B: Build>(&mut self, build: &mut B) -> Result<(), B::Fault> {
        if self.byte() != Some(b'"') {
            return Err(self.unexpected("looking for beginning of object key string").into());
        }
        let key = self.string()?;
        build.key(key)?;
        self.skip_space();
        if self.byte() != Some(b':') {
            return Err(self.unexpected("after object key").into());
        }
        self.at += 1;
        Ok(())
    }

    fn scalar<B: Build>(&mut self, build: &mut B) -> Result<(), B::Fault> {
        match self.byte() {
            Some(b'"') => build.string(self.string()?),
            Some(b't') => self.word("true").map_err(B::Fault::from).and_then(|()| build.bool(true)),
            Some(b'f') => self.word("false").map_err(B::Fault::from).and_then(|()| build.bool(false)),
            Some(b'n') => self.word("null").map_err(B::Fault::from).and_then(|()| build.null()),
            Some(b'-' | b'0'..=b'9') => build.number(self.number()?),
            _ => Err(self.unexpected("looking for beginning of value").into()),
        }
    }

    fn word(&mut self, word: &str) -> Result<(), SyntaxError> {
        for expected in word.bytes() {
            if self.byte() != Some(expected) {
                return Err(self.invalid(&format!("in literal {word} (expecting {})", shown(expected))));
            }
            self.at += 1;
        }
        Ok(())
    }

    #[inline]
    fn string(&mut self) -> Result<Literal<'a>, SyntaxError> {
        self.at += 1;
        let start = self.at;
        self.at += plain_length(self.bytes.get(start..).unwrap_or_default());
        let plain = self.byte() == Some(b'"');
        if !plain {
            self.rest_of_string()?;
        }
        let literal = match self.text.and_then(|text| text.get(start..self.at)) {
            Some(text) if plain => Literal::plain_text(text),
            Some(text) => Literal::escaped_text(text),
            None => Literal::bytes(self.bytes.get(start..self.at).unwrap_or_default()),
        };
        self.at += 1;
        Ok(literal)
    }

    /// Goes on to the quote that ends a string, over its escapes.
    fn rest_of_string(&mut self) -> Result<(), SyntaxError> {
        loop {
            match self.byte() {
                Some(b'"') => return Ok(()),
                Some(b'\\') => {
                    self.at += 1;
                    self.escape()?;
                }
                _ => return Err(self.unexpected("in string literal")),
            }
            self.at += plain_length(self.bytes.get(self.at..).unwrap_or_default());
        }
    }

    fn escape(&mut self) -> Result<(), SyntaxError> {
        let digits = match self.byte() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 0,
            Some(b'u') => 4,
            _ => return Err(self.invalid("in string escape code")),
        };
        self.at += 1;
        for _ in 0..digits {
            if !self.byte().is_some_and(|byte| byte.is_ascii_hexdigit()) {
                return Err(self.invalid("in \\u hexadecimal character escape"));
            }
            self.at += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Result<Number<'a>, SyntaxError> {
        let start = self.at;
        let mut is_whole = true;
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        match self.byte() {
            Some(b'0') => self.at += 1,
            _ => self.digits("in numeric literal")?,
        }
        if self.byte() == Some(b'.') {
            is_whole = false;
            self.at += 1;
            self.digits("after decimal point in numeric literal")?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            is_whole = false;
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            self.digits("in exponent of numeric literal")?;
        }
        let text = self.bytes.get(start..self.at).and_then(|bytes| std::str::from_utf8(bytes).ok());
        Ok(Number { text: text.unwrap_or_default(), is_whole, end: self.at })
    }

    fn digits(&mut self, place: &str) -> Result<(), SyntaxError> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.byte() {
            self.at += 1;
        }
        if self.at == start { Err(self.invalid(place)) } else { Ok(()) }
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.byte() {
            self.at += 1;
        }
    }

    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// What is wrong where white space is allowed.
    fn unexpected(&self, place: &str) -> SyntaxError {
        match self.byte() {
            None => SyntaxError { message: "unexpected end of JSON input".to_owned(), at: self.at },
            Some(_) => self.invalid(place),
        }
    }

    /// What is wrong where white space is not allowed: Go takes the end for a space.
    fn invalid(&self, place: &str) -> SyntaxError {
        let byte = self.byte().unwrap_or(b' ');
        SyntaxError { message: format!("invalid character {} {place}", shown(byte)), at: self.at }
    }
}

/// A byte in an error: as the character of that number, in single quotes.
///
/// Source: Go 1.26 encoding/json, quoteChar.
fn shown(byte: u8) -> String {
    match byte {
        b'\'' => r"'\''".to_owned(),
        b'"' => "'\"'".to_owned(),
        _ => {
            let quoted = quote(char::from(byte).encode_utf8(&mut [0; 2]));
            format!("'{}'", quoted.trim_matches('"'))
        }
    }
}
