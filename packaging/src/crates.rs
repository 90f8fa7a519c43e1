//! Which crates are linked into a program, where they are from and under which licence.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;
use toml_edit::{Document, Item};

use crate::call::{call, read};
use crate::error::PackagingError;
use crate::target::Target;

/// A crate by its name and version.
type Key = (String, String);

/// A crate of somebody else that is linked into a program.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Crate {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, as an SPDX expression; empty if it names none.
    pub licence: String,
    /// The SHA-256 of its package, from Cargo.lock.
    pub checksum: String,
    /// Where its source is on this machine.
    pub folder: PathBuf,
}

/// All crates that the workspace knows.
#[derive(Debug)]
pub struct Known {
    crates: BTreeMap<Key, Crate>,
}

impl Known {
    /// Asks cargo in the working directory, for programs of a kind of processor.
    ///
    /// # Errors
    /// cargo fails, or says what is not understood.
    pub fn here(target: Target) -> Result<Known, PackagingError> {
        let checksums = checksums(Path::new("Cargo.lock"))?;
        let arguments =
            ["metadata", "--locked", "--format-version", "1", "--filter-platform", target.triple()];
        let text = call("cargo", &arguments)?;
        let strange = |what: String| PackagingError::Strange { from: "cargo metadata", what };
        let metadata: Value = serde_json::from_str(&text).map_err(|e| strange(e.to_string()))?;
        let packages = metadata.get("packages").and_then(Value::as_array);
        let mut crates = BTreeMap::new();
        for package in packages.ok_or_else(|| strange("no packages".to_owned()))? {
            let text = |key: &str| package.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
            let key = (text("name"), text("version"));
            // Our own have none.
            let Some(checksum) = checksums.get(&key) else { continue };
            let manifest = PathBuf::from(text("manifest_path"));
            let one = Crate {
                name: key.0.clone(),
                version: key.1.clone(),
                // An older way to write it, which is not SPDX's.
                licence: text("license").replace('/', " OR "),
                checksum: checksum.clone(),
                folder: manifest.parent().unwrap_or(Path::new("")).to_owned(),
            };
            crates.insert(key, one);
        }
        Ok(Known { crates })
    }

    /// Those that are linked into the program of a package: no crate that only runs while it is built.
    ///
    /// # Errors
    /// cargo fails.
    pub fn linked(&self, package: &str, target: Target) -> Result<Vec<Crate>, PackagingError> {
        let arguments = ["tree", "--locked", "--package", package, "--target", target.triple(), "--edges"];
        let form = ["normal,no-proc-macro", "--prefix", "none", "--format", "{p}"];
        let text = call("cargo", &[&arguments[..], &form].concat())?;
        let keys: BTreeSet<Key> = text.lines().filter_map(key).collect();
        Ok(keys.iter().filter_map(|key| self.crates.get(key)).cloned().collect())
    }
}

/// `NAME vVERSION …`
fn key(line: &str) -> Option<Key> {
    let mut words = line.split(' ');
    Some((words.next()?.to_owned(), words.next()?.strip_prefix('v')?.to_owned()))
}

fn checksums(lock: &Path) -> Result<BTreeMap<Key, String>, PackagingError> {
    let strange = |what: String| PackagingError::Strange { from: "Cargo.lock", what };
    let bytes = read(lock, "packaging runs in the folder of the workspace")?;
    let text = String::from_utf8(bytes).map_err(|e| strange(e.to_string()))?;
    let document = Document::parse(text).map_err(|e| strange(e.to_string()))?;
    let packages = document.get("package").and_then(Item::as_array_of_tables);
    let packages = packages.ok_or_else(|| strange("no packages".to_owned()))?;
    let found = packages.iter().filter_map(|package| {
        let text = |key: &str| package.get(key).and_then(Item::as_str).map(str::to_owned);
        Some(((text("name")?, text("version")?), text("checksum")?))
    });
    Ok(found.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_cargo_tree_are_read() {
        let expected = Some(("golang".to_owned(), "0.1.0".to_owned()));
        assert_eq!(key("golang v0.1.0 (/x/crates/golang)"), expected);
        assert_eq!(key("golang v0.1.0 (*)"), expected);
        assert_eq!(key(""), None);
    }
}
