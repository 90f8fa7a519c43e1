//! The licences of what is linked into a program, which ask to be handed on with it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::call::read;
use crate::crates::Crate;
use crate::error::PackagingError;

/// How far below the folder of a crate licences of what it carries are looked for, such as of a C library.
const DEPTH: usize = 4;
/// A text that is longer is no licence.
const LONGEST: u64 = 256 * 1024;
/// The C library that Rust links into a static program. Debian's package of it has the text.
const MUSL: &str = "/usr/share/doc/musl/copyright";

/// The texts, each once, with the crates that have it.
///
/// # Errors
/// A file cannot be read.
pub fn notices(program: &str, crates: &[Crate]) -> Result<String, PackagingError> {
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut silent = Vec::new();
    for one in crates {
        let name = format!("{} {}", one.name, one.version);
        let found = licences(&one.folder, DEPTH)?;
        if found.is_empty() {
            silent.push(format!("{name}: {}", one.licence));
        }
        for text in found {
            let names = texts.entry(text).or_default();
            if !names.contains(&name) {
                names.push(name.clone());
            }
        }
    }
    let musl = read(Path::new(MUSL), "install musl-tools")?;
    texts.entry(text(&musl)).or_default().push("musl".to_owned());
    let mut out = format!(
        "{program} is under the Apache License 2.0. It contains the standard library of Rust, which is under the MIT\n\
         License or the Apache License 2.0, and what follows, with its licences.\n"
    );
    if !silent.is_empty() {
        out.push_str("\nWithout a text of their own, under the licence that they name:\n\n");
        silent.iter().for_each(|line| out.push_str(&format!("    {line}\n")));
    }
    let mut sections: Vec<(Vec<String>, String)> =
        texts.into_iter().map(|(text, names)| (names, text)).collect();
    sections.sort();
    for (names, text) in sections {
        out.push_str(&format!("\n{}\n\n{}\n\n{text}", "=".repeat(80), names.join(", ")));
    }
    Ok(out)
}

/// The licences in a folder and below it.
fn licences(folder: &Path, depth: usize) -> Result<Vec<String>, PackagingError> {
    let hint = "cargo fetch brings the source of dependencies";
    let unreadable = |source| PackagingError::Read { path: folder.to_owned(), source, hint };
    let mut entries =
        fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(unreadable)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut found = Vec::new();
    for entry in entries {
        let kind = entry.file_type().map_err(unreadable)?;
        let size = entry.metadata().map_err(unreadable)?.len();
        if kind.is_dir() && depth > 0 {
            found.extend(licences(&entry.path(), depth - 1)?);
        } else if kind.is_file() && size <= LONGEST && is_licence(&entry.file_name().to_string_lossy()) {
            found.push(text(&read(&entry.path(), hint)?));
        }
    }
    Ok(found)
}

fn is_licence(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    let is_code = [".RS", ".C", ".H", ".PY", ".TOML", ".JSON"].iter().any(|end| name.ends_with(end));
    let begins = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE"];
    !is_code && begins.iter().any(|begin| name.starts_with(begin))
}

/// Lines without blanks and carriage returns at their ends, so that the same licence is the same text.
fn text(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.trim().lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_licences_are_known() {
        for (name, expected) in [
            ("LICENSE-MIT", true),
            ("license.txt", true),
            ("COPYING", true),
            ("NOTICE", true),
            ("UNLICENSE", true),
            ("license.rs", false),
            ("README.md", false),
        ] {
            assert_eq!(is_licence(name), expected, "{name}");
        }
    }
}
