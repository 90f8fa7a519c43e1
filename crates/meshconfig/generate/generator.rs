//! Turns `messages.txt`, what is known of each release's messages, into the static tables of `src/schema/tables/`.
//!
//! A message or enumeration of an older release that is the same in a newer one, with all that it refers to, is not
//! written again: the older release uses the newer one's. Neither is a field that a newer release has in the same words.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

/// A release's numbers.
type Release = (u32, u32);

/// The last release whose messages are known.
const LATEST: Release = (1, 31);

/// The releases whose messages are known, newest first; those between have the messages of the one before them.
fn releases() -> impl Iterator<Item = Release> {
    (0..=LATEST.1).rev().map(|minor| (1, minor)).chain([(0, 8), (0, 5)])
}

/// The lines about a release by the message or enumeration (`enum NAME`) that they are about.
type Facts<'a> = BTreeMap<&'a str, Vec<&'a str>>;

/// Where things are written that several releases may use, by all that they say.
#[derive(Default)]
struct Known {
    messages: BTreeMap<String, String>,
    fields: BTreeMap<String, String>,
}

/// The generated files, by name without `.rs`.
pub fn generate(crate_dir: &Path) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(crate_dir.join("generate/messages.txt")).expect("the facts are there");
    let mut files = BTreeMap::new();
    let mut known = Known::default();
    let roots = files.entry("roots".to_owned()).or_insert_with(head);
    roots.push_str(
        "\n/// Of each release whose messages differ from those before: `MeshConfig` and `ProxyConfig`; newest first.\n\
         pub static ROOTS: &[((u32, u32), &Message, &Message)] = &[\n",
    );
    let releases: Vec<Release> = releases().collect();
    for (i, release) in releases.iter().enumerate() {
        let facts = read(&text, *release);
        if releases.get(i + 1).is_none_or(|before| read(&text, *before) != facts) {
            write_release(&mut files, &facts, *release, &mut known);
        }
    }
    files.entry("roots".to_owned()).or_default().push_str("];\n");
    files
}

/// What is known of a release.
fn read(text: &str, release: Release) -> Facts<'_> {
    let mut facts: Facts<'_> = BTreeMap::new();
    let mut current = None;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (fact, holds) = match line.split_once(" @") {
            None => (line, true),
            Some((fact, ranges)) => (fact, ranges.split(',').any(|range| covers(range, release))),
        };
        match (fact.strip_prefix(' '), current) {
            (None, _) => {
                current = holds.then_some(fact);
                if holds {
                    facts.insert(fact, Vec::new());
                }
            }
            (Some(fact), Some(name)) if holds => {
                facts.get_mut(name).expect("a name comes before its lines").push(fact);
            }
            _ => {}
        }
    }
    facts
}

/// Whether `1.4-1.16` or `1.20-` has a release.
fn covers(range: &str, release: Release) -> bool {
    let (first, last) = range.split_once('-').expect("a range has two ends");
    let numbers = |text: &str| {
        let (major, minor) = text.split_once('.').expect("a release has two numbers");
        (major.parse().expect("a number"), minor.parse().expect("a number"))
    };
    numbers(first) <= release && (last.is_empty() || release <= numbers(last))
}

/// Writes what is new in a release.
fn write_release(
    files: &mut BTreeMap<String, String>,
    facts: &Facts<'_>,
    release: Release,
    known: &mut Known,
) {
    let mut places: BTreeMap<&str, String> = BTreeMap::new();
    let mut new = Vec::new();
    for name in facts.keys() {
        let whole = whole(facts, name);
        let file = file_of(name, release);
        let constant = constant(name, release);
        let place = known.messages.entry(whole).or_insert_with(|| {
            new.push((*name, file, constant.clone()));
            format!("super::{file}::{constant}")
        });
        places.insert(name, place.clone());
    }
    for (name, file, constant) in new {
        let out = files.entry(file.to_owned()).or_insert_with(head);
        match name.strip_prefix("enum ") {
            Some(short) => enumeration(out, short, &constant, &facts[name]),
            None => message(out, file, name, &constant, facts, &places, &mut known.fields),
        }
    }
    let of = |name| &places[name];
    let (mesh, proxy) = (of("istio.mesh.v1alpha1.MeshConfig"), of("istio.mesh.v1alpha1.ProxyConfig"));
    let out = files.get_mut("roots").expect("the roots were begun");
    writeln!(out, "    ({release:?}, &{mesh}, &{proxy}),").expect("text");
}

