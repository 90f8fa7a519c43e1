//! Values as Go's reflection sees them: typed, and read where they lie.

mod equal;
mod list;
mod map;
mod object;
mod text;
mod types;

pub use list::{List, ListType};
pub use map::{Map, MapIter, MapType};
pub use object::{Data, JsonField, Omit, Pointer, Record, Struct, StructType};
pub use text::Text;
pub use types::{EnumType, FloatType, IntType, Interface, StringType, Target, Type, UintType};

use std::rc::Rc;

use crate::functions::Function;

/// A Go value. Cloning copies no data.
#[derive(Clone)]
pub enum Value<'a> {
    /// No value at all: the entry of a map that is not there. Functions never see it, they get [`Value::Nil`].
    Missing,
    /// A nil `interface {}`: what a JSON `null` is.
    Nil,
    /// `bool`
    Bool(bool),
    /// A signed integer.
    Int(i64, IntType),
    /// An unsigned integer.
    Uint(u64, UintType),
    /// A float.
    Float(f64, FloatType),
    /// A `complex128`: real and imaginary part.
    Complex(f64, f64),
    /// A named integer.
    Enum(&'static dyn EnumType, i64),
    /// `string`
    Str(Text<'a>),
    /// A named string: its type and text.
    NamedStr(&'static dyn StringType, Text<'a>),
    /// A slice.
    List(List<'a>),
    /// A map.
    Map(Map<'a>),
    /// A struct by value.
    Struct(Struct<'a>),
    /// A pointer that is not nil.
    Pointer(Pointer<'a>),
    /// A nil pointer to a type: its methods work, its fields do not.
    NilPointer(Target),
    /// A function value, for `call`.
    Func(Function),
}

impl<'a> Value<'a> {
    /// An `int`.
    pub const fn int(i: i64) -> Value<'a> {
        Value::Int(i, IntType::Int)
    }

    /// An `int64`.
    pub const fn int64(i: i64) -> Value<'a> {
        Value::Int(i, IntType::Int64)
    }

    /// An `int32`.
    pub const fn int32(i: i32) -> Value<'a> {
        Value::Int(i as i64, IntType::Int32)
    }

    /// A `float64`.
    pub const fn float(f: f64) -> Value<'a> {
        Value::Float(f, FloatType::Float64)
    }

    /// A `string`; borrowed or made, without copying borrowed text.
    pub fn text(s: impl Into<Text<'a>>) -> Value<'a> {
        Value::Str(s.into())
    }

    /// A `[]interface {}`.
    pub fn list(items: Vec<Value<'a>>) -> Value<'a> {
        Value::List(List::new(&Type::Any, items))
    }

    /// A `[]string`.
    pub fn strings(items: impl IntoIterator<Item = Text<'a>>) -> Value<'a> {
        Value::List(List::new(&Type::Str, items.into_iter().map(Value::Str).collect()))
    }

    /// A `map[string]interface {}`; of equal keys the last one counts.
    pub fn map(entries: impl IntoIterator<Item = (Text<'a>, Value<'a>)>) -> Value<'a> {
        Value::Map(Map::new(&Type::Any, entries))
    }

    /// A `map[string]string`; of equal keys the last one counts.
    pub fn string_map(entries: impl IntoIterator<Item = (Text<'a>, Text<'a>)>) -> Value<'a> {
        Value::Map(Map::new(&Type::Str, entries.into_iter().map(|(k, v)| (k, Value::Str(v)))))
    }

    /// A pointer to a record: what templates are executed on.
    pub fn record(name: &'static str, fields: Vec<(&'static str, Value<'a>)>) -> Value<'a> {
        Value::Pointer(Pointer::Struct(Struct::Record(Rc::new(Record { name, fields }))))
    }

    /// A struct by value, read by its type where it lies.
    pub const fn structure(kind: &'static dyn StructType, data: Data<'a>) -> Value<'a> {
        Value::Struct(Struct::Typed(kind, data))
    }

    /// A pointer to a struct, read by its type where it lies.
    pub const fn pointer(kind: &'static dyn StructType, data: Data<'a>) -> Value<'a> {
        Value::Pointer(Pointer::Struct(Struct::Typed(kind, data)))
    }

    /// The dynamic type; `None` for a missing value or a nil interface.
    pub fn to_type(&self) -> Option<Type> {
        Some(match self {
            Value::Missing | Value::Nil => return None,
            Value::Bool(_) => Type::Bool,
            Value::Int(_, t) => Type::Int(*t),
            Value::Uint(_, t) => Type::Uint(*t),
            Value::Float(_, t) => Type::Float(*t),
            Value::Complex(..) => Type::Complex,
            Value::Enum(t, _) => Type::Enum(*t),
            Value::Str(_) => Type::Str,
            Value::NamedStr(t, _) => Type::NamedStr(*t),
            Value::List(list) => list.to_type(),
            Value::Map(map) => map.to_type(),
            Value::Struct(s) => s.to_target().to_type(),
            Value::Pointer(p) => p.to_type(),
            Value::NilPointer(target) => Type::Pointer(*target),
            Value::Func(_) => Type::Func(None),
        })
    }

    /// The type as `%T` prints it: `map[string]interface {}`, `*v1.Pod`, `<nil>`.
    pub fn type_name(&self) -> String {
        match self {
            Value::Func(function) => function.signature().to_string(),
            _ => self.to_type().map_or_else(|| "<nil>".to_owned(), |t| t.to_string()),
        }
    }

    /// The name of its `reflect.Kind`: `string`, `slice`, `map`, `ptr`, `int` …; `invalid` for nil.
    pub fn kind(&self) -> &'static str {
        self.to_type().map_or("invalid", |t| t.kind())
    }

    /// The text of a string or named string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::Str(s) | Value::NamedStr(_, s) => Some(s),
            _ => None,
        }
    }

    /// The number of any integer type, when it fits.
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Value::Int(i, _) | Value::Enum(_, i) => Some(*i),
            Value::Uint(u, _) => i64::try_from(*u).ok(),
            _ => None,
        }
    }

    /// Whether this is nil: a nil interface, pointer, map or slice, or no value at all.
    pub fn is_nil(&self) -> bool {
        match self {
            Value::Missing | Value::Nil | Value::NilPointer(_) => true,
            Value::List(list) => list.is_nil(),
            Value::Map(map) => map.is_nil(),
            _ => false,
        }
    }

    /// Whether `if` takes it for true: neither absent, nil, false, zero nor empty; a struct always is.
    ///
    /// Source: Go 1.26 text/template exec.go, isTrue.
    pub fn is_true(&self) -> bool {
        match self {
            Value::Missing | Value::Nil | Value::NilPointer(_) => false,
            Value::Bool(b) => *b,
            Value::Int(i, _) | Value::Enum(_, i) => *i != 0,
            Value::Uint(u, _) => *u != 0,
            Value::Float(f, _) => *f != 0.0,
            Value::Complex(re, im) => *re != 0.0 || *im != 0.0,
            Value::Str(s) | Value::NamedStr(_, s) => !s.is_empty(),
            Value::List(list) => !list.is_empty(),
            Value::Map(map) => !map.is_empty(),
            Value::Struct(_) | Value::Pointer(_) | Value::Func(_) => true,
        }
    }

    /// Whether this may contain other values that functions made.
    pub(crate) fn is_container(&self) -> bool {
        matches!(self, Value::List(_) | Value::Map(_))
    }
}

