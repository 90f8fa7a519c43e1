//! Turns `fields.txt`, what is known of Kubernetes' types, into the static tables of `src/types/`.

use std::collections::BTreeMap;
use std::fmt::Write;

/// A line of `fields.txt` about a field.
#[derive(Clone)]
struct Field<'a> {
    json: &'a str,
    go: &'a str,
    of: &'a str,
    flags: Vec<&'a str>,
    via: Vec<&'a str>,
}

type Types<'a> = BTreeMap<&'a str, Vec<Field<'a>>>;

/// The generated files, by name without `.rs`.
pub fn generate(facts: &str) -> BTreeMap<&'static str, String> {
    let types = read(facts);
    let mut files: BTreeMap<&'static str, String> = BTreeMap::new();
    for (name, fields) in &types {
        let file = file_of(name);
        let out = files.entry(file).or_insert_with(|| head(file));
        struct_type(out, name, fields, &types);
    }
    files
}

fn head(file: &str) -> String {
    format!(
        "//! Generated from `generate/fields.txt` by `cargo run -p kubeschema --example generate_types`: the `{file}` types.\n\n\
         #[allow(unused_imports, reason = \"which ones a file needs depends on its types\")]\n\
         use crate::schema::{{Embedded, Field as F, Kind as K, StructType}};\n"
    )
}

fn read(facts: &str) -> Types<'_> {
    let mut types: Types<'_> = BTreeMap::new();
    let mut current = "";
    for line in facts.lines() {
        if !line.starts_with(' ') {
            current = line;
            types.entry(line).or_default();
            continue;
        }
        let mut words = line.split_whitespace();
        let mut word = || words.next().expect("a field has a JSON name, a Go name and a type");
        let (json, go, of) = (word(), word(), word());
        let field = Field { json, go, of, flags: words.collect(), via: Vec::new() };
        types.get_mut(current).expect("a type's name comes before its fields").push(field);
    }
    types
}

/// The file a type is put in: its group, the core group in several parts.
fn file_of(name: &str) -> &'static str {
    let (group, short) = name.split_once('.').expect("a type's name has a group");
    let ends = |ends: &[&str]| ends.iter().any(|e| short.ends_with(e));
    match group {
        "apps" => "apps",
        "batch" => "batch",
        "meta" => "meta",
        "openshift" => "openshift",
        _ if short.contains("Status") || ends(&["Condition"]) || short.starts_with("ContainerState") => {
            "core_status"
        }
        _ if short.ends_with("VolumeSource") => "core_volume_source",
        _ if short.contains("Volume") || ends(&["Source", "Projection", "KeyToPath", "VolumeFile"]) => {
            "core_volume"
        }
        _ if short.starts_with("Pod")
            || ends(&["Constraint", "Toleration", "Term", "Affinity", "Selector"]) =>
        {
            "core_pod"
        }
        _ if ["Container", "Ephemeral", "Env", "Probe", "Lifecycle"].iter().any(|s| short.starts_with(s)) => {
            "core_container"
        }
        _ if ends(&["Action", "Context", "Requirements", "Options", "Handler"]) => "core_container",
        _ => "core_common",
    }
}

fn struct_type(out: &mut String, name: &str, fields: &[Field<'_>], types: &Types<'_>) {
    let flat = flatten(fields, types);
    let mut by_json: Vec<usize> = (0..flat.len()).collect();
    by_json.sort_by_key(|i| flat[*i].json);
    writeln!(out, "\n/// `{name}`.\npub static {}: StructType = StructType {{", constant(name))
        .expect("text");
    writeln!(out, "    name: \"{}\",\n    fields: &[", go_name(name)).expect("text");
    for field in &flat {
        writeln!(out, "        {},", field_text(field)).expect("text");
    }
    writeln!(out, "    ],\n    by_json: &{by_json:?},").expect("text");
    let embedded: Vec<String> = fields
        .iter()
        .filter(|f| f.flags.contains(&"inline"))
        .map(|f| format!("Embedded {{ go: \"{}\", of: &{} }}", f.go, path(f.of)))
        .collect();
    writeln!(out, "    embedded: &[{}],\n}};", embedded.join(", ")).expect("text");
}

/// The fields with those of inlined structs in their place.
fn flatten<'a>(fields: &[Field<'a>], types: &Types<'a>) -> Vec<Field<'a>> {
    let mut flat = Vec::new();
    for field in fields {
        if !field.flags.contains(&"inline") {
            flat.push(field.clone());
            continue;
        }
        for mut inner in flatten(&types[field.of], types) {
            inner.via.insert(0, field.go);
            flat.push(inner);
        }
    }
    flat
}

