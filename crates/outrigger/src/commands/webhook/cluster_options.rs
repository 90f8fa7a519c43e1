//! The flags of `outrigger webhook` that concern a cluster. Without them nothing is dialled.

use std::path::PathBuf;
use std::time::Duration;

use certs::Plan;
use clap::{Args, ValueEnum};
use cluster::Access;
use objects::{names, of_revision};

use crate::options::duration::duration;

/// Where the configuration comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ConfigSource {
    /// From the files that are named, the built-in defaults for the rest.
    Files,
    /// From ConfigMaps, which are watched.
    Cluster,
}

/// What is read and written in a cluster.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Cluster")]
pub struct InCluster {
    /// Where injection config, values and mesh config come from; `cluster` also learns of namespaces, nodes, ProxyConfigs.
    #[arg(
        long,
        value_enum,
        value_name = "SOURCE",
        default_value = "files",
        env = "OUTRIGGER_CONFIG_SOURCE",
        hide_env = true
    )]
    pub config_source: ConfigSource,
    /// Namespace of the ConfigMaps, the Secret and the Service.
    #[arg(short = 'n', long, value_name = "NAME", env = "POD_NAMESPACE", default_value = names::ISTIO_NAMESPACE)]
    pub namespace: String,
    /// ConfigMap of the injection config and its values [default: istio-sidecar-injector, with the revision].
    #[arg(
        long,
        visible_alias = "injectConfigMapName",
        value_name = "NAME",
        env = "OUTRIGGER_INJECT_CONFIG_MAP_NAME",
        hide_env = true
    )]
    pub inject_config_map_name: Option<String>,
    /// ConfigMap of the mesh config [default: istio, with the revision].
    #[arg(
        long,
        visible_alias = "meshConfigMapName",
        value_name = "NAME",
        env = "OUTRIGGER_MESH_CONFIG_MAP_NAME",
        hide_env = true
    )]
    pub mesh_config_map_name: Option<String>,
    /// Secret for an own certificate authority and certificate, shared by all replicas and renewed in time; in place of files.
    #[arg(long, value_name = "NAME", env = "OUTRIGGER_CERT_SECRET", hide_env = true)]
    pub cert_secret: Option<String>,
    /// Service that the webhook is reached by, which the own certificate is for.
    #[arg(
        long,
        value_name = "NAME",
        default_value = "outrigger",
        env = "OUTRIGGER_SERVICE_NAME",
        hide_env = true
    )]
    pub service_name: String,
    /// Another name for the own certificate, such as the host of an external URL; may be repeated.
    #[arg(
        long,
        value_name = "NAME",
        value_delimiter = ',',
        env = "OUTRIGGER_CERT_DNS_NAME",
        hide_env = true
    )]
    pub cert_dns_name: Vec<String>,
    /// MutatingWebhookConfiguration that is put in force once this replica serves, if it waits for that, and whose
    /// caBundle is kept true; may be repeated [default: istio-sidecar-injector, with the revision].
    #[arg(
        long,
        visible_aliases = ["webhookConfigName", "webhook-config-name"],
        value_name = "NAME",
        value_delimiter = ',',
        env = "OUTRIGGER_WEBHOOK_CONFIG",
        hide_env = true
    )]
    pub webhook_config: Vec<String>,
    /// The one entry to keep true [default: all whose names end in sidecar-injector.istio.io or
    /// sidecar-injector.outrigger].
    #[arg(
        long,
        visible_alias = "webhookName",
        value_name = "NAME",
        env = "OUTRIGGER_WEBHOOK_NAME",
        hide_env = true
    )]
    pub webhook_name: Option<String>,
    /// CA certificate to publish as caBundle, when the certificate is from files.
    #[arg(
        long,
        visible_alias = "caCertFile",
        value_name = "FILE",
        env = "OUTRIGGER_CA_CERT_FILE",
        hide_env = true
    )]
    pub ca_cert_file: Option<PathBuf>,
    /// Leave the caBundle of entries in force alone; what is wrong is only logged.
    #[arg(long, env = "OUTRIGGER_STATIC_CA_BUNDLE", hide_env = true)]
    pub static_ca_bundle: bool,
    /// Tell the owners of pods that are refused, or left alone against their wish, by Events.
    #[arg(long, env = "OUTRIGGER_EVENTS", hide_env = true)]
    pub events: bool,
    /// Name of this replica in Events.
    #[arg(long, hide = true, value_name = "NAME", env = "POD_NAME", default_value = "outrigger")]
    pub pod_name: String,
    /// Kubeconfig of the cluster [default: the pod's service account, else as kubectl].
    #[arg(long, value_name = "FILE", env = "OUTRIGGER_KUBECONFIG", hide_env = true)]
    pub kubeconfig: Option<PathBuf>,
    /// Context of the kubeconfig.
    #[arg(long, value_name = "NAME", env = "OUTRIGGER_CONTEXT", hide_env = true)]
    pub context: Option<String>,
    /// How long things are valid in the Secret.
    #[command(flatten)]
    pub lives: Lives,
}

