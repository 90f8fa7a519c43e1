//! What a pod's manifest asks for.

use std::path::{Path, PathBuf};

use capture::Flags;
use clap::Args;
use diagnosis::capture::{AskError, Asked};
use init::Wanted;
use init::say::say;
use injection::kube_inject::KubeInject;
use injection::resolve::{Purpose, Resolution};

use crate::failure::Failure;
use crate::options::configuration::{self, Configuration, PlatformName};
use crate::{input, manifest, notes};

/// The pod that says what is asked for.
#[derive(Debug, Args)]
pub struct Pod {
    /// The manifest of a pod, or of a workload, that says what is asked for; `-` for standard input.
    #[arg(short = 'f', long = "filename", value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    injection: Injection,
}

/// How a pod is injected that is not yet.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "How a pod is injected that is not yet")]
struct Injection {
    /// Injection config: the text of the ConfigMap's key `config`, or the whole ConfigMap.
    #[arg(long, visible_alias = "injectConfigFile", value_name = "FILE")]
    inject_config_file: Option<PathBuf>,
    /// Mesh config: the text of the ConfigMap's key `mesh`, or the whole ConfigMap.
    #[arg(long, visible_alias = "meshConfigFile", value_name = "FILE")]
    mesh_config_file: Option<PathBuf>,
    /// Values of the templates: the text of the ConfigMap's key `values`, or the whole ConfigMap.
    #[arg(long, visible_alias = "valuesFile", value_name = "FILE")]
    values_file: Option<PathBuf>,
    /// IstioOperator whose `spec.values` and `spec.meshConfig` are used in place of the files.
    #[arg(long, visible_alias = "operatorFileName", value_name = "FILE")]
    operator_file_name: Option<PathBuf>,
    /// Sets one of the values, such as `global.proxy.includeIPRanges=10.0.0.0/8`; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Answer as this Istio does, where versions differ and the configuration cannot tell.
    #[arg(long, value_name = "VERSION")]
    compat: Option<injection::Version>,
}

/// What is wanted: what the flags say, and where they say nothing a pod, or the environment where there is no pod.
///
/// # Errors
/// The pod cannot be read or injected, or what is asked for cannot be.
pub fn wanted(flags: Flags, pod: Pod) -> Result<Wanted, Failure> {
    let Some(file) = pod.file else {
        return init::prepare(&flags, false, &|name| std::env::var(name).ok()).map_err(Failure::new);
    };
    let asked = asked(&file, pod.injection)?;
    let flags = asked.under(flags).map_err(|e| describe(&e).at(input::display(&file)))?;
    init::prepare(&flags, false, &|name| asked.variable(name)).map_err(Failure::new)
}

/// What a manifest asks for. It is injected first if it is not yet.
fn asked(file: &Path, injection: Injection) -> Result<Asked, Failure> {
    let failed = |e: AskError| describe(&e).at(input::display(file));
    let text = input::read_manifest(file, "iptables trace")?;
    if let Some(asked) = diagnosis::capture::injected(&text).map_err(failed)? {
        say(format_args!("note: asked for by container `{}`", asked.container));
        return Ok(asked);
    }
    let Resolution { injector, facts, notes, .. } =
        configuration::resolve(&injection.configuration(), Purpose::Webhook)?;
    notes::print(&notes);
    let kube_inject = KubeInject { injector: &injector, facts: &facts, elsewhere: None };
    let asked = diagnosis::capture::injecting(&text, kube_inject).map_err(failed)?;
    say(format_args!("note: asked for by container `{}`, which injection gives the pod", asked.container));
    Ok(asked)
}

impl Injection {
    fn configuration(self) -> Configuration {
        Configuration {
            inject_config_file: self.inject_config_file,
            mesh_config_file: self.mesh_config_file,
            values_file: self.values_file,
            operator_file_name: self.operator_file_name,
            set: self.set,
            revision: String::new(),
            compat: self.compat,
            native_sidecars: None,
            platform: PlatformName::Kubernetes,
            snapshot: Vec::new(),
        }
    }
}

/// Why it cannot be known, with what to do.
fn describe(error: &AskError) -> Failure {
    match error {
        AskError::Injection(error) => manifest::describe(error),
        AskError::NameServers => {
            Failure::new(error).hint("give those of the pod's /etc/resolv.conf with --dns-servers")
        }
        error => Failure::new(error),
    }
}
