//! Scalars that may be unset: in Go pointers to structs with the field `Value`.

use std::any::Any;

use gotext::{Call, Data, Fault, JsonField, Meter, Method, Omit, Receiver, StructType, Text};
use kubeyaml::NULL;

use super::{common_method, element, method, node, not_provided, text, type_of};
use crate::Wrapper;

/// A wrapper as a type.
pub(super) struct Wrapped(Wrapper);

impl Wrapped {
    pub(super) fn of(wrapper: Wrapper) -> &'static Wrapped {
        match wrapper {
            Wrapper::Bool => &Wrapped(Wrapper::Bool),
            Wrapper::Int32 => &Wrapped(Wrapper::Int32),
            Wrapper::Int64 => &Wrapped(Wrapper::Int64),
            Wrapper::Uint32 => &Wrapped(Wrapper::Uint32),
            Wrapper::Uint64 => &Wrapped(Wrapper::Uint64),
            Wrapper::Double => &Wrapped(Wrapper::Double),
            Wrapper::Float => &Wrapped(Wrapper::Float),
            Wrapper::String => &Wrapped(Wrapper::String),
        }
    }
}

impl StructType for Wrapped {
    fn name(&self) -> &str {
        self.0.go()
    }

    fn declared(&'static self) -> Option<&'static dyn Any> {
        Some(self)
    }

    fn field<'a>(&self, data: &Data<'a>, name: &str) -> Option<gotext::Value<'a>> {
        (name == "Value").then(|| element(self.0.value_kind(), Some(node(data))))
    }

    fn field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<(&str, gotext::Value<'a>)> {
        (index == 0).then(|| ("Value", element(self.0.value_kind(), Some(node(data)))))
    }

    fn has_field(&self, name: &str) -> bool {
        name == "Value"
    }

    fn is_unexported(&self, name: &str) -> bool {
        matches!(name, "state" | "sizeCache" | "unknownFields")
    }

    fn method(&self, name: &str) -> Option<Method> {
        match name {
            "GetValue" => Some(method(&[], type_of(self.0.value_kind()))),
            _ => common_method(name),
        }
    }

    fn call_method<'a>(
        &'static self,
        name: &str,
        data: Option<&Data<'a>>,
        call: &mut Call<'_, 'a>,
    ) -> Result<gotext::Value<'a>, Fault> {
        match name {
            "GetValue" => Ok(element(self.0.value_kind(), Some(data.map_or(&NULL, node)))),
            "String" => text::of_wrapper(self.0, data.map(node), call.meter()).map(gotext::Value::from),
            _ => Err(not_provided(self.0.go(), name)),
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
        text::of_wrapper(self.0, data.map(node), meter).map(|text| Some(text.into()))
    }

    fn json_field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<JsonField<'_, 'a>> {
        let (_, value) = self.field_at(data, index)?;
        Some(JsonField { name: "value", value, omit: Omit::Empty })
    }
}
