//! The command tree, on top of everything. Istio's spelling of a flag always works beside ours.

mod completion;
#[cfg(test)]
mod help;
mod mistakes;
mod names;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use self::names::{Started, started, through_kubectl};

// One name a line, so that two new commands do not meet here.
use crate::commands::analyze;
use crate::commands::bug_report;
use crate::commands::certs;
use crate::commands::check_inject;
use crate::commands::config;
use crate::commands::describe;
use crate::commands::doctor;
use crate::commands::explain;
use crate::commands::inject;
use crate::commands::injector;
use crate::commands::install;
use crate::commands::iptables;
use crate::commands::krm;
use crate::commands::kube_inject;
use crate::commands::lint;
use crate::commands::outdated;
use crate::commands::policy;
use crate::commands::post_render;
use crate::commands::precheck;
use crate::commands::probe;
use crate::commands::proxy_status;
use crate::commands::render;
use crate::commands::replay;
use crate::commands::snapshot;
use crate::commands::tag;
use crate::commands::uninstall;
use crate::commands::version;
use crate::commands::version_over_xds;
use crate::commands::webhook;
use crate::failure::Failure;

/// Puts a service-mesh sidecar into Kubernetes workloads, and says why.
#[derive(Debug, Parser)]
#[command(name = "outrigger", version, propagate_version = true, max_term_width = 110)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Put the sidecar into the workloads of a manifest, as `istioctl kube-inject` does; no cluster is needed.
    #[command(name = "kube-inject", after_help = kube_inject::EXAMPLES)]
    KubeInject(Box<kube_inject::KubeInject>),
    /// Put the sidecar into manifests as the webhook will put it into their pods, and leave the rest of the files as it is.
    #[command(after_help = inject::EXAMPLES)]
    Inject(Box<inject::Inject>),
    /// Put the sidecar into the objects of a ResourceList, as kustomize and kpt start functions.
    #[command(after_help = krm::EXAMPLES)]
    Krm(Box<krm::Krm>),
    /// Put the sidecar into what a chart gives, as Helm starts post-renderers.
    #[command(after_help = post_render::EXAMPLES)]
    PostRender(Box<post_render::PostRender>),
    /// Show what a template gives for a pod, before it is merged into the pod.
    #[command(after_help = render::EXAMPLES)]
    Render(Box<render::Render>),
    /// Print the built-in configuration, to start from.
    #[command(after_help = config::EXAMPLES)]
    Config(config::Config),
    /// Serve the admission webhook that puts the sidecar into pods as they are created.
    #[command(after_help = webhook::EXAMPLES)]
    Webhook(Box<webhook::Webhook>),
    /// Answer recorded admission reviews again, and tell what would change.
    #[command(after_help = replay::EXAMPLES)]
    Replay(Box<replay::Replay>),
    /// Print what the other commands read of a cluster, to use it without the cluster.
    #[command(after_help = snapshot::EXAMPLES)]
    Snapshot(Box<snapshot::Snapshot>),
    /// Say which webhooks inject a pod, as `istioctl experimental check-inject` does, and how the pod stands.
    #[command(after_help = check_inject::EXAMPLES)]
    CheckInject(Box<check_inject::CheckInject>),
    /// Say why a pod is injected or not, rule by rule, and what would change it; or what a code of a finding means.
    #[command(after_help = explain::EXAMPLES)]
    Explain(Box<explain::Explain>),
    /// Say which injectors answer for which namespaces and pods.
    #[command(subcommand)]
    Injector(injector::InjectorCommand),
    /// Say what revision tags mean and who uses them; make and delete them.
    #[command(subcommand)]
    Tag(tag::TagCommand),
    /// Commands that istioctl calls experimental, by its names.
    #[command(subcommand, visible_alias = "x")]
    Experimental(Experimental),
    /// Print what has to be in a cluster for the webhook to run there, for `kubectl apply`.
    #[command(after_help = install::EXAMPLES)]
    Install(Box<install::Install>),
    /// Say what is the matter with injection in a cluster or in manifests, as `istioctl analyze` does.
    #[command(after_help = analyze::EXAMPLES)]
    Analyze(Box<analyze::Analyze>),
    /// Say what is the matter with an injection configuration.
    #[command(after_help = lint::EXAMPLES)]
    Lint(Box<lint::Lint>),
    /// Say what stands between the API server and the injectors, and repair it.
    #[command(after_help = doctor::EXAMPLES)]
    Doctor(Box<doctor::Doctor>),
    /// Make certificates for webhooks, and make them trusted.
    Certs(Box<certs::Certs>),
    /// Say what of an installation is in a cluster, and delete it.
    #[command(after_help = uninstall::EXAMPLES)]
    Uninstall(Box<uninstall::Uninstall>),
    /// Say which pods have another sidecar than injection would give them now, none, or one too many.
    #[command(after_help = outdated::EXAMPLES)]
    Outdated(Box<outdated::Outdated>),
    /// Say how the mesh sees a pod or a Service.
    #[command(subcommand, visible_alias = "des")]
    Describe(describe::DescribeCommand),
    /// Say which versions run: this program, the control plane and the proxies, as `istioctl version` does.
    #[command(after_help = version::EXAMPLES)]
    Version(Box<version::Version>),
    /// Say whether proxies have the configuration that istiod sent them, as `istioctl proxy-status` does.
    #[command(visible_alias = "ps", after_help = proxy_status::EXAMPLES)]
    ProxyStatus(Box<proxy_status::ProxyStatus>),
    /// Gather what is needed to look into what happens in a cluster, without its secrets.
    #[command(after_help = bug_report::EXAMPLES)]
    BugReport(Box<bug_report::BugReport>),
    /// Inject without a webhook: admission policies that API servers evaluate themselves.
    #[command(subcommand)]
    Policy(policy::PolicyCommand),
    /// Say what a new configuration, release or version of Kubernetes would change for the pods that are there.
    #[command(after_help = precheck::EXAMPLES)]
    Precheck(Box<precheck::Precheck>),
    /// Send a pod's traffic to its proxy, as the init container does: rules of iptables or nftables.
    #[command(args_override_self = true, after_help = iptables::EXAMPLES)]
    Iptables(Box<iptables::Iptables>),
    /// Check the health file of a webhook, for a probe of kubelet's.
    #[command(after_help = probe::EXAMPLES)]
    Probe(probe::Probe),
}

