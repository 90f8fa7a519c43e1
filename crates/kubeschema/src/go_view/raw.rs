//! `v1.FieldsV1`: JSON that is kept as it is.

use gotext::{Call, Data, Fault, List, Meter, Method, Receiver, Text, Type, UintType};
use kubeyaml::to_json;

use super::{bytes, methods, named, node};

/// `v1.FieldsV1`
pub(super) struct FieldsV1;

pub(super) static FIELDS_V1: FieldsV1 = FieldsV1;

const NAME: &str = "v1.FieldsV1";

fn json(data: &Data<'_>, meter: &Meter) -> Result<String, Fault> {
    let json = to_json(node(data));
    meter.charge(json.len())?;
    Ok(json)
}

impl gotext::StructType for FieldsV1 {
    fn name(&self) -> &str {
        NAME
    }

    fn field<'a>(&self, data: &Data<'a>, name: &str) -> Option<gotext::Value<'a>> {
        (name == "Raw").then(|| raw(data))
    }

    fn field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<(&str, gotext::Value<'a>)> {
        (index == 0).then(|| ("Raw", raw(data)))
    }

    fn full_name(&self) -> String {
        methods::full_name(NAME)
    }

    fn has_field(&self, name: &str) -> bool {
        name == "Raw"
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
            return Err("runtime error: invalid memory address or nil pointer dereference".into());
        };
        Ok(match name {
            "String" => json(data, call.meter())?.into(),
            "MarshalJSON" => bytes(&json(data, call.meter())?, call.meter())?,
            "DeepCopy" => gotext::Value::pointer(&FIELDS_V1, data.clone()),
            "OpenAPIModelName" => gotext::Value::text(methods::model(NAME)),
            _ => return Err(methods::not_provided(NAME, name)),
        })
    }

    fn text<'a>(
        &self,
        data: Option<&Data<'a>>,
        _receiver: Receiver,
        meter: &Meter,
    ) -> Result<Option<Text<'a>>, Fault> {
        let Some(data) = data else { return Ok(Some(Text::borrowed("<nil>"))) };
        Ok(Some(json(data, meter)?.into()))
    }

    fn marshal_json(&self, data: &Data<'_>, meter: &Meter) -> Result<Option<String>, Fault> {
        json(data, meter).map(Some)
    }
}

fn raw<'a>(data: &Data<'a>) -> gotext::Value<'a> {
    if node(data).is_null() {
        return gotext::Value::List(List::nil(&Type::Uint(UintType::Uint8)));
    }
    // The engine charges for the bytes once they are there: a field is read without a budget.
    let byte = |byte: u8| gotext::Value::Uint(byte.into(), UintType::Uint8);
    gotext::Value::List(List::new(&named::BYTE, to_json(node(data)).bytes().map(byte).collect()))
}
