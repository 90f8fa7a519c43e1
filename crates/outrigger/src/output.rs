//! Writing what a command gives.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::failure::Failure;

/// Writes text to a file, or to standard output. A file is replaced in one step, so that what was there stays when
/// something goes wrong; a pipe or device is written as it is.
///
/// # Errors
/// The file system says no.
pub fn write(text: &str, to: Option<&Path>) -> Result<(), Failure> {
    match to {
        Some(path) if path != Path::new("-") => {
            write_file(text, path).map_err(|e| Failure::new(e).at(path.display().to_string()))
        }
        _ => write_stdout(text).map_err(|e| Failure::new(e).at("standard output")),
    }
}

/// A reader that has had enough (`| head`) is no failure.
fn write_stdout(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

fn write_file(text: &str, path: &Path) -> io::Result<()> {
    // A link keeps pointing where it does.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let existing = fs::metadata(&target).ok();
    if existing.as_ref().is_some_and(|m| !m.is_file()) {
        return fs::write(&target, text);
    }
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let temporary = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    let written = write_and_rename(text, &temporary, &target, existing.as_ref());
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}

fn write_and_rename(
    text: &str,
    temporary: &Path,
    target: &Path,
    existing: Option<&fs::Metadata>,
) -> io::Result<()> {
    let mut file = fs::File::create_new(temporary)?;
    if let Some(existing) = existing {
        file.set_permissions(existing.permissions())?;
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(temporary, target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_and_its_folder_left_clean() {
        let folder = std::env::temp_dir().join(format!("outrigger-output-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("out.yaml");
        for text in ["one", "two"] {
            write(text, Some(&path)).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        assert!(write("x", Some(&folder.join("none/out.yaml"))).is_err());
        fs::remove_dir_all(&folder).unwrap();
    }
}
