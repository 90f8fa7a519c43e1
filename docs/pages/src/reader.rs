//! Who reads a page in a clone of the repository, with the program on the `PATH` and little else.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::book::Book;
use crate::page::Page;
use crate::session::Shell;

/// What of the repository the pages name.
const NAMED: [&str; 2] = ["examples", "deploy"];

/// A reader, and all that was written until it is dropped.
#[derive(Debug)]
pub struct Reader {
    folder: PathBuf,
    shell: Shell,
}

impl Reader {
    /// A new one. `programs` are linked into a folder that comes first on the `PATH`; behind it are those of the system.
    ///
    /// # Panics
    /// A file cannot be written or copied.
    pub fn new(book: &Book, name: &str, programs: &[(&str, &Path)]) -> Reader {
        let folder = std::env::temp_dir().join(format!("outrigger-reader-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let [work, bin] = ["outrigger", "bin"].map(|name| folder.join(name));
        [&work, &bin].into_iter().for_each(|folder| fs::create_dir_all(folder).unwrap());
        for (name, path) in programs {
            symlink(path.canonicalize().unwrap(), bin.join(name)).unwrap();
        }
        for name in NAMED {
            let copied = Command::new("cp").arg("-r").arg(book.top().join(name)).arg(&work).status().unwrap();
            assert!(copied.success(), "{name} is copied");
        }
        let path = format!("{}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", bin.display()).into();
        let variables = vec![
            ("HOME".to_owned(), folder.clone().into_os_string()),
            ("LC_ALL".to_owned(), "C.UTF-8".into()),
        ];
        Reader { shell: Shell { work, path, variables }, folder }
    }

    /// With one more variable.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<std::ffi::OsString>) -> Reader {
        self.shell.variables.push((name.to_owned(), value.into()));
        self
    }

    /// Runs the page of a file, which has to show what its commands print; or, where `update` is wanted, comes to show it.
    ///
    /// # Errors
    /// It cannot be run, or shows something else.
    ///
    /// # Panics
    /// The page is not there, or cannot be written.
    pub fn follow(&self, path: &Path, update: bool) -> Result<(), String> {
        let text = fs::read_to_string(path).unwrap();
        let page = Page::parse(&text)?;
        let now = self.shell.run(&text, &page)?;
        if now == text {
            return Ok(());
        }
        if update {
            fs::write(path, now).unwrap();
            return Ok(());
        }
        let differing = text.lines().zip(now.lines()).enumerate().find(|(_, (shown, now))| shown != now);
        let (line, (shown, now)) = differing.unwrap_or((text.lines().count(), ("(its end)", "(more)")));
        Err(format!("line {}: it is shown\n  {shown}\nand now it is\n  {now}", line + 1))
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}
