//! The command line. Istio's spelling of a flag always works beside ours.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use injection::resolve::{self, Parts};
use injection::{NativeSidecars, Version};

use crate::access::AccessFlags;
use crate::commands::{certs, install, iptables, probe, replay, snapshot, uninstall, webhook};

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
    #[command(name = "kube-inject", after_help = KUBE_INJECT_EXAMPLES)]
    KubeInject(Box<KubeInject>),
    /// Show what a template gives for a pod, before it is merged into the pod.
    #[command(after_help = RENDER_EXAMPLES)]
    Render(Box<Render>),
    /// Print the built-in configuration, to start from.
    #[command(after_help = CONFIG_EXAMPLES)]
    Config(Config),
    /// Serve the admission webhook that puts the sidecar into pods as they are created.
    #[command(after_help = webhook::EXAMPLES)]
    Webhook(Box<webhook::Webhook>),
    /// Answer recorded admission reviews again, and tell what would change.
    #[command(after_help = replay::EXAMPLES)]
    Replay(Box<replay::Replay>),
    /// Print what the other commands read of a cluster, to use it without the cluster.
    #[command(after_help = snapshot::EXAMPLES)]
    Snapshot(Box<snapshot::Snapshot>),
    /// Print what has to be in a cluster for the webhook to run there, for `kubectl apply`.
    #[command(after_help = install::EXAMPLES)]
    Install(Box<install::Install>),
    /// Make certificates for webhooks, and make them trusted.
    Certs(Box<certs::Certs>),
    /// Say what of an installation is in a cluster, and delete it.
    #[command(after_help = uninstall::EXAMPLES)]
    Uninstall(Box<uninstall::Uninstall>),
    /// Send a pod's traffic to its proxy, as the init container does: rules of iptables or nftables.
    #[command(args_override_self = true, after_help = iptables::EXAMPLES)]
    Iptables(Box<iptables::Iptables>),
    /// Check the health file of a webhook, for a probe of kubelet's.
    #[command(after_help = probe::EXAMPLES)]
    Probe(probe::Probe),
}

const KUBE_INJECT_EXAMPLES: &str = "\
Examples:
  # With the built-in configuration
  outrigger kube-inject -f deployment.yaml | kubectl apply -f -

  # With the ConfigMaps of an Istio installation, saved with `kubectl get -o yaml`
  outrigger kube-inject -f deployment.yaml -o injected.yaml \\
    --injectConfigFile istio-sidecar-injector.yaml --meshConfigFile istio.yaml

  # With the configuration of a live cluster's control plane
  outrigger kube-inject -f deployment.yaml -i istio-system --context my-cluster

  # Several files, and values of your own over the built-in ones
  outrigger kube-inject -f app.yaml -f jobs.yaml --valuesFile my-values.yaml

  # From another program, and with an image of your own
  helm template chart | outrigger kube-inject -f - \\
    --set global.hub=registry.example/istio --set global.tag=1.31.0";

const RENDER_EXAMPLES: &str = "\
Examples:
  # What the built-in sidecar template gives for a manifest's first workload
  outrigger render -f deployment.yaml

  # Another template of an injection config, or one in a file
  outrigger render -f pod.yaml --template gateway \\
    --injectConfigFile config.yaml --valuesFile values.json
  outrigger render -f pod.yaml --template-file template.yaml";

const CONFIG_EXAMPLES: &str = "\
Examples:
  # The injection config, as the ConfigMap's key `config` has it
  outrigger config

  # The values of its templates, to change some of them
  outrigger config values > values.yaml

  # The mesh config, and the values for debugging
  outrigger config mesh
  outrigger config values --debug";

