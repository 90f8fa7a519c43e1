//! `durationpb.Duration`, in a document the text of its JSON (`1.500s`).

use std::any::Any;

use gotext::value::Target;
use gotext::{Call, Data, Fault, IntType, JsonField, Meter, Method, Omit, Receiver, StructType, Text, Type};
use kubeyaml::Value;

use super::{common_method, method, node, not_provided, text};
use crate::duration::{nanoseconds, parts};

/// `durationpb.Duration`
pub(super) struct DurationType;

pub(super) static DURATION: DurationType = DurationType;

/// The type `*durationpb.Duration`.
pub const DURATION_TYPE: Type = Type::Pointer(Target::Struct(&DURATION));

const NAME: &str = "durationpb.Duration";
const FIELDS: [(&str, &str); 2] = [("Seconds", "seconds"), ("Nanos", "nanos")];

fn part<'a>(node: Option<&Value>, name: &str) -> Option<gotext::Value<'a>> {
    let (seconds, nanos) = parts(node.and_then(Value::as_str));
    match name {
        "Seconds" => Some(gotext::Value::int64(seconds)),
        "Nanos" => Some(gotext::Value::Int(nanos, IntType::Int32)),
        _ => None,
    }
}

impl StructType for DurationType {
    fn name(&self) -> &str {
        NAME
    }

    fn declared(&'static self) -> Option<&'static dyn Any> {
        Some(self)
    }

    fn field<'a>(&self, data: &Data<'a>, name: &str) -> Option<gotext::Value<'a>> {
        part(Some(node(data)), name)
    }

    fn field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<(&str, gotext::Value<'a>)> {
        let (name, _) = FIELDS.get(index)?;
        Some((name, part(Some(node(data)), name)?))
    }

    fn has_field(&self, name: &str) -> bool {
        FIELDS.iter().any(|(field, _)| *field == name)
    }

    fn is_unexported(&self, name: &str) -> bool {
        matches!(name, "state" | "sizeCache" | "unknownFields")
    }

    fn method(&self, name: &str) -> Option<Method> {
        Some(match name {
            "GetSeconds" => method(&[], Type::INT64),
            "GetNanos" => method(&[], Type::INT32),
            "AsDuration" => method(&[], gotext::time::DURATION_TYPE),
            "IsValid" => method(&[], Type::Bool),
            "CheckValid" => method(&[], Type::Any),
            _ => return common_method(name),
        })
    }

    fn call_method<'a>(
        &'static self,
        name: &str,
        data: Option<&Data<'a>>,
        call: &mut Call<'_, 'a>,
    ) -> Result<gotext::Value<'a>, Fault> {
        let own = data.map(node);
        match name {
            "AsDuration" => {
                let total = own.and_then(|n| n.as_str()).and_then(nanoseconds).unwrap_or(0);
                Ok(gotext::time::duration(total))
            }
            "IsValid" => Ok(own.is_some().into()),
            // What could not be a duration was refused as it was read.
            "CheckValid" if own.is_some() => Ok(gotext::Value::Nil),
            "CheckValid" => Ok(gotext::Value::text("proto:\u{a0}invalid nil Duration")),
            "String" => text::of_duration(own, call.meter()).map(gotext::Value::from),
            getter => {
                let part = getter.strip_prefix("Get").and_then(|name| part(own, name));
                part.ok_or_else(|| not_provided(NAME, name))
            }
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
        text::of_duration(data.map(node), meter).map(|text| Some(text.into()))
    }

    fn json_field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<JsonField<'_, 'a>> {
        let (go, name) = FIELDS.get(index)?;
        Some(JsonField { name, value: part(Some(node(data)), go)?, omit: Omit::Empty })
    }
}
