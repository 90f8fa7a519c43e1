//! Reading JSON.

use super::meter::{Exhausted, Meter};
use super::string::{escaped_length, plain_length, string};
use crate::read::DEPTH;
use crate::{Map, Text, Value};

/// Why JSON could not be read.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct JsonError {
    /// The cause in the words of Go's `encoding/json`, without a place.
    pub message: String,
    /// The line, 1-based.
    pub line: usize,
    /// The column in bytes, 1-based.
    pub column: usize,
}

/// A JSON document as a value: integers become `Int` or `Uint`, other numbers `Float`; of equal keys the last counts,
/// invalid UTF-8 and lone surrogates in strings become U+FFFD. A fault of grammar, text after the document, a number
/// beyond 64-bit floats and nesting deeper than 1,000 are errors.
/// Source: Go encoding/json, scanner.go and decode.go.
pub fn from_json(bytes: &[u8]) -> Result<Value, JsonError> {
    match from_json_metered(bytes, &mut Meter::unlimited()) {
        Ok(value) => Ok(value),
        Err(MeteredError::Syntax(error)) => Err(error),
        // Nothing is taken from a meter without a limit.
        Err(MeteredError::Exhausted(e)) => Err(JsonError { message: e.to_string(), line: 1, column: 1 }),
    }
}

/// Why JSON could not be read within a limit.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum MeteredError {
    /// It is not JSON.
    #[error("{0}")]
    Syntax(#[from] JsonError),
    /// It takes more than the meter holds.
    #[error("{0}")]
    Exhausted(#[from] Exhausted),
}

/// As [`from_json`], where each part is charged before it is made.
///
/// # Errors
/// It is not JSON, or the meter does not hold what it takes.
pub fn from_json_metered(bytes: &[u8], meter: &mut Meter) -> Result<Value, MeteredError> {
    let text = std::str::from_utf8(bytes).ok();
    let mut parser = Parser { bytes, text, at: 0, open: Open::default(), meter };
    let at_fault = match parser.document() {
        Ok(value) => return Ok(value),
        Err(Fault::Exhausted(e)) => return Err(MeteredError::Exhausted(e)),
        Err(Fault::Syntax(message)) => message,
    };
    let before = bytes.get(..parser.at).unwrap_or(bytes);
    let line_start = memchr::memrchr(b'\n', before).map_or(0, |i| i + 1);
    Err(MeteredError::Syntax(JsonError {
        message: at_fault,
        line: memchr::memchr_iter(b'\n', before).count() + 1,
        column: before.len() - line_start + 1,
    }))
}

/// What ends the reading.
enum Fault {
    Syntax(String),
    Exhausted(Exhausted),
}

impl From<String> for Fault {
    fn from(message: String) -> Fault {
        Fault::Syntax(message)
    }
}

impl From<Exhausted> for Fault {
    fn from(exhausted: Exhausted) -> Fault {
        Fault::Exhausted(exhausted)
    }
}

/// The lists and mappings whose end was not yet seen. Their items and entries lie one behind the other, so that what
/// ends is taken off the end, into a vector of its size.
#[derive(Default)]
struct Open {
    levels: Vec<Level>,
    items: Vec<Value>,
    /// The last one waits for its value where a mapping is the innermost level.
    entries: Vec<(Text, Value)>,
}

/// A list or mapping, and where its part of the items or entries begins.
#[derive(Clone, Copy)]
enum Level {
    List(usize),
    Map(usize),
}

struct Parser<'a> {
    bytes: &'a [u8],
    /// The same, where all of it is UTF-8.
    text: Option<&'a str>,
    at: usize,
    open: Open,
    meter: &'a mut Meter,
}

