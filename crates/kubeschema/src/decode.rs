//! The typed round trip: what a document looks like after Go decoded it into a type and encoded it again.
//!
//! A walk along the type, in place. Nothing is copied, and what already has its final form is left alone, shared with other
//! documents as it may be. Recursion follows the type, which is finite, never the document.

mod place;
mod scalar;
mod settled;

use golang::base64;
use kubeyaml::{Map, Text, Value};

use crate::quantity::QuantityError;
use crate::schema::{Field, Kind, StructType};
use place::Place;

/// How [`normalize`] reads and writes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Scalars become text where the type wants text (`sigs.k8s.io/yaml` reading a user's YAML); otherwise they are errors.
    pub convert_scalars: bool,
    /// `metadata.creationTimestamp` is written as null when it is absent (Kubernetes 1.34 and older, Istio 1.22).
    pub creation_timestamp_null: bool,
}

/// Why a document is not of the type. Displays as Go's `encoding/json` puts it.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DecodeError {
    /// A value of another JSON type than the field holds.
    #[error("json: cannot unmarshal {value} into Go {} of type {go_type}", destination(field))]
    Type {
        /// What was found: `string`, `number`, `number 1.5`, `bool`, `array`, `object`.
        value: String,
        /// The innermost struct and the path of the field, `PodSpec.spec.containers`; empty at the root.
        field: String,
        /// The Go type of the field.
        go_type: &'static str,
    },
    /// A quantity that is none.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// A timestamp that is none.
    #[error(transparent)]
    Time(#[from] golang::time::ParseError),
    /// Bytes that are not base64.
    #[error(transparent)]
    Base64(#[from] base64::CorruptInput),
}

fn destination(field: &str) -> String {
    if field.is_empty() { "value".to_owned() } else { format!("struct field {field}") }
}

/// Gives `value` the form it has after Go decoded it into the type and encoded it again: unknown fields, nulls and
/// zero values that `omitempty` leaves out vanish, fields that are always written appear, quantities and timestamps
/// are canonical, keys are spelled as the type does.
///
/// `dropped`, when given, receives the paths (`spec.containers[0].foo`) of the fields the type does not know.
/// Errors are those of Go; after one the value is half done.
///
/// Source: Go `encoding/json`, with the reading methods of `resource.Quantity`, `metav1.Time` and `intstr.IntOrString`.
pub fn normalize(
    value: &mut Value,
    of: &'static StructType,
    options: &Options,
    dropped: Option<&mut Vec<String>>,
) -> Result<(), DecodeError> {
    run(options, dropped, |decoder| decoder.structure(value, of, &Place::Root))
}

/// As [`normalize`], of any kind (a list of containers).
pub fn normalize_kind(
    value: &mut Value,
    kind: &'static Kind,
    options: &Options,
    dropped: Option<&mut Vec<String>>,
) -> Result<(), DecodeError> {
    run(options, dropped, |decoder| decoder.value(value, kind, &Place::Root))
}

fn run(
    options: &Options,
    dropped: Option<&mut Vec<String>>,
    walk: impl FnOnce(&mut Decoder<'_>) -> Result<(), DecodeError>,
) -> Result<(), DecodeError> {
    let mut decoder = Decoder { options, dropped, first: None, convert_scalars: options.convert_scalars };
    walk(&mut decoder)?;
    decoder.first.map_or(Ok(()), Err)
}

struct Decoder<'a> {
    options: &'a Options,
    dropped: Option<&'a mut Vec<String>>,
    /// The first wrong type. Go reads on after one, and an error of a type's own reading method, which ends the
    /// reading, is then the one reported.
    first: Option<DecodeError>,
    /// Whether scalars become text here: `sigs.k8s.io/yaml` looks for the type of a field only in the struct itself,
    /// so it converts nothing in fields of inlined structs, or below them.
    convert_scalars: bool,
}

type Step = Result<(), DecodeError>;

impl Decoder<'_> {
    fn value(&mut self, value: &mut Value, kind: &'static Kind, place: &Place<'_>) -> Step {
        match kind {
            Kind::Pointer(_) if value.is_null() => Ok(()),
            Kind::Pointer(to) => self.value(value, to, place),
            Kind::Struct(of) => self.structure(value, of, place),
            Kind::List(item, _) => self.list(value, item, kind, place),
            Kind::Map(item, _) => self.map(value, item, kind, place),
            Kind::Raw(_) => Ok(()),
            _ => self.scalar(value, kind, place),
        }
    }

    fn list(
        &mut self,
        value: &mut Value,
        item: &'static Kind,
        kind: &'static Kind,
        place: &Place<'_>,
    ) -> Step {
        match value {
            Value::Null => Ok(()),
            Value::List(items) => items
                .iter_mut()
                .enumerate()
                .try_for_each(|(i, v)| self.value(v, item, &Place::Item { list: place, index: i })),
            _ => self.wrong_type(value, kind.go_type(), place),
        }
    }

    fn map(
        &mut self,
        value: &mut Value,
        item: &'static Kind,
        kind: &'static Kind,
        place: &Place<'_>,
    ) -> Step {
        match value {
            Value::Null => Ok(()),
            Value::Map(map) => {
                map.iter_mut().try_for_each(|(key, v)| self.value(v, item, &Place::Entry { map: place, key }))
            }
            _ => self.wrong_type(value, kind.go_type(), place),
        }
    }

    fn structure(&mut self, value: &mut Value, of: &'static StructType, place: &Place<'_>) -> Step {
        match value {
            Value::Null => *value = Value::Map(Map::new()),
            Value::Map(_) => {}
            _ => return self.wrong_type(value, of.name, place),
        }
        let Value::Map(map) = value else { return Ok(()) };
        let Some(mut settled) = self.settled_entries(map, of) else { return Ok(()) };
        let mut entries = std::mem::take(map).into_entries();
        let mut seen: u64 = 0;
        let mut respelled = false;
        let mut outcome = Ok(());
        let mut cursor = of.cursor();
        entries.retain_mut(|(key, v)| {
            if outcome.is_err() {
                return true;
            }
            let found = cursor.next_field(key);
            if settled > 0 {
                settled -= 1;
                seen |= found.map_or(0, |(index, ..)| 1 << index);
                return true;
            }
            let Some((index, field, exact)) = found else {
                self.drop_unknown(key, place);
                return false;
            };
            if !exact {
                *key = Text::const_new(field.json);
                respelled = true;
            }
            let given = !v.is_null();
            outcome = self.field(v, field, &Place::Field { of, field, above: place });
            let pointer = matches!(field.kind, Kind::Pointer(_));
            let filled = if pointer { given } else { !is_empty(v, &field.kind) };
            let keep = filled || self.is_always_written(of, field);
            seen |= u64::from(keep) << index;
            keep
        });
        outcome?;
        let kept = entries.len();
        self.add_missing(&mut entries, of, seen);
        let in_order = !respelled && entries.len() == kept;
        *map = if in_order { Map::from_ordered(entries) } else { Map::from_entries(entries) };
        Ok(())
    }

    fn field(&mut self, value: &mut Value, field: &'static Field, place: &Place<'_>) -> Step {
        let convert = self.convert_scalars;
        self.convert_scalars = convert && field.via.is_empty();
        let outcome = self.value(value, &field.kind, place);
        self.convert_scalars = convert;
        outcome
    }

    fn drop_unknown(&mut self, key: &str, place: &Place<'_>) {
        if let Some(dropped) = &mut self.dropped {
            dropped.push(Place::Entry { map: place, key }.document_path());
        }
    }

    /// Adds the fields that are always written and not there yet.
    fn add_missing(&self, entries: &mut Vec<(Text, Value)>, of: &'static StructType, seen: u64) {
        for (index, field) in of.fields.iter().enumerate() {
            if seen & (1 << index) == 0 && self.is_always_written(of, field) {
                entries.push((Text::const_new(field.json), self.zero(&field.kind)));
            }
        }
    }

    /// What Go writes for a zero value.
    fn zero(&self, kind: &'static Kind) -> Value {
        match kind {
            Kind::String(_) => Value::text(""),
            Kind::Bool => Value::Bool(false),
            Kind::Int32 | Kind::Int64 | Kind::IntOrString => Value::Int(0),
            Kind::Quantity => Value::text("0"),
            Kind::Struct(of) => {
                let mut entries = Vec::new();
                self.add_missing(&mut entries, of, 0);
                Value::Map(Map::from_entries(entries))
            }
            _ => Value::Null,
        }
    }

    fn is_always_written(&self, of: &'static StructType, field: &Field) -> bool {
        field.always || self.null_timestamp(of, field)
    }

    fn null_timestamp(&self, of: &'static StructType, field: &Field) -> bool {
        self.options.creation_timestamp_null
            && field.json == "creationTimestamp"
            && of.name == "v1.ObjectMeta"
    }

    fn wrong_type(&mut self, value: &Value, go_type: &'static str, place: &Place<'_>) -> Step {
        self.save(DecodeError::Type { value: value.kind().to_owned(), field: place.go_path(), go_type })
    }

    fn save(&mut self, error: DecodeError) -> Step {
        self.first.get_or_insert(error);
        Ok(())
    }
}

/// Whether `omitempty` leaves the value out. Structs, and types with a writing method of their own, are never empty.
/// A pointer is empty only when it is nil: it may be to a timestamp that is written as null.
fn is_empty(value: &Value, kind: &Kind) -> bool {
    match value {
        Value::Null => true,
        _ if matches!(kind, Kind::Raw(_) | Kind::Quantity | Kind::IntOrString) => false,
        Value::String(text) => text.is_empty(),
        Value::Bool(truth) => !truth,
        Value::Int(number) => *number == 0,
        Value::List(items) => items.is_empty(),
        Value::Map(map) => map.is_empty() && !matches!(kind, Kind::Struct(_)),
        Value::Uint(_) | Value::Float(_) => false,
    }
}
