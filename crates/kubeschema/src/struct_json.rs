//! JSON in the order of the Go struct.

use kubeyaml::{Map, Value, json_quoted, to_json_into};

use crate::schema::{Kind, StructType};

/// The value as Go's `json.Marshal` writes the struct: fields in the order of the struct, the entries of mappings
/// sorted, `<`, `>` and `&` escaped. The value must be normalised; entries the type does not know are left out.
pub fn struct_json(value: &Value, of: &'static StructType) -> String {
    let mut out = String::new();
    write_struct(&mut out, value, of);
    out
}

/// As [`struct_json`], of any kind (a list of containers), appended to `out`.
fn kind_json_into(out: &mut String, value: &Value, kind: &Kind) {
    match (kind.pointee(), value) {
        (Kind::Struct(of), _) => write_struct(out, value, of),
        (Kind::List(item, _), Value::List(items)) => {
            for (i, v) in items.iter().enumerate() {
                out.push(if i == 0 { '[' } else { ',' });
                kind_json_into(out, v, item);
            }
            out.push_str(if items.is_empty() { "[]" } else { "]" });
        }
        (Kind::Map(item, _), Value::Map(map)) => {
            write_entries(out, map.iter(), |out, v| kind_json_into(out, v, item))
        }
        _ => to_json_into(out, value),
    }
}

fn write_struct(out: &mut String, value: &Value, of: &StructType) {
    let Value::Map(map) = value else { return to_json_into(out, value) };
    let mut fields = of.fields.iter().filter_map(|f| present(map, f.json).map(|v| (f, v)));
    let mut open = '{';
    for (field, v) in fields.by_ref() {
        out.push(open);
        open = ',';
        json_quoted(out, field.json);
        out.push(':');
        kind_json_into(out, v, &field.kind);
    }
    out.push_str(if open == '{' { "{}" } else { "}" });
}

fn present<'a>(map: &'a Map, key: &str) -> Option<&'a Value> {
    if map.is_empty() { None } else { map.get(key) }
}

fn write_entries<'a>(
    out: &mut String,
    entries: impl Iterator<Item = (&'a str, &'a Value)>,
    mut write: impl FnMut(&mut String, &Value),
) {
    let mut open = '{';
    for (key, v) in entries {
        out.push(open);
        open = ',';
        json_quoted(out, key);
        out.push(':');
        write(out, v);
    }
    out.push_str(if open == '{' { "{}" } else { "}" });
}