/// How long certificates in the Secret last.
#[derive(Clone, Debug, Args)]
pub struct Lives {
    /// How long a new certificate authority is valid [default: 8760h].
    #[arg(long, value_name = "DURATION", value_parser = duration, env = "OUTRIGGER_CA_VALIDITY", hide_env = true)]
    pub ca_validity: Option<Duration>,
    /// How long before its end it is replaced [default: 2160h].
    #[arg(long, value_name = "DURATION", value_parser = duration, env = "OUTRIGGER_CA_RENEWAL", hide_env = true)]
    pub ca_renewal: Option<Duration>,
    /// How long a new certificate is valid [default: 720h].
    #[arg(long, value_name = "DURATION", value_parser = duration, env = "OUTRIGGER_CERT_VALIDITY", hide_env = true)]
    pub cert_validity: Option<Duration>,
    /// How long before its end it is replaced [default: 240h].
    #[arg(long, value_name = "DURATION", value_parser = duration, env = "OUTRIGGER_CERT_RENEWAL", hide_env = true)]
    pub cert_renewal: Option<Duration>,
    /// How long two authorities are published together while one replaces the other [default: 24h].
    #[arg(long, value_name = "DURATION", value_parser = duration, env = "OUTRIGGER_CERT_OVERLAP", hide_env = true)]
    pub cert_overlap: Option<Duration>,
}

impl Lives {
    /// The same as a plan.
    pub fn plan(&self) -> Plan {
        let usual = Plan::default();
        Plan {
            authority_validity: self.ca_validity.unwrap_or(usual.authority_validity),
            authority_renewal: self.ca_renewal.unwrap_or(usual.authority_renewal),
            leaf_validity: self.cert_validity.unwrap_or(usual.leaf_validity),
            leaf_renewal: self.cert_renewal.unwrap_or(usual.leaf_renewal),
            overlap: self.cert_overlap.unwrap_or(usual.overlap),
        }
    }
}

impl InCluster {
    /// How the cluster is reached.
    pub fn access(&self) -> Access {
        Access { kubeconfig: self.kubeconfig.clone(), context: self.context.clone(), ..Access::default() }
    }

    /// Whether anything here cannot be done without a cluster.
    pub fn is_needed(&self) -> bool {
        self.config_source == ConfigSource::Cluster || self.cert_secret.is_some() || self.events
    }

    /// The configurations whose caBundle is kept true: those that are named, else that of the revision.
    pub fn configurations(&self, revision: &str) -> Vec<String> {
        if self.webhook_config.is_empty() {
            vec![of_revision(names::WEBHOOK_CONFIGURATION, revision)]
        } else {
            self.webhook_config.clone()
        }
    }
}
