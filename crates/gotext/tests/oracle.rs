//! What Go answers: templates with data, and their output or error text. `oracle/main.go` writes the answers.

#![allow(missing_docs, clippy::indexing_slicing, clippy::panic, reason = "a test")]

mod typed;

use std::sync::{Arc, OnceLock};

use gotext::{Budget, Call, Fault, Function, Functions, MissingKey, Signature, Template, Text, Type, Value};
use serde_json::Value as Json;

fn table(templates: &str, answers: &str) {
    let rows: Vec<Json> = serde_json::from_str(templates).expect("templates are a list");
    let answers: Json = serde_json::from_str(answers).expect("answers are an object");
    let data: Json = serde_json::from_str(include_str!("oracle/templates-data.json")).expect("data is JSON");
    assert!(rows.len() > 100, "the table is there");
    let mut failures = Vec::new();
    for row in &rows {
        let id = row["id"].as_str().expect("a row has an id");
        let want = &answers[id];
        let want = (want["out"].as_str().expect("an answer"), want["err"].as_str().unwrap_or(""));
        let (out, err) = run(row, &data);
        if (out.as_str(), err.as_str()) != want {
            failures.push(format!("{id} {}\n  want {want:?}\n  got  {:?}", row["tmpl"], (out, err)));
        }
    }
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), rows.len(), failures.join("\n"));
}

#[test]
fn shared_table() {
    table(include_str!("oracle/templates.json"), include_str!("oracle/templates-go.json"));
}

#[test]
fn own_table() {
    table(include_str!("oracle/more.json"), include_str!("oracle/more-go.json"));
}

fn run(row: &Json, data: &Json) -> (String, String) {
    let text = |key: &str| row[key].as_str().unwrap_or("");
    let included = Arc::new(OnceLock::new());
    let functions = functions(&included);
    let parsed = Template::parse("t", text("tmpl"), (text("left"), text("right")), &functions);
    let template: &'static Template = match parsed {
        // What a template is executed on must not outlive it.
        Ok(template) => Box::leak(Box::new(template.with_missing_key(match text("missingkey") {
            "zero" => MissingKey::Zero,
            "error" => MissingKey::Error,
            _ => MissingKey::Default,
        }))),
        Err(error) => return (String::new(), error.to_string()),
    };
    included.set(template).expect("set once");
    let data = match row.get("data") {
        Some(key) => value(&data[key.as_str().expect("a key of the data")]),
        None => top_level(data, text("cat") == "typed"),
    };
    let mut out = String::new();
    let err = template.execute_into(data, &Budget::default(), &mut out);
    (out, err.err().map(|e| e.to_string()).unwrap_or_default())
}

/// The data, and `.T` for rows that say so.
fn top_level(data: &Json, typed: bool) -> Value<'static> {
    let typed = typed.then(|| (Text::from("T"), typed::value()));
    let entries = data.as_object().expect("an object").iter();
    Value::map(entries.map(|(k, v)| (k.clone().into(), value(v))).chain(typed))
}

fn value(json: &Json) -> Value<'static> {
    match json {
        Json::Null => Value::Nil,
        Json::Bool(b) => Value::Bool(*b),
        Json::Number(n) => n.as_i64().map_or_else(|| Value::float(n.as_f64().unwrap_or(0.0)), Value::int),
        Json::String(s) => Value::text(s.clone()),
        Json::Array(items) => Value::list(items.iter().map(value).collect()),
        Json::Object(entries) => Value::map(entries.iter().map(|(k, v)| (k.clone().into(), value(v)))),
    }
}

fn functions(included: &Arc<OnceLock<&'static Template>>) -> Functions {
    let mut functions = Functions::new();
    functions.def("upper", &[Type::STR], Type::STR, |call| Ok(call.str(0).to_uppercase().into()));
    functions.variadic("add", &[], Type::INT, Type::INT, |call| {
        Ok(Value::int(call.args().iter().filter_map(Value::as_int).sum()))
    });
    functions.variadic("list", &[], Type::ANY, Type::ANY_LIST, |call| Ok(Value::list(call.args().to_vec())));
    functions.variadic("dict", &[], Type::ANY, Type::ANY_MAP, |call| {
        let pairs = call.args().chunks_exact(2);
        Ok(Value::map(pairs.map(|p| (p[0].as_str().unwrap_or("").to_owned().into(), p[1].clone()))))
    });
    functions.def("default", &[Type::ANY, Type::ANY], Type::ANY, |call| {
        Ok(call.arg(if call.arg(1).is_true() { 1 } else { 0 }).clone())
    });
    functions.def("fail", &[Type::STR], Type::STR, |call| Err(call.str(0).into()));
    let template = Arc::clone(included);
    let signature = Signature { params: &[Type::STR, Type::ANY], variadic: None, result: Type::STR };
    functions.insert(Function::new("include", signature, move |call: &mut Call<'_, '_>| {
        let template = *template.get().ok_or("not parsed yet")?;
        let out = template.execute_named(call.str(0), call.arg(1).clone(), &Budget::default());
        out.map(Value::from).map_err(|e| Fault::Message(e.to_string()))
    }));
    functions
}
