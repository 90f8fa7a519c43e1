//! Objects of JSON as protocol buffers have them.

use prost_types::value::Kind;
use prost_types::{Struct, Value};

/// An object whose members are texts.
pub fn of_texts<'a>(members: impl IntoIterator<Item = (&'a str, &'a str)>) -> Struct {
    let text = |text: &str| Value { kind: Some(Kind::StringValue(text.to_owned())) };
    Struct { fields: members.into_iter().map(|(name, value)| (name.to_owned(), text(value))).collect() }
}

/// A member that is a text; `None` if there is none of the name, or it is something else.
pub fn text<'a>(object: &'a Struct, name: &str) -> Option<&'a str> {
    match object.fields.get(name)?.kind.as_ref()? {
        Kind::StringValue(text) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_that_are_texts_are_found() {
        let mut object = of_texts([("a", "1"), ("b", "")]);
        object.fields.insert("c".to_owned(), Value { kind: Some(Kind::BoolValue(true)) });
        object.fields.insert("d".to_owned(), Value { kind: None });
        for (name, want) in [("a", Some("1")), ("b", Some("")), ("c", None), ("d", None), ("e", None)] {
            assert_eq!(text(&object, name), want, "{name}");
        }
    }
}
