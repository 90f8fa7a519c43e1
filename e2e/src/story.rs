//! An installed injector with a certificate that nobody looks after, and a person who does what the tool says.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::process::printed;
use crate::{ControlPlane, Kubectl, NAMESPACE, Replica, SERVICE, is_called, outrigger, run, until};

/// The Secret of the installation's certificate.
pub const SECRET: &str = "sidecar-injector-certs";

/// A control plane with an injector that pods may be sent to.
#[derive(Debug)]
pub struct Story {
    plane: ControlPlane,
    replica: Option<Replica>,
    programs: PathBuf,
}

/// A finding of a diagnosis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its code.
    pub code: String,
    /// The name of the object that it is about.
    pub name: String,
    /// What is the matter.
    pub cause: String,
    /// What to do about it.
    pub remedy: String,
}

impl Story {
    /// Installs an injector with a certificate of its own, which no controller keeps trusted, and serves it.
    ///
    /// # Panics
    /// It does not come up.
    pub fn begin(name: &str) -> Option<Story> {
        let plane = ControlPlane::start(name)?;
        let kubectl = plane.kubectl();
        let programs = plane.folder().join("bin");
        std::fs::create_dir_all(&programs).unwrap();
        std::os::unix::fs::symlink(outrigger(), programs.join("outrigger")).unwrap();
        std::os::unix::fs::symlink(plane.command("kubectl").get_program(), programs.join("kubectl")).unwrap();
        kubectl.namespace(NAMESPACE, "{}");
        let names = ["--service", SERVICE, "--namespace", NAMESPACE, "--secret", SECRET];
        kubectl.apply(&run(&[&["certs", "create"][..], &names].concat()));
        mount(&plane, &kubectl);
        let ca = plane.folder().join("certs/ca.crt").display().to_string();
        let flags = ["install", "--istio-names", "--image", "outrigger:test", "--static-ca-bundle", &ca];
        kubectl.apply(&run(&flags));
        let mut story = Story { plane, replica: None, programs };
        story.kubelet();
        is_called(&story.plane);
        Some(story)
    }

    /// The control plane.
    pub fn plane(&self) -> &ControlPlane {
        &self.plane
    }

    /// kubectl as an administrator.
    pub fn kubectl(&self) -> Kubectl {
        self.plane.kubectl()
    }

    /// Does what a kubelet does for the injector: its process runs while its Deployment asks for replicas.
    ///
    /// # Panics
    /// It does not come up.
    pub fn kubelet(&mut self) {
        let path = format!("-n {NAMESPACE} get deployment {SERVICE} -o jsonpath={{.spec.replicas}}");
        let wanted = self.kubectl().run(&path) != "0";
        match (wanted, &self.replica) {
            (true, None) => self.replica = Some(Replica::at_service(&self.plane, &[]).ready()),
            (false, Some(_)) => self.replica = None,
            _ => {}
        }
        let ready = format!(
            "-n {NAMESPACE} get endpointslices -l kubernetes.io/service-name={SERVICE} -o \
             jsonpath={{.items[*].endpoints[*].conditions.ready}}"
        );
        until("endpoints that are as the Deployment has it", || {
            (self.kubectl().run(&ready).contains("true") == wanted).then_some(())
        });
    }

    /// Does what a kubelet does with the injector's Secret: it becomes the files that the injector serves.
    pub fn mount(&self) {
        mount(&self.plane, &self.kubectl());
    }

    /// What a command finds; it is asked for JSON.
    ///
    /// # Panics
    /// It cannot look.
    pub fn finds(&self, line: &str) -> Vec<Found> {
        let mut found = Vec::new();
        collect(&self.json(line), &mut found);
        found
    }

    /// What a command answers in JSON.
    ///
    /// # Panics
    /// It cannot look.
    pub fn json(&self, line: &str) -> Value {
        let output = self.tool(line).args(["-o", "json"]).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        let read = serde_json::from_slice(&output.stdout);
        let read: Value = read.unwrap_or_else(|e| panic!("outrigger {line}: {e}: {said}"));
        assert_ne!(output.status.code(), Some(2), "outrigger {line}: {said}");
        read
    }

    /// What a command prints for people, whatever it finds.
    ///
    /// # Panics
    /// It cannot look.
    pub fn says(&self, line: &str) -> String {
        let output = self.tool(line).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_ne!(output.status.code(), Some(2), "outrigger {line}: {}", text(&output.stderr));
        text(&output.stdout) + &text(&output.stderr)
    }

    /// The one finding of a code that a command has.
    ///
    /// # Panics
    /// It has none.
    pub fn finding(&self, line: &str, code: &str) -> Found {
        let found = self.finds(line);
        let one = found.iter().find(|one| one.code == code);
        one.unwrap_or_else(|| panic!("outrigger {line} does not find {code}: {found:#?}")).clone()
    }

    /// Runs the command that a remedy names, as a person copies it from the terminal.
    ///
    /// # Panics
    /// There is no command in it, or it fails.
    pub fn follow(&self, found: &Found) {
        let command = command_of(&found.remedy).unwrap_or_else(|| panic!("no command: {found:#?}"));
        println!("{} {}: {command}", found.code, found.name);
        self.types(command);
    }

    /// Types a command into a shell, as a person does with `kubectl` and `outrigger` at hand.
    ///
    /// # Panics
    /// It fails.
    pub fn types(&self, command: &str) {
        let mut shell = Command::new("sh");
        shell.args(["-c", command]).envs(self.surroundings());
        printed(&mut shell, "").unwrap_or_else(|e| panic!("{command}: {e}"));
        // API servers take a changed webhook configuration over after a moment.
        std::thread::sleep(std::time::Duration::from_millis(1500));
    }

    fn tool(&self, line: &str) -> Command {
        let mut command = Command::new(outrigger());
        command.args(line.split_whitespace()).envs(self.surroundings());
        command
    }

    fn surroundings(&self) -> [(&'static str, std::ffi::OsString); 3] {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut all = vec![self.programs.clone()];
        all.extend(std::env::split_paths(&path));
        [
            ("PATH", std::env::join_paths(all).unwrap()),
            ("KUBECONFIG", self.plane.folder().join("admin.kubeconfig").into()),
            ("HOME", self.plane.folder().into()),
        ]
    }
}

fn mount(plane: &ControlPlane, kubectl: &Kubectl) {
    let mounted = plane.folder().join("certs");
    std::fs::create_dir_all(&mounted).unwrap();
    for key in ["ca.crt", "tls.crt", "tls.key"] {
        std::fs::write(mounted.join(key), kubectl.secret(NAMESPACE, SECRET, key)).unwrap();
    }
}

/// The command in a remedy: from the program's name on, up to what is said of it.
fn command_of(remedy: &str) -> Option<&str> {
    let start = ["kubectl ", "outrigger "].iter().filter_map(|program| remedy.find(program)).min()?;
    remedy.get(start..)?.split(", which").next()
}

/// All findings in an answer, wherever they are in it.
fn collect(value: &Value, found: &mut Vec<Found>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(fields) => {
            let text = |key: &str| fields.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
            if fields.contains_key("code") {
                let place = fields.get("place").and_then(|place| place.get("name")?.as_str());
                let name = place.map_or_else(|| text("name"), str::to_owned);
                found.push(Found { code: text("code"), name, cause: text("cause"), remedy: text("remedy") });
            }
            fields.values().for_each(|field| collect(field, found));
        }
        _ => {}
    }
}
