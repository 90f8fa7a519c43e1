//! How templates see a message: Go's fields, getters, enums, wrappers and durations, read where they lie.

mod duration;
mod enums;
mod member;
mod message;
mod structs;
mod text;
mod wrapper;

use gotext::{
    Data, Fault, FloatType, IntType, Interface, List, ListType, MapType, Meter, Method, Pointer, Signature,
    Struct, StructType, Target, Text, Type, UintType,
};
use kubeyaml::{Map, NULL, Value};

use crate::{Enum, Field, Kind, Message, Shape};
pub use duration::DURATION_TYPE;
use duration::{DURATION, DurationType};
use structs::{STRUCT, StructMessage};
use wrapper::Wrapped;

/// A pointer to a message, as templates see it. `document` is in canonical form.
pub fn message_value<'a>(message: &'static Message, document: &'a Value) -> gotext::Value<'a> {
    gotext::Value::pointer(message, Data::of(document))
}

/// The interface that all messages meet, as Go prints it.
pub static PROTO_MESSAGE: Interface =
    Interface { name: "protoreflect.ProtoMessage", is_met_by: |value| is_message(value) };

fn is_message(value: &gotext::Value<'_>) -> bool {
    let kind: &'static dyn StructType = match value {
        gotext::Value::Pointer(Pointer::Struct(Struct::Typed(kind, _))) => *kind,
        gotext::Value::NilPointer(Target::Struct(kind)) => *kind,
        _ => return false,
    };
    let Some(of) = kind.declared() else { return false };
    of.is::<Message>() || of.is::<Wrapped>() || of.is::<DurationType>() || of.is::<StructMessage>()
}

fn node<'a>(data: &Data<'a>) -> &'a Value {
    data.borrowed::<Value>().unwrap_or(&NULL)
}

/// What Go's struct field holds: a pointer where an unset scalar can be told from a zero one.
fn field_value<'a>(field: &'static Field, value: Option<&'a Value>) -> gotext::Value<'a> {
    if field.shape != Shape::One || !field.has_presence {
        return getter_value(field, value);
    }
    match (value, element(field.kind, value)) {
        (_, pointer @ (gotext::Value::Pointer(_) | gotext::Value::NilPointer(_))) => pointer,
        (None, _) => target(field.kind).map_or(gotext::Value::Nil, gotext::Value::NilPointer),
        (Some(_), gotext::Value::Bool(b)) => gotext::Value::Pointer(Pointer::Bool(b)),
        (Some(_), gotext::Value::Int(i, t)) => gotext::Value::Pointer(Pointer::Int(i, t)),
        (Some(_), gotext::Value::Uint(u, t)) => gotext::Value::Pointer(Pointer::Uint(u, t)),
        (Some(_), gotext::Value::Float(f, t)) => gotext::Value::Pointer(Pointer::Float(f, t)),
        (Some(_), gotext::Value::Str(s)) => gotext::Value::Pointer(Pointer::Str(s)),
        (Some(_), gotext::Value::Enum(t, i)) => gotext::Value::Pointer(Pointer::Enum(t, i)),
        (Some(_), other) => other,
    }
}

/// What a getter gives: the zero value for what is unset.
fn getter_value<'a>(field: &'static Field, value: Option<&'a Value>) -> gotext::Value<'a> {
    match (field.shape, value) {
        (Shape::One, value) => element(field.kind, value),
        (Shape::List, None) => gotext::Value::List(List::nil_of(field)),
        (Shape::List, Some(list)) => gotext::Value::List(List::lazy(field, Data::of(list))),
        (Shape::Map, None) => gotext::Value::Map(gotext::Map::nil_of(field)),
        (Shape::Map, Some(map)) => gotext::Value::Map(gotext::Map::lazy(field, Data::of(map))),
    }
}

fn element<'a>(kind: Kind, value: Option<&'a Value>) -> gotext::Value<'a> {
    let node = value.unwrap_or(&NULL);
    let int = node.as_i64().unwrap_or(0);
    let float = match node {
        Value::Float(f) => *f,
        _ => int as f64,
    };
    match kind {
        Kind::Bool => gotext::Value::Bool(node.as_bool().unwrap_or(false)),
        Kind::Int32 => gotext::Value::Int(int, IntType::Int32),
        Kind::Int64 => gotext::Value::Int(int, IntType::Int64),
        Kind::Uint32 => gotext::Value::Uint(unsigned(node), UintType::Uint32),
        Kind::Uint64 => gotext::Value::Uint(unsigned(node), UintType::Uint64),
        Kind::Float => gotext::Value::Float(float, FloatType::Float32),
        Kind::Double => gotext::Value::Float(float, FloatType::Float64),
        Kind::String => gotext::Value::Str(Text::borrowed(node.as_str().unwrap_or_default())),
        Kind::Enum(of) => gotext::Value::Enum(of, number_of(of, node)),
        Kind::Message(_) | Kind::Duration | Kind::Wrapper(_) | Kind::Struct => match struct_type(kind) {
            Some(of) => pointer(of, value),
            None => gotext::Value::Nil,
        },
    }
}

