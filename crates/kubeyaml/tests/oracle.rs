//! What Go answered for tables of documents and texts, and what we answer.
//! `oracle/main.go` makes `oracle/made.json`; the other tables are fixed ones.

use kubeyaml::{Value, from_json, read, to_json, write};

fn table(text: &str) -> Vec<Value> {
    let table = from_json(text.as_bytes()).expect("tables are JSON");
    table.as_list().expect("tables are lists").to_vec()
}

/// Go's table read JSON into floats before writing it as YAML.
fn with_floats(value: Value) -> Value {
    match value {
        Value::Int(i) => Value::Float(i as f64),
        Value::Uint(u) => Value::Float(u as f64),
        Value::List(l) => Value::List(l.into_iter().map(with_floats).collect()),
        Value::Map(m) => Value::Map(m.into_entries().into_iter().map(|(k, v)| (k, with_floats(v))).collect()),
        other => other,
    }
}

fn report(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} rows differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn documents_read_as_in_go() {
    let inputs = table(include_str!("oracle/yaml-parse.json"));
    let answers = table(include_str!("oracle/yaml-parse-go.json"));
    let mut wrong = Vec::new();
    for (input, answer) in inputs.iter().zip(&answers) {
        let input = input.as_str().unwrap();
        let ours = match read(input) {
            Ok(value) => format!("{}|{}", to_json(&value), write(&with_floats(value))),
            Err(e) => e.to_string(),
        };
        let expected = match answer.str_at(&["err"]) {
            Some(err) => err.to_owned(),
            None => format!("{}|{}", answer.str_at(&["json"]).unwrap(), answer.str_at(&["yaml"]).unwrap()),
        };
        if ours != expected {
            wrong.push(format!("{input:?}\n  go   {expected:?}\n  ours {ours:?}"));
        }
    }
    report(&wrong);
}

#[test]
fn scalars_are_written_as_in_go() {
    let inputs = table(include_str!("oracle/yaml-scalars.json"));
    let answers = table(include_str!("oracle/yaml-scalars-go.json"));
    let mut wrong = Vec::new();
    for (input, answer) in inputs.iter().zip(&answers) {
        let (ours, expected) = (write(input), answer.as_str().unwrap());
        if ours != expected {
            wrong.push(format!("{}\n  go   {expected:?}\n  ours {ours:?}", to_json(input)));
        }
    }
    report(&wrong);
}

#[test]
fn random_tables_agree() {
    let made = from_json(include_bytes!("oracle/made.json")).unwrap();
    let mut wrong = Vec::new();
    for row in made.items_at(&["read"]) {
        let (input, expected) = (row.str_at(&["in"]).unwrap(), row.str_at(&["out"]).unwrap());
        let ours = match read(input) {
            Ok(value) => format!("J{}", to_json(&value)),
            Err(e) => format!("E{e}"),
        };
        if ours != expected {
            wrong.push(format!("{input:?}\n  go   {expected:?}\n  ours {ours:?}"));
        }
    }
    for row in made.items_at(&["write"]) {
        let (input, expected) = (row.at(&["in"]), row.str_at(&["out"]).unwrap());
        let ours = format!("Y{}", write(input));
        if ours != expected {
            wrong.push(format!("{}\n  go   {expected:?}\n  ours {ours:?}", to_json(input)));
        }
    }
    assert!(made.items_at(&["read"]).len() > 1500 && made.items_at(&["write"]).len() > 700);
    report(&wrong);
}
