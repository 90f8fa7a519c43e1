//! Manual pages and completions, as the program itself prints them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::call::{call, read};
use crate::error::PackagingError;

/// The shells that are completed, and the names that their files have below `share`.
pub const SHELLS: [(&str, &str); 3] = [
    ("bash", "bash-completion/completions/outrigger"),
    ("zsh", "zsh/site-functions/_outrigger"),
    ("fish", "fish/vendor_completions.d/outrigger.fish"),
];

/// What the program says of itself.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// Manual pages by their names, such as `outrigger.1`.
    pub manual: BTreeMap<String, Vec<u8>>,
    /// Completions by their paths below `share`.
    pub completions: BTreeMap<&'static str, Vec<u8>>,
}

impl Pages {
    /// Asks a program that runs on this machine; `scratch` is made anew.
    ///
    /// # Errors
    /// The program fails, or the folder cannot be written.
    pub fn ask(program: &Path, scratch: &Path) -> Result<Pages, PackagingError> {
        let name = program.to_string_lossy();
        let unwritten = |source| PackagingError::Write { path: scratch.to_owned(), source };
        if scratch.exists() {
            fs::remove_dir_all(scratch).map_err(unwritten)?;
        }
        fs::create_dir_all(scratch).map_err(unwritten)?;
        call(&name, &["man", "--dir", &scratch.to_string_lossy()])?;
        let mut pages = Pages::default();
        for entry in fs::read_dir(scratch).map_err(unwritten)? {
            let path = entry.map_err(unwritten)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            pages.manual.insert(name, read(&path, "`outrigger man` has written it")?);
        }
        for (shell, path) in SHELLS {
            pages.completions.insert(path, call(&name, &["completion", shell])?.into_bytes());
        }
        Ok(pages)
    }
}
