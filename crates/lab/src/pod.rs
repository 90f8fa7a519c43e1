//! A pod that runs: namespaces that a process holds, and a program for each container.
//!
//! ```text
//! waiting ─► init containers, one after the other ─► containers, started again when they end ─► ending ─► gone
//! ```

mod folder;
mod status;

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use kubeyaml::Value;
use rustix::process::{Pid, Signal, kill_process};

use crate::container::{Programs, Run, run};
use crate::error::LabError;
use crate::node::Node;
use crate::probe::{Probe, Readiness};
use crate::system::{PATH, program};

/// Gives a pod's processes the files that only they see and any port, as container runtimes do, and holds its namespaces.
const HOLD: &str = "echo 0 >/proc/sys/net/ipv4/ip_unprivileged_port_start; for file in hosts resolv.conf; do [ ! -e /etc/$file ] || mount --bind \"$0/$file\" /etc/$file; done; \
                    echo ready; exec sleep infinity";
/// How long a container that ends again and again is left alone, at most.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);
/// How long a pod has to end that does not say.
const GRACE: i64 = 30;
/// How often a container that is ready is asked, and one that is not.
const ASK_AGAIN: Duration = Duration::from_secs(2);
const ASK_SOON: Duration = Duration::from_millis(200);

/// Where the files of pods are, and their logs, and what containers run.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    /// The folder of pods.
    pub(crate) pods: PathBuf,
    /// The folder of logs.
    pub(crate) logs: PathBuf,
    /// What proxies trust.
    pub(crate) root: String,
    /// What containers run.
    pub(crate) programs: Programs,
}

/// A pod that runs.
#[derive(Debug)]
pub(crate) struct Pod {
    /// The pod, as admission left it, with its addresses.
    object: Value,
    pub(crate) address: Ipv4Addr,
    folder: PathBuf,
    holder: Child,
    containers: Vec<Container>,
    /// Since when it is to end.
    ending: Option<Instant>,
}

/// A container and how it stands.
#[derive(Debug)]
struct Container {
    name: String,
    run: Run,
    role: Role,
    probe: Probe,
    log: PathBuf,
    child: Option<Child>,
    /// The status with which it ended last.
    ended: Option<String>,
    restarts: u32,
    /// When it may be started again.
    again: Option<Instant>,
    is_done: bool,
    readiness: Readiness,
    asked: Option<Instant>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// It has to end well before the next one begins.
    Init,
    /// It stays, and has to be ready before the next one begins.
    Sidecar,
    /// It stays.
    Main,
}

impl Pod {
    /// Makes the pod's namespaces. `object` has no address yet, `token` is what its proxy shows.
    ///
    /// # Errors
    /// A container cannot be run, or the system refuses.
    pub(crate) fn start(
        mut object: Value,
        token: &str,
        node: &mut Node,
        site: &Site,
    ) -> Result<Pod, LabError> {
        let address = node.address();
        status::give_address(&mut object, address);
        let containers = containers(&object, site)?;
        let folder = folder::make(&object, &containers, token, site)?;
        let failed =
            |cause: String| LabError::Run { what: "making the namespaces of a pod".to_owned(), cause };
        let mut command = program("unshare");
        command.args(["--net", "--mount", "sh", "-ec", HOLD]).arg(&folder);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut holder = command.spawn().map_err(|e| failed(e.to_string()))?;
        let mut line = String::new();
        if let Some(stdout) = holder.stdout.take() {
            BufReader::new(stdout).read_line(&mut line).map_err(|e| failed(e.to_string()))?;
        }
        let pod = Pod { object, address, folder, holder, containers, ending: None };
        if line != "ready\n" {
            pod.gone();
            return Err(failed("its ports and files cannot be set up".to_owned()));
        }
        match node.join(pod.holder.id(), address) {
            Ok(()) => Ok(pod),
            Err(error) => {
                pod.gone();
                Err(error)
            }
        }
    }

