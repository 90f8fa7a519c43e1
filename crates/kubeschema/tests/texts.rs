//! The structs of a pod print and are written as Go does it: `oracle/texts.go` writes the answers.
#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test may fail loudly")]

use std::collections::BTreeMap;

use gotext::format::sprintf;
use gotext::{Budget, Data, Meter, Value, to_json};
use kubeschema::{Kind, StructType, types};

/// The structs of a pod's metadata and spec by their names in Go.
fn structs() -> BTreeMap<&'static str, &'static StructType> {
    let mut found = BTreeMap::new();
    let mut open = vec![&types::core::POD_SPEC, &types::meta::OBJECT_META];
    while let Some(of) = open.pop() {
        if found.insert(of.name, of).is_none() {
            open.extend(of.fields.iter().filter_map(|f| inner(&f.kind)));
            open.extend(of.embedded.iter().map(|e| e.of));
        }
    }
    found
}

fn inner(kind: &'static Kind) -> Option<&'static StructType> {
    match kind {
        Kind::Struct(of) => Some(of),
        Kind::List(of, _) | Kind::Map(of, _) | Kind::Pointer(of) => inner(of),
        _ => None,
    }
}

/// Addresses differ from run to run.
fn plain(text: &str) -> String {
    let mut parts = text.split("0x");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let digits = part.find(|c: char| !matches!(c, '0'..='9' | 'a'..='f')).unwrap_or(part.len());
        out.push_str("0xADDRESS");
        out.push_str(&part[digits..]);
    }
    out
}

#[test]
fn each_struct_prints_as_go_prints_it() {
    let structs = structs();
    let answers = kubeyaml::from_json(include_bytes!("oracle/texts.json")).unwrap();
    let mut failures = Vec::new();
    let answers = answers.as_list().unwrap();
    for answer in answers {
        let want = |key: &str| answer.str_at(&[key]).unwrap();
        let of = structs.get(want("type")).unwrap_or_else(|| panic!("no table of {}", want("type")));
        let document = answer.at(&["json"]);
        let value = || Value::structure(*of, Data::of(document));
        let pointer = Value::pointer(*of, Data::of(document));
        let print =
            |format: &str, value| plain(&sprintf(format, &[value], &Meter::new(&Budget::default())).unwrap());
        for (what, want, got) in [
            ("text", want("text"), print("%s", pointer)),
            ("plain", want("plain"), print("%v", value())),
            ("named", want("named"), print("%+v", value())),
        ] {
            if got != want {
                failures.push(format!("{} {what}\n  want {want}\n  got  {got}", of.name));
            }
        }
        let json = to_json(&value(), &Meter::new(&Budget::default())).unwrap();
        if json != kubeschema::struct_json(document, of) {
            failures.push(format!(
                "{} json\n  want {}\n  got  {json}",
                of.name,
                kubeschema::struct_json(document, of)
            ));
        }
    }
    assert!(answers.len() > 200, "{} answers", answers.len());
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), answers.len(), failures.join("\n"));
}
