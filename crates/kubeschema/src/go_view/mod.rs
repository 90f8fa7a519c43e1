//! How templates see a document of a type: Go's fields with their zero values, read where they lie.

mod scalars;

use std::any::Any;
use std::collections::HashMap;
use std::sync::{OnceLock, PoisonError, RwLock};

use gotext::value::Target;
use gotext::{Data, IntType, List, ListType, MapType, Text, Type};
use kubeyaml::{Map, NULL, Value};

use crate::schema::{Field, GoField, Kind, StructType};
use scalars::{INT_OR_STRING, MAPPED_QUANTITY, QUANTITY, TIME};

/// A document as Go's struct of this type, by value.
pub fn struct_value<'a>(of: &'static StructType, document: &'a Value) -> gotext::Value<'a> {
    gotext::Value::structure(of, Data::of(document))
}

impl gotext::StructType for StructType {
    fn name(&self) -> &str {
        self.name
    }

    fn declared(&'static self) -> Option<&'static dyn Any> {
        Some(self)
    }

    fn field<'a>(&self, data: &Data<'a>, name: &str) -> Option<gotext::Value<'a>> {
        let document = node(data);
        match self.go_field(name)? {
            GoField::Field(field) => Some(field_value(field, document)),
            GoField::Inline(of) => Some(gotext::Value::structure(of, Data::of(document))),
            GoField::Promoted { through, field } => Some(field_value(field, document.at(&[through.json]))),
        }
    }

    fn field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<(&str, gotext::Value<'a>)> {
        let field = self.fields.get(index)?;
        Some((field.go, field_value(field, node(data))))
    }
}

fn node<'a>(data: &Data<'a>) -> &'a Value {
    data.borrowed::<Value>().unwrap_or(&NULL)
}

fn field_value<'a>(field: &'static Field, document: &'a Value) -> gotext::Value<'a> {
    go_value(&field.kind, document.get(field.json).unwrap_or(&NULL))
}

/// A node of a document as a Go value of a kind; null and absent are the zero value.
fn go_value<'a>(kind: &'static Kind, node: &'a Value) -> gotext::Value<'a> {
    match kind {
        Kind::String("string") => gotext::Value::Str(text(node)),
        Kind::String(named) => gotext::Value::NamedStr(named, text(node)),
        Kind::Quantity => gotext::Value::structure(&QUANTITY, Data::of(node)),
        Kind::Bool => gotext::Value::Bool(node.as_bool().unwrap_or(false)),
        Kind::Int32 => gotext::Value::Int(node.as_i64().unwrap_or(0), IntType::Int32),
        Kind::Int64 => gotext::Value::Int(node.as_i64().unwrap_or(0), IntType::Int64),
        Kind::IntOrString => gotext::Value::structure(&INT_OR_STRING, Data::of(node)),
        Kind::Time => gotext::Value::structure(&TIME, Data::of(node)),
        Kind::Bytes => gotext::Value::Str(text(node)),
        Kind::Raw(_) => untyped(node),
        Kind::List(..) if node.is_null() => gotext::Value::List(List::nil(elem_type(kind))),
        Kind::List(..) => gotext::Value::List(List::lazy(kind, Data::of(node))),
        Kind::Map(..) if node.is_null() => gotext::Value::Map(gotext::Map::nil(&Type::Str, elem_type(kind))),
        Kind::Map(..) => gotext::Value::Map(gotext::Map::lazy(kind, Data::of(node))),
        Kind::Struct(of) => gotext::Value::structure(*of, Data::of(node)),
        Kind::Pointer(to) => pointer(to, node),
    }
}

/// An element of a map: Go cannot take its address, so that methods of its pointer are out of reach.
fn map_value<'a>(kind: &'static Kind, node: &'a Value) -> gotext::Value<'a> {
    match kind {
        Kind::Quantity => gotext::Value::structure(&MAPPED_QUANTITY, Data::of(node)),
        other => go_value(other, node),
    }
}

fn text(node: &Value) -> Text<'_> {
    Text::borrowed(node.as_str().unwrap_or_default())
}

fn pointer<'a>(to: &'static Kind, node: &'a Value) -> gotext::Value<'a> {
    use gotext::Pointer;
    let Some(target) = target(to) else { return go_value(to, node) };
    if node.is_null() {
        return gotext::Value::NilPointer(target);
    }
    match (go_value(to, node), target) {
        (gotext::Value::Bool(b), _) => gotext::Value::Pointer(Pointer::Bool(b)),
        (gotext::Value::Int(i, t), _) => gotext::Value::Pointer(Pointer::Int(i, t)),
        (gotext::Value::Str(s), _) => gotext::Value::Pointer(Pointer::Str(s)),
        (gotext::Value::NamedStr(n, s), _) => gotext::Value::Pointer(Pointer::NamedStr(n, s)),
        (gotext::Value::Struct(s), _) => gotext::Value::Pointer(Pointer::Struct(s)),
        (other, _) => other,
    }
}

