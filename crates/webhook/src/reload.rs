//! Taking over files that change: certificates and configuration, as Kubernetes mounts them.
//!
//! Files are looked at in an interval rather than watched: a mounted ConfigMap changes by the swap of a link two
//! folders up, editors replace files, network file systems tell nobody; looking finds all of it, costs a `stat` per file
//! and second, and cannot lose an event. What is found must keep still for a moment before it is read, and must not
//! have changed while it was read.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant, SystemTime};

use crate::files;
use crate::metrics::Metrics;

/// Puts in force what was loaded.
pub type Install = Box<dyn FnOnce() + Send>;

/// Reads files and checks what is in them; the error is for people, with its place.
pub type Load = Box<dyn FnMut() -> Result<Install, String> + Send>;

/// Two writes within this time may leave a file with the same time and size.
const RACY: Duration = Duration::from_secs(2);
/// How long the thread has for the look that it is at when it is to end.
const LAST_LOOK: Duration = Duration::from_secs(2);
/// Files that do not keep still are read anyway after so many looks.
const LOOKS: u32 = 20;

/// Files that belong together: all are taken over, or none.
pub struct Watch {
    name: &'static str,
    files: Vec<PathBuf>,
    load: Load,
    seen: Seen,
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch").field("name", &self.name).field("files", &self.files).finish_non_exhaustive()
    }
}

/// Files as they were before they were read for the first time.
#[derive(Debug)]
pub struct Marked {
    files: Vec<PathBuf>,
    seen: Seen,
}

impl Marked {
    /// Remembers what the files are now. To be called before they are read.
    pub fn now(files: Vec<PathBuf>) -> Marked {
        Marked { seen: Seen::now(&files), files }
    }

    /// Watches them for changes from then on. `load` reads them.
    pub fn watch(self, name: &'static str, load: Load) -> Watch {
        Watch { name, files: self.files, load, seen: self.seen }
    }
}

impl Watch {
    /// Looks once, and takes over what has changed. `settle` is how long files have to keep still.
    pub fn look(&mut self, settle: Duration, metrics: &Metrics) {
        let stamps = stamps(&self.files);
        if stamps == self.seen.stamps && !self.seen.racy {
            return;
        }
        let mut found = Seen::now(&self.files);
        if found.content == self.seen.content {
            self.seen = found;
            return;
        }
        for _ in 0..LOOKS {
            thread::sleep(settle);
            let again = Seen::now(&self.files);
            let still = again.stamps == found.stamps && again.content == found.content;
            found = again;
            if still {
                break;
            }
        }
        let loaded = (self.load)();
        if Seen::now(&self.files).content != found.content {
            // They changed while they were read: the next look finds that.
            return;
        }
        self.seen = found;
        metrics.reloaded(self.name, loaded.is_ok());
        match loaded {
            Ok(install) => {
                install();
                tracing::info!(source = self.name, "took over changed files");
            }
            Err(e) => {
                tracing::error!(source = self.name, "changed files are refused, what was in force stays: {e}")
            }
        }
    }
}

/// What files were when they were looked at.
#[derive(Debug)]
struct Seen {
    stamps: Vec<Option<Stamp>>,
    content: u64,
    /// Whether a file is so young that another write might not change its stamp.
    racy: bool,
}

/// Tells a file from another and from itself at another time: device, inode, length, times of change.
type Stamp = (u64, u64, u64, [i64; 4]);

impl Seen {
    fn now(files: &[PathBuf]) -> Seen {
        let stamps = stamps(files);
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let young = i64::try_from(now.saturating_sub(RACY).as_secs()).unwrap_or(i64::MAX);
        let racy = stamps.iter().flatten().any(|s| s.3.iter().step_by(2).any(|seconds| *seconds >= young));
        Seen { stamps, content: content(files), racy }
    }
}

fn stamps(files: &[PathBuf]) -> Vec<Option<Stamp>> {
    files.iter().map(|f| stamp(f)).collect()
}

fn stamp(file: &Path) -> Option<Stamp> {
    let m = fs::metadata(file).ok()?;
    Some((m.dev(), m.ino(), m.len(), [m.mtime(), m.mtime_nsec(), m.ctime(), m.ctime_nsec()]))
}

fn content(files: &[PathBuf]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for file in files {
        let read = files::read_pieces(file, files::LONGEST, |piece| hasher.write(piece));
        read.map_err(|e| e.to_string()).hash(&mut hasher);
    }
    hasher.finish()
}

