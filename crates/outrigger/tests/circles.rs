//! Data flows one way: no file of a crate uses another that uses it in turn, but for types that hold each other.

#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a test may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The files whose types hold each other: in which crate, and how their paths begin.
const RECURSIVE: [(&str, &[&str]); 4] = [
    // A value may be a function, which takes values and may execute templates, which hold functions.
    ("gotext", &["value", "functions", "nested", "template", "parse::ast", "builtins::kinds"]),
    ("kubeyaml", &["value", "map"]),
    // Kubernetes' types as generated.
    ("kubeschema", &["types::"]),
    // The methods of a type take and give such types.
    ("kubeschema", &["go_view::"]),
];

/// The files of a crate by module, such as `crate::value::map`.
type Files = BTreeMap<String, File>;

/// The paths in a file, and what its `use` lines call them.
#[derive(Default)]
struct File {
    paths: Vec<String>,
    names: BTreeMap<String, String>,
}

#[test]
fn no_file_uses_one_that_uses_it() {
    for folder in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).unwrap() {
        let folder = folder.unwrap();
        let name = folder.file_name().into_string().unwrap();
        let mut files = Files::new();
        if folder.path().is_dir() {
            read(&folder.path().join("src"), "crate", &mut files);
        }
        let mut arrows = arrows(&name, &files);
        let found = (files.len(), arrows.len());
        assert!(
            name != "injection" || found > (100, 200),
            "the files and their paths are found, not {found:?}"
        );
        // An arrow from where none leads to is in no circle, nor one to where none begins.
        let mut before = usize::MAX;
        while std::mem::replace(&mut before, arrows.len()) != arrows.len() {
            let (begins, ends): (BTreeSet<_>, BTreeSet<_>) = arrows.iter().cloned().unzip();
            arrows.retain(|(from, to)| ends.contains(from) && begins.contains(to));
        }
        assert!(arrows.is_empty(), "{name} has circles of files: {arrows:#?}");
    }
}

fn read(folder: &Path, module: &str, files: &mut Files) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let within = format!("{module}::{stem}");
        if path.is_dir() {
            read(&path, &within, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let within = if matches!(stem, "lib" | "main" | "mod") { module.to_owned() } else { within };
            files.insert(within, File::of(&std::fs::read_to_string(&path).unwrap()));
        }
    }
}

impl File {
    fn of(text: &str) -> File {
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let code = code.lines().map(|line| line.split("//").next().unwrap_or_default());
        let code = code.collect::<Vec<_>>().join(" ").replace("use ", "\u{1}use ");
        let mut file = File::default();
        for part in code.split([';', '\u{1}']) {
            match part.strip_prefix("use ") {
                Some(tree) => expand("", tree, &mut file),
                None => ["crate::", "super::", "self::"].iter().for_each(|begin| {
                    let path =
                        |at| part[at..].split(|c: char| !c.is_alphanumeric() && !"_:".contains(c)).next();
                    file.paths
                        .extend(part.match_indices(begin).filter_map(|(at, _)| path(at)).map(str::to_owned));
                }),
            }
        }
        file
    }
}

/// Adds each path of `a::{b, c::{d, e as f}}`.
fn expand(before: &str, tree: &str, file: &mut File) {
    if let Some((path, within)) = tree.split_once('{') {
        let (mut depth, before) = (0, format!("{before}{}", path.trim()));
        let ends = |c: char| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            c == ',' && depth == 0
        };
        let within = within.rsplit_once('}').map_or(within, |(within, _)| within);
        // Behind the last comma is nothing.
        let parts = within.split(ends).map(str::trim).filter(|part| !part.is_empty());
        return parts.for_each(|part| expand(&before, part, file));
    }
    let (path, name) = tree.split_once(" as ").unwrap_or((tree, tree.rsplit("::").next().unwrap_or(tree)));
    file.names.insert(name.trim().to_owned(), format!("{before}{}", path.trim()));
    file.paths.push(format!("{before}{}", path.trim()));
}

/// Which file uses which, but for those of a module and of what is in it, and for [`RECURSIVE`].
fn arrows(name: &str, files: &Files) -> BTreeSet<(String, String)> {
    let is_within = |one: &str, other: &str| one == other || one.starts_with(&format!("{other}::"));
    let is_recursive = |one: &str, other: &str| {
        RECURSIVE.iter().filter(|(of, _)| *of == name).any(|(_, group)| {
            [one, other]
                .iter()
                .all(|file| group.iter().any(|begin| file["crate::".len()..].starts_with(begin)))
        })
    };
    let to_files = files.iter().flat_map(|(from, file)| {
        let ends = file.paths.iter().filter_map(|path| Some(end(files, &absolute(files, from, path)?, 8)));
        ends.map(|to| (from.clone(), to))
    });
    to_files
        .filter(|(from, to)| !is_within(from, to) && !is_within(to, from) && !is_recursive(from, to))
        .collect()
}

/// A path in the module `from` as it is from the root; `None` for another crate's.
fn absolute(files: &Files, from: &str, path: &str) -> Option<String> {
    let (first, rest) = path.split_once("::").unwrap_or((path, ""));
    match first {
        "crate" => Some(path.to_owned()),
        "self" => absolute(files, from, rest).or_else(|| Some(format!("{from}::{rest}"))),
        "super" => {
            let above = from.rsplit_once("::").map_or("crate", |(above, _)| above);
            absolute(files, above, rest).or_else(|| Some(format!("{above}::{rest}")))
        }
        _ => Some(format!("{from}::{path}")).filter(|_| files.contains_key(&format!("{from}::{first}"))),
    }
}

/// The file that a path leads to; names are followed to where they are from.
fn end(files: &Files, path: &str, depth: usize) -> String {
    let mut at = path;
    while !files.contains_key(at) {
        at = at.rsplit_once("::").map_or("crate", |(above, _)| above);
    }
    let rest = path[at.len()..].trim_start_matches("::");
    let first = rest.split("::").next().unwrap_or_default();
    let other = files[at].names.get(first).filter(|_| depth > 0);
    match other.and_then(|other| absolute(files, at, other)) {
        Some(other) => end(files, &format!("{other}{}", &rest[first.len()..]), depth - 1),
        None => at.to_owned(),
    }
}
