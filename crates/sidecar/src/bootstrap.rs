//! The file that Envoy starts with: written whole or not at all, and gone at the end.

use std::fs::{self, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// The file; dropped, it is removed.
#[derive(Debug)]
pub(crate) struct Written(PathBuf);

impl Written {
    /// Writes the file, and the folder where there is none. Only the agent's user reads it: a tracer's token may be in it.
    ///
    /// # Errors
    /// The folder or the file cannot be written. What was there before stays then.
    pub(crate) fn new(path: &Path, text: &str) -> io::Result<Written> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut beside = path.as_os_str().to_owned();
        beside.push(".new");
        let beside = PathBuf::from(beside);
        write(&beside, text).and_then(|()| fs::rename(&beside, path)).inspect_err(|_| {
            _ = fs::remove_file(&beside);
        })?;
        Ok(Written(path.to_owned()))
    }
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    // One that a killed agent left may be open to others.
    file.set_permissions(Permissions::from_mode(0o600))?;
    file.write_all(text.as_bytes())
}

impl Drop for Written {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_file(&self.0)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!("cannot remove {}: {error}", self.0.display());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_there_as_long_as_it_is_needed() {
        let folder = std::env::temp_dir().join(format!("outrigger-bootstrap-{}", std::process::id()));
        let path = folder.join("proxy").join("envoy-rev.json");
        let written = Written::new(&path, "{}").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "{}");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing is left beside it");
        drop(written);
        assert!(!path.exists());
        // Where the path is a folder's the file cannot be, and nothing is left.
        fs::create_dir_all(&path).unwrap();
        assert!(Written::new(&path, "{}").is_err());
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
        fs::remove_dir_all(folder).unwrap();
    }
}
