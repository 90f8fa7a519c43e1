//! How templates see a document of a type: Go's fields with their zero values, methods, texts and JSON, read where they
//! lie.

#[rustfmt::skip]
mod declared;
mod methods;
mod named;
mod names;
mod port;
mod quantity;
mod raw;
mod text;
mod time;

use std::any::Any;

use gotext::value::Target;
use gotext::{
    Call, Data, Fault, IntType, JsonField, List, ListType, MapType, Meter, Method, Omit, Receiver, Text,
    Type, UintType,
};
use kubeyaml::{Map, NULL, Value};

use crate::schema::{Field, GoField, Kind, StructType};
pub use names::namespaced_name;
use port::INT_OR_STRING;
use quantity::QUANTITY;
use raw::FIELDS_V1;
use time::TIME;

/// A document as Go's struct of this type, by value.
pub fn struct_value<'a>(of: &'static StructType, document: &'a Value) -> gotext::Value<'a> {
    gotext::Value::structure(of, Data::of(document))
}

impl gotext::StructType for StructType {
    fn name(&self) -> &str {
        self.name
    }

    fn full_name(&self) -> String {
        methods::full_name(self.name)
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
        // An embedded struct is one field; in the table its fields stand in its place.
        let mut last = None;
        let mut fields = self.fields.iter().filter(|field| {
            let through = field.via.first();
            through.is_none() || std::mem::replace(&mut last, through) != through
        });
        let field = fields.nth(index)?;
        match field.via.first() {
            Some(embedded) => Some((embedded, gotext::StructType::field(self, data, embedded)?)),
            None => Some((field.go, field_value(field, node(data)))),
        }
    }

    fn has_field(&self, name: &str) -> bool {
        self.go_field(name).is_some()
    }

    fn method(&self, name: &str) -> Option<Method> {
        methods::find(self.name, name)
    }

    fn call_method<'a>(
        &'static self,
        name: &str,
        data: Option<&Data<'a>>,
        call: &mut Call<'_, 'a>,
    ) -> Result<gotext::Value<'a>, Fault> {
        match (name, data) {
            ("String", _) => text::of_struct(self, data.map(node), call.meter()).map(gotext::Value::from),
            ("OpenAPIModelName", _) => Ok(gotext::Value::text(methods::model(self.name))),
            _ if methods::refusal(name).is_some() => Err(methods::not_provided(self.name, name)),
            ("GetObjectMeta", Some(data)) if self.field("metadata").is_some() => {
                let of = &crate::types::meta::OBJECT_META;
                Ok(gotext::Value::pointer(of, Data::of(node(data).at(&["metadata"]))))
            }
            ("DeepCopy" | "GetObjectMeta" | "GetObjectKind", _) => Ok(match data {
                Some(data) => gotext::Value::pointer(self, data.clone()),
                None => gotext::Value::NilPointer(Target::Struct(self)),
            }),
            (_, None) => Err("runtime error: invalid memory address or nil pointer dereference".into()),
            ("GroupVersionKind", Some(data)) => {
                let part = |key| node(data).str_at(&[key]).unwrap_or_default();
                Ok(names::group_version_kind(part("apiVersion"), part("kind")))
            }
            (getter, Some(data)) => getter
                .strip_prefix("Get")
                .and_then(|field| gotext::StructType::field(self, data, field))
                .ok_or_else(|| methods::not_provided(self.name, name)),
        }
    }

    fn text<'a>(
        &self,
        data: Option<&Data<'a>>,
        receiver: Receiver,
        meter: &Meter,
    ) -> Result<Option<Text<'a>>, Fault> {
        if receiver == Receiver::Value || methods::find(self.name, "String").is_none() {
            return Ok(None);
        }
        text::of_struct(self, data.map(node), meter).map(|text| Some(text.into()))
    }

    fn json_field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<JsonField<'_, 'a>> {
        let field = self.fields.get(index)?;
        let present = node(data).get(field.json);
        let omit = match present {
            _ if field.always => Omit::Never,
            Some(_) => Omit::Empty,
            None => Omit::Now,
        };
        Some(JsonField { name: field.json, value: go_value(&field.kind, present.unwrap_or(&NULL)), omit })
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
        Kind::String(_) => gotext::Value::NamedStr(kind, text(node)),
        Kind::Quantity => gotext::Value::structure(&QUANTITY, Data::of(node)),
        Kind::Bool => gotext::Value::Bool(node.as_bool().unwrap_or(false)),
        Kind::Int32 => gotext::Value::Int(node.as_i64().unwrap_or(0), IntType::Int32),
        Kind::Int64 => gotext::Value::Int(node.as_i64().unwrap_or(0), IntType::Int64),
        Kind::IntOrString => gotext::Value::structure(&INT_OR_STRING, Data::of(node)),
        Kind::Time => gotext::Value::structure(&TIME, Data::of(node)),
        Kind::Bytes => gotext::Value::Str(text(node)),
        Kind::Raw("v1.FieldsV1") => gotext::Value::structure(&FIELDS_V1, Data::of(node)),
        Kind::Raw(_) => untyped(node),
        Kind::List(..) if node.is_null() => gotext::Value::List(List::nil_of(kind)),
        Kind::List(..) => gotext::Value::List(List::lazy(kind, Data::of(node))),
        Kind::Map(..) if node.is_null() => gotext::Value::Map(gotext::Map::nil_of(kind)),
        Kind::Map(..) => gotext::Value::Map(gotext::Map::lazy(kind, Data::of(node))),
        Kind::Struct(of) => gotext::Value::structure(*of, Data::of(node)),
        Kind::Pointer(to) => pointer(to, node),
    }
}