/// Where the configuration comes from, and what is known of the cluster.
#[derive(Debug, Args)]
#[command(next_help_heading = "Configuration")]
pub struct Configuration {
    /// Injection config: the text of the ConfigMap's key `config`, or the whole ConfigMap; the era is recognised.
    #[arg(
        long,
        visible_alias = "injectConfigFile",
        value_name = "FILE",
        env = "OUTRIGGER_INJECT_CONFIG_FILE",
        hide_env = true
    )]
    pub inject_config_file: Option<PathBuf>,
    /// Mesh config: the text of the ConfigMap's key `mesh`, or the whole ConfigMap.
    #[arg(
        long,
        visible_alias = "meshConfigFile",
        value_name = "FILE",
        env = "OUTRIGGER_MESH_CONFIG_FILE",
        hide_env = true
    )]
    pub mesh_config_file: Option<PathBuf>,
    /// Values of the templates: the text of the ConfigMap's key `values`, or the whole ConfigMap.
    #[arg(
        long,
        visible_alias = "valuesFile",
        value_name = "FILE",
        env = "OUTRIGGER_VALUES_FILE",
        hide_env = true
    )]
    pub values_file: Option<PathBuf>,
    /// IstioOperator whose `spec.values` and `spec.meshConfig` are used in place of the files.
    #[arg(
        long,
        visible_alias = "operatorFileName",
        value_name = "FILE",
        env = "OUTRIGGER_OPERATOR_FILE_NAME",
        hide_env = true
    )]
    pub operator_file_name: Option<PathBuf>,
    /// Sets one of the values, such as `global.tag=1.31.0`; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Revision of the injector.
    #[arg(
        short = 'r',
        long,
        value_name = "NAME",
        default_value = "",
        env = "OUTRIGGER_REVISION",
        hide_env = true
    )]
    pub revision: String,
    /// Answer as this Istio does, where versions differ and the configuration cannot tell.
    #[arg(long, value_name = "VERSION", env = "OUTRIGGER_COMPAT", hide_env = true)]
    pub compat: Option<Version>,
    /// Whether proxies are native sidecars where the pod does not say; `auto` asks the nodes' kubelets.
    #[arg(long, value_name = "auto|true|false", env = "ENABLE_NATIVE_SIDECARS")]
    pub native_sidecars: Option<NativeSidecars>,
    /// Platform of the cluster.
    #[arg(long, value_enum, env = "PLATFORM", hide_env = true, default_value = "kubernetes")]
    pub platform: PlatformName,
    /// Kubernetes objects (Namespaces, Nodes, ProxyConfigs …) to take for the cluster's; may be repeated.
    #[arg(long, value_name = "FILE", env = "OUTRIGGER_SNAPSHOT", hide_env = true)]
    pub snapshot: Vec<PathBuf>,
}

/// Platforms by name.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum PlatformName {
    /// Ordinary Kubernetes.
    #[value(alias = "")]
    Kubernetes,
    /// OpenShift: the proxy's ids come from the namespace.
    Openshift,
}

/// Arguments of `kube-inject`.
#[derive(Debug, Args)]
pub struct KubeInject {
    /// Manifest to inject; `-` is standard input. May be repeated: what comes out is in the order of the files.
    #[arg(short, long, value_name = "FILE")]
    pub filename: Vec<PathBuf>,
    /// Where to write; replaced at once and only if all went well. Standard output by default.
    #[arg(short, long, value_name = "FILE", value_parser = output_file)]
    pub output: Option<PathBuf>,
    /// Say more on standard error: which release is answered like, and what told it.
    #[arg(short, long)]
    pub verbose: bool,
    /// Where the configuration comes from.
    #[command(flatten)]
    pub configuration: Configuration,
    /// Flags of istioctl 0.5 to 1.1.
    #[command(flatten)]
    pub legacy: LegacyFlags,
    /// Flags of istioctl about a cluster.
    #[command(flatten)]
    pub cluster: ClusterFlags,
}

/// Names of formats, which other commands take where this one takes a file.
const FORMATS: [&str; 6] = ["json", "yaml", "yml", "text", "name", "wide"];

fn output_file(text: &str) -> Result<PathBuf, String> {
    if FORMATS.iter().any(|format| format.eq_ignore_ascii_case(text)) {
        return Err(format!(
            "this names a format, but what is written is always YAML; -o names a file, such as ./{text}"
        ));
    }
    Ok(PathBuf::from(text))
}