    /// The process that holds the pod's namespaces.
    pub(crate) fn holder(&self) -> u32 {
        self.holder.id()
    }

    /// The pod as it was made.
    pub(crate) fn object(&self) -> &Value {
        &self.object
    }

    /// User and group of one of its containers, by its name; of its first one without.
    pub(crate) fn user_of(&self, container: Option<&str>) -> Option<(u32, u32)> {
        let mut main = self.containers.iter().filter(|one| one.role != Role::Init);
        let found = match container {
            Some(name) => main.find(|one| one.name == name),
            None => main.find(|one| one.role == Role::Main && one.name != objects::names::PROXY_CONTAINER),
        };
        found.map(|container| container.run.user)
    }

    /// Whether all its containers are ready.
    pub(crate) fn is_ready(&self) -> bool {
        !self.is_ending()
            && self
                .containers
                .iter()
                .all(|one| one.is_done || (one.role != Role::Init && one.readiness.is_ready()))
    }

    /// Whether a proxy runs in it.
    pub(crate) fn has_proxy(&self) -> bool {
        self.containers.iter().any(|one| one.name == objects::names::PROXY_CONTAINER)
    }

    /// Whether it is to end.
    pub(crate) fn is_ending(&self) -> bool {
        self.ending.is_some()
    }

    /// The pod with its status, as it is now.
    pub(crate) fn with_status(&self) -> Value {
        status::of(self)
    }

    /// The file of names that its processes see.
    pub(crate) fn hosts(&self) -> PathBuf {
        self.folder.join("hosts")
    }

    /// Does what is to be done now; false when the pod is gone.
    ///
    /// # Errors
    /// A program cannot be started.
    pub(crate) fn advance(&mut self) -> Result<bool, LabError> {
        self.containers.iter_mut().for_each(Container::look);
        if let Some(since) = self.ending {
            return Ok(!self.end(since));
        }
        let Pod { containers, holder, folder, address, .. } = self;
        for container in containers {
            if container.is_done {
                continue;
            }
            if container.child.is_none() && container.again.is_none_or(|at| at <= Instant::now()) {
                container.start(holder.id(), folder)?;
            }
            container.ask(*address);
            if container.role == Role::Init
                || (container.role == Role::Sidecar && !container.readiness.is_ready())
            {
                break;
            }
        }
        Ok(true)
    }

    /// Begins to end.
    pub(crate) fn stop(&mut self) {
        if self.ending.is_none() {
            self.ending = Some(Instant::now());
            let main = self.containers.iter().filter(|container| container.role != Role::Sidecar);
            main.for_each(|container| container.signal(Signal::TERM));
        }
    }

    /// Goes on ending; whether it is over.
    fn end(&mut self, since: Instant) -> bool {
        let grace = self.object.at(&["spec", "terminationGracePeriodSeconds"]).as_i64().unwrap_or(GRACE);
        let is_late =
            since.elapsed() > Duration::from_secs(u64::try_from(grace).unwrap_or_default().min(300));
        let runs = |role: Role| self.containers.iter().any(|one| one.role == role && one.child.is_some());
        if !is_late && (runs(Role::Main) || runs(Role::Init)) {
            return false;
        }
        if !is_late && runs(Role::Sidecar) {
            let sidecars = self.containers.iter_mut().filter(|one| one.role == Role::Sidecar && !one.is_done);
            for container in sidecars {
                container.is_done = true;
                container.signal(Signal::TERM);
            }
            return false;
        }
        true
    }

