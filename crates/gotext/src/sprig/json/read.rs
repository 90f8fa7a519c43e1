//! Reading JSON with Go's error texts. Source: Go 1.26 encoding/json, Unmarshal into `interface{}`.

use golang::float::{self, Size};
use golang::json::{self, Build, Container, Literal, Number, SyntaxError};

use crate::{Fault, List, Text, Type, Value};

/// Values nested deeper are refused with Go's text (Go's own limit is 10000).
const DEEPEST: usize = 200;

/// A document that was read.
pub(super) struct Document<'a> {
    /// Its value; numbers that fit no float are nil in it.
    pub(super) value: Value<'a>,
    /// The first number that fits no float.
    pub(super) overflow: Option<String>,
}

/// Reads one JSON value.
pub(super) fn read<'a>(text: &str) -> Result<Document<'a>, Fault> {
    let document = Document { value: Value::Nil, overflow: None };
    let mut builder = Builder { document, open: Vec::new() };
    json::read(text.as_bytes(), DEEPEST, &mut builder).map_err(|fault| fault.message)?;
    Ok(builder.document)
}

struct Builder<'a> {
    document: Document<'a>,
    open: Vec<Open<'a>>,
}

/// A list or object whose end was not yet seen. The last entry waits for its value.
enum Open<'a> {
    List(Vec<Value<'a>>),
    Map(Vec<(Text<'a>, Value<'a>)>),
}

impl Build for Builder<'_> {
    type Fault = SyntaxError;

    fn null(&mut self) -> Result<(), SyntaxError> {
        self.put(Value::Nil);
        Ok(())
    }

    fn bool(&mut self, value: bool) -> Result<(), SyntaxError> {
        self.put(Value::Bool(value));
        Ok(())
    }

    fn number(&mut self, number: Number<'_>) -> Result<(), SyntaxError> {
        let value = match float::parse(number.text, Size::Bits64) {
            Ok(float) => Value::float(float),
            Err(_) => {
                self.document.overflow.get_or_insert_with(|| number.text.to_owned());
                Value::Nil
            }
        };
        self.put(value);
        Ok(())
    }

    fn string(&mut self, literal: Literal<'_>) -> Result<(), SyntaxError> {
        self.put(text(literal).into());
        Ok(())
    }

    fn begin(&mut self, container: Container) -> Result<(), SyntaxError> {
        self.open.push(match container {
            Container::Array => Open::List(Vec::new()),
            Container::Object => Open::Map(Vec::new()),
        });
        Ok(())
    }

    fn key(&mut self, key: Literal<'_>) -> Result<(), SyntaxError> {
        if let Some(Open::Map(entries)) = self.open.last_mut() {
            entries.push((text(key).into(), Value::Nil));
        }
        Ok(())
    }

    fn end(&mut self) {
        let value = match self.open.pop() {
            Some(Open::List(items)) => Value::List(List::new(&Type::Any, items)),
            Some(Open::Map(entries)) => Value::map(entries),
            None => Value::Nil,
        };
        self.put(value);
    }
}

impl<'a> Builder<'a> {
    /// Puts a value where it belongs.
    fn put(&mut self, value: Value<'a>) {
        match self.open.last_mut() {
            None => self.document.value = value,
            Some(Open::List(items)) => items.push(value),
            Some(Open::Map(entries)) => {
                if let Some(entry) = entries.last_mut() {
                    entry.1 = value;
                }
            }
        }
    }
}

fn text(literal: Literal<'_>) -> String {
    let mut out = String::new();
    literal.push_to(&mut out);
    out
}
