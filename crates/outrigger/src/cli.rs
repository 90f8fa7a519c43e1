//! The command tree, on top of everything. Istio's spelling of a flag always works beside ours.

mod completion;
mod groups;
#[cfg(test)]
mod help;
mod mistakes;
mod names;
#[cfg(test)]
mod reference;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use self::groups::grouped;
use self::names::{Started, started, through_kubectl};

// One name a line, so that two new commands do not meet here.
use crate::commands::analyze;
use crate::commands::bug_report;
use crate::commands::certs;
use crate::commands::check_inject;
use crate::commands::completion as shell_completion;
use crate::commands::config;
use crate::commands::describe;
use crate::commands::discovery;
use crate::commands::doctor;
use crate::commands::explain;
use crate::commands::inject;
use crate::commands::injector;
use crate::commands::install;
use crate::commands::iptables;
use crate::commands::krm;
use crate::commands::kube_inject;
use crate::commands::lint;
use crate::commands::man;
use crate::commands::mesh;
use crate::commands::outdated;
use crate::commands::playground;
use crate::commands::policy;
use crate::commands::post_render;
use crate::commands::precheck;
use crate::commands::probe;
use crate::commands::proxy;
use crate::commands::proxy_status;
use crate::commands::render;
use crate::commands::replay;
use crate::commands::snapshot;
use crate::commands::tag;
use crate::commands::uninject;
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
    /// Put the sidecar into a manifest, as `istioctl kube-inject` does.
    ///
    /// Workloads are rewritten, every other document passes untouched. No cluster is needed.
    #[command(name = "kube-inject", after_long_help = kube_inject::EXAMPLES)]
    KubeInject(Box<kube_inject::KubeInject>),
    /// Put the sidecar into manifests, and leave the rest as it is.
    ///
    /// The sidecar is that which the webhook will add to the pods. Comments, order and quotes stay.
    #[command(after_long_help = inject::EXAMPLES)]
    Inject(Box<inject::Inject>),
    /// Put the sidecar into a ResourceList, as kustomize functions do.
    ///
    /// kpt starts them so, too.
    #[command(after_long_help = krm::EXAMPLES)]
    Krm(Box<krm::Krm>),
    /// Put the sidecar into a chart's text, as Helm post-renders.
    #[command(after_long_help = post_render::EXAMPLES)]
    PostRender(Box<post_render::PostRender>),
    /// Take out of manifests what was injected.
    ///
    /// By `inject`, by istioctl, or by a webhook of any Istio since 0.5. The rest of each file stays as it is.
    #[command(after_long_help = uninject::EXAMPLES)]
    Uninject(Box<uninject::Uninject>),
    /// Show the text that a template gives for a pod.
    ///
    /// It is shown as it is before it is merged into the pod.
    #[command(after_long_help = render::EXAMPLES)]
    Render(Box<render::Render>),
    /// Print the built-in configuration, to start from.
    #[command(after_long_help = config::EXAMPLES)]
    Config(config::Config),
    /// Serve the admission webhook.
    ///
    /// It puts the sidecar into pods as they are created.
    #[command(after_long_help = webhook::EXAMPLES)]
    Webhook(Box<webhook::Webhook>),
    /// Run a small control plane for a mesh.
    ///
    /// It sends proxies what they need and signs their certificates, as istiod does.
    #[command(after_long_help = discovery::EXAMPLES)]
    Discovery(Box<discovery::Discovery>),
    /// Run a mesh on this machine, to try one on.
    ///
    /// Network namespaces are its pods. No cluster is needed, but an Envoy.
    #[command(after_long_help = mesh::EXAMPLES)]
    Mesh(Box<mesh::Mesh>),
    /// Answer recorded admission reviews again.
    ///
    /// What another configuration would change is printed.
    #[command(after_long_help = replay::EXAMPLES)]
    Replay(Box<replay::Replay>),
    /// Print what the other commands read of a cluster.
    ///
    /// With it they give the same answers without the cluster.
    #[command(after_long_help = snapshot::EXAMPLES)]
    Snapshot(Box<snapshot::Snapshot>),
    /// Say which webhooks inject a pod, as istioctl does.
    ///
    /// As `istioctl experimental check-inject` does, and then how the pod stands.
    #[command(after_long_help = check_inject::EXAMPLES)]
    CheckInject(Box<check_inject::CheckInject>),
    /// Say why a pod is injected or not, or what a code means.
    ///
    /// Rule by rule, with the smallest change that flips the answer.
    #[command(after_long_help = explain::EXAMPLES)]
    Explain(Box<explain::Explain>),
    /// Say which injectors answer for which namespaces and pods.
    #[command(subcommand)]
    Injector(injector::InjectorCommand),
    /// Say what revision tags mean, and who uses them.
    #[command(subcommand)]
    Tag(tag::TagCommand),
    /// What istioctl calls experimental, by its names.
    #[command(subcommand, visible_alias = "x")]
    Experimental(Experimental),
    /// Print what has to be in a cluster for the webhook.
    ///
    /// The output is for `kubectl apply`.
    #[command(after_long_help = install::EXAMPLES)]
    Install(Box<install::Install>),
    /// Say what is the matter with injection, as istioctl does.
    ///
    /// Of a cluster, of a snapshot, or of manifests.
    #[command(after_long_help = analyze::EXAMPLES)]
    Analyze(Box<analyze::Analyze>),
    /// Say what is the matter with an injection configuration.
    #[command(after_long_help = lint::EXAMPLES)]
    Lint(Box<lint::Lint>),
    /// Say what stands between the API server and injectors.
    ///
    /// With --fix, what can be repaired safely is.
    #[command(after_long_help = doctor::EXAMPLES)]
    Doctor(Box<doctor::Doctor>),
    /// Make certificates for webhooks, and make them trusted.
    Certs(Box<certs::Certs>),
    /// Say what of an installation is there, and delete it.
    ///
    /// Nothing is deleted without --yes.
    #[command(after_long_help = uninstall::EXAMPLES)]
    Uninstall(Box<uninstall::Uninstall>),
    /// Say which pods injection would treat otherwise now.
    ///
    /// Those with another sidecar than they would get, none, or one too many.
    #[command(after_long_help = outdated::EXAMPLES)]
    Outdated(Box<outdated::Outdated>),
    /// Say how the mesh sees a pod or a Service.
    #[command(subcommand, visible_alias = "des")]
    Describe(describe::DescribeCommand),
    /// Say which versions run, as istioctl does.
    ///
    /// Those of this program, of the control plane and of the proxies.
    #[command(after_long_help = version::EXAMPLES)]
    Version(Box<version::Version>),
    /// Say whether proxies have what istiod sent them.
    ///
    /// As `istioctl proxy-status` does.
    #[command(visible_alias = "ps", after_long_help = proxy_status::EXAMPLES)]
    ProxyStatus(Box<proxy_status::ProxyStatus>),
    /// Gather what is needed to look into a cluster.
    ///
    /// The report is a folder to look through and send. Secrets are left out.
    #[command(after_long_help = bug_report::EXAMPLES)]
    BugReport(Box<bug_report::BugReport>),
    /// Inject without a webhook, by policies of API servers.
    ///
    /// They are evaluated by the API servers themselves.
    #[command(subcommand)]
    Policy(policy::PolicyCommand),
    /// Say what a new configuration or release would change.
    ///
    /// Or a new version of Kubernetes: for each pod that is there.
    #[command(after_long_help = precheck::EXAMPLES)]
    Precheck(Box<precheck::Precheck>),
    /// Send a pod's traffic to its proxy, as `istio-init` does.
    ///
    /// With rules of iptables or nftables.
    #[command(args_override_self = true, after_long_help = iptables::EXAMPLES)]
    Iptables(Box<iptables::Iptables>),
    /// Serve a page to try manifests and templates on.
    ///
    /// What injection makes of them is shown as you type. No cluster is needed.
    #[command(after_long_help = playground::EXAMPLES)]
    Playground(playground::Playground),
    /// Run the proxy beside an application, as `istio-proxy` does.
    ///
    /// Envoy with what it needs: configuration, certificates, health.
    #[command(after_long_help = proxy::EXAMPLES)]
    Proxy(proxy::Proxy),
    /// Check a webhook's health file, for a kubelet's probe.
    #[command(after_long_help = probe::EXAMPLES)]
    Probe(probe::Probe),
    /// Print what a shell needs to complete command lines.
    #[command(after_long_help = shell_completion::EXAMPLES)]
    Completion(shell_completion::Completion),
    /// Print manual pages.
    #[command(after_long_help = man::EXAMPLES)]
    Man(man::ManPages),
}

