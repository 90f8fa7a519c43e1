//! `base dir clean ext isAbs` and their `os` forms: slash separated paths, nothing is looked up.

use crate::{Functions, Type, Value};

/// Declares the path functions. Source: Go path and path/filepath, as sprig 3.3 declares them.
pub(super) fn declare(functions: &mut Functions) {
    let mut text = |names: [&str; 2], compute: fn(&str) -> String| {
        for name in names {
            functions.def(name, &[Type::STR], Type::STR, move |call| {
                call.charge(call.str(0).len())?;
                Ok(compute(call.str(0)).into())
            });
        }
    };
    text(["base", "osBase"], base);
    text(["dir", "osDir"], dir);
    text(["clean", "osClean"], clean);
    text(["ext", "osExt"], ext);
    for name in ["isAbs", "osIsAbs"] {
        functions.def(name, &[Type::STR], Type::BOOL, |call| Ok(Value::Bool(call.str(0).starts_with('/'))));
    }
    functions.passing_on(&["isAbs", "osIsAbs"]);
}

fn base(path: &str) -> String {
    if path.is_empty() {
        return ".".to_owned();
    }
    let trimmed = path.trim_end_matches('/');
    match trimmed.rsplit('/').next() {
        Some("") | None => "/".to_owned(),
        Some(last) => last.to_owned(),
    }
}

fn dir(path: &str) -> String {
    clean(path.rfind('/').and_then(|at| path.get(..=at)).unwrap_or(""))
}

fn ext(path: &str) -> String {
    let last = path.rsplit('/').next().unwrap_or("");
    last.rfind('.').and_then(|at| last.get(at..)).unwrap_or("").to_owned()
}

/// The shortest path with the same meaning. Source: Go path.Clean.
fn clean(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if rooted => {}
            part => parts.push(part),
        }
    }
    match (rooted, parts.is_empty()) {
        (true, _) => format!("/{}", parts.join("/")),
        (false, true) => ".".to_owned(),
        (false, false) => parts.join("/"),
    }
}
