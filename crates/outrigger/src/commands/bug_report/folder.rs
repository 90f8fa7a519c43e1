//! The folder that a report is.

use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::input::reason;

/// A folder that did not exist before, and that nobody but its owner may look into.
pub struct Folder(PathBuf);

impl Folder {
    /// Makes it.
    ///
    /// # Errors
    /// Something of that name is there, or it cannot be made.
    pub fn create(path: &Path) -> Result<Folder, Failure> {
        let made = DirBuilder::new().mode(0o700).create(path);
        made.map(|()| Folder(path.to_owned())).map_err(|e| {
            let failure = Failure::new(format!("cannot make the folder {}: {}", path.display(), reason(&e)));
            match e.kind() {
                io::ErrorKind::AlreadyExists => {
                    failure.hint("nothing is overwritten: name another with --dir")
                }
                _ => failure.hint("name another with --dir, in a folder that exists and may be written"),
            }
        })
    }

    /// Writes a file into it.
    ///
    /// # Errors
    /// The file system says no.
    pub fn write(&self, name: &str, text: &str) -> Result<(), Failure> {
        let path = self.0.join(file_name(name));
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
        file.and_then(|mut file| file.write_all(text.as_bytes()))
            .map_err(|e| Failure::new(format!("cannot write {}: {}", path.display(), reason(&e))))
    }
}

/// A name in which nothing leads elsewhere.
fn file_name(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_') { c } else { '_' };
    name.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn nothing_is_overwritten_and_nothing_leads_elsewhere() {
        let around = tempfile::tempdir().unwrap();
        let path = around.path().join("report");
        let folder = Folder::create(&path).unwrap();
        folder.write("log-../../x y.txt", "one").unwrap();
        assert_eq!(fs::read_to_string(path.join("log-.._.._x_y.txt")).unwrap(), "one");
        assert!(folder.write("log-../../x y.txt", "two").is_err());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
        let again = Folder::create(&path).err().unwrap().to_string();
        assert!(again.contains("nothing is overwritten"), "{again}");
    }
}
