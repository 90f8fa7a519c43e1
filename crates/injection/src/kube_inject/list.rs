//! A list of objects: each item is injected, written and dropped before the next.

use kubeyaml::{Map, Place, Value};

use super::object::{self, Context};
use super::output::{Output, check_object, lines};
use crate::error::InjectError;
use crate::workload::{is_list, kind_of};

/// The fields of a list's metadata.
const LIST_META: [&str; 4] = ["continue", "remainingItemCount", "resourceVersion", "selfLink"];

/// Writes a list at column `indent`; `placed`: the line has begun already. Items that are workloads are injected, all
/// others stay as they are.
///
/// # Errors
/// It has no list of items, or one of them is not an object or cannot be injected.
pub(super) fn inject(
    list: Value,
    indent: usize,
    placed: bool,
    out: &mut Output<'_>,
    context: &mut Context<'_>,
) -> Result<(), InjectError> {
    let fields = fields(list);
    for (place, (key, value)) in fields.into_entries().into_iter().enumerate() {
        let placed = placed && place == 0;
        let at = Place { indent, placed, lines: lines(context.version()) };
        let items = match value {
            Value::List(items) if key == "items" && !items.is_empty() => items,
            Value::List(_) | Value::Null if key == "items" => {
                kubeyaml::write_entry_into(&mut out.text, &key, &value, at);
                continue;
            }
            other if key == "items" => {
                let place = "struct field List.items of type []runtime.RawExtension";
                return Err(InjectError::NotAnObject { found: other.kind(), place });
            }
            other => {
                kubeyaml::write_entry_into(&mut out.text, &key, &other, at);
                continue;
            }
        };
        if !placed {
            push_spaces(out, indent);
        }
        out.text.push_str("items:\n");
        for item in items {
            self::item(item, indent, out, context)?;
        }
    }
    Ok(())
}

/// The fields that Go's type has, without what it leaves out.
fn fields(mut list: Value) -> Map {
    let is_zero = |value: &Value| value.is_null() || value.as_str() == Some("");
    list.map_entry("metadata").retain(|key, value| LIST_META.contains(&key) && !is_zero(value));
    let fields = list.become_map();
    fields.retain(|key, _| ["apiVersion", "kind", "metadata", "items"].contains(&key));
    fields.entry("items");
    std::mem::take(fields)
}

fn item(
    mut item: Value,
    indent: usize,
    out: &mut Output<'_>,
    context: &mut Context<'_>,
) -> Result<(), InjectError> {
    check_object(&item)?;
    if is_list(&item, context.version()) {
        push_spaces(out, indent);
        out.text.push_str("- ");
        return inject(item, indent + 2, true, out, context);
    }
    if let Some(kind) = kind_of(&item, context.version()) {
        kubeyaml::through_json(&mut item);
        object::inject(&mut item, kind, context)?;
    }
    kubeyaml::write_item_into(&mut out.text, &item, indent, lines(context.version()));
    out.count(context)
}

fn push_spaces(out: &mut Output<'_>, count: usize) {
    out.text.extend(std::iter::repeat_n(' ', count));
}
