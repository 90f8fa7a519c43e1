//! `outrigger iptables`: what the init container's program does, and what the rules that are there do.

use std::process::ExitCode;

use capture::Flags;
use clap::{Args, Subcommand};

mod asked;
mod flags;
mod form;
mod trace;
mod verify;

pub use flags::flags_of;

use flags::Explained;
use trace::Trace;
use verify::Verify;

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

Exit status: 0 done, 1 an error, 3 `verify` found differences, 126 the validation \
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

const CLEAN_EXAMPLES: &str = "\
Examples:
  # Take the rules of a pod's network namespace away
  outrigger iptables clean --network-namespace /proc/4711/ns/net";

/// Arguments of `iptables` that are not flags of capture: [`flags_of`] reads these.
#[derive(Debug, Args)]
pub struct Iptables {
    #[command(flatten)]
    explained: Explained,
    #[command(subcommand)]
    action: Option<Action>,
}

/// What may be done beside applying.
#[derive(Debug, Subcommand)]
enum Action {
    /// Compare the live rules with those that the flags ask for; exit status 3 if they differ.
    #[command(after_long_help = VERIFY_EXAMPLES)]
    Verify(Box<Verify>),
    /// Tell which rule takes a packet, and where the packet ends.
    #[command(after_long_help = TRACE_EXAMPLES)]
    Trace(Box<Trace>),
    /// Take the rules away, as the scripts of Istio 1.0 did on this word.
    #[command(after_long_help = CLEAN_EXAMPLES)]
    Clean,
}

/// Does what the flags and the arguments ask for. What is wrong is said on standard error.
#[must_use]
pub fn run(flags: Flags, options: Iptables) -> ExitCode {
    let done = match options.action {
        None => return init::run(&flags, false, &|name| std::env::var(name).ok()),
        Some(Action::Clean) => return init::run(&flags, true, &|name| std::env::var(name).ok()),
        Some(Action::Verify(options)) => verify::run(flags, *options),
        Some(Action::Trace(options)) => trace::run(flags, *options),
    };
    done.unwrap_or_else(|failure| {
        eprint!("{failure}");
        ExitCode::FAILURE
    })
}
