//! The struct that Go puts around a member of a oneof.

use gotext::{Data, StructType};
use kubeyaml::Value;

use super::{element, node};
use crate::Field;

/// A pointer to the struct around a member that is set.
pub(super) fn pointer<'a>((field, value): (&'static Field, &'a Value)) -> gotext::Value<'a> {
    gotext::Value::pointer(field, Data::of(value))
}

/// The struct around the field, which is a member of a oneof.
impl StructType for Field {
    fn name(&self) -> &str {
        self.member
    }

    fn field<'a>(&self, data: &Data<'a>, name: &str) -> Option<gotext::Value<'a>> {
        self.field_at(data, 0).filter(|(field, _)| *field == name).map(|(_, value)| value)
    }

    fn field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<(&str, gotext::Value<'a>)> {
        (index == 0).then(|| (self.go, element(self.kind, Some(node(data)))))
    }

    fn has_field(&self, name: &str) -> bool {
        name == self.go
    }
}