/// Everything that a message says, with the messages and enumerations that it refers to.
fn whole(facts: &Facts<'_>, name: &str) -> String {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut open = vec![name];
    while let Some(name) = open.pop() {
        let (name, lines) = facts.get_key_value(name).expect("what is referred to is there");
        if seen.insert(name) {
            open.extend(lines.iter().filter_map(|line| referred(facts, line)));
        }
    }
    let mut out = format!("{name}\n");
    for name in seen {
        writeln!(out, "{name}\n{}", facts[name].join("\n")).expect("text");
    }
    out
}

fn referred<'a>(facts: &Facts<'a>, line: &'a str) -> Option<&'a str> {
    let of = line.split(' ').nth(1)?.trim_start_matches("list:").trim_start_matches("map:");
    match of.strip_prefix("enum:") {
        Some(name) => facts.keys().find(|k| k.strip_prefix("enum ") == Some(name)).copied(),
        None => facts.get_key_value(of).map(|(k, _)| *k),
    }
}

/// The file that a message is put in: the latest in parts, those of older releases in one.
fn file_of(name: &str, release: Release) -> &'static str {
    match name {
        _ if release != LATEST => "earlier",
        _ if name.starts_with("enum ") => "enums",
        _ if name.contains(".ExtensionProvider") => "providers",
        _ if name.starts_with("istio.networking") => "networking",
        _ if name.contains(".MeshConfig") => "mesh",
        _ => "proxy",
    }
}

fn head() -> String {
    "//! Generated from `generate/messages.txt` by `cargo run -p meshconfig --example generate_tables`.\n\n\
     #[allow(unused_imports, reason = \"which ones a file needs depends on its messages\")]\n\
     use protoschema::{Enum, Field, Kind as K, Message, Oneof, Wrapper as W, field as f};\n"
        .to_owned()
}

fn message(
    out: &mut String,
    file: &str,
    name: &str,
    constant: &str,
    facts: &Facts<'_>,
    places: &BTreeMap<&str, String>,
    known: &mut BTreeMap<String, String>,
) {
    let mut fields = Vec::new();
    let mut oneofs: Vec<&str> = Vec::new();
    for line in &facts[name] {
        let (code, oneof) = field(line, name, facts, places);
        oneofs.extend(oneof.filter(|oneof| !oneofs.contains(oneof)));
        let proto = line.split(' ').next().expect("a name").to_uppercase();
        let place = known.entry(format!("{name} {code}")).or_insert_with(|| {
            writeln!(out, "\n/// Of `{name}`.\npub static {constant}__{proto}: Field =\n    {code};")
                .expect("text");
            format!("super::{file}::{constant}__{proto}")
        });
        fields.push(place.clone());
    }
    writeln!(out, "\n/// `{name}`.\npub static {constant}: Message = Message {{").expect("text");
    writeln!(out, "    name: \"{name}\",\n    go: \"{}\",\n    fields: &[", go_type(name)).expect("text");
    for place in fields {
        writeln!(out, "        &{place},").expect("text");
    }
    let oneofs: Vec<String> = oneofs
        .iter()
        .map(|oneof| {
            let (go, (package, of)) = (go_name(oneof), go_parts(name));
            format!("Oneof {{ proto: \"{oneof}\", go: \"{go}\", interface: \"{package}.is{of}_{go}\" }}")
        })
        .collect();
    writeln!(out, "    ],\n    oneofs: &[{}],\n}};", oneofs.join(", ")).expect("text");
}

/// The code of a field, and the oneof that it belongs to.
fn field<'a>(
    line: &'a str,
    message: &str,
    facts: &Facts<'_>,
    places: &BTreeMap<&str, String>,
) -> (String, Option<&'a str>) {
    let mut words = line.split(' ');
    let (proto, of) = (words.next().expect("a name"), words.next().expect("a type"));
    let (json, go) = (json_name(proto), go_name(proto));
    let (of, shape) = match of.split_once(':') {
        Some(("list", of)) => (of, ".list()"),
        Some(("map", of)) => (of, ".map()"),
        _ => (of, ""),
    };
    let mut code = format!("f(\"{json}\", \"{proto}\", \"{go}\", {}){shape}", kind(of, places));
    let mut member_of = None;
    for flag in words {
        match flag.split_once('=') {
            Some(("oneof", oneof)) => {
                write!(code, ".of(\"{oneof}\", \"{}\")", member(message, &go, facts)).expect("text");
                member_of = Some(oneof);
            }
            _ if flag == "optional" => code.push_str(".optional()"),
            _ => panic!("unknown flag {flag}"),
        }
    }
    (code, member_of)
}

