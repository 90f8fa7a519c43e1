//! `structpb.Struct`: any mapping.

use std::any::Any;

use gotext::value::Target;
use gotext::{Call, Data, Fault, MapType, Meter, Method, Receiver, StructType, Text, Type};
use kubeyaml::{Map, Value, to_json};

use super::{BYTES, bytes, common_method, method, node, not_provided, text};

/// `structpb.Struct`
pub(super) struct StructMessage;

pub(super) static STRUCT: StructMessage = StructMessage;

/// `structpb.Value`
struct ValueMessage;

static VALUE: ValueMessage = ValueMessage;

/// `map[string]*structpb.Value`
struct Fields;

static FIELDS: Fields = Fields;

const NAME: &str = "structpb.Struct";
const VALUE_NAME: &str = "structpb.Value";

fn fields<'a>(data: Option<&Data<'a>>) -> gotext::Value<'a> {
    match data {
        Some(data) => gotext::Value::Map(gotext::Map::lazy(&FIELDS, data.clone())),
        None => gotext::Value::Map(gotext::Map::nil_of(&FIELDS)),
    }
}

/// A document as Go has it without types.
fn untyped(document: &Value) -> gotext::Value<'_> {
    match document {
        Value::Null => gotext::Value::Nil,
        Value::Bool(b) => gotext::Value::Bool(*b),
        Value::Int(i) => gotext::Value::float(*i as f64),
        Value::Uint(u) => gotext::Value::float(*u as f64),
        Value::Float(f) => gotext::Value::float(*f),
        Value::String(s) => gotext::Value::Str(Text::borrowed(s)),
        Value::List(items) => gotext::Value::list(items.iter().map(untyped).collect()),
        Value::Map(map) => gotext::Value::map(map.iter().map(|(k, v)| (Text::borrowed(k), untyped(v)))),
    }
}

impl StructType for StructMessage {
    fn name(&self) -> &str {
        NAME
    }

    fn declared(&'static self) -> Option<&'static dyn Any> {
        Some(self)
    }

    fn field<'a>(&self, data: &Data<'a>, name: &str) -> Option<gotext::Value<'a>> {
        (name == "Fields").then(|| fields(Some(data)))
    }

    fn field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<(&str, gotext::Value<'a>)> {
        (index == 0).then(|| ("Fields", fields(Some(data))))
    }

    fn has_field(&self, name: &str) -> bool {
        name == "Fields"
    }

    fn method(&self, name: &str) -> Option<Method> {
        Some(match name {
            "AsMap" => method(&[], Type::ANY_MAP),
            "GetFields" => method(&[], Type::Mapped(&FIELDS)),
            "MarshalJSON" => method(&[], BYTES),
            "UnmarshalJSON" => method(&[BYTES], Type::Record("error")),
            _ => return common_method(name),
        })
    }

    fn call_method<'a>(
        &'static self,
        name: &str,
        data: Option<&Data<'a>>,
        call: &mut Call<'_, 'a>,
    ) -> Result<gotext::Value<'a>, Fault> {
        match (name, data) {
            ("AsMap", Some(data)) => Ok(untyped(node(data))),
            ("AsMap", None) => Ok(gotext::Value::map([])),
            ("GetFields", data) => Ok(fields(data)),
            ("MarshalJSON", data) => {
                bytes(&data.map_or("{}".to_owned(), |data| to_json(node(data))), call.meter())
            }
            ("String", data) => text::of_struct(data.map(node), call.meter()).map(gotext::Value::from),
            _ => Err(not_provided(NAME, name)),
        }
    }

    fn text<'a>(
        &self,
        data: Option<&Data<'a>>,
        receiver: Receiver,
        meter: &Meter,
    ) -> Result<Option<Text<'a>>, Fault> {
        if receiver == Receiver::Value {
            return Ok(None);
        }
        text::of_struct(data.map(node), meter).map(|text| Some(text.into()))
    }

    fn marshal_json(&self, data: &Data<'_>, _meter: &Meter) -> Result<Option<String>, Fault> {
        Ok(Some(to_json(node(data))))
    }
}

