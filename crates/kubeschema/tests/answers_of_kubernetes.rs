//! Cases that Kubernetes' own code answered (`tests/oracle/`, a Go program and its answers).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    reason = "cases are files, differences are printed"
)]

use kubeschema::quantity::{Quantity, canonical};
use kubeschema::{Options, merge, normalize, struct_json, workload};
use kubeyaml::{Value, from_json};

fn read(name: &str) -> Vec<Value> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle").join(name);
    match from_json(&std::fs::read(path).unwrap()).unwrap() {
        Value::List(items) => items,
        other => panic!("{name} is not a list but {}", other.kind()),
    }
}

/// What our code answers, in the form of the Go program's answers.
fn answer(case: &Value) -> Result<Value, String> {
    let of = |case: &Value| workload(case.str_at(&["type"]).unwrap()).unwrap().of;
    let doc = case.at(&["doc"]).clone();
    match case.str_at(&["op"]).unwrap() {
        "merge" => merge(doc, case.at(&["patch"]).clone(), of(case)).map_err(|e| e.to_string()),
        op @ ("decode" | "yaml") => {
            let given = kubeyaml::to_json(&doc);
            let mut doc = doc;
            let options = Options { convert_scalars: op == "yaml", ..Options::default() };
            normalize(&mut doc, of(case), &options, None).map_err(|e| e.to_string())?;
            let text = struct_json(&doc, of(case));
            // But for Go's zero time, which is read as a pointer to it, then written as null, then read as no pointer,
            // and for years of other than four digits, which Go writes but does not read.
            if !["0001-01-01T", "0000-", "9999-"].iter().any(|odd| given.contains(odd)) {
                let once = doc.clone();
                normalize(&mut doc, of(case), &options, None).map_err(|e| e.to_string())?;
                assert_eq!(once, doc, "normalising twice changes more");
            }
            Ok(Value::from(text))
        }
        "quantity" => {
            let text = doc.as_str().unwrap();
            let written = canonical(text).map_err(|e| e.to_string())?.into_owned();
            let quantity = Quantity::parse(text.trim()).map_err(|e| e.to_string())?;
            let numbers = quantity.ceil().zip(quantity.milli()).filter(|_| !written.starts_with('-'));
            let (ceil, milli) = numbers.map_or((Value::Null, Value::Null), |(c, m)| (c.into(), m.into()));
            Ok(Value::List(vec![Value::from(written), ceil, milli]))
        }
        op => panic!("unknown op {op}"),
    }
}

fn check(name: &str, i: usize, case: &Value, expected: &Value) -> bool {
    let found = answer(case);
    let same = match (&found, expected.str_at(&["err"])) {
        // Kubernetes' code crashes here; ours must only not do so.
        (_, Some(error)) if error.starts_with("panic: ") => true,
        (Err(found), Some(error)) => found == error,
        (Ok(found), None) => found == expected.at(&["out"]),
        _ => false,
    };
    if !same {
        let found = found.map_or_else(|e| format!("error {e}"), |v| kubeyaml::to_json(&v));
        eprintln!(
            "{name} {i}\n  case   {}\n  wanted {}\n  found  {found}",
            kubeyaml::to_json(case),
            kubeyaml::to_json(expected)
        );
    }
    same
}

fn all_same(name: &str, pairs: impl Iterator<Item = (Value, Value)>) {
    let mut count = 0;
    let wrong = pairs.enumerate().filter(|(i, (case, expected))| {
        count += 1;
        !check(name, *i, case, expected)
    });
    let wrong = wrong.count();
    assert!(count > 10, "{name} has cases");
    assert_eq!(wrong, 0, "of {count} cases of {name}");
}

#[test]
fn random_cases() {
    // Another file of the same form, made with another seed, may be named from outside.
    let name = std::env::var("RANDOM_CASES").unwrap_or_else(|_| "random.json".to_owned());
    let pairs = read(&name);
    all_same("random.json", pairs.into_iter().map(|p| (p.at(&["case"]).clone(), p.at(&["answer"]).clone())));
}

#[test]
fn chosen_cases() {
    all_same("cases.json", read("cases.json").into_iter().zip(read("answers.json")));
}

#[test]
fn pods_and_patches() {
    let cases = read("merge.json").into_iter().map(|pair| {
        let [doc, patch] = pair.as_list().unwrap() else { panic!("a case is a pair") };
        let entries =
            [("op", "merge".into()), ("type", "Pod".into()), ("doc", doc.clone()), ("patch", patch.clone())];
        Value::Map(entries.into_iter().map(|(k, v)| (k.into(), v)).collect())
    });
    let answers =
        read("merge-go.json").into_iter().map(|out| Value::Map([("out".into(), out)].into_iter().collect()));
    all_same("merge.json", cases.zip(answers));
}
