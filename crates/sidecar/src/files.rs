//! Files that are replaced while the agent runs: certificates that somebody else renews.
//!
//! The kernel says when something happens in the folders that lead to a file; whoever reads the file then looks whether it
//! is another one. Kubernetes replaces all files of a volume at once by a link that moves, others rename a file over it or
//! write into it: all of that is seen, as the folders of links on the way are watched, too.

use std::collections::BTreeSet;
use std::future::pending;
use std::io::{self, Read};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustix::fs::inotify::{self, CreateFlags, WatchFlags};
use tokio::io::unix::AsyncFd;
use tokio::sync::{Notify, watch};
use tokio::time::sleep;

/// Longer files are not read: no certificates are.
const LONGEST: u64 = 1 << 20;
/// How many files are watched at most. Whose names these are comes from the control plane.
const MOST_FILES: usize = 1024;
/// How many links lead to a file at most.
const MOST_LINKS: usize = 16;
/// How often files are looked at all the same, as not each file system says what happens.
const RARELY: Duration = Duration::from_secs(60);
/// How often, where the kernel watches no more: it has a limit for each user, and all agents of a node are one.
const WITHOUT_INOTIFY: Duration = Duration::from_secs(10);

/// A file as text, within bounds.
///
/// # Errors
/// It cannot be read, is longer than files of certificates are, or is not text.
pub(crate) fn read(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    std::fs::File::open(path)?.take(LONGEST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LONGEST {
        return Err(io::Error::other("it is longer than a megabyte"));
    }
    Ok(text)
}

/// The files that are watched.
#[derive(Debug)]
pub(crate) struct Files {
    paths: Mutex<BTreeSet<PathBuf>>,
    added: Notify,
    changes: watch::Sender<u64>,
    debounce: Duration,
}

impl Files {
    /// None yet. `debounce` is how long a file that changes is left alone, as those that belong to it change, too.
    pub(crate) fn new(debounce: Duration) -> Arc<Files> {
        let changes = watch::Sender::new(0);
        Arc::new(Files { paths: Mutex::default(), added: Notify::new(), changes, debounce })
    }

    /// Watches a file, which need not be there yet. False, if too many are watched already.
    #[must_use]
    pub(crate) fn watch(&self, path: &Path) -> bool {
        let mut paths = self.paths.lock().unwrap_or_else(PoisonError::into_inner);
        if paths.contains(path) {
            return true;
        }
        if paths.len() >= MOST_FILES {
            return false;
        }
        paths.insert(path.to_owned());
        self.added.notify_one();
        true
    }

    /// Counts up whenever some file may be another one.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Watches without end.
    pub(crate) async fn run(&self) {
        // Who watches nothing needs no watcher, and is not woken.
        self.added.notified().await;
        self.run_with(Watcher::new()).await;
    }

    async fn run_with(&self, watcher: Watcher) {
        loop {
            watcher.look_at(&self.folders());
            self.changes.send_modify(|count| *count = count.wrapping_add(1));
            tokio::select! {
                () = self.added.notified() => {}
                () = watcher.something() => {
                    sleep(self.debounce).await;
                    watcher.forget();
                }
                () = sleep(watcher.pause()) => {}
            }
        }
    }

    /// The folders in which something happens when one of the files changes.
    fn folders(&self) -> BTreeSet<PathBuf> {
        let paths = self.paths.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut folders = BTreeSet::new();
        for path in paths {
            add_folders(&path, MOST_LINKS, &mut folders);
        }
        folders
    }
}

/// The folder of a path, and of each link on the way to it; where the way is not there yet, the last folder that is.
fn add_folders(path: &Path, links: usize, folders: &mut BTreeSet<PathBuf>) {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for part in path.ancestors() {
        let Some(folder) = part.parent() else { return };
        let target = std::fs::read_link(part).ok();
        let is_last = part == path.as_path();
        if is_last || target.is_some() || !part.exists() {
            folders.insert(folder.to_owned());
        }
        if let Some(target) = target
            && let Some(links) = links.checked_sub(1)
        {
            let rest = path.strip_prefix(part).unwrap_or(Path::new(""));
            add_folders(&folder.join(target).join(rest), links, folders);
        }
    }
}

/// What the kernel says of folders.
struct Watcher(Option<AsyncFd<OwnedFd>>);

impl Watcher {
    fn new() -> Watcher {
        let made = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK).map_err(io::Error::from);
        #[expect(
            deprecated,
            reason = "what takes its place is unsafe for the sake of others; an OwnedFd keeps its descriptor"
        )]
        let made = made.and_then(AsyncFd::new);
        if let Err(error) = &made {
            tracing::warn!(
                "files are looked at every {WITHOUT_INOTIFY:?}, as the kernel does not watch them: {error}"
            );
        }
        Watcher(made.ok())
    }

    /// Watches folders; those that are watched already stay so, and those that are gone the kernel forgets.
    fn look_at(&self, folders: &BTreeSet<PathBuf>) {
        let Some(inotify) = &self.0 else { return };
        let events = WatchFlags::CLOSE_WRITE
            | WatchFlags::CREATE
            | WatchFlags::DELETE
            | WatchFlags::MOVED_TO
            | WatchFlags::DELETE_SELF
            | WatchFlags::MOVE_SELF
            | WatchFlags::ATTRIB;
        for folder in folders {
            if let Err(error) = inotify::add_watch(inotify, folder, events)
                && folder.exists()
            {
                tracing::debug!(
                    "{} is not watched, but looked at every {RARELY:?}: {error}",
                    folder.display()
                );
            }
        }
    }

    /// Waits until something happens.
    async fn something(&self) {
        let Some(inotify) = &self.0 else { return pending().await };
        loop {
            let Ok(mut ready) = inotify.readable().await else { return pending().await };
            let read = ready.try_io(|inotify| Ok(rustix::io::read(inotify, &mut [0u8; 4096])?));
            if matches!(read, Ok(Ok(_))) {
                return;
            }
        }
    }

    /// Passes over what was said up to now.
    fn forget(&self) {
        let Some(inotify) = &self.0 else { return };
        while rustix::io::read(inotify, &mut [0u8; 4096]).is_ok_and(|bytes| bytes > 0) {}
    }

    fn pause(&self) -> Duration {
        if self.0.is_some() { RARELY } else { WITHOUT_INOTIFY }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use tokio::time::timeout;

    use super::*;

    /// Whether a change of a file is seen, once its watch is set up.
    async fn is_seen(path: &Path, change: impl FnOnce()) -> bool {
        let files = Files::new(Duration::from_millis(1));
        assert!(files.watch(path));
        let mut changes = files.changes();
        let seen = async {
            changes.changed().await.unwrap();
            change();
            changes.changed().await.unwrap();
        };
        tokio::select! {
            () = files.run() => false,
            seen = timeout(Duration::from_secs(20), seen) => seen.is_ok(),
        }
    }

    #[tokio::test]
    async fn each_way_of_replacing_a_file_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("written"), "a").unwrap();
        assert!(is_seen(&at("written"), || fs::write(at("written"), "b").unwrap()).await, "written");
        fs::write(at("new"), "c").unwrap();
        assert!(is_seen(&at("written"), || fs::rename(at("new"), at("written")).unwrap()).await, "renamed");
        assert!(is_seen(&at("later"), || fs::write(at("later"), "a").unwrap()).await, "made");
        assert!(is_seen(&at("a/b/c"), || fs::create_dir(at("a")).unwrap()).await, "made above");
        // As the kubelet does it.
        for version in ["..1", "..2"] {
            fs::create_dir(at(version)).unwrap();
            fs::write(at(version).join("cert"), version).unwrap();
        }
        symlink("..1", at("..data")).unwrap();
        symlink("..data/cert", at("cert")).unwrap();
        symlink("..2", at("..data_tmp")).unwrap();
        assert!(
            is_seen(&at("cert"), || fs::rename(at("..data_tmp"), at("..data")).unwrap()).await,
            "the kubelet's"
        );
        // A folder that is a link elsewhere.
        let other = tempfile::tempdir().unwrap();
        symlink("..1", other.path().join("current")).unwrap();
        fs::create_dir(other.path().join("..1")).unwrap();
        symlink(other.path().join("current"), at("linked")).unwrap();
        assert!(
            is_seen(&at("linked/cert"), || {
                fs::remove_file(other.path().join("current")).unwrap();
            })
            .await,
            "a link elsewhere"
        );
    }

    /// Agents of one node share a user, and its share of the kernel's watchers.
    #[tokio::test(start_paused = true)]
    async fn without_a_watcher_files_are_looked_at() {
        let files = Files::new(Duration::ZERO);
        let mut changes = files.changes();
        let looked = async {
            for _ in 0..3 {
                changes.changed().await.unwrap();
            }
        };
        tokio::select! {
            () = files.run_with(Watcher(None)) => {}
            () = looked => {}
        }
        assert!(changes.borrow().to_owned() >= 3);
    }

    #[test]
    fn links_in_a_circle_end() {
        let folder = tempfile::tempdir().unwrap();
        symlink(folder.path().join("b"), folder.path().join("a")).unwrap();
        symlink(folder.path().join("a"), folder.path().join("b")).unwrap();
        let mut folders = BTreeSet::new();
        add_folders(&folder.path().join("a/x"), MOST_LINKS, &mut folders);
        assert!(folders.contains(folder.path()));
    }

    #[test]
    fn what_is_no_certificate_is_not_read_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "x".repeat(1 << 20)).unwrap();
        assert_eq!(read(&path).unwrap().len(), 1 << 20);
        fs::write(&path, "x".repeat((1 << 20) + 1)).unwrap();
        assert!(read(&path).is_err());
        fs::write(&path, [0xff]).unwrap();
        assert!(read(&path).is_err());
        assert!(read(Path::new("/dev/zero")).is_err());
        assert!(read(&folder.path().join("none")).is_err());
    }

    #[test]
    fn no_more_files_are_watched_than_the_bound() {
        let files = Files::new(Duration::ZERO);
        for n in 0..MOST_FILES {
            assert!(files.watch(&PathBuf::from(n.to_string())));
        }
        assert!(!files.watch(Path::new("more")));
        assert!(files.watch(Path::new("0")));
    }
}
