//! `outrigger policy`

use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use injection::resolve::Purpose;
use manifests::{DEFAULT_REVISION, Naming, Settings};
use policy::{Exclusion, Generated, Loss, Others, Wanted};

use crate::failure::{Failure, shown};
use crate::notes;
use crate::options::configuration::{self, Configuration};
use crate::options::control::ControlPlane;
use crate::options::form::Form;

/// How `generate` is used.
const GENERATE_EXAMPLES: &str = "\
Examples:
  # Inject without a webhook, with the built-in configuration or that of an Istio
  outrigger policy generate | kubectl apply -f -
  outrigger policy generate --inject-config-file injector.yaml \\
    --values-file injector.yaml --mesh-config-file mesh.yaml > policy.yaml

  # Refuse pods that the policy cannot inject as the webhook would, in place of a warning
  outrigger policy generate --others deny > policy.yaml

The policy decides and adds what the webhook does, to the letter. Pods for which that cannot be said in CEL are left \
alone; standard error names them, and a ValidatingAdmissionPolicy warns who creates one. API servers have \
MutatingAdmissionPolicies from 1.36 on. Take away the webhook's configuration before: both would answer for the same pods.

Exit status: 0 nothing is lost, 1 something is, and it is named, 2 the configuration cannot be said as a policy.";

/// What is done with admission policies.
#[derive(Debug, Subcommand)]
pub enum PolicyCommand {
    /// Print a MutatingAdmissionPolicy that injects as the webhook does, for `kubectl apply`, and say what is lost by it.
    #[command(after_long_help = GENERATE_EXAMPLES)]
    Generate(Box<Generate>),
}

/// Arguments of `policy generate`.
#[derive(Debug, Args)]
#[command(mut_arg("istio_namespace", |flag| flag.help("Namespace of the control plane, where namespaces' labels do not count")))]
pub struct Generate {
    /// Inject in every namespace that does not say otherwise.
    #[arg(long)]
    pub opt_out: bool,
    /// What becomes of pods that the webhook would inject and the policy cannot: a warning, a refusal, or nothing.
    #[arg(long, value_enum, default_value = "warn")]
    pub others: OthersName,
    /// Where the control plane is.
    #[command(flatten)]
    pub control_plane: ControlPlane,
    /// Form of the output: yaml or json.
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value = "yaml")]
    pub output: Form,
    /// Where the configuration comes from.
    #[command(flatten)]
    pub configuration: Configuration,
}

/// What becomes of pods that the policy leaves alone.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum OthersName {
    /// Who creates one is warned.
    Warn,
    /// They are refused.
    Deny,
    /// Nothing is said.
    Ignore,
}

/// Something is lost.
const LOST: u8 = 1;
/// There is no policy.
const REFUSED: u8 = 2;

/// Does what is asked with admission policies.
pub fn run(command: &PolicyCommand) -> ExitCode {
    let PolicyCommand::Generate(options) = command;
    let printed = generate(options).and_then(|generated| {
        options.output.print(&generated.objects)?;
        Ok(generated)
    });
    match printed {
        Ok(Generated { exclusions, losses, .. }) => {
            report(&exclusions, &losses);
            ExitCode::from(if exclusions.is_empty() && losses.is_empty() { 0 } else { LOST })
        }
        Err(failure) => {
            eprint!("{failure}");
            ExitCode::from(REFUSED)
        }
    }
}

fn generate(options: &Generate) -> Result<Generated, Failure> {
    let resolution = configuration::resolve(&options.configuration, Purpose::Webhook)?;
    notes::print(&resolution.notes);
    let revision = match options.configuration.revision.as_str() {
        "" => DEFAULT_REVISION,
        revision => revision,
    };
    let mut settings = Settings::new(String::new(), None);
    settings.naming = Naming::Istio;
    settings.namespace.clone_from(&options.control_plane.istio_namespace);
    settings.revision = revision.to_owned();
    settings.opt_out = options.opt_out;
    let webhooks = manifests::webhook_configuration(&settings).unwrap_or_default();
    let name = match revision {
        DEFAULT_REVISION => "outrigger-sidecar-injector".to_owned(),
        revision => format!("outrigger-sidecar-injector-{revision}"),
    };
    let others = match options.others {
        OthersName::Warn => Others::Warn,
        OthersName::Deny => Others::Deny,
        OthersName::Ignore => Others::Ignore,
    };
    let wanted = Wanted { name: &name, webhooks: &webhooks, others };
    policy::generate(&resolution.injector, &resolution.facts, wanted)
        .map_err(|e| Failure::new(&e).hint("the webhook injects with it: `outrigger install`"))
}

/// Says what is lost.
fn report(exclusions: &[Exclusion], losses: &[Loss]) {
    for Exclusion { code, pods, why, .. } in exclusions {
        eprintln!("left alone ({code}): pods {}: {}", shown(pods), shown(why));
    }
    for Loss { code, what } in losses {
        eprintln!("lost ({code}): {}", shown(what));
    }
}
