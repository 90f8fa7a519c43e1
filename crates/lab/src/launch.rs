//! How a lab comes up: in namespaces of its own, so that whatever becomes of it, nothing of it stays.

use std::fs::{self, File};
use std::net::TcpListener;
use std::os::fd::OwnedFd;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::geteuid;

use crate::client::{Answer, Client};
use crate::error::LabError;
use crate::place::Place;
use crate::system::{check_programs, program};
use crate::{commands, samples, store};

/// Folders that may be covered by the lab's own files, where nothing that it needs is in them.
const ROOMS: [&str; 4] = ["/mnt", "/media", "/srv", "/opt"];
/// How long the lab may take to listen to questions.
const PATIENCE: Duration = Duration::from_secs(30);

/// How a lab is to come up.
#[derive(Clone, Debug)]
pub struct Launch {
    /// The folder of its manifests.
    pub dir: PathBuf,
    /// The Envoy of its proxies.
    pub envoy: PathBuf,
    /// Where this machine is to reach its control plane, such as `127.0.0.1:15012`.
    pub xds_address: String,
    /// Whether it ends with this process.
    pub in_foreground: bool,
    /// How long its pods may take to be ready.
    pub patience: Duration,
}

/// A lab that came up.
#[derive(Debug)]
pub struct Up {
    /// Its folder.
    pub place: Place,
    /// Where its control plane is reached.
    pub xds_address: String,
    /// What should be known beside.
    pub notes: Vec<String>,
    /// The process to wait for, if it runs in the foreground.
    pub child: Option<Child>,
}

/// Brings a lab up, and waits until its pods are ready.
///
/// # Errors
/// Something that it needs is missing, a lab is there already, or it does not come up.
pub fn up(launch: &Launch) -> Result<Up, LabError> {
    check_programs()?;
    check_rights()?;
    let envoy = envoy(&launch.envoy)?;
    let place = Place::make(&launch.dir)?;
    let running = || LabError::Running { dir: place.dir().to_owned() };
    // Who brings up another one here at the same time would take this one for it.
    let lock = File::create(place.up_lock()).map_err(LabError::file(place.up_lock()))?;
    lock.try_lock().map_err(|_| running())?;
    if Client::connect(&place)?.is_some() {
        return Err(running());
    }
    let refused = |source| LabError::Address { address: launch.xds_address.clone(), source };
    let door = TcpListener::bind(&launch.xds_address).map_err(refused)?;
    let xds_address = door.local_addr().map_err(refused)?.to_string();
    commands::sweep(&place)?;
    write_samples(&place)?;
    let mut child = start(launch, &place, &envoy, door)?;
    let up = until_settled(&place, &mut child, launch.patience);
    match up {
        Ok(Answer { notes, .. }) => {
            let child = launch.in_foreground.then_some(child);
            Ok(Up { place, xds_address, notes, child })
        }
        // What is the matter can be looked at.
        Err(error @ LabError::Time { .. }) if !launch.in_foreground => Err(error),
        Err(error) => {
            // With it the kernel ends all that it started.
            let _ = child.kill();
            let _ = child.wait();
            Err(error)
        }
    }
}

/// The words of `unshare` that make the lab's namespaces.
fn namespaces() -> Vec<&'static str> {
    let mut words = vec!["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];
    if !geteuid().is_root() {
        words.extend(["--user", "--map-root-user", "--map-auto"]);
    }
    words
}

/// Tries to make the namespaces, with the users that pods need.
fn check_rights() -> Result<(), LabError> {
    let is_root = geteuid().is_root();
    let refused = |cause: String| LabError::Rights { cause, is_root };
    let mut command = program("unshare");
    command.args(namespaces()).args(["setpriv", "--reuid=1337", "--regid=1337", "--clear-groups", "true"]);
    let output = command.stdin(Stdio::null()).output().map_err(|e| refused(e.to_string()))?;
    match output.status.success() {
        true => Ok(()),
        false => Err(refused(String::from_utf8_lossy(&output.stderr).trim().to_owned())),
    }
}

/// An Envoy by its path, or by its name.
fn envoy(asked: &Path) -> Result<PathBuf, LabError> {
    let path = match asked.components().count() {
        1 => {
            let folders = std::env::var_os("PATH").unwrap_or_default();
            let found =
                std::env::split_paths(&folders).map(|folder| folder.join(asked)).find(|path| path.is_file());
            found.ok_or_else(|| LabError::Envoy {
                place: format!("no folder of PATH has {}", asked.display()),
            })?
        }
        _ => asked.to_owned(),
    };
    path.canonicalize().map_err(|e| LabError::Envoy { place: format!("{}: {e}", path.display()) })
}

fn start(launch: &Launch, place: &Place, envoy: &Path, door: TcpListener) -> Result<Child, LabError> {
    let own = std::env::current_exe()
        .map_err(|source| LabError::System { what: "this program's own file cannot be found", source })?;
    let is_free =
        |room: &&&str| ![own.as_path(), envoy, place.dir()].iter().any(|path| path.starts_with(room));
    let room = ROOMS.iter().filter(|room| Path::new(room).is_dir()).find(is_free);
    let room = room.ok_or_else(|| LabError::Start {
        cause: format!("none of {} is there and free", ROOMS.join(", ")),
    })?;
    let mut command: Command = program("unshare");
    command.args(namespaces()).arg(&own).args(["mesh", "run", "--room", room]);
    command.arg("--dir").arg(place.dir()).arg("--envoy").arg(envoy);
    command.stdin(OwnedFd::from(door));
    if launch.in_foreground {
        command.stdout(Stdio::null());
    } else {
        let log = File::create(place.log()).map_err(LabError::file(place.log()))?;
        let errors = log.try_clone().map_err(LabError::file(place.log()))?;
        // What interrupts this command is not meant for it.
        command.stdout(log).stderr(errors).process_group(0);
    }
    command.spawn().map_err(|e| LabError::Start { cause: e.to_string() })
}

fn until_settled(place: &Place, child: &mut Child, patience: Duration) -> Result<Answer, LabError> {
    let end = Instant::now() + PATIENCE;
    let client = loop {
        if let Ok(Some(status)) = child.try_wait() {
            return Err(LabError::Start { cause: last_words(place, &status.to_string()) });
        }
        if let Some(client) = Client::connect(place)? {
            break client;
        }
        if Instant::now() > end {
            return Err(LabError::Start { cause: last_words(place, "it takes too long") });
        }
        sleep(Duration::from_millis(20));
    };
    client.ask(&format!("settled {}", patience.as_secs()), patience)
}

/// The last line of what a lab said, without what a log puts before it.
fn last_words(place: &Place, otherwise: &str) -> String {
    let said = fs::read_to_string(place.log()).unwrap_or_default();
    let last = said.lines().rev().find(|line| line.starts_with("error: ") || line.contains("ERROR"));
    last.map_or_else(|| otherwise.to_owned(), |line| line.trim_start_matches("error: ").to_owned())
}

/// Writes what is in a lab at first, unless it is there: applications only where the user has none.
fn write_samples(place: &Place) -> Result<(), LabError> {
    let mut there = store::Store::default();
    there.look(place.dir())?;
    let has_applications = there.of_kind("Deployment").next().is_some();
    for object in samples::objects()? {
        let key = store::key(&object);
        let is_needed = ["ConfigMap", "MutatingWebhookConfiguration", "Namespace"].contains(&key.0.as_str());
        if !there.objects.contains_key(&key) && (is_needed || !has_applications) {
            store::write_own(&there.file_for(place.dir(), &key)?, &object)?;
        }
    }
    Ok(())
}