/// Flags of istioctl that read the configuration from a cluster. A file that is named comes first; if files are named,
/// only a ConfigMap that is named as well is read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Cluster")]
pub struct ClusterFlags {
    /// Namespace of the control plane, whose ConfigMaps are read [default: istio-system].
    #[arg(short = 'i', long, visible_alias = "istioNamespace", value_name = "NAME")]
    pub istio_namespace: Option<String>,
    /// The namespace of the workloads: has no effect, as in istioctl, which is said.
    #[arg(short = 'n', long, hide = true)]
    pub namespace: Option<String>,
    /// ConfigMap of the injection config and its values [default: istio-sidecar-injector, with the revision].
    #[arg(long, visible_alias = "injectConfigMapName", value_name = "NAME")]
    pub inject_config_map_name: Option<String>,
    /// ConfigMap of the mesh config [default: istio, with the revision].
    #[arg(long, visible_alias = "meshConfigMapName", value_name = "NAME")]
    pub mesh_config_map_name: Option<String>,
    /// Webhook configuration that istioctl asks for the injector: here the ConfigMaps are read, which is said.
    #[arg(long, visible_alias = "webhookConfig", hide = true)]
    pub webhook_config: Option<String>,
    /// How the cluster is reached.
    #[command(flatten)]
    pub access: AccessFlags,
}

impl ClusterFlags {
    /// What is to be read from a cluster. Nothing, unless a flag here asks for it.
    pub fn parts(&self, files: &Configuration) -> Parts {
        let Configuration { inject_config_file, mesh_config_file, values_file, operator_file_name, .. } =
            files;
        let no_files = [inject_config_file, mesh_config_file, values_file, operator_file_name]
            .iter()
            .all(|f| f.is_none());
        let all = no_files && self.asks();
        Parts {
            inject: inject_config_file.is_none() && (all || self.inject_config_map_name.is_some()),
            mesh: mesh_config_file.is_none()
                && operator_file_name.is_none()
                && (all || self.mesh_config_map_name.is_some()),
        }
    }

    fn asks(&self) -> bool {
        [
            &self.istio_namespace,
            &self.inject_config_map_name,
            &self.mesh_config_map_name,
            &self.webhook_config,
        ]
        .iter()
        .any(|flag| flag.is_some())
            || self.access.kubeconfig.is_some()
            || self.access.context.is_some()
    }
}

/// Flags of istioctl 0.5 to 1.1 that described the sidecar; here they act on the built-in configuration.
#[derive(Debug, Args)]
#[command(next_help_heading = "Flags of istioctl 0.5 to 1.1, for the built-in configuration")]
pub struct LegacyFlags {
    /// Registry and path of the images.
    #[arg(long)]
    pub hub: Option<String>,
    /// Tag of the images.
    #[arg(long)]
    pub tag: Option<String>,
    /// Use debugging settings and images.
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL")]
    pub debug: Option<bool>,
    /// Allow core dumps of the proxy.
    #[arg(long, visible_alias = "coreDump", num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL")]
    pub core_dump: Option<bool>,
    /// When the images are pulled.
    #[arg(long, visible_alias = "imagePullPolicy", value_name = "POLICY")]
    pub image_pull_policy: Option<String>,
    /// User id of the proxy, whose own traffic is not captured.
    #[arg(long, visible_alias = "sidecarProxyUID", value_name = "UID")]
    pub sidecar_proxy_uid: Option<i64>,
    /// Outbound addresses that are captured.
    #[arg(long, visible_alias = "includeIPRanges", value_name = "CIDRS")]
    pub include_ip_ranges: Option<String>,
    /// Outbound addresses that are not captured.
    #[arg(long, visible_alias = "excludeIPRanges", value_name = "CIDRS")]
    pub exclude_ip_ranges: Option<String>,
    /// Inbound ports that are captured.
    #[arg(long, visible_alias = "includeInboundPorts", value_name = "PORTS")]
    pub include_inbound_ports: Option<String>,
    /// Inbound ports that are not captured.
    #[arg(long, visible_alias = "excludeInboundPorts", value_name = "PORTS")]
    pub exclude_inbound_ports: Option<String>,
    /// Port of the agent's status server; 0 turns the readiness probe off.
    #[arg(long, visible_alias = "statusPort", value_name = "PORT")]
    pub status_port: Option<u16>,
    /// Seconds until the first readiness probe.
    #[arg(long, visible_alias = "readinessInitialDelaySeconds", value_name = "SECONDS")]
    pub readiness_initial_delay_seconds: Option<u32>,
    /// Seconds between readiness probes.
    #[arg(long, visible_alias = "readinessPeriodSeconds", value_name = "SECONDS")]
    pub readiness_period_seconds: Option<u32>,
    /// Failed readiness probes until the proxy counts as not ready.
    #[arg(long, visible_alias = "readinessFailureThreshold", value_name = "COUNT")]
    pub readiness_failure_threshold: Option<u32>,
    /// Let the application's HTTP probes go through the agent.
    #[arg(long, visible_alias = "rewriteAppProbe", num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL")]
    pub rewrite_app_probe: Option<bool>,
    /// Had no effect on the output; has none here, which is said.
    #[arg(long, hide = true, value_name = "LEVEL")]
    pub verbosity: Option<i64>,
    /// Had no effect on the output; has none here, which is said.
    #[arg(long, alias = "setVersionString", hide = true, value_name = "TEXT")]
    pub set_version_string: Option<String>,
}

