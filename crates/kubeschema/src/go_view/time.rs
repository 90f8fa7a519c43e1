//! `v1.Time`: Go's time, which it embeds, with methods of its own.

use gotext::time::TimeType;
use gotext::value::Pointer;
use gotext::{Call, Data, Fault, Meter, Method, Receiver, Struct, Text};
use kubeyaml::{Value, to_json};

use super::{bytes, methods, node};
use crate::time::unix_seconds;

/// `v1.Time`, in a document its text in UTC to the second.
pub(super) struct Time;

pub(super) static TIME: Time = Time;

const NAME: &str = "v1.Time";

/// The `time.Time` within.
fn inner<'a>(node: &Value) -> gotext::Value<'a> {
    match node.as_str().and_then(unix_seconds) {
        Some(seconds) => gotext::time::local(seconds, 0),
        None => gotext::time::zero(),
    }
}

/// Calls a method of the time within.
fn call_inner<'a>(node: &Value, name: &str, call: &mut Call<'_, 'a>) -> Result<gotext::Value<'a>, Fault> {
    match inner(node) {
        gotext::Value::Struct(Struct::Typed(kind, data)) => kind.call_method(name, Some(&data), call),
        _ => Err(methods::not_provided(NAME, name)),
    }
}

/// The time in Go's syntax.
fn go_text(node: &Value) -> Option<String> {
    match inner(node) {
        gotext::Value::Struct(Struct::Typed(kind, data)) => kind.go_text(&data),
        _ => None,
    }
}

/// The document in a `*v1.Time` that is not nil.
fn pointed<'a>(value: &gotext::Value<'a>) -> Option<&'a Value> {
    match value {
        gotext::Value::Pointer(Pointer::Struct(Struct::Typed(_, data))) => Some(node(data)),
        _ => None,
    }
}

impl gotext::StructType for Time {
    fn name(&self) -> &str {
        NAME
    }

    fn field<'a>(&self, data: &Data<'a>, name: &str) -> Option<gotext::Value<'a>> {
        (name == "Time").then(|| inner(node(data)))
    }

    fn field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<(&str, gotext::Value<'a>)> {
        (index == 0).then(|| ("Time", inner(node(data))))
    }

    fn full_name(&self) -> String {
        methods::full_name(NAME)
    }

    fn go_text(&self, data: &Data<'_>) -> Option<String> {
        go_text(node(data))
    }

    fn has_field(&self, name: &str) -> bool {
        name == "Time"
    }

    fn is_unexported(&self, name: &str) -> bool {
        TimeType.is_unexported(name)
    }

    fn method(&self, name: &str) -> Option<Method> {
        methods::find(NAME, name)
    }

    fn call_method<'a>(
        &self,
        name: &str,
        data: Option<&Data<'a>>,
        call: &mut Call<'_, 'a>,
    ) -> Result<gotext::Value<'a>, Fault> {
        // These three know what to make of a nil pointer.
        let own = data.map(node);
        let other = call.args().first().and_then(pointed);
        let seconds = |node: Option<&Value>| node.and_then(|n| n.as_str().and_then(unix_seconds));
        match name {
            "IsZero" => return Ok(own.is_none_or(Value::is_null).into()),
            "Equal" => return Ok((own.is_some() == other.is_some() && seconds(own) == seconds(other)).into()),
            "Before" => {
                let is_before = own.is_some() && other.is_some() && seconds(own) < seconds(other);
                return Ok(is_before.into());
            }
            "DeepCopy" => {
                return Ok(match data {
                    Some(data) => gotext::Value::pointer(&TIME, data.clone()),
                    None => gotext::Value::NilPointer(gotext::Target::Struct(&TIME)),
                });
            }
            _ => {}
        }
        let Some((data, own)) = data.zip(own) else {
            return Err("runtime error: invalid memory address or nil pointer dereference".into());
        };
        Ok(match name {
            "Rfc3339Copy" => gotext::Value::structure(&TIME, data.clone()),
            "ToUnstructured" if own.is_null() => gotext::Value::Nil,
            "ToUnstructured" => gotext::Value::text(own.as_str().unwrap_or_default()),
            "MarshalQueryParameter" => gotext::Value::text(own.as_str().unwrap_or_default()),
            "MarshalJSON" => bytes(&to_json(own), call.meter())?,
            "OpenAPIModelName" => gotext::Value::text(methods::model(NAME)),
            "OpenAPISchemaType" => gotext::Value::strings(["string".into()]),
            "OpenAPISchemaFormat" => gotext::Value::text("date-time"),
            _ if methods::refusal(name).is_some() => return Err(methods::not_provided(NAME, name)),
            _ => return call_inner(own, name, call),
        })
    }

    fn text<'a>(
        &self,
        data: Option<&Data<'a>>,
        receiver: Receiver,
        meter: &Meter,
    ) -> Result<Option<Text<'a>>, Fault> {
        let Some(data) = data else { return Ok(Some(Text::borrowed("<nil>"))) };
        match inner(node(data)) {
            gotext::Value::Struct(inner) => inner.text(receiver, meter),
            _ => Ok(None),
        }
    }

    fn marshal_json(&self, data: &Data<'_>, _meter: &Meter) -> Result<Option<String>, Fault> {
        Ok(Some(to_json(node(data))))
    }
}
