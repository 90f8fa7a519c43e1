//! Documents as text.

use kubeyaml::Value;

/// A stream of YAML documents.
pub fn yaml_stream(documents: &[Value]) -> String {
    let mut text = String::new();
    for (place, document) in documents.iter().enumerate() {
        if place > 0 {
            text.push_str("---\n");
        }
        kubeyaml::write_into(&mut text, document);
    }
    text
}

/// A `List` of documents in JSON, as `kubectl` prints and takes it, with a line end.
pub fn json_list(documents: &[Value]) -> String {
    let mut list = Value::Null;
    let fields = list.become_map();
    fields.insert("apiVersion", "v1");
    fields.insert("kind", "List");
    fields.insert("items", documents.to_vec());
    pretty_json(&list) + "\n"
}

/// JSON with two spaces of indentation, as Go's `MarshalIndent` writes it.
pub fn pretty_json(value: &Value) -> String {
    let mut text = String::new();
    indented(&mut text, value, 0);
    text
}

/// The depth is that of what the builders make and of what `kubeyaml` reads, which is bounded.
fn indented(out: &mut String, value: &Value, depth: usize) {
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    };
    match value {
        Value::Map(map) if !map.is_empty() => {
            out.push('{');
            for (place, (key, value)) in map.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                line(out, depth + 1);
                kubeyaml::json_quoted(out, key);
                out.push_str(": ");
                indented(out, value, depth + 1);
            }
            line(out, depth);
            out.push('}');
        }
        Value::List(list) if !list.is_empty() => {
            out.push('[');
            for (place, value) in list.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                line(out, depth + 1);
                indented(out, value, depth + 1);
            }
            line(out, depth);
            out.push(']');
        }
        scalar => kubeyaml::to_json_into(out, scalar),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_indented_as_go_does() {
        let value = kubeyaml::read("{a: [1, {b: null}, [], {}], c: \"<x>\\n\"}").unwrap();
        let want = "{\n  \"a\": [\n    1,\n    {\n      \"b\": null\n    },\n    [],\n    {}\n  ],\n  \"c\": \"\\u003cx\\u003e\\n\"\n}";
        assert_eq!(pretty_json(&value), want);
        assert_eq!(kubeyaml::from_json(want.as_bytes()).unwrap(), value);
    }

    #[test]
    fn a_stream_has_its_documents() {
        let documents = [kubeyaml::read("a: 1").unwrap(), kubeyaml::read("b: 2").unwrap()];
        assert_eq!(yaml_stream(&documents), "a: 1\n---\nb: 2\n");
        assert_eq!(
            kubeyaml::from_json(json_list(&documents).as_bytes()).unwrap().items_at(&["items"]),
            documents
        );
    }
}