/// Drops values that may nest deeper than the stack.
fn take_apart(values: &mut Vec<Value<'_>>) {
    if !values.iter().any(Value::is_container) {
        return;
    }
    let mut open = std::mem::take(values);
    while let Some(value) = open.pop() {
        let inner = match value {
            Value::List(list) => list.into_owned_items(),
            Value::Map(map) => map.into_owned_values(),
            _ => None,
        };
        open.extend(inner.unwrap_or_default());
    }
}

impl From<bool> for Value<'_> {
    fn from(b: bool) -> Self {
        Value::Bool(b)
    }
}

impl From<String> for Value<'_> {
    fn from(s: String) -> Self {
        Value::Str(s.into())
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(s: &'a str) -> Value<'a> {
        Value::Str(s.into())
    }
}

impl<'a> From<Text<'a>> for Value<'a> {
    fn from(s: Text<'a>) -> Value<'a> {
        Value::Str(s)
    }
}

impl<'a> From<List<'a>> for Value<'a> {
    fn from(list: List<'a>) -> Value<'a> {
        Value::List(list)
    }
}

impl<'a> From<Map<'a>> for Value<'a> {
    fn from(map: Map<'a>) -> Value<'a> {
        Value::Map(map)
    }
}

/// How long the texts among the values are together.
pub(crate) fn text_length(values: &[Value<'_>]) -> usize {
    values.iter().map(|value| value.as_str().map_or(0, str::len)).fold(0, usize::saturating_add)
}
