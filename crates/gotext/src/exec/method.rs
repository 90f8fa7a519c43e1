//! Methods: of structs and pointers to them, and of named integers, texts and maps.

use std::borrow::Cow;

use super::Held;
use crate::fault::Fault;
use crate::functions::{Call, Method, Receiver};
use crate::value::{Data, EnumType, MapType, Pointer, Struct, StructType, Target, Text, Type, Value};

/// What a method is called on.
pub(super) enum Methods<'a> {
    /// A struct; without data a nil pointer to one.
    Struct(&'static dyn StructType, Option<Data<'a>>),
    Enum(&'static dyn EnumType, i64),
    /// A map; without data a nil one.
    Map(&'static dyn MapType, Option<Data<'a>>),
    Text(Text<'a>),
}

impl<'a> Methods<'a> {
    /// The method `name` of a value, if it has one that can be reached from where the value lies.
    ///
    /// Source: Go 1.26 text/template exec.go, evalField.
    pub(super) fn find(held: &Held<'a>, name: &str) -> Option<(Methods<'a>, Method)> {
        let (methods, method, is_pointer) = match &held.value {
            Value::Struct(Struct::Typed(kind, data)) => {
                (Methods::Struct(*kind, Some(data.clone())), kind.method(name)?, false)
            }
            Value::Pointer(Pointer::Struct(Struct::Typed(kind, data))) => {
                (Methods::Struct(*kind, Some(data.clone())), kind.method(name)?, true)
            }
            Value::NilPointer(Target::Struct(kind)) => {
                (Methods::Struct(*kind, None), kind.method(name)?, true)
            }
            Value::Enum(kind, number) => {
                (Methods::Enum(*kind, *number), of_enum(*kind, *number, name)?, false)
            }
            Value::Pointer(Pointer::Enum(kind, number)) => {
                (Methods::Enum(*kind, *number), of_enum(*kind, *number, name)?, true)
            }
            Value::NamedStr(kind, text) | Value::Pointer(Pointer::NamedStr(kind, text))
                if name == "String" && kind.has_string_method() =>
            {
                (Methods::Text(text.clone()), Method::getter(Type::STR), true)
            }
            Value::Map(map) => {
                let (kind, data) = map.declaration()?;
                (Methods::Map(kind, data.cloned()), kind.method(name)?, false)
            }
            _ => return None,
        };
        let reachable = is_pointer || held.has_address || method.receiver == Receiver::Value;
        reachable.then_some((methods, method))
    }

    /// Calls the method.
    pub(super) fn call(
        &self,
        method: &Method,
        name: &str,
        call: &mut Call<'_, 'a>,
    ) -> Result<Value<'a>, Fault> {
        match self {
            Methods::Struct(kind, None) if method.receiver == Receiver::Value => {
                let short = kind.name().rsplit_once('.').map_or(kind.name(), |(_, short)| short);
                let of = kind.full_name();
                Err(format!("value method {of}.{name} called using nil *{short} pointer").into())
            }
            Methods::Struct(kind, data) => kind.call_method(name, data.as_ref(), call),
            Methods::Enum(kind, number) if name == "String" => match kind.text_of(*number) {
                Some(Cow::Borrowed(text)) => Ok(Value::text(text)),
                Some(Cow::Owned(text)) => Ok(Value::text(text)),
                None => kind.call_method(name, *number, call),
            },
            Methods::Enum(kind, number) => kind.call_method(name, *number, call),
            Methods::Map(kind, data) => kind.call_method(name, data.as_ref(), call),
            Methods::Text(text) => Ok(Value::Str(text.clone())),
        }
    }
}

fn of_enum(kind: &dyn EnumType, number: i64, name: &str) -> Option<Method> {
    match name {
        "String" if kind.text_of(number).is_some() => Some(Method::getter(Type::STR)),
        _ => kind.method(name),
    }
}
