//! Replacing a file in one step, and taking away what a run that was killed left beside it.

use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// How the file in between is called: nobody can guess what stands between these, nor put something else in its way.
const PREFIX: &str = ".outrigger-";
const SUFFIX: &str = ".tmp";

/// Writes beside the target and renames; the file in between is away again when something fails. Permissions and owner stay.
/// `is_wanted` has the last look at the target; where it says no, nothing is changed, and `false` is given.
///
/// # Errors
/// The file system says no: `PermissionDenied` where the folder may not be written, or the file is another owner's and has to
/// stay it.
pub fn replace(
    text: &mut (impl Read + Seek),
    target: &Path,
    existing: Option<&fs::Metadata>,
    is_wanted: impl FnOnce(&Path) -> bool,
) -> io::Result<bool> {
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut temporary = temporary(folder)?;
    let file = temporary.as_file_mut();
    if let Some(existing) = existing {
        let made = file.metadata()?;
        let owner = (existing.uid(), existing.gid());
        if (made.uid(), made.gid()) != owner {
            fchown(&*file, Some(owner.0), Some(owner.1)).map_err(|_| io::ErrorKind::PermissionDenied)?;
        }
        file.set_permissions(existing.permissions())?;
    }
    text.rewind()?;
    io::copy(text, file)?;
    file.sync_all()?;
    let wanted = is_wanted(target);
    if wanted {
        temporary.persist(target).map_err(|e| e.error)?;
    }
    Ok(wanted)
}

/// A file of its own in a folder, locked as long as it is open: [`clean`] of another run leaves it alone.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    // As any new file: the user's umask says what remains of it.
    builder.prefix(PREFIX).suffix(SUFFIX).permissions(fs::Permissions::from_mode(0o666));
    for _ in 0..3 {
        let temporary = builder.tempfile_in(folder)?;
        // Where nothing can be locked, nothing is taken away, either.
        let is_locked = temporary.as_file().lock().is_ok();
        if !is_locked || temporary.as_file().metadata()?.nlink() > 0 {
            return Ok(temporary);
        }
        // Taken away between its making and its lock.
    }
    Err(io::Error::other("another run takes its temporary files away"))
}

/// Takes away what runs that were killed left in a folder, and gives it.
pub fn clean(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_ours = |name: &[u8]| name.starts_with(PREFIX.as_bytes()) && name.ends_with(SUFFIX.as_bytes());
    entries
        .filter(|entry| is_ours(entry.file_name().as_encoded_bytes()))
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
        .map(|entry| entry.path())
        .filter(|path| {
            // Whoever still writes it holds its lock.
            File::open(path).is_ok_and(|file| file.try_lock().is_ok() && fs::remove_file(path).is_ok())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_writes_any_more_is_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in [".outrigger-left.tmp", ".outrigger-x", "outrigger-y.tmp"] {
            fs::write(at(name), "").unwrap();
        }
        std::os::unix::fs::symlink("/dev/null", at(".outrigger-link.tmp")).unwrap();
        let living = temporary(folder.path()).unwrap();
        assert_eq!(clean(folder.path()), [at(".outrigger-left.tmp")]);
        assert!(living.path().exists());
        drop(living);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    }

    #[test]
    fn the_last_look_decides() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("f");
        fs::write(&path, "old").unwrap();
        let new = || io::Cursor::new("new");
        assert!(!replace(&mut new(), &path, None, |_| false).unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert!(replace(&mut new(), &path, None, |at| at == path).unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