impl Parser<'_> {
    fn document(&mut self) -> Result<Value, Fault> {
        loop {
            self.skip_space();
            let value = match self.byte() {
                Some(b'{') => self.begin(b'}', Level::Map(self.open.entries.len()))?,
                Some(b'[') => self.begin(b']', Level::List(self.open.items.len()))?,
                _ => Some(self.scalar()?),
            };
            if let Some(value) = value
                && let Some(whole) = self.put(value)?
            {
                return Ok(whole);
            }
        }
    }

    /// Begins a list or mapping, up to its first value. What is empty is a value already.
    fn begin(&mut self, end: u8, level: Level) -> Result<Option<Value>, Fault> {
        match level {
            Level::Map(_) => self.meter.mapping()?,
            Level::List(_) => self.meter.value()?,
        }
        self.at += 1;
        self.skip_space();
        if self.byte() == Some(end) {
            self.at += 1;
            return Ok(Some(match level {
                Level::Map(_) => Value::Map(Map::new()),
                Level::List(_) => Value::List(Vec::new()),
            }));
        }
        if let Level::Map(_) = level {
            self.key()?;
        }
        if self.open.levels.len() == DEPTH {
            return Err("exceeded max depth".to_owned().into());
        }
        self.open.levels.push(level);
        Ok(None)
    }

    /// Puts a value where it belongs, and closes what ends behind it; the whole document when that was all.
    fn put(&mut self, mut value: Value) -> Result<Option<Value>, Fault> {
        loop {
            self.skip_space();
            let after = self.byte();
            match self.open.levels.last().copied() {
                None if after.is_none() => return Ok(Some(value)),
                None => return Err(self.unexpected("after top-level value").into()),
                Some(Level::List(from)) => {
                    self.open.items.push(value);
                    match after {
                        Some(b',') => self.at += 1,
                        Some(b']') => {
                            value = Value::List(self.open.items.drain(from..).collect());
                            self.end();
                            continue;
                        }
                        _ => return Err(self.unexpected("after array element").into()),
                    }
                }
                Some(Level::Map(from)) => {
                    if let Some(entry) = self.open.entries.last_mut() {
                        entry.1 = value;
                    }
                    match after {
                        Some(b',') => {
                            self.at += 1;
                            self.skip_space();
                            self.key()?;
                        }
                        Some(b'}') => {
                            value = Value::Map(self.open.entries.drain(from..).collect());
                            self.end();
                            continue;
                        }
                        _ => return Err(self.unexpected("after object key:value pair").into()),
                    }
                }
            }
            return Ok(None);
        }
    }

    fn end(&mut self) {
        self.at += 1;
        self.open.levels.pop();
    }

    /// A key and its colon: an entry that waits for its value.
    fn key(&mut self) -> Result<(), Fault> {
        if self.byte() != Some(b'"') {
            return Err(self.unexpected("looking for beginning of object key string").into());
        }
        self.meter.value()?;
        let key = self.string()?;
        self.skip_space();
        if self.byte() != Some(b':') {
            return Err(self.unexpected("after object key").into());
        }
        self.at += 1;
        self.open.entries.push((key, Value::Null));
        Ok(())
    }

    fn scalar(&mut self) -> Result<Value, Fault> {
        self.meter.value()?;
        match self.byte() {
            Some(b'"') => self.string().map(Value::String),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => Err(self.unexpected("looking for beginning of value").into()),
        }
    }

    fn string(&mut self) -> Result<Text, Fault> {
        self.at += 1;
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let end = self.at + plain_length(rest);
        if self.bytes.get(end) == Some(&b'"')
            && let Some(text) = self.text.and_then(|text| text.get(self.at..end))
        {
            self.meter.text(text.len())?;
            self.at = end + 1;
            return Ok(Text::new(text));
        }
        // A byte that belongs to no character becomes three.
        let each = if self.text.is_some() { 1 } else { char::REPLACEMENT_CHARACTER.len_utf8() };
        self.meter.text(escaped_length(rest).saturating_mul(each))?;
        match string(rest) {
            Ok((text, length)) => {
                self.at += length;
                Ok(text)
            }
            Err((length, cause)) => {
                self.at += length;
                Err(self.unexpected(cause).into())
            }
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, Fault> {
        for expected in word.bytes() {
            if self.byte() != Some(expected) {
                let cause = format!("in literal {word} (expecting {})", quoted(expected));
                return Err(self.unexpected(&cause).into());
            }
            self.at += 1;
        }
        Ok(value)
    }

    fn number(&mut self) -> Result<Value, Fault> {
        let start = self.at;
        let mut whole = true;
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        match self.byte() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits(),
            _ => return Err(self.unexpected("in numeric literal").into()),
        }
        if self.byte() == Some(b'.') {
            whole = false;
            self.at += 1;
            self.some_digits("after decimal point in numeric literal")?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            whole = false;
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            self.some_digits("in exponent of numeric literal")?;
        }
        let text =
            self.bytes.get(start..self.at).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default();
        if whole {
            if let Ok(i) = text.parse::<i64>() {
                return Ok(Value::Int(i));
            }
            if let Ok(u) = text.parse::<u64>() {
                return Ok(Value::Uint(u));
            }
        }
        match text.parse::<f64>() {
            Ok(f) if f.is_finite() => Ok(Value::Float(f)),
            _ => Err(format!("json: cannot unmarshal number {text} into Go value of type float64").into()),
        }
    }

    fn digits(&mut self) {
        while let Some(b'0'..=b'9') = self.byte() {
            self.at += 1;
        }
    }

    fn some_digits(&mut self, place: &str) -> Result<(), Fault> {
        let start = self.at;
        self.digits();
        if self.at == start { Err(self.unexpected(place).into()) } else { Ok(()) }
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.byte() {
            self.at += 1;
        }
    }

    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn unexpected(&self, place: &str) -> String {
        match self.byte() {
            None => "unexpected end of JSON input".to_owned(),
            Some(byte) => format!("invalid character {} {place}", quoted(byte)),
        }
    }
}