fn target(kind: &'static Kind) -> Option<Target> {
    Some(match kind {
        Kind::String("string") | Kind::Bytes => Target::Str,
        Kind::String(named) => Target::NamedStr(named),
        Kind::Quantity => Target::Struct(&QUANTITY),
        Kind::Bool => Target::Bool,
        Kind::Int32 => Target::Int(IntType::Int32),
        Kind::Int64 => Target::Int(IntType::Int64),
        Kind::IntOrString => Target::Struct(&INT_OR_STRING),
        Kind::Time => Target::Struct(&TIME),
        Kind::Struct(of) => Target::Struct(*of),
        Kind::Raw(_) | Kind::List(..) | Kind::Map(..) | Kind::Pointer(_) => return None,
    })
}

fn type_of(kind: &'static Kind) -> Type {
    match kind {
        Kind::List(..) => Type::List(elem_type(kind)),
        Kind::Map(..) => Type::Map(&Type::Str, elem_type(kind)),
        Kind::Pointer(to) => target(to).map_or(Type::Any, Type::Pointer),
        other => target(other).map_or(Type::Any, Target::to_type),
    }
}

/// The element type of a list or map. Types other than text are made once and kept: the tables hold a fixed number.
fn elem_type(kind: &Kind) -> &'static Type {
    static MADE: OnceLock<RwLock<HashMap<usize, &'static Type>>> = OnceLock::new();
    let (Kind::List(elem, _) | Kind::Map(elem, _)) = kind else { return &Type::Any };
    if let Kind::String("string") = elem {
        return &Type::Str;
    }
    let made = MADE.get_or_init(RwLock::default);
    let key = std::ptr::from_ref(*elem).addr();
    if let Some(known) = made.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return known;
    }
    let new: &'static Type = Box::leak(Box::new(type_of(elem)));
    made.write().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert(new)
}

impl ListType for Kind {
    fn elem(&self) -> &'static Type {
        elem_type(self)
    }

    fn len(&self, data: &Data<'_>) -> usize {
        node(data).as_list().map_or(0, <[Value]>::len)
    }

    fn item<'a>(&self, data: &Data<'a>, index: usize) -> Option<gotext::Value<'a>> {
        let Kind::List(elem, _) = self else { return None };
        node(data).as_list()?.get(index).map(|item| go_value(elem, item))
    }
}

impl MapType for Kind {
    fn elem(&self) -> &'static Type {
        elem_type(self)
    }

    fn len(&self, data: &Data<'_>) -> usize {
        node(data).as_map().map_or(0, Map::len)
    }

    fn lookup<'a>(&self, data: &Data<'a>, key: &str) -> Option<gotext::Value<'a>> {
        let Kind::Map(elem, _) = self else { return None };
        node(data).get(key).map(|value| map_value(elem, value))
    }

    fn entry<'a>(&self, data: &Data<'a>, index: usize) -> Option<(gotext::Value<'a>, gotext::Value<'a>)> {
        let Kind::Map(elem, _) = self else { return None };
        let (key, value) = node(data).as_map()?.nth(index)?;
        Some((gotext::Value::Str(Text::borrowed(key)), map_value(elem, value)))
    }
}

/// A document without a type, as Go decodes JSON: mappings are `map[string]interface {}`, numbers `float64`.
pub fn untyped(document: &Value) -> gotext::Value<'_> {
    match document {
        Value::Null => gotext::Value::Nil,
        Value::Bool(b) => gotext::Value::Bool(*b),
        Value::Int(i) => gotext::Value::float(*i as f64),
        Value::Uint(u) => gotext::Value::float(*u as f64),
        Value::Float(f) => gotext::Value::float(*f),
        Value::String(s) => gotext::Value::Str(Text::borrowed(s)),
        Value::List(_) => gotext::Value::List(List::lazy(&UNTYPED, Data::of(document))),
        Value::Map(_) => gotext::Value::Map(gotext::Map::lazy(&UNTYPED, Data::of(document))),
    }
}

struct Untyped;

static UNTYPED: Untyped = Untyped;

impl ListType for Untyped {
    fn elem(&self) -> &'static Type {
        &Type::Any
    }

    fn len(&self, data: &Data<'_>) -> usize {
        node(data).as_list().map_or(0, <[Value]>::len)
    }

    fn item<'a>(&self, data: &Data<'a>, index: usize) -> Option<gotext::Value<'a>> {
        node(data).as_list()?.get(index).map(untyped)
    }
}

impl MapType for Untyped {
    fn elem(&self) -> &'static Type {
        &Type::Any
    }

    fn len(&self, data: &Data<'_>) -> usize {
        node(data).as_map().map_or(0, Map::len)
    }

    fn lookup<'a>(&self, data: &Data<'a>, key: &str) -> Option<gotext::Value<'a>> {
        node(data).get(key).map(untyped)
    }

    fn entry<'a>(&self, data: &Data<'a>, index: usize) -> Option<(gotext::Value<'a>, gotext::Value<'a>)> {
        let (key, value) = node(data).as_map()?.nth(index)?;
        Some((gotext::Value::Str(Text::borrowed(key)), untyped(value)))
    }
}
