//! How Go sees a message: struct fields, oneofs as interfaces, getters.

use kubeyaml::Value;

use super::{Field, Message, Oneof};

/// What a method `GetX` of a message gives.
#[derive(Clone, Copy, Debug)]
pub enum Getter {
    /// A field; its zero value (a null pointer for messages, wrappers and durations) when it is unset or the receiver null.
    Field(&'static Field),
    /// The interface of a oneof; null when none of its fields is set.
    Oneof(&'static Oneof),
}

impl Message {
    /// The struct field of this name in Go; the members of oneofs are none.
    pub fn go_field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().copied().find(|f| f.go == name && f.oneof.is_none())
    }

    /// The oneof whose interface field has this name in Go.
    pub(crate) fn go_oneof(&self, name: &str) -> Option<&'static Oneof> {
        self.oneofs.iter().find(|o| o.go == name)
    }

    /// The field that a getter (`GetServiceCluster`) gives, members of oneofs included.
    pub fn getter(&self, method: &str) -> Option<Getter> {
        let name = method.strip_prefix("Get")?;
        let field = self.fields.iter().copied().find(|f| f.go == name).map(Getter::Field);
        field.or_else(|| self.go_oneof(name).map(Getter::Oneof))
    }

    /// The member of a oneof that is set in `document`, with its value.
    pub fn set_member<'d>(&self, oneof: &Oneof, document: &'d Value) -> Option<(&'static Field, &'d Value)> {
        self.fields
            .iter()
            .copied()
            .filter(|f| f.oneof == Some(oneof.proto))
            .find_map(|f| document.get(f.json).map(|value| (f, value)))
    }
}
