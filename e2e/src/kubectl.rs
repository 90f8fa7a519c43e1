//! kubectl, as a person uses it.

use std::path::PathBuf;

use base64::Engine as _;

use crate::process::printed;
use crate::programs::Programs;
use crate::{NAMESPACE, until};

/// kubectl for one cluster.
#[derive(Clone, Debug)]
pub struct Kubectl {
    programs: Programs,
    kubeconfig: PathBuf,
}

impl Kubectl {
    pub(crate) fn new(programs: Programs, kubeconfig: PathBuf) -> Kubectl {
        Kubectl { programs, kubeconfig }
    }

    /// Runs a line with a text to read; what it prints, or what it says of its failure.
    ///
    /// # Errors
    /// It fails.
    pub fn try_run(&self, line: &str, input: &str) -> Result<String, String> {
        self.words(&line.split_whitespace().collect::<Vec<_>>(), input)
    }

    /// Runs words with a text to read; what it prints, or what it says of its failure.
    ///
    /// # Errors
    /// It fails.
    pub fn words(&self, words: &[&str], input: &str) -> Result<String, String> {
        let mut command = self.programs.command("kubectl");
        command.arg("--kubeconfig").arg(&self.kubeconfig).args(words);
        printed(&mut command, input)
    }

    /// Runs a line that has to succeed.
    ///
    /// # Panics
    /// It fails.
    pub fn run(&self, line: &str) -> String {
        self.try_run(line, "").unwrap_or_else(|e| panic!("kubectl {line}: {e}"))
    }

    /// Applies manifests.
    ///
    /// # Panics
    /// The API server refuses them.
    pub fn apply(&self, manifests: &str) {
        self.try_run("apply -f -", manifests).unwrap_or_else(|e| panic!("{e}\n{manifests}"));
    }

    /// Makes a namespace with labels (`{a: b}`), and waits for its service account, which pods need.
    pub fn namespace(&self, name: &str, labels: &str) {
        self.apply(&format!(
            "apiVersion: v1\nkind: Namespace\nmetadata: {{name: {name}, labels: {labels}}}\n"
        ));
        self.account_of(name);
    }

    /// Waits for the service account of a namespace, which pods need; without controllers it is made here.
    ///
    /// # Panics
    /// There is none.
    pub fn account_of(&self, namespace: &str) {
        if let Programs::Folder(_) = self.programs {
            self.apply(&format!(
                "apiVersion: v1\nkind: ServiceAccount\nmetadata: {{name: default, namespace: {namespace}}}\n"
            ));
        }
        let line = format!("-n {namespace} get serviceaccount default");
        until("a service account", || self.try_run(&line, "").ok());
    }

    /// What `kubectl get pods` says of the readiness of the pods of an application that are not being deleted, such as
    /// `2/2`; and the names of their containers.
    pub fn pods(&self, namespace: &str, app: &str) -> Vec<(String, Vec<String>)> {
        let selector = format!("app={app}");
        let path = "jsonpath={range .items[*]}{.metadata.deletionTimestamp}|{.status.containerStatuses[*].ready}|\
                    {.spec.containers[*].name},{end}";
        let words = ["-n", namespace, "get", "pods", "-l", &selector, "-o", path];
        let text = self.words(&words, "").unwrap_or_else(|e| panic!("{words:?}: {e}"));
        let pod = |line: &str| {
            let [deleted, ready, names] = line.split('|').collect::<Vec<_>>().try_into().ok()?;
            if !str::is_empty(deleted) {
                return None;
            }
            let names: Vec<String> = names.split(' ').map(str::to_owned).collect();
            let ready = ready.split(' ').filter(|r| *r == "true").count();
            Some((format!("{ready}/{}", names.len()), names))
        };
        text.split(',').filter_map(pod).collect()
    }

    /// Waits until an application's only pod says this of its readiness, such as `2/2`.
    ///
    /// # Panics
    /// It does not.
    pub fn comes_up(&self, namespace: &str, app: &str, want: &str) {
        until(&format!("{namespace}/{app} {want}"), || {
            matches!(&self.pods(namespace, app)[..], [(ready, _)] if ready == want).then_some(())
        });
    }

    /// The address of a Service in [`NAMESPACE`].
    pub fn address(&self, service: &str) -> String {
        self.run(&format!("-n {NAMESPACE} get service {service} -o jsonpath={{.spec.clusterIP}}"))
    }

    /// The entry of a Secret, decoded.
    pub fn secret(&self, namespace: &str, name: &str, key: &str) -> String {
        let key = key.replace('.', "\\.");
        let text = self.run(&format!("-n {namespace} get secret {name} -o jsonpath={{.data.{key}}}"));
        String::from_utf8(base64::engine::general_purpose::STANDARD.decode(text).unwrap()).unwrap()
    }
}
