//! Enumerations.

use std::borrow::Cow;

use gotext::{Call, EnumType, Fault, Method, Pointer, Signature, Type, Unfit};

use super::{BYTES, not_provided};
use crate::Enum;

/// `protoreflect.EnumNumber`
struct Number;

static NUMBER: Number = Number;

impl EnumType for Number {
    fn name(&self) -> &str {
        "protoreflect.EnumNumber"
    }

    fn text_of(&self, _value: i64) -> Option<Cow<'static, str>> {
        None
    }
}

impl EnumType for Enum {
    #[expect(clippy::misnamed_getters, reason = "templates know the type by its name in Go")]
    fn name(&self) -> &str {
        self.go
    }

    fn text_of(&self, value: i64) -> Option<Cow<'static, str>> {
        let name = i32::try_from(value).ok().and_then(|number| self.name_of(number));
        Some(name.map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed))
    }

    fn method(&self, name: &str) -> Option<Method> {
        let reflection = |of| Method::getter(Type::Record(of));
        Some(match name {
            "Number" => Method::getter(Type::Enum(&NUMBER)),
            "Enum" => Method::getter(Type::Record(self.go)),
            "Type" => reflection("protoreflect.EnumType"),
            "Descriptor" => reflection("protoreflect.EnumDescriptor"),
            "EnumDescriptor" => {
                Method { unfit: Some(Unfit::Second("[]int")), ..Method::new(Signature::getter(BYTES)) }
            }
            _ => return None,
        })
    }

    fn call_method<'a>(
        &'static self,
        name: &str,
        value: i64,
        _call: &mut Call<'_, 'a>,
    ) -> Result<gotext::Value<'a>, Fault> {
        match name {
            "Number" => Ok(gotext::Value::Enum(&NUMBER, value)),
            "Enum" => Ok(gotext::Value::Pointer(Pointer::Enum(self, value))),
            _ => Err(not_provided(self.go, name)),
        }
    }
}
