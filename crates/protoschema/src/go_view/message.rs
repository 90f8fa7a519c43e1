//! Istio's own messages.

use std::any::Any;

use gotext::value::Target;
use gotext::{Call, Data, Fault, Meter, Method, Receiver, StructType, Text, Type, Unfit};
use kubeyaml::{NULL, Value};

use super::{
    BYTES, bytes, common_method, field_value, getter_type, getter_value, member, method, node, not_provided,
    text,
};
use crate::{Getter, Message, proto_json};

impl StructType for Message {
    #[expect(clippy::misnamed_getters, reason = "templates know the type by its name in Go")]
    fn name(&self) -> &str {
        self.go
    }

    fn declared(&'static self) -> Option<&'static dyn Any> {
        Some(self)
    }

    fn field<'a>(&self, data: &Data<'a>, name: &str) -> Option<gotext::Value<'a>> {
        let document = node(data);
        if let Some(field) = self.go_field(name) {
            return Some(field_value(field, document.get(field.json)));
        }
        let oneof = self.go_oneof(name)?;
        Some(self.set_member(oneof, document).map_or(gotext::Value::Nil, member::pointer))
    }

    fn field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<(&str, gotext::Value<'a>)> {
        // Go keeps a oneof in one field, where its first member is declared.
        let mut last = None;
        let mut fields = self
            .fields
            .iter()
            .filter(|f| f.oneof.is_none() || std::mem::replace(&mut last, f.oneof) != f.oneof);
        let field = fields.nth(index)?;
        let name = match field.oneof {
            Some(oneof) => self.oneofs.iter().find(|o| o.proto == oneof)?.go,
            None => field.go,
        };
        Some((name, self.field(data, name)?))
    }

    fn has_field(&self, name: &str) -> bool {
        self.go_field(name).is_some() || self.go_oneof(name).is_some()
    }

    fn is_unexported(&self, name: &str) -> bool {
        matches!(name, "state" | "sizeCache" | "unknownFields")
    }

    fn interface(&self, name: &str) -> Option<&'static &'static str> {
        self.go_oneof(name).map(|oneof| &oneof.interface)
    }

    fn method(&self, name: &str) -> Option<Method> {
        if let Some(getter) = self.getter(name) {
            return Some(match getter {
                Getter::Field(field) => method(&[], getter_type(field)),
                Getter::Oneof(oneof) => method(&[], Type::Sealed(&oneof.interface)),
            });
        }
        // Only those of Istio's networking package have these.
        let has_copies = self.name.starts_with("istio.networking.");
        Some(match name {
            "DeepCopy" | "DeepCopyInterface" | "DeepCopyInto" if !has_copies => return None,
            "DeepCopy" => method(&[], Type::Record(self.go)),
            "DeepCopyInterface" => method(&[], Type::Any),
            "DeepCopyInto" => {
                Method { unfit: Some(Unfit::Count(0)), ..method(&[Type::Record("pointer")], Type::Raw) }
            }
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
        let document = data.map_or(&NULL, node);
        match self.getter(name) {
            Some(Getter::Field(field)) => return Ok(getter_value(field, document.get(field.json))),
            Some(Getter::Oneof(oneof)) => {
                return Ok(self.set_member(oneof, document).map_or(gotext::Value::Nil, member::pointer));
            }
            None => {}
        }
        match (name, data) {
            ("String", data) => text::of_message(self, data.map(node), call.meter()).map(gotext::Value::from),
            ("DeepCopy" | "DeepCopyInterface", Some(data)) => Ok(gotext::Value::pointer(self, data.clone())),
            ("DeepCopy" | "DeepCopyInterface", None) => Ok(gotext::Value::NilPointer(Target::Struct(self))),
            ("MarshalJSON", Some(data)) => bytes(&json(self, node(data), call.meter())?, call.meter()),
            ("MarshalJSON", None) => Err("Marshal called with nil".into()),
            _ => Err(not_provided(self.go, name)),
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
        text::of_message(self, data.map(node), meter).map(|text| Some(text.into()))
    }

    fn marshal_json(&self, data: &Data<'_>, meter: &Meter) -> Result<Option<String>, Fault> {
        json(self, node(data), meter).map(Some)
    }
}

fn json(message: &Message, document: &Value, meter: &Meter) -> Result<String, Fault> {
    let json = proto_json(document, message);
    meter.charge(json.len())?;
    Ok(json)
}
