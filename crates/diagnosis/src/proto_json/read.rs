//! JSON, read with its members in their order.

use golang::float::{self, Size};
use golang::json::{Build, Container, Literal, Number, SyntaxError};

use super::Json;

/// Deeper documents are not read: no configuration of a proxy is half as deep.
const DEPTH: usize = 128;

/// Nor are documents with more values: each takes fifty bytes of memory, and may be two of the text.
const MOST_VALUES: usize = 8_000_000;

/// A document. Its objects count as messages.
///
/// # Errors
/// It is not JSON, too deep, or has too many values.
pub(crate) fn read(bytes: &[u8]) -> Result<Json, SyntaxError> {
    read_within(bytes, MOST_VALUES)
}

fn read_within(bytes: &[u8], most: usize) -> Result<Json, SyntaxError> {
    let mut tree = Tree { open: Vec::new(), keys: Vec::new(), root: Json::Null, left: most };
    golang::json::read(bytes, DEPTH, &mut tree)?;
    Ok(tree.root)
}

struct Tree {
    open: Vec<Json>,
    /// The key of what comes next, of each object that is open.
    keys: Vec<String>,
    root: Json,
    /// How many values there may still be.
    left: usize,
}

impl Tree {
    fn count(&mut self) -> Result<(), SyntaxError> {
        let none_left = || SyntaxError { message: "it has too many values".to_owned(), at: 0 };
        self.left = self.left.checked_sub(1).ok_or_else(none_left)?;
        Ok(())
    }

    fn scalar(&mut self, value: Json) -> Result<(), SyntaxError> {
        self.count()?;
        self.put(value);
        Ok(())
    }

    fn put(&mut self, value: Json) {
        match self.open.last_mut() {
            Some(Json::List(items)) => items.push(value),
            Some(Json::Message(members)) => members.push((self.keys.pop().unwrap_or_default(), value)),
            _ => self.root = value,
        }
    }
}

fn resolved(literal: Literal<'_>) -> String {
    match literal.plain() {
        Some(text) => text.to_owned(),
        None => {
            let mut text = String::with_capacity(literal.most());
            literal.push_to(&mut text);
            text
        }
    }
}

impl Build for Tree {
    type Fault = SyntaxError;

    fn null(&mut self) -> Result<(), SyntaxError> {
        self.scalar(Json::Null)
    }

    fn bool(&mut self, value: bool) -> Result<(), SyntaxError> {
        self.scalar(Json::Bool(value))
    }

    /// Envoy and istiod write numbers differently: as Go writes them, equal ones are equal.
    fn number(&mut self, number: Number<'_>) -> Result<(), SyntaxError> {
        let text = match number.text.parse::<f64>() {
            Ok(value) if !number.is_whole && value.is_finite() => {
                let mut text = String::new();
                float::push_json(&mut text, value, Size::Bits64);
                text
            }
            _ => number.text.to_owned(),
        };
        self.scalar(Json::Number(text))
    }

    fn string(&mut self, literal: Literal<'_>) -> Result<(), SyntaxError> {
        self.scalar(Json::Text(resolved(literal)))
    }

    fn begin(&mut self, container: Container) -> Result<(), SyntaxError> {
        self.count()?;
        self.open.push(match container {
            Container::Array => Json::List(Vec::new()),
            Container::Object => Json::Message(Vec::new()),
        });
        Ok(())
    }

    fn key(&mut self, key: Literal<'_>) -> Result<(), SyntaxError> {
        self.keys.push(resolved(key));
        Ok(())
    }

    fn end(&mut self) {
        if let Some(value) = self.open.pop() {
            self.put(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_order_and_numbers_are_gos() {
        let read = read(br#"{"b": {"x": 1.50, "a": [1e3, 12345678901234567890]}, "a": "\u0041", "b": null}"#)
            .unwrap();
        let names: Vec<_> = read.members().unwrap().iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["b", "a", "b"]);
        assert_eq!(read.get("a").unwrap().as_text(), Some("A"));
        assert_eq!(read.get("b"), Some(&Json::Null), "the last counts");
        let Json::Message(inner) = &read.members().unwrap()[0].1 else { panic!("an object") };
        let number = |text: &str| Json::Number(text.to_owned());
        assert_eq!(inner[0], ("x".to_owned(), number("1.5")));
        assert_eq!(inner[1].1, Json::List(vec![number("1000"), number("12345678901234567890")]));
    }

    #[test]
    fn values_are_bounded() {
        assert!(read_within(b"[1, {}]", 3).is_ok());
        assert_eq!(read_within(b"[1, {}]", 2).unwrap_err().message, "it has too many values");
    }
}