/// The thread that looks. Dropping it ends the thread.
#[derive(Debug)]
pub struct Reloader {
    wake: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Reloader {
    /// Looks at the files in this interval from now on.
    ///
    /// # Errors
    /// No thread can be had.
    pub fn start(
        mut watches: Vec<Watch>,
        interval: Duration,
        metrics: Arc<Metrics>,
    ) -> std::io::Result<Reloader> {
        let (wake, woken) = channel();
        let settle = (interval / 10).min(Duration::from_millis(100));
        let look = move || {
            loop {
                match woken.recv_timeout(interval) {
                    Ok(()) | Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return,
                }
                watches.iter_mut().for_each(|w| w.look(settle, &metrics));
            }
        };
        let thread = thread::Builder::new().name("reload".to_owned()).spawn(look)?;
        Ok(Reloader { wake: Some(wake), thread: Some(thread) })
    }

    /// Makes it look at once.
    pub fn look_now(&self) {
        if let Some(wake) = &self.wake {
            // It fails only if the thread has ended.
            let _ = wake.send(());
        }
    }
}

impl Drop for Reloader {
    fn drop(&mut self) {
        self.wake = None;
        let Some(thread) = self.thread.take() else { return };
        let end = Instant::now() + LAST_LOOK;
        while !thread.is_finished() && Instant::now() < end {
            thread::sleep(LAST_LOOK / 200);
        }
        // One that hangs on a file system must not keep the program from its end. A panic there was reported on standard error.
        if thread.is_finished() {
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;
    use std::sync::Mutex;

    use super::*;

    /// Files in a folder of the test's own, and what was put in force.
    struct Bench {
        folder: PathBuf,
        in_force: Arc<Mutex<Vec<String>>>,
        metrics: Metrics,
    }

    impl Bench {
        fn new(name: &str) -> Bench {
            let folder = std::env::temp_dir().join(format!("outrigger-reload-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).unwrap();
            Bench { folder, in_force: Arc::default(), metrics: Metrics::new() }
        }

        fn path(&self, name: &str) -> PathBuf {
            self.folder.join(name)
        }

        /// Refuses any text that does not end in a full stop.
        fn watch(&self, files: &[&str]) -> Watch {
            let paths: Vec<PathBuf> = files.iter().map(|f| self.path(f)).collect();
            let (read, in_force) = (paths.clone(), Arc::clone(&self.in_force));
            let load = move || -> Result<Install, String> {
                let texts: Result<Vec<String>, _> =
                    read.iter().map(|p| fs::read_to_string(p).map_err(|e| e.to_string())).collect();
                let text = texts?.join("+");
                if !text.split('+').all(|t| t.ends_with('.')) {
                    return Err(format!("{text:?} is unfinished"));
                }
                let in_force = Arc::clone(&in_force);
                Ok(Box::new(move || in_force.lock().unwrap().push(text)))
            };
            let marked = Marked::now(paths);
            load().unwrap()();
            marked.watch("config", Box::new(load))
        }

        fn in_force(&self) -> String {
            self.in_force.lock().unwrap().last().cloned().unwrap_or_default()
        }

        fn attempts(&self, result: &str) -> usize {
            let text = self.metrics.text();
            let line = format!("outrigger_reloads_total{{source=\"config\",result=\"{result}\"}} ");
            text.lines().find_map(|l| l.strip_prefix(&line)).map_or(0, |n| n.parse().unwrap())
        }
    }

    impl Drop for Bench {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }

    #[test]
    fn whatever_happens_to_a_file_the_last_good_one_stays() {
        type Change = fn(&Path);
        let steps: [(&str, Change, &str, usize, usize); 9] = [
            ("nothing", |_| {}, "one.", 0, 0),
            ("touched", |p| fs::write(p, "one.").unwrap(), "one.", 0, 0),
            ("changed", |p| fs::write(p, "two.").unwrap(), "two.", 1, 0),
            ("half written", |p| fs::write(p, "thr").unwrap(), "two.", 1, 1),
            ("still half written", |_| {}, "two.", 1, 1),
            ("finished", |p| fs::write(p, "three.").unwrap(), "three.", 2, 1),
            ("removed", |p| fs::remove_file(p).unwrap(), "three.", 2, 2),
            ("a directory", |p| fs::create_dir(p).unwrap(), "three.", 2, 3),
            (
                "a file again",
                |p| {
                    fs::remove_dir(p).unwrap();
                    fs::write(p, "four.").unwrap();
                },
                "four.",
                3,
                3,
            ),
        ];
        let bench = Bench::new("file");
        let path = bench.path("config");
        fs::write(&path, "one.").unwrap();
        let mut watch = bench.watch(&["config"]);
        for (name, change, in_force, successes, failures) in steps {
            change(&path);
            watch.look(Duration::from_millis(1), &bench.metrics);
            assert_eq!(bench.in_force(), in_force, "{name}");
            assert_eq!(
                (bench.attempts("success"), bench.attempts("failure")),
                (successes, failures),
                "{name}"
            );
        }
    }

    #[test]
    fn the_swap_of_a_mounted_config_map_takes_both_files_or_none() {
        let bench = Bench::new("swap");
        let publish = |version: &str, config: &str, values: &str| {
            let folder = bench.path(version);
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join("config"), config).unwrap();
            fs::write(folder.join("values"), values).unwrap();
            symlink(version, bench.path("..data_tmp")).unwrap();
            fs::rename(bench.path("..data_tmp"), bench.path("..data")).unwrap();
        };
        publish("..1", "c1.", "v1.");
        symlink("..data/config", bench.path("config")).unwrap();
        symlink("..data/values", bench.path("values")).unwrap();
        let mut watch = bench.watch(&["config", "values"]);
        for (version, config, values, want) in [
            ("..2", "c2.", "v2.", "c2.+v2."),
            ("..3", "c3.", "v3", "c2.+v2."),
            ("..4", "c3.", "v4.", "c3.+v4."),
        ] {
            publish(version, config, values);
            watch.look(Duration::from_millis(1), &bench.metrics);
            assert_eq!(bench.in_force(), want, "{version}");
        }
    }

    #[test]
    fn the_thread_looks_in_its_interval_and_ends() {
        let bench = Bench::new("thread");
        fs::write(bench.path("config"), "one.").unwrap();
        let reloader = Reloader::start(
            vec![bench.watch(&["config"])],
            Duration::from_millis(5),
            Arc::new(Metrics::new()),
        )
        .unwrap();
        fs::write(bench.path("config"), "two.").unwrap();
        let end = SystemTime::now() + Duration::from_secs(20);
        while bench.in_force() != "two." {
            assert!(SystemTime::now() < end, "the change was not found");
            thread::sleep(Duration::from_millis(2));
        }
        drop(reloader);
    }
}
