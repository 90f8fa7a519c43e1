//! Files as they are handed out, and the same bytes for the same files: sorted, of root, with one time.

use std::collections::BTreeMap;
use std::io::Write;

use flate2::{Compression, GzBuilder};
use tar::{Builder, EntryType, Header};

use crate::error::PackagingError;

/// Files and links by their path, which begins with a name; folders follow from them.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    entries: BTreeMap<String, Entry>,
}

/// What is at a path.
#[derive(Clone, Debug)]
enum Entry {
    Folder,
    File { bytes: Vec<u8>, is_program: bool },
    Link { target: String },
}

impl Tree {
    /// Adds a file that everybody may read.
    pub fn file(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.add(path, Entry::File { bytes: bytes.into(), is_program: false });
    }

    /// Adds a file that everybody may run.
    pub fn program(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.add(path, Entry::File { bytes: bytes.into(), is_program: true });
    }

    /// Adds a symbolic link.
    pub fn link(&mut self, path: &str, target: &str) {
        self.add(path, Entry::Link { target: target.to_owned() });
    }

    fn add(&mut self, path: &str, entry: Entry) {
        for (place, _) in path.match_indices('/') {
            let folder = path.get(..place).unwrap_or_default();
            self.entries.entry(folder.to_owned()).or_insert(Entry::Folder);
        }
        self.entries.insert(path.to_owned(), entry);
    }

    /// The size of all files, in bytes.
    pub fn bytes(&self) -> u64 {
        let sizes = self.entries.values().map(|entry| match entry {
            Entry::File { bytes, .. } => bytes.len() as u64,
            Entry::Folder | Entry::Link { .. } => 0,
        });
        sizes.sum()
    }

    /// The files with their bytes.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.entries.iter().filter_map(|(path, entry)| match entry {
            Entry::File { bytes, .. } => Some((path.as_str(), bytes.as_slice())),
            Entry::Folder | Entry::Link { .. } => None,
        })
    }

    /// A tar archive; `prefix` stands before each path, `time` is in seconds since 1970.
    ///
    /// # Errors
    /// A path or a target is too long for the format.
    pub fn tar(&self, prefix: &str, time: u64) -> Result<Vec<u8>, PackagingError> {
        let mut builder = Builder::new(Vec::new());
        for (path, entry) in &self.entries {
            let path = format!("{prefix}{path}");
            let mut header = header(time);
            let appended = match entry {
                Entry::Folder => {
                    header.set_entry_type(EntryType::Directory);
                    header.set_mode(0o755);
                    builder.append_data(&mut header, format!("{path}/"), [].as_slice())
                }
                Entry::File { bytes, is_program } => {
                    header.set_size(bytes.len() as u64);
                    header.set_mode(if *is_program { 0o755 } else { 0o644 });
                    builder.append_data(&mut header, &path, bytes.as_slice())
                }
                Entry::Link { target } => {
                    header.set_entry_type(EntryType::Symlink);
                    header.set_mode(0o777);
                    builder.append_link(&mut header, &path, target)
                }
            };
            appended.map_err(|source| PackagingError::Archive { path, source })?;
        }
        builder
            .into_inner()
            .map_err(|source| PackagingError::Archive { path: "the end of a tar archive".to_owned(), source })
    }
}

fn header(time: u64) -> Header {
    let mut header = Header::new_gnu();
    header.set_entry_type(EntryType::Regular);
    header.set_mtime(time);
    header.set_uid(0);
    header.set_gid(0);
    header.set_size(0);
    header
}

/// The bytes as gzip has them, without a name or a time.
///
/// # Errors
/// Never, as memory takes all: the signature is that of a writer.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>, PackagingError> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .map_err(|source| PackagingError::Archive { path: "a gzip stream".to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(names: [&str; 3]) -> Tree {
        let mut tree = Tree::default();
        for name in names {
            tree.file(name, name.as_bytes());
        }
        tree.program("usr/bin/run", "#!");
        tree.link("usr/bin/also", "run");
        tree
    }

    #[test]
    fn the_order_in_which_files_come_changes_no_byte() {
        let one = tree(["usr/share/b", "usr/share/a", "c"]).tar("", 7).unwrap();
        let other = tree(["c", "usr/share/a", "usr/share/b"]).tar("", 7).unwrap();
        assert_eq!(one, other);
        assert_ne!(one, tree(["c", "usr/share/a", "usr/share/b"]).tar("", 8).unwrap());
        assert_eq!(gzip(&one).unwrap(), gzip(&other).unwrap());
    }

    #[test]
    fn a_folder_stands_before_what_is_in_it() {
        let bytes = tree(["usr/share/b", "usr/share/a", "c"]).tar("root/", 7).unwrap();
        let mut archive = tar::Archive::new(bytes.as_slice());
        let shown = |entry: std::io::Result<tar::Entry<'_, &[u8]>>| {
            let entry = entry.unwrap();
            let header = entry.header();
            assert_eq!((header.uid().unwrap(), header.gid().unwrap(), header.mtime().unwrap()), (0, 0, 7));
            format!("{:o} {}", header.mode().unwrap(), String::from_utf8_lossy(&entry.path_bytes()))
        };
        let entries: Vec<String> = archive.entries().unwrap().map(shown).collect();
        let expected = [
            "644 root/c",
            "755 root/usr/",
            "755 root/usr/bin/",
            "777 root/usr/bin/also",
            "755 root/usr/bin/run",
            "755 root/usr/share/",
            "644 root/usr/share/a",
            "644 root/usr/share/b",
        ];
        assert_eq!(entries, expected);
    }
}
