//! What is in a folder.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::input::{display, reason};

/// What ends the name of a manifest in a folder.
const ENDINGS: [&str; 3] = ["yaml", "yml", "json"];

/// Whether a file's name is a manifest's.
pub fn is_manifest(file: &Path) -> bool {
    file.extension().is_some_and(|e| ENDINGS.iter().any(|ending| e == *ending))
}

/// The files and the folders in a folder, in order; without hidden folders, and links to folders.
///
/// # Errors
/// It cannot be read.
pub fn contents(folder: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>), Failure> {
    let failed = |e: &std::io::Error| Failure::new(format!("open {}: {}", display(folder), reason(e)));
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder).map_err(|e| failed(&e))? {
        let entry = entry.map_err(|e| failed(&e))?;
        let (path, kind) = (entry.path(), entry.file_type().map_err(|e| failed(&e))?);
        if kind.is_dir() {
            if !entry.file_name().as_encoded_bytes().starts_with(b".") {
                folders.push(path);
            }
        } else if kind.is_file() || path.is_file() {
            files.push(path);
        }
    }
    files.sort_unstable();
    folders.sort_unstable();
    Ok((files, folders))
}
