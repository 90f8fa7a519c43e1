//! Other programs, and files.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::error::PackagingError;

/// What a program prints.
///
/// # Errors
/// It fails, is not there, or prints what is not UTF-8.
pub fn call(program: &str, arguments: &[&str]) -> Result<String, PackagingError> {
    let line = || format!("{program} {}", arguments.join(" "));
    let failed = |cause: String| PackagingError::Program { line: line(), cause };
    let output = Command::new(program).args(arguments).output().map_err(|e| failed(e.to_string()))?;
    if !output.status.success() {
        return Err(failed(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
    }
    String::from_utf8(output.stdout).map_err(|e| failed(e.to_string()))
}

/// The bytes of a file; `hint` says what makes it.
///
/// # Errors
/// It cannot be read.
pub fn read(path: &Path, hint: &'static str) -> Result<Vec<u8>, PackagingError> {
    fs::read(path).map_err(|source| PackagingError::Read { path: path.to_owned(), source, hint })
}

/// Writes a file, and the folders above it.
///
/// # Errors
/// It cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), PackagingError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, bytes))
        .map_err(|source| PackagingError::Write { path: path.to_owned(), source })
}
