//! `intstr.IntOrString`: a number or a name.

use gotext::{Call, Data, Fault, IntType, Meter, Method, Receiver, Text};
use kubeyaml::{Value, to_json};

use super::named::INT_OR_STRING_TYPE;
use super::{bytes, methods, node, text};

/// `intstr.IntOrString`
pub(super) struct IntOrString;

pub(super) static INT_OR_STRING: IntOrString = IntOrString;

const NAME: &str = "intstr.IntOrString";
const FIELDS: [&str; 3] = ["Type", "IntVal", "StrVal"];

/// The text of the number or the name.
fn string(node: &Value) -> Text<'_> {
    match node.as_str() {
        Some(name) => Text::borrowed(name),
        None => node.as_i64().unwrap_or(0).to_string().into(),
    }
}

fn json(node: &Value) -> String {
    if node.is_null() { "0".to_owned() } else { to_json(node) }
}

impl gotext::StructType for IntOrString {
    fn name(&self) -> &str {
        NAME
    }

    fn field<'a>(&self, data: &Data<'a>, name: &str) -> Option<gotext::Value<'a>> {
        let at = FIELDS.iter().position(|f| *f == name)?;
        self.field_at(data, at).map(|(_, value)| value)
    }

    fn field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<(&str, gotext::Value<'a>)> {
        let node = node(data);
        let value = match index {
            0 => gotext::Value::Enum(&INT_OR_STRING_TYPE, i64::from(node.as_str().is_some())),
            1 => gotext::Value::Int(node.as_i64().unwrap_or(0), IntType::Int32),
            _ => gotext::Value::Str(text(node)),
        };
        FIELDS.get(index).map(|name| (*name, value))
    }

    fn full_name(&self) -> String {
        methods::full_name(NAME)
    }

    fn has_field(&self, name: &str) -> bool {
        FIELDS.contains(&name)
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
        let Some(data) = data else {
            return match name {
                "String" => Ok(gotext::Value::text("<nil>")),
                _ => Err("runtime error: invalid memory address or nil pointer dereference".into()),
            };
        };
        let node = node(data);
        Ok(match name {
            "String" => gotext::Value::Str(string(node)),
            "IntValue" => gotext::Value::int(match node.as_str() {
                Some(text) => text.parse().unwrap_or(0),
                None => node.as_i64().unwrap_or(0),
            }),
            "MarshalJSON" => bytes(&json(node), call.meter())?,
            "OpenAPIModelName" => gotext::Value::text(methods::model(NAME)),
            "OpenAPISchemaType" => gotext::Value::strings(["string".into()]),
            "OpenAPISchemaFormat" => gotext::Value::text("int-or-string"),
            "OpenAPIV3OneOfTypes" => gotext::Value::strings(["integer".into(), "string".into()]),
            _ => return Err(methods::not_provided(NAME, name)),
        })
    }

    fn text<'a>(
        &self,
        data: Option<&Data<'a>>,
        receiver: Receiver,
        _meter: &Meter,
    ) -> Result<Option<Text<'a>>, Fault> {
        let text = || data.map_or(Text::borrowed("<nil>"), |data| string(node(data)));
        Ok((receiver == Receiver::Pointer).then(text))
    }

    fn marshal_json(&self, data: &Data<'_>, _meter: &Meter) -> Result<Option<String>, Fault> {
        Ok(Some(json(node(data))))
    }
}
