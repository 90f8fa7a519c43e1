//! The text of a message, as the library that Istio's programs use indents it: what is within a Struct stands further to the
//! right with each level, and a message without fields has an empty line.
//!
//! Source: github.com/golang/protobuf 1.5 jsonpb, Marshaler with Indent.

use golang::json::quoted;

use super::Json;

/// Texts longer than this are not made: the indentation of a hostile document is a hundred times the document.
const LONGEST: usize = 128 << 20;
const INDENT: &str = "    ";

impl Json {
    /// The text of a message; `None` if it is too long.
    pub(crate) fn written(&self) -> Option<String> {
        self.within(LONGEST)
    }

    fn within(&self, longest: usize) -> Option<String> {
        let mut text = Text { out: String::new(), longest };
        text.singular(self, 0, 0);
        (text.out.len() <= longest).then_some(text.out)
    }
}

struct Text {
    out: String,
    longest: usize,
}

impl Text {
    fn line(&mut self, level: usize) {
        self.out.push('\n');
        for _ in 0..level {
            self.out.push_str(INDENT);
        }
    }

    /// The value of a field of a message that stands at `level`.
    fn value(&mut self, value: &Json, level: usize) {
        match value {
            Json::List(items) => {
                self.out.push('[');
                for (index, item) in items.iter().enumerate() {
                    self.comma(index);
                    self.line(level + 2);
                    self.singular(item, level + 1, 1);
                }
                self.line(level + 1);
                self.out.push(']');
            }
            Json::Map(members) => self.map(members, level, |text, value| text.singular(value, level + 1, 1)),
            other => self.singular(other, level, 1),
        }
    }

    /// A value that is not repeated; a message is indented by `more`.
    fn singular(&mut self, value: &Json, level: usize, more: usize) {
        if self.out.len() > self.longest {
            return;
        }
        let level = level + more;
        match value {
            Json::Message(fields) => self.message(fields, level),
            Json::Struct(members) => self.map(members, level, |text, value| text.dynamic(value, level + 2)),
            Json::List(_) | Json::Map(_) => self.value(value, level),
            Json::Null => self.out.push_str("null"),
            Json::Bool(value) => self.out.push_str(if *value { "true" } else { "false" }),
            Json::Number(number) => self.out.push_str(number),
            Json::Text(text) => quoted(&mut self.out, text),
        }
    }

    fn message(&mut self, fields: &[(String, Json)], level: usize) {
        self.out.push('{');
        if fields.is_empty() {
            self.out.push('\n');
        }
        for (index, (name, value)) in fields.iter().enumerate() {
            self.comma(index);
            self.line(level + 1);
            quoted(&mut self.out, name);
            self.out.push_str(": ");
            self.value(value, level);
        }
        self.line(level);
        self.out.push('}');
    }

    fn map(&mut self, members: &[(String, Json)], level: usize, mut each: impl FnMut(&mut Text, &Json)) {
        self.out.push('{');
        for (index, (key, value)) in members.iter().enumerate() {
            self.comma(index);
            self.line(level + 2);
            quoted(&mut self.out, key);
            self.out.push_str(": ");
            each(self, value);
        }
        self.line(level + 1);
        self.out.push('}');
    }

    /// A value within a Struct, which is a message of its own, at `level`.
    fn dynamic(&mut self, value: &Json, level: usize) {
        if self.out.len() > self.longest {
            return;
        }
        match value {
            Json::List(items) => {
                self.out.push('[');
                for (index, item) in items.iter().enumerate() {
                    self.comma(index);
                    self.line(level + 3);
                    self.dynamic(item, level + 3);
                }
                self.line(level + 2);
                self.out.push(']');
            }
            Json::Struct(members) | Json::Message(members) | Json::Map(members) => {
                self.map(members, level + 1, |text, value| text.dynamic(value, level + 3));
            }
            scalar => self.singular(scalar, level, 0),
        }
    }

    fn comma(&mut self, index: usize) {
        if index > 0 {
            self.out.push(',');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As istioctl 1.30 printed it.
    #[test]
    fn the_indentation_is_that_of_istioctl() {
        let service = Json::Struct(vec![("host".to_owned(), Json::text("h"))]);
        let istio = Json::Struct(vec![("services".to_owned(), Json::List(vec![service]))]);
        let metadata =
            Json::message([("filterMetadata", Some(Json::Map(vec![("istio".to_owned(), istio)])))]);
        let matched = Json::Struct(vec![("tlsMode".to_owned(), Json::text("<a>"))]);
        let first = Json::message([("name", Some(Json::text("a"))), ("match", Some(matched))]);
        let second = Json::message([("match", Some(Json::Struct(vec![])))]);
        let message = Json::message([
            ("transportSocketMatches", Some(Json::List(vec![first, second]))),
            ("commonLbConfig", Some(Json::Message(vec![]))),
            ("metadata", Some(metadata)),
            ("nothing", None),
        ]);
        let want = r#"{
    "transportSocketMatches": [
        {
            "name": "a",
            "match": {
                    "tlsMode": "\u003ca\u003e"
                }
        },
        {
            "match": {
                }
        }
    ],
    "commonLbConfig": {

    },
    "metadata": {
        "filterMetadata": {
            "istio": {
                    "services": [
                                {
                                            "host": "h"
                                        }
                            ]
                }
        }
    }
}"#;
        assert_eq!(message.written().unwrap(), want);
    }

    #[test]
    fn what_blows_up_is_not_written() {
        let mut deep = Json::List(vec![Json::Null; 1000]);
        for _ in 0..100 {
            deep = Json::Struct(vec![("a".to_owned(), deep)]);
        }
        let message = Json::message([("a", Some(deep))]);
        assert!(message.within(1 << 20).is_none());
        assert!(message.within(2 << 20).is_some());
    }
}
