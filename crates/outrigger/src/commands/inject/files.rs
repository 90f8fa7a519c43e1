//! The files that are meant.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, shown};
use crate::input::{display, reason};

/// What ends the name of a manifest in a folder.
const ENDINGS: [&str; 3] = ["yaml", "yml", "json"];

/// The files that were named, those of a folder in the order of their names. Hidden folders and links to folders are passed
/// over, as is what was named before.
///
/// # Errors
/// A folder cannot be read, or holds no manifest.
pub fn of(named: &[PathBuf], recursive: bool) -> Result<Vec<PathBuf>, Failure> {
    let (mut files, mut seen) = (Vec::new(), BTreeSet::new());
    for path in named {
        if !path.is_dir() {
            add(path.clone(), &mut files, &mut seen, true);
            continue;
        }
        let before = (files.len(), seen.len());
        let mut folders = vec![path.clone()];
        while let Some(folder) = folders.pop() {
            let (own, below) = contents(&folder)?;
            own.into_iter().for_each(|file| add(file, &mut files, &mut seen, false));
            if recursive {
                folders.extend(below.into_iter().rev());
            }
        }
        if before == (files.len(), seen.len()) {
            let more = if recursive { "" } else { "; -R looks into the folders below" };
            return Err(Failure::new(format!("{} holds no manifest", display(path)))
                .hint(format!("manifests are files that end in .yaml, .yml or .json{more}")));
        }
    }
    Ok(files)
}

fn add(file: PathBuf, files: &mut Vec<PathBuf>, seen: &mut BTreeSet<PathBuf>, was_named: bool) {
    let place = match file.canonicalize() {
        Ok(place) if file != Path::new("-") => place,
        _ => file.clone(),
    };
    if seen.insert(place) {
        files.push(file);
    } else if was_named {
        eprintln!("note: {} is named twice and taken once", shown(&display(&file)));
    }
}

/// The manifests and the folders in a folder, in order.
fn contents(folder: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>), Failure> {
    let failed = |e: &std::io::Error| Failure::new(format!("open {}: {}", display(folder), reason(e)));
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder).map_err(|e| failed(&e))? {
        let entry = entry.map_err(|e| failed(&e))?;
        let (path, kind) = (entry.path(), entry.file_type().map_err(|e| failed(&e))?);
        let is_manifest = path.extension().is_some_and(|e| ENDINGS.iter().any(|ending| e == *ending));
        if kind.is_dir() {
            if !entry.file_name().as_encoded_bytes().starts_with(b".") {
                folders.push(path);
            }
        } else if is_manifest && path.is_file() {
            files.push(path);
        }
    }
    files.sort_unstable();
    folders.sort_unstable();
    Ok((files, folders))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_folders_come_in_order_and_once() {
        let top = tempfile::tempdir().unwrap();
        let at = |name: &str| top.path().join(name);
        for folder in ["b", "a", ".git", "empty"] {
            fs::create_dir(at(folder)).unwrap();
        }
        for file in ["z.yaml", "c.json", "b/1.yml", "a/2.yaml", ".git/x.yaml", "note.txt"] {
            fs::write(at(file), "").unwrap();
        }
        std::os::unix::fs::symlink(top.path(), at("a/loop")).unwrap();
        let names = |files: Vec<PathBuf>| {
            let name = |f: &PathBuf| f.strip_prefix(top.path()).unwrap().display().to_string();
            files.iter().map(name).collect::<Vec<_>>().join(" ")
        };
        let top = || top.path().to_owned();
        assert_eq!(names(of(&[top()], false).unwrap()), "c.json z.yaml");
        assert_eq!(names(of(&[top()], true).unwrap()), "c.json z.yaml a/2.yaml b/1.yml");
        assert_eq!(names(of(&[at("z.yaml"), top(), at("a")], false).unwrap()), "z.yaml c.json a/2.yaml");
        assert!(of(&[at("empty")], true).is_err());
    }
}
