//! How templates see a document of a type: Go's fields with their zero values, read where they lie.

use std::collections::HashMap;
use std::sync::{OnceLock, PoisonError, RwLock};

use gotext::{Call, Data, Fault, IntType, List, ListType, MapType, Signature, Text, Type};
use gotext::value::Target;
use kubeyaml::{Map, NULL, Value};

use crate::schema::{Field, GoField, Kind, StructType};

/// A document as Go's struct of this type, by value.
pub fn struct_value<'a>(of: &'static StructType, document: &'a Value) -> gotext::Value<'a> {
    gotext::Value::structure(of, Data::of(document))
}

/// The type of that Go name (`v1.Container`) among those that a pod is made of.
pub fn type_named(go: &str) -> Option<&'static StructType> {
    static TYPES: OnceLock<HashMap<&'static str, &'static StructType>> = OnceLock::new();
    let types = TYPES.get_or_init(|| {
        let mut found = HashMap::new();
        let mut open = vec![&crate::types::core::POD];
        while let Some(of) = open.pop() {
            if found.insert(of.name, of).is_none() {
                open.extend(of.fields.iter().filter_map(|f| struct_within(&f.kind)));
                open.extend(of.embedded.iter().map(|e| e.of));
            }
        }
        found
    });
    types.get(go).copied()
}

fn struct_within(kind: &'static Kind) -> Option<&'static StructType> {
    match kind {
        Kind::Struct(of) => Some(of),
        Kind::List(of, _) | Kind::Map(of, _) | Kind::Pointer(of) => struct_within(of),
        _ => None,
    }
}

impl gotext::StructType for StructType {
    fn name(&self) -> &str {
        self.name
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
        Kind::Quantity => gotext::Value::NamedStr("resource.Quantity", text(node)),
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
        Kind::Quantity => Target::NamedStr("resource.Quantity"),
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
        node(data).get(key).map(|value| go_value(elem, value))
    }

    fn entry<'a>(&self, data: &Data<'a>, index: usize) -> Option<(gotext::Value<'a>, gotext::Value<'a>)> {
        let Kind::Map(elem, _) = self else { return None };
        let (key, value) = node(data).as_map()?.nth(index)?;
        Some((gotext::Value::Str(Text::borrowed(key)), go_value(elem, value)))
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

/// `intstr.IntOrString`
struct IntOrString;

static INT_OR_STRING: IntOrString = IntOrString;

const STRING_METHOD: Signature = Signature::getter(Type::STR);

impl gotext::StructType for IntOrString {
    fn name(&self) -> &str {
        "intstr.IntOrString"
    }

    fn field<'a>(&self, data: &Data<'a>, name: &str) -> Option<gotext::Value<'a>> {
        let at = ["Type", "IntVal", "StrVal"].iter().position(|f| *f == name)?;
        self.field_at(data, at).map(|(_, value)| value)
    }

    fn field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<(&str, gotext::Value<'a>)> {
        let node = node(data);
        match index {
            0 => Some(("Type", gotext::Value::int64(i64::from(node.as_str().is_some())))),
            1 => Some(("IntVal", gotext::Value::Int(node.as_i64().unwrap_or(0), IntType::Int32))),
            2 => Some(("StrVal", gotext::Value::Str(text(node)))),
            _ => None,
        }
    }
}

/// `v1.Time`
struct Time;

static TIME: Time = Time;

const IS_ZERO_METHOD: Signature = Signature::getter(Type::BOOL);

impl gotext::StructType for Time {
    fn name(&self) -> &str {
        "v1.Time"
    }

    fn field<'a>(&self, _data: &Data<'a>, _name: &str) -> Option<gotext::Value<'a>> {
        None
    }

    fn field_at<'a>(&self, _data: &Data<'a>, _index: usize) -> Option<(&str, gotext::Value<'a>)> {
        None
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        match name {
            "String" => Some(&STRING_METHOD),
            "IsZero" => Some(&IS_ZERO_METHOD),
            _ => None,
        }
    }

    fn call_method<'a>(
        &self,
        name: &str,
        data: Option<&Data<'a>>,
        _call: &mut Call<'_, 'a>,
    ) -> Result<gotext::Value<'a>, Fault> {
        let node = data.map_or(&NULL, node);
        match name {
            "IsZero" => Ok(gotext::Value::Bool(node.is_null())),
            _ => Ok(gotext::Value::Str(time_text(node).into())),
        }
    }

    fn text<'a>(&self, data: &Data<'a>) -> Option<Text<'a>> {
        Some(time_text(node(data)).into())
    }
}

/// As Go prints a time in UTC: `2026-03-04 05:06:07 +0000 UTC`.
fn time_text(node: &Value) -> String {
    match node.as_str().and_then(|t| t.strip_suffix('Z')?.split_once('T')) {
        Some((date, time)) => format!("{date} {time} +0000 UTC"),
        None => "0001-01-01 00:00:00 +0000 UTC".to_owned(),
    }
}