    /// Ends everything that is left of it at once.
    pub(crate) fn gone(mut self) {
        // Whatever a container started and left behind is still in the pod's network.
        let namespace = fs::read_link(format!("/proc/{}/ns/net", self.holder.id()));
        for process in fs::read_dir("/proc").into_iter().flatten().flatten() {
            let id = process.file_name().to_str().and_then(|name| name.parse::<i32>().ok());
            let is_inside =
                fs::read_link(process.path().join("ns/net")).ok() == namespace.as_ref().ok().cloned();
            if let (Some(id), true) = (id.and_then(Pid::from_raw), is_inside && namespace.is_ok()) {
                let _ = kill_process(id, Signal::KILL);
            }
        }
        for child in self.containers.iter_mut().filter_map(|one| one.child.as_mut()).chain([&mut self.holder])
        {
            let _ = child.kill();
            let _ = child.wait();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn containers(pod: &Value, site: &Site) -> Result<Vec<Container>, LabError> {
    let part = |key| pod.str_at(&["metadata", key]).unwrap_or_default();
    let init = pod.items_at(&["spec", "initContainers"]).iter().map(|container| {
        match container.str_at(&["restartPolicy"]) {
            Some("Always") => (container, Role::Sidecar),
            _ => (container, Role::Init),
        }
    });
    let main = pod.items_at(&["spec", "containers"]).iter().map(|container| (container, Role::Main));
    let container = |(container, role): (&Value, Role)| {
        let name = container.str_at(&["name"]).unwrap_or_default().to_owned();
        Ok(Container {
            run: run(container, pod, &site.programs)?,
            probe: Probe::of(container),
            log: site.logs.join(format!(
                "{}.{}.{}.log",
                part("namespace"),
                part("name"),
                name.replace('/', "-")
            )),
            name,
            role,
            child: None,
            ended: None,
            restarts: 0,
            again: None,
            is_done: false,
            readiness: Readiness::default(),
            asked: None,
        })
    };
    init.chain(main).map(container).collect()
}

impl Container {
    fn start(&mut self, holder: u32, folder: &Path) -> Result<(), LabError> {
        let log =
            File::options().create(true).append(true).open(&self.log).map_err(LabError::file(&self.log))?;
        let errors = log.try_clone().map_err(LabError::file(&self.log))?;
        let (user, group) = self.run.user;
        let mut command = program("nsenter");
        command.args([format!("--net=/proc/{holder}/ns/net"), format!("--mount=/proc/{holder}/ns/mnt")]);
        command.args(["sh", "-c", "cd \"$0\" && exec \"$@\""]).arg(folder);
        command
            .arg("setpriv")
            .args([format!("--reuid={user}"), format!("--regid={group}")])
            .arg("--clear-groups");
        command.args(&self.run.words);
        command.env_clear().env("PATH", PATH).env("HOME", "/").envs(self.run.variables.iter());
        command.stdin(Stdio::null()).stdout(log).stderr(errors);
        let failed = |e: std::io::Error| LabError::Run {
            what: format!("container {}", self.name),
            cause: e.to_string(),
        };
        self.child = Some(command.spawn().map_err(failed)?);
        self.asked = None;
        Ok(())
    }

    /// Looks whether it ended, and when it is to be started again.
    fn look(&mut self) {
        let Some(Ok(Some(status))) = self.child.as_mut().map(Child::try_wait) else { return };
        self.child = None;
        self.readiness = Readiness::default();
        self.is_done = self.role == Role::Init && status.success();
        self.ended = Some(status.to_string());
        if !self.is_done {
            let pause = Duration::from_secs(1 << self.restarts.min(4)).min(LONGEST_PAUSE);
            self.again = Some(Instant::now() + pause);
            self.restarts += 1;
        }
    }

    /// Asks whether it is ready, from time to time.
    fn ask(&mut self, address: Ipv4Addr) {
        let pause = if self.readiness.is_ready() { ASK_AGAIN } else { ASK_SOON };
        if self.child.is_some() && self.asked.is_none_or(|asked| asked.elapsed() >= pause) {
            self.readiness.hear(self.probe.succeeds(address), &self.probe);
            self.asked = Some(Instant::now());
        }
    }

    fn signal(&self, signal: Signal) {
        if let Some(child) = &self.child {
            let _ = kill_process(Pid::from_child(child), signal);
        }
    }
}
