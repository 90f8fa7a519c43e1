//! Writing what a command gives.

pub mod replace;

use std::fs::{self, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use tempfile::SpooledTempFile;

use self::replace::replace;
use crate::failure::Failure;
use crate::input::reason;

/// What is to be written until all of it is known to be good: in memory, and beyond this in a file without a name.
const IN_MEMORY: usize = 16 << 20;

/// A place for output that must not be seen before all of it is there.
pub fn spool() -> SpooledTempFile {
    spool_beyond(IN_MEMORY)
}

/// The same, of which no more than so many bytes are held in memory.
pub fn spool_beyond(bytes: usize) -> SpooledTempFile {
    tempfile::spooled_tempfile(bytes)
}

/// As [`write()`], of what was spooled.
///
/// # Errors
/// The file system says no.
pub fn write_spooled(mut spool: SpooledTempFile, to: Option<&Path>) -> Result<(), Failure> {
    write_from(&mut spool, to)
}

/// Writes text to a file, or to standard output. A file is replaced in one step, so that what was there stays when
/// something goes wrong; where that cannot be (a pipe, a folder that may not be written, another owner's file) it is
/// written as it is, all at once.
///
/// # Errors
/// The file system says no.
pub fn write(text: &str, to: Option<&Path>) -> Result<(), Failure> {
    write_from(&mut io::Cursor::new(text.as_bytes()), to)
}

fn write_from(text: &mut (impl Read + Seek), to: Option<&Path>) -> Result<(), Failure> {
    let standard = |path: &Path| [Path::new("-"), Path::new("/dev/stdout")].contains(&path);
    match to {
        Some(path) if !standard(path) => write_file(text, path).map_err(|e| {
            Failure::new(format!("cannot write {}: {}", path.display(), reason(&e)))
                .hint("nothing was written; name a file in a folder that exists and may be written")
        }),
        _ => write_stdout(text).map_err(|e| Failure::new(reason(&e)).at("standard output")),
    }
}

/// A reader that has had enough (`| head`) is not a failure.
fn write_stdout(text: &mut (impl Read + Seek)) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match copy(text, &mut out).and_then(|()| out.flush()) {
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// All of it, from its beginning.
fn copy(text: &mut (impl Read + Seek), to: &mut impl Write) -> io::Result<()> {
    text.rewind()?;
    io::copy(text, to).map(|_| ())
}

fn write_file(text: &mut (impl Read + Seek), path: &Path) -> io::Result<()> {
    let in_place = |text: &mut _, path: &Path| copy(text, &mut fs::File::create(path)?);
    // A link keeps pointing where it does.
    let Ok(target) = fs::canonicalize(path) else {
        let is_link = fs::symlink_metadata(path).is_ok_and(|m| m.is_symlink());
        return if is_link { in_place(text, path) } else { replace(text, path, None, |_| true).map(|_| ()) };
    };
    // Asks for the permission that writing in place would need, and changes nothing.
    let existing = OpenOptions::new().append(true).open(&target)?.metadata()?;
    if !existing.is_file() || path.starts_with("/dev") || path.starts_with("/proc") {
        return copy(text, &mut OpenOptions::new().append(true).open(path)?);
    }
    match replace(text, &target, Some(&existing), |_| true) {
        Err(e) if e.kind() == io::ErrorKind::PermissionDenied => in_place(text, &target),
        other => other.map(|_| ()),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

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
        // Whoever guesses names puts links there; none of them is ever followed or met.
        let guessed = folder.join(format!(".outrigger-{}.tmp", std::process::id()));
        std::os::unix::fs::symlink("/dev/null", &guessed).unwrap();
        write("three", Some(&path)).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "three");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        fs::write(folder.join("plain"), "").unwrap();
        assert_eq!(mode(&path), mode(&folder.join("plain")), "a new file has the usual permissions");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        write("four", Some(&path)).unwrap();
        assert_eq!(mode(&path) & 0o777, 0o640, "a file keeps its permissions");
        assert!(write("x", Some(&folder.join("none/out.yaml"))).is_err());
        let link = folder.join("link");
        std::os::unix::fs::symlink("later.yaml", &link).unwrap();
        for text in ["three", "four"] {
            write(text, Some(&link)).unwrap();
            assert_eq!(fs::read_to_string(folder.join("later.yaml")).unwrap(), text);
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        }
        fs::remove_dir_all(&folder).unwrap();
    }
}