impl LegacyFlags {
    /// What the flags say.
    pub fn stated(&self) -> resolve::LegacyFlags {
        resolve::LegacyFlags {
            hub: self.hub.clone(),
            tag: self.tag.clone(),
            debug: self.debug,
            core_dump: self.core_dump,
            image_pull_policy: self.image_pull_policy.clone(),
            sidecar_proxy_uid: self.sidecar_proxy_uid,
            include_ip_ranges: self.include_ip_ranges.clone(),
            exclude_ip_ranges: self.exclude_ip_ranges.clone(),
            include_inbound_ports: self.include_inbound_ports.clone(),
            exclude_inbound_ports: self.exclude_inbound_ports.clone(),
            status_port: self.status_port,
            readiness_initial_delay_seconds: self.readiness_initial_delay_seconds,
            readiness_period_seconds: self.readiness_period_seconds,
            readiness_failure_threshold: self.readiness_failure_threshold,
            rewrite_app_probe: self.rewrite_app_probe,
            verbosity: self.verbosity,
            set_version_string: self.set_version_string.clone(),
        }
    }
}

/// Arguments of `render`.
#[derive(Debug, Args)]
pub struct Render {
    /// Manifest with the pod or workload; its first one is used. `-` is standard input. May be repeated.
    #[arg(short, long, value_name = "FILE", required = true)]
    pub filename: Vec<PathBuf>,
    /// Template of the injection config.
    #[arg(long, value_name = "NAME", default_value = "sidecar", conflicts_with = "template_file")]
    pub template: String,
    /// Template in a file.
    #[arg(long, value_name = "FILE")]
    pub template_file: Option<PathBuf>,
    /// Say more on standard error: which release is answered like, and what told it.
    #[arg(short, long)]
    pub verbose: bool,
    /// Where the configuration comes from.
    #[command(flatten)]
    pub configuration: Configuration,
}

/// Arguments of `config`.
#[derive(Debug, Args)]
pub struct Config {
    /// Which part.
    #[arg(value_enum, default_value = "config")]
    pub part: ConfigPart,
    /// The values for debugging.
    #[arg(long)]
    pub debug: bool,
    /// Sets one of the values, such as `global.tag=1.31.0`; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
}

/// A part of the built-in configuration.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ConfigPart {
    /// The injection config.
    Config,
    /// The values of its templates.
    Values,
    /// The mesh config.
    Mesh,
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[test]
    fn a_cluster_is_asked_only_when_a_flag_says_so() {
        let (none, both) = (Parts { inject: false, mesh: false }, Parts { inject: true, mesh: true });
        for (flags, want) in [
            ("", none),
            ("-r canary", none),
            ("-n default", none),
            ("-i mesh", both),
            ("-c config", both),
            ("--context here", both),
            ("--webhookConfig x", both),
            ("--injectConfigMapName x", both),
            ("--meshConfigMapName x", both),
            ("-i mesh --injectConfigFile f", none),
            ("-i mesh --meshConfigFile f --kubeconfig c", none),
            ("-i mesh --operatorFileName f", none),
            ("--valuesFile f --context here", none),
            ("--injectConfigFile f --injectConfigMapName x", none),
            ("--injectConfigFile f --meshConfigMapName x", Parts { inject: false, mesh: true }),
            ("--meshConfigFile f --injectConfigMapName x", Parts { inject: true, mesh: false }),
            ("--operatorFileName f --meshConfigMapName x", none),
        ] {
            let line = format!("outrigger kube-inject -f x {flags}");
            let Command::KubeInject(options) = Arguments::parse_from(line.split_whitespace()).command else {
                panic!("it is kube-inject");
            };
            assert_eq!(options.cluster.parts(&options.configuration), want, "{flags}");
        }
    }
}
