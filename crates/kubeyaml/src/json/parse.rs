//! Reading JSON.

use golang::float::Size;
use golang::json::{Build, Container, Literal, Number, SyntaxError, read};

use super::meter::{Exhausted, Meter};
use crate::read::DEPTH;
use crate::{Text, Value};

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
    let mut builder = Builder {
        items: Vec::new(),
        entries: Vec::new(),
        innermost: Level::List(0),
        outer: Vec::new(),
        meter,
    };
    let fault = match read(bytes, DEPTH, &mut builder) {
        Ok(()) => return Ok(builder.items.pop().unwrap_or_default()),
        Err(Fault::Exhausted(e)) => return Err(MeteredError::Exhausted(e)),
        Err(Fault::Syntax(fault)) => fault,
    };
    let before = bytes.get(..fault.at).unwrap_or(bytes);
    let line_start = memchr::memrchr(b'\n', before).map_or(0, |i| i + 1);
    Err(MeteredError::Syntax(JsonError {
        message: fault.message,
        line: memchr::memchr_iter(b'\n', before).count() + 1,
        column: before.len() - line_start + 1,
    }))
}

/// What ends the reading.
enum Fault {
    Syntax(SyntaxError),
    Exhausted(Exhausted),
}

impl From<SyntaxError> for Fault {
    fn from(fault: SyntaxError) -> Fault {
        Fault::Syntax(fault)
    }
}

impl From<Exhausted> for Fault {
    fn from(exhausted: Exhausted) -> Fault {
        Fault::Exhausted(exhausted)
    }
}

/// Makes a value. The items and entries of all lists and mappings whose end was not yet seen lie one behind the other, so
/// that what ends is taken off the end, into a vector of its size.
struct Builder<'a> {
    items: Vec<Value>,
    /// The last one waits for its value where a mapping is the innermost level.
    entries: Vec<(Text, Value)>,
    innermost: Level,
    /// The levels around the innermost one.
    outer: Vec<Level>,
    meter: &'a mut Meter,
}

/// What a value belongs to: the items, or the entry, and where the list's or mapping's part of them begins.
#[derive(Clone, Copy)]
enum Level {
    /// The document itself is an item, the only one.
    List(usize),
    Map(usize),
}

impl Build for Builder<'_> {
    type Fault = Fault;

    fn null(&mut self) -> Result<(), Fault> {
        self.meter.value()?;
        self.put(Value::Null);
        Ok(())
    }

    fn bool(&mut self, value: bool) -> Result<(), Fault> {
        self.meter.value()?;
        self.put(Value::Bool(value));
        Ok(())
    }

    fn number(&mut self, number: Number<'_>) -> Result<(), Fault> {
        self.meter.value()?;
        self.put(value_of(number)?);
        Ok(())
    }

    fn string(&mut self, literal: Literal<'_>) -> Result<(), Fault> {
        self.meter.value()?;
        let text = self.text(literal)?;
        self.put(Value::String(text));
        Ok(())
    }

    fn begin(&mut self, container: Container) -> Result<(), Fault> {
        self.outer.push(self.innermost);
        self.innermost = match container {
            Container::Object => {
                self.meter.mapping()?;
                Level::Map(self.entries.len())
            }
            Container::Array => {
                self.meter.value()?;
                Level::List(self.items.len())
            }
        };
        Ok(())
    }

    fn key(&mut self, key: Literal<'_>) -> Result<(), Fault> {
        self.meter.value()?;
        let key = self.text(key)?;
        self.entries.push((key, Value::Null));
        Ok(())
    }

    fn end(&mut self) {
        let value = match self.innermost {
            Level::List(from) => Value::List(self.items.drain(from..).collect()),
            Level::Map(from) => Value::Map(self.entries.drain(from..).collect()),
        };
        self.innermost = self.outer.pop().unwrap_or(Level::List(0));
        self.put(value);
    }
}

impl Builder<'_> {
    /// Puts a value where it belongs.
    #[inline]
    fn put(&mut self, value: Value) {
        match self.innermost {
            Level::List(_) => self.items.push(value),
            Level::Map(_) => {
                if let Some(entry) = self.entries.last_mut() {
                    entry.1 = value;
                }
            }
        }
    }

    #[inline]
    fn text(&mut self, literal: Literal<'_>) -> Result<Text, Exhausted> {
        self.meter.text(literal.most())?;
        Ok(match literal.plain() {
            Some(text) => Text::new(text),
            None => {
                let mut text = Text::default();
                literal.push_to(&mut text);
                text
            }
        })
    }
}

fn value_of(number: Number<'_>) -> Result<Value, SyntaxError> {
    let text = number.text;
    if number.is_whole {
        if let Ok(i) = text.parse() {
            return Ok(Value::Int(i));
        }
        if let Ok(u) = text.parse() {
            return Ok(Value::Uint(u));
        }
    }
    golang::float::parse(text, Size::Bits64).map(Value::Float).map_err(|_| SyntaxError {
        message: format!("json: cannot unmarshal number {text} into Go value of type float64"),
        at: number.end,
    })
}

#[cfg(test)]
mod tests {
    use super::super::meter::Tariff;
    use super::*;
    use crate::Map;

    #[test]
    fn faults_have_go_s_text_and_a_place() {
        for (json, message, line, column) in [
            ("", "unexpected end of JSON input", 1, 1),
            ("[1,\n 2 x]", "invalid character 'x' after array element", 2, 4),
            ("{\"a\":tru", "invalid character ' ' in literal true (expecting 'e')", 1, 9),
            ("[1e999]", "json: cannot unmarshal number 1e999 into Go value of type float64", 1, 7),
        ] {
            let want = JsonError { message: message.to_owned(), line, column };
            assert_eq!(from_json(json.as_bytes()), Err(want), "{json}");
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
        // Bytes that are not text take three times their number.
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
