//! Whether a document has its final form already: most of what API servers send has, and is then neither taken apart nor
//! copied.

use kubeyaml::{Map, Value};

use super::{Decoder, is_empty};
use crate::schema::{Kind, StructType};
use crate::{quantity, time};

impl Decoder<'_> {
    /// How many entries of a struct, from the first on, stay as they are, and are found without an error; `None` where
    /// that is so of the whole struct. Which fields an entry stands for is asked again.
    pub(super) fn settled_entries(&self, map: &Map, of: &'static StructType) -> Option<usize> {
        let mut cursor = of.cursor();
        let mut seen: u64 = 0;
        for (place, (key, value)) in map.iter().enumerate() {
            let Some((index, field, true)) = cursor.next_field(key) else { return Some(place) };
            let is_kept = match field.kind {
                Kind::Pointer(_) => !value.is_null(),
                _ => !is_empty(value, &field.kind),
            };
            let is_written = is_kept || self.is_always_written(of, field);
            if !(is_written && self.is_settled(value, &field.kind)) {
                return Some(place);
            }
            seen |= 1 << index;
        }
        let is_missing =
            |(index, field): (usize, _)| seen & (1 << index) == 0 && self.is_always_written(of, field);
        of.fields.iter().enumerate().any(is_missing).then_some(map.len())
    }

    /// Whether a value stays as it is, and is read without an error. It may be no of a value that stays.
    // Recursion follows the type, which is finite.
    fn is_settled(&self, value: &Value, kind: &'static Kind) -> bool {
        match (kind, value) {
            (Kind::Pointer(_) | Kind::List(..) | Kind::Map(..) | Kind::Time | Kind::Bytes, Value::Null) => {
                true
            }
            (Kind::Pointer(to), _) => self.is_settled(value, to),
            (Kind::Struct(of), Value::Map(map)) => self.settled_entries(map, of).is_none(),
            (Kind::List(item, _), Value::List(items)) => items.iter().all(|v| self.is_settled(v, item)),
            (Kind::Map(item, _), Value::Map(map)) => map.iter().all(|(_, v)| self.is_settled(v, item)),
            (Kind::Raw(_), _)
            | (Kind::String(_) | Kind::IntOrString, Value::String(_))
            | (Kind::Bool, Value::Bool(_))
            | (Kind::Int64, Value::Int(_)) => true,
            (Kind::Int32 | Kind::IntOrString, Value::Int(number)) => i32::try_from(*number).is_ok(),
            (Kind::Quantity, Value::String(text)) => {
                quantity::canonical(text).is_ok_and(|canonical| *canonical == **text)
            }
            (Kind::Time, Value::String(text)) => {
                time::canonical(text).is_ok_and(|canonical| canonical.is_some_and(|time| time == **text))
            }
            _ => false,
        }
    }
}