/// Commands that istioctl calls experimental.
#[derive(Debug, Subcommand)]
pub enum Experimental {
    /// The same as `outrigger check-inject`.
    #[command(after_long_help = check_inject::EXAMPLES)]
    CheckInject(Box<check_inject::CheckInject>),
    /// Say which versions run, asked over xDS, as `istioctl experimental version` does.
    #[command(after_long_help = version_over_xds::EXAMPLES)]
    Version(Box<version_over_xds::VersionOverXds>),
    /// The same as `outrigger proxy-status`.
    #[command(visible_alias = "ps", after_long_help = proxy_status::EXAMPLES)]
    ProxyStatus(Box<proxy_status::ProxyStatus>),
    /// The same as `outrigger describe`.
    #[command(subcommand, visible_alias = "des")]
    Describe(describe::DescribeCommand),
    /// The same as `outrigger precheck`.
    #[command(after_long_help = precheck::EXAMPLES)]
    Precheck(Box<precheck::Precheck>),
    /// The same as `outrigger injector`.
    #[command(subcommand)]
    Injector(injector::InjectorCommand),
}

/// Does what the command line says.
pub fn run() -> ExitCode {
    let tree = grouped(Arguments::command());
    let (by, line) = started(std::env::args_os().collect(), &tree);
    if by == Started::ToComplete {
        print!("{}", completion::of(&tree, line.get(1..).unwrap_or_default()));
        return ExitCode::SUCCESS;
    }
    let read = |line: Vec<OsString>| {
        let (flags, line) = iptables::flags_of(line)?;
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
        Command::Uninject(options) => return uninject::run(&options).unwrap_or_else(failed),
        Command::Render(options) => render::run(&options),
        Command::Config(options) => config::run(&options),
        Command::Webhook(options) => return webhook::run(*options).unwrap_or_else(failed),
        Command::Discovery(options) => return discovery::run(&options).unwrap_or_else(failed),
        Command::Mesh(options) => return mesh::run(&options).unwrap_or_else(failed),
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
        Command::Proxy(options) => return proxy::run(&options),
        Command::Iptables(options) => return iptables::run(flags, *options),
        Command::Playground(options) => playground::run(&options),
        Command::Probe(options) => probe::run(&options),
        Command::Completion(options) => shell_completion::run(&options, Arguments::command()),
        Command::Man(options) => man::run(&options, Arguments::command()),
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
