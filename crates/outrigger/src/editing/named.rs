//! The files that are meant.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::folder::{contents, is_manifest};
use super::pattern;
use crate::failure::{Failure, shown};
use crate::input::display;

/// The files that were named, those of a folder or pattern in the order of their names. Hidden folders and links to folders
/// are passed over, as is what was named before.
///
/// # Errors
/// A folder cannot be read or holds no manifest, or a pattern fits none.
pub fn of(named: &[PathBuf], recursive: bool) -> Result<Vec<PathBuf>, Failure> {
    let (mut files, mut seen) = (Vec::new(), BTreeSet::new());
    for path in named {
        let is_folder = path.is_dir();
        let found = match pattern::parsed(path)? {
            Some(pattern) => pattern.files(path)?,
            None if is_folder => below(path, recursive)?,
            None => vec![path.clone()],
        };
        for file in found {
            let place = match file.canonicalize() {
                Ok(place) if file != Path::new("-") => place,
                _ => file.clone(),
            };
            if seen.insert(place) {
                files.push(file);
            } else if file == *path {
                eprintln!("note: {} is named twice and taken once", shown(&display(&file)));
            }
        }
    }
    Ok(files)
}

/// The manifests in a folder, and in those below it.
fn below(top: &Path, recursive: bool) -> Result<Vec<PathBuf>, Failure> {
    let (mut files, mut folders) = (Vec::new(), vec![top.to_owned()]);
    while let Some(folder) = folders.pop() {
        let (own, below) = contents(&folder)?;
        files.extend(own.into_iter().filter(|file| is_manifest(file)));
        if recursive {
            folders.extend(below.into_iter().rev());
        }
    }
    if files.is_empty() {
        let more = if recursive { "" } else { "; -R looks into the folders below" };
        return Err(Failure::new(format!("{} holds no manifest", display(top)))
            .hint(format!("manifests are files that end in .yaml, .yml or .json{more}")));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn files_of_folders_and_patterns_come_in_order_and_once() {
        let top = tempfile::tempdir().unwrap();
        let at = |name: &str| top.path().join(name);
        for folder in ["b", "a", ".git", "empty", "a/c[1]"] {
            fs::create_dir(at(folder)).unwrap();
        }
        for file in
            ["z.yaml", "c.json", "b/1.yml", "a/2.yaml", ".git/x.yaml", "note.txt", ".h.yaml", "a/c[1]/3.yaml"]
        {
            fs::write(at(file), "").unwrap();
        }
        std::os::unix::fs::symlink(top.path(), at("a/loop")).unwrap();
        let found = |named: &[&str], recursive| {
            let named: Vec<PathBuf> = named.iter().map(|name| at(name)).collect();
            let name = |f: &PathBuf| f.strip_prefix(top.path()).unwrap().display().to_string();
            match of(&named, recursive) {
                Ok(files) => files.iter().map(name).collect::<Vec<_>>().join(" "),
                Err(failure) => failure.cause().replace(&top.path().display().to_string(), "TOP"),
            }
        };
        for (named, recursive, want) in [
            (&[""][..], false, ".h.yaml c.json z.yaml"),
            (&[""], true, ".h.yaml c.json z.yaml a/2.yaml a/c[1]/3.yaml b/1.yml"),
            (&["z.yaml", "", "a"], false, "z.yaml .h.yaml c.json a/2.yaml"),
            (&["empty"], true, "TOP/empty holds no manifest"),
            (&["*.yaml"], false, "z.yaml"),
            (&["*"], false, "c.json z.yaml"),
            (&["*.txt", "*.yaml"], false, "note.txt z.yaml"),
            (&["?/*.y*ml"], false, "a/2.yaml b/1.yml"),
            (&["**/*.yaml"], false, "z.yaml a/2.yaml a/c[1]/3.yaml"),
            (&["[ab]/**"], false, "a/2.yaml a/c[1]/3.yaml b/1.yml"),
            // What is there is meant, however it is spelt.
            (&["a/c[1]/3.yaml", "a/c[1]"], false, "a/c[1]/3.yaml"),
            (&["b/1.yml", "b/*"], false, "b/1.yml"),
            (&["*.xml"], false, "no file fits TOP/*.xml"),
            (&["a/[.yaml"], false, "TOP/a/[.yaml is not a pattern of file names: invalid range pattern"),
        ] {
            assert_eq!(found(named, recursive), want, "{named:?}");
        }
    }
}