/// Commands that istioctl calls experimental.
#[derive(Debug, Subcommand)]
pub enum Experimental {
    /// The same as `outrigger check-inject`.
    #[command(after_help = check_inject::EXAMPLES)]
    CheckInject(Box<check_inject::CheckInject>),
    /// Say which versions run, asked over xDS, as `istioctl experimental version` does.
    #[command(after_help = version_over_xds::EXAMPLES)]
    Version(Box<version_over_xds::VersionOverXds>),
    /// The same as `outrigger proxy-status`.
    #[command(visible_alias = "ps", after_help = proxy_status::EXAMPLES)]
    ProxyStatus(Box<proxy_status::ProxyStatus>),
    /// The same as `outrigger describe`.
    #[command(subcommand, visible_alias = "des")]
    Describe(describe::DescribeCommand),
    /// The same as `outrigger precheck`.
    #[command(after_help = precheck::EXAMPLES)]
    Precheck(Box<precheck::Precheck>),
    /// The same as `outrigger injector`.
    #[command(subcommand)]
    Injector(injector::InjectorCommand),
}

/// Does what the command line says.
pub fn run() -> ExitCode {
    let (by, line) = started(std::env::args_os().collect(), &Arguments::command());
    if by == Started::ToComplete {
        print!("{}", completion::of(&Arguments::command(), line.get(1..).unwrap_or_default()));
        return ExitCode::SUCCESS;
    }
    let read = |line: Vec<OsString>| {
        let (flags, line) = iptables::flags_of(line)?;
        let tree = Arguments::command();
        let tree = if by == Started::ByKubectl { through_kubectl(tree) } else { tree };
        Ok::<_, clap::Error>((flags, Arguments::from_arg_matches(&tree.try_get_matches_from(line)?)?))
    };
    let (flags, arguments) = match read(line.clone()) {
        Ok(read) => read,
        Err(e) if post_render::is_helm_plugin(&line) && e.use_stderr() => return post_render::refuse(&e),
        Err(e) => {
            // Nothing is left to be said if the terminal is gone.
            let _ = e.print();
            let hint =
                std::env::args().nth(1).and_then(|name| mistakes::hint(&e, &Arguments::command(), &name));
            if let Some(hint) = hint {
                eprintln!("\nhint: {hint}");
            }
            return if e.use_stderr() { ExitCode::FAILURE } else { ExitCode::SUCCESS };
        }
    };
    let outcome = match arguments.command {
        Command::KubeInject(options) => kube_inject::run(&options),
        Command::Inject(options) => return inject::run(&options).unwrap_or_else(failed),
        Command::Krm(options) => return krm::run(&options).unwrap_or_else(failed),
        Command::PostRender(options) => return post_render::run(&options).unwrap_or_else(failed),
        Command::Render(options) => render::run(&options),
        Command::Config(options) => config::run(&options),
        Command::Webhook(options) => return webhook::run(*options).unwrap_or_else(failed),
        Command::Replay(options) => replay::run(&options),
        Command::Snapshot(options) => snapshot::run(&options),
        Command::CheckInject(options) | Command::Experimental(Experimental::CheckInject(options)) => {
            check_inject::run(&options)
        }
        Command::Injector(command) | Command::Experimental(Experimental::Injector(command)) => {
            injector::run(&command)
        }
        Command::Tag(command) => tag::run(&command),
        Command::BugReport(options) => bug_report::run(&options),
        Command::Describe(command) | Command::Experimental(Experimental::Describe(command)) => {
            describe::run(&command)
        }
        Command::Version(options) => version::run(&options),
        Command::Experimental(Experimental::Version(options)) => version_over_xds::run(&options),
        Command::ProxyStatus(options) | Command::Experimental(Experimental::ProxyStatus(options)) => {
            proxy_status::run(&options)
        }
        Command::Install(options) => install::run(&options),
        Command::Certs(options) => certs::run(&options),
        Command::Uninstall(options) => uninstall::run(&options),
        Command::Analyze(options) => return analyze::run(&options).unwrap_or_else(failed),
        Command::Doctor(options) => return doctor::run(&options),
        Command::Lint(options) => return lint::run(&options),
        Command::Policy(command) => return policy::run(&command),
        Command::Outdated(options) => return outdated::run(*options),
        Command::Explain(options) => return explain::run(&options),
        Command::Precheck(options) | Command::Experimental(Experimental::Precheck(options)) => {
            return precheck::run(&options);
        }
        Command::Iptables(options) => return iptables::run(flags, *options),
        Command::Probe(options) => probe::run(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failed(failure),
    }
}

fn failed(failure: Failure) -> ExitCode {
    eprint!("{failure}");
    ExitCode::FAILURE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_argument_of_iptables_has_the_name_of_a_flag_of_capture() {
        let command = Arguments::command();
        let iptables = command.find_subcommand("iptables").unwrap();
        for below in iptables.get_subcommands() {
            for argument in below.get_arguments() {
                let long = argument.get_long().and_then(capture::Flag::named);
                let short = argument.get_short().and_then(capture::Flag::lettered);
                assert_eq!((long, short), (None, None), "{} {argument}", below.get_name());
            }
        }
    }

    /// The Deployment starts this very program: what it passes must be what the program takes.
    #[test]
    fn the_deployments_arguments_are_understood() {
        let ca = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cmd/install.in/ca.pem");
        for flags in [
            "",
            "--revision default --namespace mesh --opt-out --hpa",
            "--istio-names",
            "--existing-config=1-30",
            "--cert-manager ours",
            "--cert-manager ours --active-at-once",
            "--static-ca-bundle CA",
            "--injection-url https://injector.example:15017/inject",
        ] {
            let line = format!("outrigger install --image a:1 {}", flags.replace("CA", ca));
            let Command::Install(options) = Arguments::parse_from(line.split_whitespace()).command else {
                panic!("it is install");
            };
            let documents = manifests::install(&install::settings(&options).unwrap().0);
            let deployment = documents.iter().find(|d| d.str_at(&["kind"]) == Some("Deployment")).unwrap();
            let container = &deployment.items_at(&["spec", "template", "spec", "containers"])[0];
            let passed = container.items_at(&["args"]).iter().map(|a| a.as_str().unwrap());
            let parsed = Arguments::try_parse_from(["outrigger"].into_iter().chain(passed));
            match parsed.map(|arguments| arguments.command) {
                Ok(Command::Webhook(_)) => {}
                Ok(other) => panic!("{flags}: {other:?}"),
                Err(e) => panic!("{flags}: {e}"),
            }
        }
    }
}