/// Text as `[]byte`.
fn bytes<'a>(text: &str, meter: &Meter) -> Result<gotext::Value<'a>, Fault> {
    meter.charge(text.len().saturating_mul(size_of::<gotext::Value<'_>>()))?;
    let byte = |byte: u8| gotext::Value::Uint(byte.into(), UintType::Uint8);
    Ok(gotext::Value::List(List::new(&named::BYTE, text.bytes().map(byte).collect())))
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
        (gotext::Value::NamedStr(t, s), _) => gotext::Value::Pointer(Pointer::NamedStr(t, s)),
        (gotext::Value::Struct(s), _) => gotext::Value::Pointer(Pointer::Struct(s)),
        (other, _) => other,
    }
}

fn target(kind: &'static Kind) -> Option<Target> {
    Some(match kind {
        Kind::String("string") | Kind::Bytes => Target::Str,
        Kind::String(_) => Target::NamedStr(kind),
        Kind::Quantity => Target::Struct(&QUANTITY),
        Kind::Bool => Target::Bool,
        Kind::Int32 => Target::Int(IntType::Int32),
        Kind::Int64 => Target::Int(IntType::Int64),
        Kind::IntOrString => Target::Struct(&INT_OR_STRING),
        Kind::Time => Target::Struct(&TIME),
        Kind::Struct(of) => Target::Struct(*of),
        Kind::Raw("v1.FieldsV1") => Target::Struct(&FIELDS_V1),
        Kind::Raw(_) | Kind::List(..) | Kind::Map(..) | Kind::Pointer(_) => return None,
    })
}

fn type_of(kind: &'static Kind) -> Type {
    match kind {
        Kind::List(..) => Type::Listed(kind),
        Kind::Map(..) => Type::Mapped(kind),
        Kind::Pointer(to) => target(to).map_or(Type::Any, Type::Pointer),
        other => target(other).map_or(Type::Any, Target::to_type),
    }
}

impl ListType for Kind {
    fn name(&self) -> Option<&str> {
        Some(self.go_type()).filter(|go| !go.starts_with("[]"))
    }

    fn elem(&self) -> Type {
        let Kind::List(elem, _) = self else { return Type::Any };
        type_of(elem)
    }

    fn len(&self, data: &Data<'_>) -> usize {
        node(data).as_list().map_or(0, <[Value]>::len)
    }

    fn item<'a>(&self, data: &Data<'a>, index: usize) -> Option<gotext::Value<'a>> {
        let Kind::List(elem, _) = self else { return None };
        node(data).as_list()?.get(index).map(|item| go_value(elem, item))
    }
}

impl Kind {
    /// The type of a map's keys, if it is another than `string`.
    fn named_key(&self) -> Option<&'static Kind> {
        match self {
            Kind::Map(_, "v1.ResourceList") => Some(&named::RESOURCE_NAME),
            Kind::Map(_, go) if go.starts_with("map[v1.ResourceName]") => Some(&named::RESOURCE_NAME),
            _ => None,
        }
    }
}

impl MapType for Kind {
    fn name(&self) -> Option<&str> {
        Some(self.go_type()).filter(|go| !go.starts_with("map["))
    }

    fn key(&self) -> Type {
        self.named_key().map_or(Type::Str, |key| Type::NamedStr(key))
    }

    fn elem(&self) -> Type {
        let Kind::Map(elem, _) = self else { return Type::Any };
        type_of(elem)
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
        let key = Text::borrowed(key);
        let key = match self.named_key() {
            Some(kind) => gotext::Value::NamedStr(kind, key),
            None => gotext::Value::Str(key),
        };
        Some((key, go_value(elem, value)))
    }

    fn method(&self, name: &str) -> Option<Method> {
        methods::find(self.go_type(), name)
    }

    fn call_method<'a>(
        &'static self,
        name: &str,
        data: Option<&Data<'a>>,
        call: &mut Call<'_, 'a>,
    ) -> Result<gotext::Value<'a>, Fault> {
        match (name, data) {
            ("DeepCopy", Some(data)) => Ok(gotext::Value::Map(gotext::Map::lazy(self, data.clone()))),
            ("DeepCopy", None) => Ok(gotext::Value::Map(gotext::Map::nil_of(self))),
            _ => quantity::call_list(name, data.map_or(&NULL, node), call),
        }
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
    fn elem(&self) -> Type {
        Type::Any
    }

    fn len(&self, data: &Data<'_>) -> usize {
        node(data).as_list().map_or(0, <[Value]>::len)
    }

    fn item<'a>(&self, data: &Data<'a>, index: usize) -> Option<gotext::Value<'a>> {
        node(data).as_list()?.get(index).map(untyped)
    }
}

impl MapType for Untyped {
    fn elem(&self) -> Type {
        Type::Any
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
