//! `outrigger iptables`: what the init container's program does, and for a pod's manifest as well.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use diagnosis::capture::{AskError, Asked};
use init::arguments::Arguments;
use init::say::say;
use injection::kube_inject::KubeInject;
use injection::resolve::{Purpose, Resolution};

use crate::failure::Failure;
use crate::options::configuration::{self, Configuration, PlatformName};
use crate::{input, manifest, notes};

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # What an init container does, printed and not done
  outrigger iptables -p 15001 -z 15006 -u 1337 -m REDIRECT -i '*' -b '*' \\
    -d 15090,15021 --dry-run

  # Which rule takes a call of the application, and where it ends
  outrigger iptables -i '*' -b '*' trace --out 10.1.2.3:443 --uid 1000

  # The same for a pod, injected or not yet, and with the rules that are there
  outrigger iptables trace -f pod.yaml --out 10.1.2.3:443 --uid 1000
  outrigger iptables trace --live --out 10.1.2.3:443 --uid 1000

  # Whether the rules of a running pod are those that were asked for
  kubectl get pod web -o yaml | outrigger iptables verify -f - \\
    --network-namespace /proc/4711/ns/net

Exit status: 0 done, 1 an error, 3 `verify` found differences, 126 the validation
failed.";

const VERIFY_EXAMPLES: &str = "\
Examples:
  # Whether this network namespace has the rules of these flags
  outrigger iptables -i '*' -b '*' -d 15090,15021 verify

  # Whether a running pod has those that its init container asks for
  kubectl get pod web -o yaml | outrigger iptables verify -f - \\
    --network-namespace /proc/4711/ns/net";

const TRACE_EXAMPLES: &str = "\
Examples:
  # Which rule of these flags takes a call of the application
  outrigger iptables -i '*' -b '*' trace --out 10.1.2.3:443 --uid 1000

  # For a pod, injected or not yet; and with the rules that are there
  outrigger iptables trace -f pod.yaml --out 10.1.2.3:443 --uid 1000
  outrigger iptables trace --live --out 10.1.2.3:443 --uid 1000

  # For a pod that is not injected yet, with an installation's configuration
  outrigger iptables trace -f pod.yaml --in 10.0.0.5:8080 \\
    --injectConfigFile istio-sidecar-injector.yaml --meshConfigFile istio.yaml";

/// Arguments of `iptables`.
#[derive(Debug, Args)]
pub struct Iptables {
    #[command(flatten)]
    arguments: Arguments,
    #[command(subcommand)]
    action: Option<Action>,
}

/// What may be done beside applying.
#[derive(Debug, Subcommand)]
enum Action {
    /// Compare the live rules with those that the flags ask for; exit status 3 if they differ.
    #[command(after_help = VERIFY_EXAMPLES)]
    Verify(VerifyPod),
    /// Tell which rule takes a packet, and where the packet ends.
    #[command(after_help = TRACE_EXAMPLES)]
    Trace(TracePod),
    /// Take the rules away, as the scripts of Istio 1.0 did on this word.
    #[command(after_help = init::CLEAN_EXAMPLES)]
    Clean,
}

#[derive(Debug, Args)]
struct VerifyPod {
    #[command(flatten)]
    options: init::verify::Verify,
    /// The manifest of a pod, or of a workload, that says what is asked for; `-` for standard input.
    #[arg(short = 'f', long = "filename", value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    injection: Injection,
}

#[derive(Debug, Args)]
struct TracePod {
    #[command(flatten)]
    options: init::way::Trace,
    /// The manifest of a pod, or of a workload, that says what is asked for; `-` for standard input.
    #[arg(short = 'f', long = "filename", value_name = "FILE", conflicts_with = "live")]
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

/// Does what the arguments ask for. What is wrong is said on standard error.
#[must_use]
pub fn run(options: Iptables) -> ExitCode {
    let Iptables { arguments, action } = options;
    let (action, manifest) = match action {
        None => (None, None),
        Some(Action::Clean) => (Some(init::Action::Clean), None),
        Some(Action::Verify(VerifyPod { options, file, injection })) => {
            (Some(init::Action::Verify(options)), file.map(|file| (file, injection)))
        }
        Some(Action::Trace(TracePod { options, file, injection })) => {
            (Some(init::Action::Trace(options)), file.map(|file| (file, injection)))
        }
    };
    let Some((file, injection)) = manifest else { return init::run(&init::Command { arguments, action }) };
    let asked = asked(&file, injection).and_then(|asked| {
        let flags = asked.under(arguments.0).map_err(|e| describe(&e).at(input::display(&file)))?;
        Ok((flags, asked))
    });
    match asked {
        Ok((flags, asked)) => {
            let command = init::Command { arguments: Arguments(flags), action };
            init::run_in(&command, &|name| asked.variable(name))
        }
        Err(failure) => {
            eprint!("{failure}");
            ExitCode::FAILURE
        }
    }
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
    let kube_inject = KubeInject { injector: &injector, facts: &facts };
    let asked = diagnosis::capture::injecting(&text, kube_inject).map_err(failed)?;
    say(format_args!("note: asked for by container `{}`, which injection gives the pod", asked.container));
    Ok(asked)
}

fn describe(error: &AskError) -> Failure {
    match error {
        AskError::Injection(error) => manifest::describe(error),
        AskError::NameServers => {
            Failure::new(error).hint("give those of the pod's /etc/resolv.conf with --dns-servers")
        }
        error => Failure::new(error),
    }
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
