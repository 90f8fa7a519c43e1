//! `time.Location`.

use std::rc::Rc;

use golang::time::Zone;

use crate::functions::{Method, Receiver};
use crate::value::{Pointer, Target};
use crate::{Call, Data, Fault, List, Meter, Struct, StructType, Text, Type, Value};

/// `time.Location`
struct Location;

static LOCATION: Location = Location;

/// The type `*time.Location`.
pub(super) const LOCATION_TYPE: Type = Type::Pointer(Target::Struct(&LOCATION));

/// A zone as a value.
pub(super) fn location<'a>(zone: &Zone) -> Value<'a> {
    Value::pointer(&LOCATION, Data::Shared(Rc::new(zone.clone())))
}

/// The zone in a `*time.Location` that is not nil.
pub(super) fn zone_of(value: &Value<'_>) -> Option<Zone> {
    match value {
        Value::Pointer(Pointer::Struct(Struct::Typed(_, data))) => data.peek::<Zone>().cloned(),
        _ => None,
    }
}

fn name<'a>(data: Option<&Data<'a>>) -> Text<'a> {
    match data.and_then(|data| data.peek::<Zone>()) {
        Some(zone) => zone.name.to_string().into(),
        None => Text::borrowed("UTC"),
    }
}

impl StructType for Location {
    fn name(&self) -> &str {
        "time.Location"
    }

    fn field<'a>(&self, _data: &Data<'a>, _name: &str) -> Option<Value<'a>> {
        None
    }

    /// The fields that are not exported: there are no transitions and nothing is cached.
    fn field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<(&str, Value<'a>)> {
        let nothing = || Value::List(List::nil(&Type::Any));
        Some(match index {
            0 => ("name", Value::Str(name(Some(data)))),
            1 => ("zone", nothing()),
            2 => ("tx", nothing()),
            3 => ("extend", Value::text("")),
            4 => ("cacheStart", Value::int64(0)),
            5 => ("cacheEnd", Value::int64(0)),
            6 => ("cacheZone", Value::NilPointer(Target::Record("time.zone"))),
            _ => return None,
        })
    }

    fn has_field(&self, _name: &str) -> bool {
        false
    }

    fn method(&self, name: &str) -> Option<Method> {
        (name == "String").then(|| Method::getter(Type::STR).of_pointers())
    }

    fn call_method<'a>(
        &self,
        _name: &str,
        data: Option<&Data<'a>>,
        _call: &mut Call<'_, 'a>,
    ) -> Result<Value<'a>, Fault> {
        Ok(Value::Str(name(data)))
    }

    fn text<'a>(
        &self,
        data: Option<&Data<'a>>,
        receiver: Receiver,
        _meter: &Meter,
    ) -> Result<Option<Text<'a>>, Fault> {
        Ok((receiver == Receiver::Pointer).then(|| name(data)))
    }
}