impl MapType for Fields {
    fn elem(&self) -> Type {
        Type::Pointer(Target::Struct(&VALUE))
    }

    fn len(&self, data: &Data<'_>) -> usize {
        node(data).as_map().map_or(0, Map::len)
    }

    fn lookup<'a>(&self, data: &Data<'a>, key: &str) -> Option<gotext::Value<'a>> {
        node(data).get(key).map(|value| gotext::Value::pointer(&VALUE, Data::of(value)))
    }

    fn entry<'a>(&self, data: &Data<'a>, index: usize) -> Option<(gotext::Value<'a>, gotext::Value<'a>)> {
        let (key, value) = node(data).as_map()?.nth(index)?;
        let pointer = gotext::Value::pointer(&VALUE, Data::of(value));
        Some((gotext::Value::Str(Text::borrowed(key)), pointer))
    }
}

impl StructType for ValueMessage {
    fn name(&self) -> &str {
        VALUE_NAME
    }

    fn field<'a>(&self, _data: &Data<'a>, _name: &str) -> Option<gotext::Value<'a>> {
        None
    }

    fn field_at<'a>(&self, _data: &Data<'a>, _index: usize) -> Option<(&str, gotext::Value<'a>)> {
        None
    }

    fn method(&self, name: &str) -> Option<Method> {
        Some(match name {
            "AsInterface" => method(&[], Type::Any),
            "GetStringValue" => method(&[], Type::Str),
            "GetNumberValue" => method(&[], Type::FLOAT),
            "GetBoolValue" => method(&[], Type::Bool),
            "GetStructValue" => method(&[], Type::Pointer(Target::Struct(&STRUCT))),
            "MarshalJSON" => method(&[], BYTES),
            "GetKind" | "GetListValue" | "GetNullValue" => method(&[], Type::Any),
            "UnmarshalJSON" => method(&[BYTES], Type::Record("error")),
            _ => return common_method(name),
        })
    }

    fn call_method<'a>(
        &'static self,
        name: &str,
        data: Option<&Data<'a>>,
        call: &mut Call<'_, 'a>,
    ) -> Result<gotext::Value<'a>, Fault> {
        let node = data.map_or(&Value::Null, node);
        Ok(match name {
            "AsInterface" => untyped(node),
            "GetStringValue" => gotext::Value::Str(Text::borrowed(node.as_str().unwrap_or_default())),
            "GetNumberValue" => match untyped(node) {
                number @ gotext::Value::Float(..) => number,
                _ => gotext::Value::float(0.0),
            },
            "GetBoolValue" => node.as_bool().unwrap_or(false).into(),
            "GetStructValue" if node.as_map().is_some() => gotext::Value::pointer(&STRUCT, Data::of(node)),
            "GetStructValue" => gotext::Value::NilPointer(Target::Struct(&STRUCT)),
            "MarshalJSON" => bytes(&to_json(node), call.meter())?,
            "String" => text::of_value(data.map(super::node), call.meter())?.into(),
            "GetKind" | "GetListValue" | "GetNullValue" => {
                return Err("not provided: `AsInterface` gives the value".into());
            }
            _ => return Err(not_provided(VALUE_NAME, name)),
        })
    }

    fn text<'a>(
        &self,
        data: Option<&Data<'a>>,
        receiver: Receiver,
        meter: &Meter,
    ) -> Result<Option<Text<'a>>, Fault> {
        if receiver == Receiver::Value {
            return Ok(None);
        }
        text::of_value(data.map(node), meter).map(|text| Some(text.into()))
    }

    fn marshal_json(&self, data: &Data<'_>, _meter: &Meter) -> Result<Option<String>, Fault> {
        Ok(Some(to_json(node(data))))
    }
}
