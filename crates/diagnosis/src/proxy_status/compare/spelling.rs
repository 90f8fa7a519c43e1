//! One spelling for both: istiod's names of fields and their order. Envoy prints the names of protocol buffers (`like_this`) in the
//! order of their numbers, istiod those of JSON (`likeThis`) in the order of the files they are declared in.

use std::collections::{BTreeMap, HashMap};

use super::kinds::{Kind, kind};
use crate::proto_json::Json;

/// More fields of a message are not learned: no message has a quarter as many.
const MOST_FIELDS: usize = 512;

/// The fields of messages, as istiod spells and orders them, by what the message is or the field that holds it.
#[derive(Debug, Default)]
pub(super) struct Spelling {
    fields: BTreeMap<String, Vec<String>>,
}

impl Spelling {
    /// Says of istiod's objects what they are, and learns their fields.
    pub(super) fn learn(&mut self, dump: &mut Json) {
        walk(dump, Place::default(), &mut |members, of| {
            let known = self.fields.entry(of.to_owned()).or_default();
            let mut after = 0;
            for (name, _) in members.iter() {
                match known.iter().position(|field| field == name) {
                    Some(at) => after = at + 1,
                    None if known.len() < MOST_FIELDS => {
                        known.insert(after, name.clone());
                        after += 1;
                    }
                    None => {}
                }
            }
        });
    }

    /// Says of Envoy's objects what they are, and spells and orders their fields as istiod does.
    pub(super) fn adapt(&self, dump: &mut Json) {
        let places =
            |fields: &Vec<String>| fields.iter().cloned().zip(1..).collect::<HashMap<String, usize>>();
        let places: HashMap<&str, _> =
            self.fields.iter().map(|(of, fields)| (of.as_str(), places(fields))).collect();
        let none = HashMap::new();
        walk(dump, Place::default(), &mut |members, of| {
            let places = places.get(of).unwrap_or(&none);
            // What istiod does not have stays behind what it follows.
            let mut last = 0;
            let mut placed: Vec<(usize, (String, Json))> = Vec::with_capacity(members.len());
            for (name, value) in std::mem::take(members) {
                let name = if places.contains_key(&name) { name } else { in_json(&name) };
                last = places.get(&name).copied().unwrap_or(last);
                placed.push((last, (name, value)));
            }
            placed.sort_by_key(|(place, _)| *place);
            *members = placed.into_iter().map(|(_, member)| member).collect();
        });
    }
}

/// Where a value is: the field that holds it, and what holds that.
#[derive(Clone, Copy, Default)]
struct Place<'a> {
    field: &'a str,
    within: &'a str,
    url: &'a str,
}

/// Calls `each` for the members of each message, outer ones first, with what the message is.
fn walk(value: &mut Json, place: Place<'_>, each: &mut impl FnMut(&mut Vec<(String, Json)>, &str)) {
    match value {
        Json::List(items) => {
            for item in items {
                // What is repeated is never a map.
                match item {
                    Json::Message(_) => message(item, place, each),
                    other => walk(other, place, each),
                }
            }
        }
        Json::Message(members) => match kind(&in_json(place.field), &in_json(place.within), place.url) {
            Kind::Message => message(value, place, each),
            Kind::Struct => foreign(value),
            Kind::MapOfStructs => {
                members.iter_mut().for_each(|(_, value)| foreign(value));
                *value = Json::Map(sorted(std::mem::take(members)));
            }
            Kind::Map => {
                for (_, value) in members.iter_mut() {
                    walk(value, Place { field: "", within: place.field, url: "" }, each);
                }
                *value = Json::Map(sorted(std::mem::take(members)));
            }
        },
        _ => {}
    }
}

fn message(value: &mut Json, place: Place<'_>, each: &mut impl FnMut(&mut Vec<(String, Json)>, &str)) {
    let url = value.get("@type").and_then(Json::as_text).unwrap_or_default().to_owned();
    let Some(members) = value.members_mut() else { return };
    // A field that is null, or repeated and empty, is one that is not there.
    members.retain(|(_, value)| !matches!(value, Json::Null) && *value != Json::List(Vec::new()));
    let named = in_json(place.field);
    each(members, if url.is_empty() { &named } else { &url });
    for (name, value) in members {
        walk(value, Place { field: name, within: place.field, url: &url }, each);
    }
}

/// JSON of somebody else's, whose members have no order.
fn foreign(value: &mut Json) {
    match value {
        Json::List(items) => items.iter_mut().for_each(foreign),
        Json::Message(members) => {
            members.iter_mut().for_each(|(_, value)| foreign(value));
            *value = Json::Struct(sorted(std::mem::take(members)));
        }
        _ => {}
    }
}

fn sorted(mut members: Vec<(String, Json)>) -> Vec<(String, Json)> {
    members.sort_by(|(a, _), (b, _)| a.cmp(b));
    members
}

/// The name of a field in JSON.
///
/// Source: protocol buffers, the JSON names of fields.
fn in_json(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut is_after_underscore = false;
    for c in name.chars() {
        match c {
            '_' => is_after_underscore = true,
            c if is_after_underscore => {
                out.push(c.to_ascii_uppercase());
                is_after_underscore = false;
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proto_json::read;

    #[test]
    fn fields_are_named_and_ordered_as_istiod_has_them() {
        let mut spelling = Spelling::default();
        spelling.learn(&mut read(br#"{"a": {"zB": 1, "mC": 2}, "l": [{"zB": 1, "aD": 1}]}"#).unwrap());
        for (envoy, want) in [
            (r#"{"a": {"m_c": 2, "z_b": 1}}"#, "zB mC"),
            // What only Envoy has stays behind what it follows.
            (r#"{"a": {"m_c": 2, "only_here": 3, "z_b": 1}}"#, "zB mC onlyHere"),
            (r#"{"a": {"only_here": 3, "m_c": 2}}"#, "onlyHere mC"),
            (r#"{"a": {"z_b": [], "m_c": null, "x": [[]]}}"#, "x"),
            (r#"{"a": {"@type": "t/other", "m_c": 2, "z_b": 1}}"#, "@type mC zB"),
        ] {
            let mut envoy = read(envoy.as_bytes()).unwrap();
            spelling.adapt(&mut envoy);
            let names = envoy.get("a").unwrap().members().unwrap().iter().map(|(name, _)| name.as_str());
            assert_eq!(names.collect::<Vec<_>>().join(" "), want);
        }
    }

    #[test]
    fn names_of_fields_in_json() {
        for (name, want) in [
            ("name", "name"),
            ("http2_protocol_options", "http2ProtocolOptions"),
            ("dynamicActive", "dynamicActive"),
            ("@type", "@type"),
            ("_a__b_", "AB"),
            ("", ""),
        ] {
            assert_eq!(in_json(name), want);
        }
    }
}
