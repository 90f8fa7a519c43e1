//! Reading files that others may change at any time, without ever waiting for one or reading without end: what is not a
//! regular file (a pipe, a device, a socket, a folder) is refused, and what is too long, too.

use std::fs::{self, File, FileType, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::Path;

use thiserror::Error;

/// Bytes of a configuration file, a certificate or a key.
pub const LONGEST: u64 = 64 << 20;

/// A file cannot be read or written.
#[derive(Debug, Error)]
pub enum FileError {
    /// The system says why.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// It is something else.
    #[error("it is {what}, not a regular file")]
    Irregular {
        /// What it is.
        what: &'static str,
    },
    /// It is longer than anything of its kind.
    #[error("it is longer than {} MiB", most >> 20)]
    TooLong {
        /// How long it may be.
        most: u64,
    },
    /// It is not text.
    #[error("it is not UTF-8 text")]
    NotText,
}

/// Reads a regular file of at most so many bytes.
///
/// # Errors
/// It is something else, too long, or cannot be read.
pub fn read(path: &Path, most: u64) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::new();
    read_pieces(path, most, |piece| bytes.extend_from_slice(piece))?;
    Ok(bytes)
}

/// Reads a regular file of text of at most so many bytes.
///
/// # Errors
/// It is something else, too long, not UTF-8, or cannot be read.
pub fn read_text(path: &Path, most: u64) -> Result<String, FileError> {
    String::from_utf8(read(path, most)?).map_err(|_| FileError::NotText)
}

/// Gives a regular file of at most so many bytes piece by piece.
///
/// # Errors
/// It is something else, too long, or cannot be read; pieces may have been given by then.
pub(crate) fn read_pieces(path: &Path, most: u64, mut give: impl FnMut(&[u8])) -> Result<(), FileError> {
    let mut file = open(path, OpenOptions::new().read(true))?;
    let (mut left, mut buffer) = (most, [0; 16 << 10]);
    loop {
        let length = match file.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(length) => length,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(e.into()),
        };
        left = left.checked_sub(length as u64).ok_or(FileError::TooLong { most })?;
        give(buffer.get(..length).unwrap_or_default());
    }
}

/// Whether a file can be read: a regular one of at most so many bytes.
///
/// # Errors
/// It cannot.
pub fn check(path: &Path, most: u64) -> Result<(), FileError> {
    let length = open(path, OpenOptions::new().read(true))?.metadata()?.len();
    if length > most { Err(FileError::TooLong { most }) } else { Ok(()) }
}

/// Writes a regular file anew, in place.
///
/// # Errors
/// There is something else in its place, or it cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let mut file = open(path, OpenOptions::new().write(true).create(true).truncate(true))?;
    Ok(file.write_all(bytes)?)
}

/// Opens a regular file. What it is is looked at before, because opening some devices does something, and after, because
/// it may have changed; opening never waits for whoever is at the other end.
fn open(path: &Path, how: &mut OpenOptions) -> Result<File, FileError> {
    match fs::metadata(path) {
        Ok(metadata) => regular(metadata.file_type())?,
        // It may be made.
        Err(e) if e.kind() == io::ErrorKind::NotFound => {}
        Err(e) => return Err(e.into()),
    }
    let file = how.custom_flags(libc::O_NONBLOCK).open(path)?;
    regular(file.metadata()?.file_type())?;
    Ok(file)
}

fn regular(kind: FileType) -> Result<(), FileError> {
    let what = match kind {
        _ if kind.is_file() => return Ok(()),
        _ if kind.is_dir() => "a directory",
        _ if kind.is_fifo() => "a pipe (FIFO)",
        _ if kind.is_socket() => "a socket",
        _ if kind.is_char_device() => "a character device",
        _ if kind.is_block_device() => "a block device",
        _ => "something else",
    };
    Err(FileError::Irregular { what })
}

#[cfg(test)]
mod tests {
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    use super::*;

    #[test]
    fn only_regular_files_are_read_and_written() {
        let folder = std::env::temp_dir().join(format!("outrigger-files-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("folder")).unwrap();
        fs::write(folder.join("file"), "text").unwrap();
        fs::write(folder.join("long"), "more than ten").unwrap();
        assert!(Command::new("mkfifo").arg(folder.join("fifo")).status().unwrap().success());
        let _socket = UnixListener::bind(folder.join("socket")).unwrap();
        std::os::unix::fs::symlink("/dev/zero", folder.join("zero")).unwrap();
        for (name, want) in [
            ("file", Ok("text".to_owned())),
            ("long", Err("it is longer than 0 MiB")),
            ("folder", Err("it is a directory, not a regular file")),
            ("fifo", Err("it is a pipe (FIFO), not a regular file")),
            ("socket", Err("it is a socket, not a regular file")),
            ("zero", Err("it is a character device, not a regular file")),
            ("nothing", Err("No such file or directory (os error 2)")),
        ] {
            let path = folder.join(name);
            let error = want.clone().err().map(str::to_owned);
            assert_eq!(read_text(&path, 10).map_err(|e| e.to_string()), want.map_err(str::to_owned));
            assert_eq!(check(&path, 10).err().map(|e| e.to_string()), error);
            let is_regular = matches!(name, "file" | "long" | "nothing");
            assert_eq!(write(&path, b"new").is_ok(), is_regular, "{name}");
        }
        fs::remove_dir_all(&folder).unwrap();
    }
}