/// A byte as Go quotes it.
fn quoted(byte: u8) -> String {
    match byte {
        b'\'' => r"'\''".to_owned(),
        b'"' => "'\"'".to_owned(),
        0x80.. => match char::from(byte) {
            c @ ('\u{a1}'..='\u{ac}' | '\u{ae}'..) => format!("'{c}'"),
            c => format!("'\\u{:04x}'", u32::from(c)),
        },
        7 => r"'\a'".to_owned(),
        8 => r"'\b'".to_owned(),
        11 => r"'\v'".to_owned(),
        12 => r"'\f'".to_owned(),
        b'\n' => r"'\n'".to_owned(),
        b'\r' => r"'\r'".to_owned(),
        b'\t' => r"'\t'".to_owned(),
        b'\\' => r"'\\'".to_owned(),
        ..0x20 | 0x7f => format!(r"'\x{byte:02x}'"),
        _ => format!("'{}'", char::from(byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::meter::Tariff;
    use super::*;

    #[test]
    fn faults_are_told_as_in_go() {
        for (json, message) in [
            ("", "unexpected end of JSON input"),
            ("{\"a\":1", "unexpected end of JSON input"),
            ("[1,]", "invalid character ']' looking for beginning of value"),
            ("{a:1}", "invalid character 'a' looking for beginning of object key string"),
            ("{\"a\" 1}", "invalid character '1' after object key"),
            ("{\"a\":1 \"b\"}", "invalid character '\"' after object key:value pair"),
            ("[1 2]", "invalid character '2' after array element"),
            ("1 2", "invalid character '2' after top-level value"),
            ("01", "invalid character '1' after top-level value"),
            ("trux", "invalid character 'x' in literal true (expecting 'e')"),
            ("1.x", "invalid character 'x' after decimal point in numeric literal"),
            ("1ex", "invalid character 'x' in exponent of numeric literal"),
            ("-x", "invalid character 'x' in numeric literal"),
            ("\"\n\"", "invalid character '\\n' in string literal"),
            ("\"\\x\"", "invalid character 'x' in string escape code"),
            ("\"\\u12x4\"", "invalid character 'x' in \\u hexadecimal character escape"),
            ("'a'", "invalid character '\\'' looking for beginning of value"),
            ("1e999", "json: cannot unmarshal number 1e999 into Go value of type float64"),
        ] {
            assert_eq!(from_json(json.as_bytes()).map_err(|e| e.message), Err(message.to_owned()), "{json}");
        }
    }

    #[test]
    fn values_and_strings() {
        let text = |s: &str| Value::text(s);
        for (json, value) in [
            (&b" -1 "[..], Value::Int(-1)),
            (b"18446744073709551615", Value::Uint(u64::MAX)),
            (b"18446744073709551616", Value::Float(18446744073709551616.0)),
            (b"9559589742.541607", Value::Float(9559589742.541607)),
            (
                br#""\ud83d\ude00\ud83d\u0041\/\b\f\n\r\t\"\\""#,
                text("\u{1f600}\u{fffd}A/\u{8}\u{c}\n\r\t\"\\"),
            ),
            (b"\"a\xffb\xe2\x82\"", text("a\u{fffd}b\u{fffd}\u{fffd}")),
            (
                br#"[[],{},[null,true,false]]"#,
                Value::List(vec![
                    Value::List(vec![]),
                    Value::Map(Map::new()),
                    Value::List(vec![Value::Null, Value::Bool(true), Value::Bool(false)]),
                ]),
            ),
            (
                br#"{"b":1,"a":2,"b":3}"#,
                Value::Map([("a".into(), 2.into()), ("b".into(), 3.into())].into_iter().collect()),
            ),
        ] {
            assert_eq!(from_json(json), Ok(value));
        }
    }

    #[test]
    fn what_is_made_is_charged_before_it_is_made() {
        let tariff = Tariff { value: 1, mapping: 100, text: 10_000 };
        let long = "x".repeat(30);
        for (json, price) in [
            ("[1,true,null]".to_owned(), 4),
            ("[[],[]]".to_owned(), 3),
            ("[{},{}]".to_owned(), 201),
            (r#"{"a":{"b":"c"}}"#.to_owned(), 203),
            // Short text is kept in its place.
            (format!(r#""{}""#, "x".repeat(24)), 1),
            (format!(r#""{long}""#), 300_001),
            (format!(r#"{{"{long}":"\n{long}"}}"#), 100 + 2 + 300_000 + 320_000),
        ] {
            let mut meter = Meter::new(tariff, price);
            assert_eq!(
                from_json_metered(json.as_bytes(), &mut meter),
                from_json(json.as_bytes()).map_err(Into::into)
            );
            assert_eq!(meter.left(), 0, "{json}");
            let short = from_json_metered(json.as_bytes(), &mut Meter::new(tariff, price - 1));
            assert!(matches!(short, Err(MeteredError::Exhausted(_))), "{json}");
        }
        // Bytes that are no text take three times their number.
        let broken = [b"\"".as_slice(), &[0xff; 30], b"\""].concat();
        let mut meter = Meter::new(tariff, 2_000_000);
        assert!(from_json_metered(&broken, &mut meter).is_ok());
        assert_eq!(meter.left(), 2_000_000 - 900_001);
    }

    #[test]
    fn depth_is_bounded() {
        assert_eq!(
            from_json("[".repeat(100_000).as_bytes()).map_err(|e| e.message),
            Err("exceeded max depth".to_owned())
        );
        assert!(from_json(format!("{}{}", "[".repeat(DEPTH), "]".repeat(DEPTH)).as_bytes()).is_ok());
    }
}
