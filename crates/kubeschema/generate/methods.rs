//! Turns `methods.txt`, what is known of the methods of Kubernetes' types, into the static tables of
//! `src/go_view/declared.rs`.

use std::fmt::Write;

use super::generator::constant;

/// The types that have the same methods, with their names in OpenAPI, and these methods.
struct Set<'a> {
    types: Vec<(&'a str, &'a str)>,
    methods: Vec<&'a str>,
}

/// The text of `declared.rs`.
pub fn generate(facts: &str) -> String {
    let (methods, texts) = facts.split_once("texts\n").expect("the texts follow the methods");
    let sets = read(methods);
    let mut out = String::from(
        "//! Generated from `generate/methods.txt` by `cargo run -p kubeschema --example generate_types`: the methods of the types\n\
         //! that a template can reach, and the order in which their texts give the fields.\n\n\
         use gotext::{Target, Type as T, Unfit};\n\n\
         use super::methods::{Set, pointer, unfit, value};\n\
         use super::named::*;\n",
    );
    let mut index = Vec::new();
    for set in &sets {
        let name = format!("OF_{}", constant(set.types[0].0));
        writeln!(out, "\nstatic {name}: Set = Set {{\n    methods: &[").expect("text");
        let own = if set.types.len() == 1 { set.types[0].0 } else { "T" };
        let mut methods: Vec<&str> = set.methods.clone();
        methods.sort_by_key(|line| line.trim_start_matches('*'));
        for line in methods {
            writeln!(out, "        {},", method(line, own)).expect("text");
        }
        out.push_str("    ],\n};\n");
        index.extend(set.types.iter().map(|(of, model)| (*of, *model, name.clone())));
    }
    index.sort();
    out.push_str("\n/// The types by their Go names, with their names in OpenAPI.\npub(super) static TYPES: &[(&str, &str, &Set)] = &[\n");
    for (of, model, set) in index {
        writeln!(out, "    (\"{of}\", \"{model}\", &{set}),").expect("text");
    }
    out.push_str("];\n\n/// The fields of structs whose text gives them in an order of its own.\npub(super) static TEXTS: &[(&str, &[&str])] = &[\n");
    let mut texts: Vec<&str> = texts.lines().map(str::trim).collect();
    texts.sort_unstable();
    for (of, fields) in texts.iter().filter_map(|line| line.split_once(' ')) {
        writeln!(out, "    (\"{of}\", &{:?}),", fields.split(' ').collect::<Vec<_>>()).expect("text");
    }
    out.push_str("];\n");
    out
}

fn read(text: &str) -> Vec<Set<'_>> {
    let mut sets: Vec<Set<'_>> = Vec::new();
    for line in text.lines() {
        match line.strip_prefix(' ') {
            Some(method) => sets.last_mut().expect("types come before their methods").methods.push(method),
            None => sets.push(Set {
                types: line.split(' ').map(|t| t.split_once('=').unwrap_or((t, ""))).collect(),
                methods: Vec::new(),
            }),
        }
    }
    // Those of Go's own types are gotext's.
    for set in &mut sets {
        set.types.retain(|(of, _)| !of.starts_with("time."));
    }
    sets.retain(|set| !set.types.is_empty());
    sets
}

/// `*Cmp func(T) int` as a pair of name and method.
fn method(line: &str, own: &str) -> String {
    let (name, of) = line.split_once(' ').expect("a name and a type");
    let (params, results) =
        of.strip_prefix("func(").and_then(|rest| rest.split_once(')')).expect("a function");
    let params = list(params);
    let results = list(results.trim().trim_start_matches('(').trim_end_matches(')'));
    let result = results.first().map_or("T::Raw".to_owned(), |of| type_of(of, own));
    let params: Vec<String> = params.iter().map(|of| type_of(of, own)).collect();
    let receiver = if name.starts_with('*') { "pointer" } else { "value" };
    let plain =
        format!("{receiver}(\"{}\", &[{}], {result})", name.trim_start_matches('*'), params.join(", "));
    match results.as_slice() {
        [_] | [_, "error"] => plain,
        [_, second] => format!("unfit({plain}, Unfit::Second(\"{second}\"))"),
        _ => format!("unfit({plain}, Unfit::Count({}))", results.len()),
    }
}

fn list(text: &str) -> Vec<&str> {
    text.split(", ").filter(|item| !item.is_empty()).collect()
}

/// A type as templates know it; one that no template can have a value of by its name only.
fn type_of(of: &str, own: &str) -> String {
    if let Some(to) = of.strip_prefix('*').filter(|_| of != "*T" || own != "T") {
        return match target(if to == "T" { own } else { to }) {
            Some(target) => format!("T::Pointer(Target::Struct(&{target}))"),
            None => format!("T::Pointer(Target::Record(\"{}\"))", if to == "T" { own } else { to }),
        };
    }
    let of = if of == "T" { own } else { of };
    match of {
        "interface {}" => "T::Any".to_owned(),
        "bool" => "T::Bool".to_owned(),
        "int" => "T::INT".to_owned(),
        "int64" => "T::INT64".to_owned(),
        "float64" => "T::FLOAT".to_owned(),
        "string" => "T::Str".to_owned(),
        "[]string" => "T::STR_LIST".to_owned(),
        "[]uint8" => "T::List(&BYTE)".to_owned(),
        "map[string]string" => "T::STR_MAP".to_owned(),
        "time.Duration" => "DURATION_TYPE".to_owned(),
        "time.Time" => "TIME_TYPE".to_owned(),
        "resource.Scale" => "T::Enum(&SCALE)".to_owned(),
        "resource.Format" => "T::NamedStr(&FORMAT)".to_owned(),
        "v1.ResourceName" => "T::NamedStr(&RESOURCE_NAME)".to_owned(),
        _ => match target(of) {
            Some(target) => format!("T::Struct(&{target})"),
            None => format!("T::Record(\"{of}\")"),
        },
    }
}

/// The declarations in `named.rs` of types that methods take or give.
fn target(of: &str) -> Option<&'static str> {
    Some(match of {
        "resource.Quantity" => "QUANTITY",
        "v1.Time" => "TIME",
        "v1.Toleration" => "TOLERATION",
        _ => return None,
    })
}
