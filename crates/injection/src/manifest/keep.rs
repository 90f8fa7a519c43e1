//! What injection changes in a pod, and nothing that reading it by its type changes: quantities keep their spelling, null
//! stays null, and fields that the type does not know stay.

use std::collections::HashMap;

use kubeyaml::{Map, Value};

/// The pod as it was written (`raw`), with what differs between how its type has it (`typed`) and what was made of it.
pub fn kept(raw: &Value, typed: &Value, made: Value) -> Value {
    if *typed == made || *raw == made {
        return raw.clone();
    }
    match (raw, typed, made) {
        (Value::Map(raw), Value::Map(typed), Value::Map(made)) => Value::Map(kept_map(raw, typed, made)),
        (Value::List(raw), Value::List(typed), Value::List(made)) if raw.len() == typed.len() => {
            Value::List(kept_list(raw, typed, made))
        }
        (_, _, made) => made,
    }
}

fn kept_map(raw: &Map, typed: &Map, made: Map) -> Map {
    let mut all = Vec::with_capacity(made.len());
    for (key, value) in raw.iter() {
        // What the type does not know nobody has changed.
        if !made.contains(key) && !typed.contains(key) {
            all.push((key.into(), value.clone()));
        }
    }
    for (key, made) in made.into_entries() {
        let of_type = typed.get(&key).unwrap_or(&kubeyaml::NULL);
        match raw.get(&key) {
            Some(raw) => all.push((key, kept(raw, of_type, made))),
            // The type has filled it in.
            None if *of_type == made => {}
            None => all.push((key, made)),
        }
    }
    Map::from_entries(all)
}

/// Items are the same that have the same name; where there are no names, those at the same place in lists as long.
fn kept_list(raw: &[Value], typed: &[Value], made: Vec<Value>) -> Vec<Value> {
    let by_name: HashMap<&str, usize> =
        typed.iter().enumerate().filter_map(|(place, item)| Some((item.str_at(&["name"])?, place))).collect();
    let same_length = made.len() == typed.len();
    let item = |(place, made): (usize, Value)| {
        let old = match made.str_at(&["name"]) {
            Some(name) => by_name.get(name).copied(),
            None if same_length => Some(place),
            None => typed.iter().position(|typed| *typed == made),
        };
        match old.and_then(|old| Some((raw.get(old)?, typed.get(old)?))) {
            Some((raw, typed)) => kept(raw, typed, made),
            None => made,
        }
    };
    made.into_iter().enumerate().map(item).collect()
}

#[cfg(test)]
mod tests {
    use kubeyaml::read;

    use super::*;

    #[test]
    fn only_what_was_made_is_taken_over() {
        for (raw, typed, made, want) in [
            // The type writes quantities and fills in; what is made of it adds.
            (
                "{c: [{name: a, cpu: 0.5, x: 1}], v: null}",
                "{c: [{name: a, cpu: 500m, resources: {}}], t: null}",
                "{c: [{name: p}, {name: a, cpu: 500m, resources: {}, port: 1}], t: null, added: 1}",
                "{c: [{name: p}, {name: a, cpu: 0.5, x: 1, port: 1}], v: null, added: 1}",
            ),
            ("{a: 1, b: 2}", "{a: 1, b: 2}", "{a: 1}", "{a: 1}"),
            ("{l: [1, 2]}", "{l: ['1', '2']}", "{l: ['1', '3']}", "{l: [1, '3']}"),
            ("{l: [1, 2]}", "{l: ['1', '2']}", "{l: ['0', '1', '2']}", "{l: ['0', 1, 2]}"),
            ("{}", "{m: {}}", "{m: {}}", "{}"),
            ("{m: null}", "{m: {}}", "{m: {k: 1}}", "{m: {k: 1}}"),
        ] {
            let of = |text: &str| read(text).unwrap();
            assert_eq!(kept(&of(raw), &of(typed), of(made)), of(want), "{raw}");
        }
    }
}