fn unsigned(node: &Value) -> u64 {
    match node {
        Value::Uint(u) => *u,
        other => other.as_i64().and_then(|i| u64::try_from(i).ok()).unwrap_or(0),
    }
}

fn number_of(of: &Enum, node: &Value) -> i64 {
    match node.as_str() {
        Some(name) => of.number(name).unwrap_or(0).into(),
        None => node.as_i64().unwrap_or(0),
    }
}

fn pointer<'a>(of: &'static dyn StructType, value: Option<&'a Value>) -> gotext::Value<'a> {
    match value {
        Some(node) => gotext::Value::pointer(of, Data::of(node)),
        None => gotext::Value::NilPointer(Target::Struct(of)),
    }
}

/// The struct that a message is in Go; `None` for scalars.
fn struct_type(kind: Kind) -> Option<&'static dyn StructType> {
    Some(match kind {
        Kind::Message(of) => of,
        Kind::Duration => &DURATION,
        Kind::Wrapper(of) => Wrapped::of(of),
        Kind::Struct => &STRUCT,
        _ => return None,
    })
}

/// What a pointer to a scalar points to; `None` for messages.
fn target(kind: Kind) -> Option<Target> {
    Some(match kind {
        Kind::Bool => Target::Bool,
        Kind::Int32 => Target::Int(IntType::Int32),
        Kind::Int64 => Target::Int(IntType::Int64),
        Kind::Uint32 => Target::Uint(UintType::Uint32),
        Kind::Uint64 => Target::Uint(UintType::Uint64),
        Kind::Float => Target::Float(FloatType::Float32),
        Kind::Double => Target::Float(FloatType::Float64),
        Kind::String => Target::Str,
        Kind::Enum(of) => Target::Enum(of),
        Kind::Message(_) | Kind::Duration | Kind::Wrapper(_) | Kind::Struct => return None,
    })
}

fn type_of(kind: Kind) -> Type {
    match struct_type(kind) {
        Some(of) => Type::Pointer(Target::Struct(of)),
        None => target(kind).map_or(Type::Any, Target::to_type),
    }
}

/// The type of what a getter gives.
fn getter_type(field: &'static Field) -> Type {
    match field.shape {
        Shape::One => type_of(field.kind),
        Shape::List => Type::Listed(field),
        Shape::Map => Type::Mapped(field),
    }
}

impl ListType for Field {
    fn elem(&self) -> Type {
        type_of(self.kind)
    }

    fn len(&self, data: &Data<'_>) -> usize {
        node(data).as_list().map_or(0, <[Value]>::len)
    }

    fn item<'a>(&self, data: &Data<'a>, index: usize) -> Option<gotext::Value<'a>> {
        node(data).as_list()?.get(index).map(|item| element(self.kind, Some(item)))
    }
}

impl MapType for Field {
    fn elem(&self) -> Type {
        type_of(self.kind)
    }

    fn len(&self, data: &Data<'_>) -> usize {
        node(data).as_map().map_or(0, Map::len)
    }

    fn lookup<'a>(&self, data: &Data<'a>, key: &str) -> Option<gotext::Value<'a>> {
        node(data).get(key).map(|value| element(self.kind, Some(value)))
    }

    fn entry<'a>(&self, data: &Data<'a>, index: usize) -> Option<(gotext::Value<'a>, gotext::Value<'a>)> {
        let (key, value) = node(data).as_map()?.nth(index)?;
        Some((gotext::Value::Str(Text::borrowed(key)), element(self.kind, Some(value))))
    }
}

/// `uint8`
static BYTE: Type = Type::Uint(UintType::Uint8);

/// `[]byte`
const BYTES: Type = Type::List(&BYTE);

/// Text as `[]byte`.
fn bytes<'a>(text: &str, meter: &Meter) -> Result<gotext::Value<'a>, Fault> {
    meter.charge(text.len().saturating_mul(size_of::<gotext::Value<'_>>()))?;
    let byte = |byte: u8| gotext::Value::Uint(byte.into(), UintType::Uint8);
    Ok(gotext::Value::List(List::new(&BYTE, text.bytes().map(byte).collect())))
}

/// A method of pointers.
const fn method(params: &'static [Type], result: Type) -> Method {
    Method::new(Signature { params, variadic: None, result }).of_pointers()
}

/// The methods that all generated messages have.
fn common_method(name: &str) -> Option<Method> {
    use gotext::Unfit;
    Some(match name {
        "String" => method(&[], Type::Str),
        "Reset" | "ProtoMessage" => Method { unfit: Some(Unfit::Count(0)), ..method(&[], Type::Raw) },
        "ProtoReflect" => method(&[], Type::Record("protoreflect.Message")),
        "Descriptor" => Method { unfit: Some(Unfit::Second("[]int")), ..method(&[], BYTES) },
        _ => return None,
    })
}

/// What a call of a method that is not provided fails with.
fn not_provided(of: &str, name: &str) -> gotext::Fault {
    match name {
        "ProtoReflect" | "Descriptor" | "Type" => {
            "not provided: a template has no use for protobuf's reflection".into()
        }
        "UnmarshalJSON" => "not provided: the data of a template cannot be changed".into(),
        _ => format!("{of} has no method {name}").into(),
    }
}
