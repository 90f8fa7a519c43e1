//! `outrigger precheck`

mod report;
mod to_come;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use diagnosis::outdated::Now;
use diagnosis::precheck::{Change, Effect, changes};
use injection::{Facts, NativeSidecars, Version};
use objects::kinds;

use super::outdated::wanted;
use crate::failure::{Failure, shown};
use crate::findings::Form;
use crate::options::configuration::{Configuration, PlatformName};
use crate::options::control::ControlPlane;
use crate::options::injectors::Injectors;
use crate::options::known::Known;
use crate::options::namespaces::PodNamespaces;
use crate::output;

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # What a new tag means for the pods of the current context's cluster
  outrigger precheck --set global.tag=1.31.0

  # Which pods new ConfigMaps would refuse, and what they change of the others
  outrigger precheck --to-config config.yaml --to-mesh mesh.yaml -v

  # What changes once the nodes' kubelets run native sidecars, offline
  outrigger precheck --snapshot cluster.yaml --to-kubernetes 1.35

  # What a revision that is there already would make of the pods of another
  outrigger precheck -n shop --to-revision 1-31

Each pod is asked about as its author wrote it, twice: of the injector whose ConfigMaps the cluster has, and of the same \
with what the flags change. Compared are the two answers, not what runs: `outrigger outdated` says which pods are behind \
today. Of the version of Kubernetes injection reads whether kubelets run native sidecars, and nothing else.

Exit status: 0 nothing changes, 1 something does, 2 it could not be told.";

/// Arguments of `precheck`.
#[derive(Debug, Args)]
pub struct Precheck {
    /// Pods of which namespaces are looked at.
    #[command(flatten)]
    pub of: PodNamespaces,
    /// Where the control plane is.
    #[command(flatten)]
    pub control_plane: ControlPlane,
    /// Form of the output: table, json, yaml, sarif or junit.
    #[arg(short, long, value_name = "FORMAT", default_value = "table")]
    pub output: Form,
    /// Show the workloads for which nothing changes, too, and each field that changes.
    #[arg(short, long, visible_alias = "diff")]
    pub verbose: bool,
    /// What changes.
    #[command(flatten)]
    pub to: To,
    /// What is known of the cluster.
    #[command(flatten)]
    pub known: Known,
}

/// What changes; what is not named stays as it is.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "What changes")]
#[group(id = "to", required = true, multiple = true)]
pub struct To {
    /// The new injection config: the text of the ConfigMap's key `config`, or the whole ConfigMap.
    #[arg(long, value_name = "FILE")]
    pub to_config: Option<PathBuf>,
    /// The new values: the text of the ConfigMap's key `values`, or the whole ConfigMap.
    #[arg(long, value_name = "FILE")]
    pub to_values: Option<PathBuf>,
    /// The new mesh config: the text of the ConfigMap's key `mesh`, or the whole ConfigMap.
    #[arg(long, value_name = "FILE")]
    pub to_mesh: Option<PathBuf>,
    /// The revision that injects in place of the one whose webhook selects the pod.
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    pub to_revision: String,
    /// The release of Kubernetes that all nodes run.
    #[arg(long, value_name = "VERSION", value_parser = kubernetes)]
    pub to_kubernetes: Option<String>,
    /// Sets one of the values, such as `global.tag=1.31.0`; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// The release of Istio that answers.
    #[arg(long, visible_alias = "to-compat", value_name = "VERSION")]
    pub compat: Option<Version>,
    /// Whether proxies are native sidecars where the pod does not say.
    #[arg(long, value_name = "auto|true|false")]
    pub native_sidecars: Option<NativeSidecars>,
}

/// Something changes.
const FINDINGS: u8 = 1;
/// It could not be told.
const UNTOLD: u8 = 2;

/// Prints what changes for the pods that are there, by workload.
pub fn run(options: &Precheck) -> ExitCode {
    match look(options) {
        Ok(changes) if changes.iter().any(|change| change.effect.is_finding()) => ExitCode::from(FINDINGS),
        Ok(changes) if changes.iter().any(|change| matches!(change.effect, Effect::Unknown { .. })) => {
            ExitCode::from(UNTOLD)
        }
        Ok(_) => ExitCode::SUCCESS,
        Err(failure) => {
            eprint!("{failure}");
            ExitCode::from(UNTOLD)
        }
    }
}

fn look(options: &Precheck) -> Result<Vec<Change>, Failure> {
    let (namespace, control) = (options.of.namespace.as_deref(), &*options.control_plane.istio_namespace);
    let (world, _) = options.known.world(|_| wanted(namespace, control))?;
    if world.known(kinds::POD).is_none() {
        return Err(Failure::new("no pods are among what is known of the cluster")
            .hint("a snapshot for this is what `kubectl get pods,… -A -o yaml` prints, see `outrigger outdated --help`"));
    }
    let to_come = to_come::world(&world, control, &options.to)?;
    let (as_it_is, as_it_will_be) = (configuration(None), configuration(Some(&options.to)));
    let injectors = Injectors::new(&as_it_is, control, &world);
    let injectors_to_come = Injectors::new(&as_it_will_be, control, &to_come);
    let today_of = |revision: &str| injectors.of(revision);
    let to_come_of = |revision: &str| injectors_to_come.of(revision);
    let changes = changes(
        &world,
        namespace,
        &Now { injector: &today_of, facts: &Facts::of(&world), revision: "" },
        &Now { injector: &to_come_of, facts: &Facts::of(&to_come), revision: &options.to.to_revision },
    );
    match options.output {
        Form::Table => {
            output::write(&report::table(&changes, options.verbose), None)?;
            eprint!("{}", shown(&report::summary(&changes)));
        }
        form => output::write(&report::report(&changes).text("precheck", form), None)?,
    }
    Ok(changes)
}

/// What lies over the ConfigMaps.
fn configuration(to: Option<&To>) -> Configuration {
    Configuration {
        inject_config_file: None,
        mesh_config_file: None,
        values_file: None,
        operator_file_name: None,
        set: to.map(|to| to.set.clone()).unwrap_or_default(),
        revision: String::new(),
        compat: to.and_then(|to| to.compat),
        native_sidecars: to.and_then(|to| to.native_sidecars),
        platform: PlatformName::Kubernetes,
        snapshot: Vec::new(),
    }
}

/// A release of Kubernetes as kubelets say it: `v1.35.0`.
fn kubernetes(text: &str) -> Result<String, String> {
    let numbers: Option<Vec<u16>> =
        text.strip_prefix('v').unwrap_or(text).split('.').map(|number| number.parse().ok()).collect();
    match numbers.as_deref() {
        Some([major, minor]) => Ok(format!("v{major}.{minor}.0")),
        Some([major, minor, patch]) => Ok(format!("v{major}.{minor}.{patch}")),
        _ => Err("not a release such as 1.35 or v1.35.2".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_of_kubernetes_are_said_as_kubelets_say_them() {
        for (text, want) in [
            ("1.35", Some("v1.35.0")),
            ("v1.35.2", Some("v1.35.2")),
            ("1", None),
            ("1.x", None),
            ("", None),
            ("1.2.3.4", None),
            ("1.99999", None),
        ] {
            assert_eq!(kubernetes(text).ok().as_deref(), want, "{text}");
        }
    }
}
