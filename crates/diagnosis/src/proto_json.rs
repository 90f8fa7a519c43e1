//! JSON of protocol buffers, its members in their order, and its text as Istio's programs indent it.

mod read;
mod text;

pub(crate) use self::read::read;

/// A value. An object is of one of three kinds, as it is indented and compared differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    /// As Go writes it.
    Number(String),
    Text(String),
    List(Vec<Json>),
    /// A message: its members are fields.
    Message(Vec<(String, Json)>),
    /// A map of values of one type.
    Map(Vec<(String, Json)>),
    /// A `google.protobuf.Struct`: JSON of somebody else's.
    Struct(Vec<(String, Json)>),
}

impl Json {
    pub(crate) fn text(text: &str) -> Json {
        Json::Text(text.to_owned())
    }

    /// A message of the fields that are there.
    pub(crate) fn message<const N: usize>(fields: [(&str, Option<Json>); N]) -> Json {
        let there = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        Json::Message(there.collect())
    }

    /// A member of an object, the last of that name.
    pub(crate) fn get(&self, name: &str) -> Option<&Json> {
        self.members()?.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut Json> {
        let members = self.members_mut()?;
        members.iter_mut().rev().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// Takes a member out of an object.
    pub(crate) fn take(&mut self, name: &str) -> Option<Json> {
        let members = self.members_mut()?;
        let at = members.iter().rposition(|(key, _)| key == name)?;
        Some(members.remove(at).1)
    }

    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn members(&self) -> Option<&[(String, Json)]> {
        match self {
            Json::Message(members) | Json::Map(members) | Json::Struct(members) => Some(members),
            _ => None,
        }
    }

    pub(crate) fn members_mut(&mut self) -> Option<&mut Vec<(String, Json)>> {
        match self {
            Json::Message(members) | Json::Map(members) | Json::Struct(members) => Some(members),
            _ => None,
        }
    }
}
