//! JSON, read with its members in their order.

use golang::float::{self, Size};
use golang::json::{Build, Container, Literal, Number, SyntaxError};

use super::Json;

/// Deeper documents are not read: no configuration of a proxy is half as deep.
const DEPTH: usize = 128;

/// A document. Its objects count as messages.
///
/// # Errors
/// It is not JSON, or too deep.
pub(crate) fn read(bytes: &[u8]) -> Result<Json, SyntaxError> {
    let mut tree = Tree { open: Vec::new(), keys: Vec::new(), root: Json::Null };
    golang::json::read(bytes, DEPTH, &mut tree)?;
    Ok(tree.root)
}

struct Tree {
    open: Vec<Json>,
    /// The key of what comes next, of each object that is open.
    keys: Vec<String>,
    root: Json,
}

impl Tree {
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
        self.put(Json::Null);
        Ok(())
    }

    fn bool(&mut self, value: bool) -> Result<(), SyntaxError> {
        self.put(Json::Bool(value));
        Ok(())
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
        self.put(Json::Number(text));
        Ok(())
    }

    fn string(&mut self, literal: Literal<'_>) -> Result<(), SyntaxError> {
        self.put(Json::Text(resolved(literal)));
        Ok(())
    }

    fn begin(&mut self, container: Container) -> Result<(), SyntaxError> {
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
