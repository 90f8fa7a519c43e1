//! A reader for the proxy configs of Istio's tests, which are protobuf's text.

use kubeyaml::{Map, Value};

/// The message of a text, as a document that protobuf's JSON could be.
pub fn read(text: &str) -> Value {
    let lines: Vec<&str> =
        text.lines().map(|line| line.split_once('#').map_or(line, |(code, _)| code)).collect();
    let mut tokens = tokens(&lines.join("\n")).into_iter().peekable();
    as_json("", message(&mut tokens))
}

type Tokens = std::iter::Peekable<std::vec::IntoIter<String>>;

fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => rest.char_indices().skip(1).find(|(_, c)| *c == '"').unwrap().0 + 1,
            '{' | '}' | '[' | ']' | ':' | ',' => 1,
            _ => rest.find(|c: char| c.is_whitespace() || "{}[]:,\"".contains(c)).unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(length);
        tokens.push(token.to_owned());
        rest = after.trim_start();
    }
    tokens
}

fn message(tokens: &mut Tokens) -> Value {
    let mut fields = Map::new();
    while let Some(name) = tokens.next_if(|token| token != "}") {
        tokens.next_if_eq(":");
        fields.insert(name, value(tokens));
        tokens.next_if_eq(",");
    }
    tokens.next();
    Value::Map(fields)
}

fn value(tokens: &mut Tokens) -> Value {
    let token = tokens.next().unwrap();
    match token.as_str() {
        "{" => message(tokens),
        "[" => {
            let mut items = Vec::new();
            while tokens.peek().is_some_and(|token| token != "]") {
                items.push(value(tokens));
                tokens.next_if_eq(",");
            }
            tokens.next();
            Value::List(items)
        }
        "true" | "false" => Value::Bool(token == "true"),
        text => match text.strip_prefix('"') {
            Some(text) => text.trim_end_matches('"').into(),
            None => text.parse().map_or_else(|_| text.into(), Value::Int),
        },
    }
}

/// Durations become texts, wrapped values themselves, and lists of entries maps.
fn as_json(name: &str, value: Value) -> Value {
    match value {
        Value::Map(mut fields) => match (fields.get("seconds").cloned(), fields.remove("value")) {
            (Some(seconds), _) => format!("{}s", seconds.as_i64().unwrap()).into(),
            (None, Some(value)) if fields.is_empty() => value,
            (None, value) => {
                let value = value.map(|value| ("value".into(), value));
                let fields = fields.into_entries().into_iter().chain(value);
                Value::Map(fields.map(|(key, value)| (key.clone(), as_json(&key, value))).collect())
            }
        },
        Value::List(items) if ["runtime_values", "proxy_metadata"].contains(&name) => {
            let entry = |item: &Value| (item.str_at(&["key"]).unwrap().into(), item.at(&["value"]).clone());
            Value::Map(items.iter().map(entry).collect())
        }
        other => other,
    }
}