/// Go's struct around a member of a oneof: its name gives way to that of a nested type.
///
/// Source: protobuf's Go generator, newMessage.
fn member(message: &str, field: &str, facts: &Facts<'_>) -> String {
    let name = format!("{}_{field}", go_type(message));
    let is_taken = |known: &str| {
        let nested = known.trim_start_matches("enum ");
        nested.starts_with(&format!("{message}.")) && go_type(nested) == name
    };
    if facts.keys().any(|known| is_taken(known)) { format!("{name}_") } else { name }
}

fn enumeration(out: &mut String, name: &str, constant: &str, lines: &[&str]) {
    writeln!(out, "\n/// `{name}`.\npub static {constant}: Enum = Enum {{").expect("text");
    writeln!(out, "    name: \"{name}\",\n    go: \"{}\",\n    values: &[", go_type(name)).expect("text");
    for line in lines {
        let (value, number) = line.split_once('=').expect("a value has a number");
        writeln!(out, "        (\"{value}\", {number}),").expect("text");
    }
    out.push_str("    ],\n};\n");
}

fn kind(of: &str, places: &BTreeMap<&str, String>) -> String {
    let plain = match of {
        "bool" => "Bool",
        "int32" => "Int32",
        "int64" => "Int64",
        "uint32" => "Uint32",
        "uint64" => "Uint64",
        "float" => "Float",
        "double" => "Double",
        "string" => "String",
        "google.protobuf.Duration" => "Duration",
        "google.protobuf.Struct" => "Struct",
        _ => "",
    };
    if !plain.is_empty() {
        return format!("K::{plain}");
    }
    if let Some(wrapper) = of.strip_prefix("google.protobuf.").and_then(|w| w.strip_suffix("Value")) {
        return format!("K::Wrapper(W::{})", wrapper.replace("UInt", "Uint"));
    }
    match of.strip_prefix("enum:") {
        Some(name) => format!("K::Enum(&{})", places[format!("enum {name}").as_str()]),
        None => format!("K::Message(&{})", places[of]),
    }
}

/// The names of a type below its package.
fn nested(name: &str) -> &str {
    let mut starts = name.match_indices('.').filter_map(|(i, dot)| name.get(i + dot.len()..));
    starts.find(|rest| rest.starts_with(char::is_uppercase)).unwrap_or(name)
}

/// The name of what is written: with the release unless it is the latest.
fn constant(name: &str, release: Release) -> String {
    let mut out = String::new();
    let mut lower = false;
    for c in nested(name).chars() {
        if c == '.' || (c.is_uppercase() && lower) {
            out.push('_');
        }
        lower = c.is_lowercase() || c.is_ascii_digit();
        if c != '.' {
            out.extend(c.to_uppercase());
        }
    }
    if release != LATEST {
        write!(out, "_V{}_{}", release.0, release.1).expect("text");
    }
    out
}

/// The type's name as Go prints it: the last part of the package, then the names of the types around joined by `_`.
fn go_type(name: &str) -> String {
    let (package, of) = go_parts(name);
    format!("{package}.{of}")
}

/// The package and the name in it.
fn go_parts(name: &str) -> (&str, String) {
    let nested = nested(name);
    let package = name.strip_suffix(nested).and_then(|p| p.strip_suffix('.')).expect("a package");
    let package = package.rsplit('.').next().expect("a last part");
    (package, nested.replace('.', "_"))
}

fn json_name(proto: &str) -> String {
    let mut out = String::new();
    let mut after = false;
    for c in proto.chars() {
        match c {
            '_' => after = true,
            _ if after => {
                out.extend(c.to_uppercase());
                after = false;
            }
            _ => out.push(c),
        }
    }
    out
}

/// Source: protobuf's Go generator, GoCamelCase.
fn go_name(proto: &str) -> String {
    let mut out = String::new();
    let mut upper = true;
    let mut chars = proto.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '_' && !out.is_empty() && chars.peek().is_some_and(char::is_ascii_lowercase) {
            upper = true;
            continue;
        }
        match c {
            '_' if out.is_empty() => out.push('X'),
            _ if upper => out.push(c.to_ascii_uppercase()),
            _ => out.push(c),
        }
        upper = c.is_ascii_digit();
    }
    out
}