fn field_text(field: &Field<'_>) -> String {
    let mut text = format!("F::new(\"{}\", \"{}\", {})", field.json, field.go, kind(field.of));
    for flag in &field.flags {
        match flag.split_once('=') {
            Some(("merge", key)) => write!(text, ".by_key(\"{key}\")").expect("text"),
            None if *flag == "always" => text.push_str(".always()"),
            None if *flag == "union" => text.push_str(".union()"),
            None if *flag == "retainKeys" => text.push_str(".retain_keys()"),
            _ => panic!("unknown flag {flag}"),
        }
    }
    if !field.via.is_empty() {
        write!(text, ".via(&{:?})", field.via).expect("text");
    }
    text
}

fn kind(of: &str) -> String {
    if let Some(to) = of.strip_prefix('*') {
        return format!("K::Pointer(&{})", kind(to));
    }
    if let Some(item) = of.strip_prefix("[]") {
        let (item, _) = unnamed_list(item);
        return format!("K::List(&{}, \"{}\")", kind(item), go_type(of));
    }
    if let Some((_, value)) = of.strip_prefix("map[").and_then(|rest| rest.split_once(']')) {
        let (value, _) = split_name(value);
        return format!("K::Map(&{}, \"{}\")", kind(value), go_type(of));
    }
    match split_name(of).0 {
        "string" => format!("K::String(\"{}\")", go_type(of)),
        "raw" => format!("K::Raw(\"{}\")", go_type(of)),
        "bool" => "K::Bool".to_owned(),
        "int32" => "K::Int32".to_owned(),
        "int64" => "K::Int64".to_owned(),
        "quantity" => "K::Quantity".to_owned(),
        "intOrString" => "K::IntOrString".to_owned(),
        "time" => "K::Time".to_owned(),
        "bytes" => "K::Bytes".to_owned(),
        _ => format!("K::Struct(&{})", path(of)),
    }
}

/// `T(name)` as `T` and the name; the name is empty when there is none.
fn split_name(of: &str) -> (&str, &str) {
    of.strip_suffix(')').and_then(|rest| rest.split_once('(')).unwrap_or((of, ""))
}

/// The item of a list: a name in parentheses belongs to a scalar item, but to the list when the item is a struct.
fn unnamed_list(item: &str) -> (&str, &str) {
    let (bare, name) = split_name(item);
    if matches!(bare, "string" | "raw") { (item, "") } else { (bare, name) }
}

/// Go's text for a type, as `reflect` gives it.
fn go_type(of: &str) -> String {
    if let Some(item) = of.strip_prefix("[]") {
        let (item, name) = unnamed_list(item);
        return if name.is_empty() { format!("[]{}", go_type(item)) } else { go_name(name) };
    }
    if let Some((key, value)) = of.strip_prefix("map[").and_then(|rest| rest.split_once(']')) {
        let (bare, name) = split_name(value);
        return match (bare, name) {
            // A name after a named scalar is the scalar's: the only such map here is not a named type.
            ("string", "") | (_, "") => format!("map[{}]{}", go_type(key), go_type(value)),
            ("string", _) => format!("map[{}]{}", go_type(key), go_type(value)),
            (_, name) => go_name(name),
        };
    }
    match split_name(of) {
        ("quantity", _) => "resource.Quantity".to_owned(),
        (bare, "") if bare.contains('.') => go_name(bare),
        (bare, "") => bare.to_owned(),
        (_, name) => go_name(name),
    }
}

/// The name with Go's package: every API group's package is called `v1`.
fn go_name(name: &str) -> String {
    match name.split_once('.') {
        Some(("core" | "apps" | "batch" | "meta" | "openshift", short)) => format!("v1.{short}"),
        _ => name.to_owned(),
    }
}

fn path(name: &str) -> String {
    format!("super::{}::{}", file_of(name), constant(name))
}

/// `core.HTTPGetAction` as `HTTP_GET_ACTION`.
pub fn constant(name: &str) -> String {
    let short: Vec<char> = name.rsplit('.').next().unwrap_or(name).chars().collect();
    let mut out = String::new();
    for (i, c) in short.iter().enumerate() {
        let after_lower = i > 0 && !short[i - 1].is_ascii_uppercase();
        let before_lower = i > 0 && short.get(i + 1).is_some_and(|n| n.is_ascii_lowercase());
        if c.is_ascii_uppercase() && (after_lower || before_lower) {
            out.push('_');
        }
        out.push(c.to_ascii_uppercase());
    }
    out
}
