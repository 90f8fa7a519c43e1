//! The types by which the declarations of methods name each other.

use std::borrow::Cow;

use gotext::{EnumType, StringType, Type, UintType};

pub(super) use super::quantity::QUANTITY;
pub(super) use super::time::TIME;
pub(super) use crate::types::core::TOLERATION;
pub(super) use gotext::time::{DURATION_TYPE, TIME_TYPE};

use super::methods;
use crate::schema::Kind;

/// `uint8`
pub(super) static BYTE: Type = Type::Uint(UintType::Uint8);

/// `v1.ResourceName`
pub(super) static RESOURCE_NAME: Kind = Kind::String("v1.ResourceName");

/// `resource.Format`
pub(super) static FORMAT: Kind = Kind::String("resource.Format");

/// `resource.Scale`
pub(super) static SCALE: Number = Number("resource.Scale", gotext::IntType::Int32);

/// `intstr.Type`
pub(super) static INT_OR_STRING_TYPE: Number = Number("intstr.Type", gotext::IntType::Int64);

/// A named integer type without methods.
pub(super) struct Number(&'static str, gotext::IntType);

impl EnumType for Number {
    fn name(&self) -> &str {
        self.0
    }

    fn kind(&self) -> gotext::IntType {
        self.1
    }

    fn text_of(&self, _value: i64) -> Option<Cow<'static, str>> {
        None
    }
}

impl StringType for Kind {
    fn name(&self) -> &str {
        self.go_type()
    }

    fn has_string_method(&self) -> bool {
        methods::find(self.go_type(), "String").is_some()
    }
}
