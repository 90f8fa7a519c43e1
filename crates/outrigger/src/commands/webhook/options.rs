//! The command line of `outrigger webhook`. Old injectors' spellings of a flag work beside ours.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use webhook::Limits;
use webhook::logging::Format;
use webhook::record::Bounds;

use super::cluster_options::InCluster;
use crate::options::address::address;
use crate::options::configuration::Configuration;
use crate::options::duration::duration;

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # With the files of an Istio installation, as its injector mounts them
  outrigger webhook --tlsCertFile cert-chain.pem --tlsKeyFile key.pem \\
    --injectConfigFile /etc/istio/inject/config \\
    --valuesFile /etc/istio/inject/values \\
    --meshConfigFile /etc/istio/config/mesh

  # With health and metrics on a port of their own, and each decision in the log
  outrigger webhook --port 9443 --monitoringAddr :15014 \\
    --log-decisions --log-format json

  # In a cluster, much as `outrigger install` sets it up: live configuration,
  # own certificates, caBundle kept true
  outrigger webhook --config-source cluster --cert-secret outrigger-certs \\
    --service-name outrigger --events

  # Keeping the last thousand reviews, for `outrigger replay`
  outrigger webhook --record /var/lib/outrigger/reviews

Changed files are taken over without a restart; SIGHUP looks for changes at once. A file that cannot be used is refused \
and what was in force stays (metric outrigger_configuration_current).";

/// Arguments of `webhook`.
#[derive(Debug, Args)]
pub struct Webhook {
    /// Where the configuration comes from.
    #[command(flatten)]
    pub configuration: Configuration,
    /// Injection config, by its name until Istio 1.1.
    #[arg(
        long,
        alias = "injectConfig",
        hide = true,
        value_name = "FILE",
        conflicts_with = "inject_config_file"
    )]
    pub inject_config: Option<PathBuf>,
    /// Mesh config, by its name until Istio 1.1.
    #[arg(long, alias = "meshConfig", hide = true, value_name = "FILE", conflicts_with = "mesh_config_file")]
    pub mesh_config: Option<PathBuf>,
    /// What is served where.
    #[command(flatten)]
    pub serving: Serving,
    /// What is read and written in a cluster.
    #[command(flatten)]
    pub cluster: InCluster,
    /// What is logged and recorded.
    #[command(flatten)]
    pub logging: Logging,
}

/// What is served where.
#[derive(Debug, Args)]
#[command(next_help_heading = "Serving")]
pub struct Serving {
    /// Address of the webhook [default: all addresses].
    #[arg(long, value_name = "IP", env = "OUTRIGGER_ADDRESS", hide_env = true)]
    pub address: Option<IpAddr>,
    /// Port of the webhook.
    #[arg(long, value_name = "PORT", default_value_t = 15017, env = "OUTRIGGER_PORT", hide_env = true)]
    pub port: u16,
    /// Certificate of the webhook with its chain, in PEM.
    #[arg(
        long,
        visible_alias = "tlsCertFile",
        value_name = "FILE",
        default_value = "/etc/istio/certs/cert-chain.pem",
        env = "OUTRIGGER_TLS_CERT_FILE",
        hide_env = true
    )]
    pub tls_cert_file: PathBuf,
    /// Key of the certificate, in PEM.
    #[arg(
        long,
        visible_alias = "tlsKeyFile",
        value_name = "FILE",
        default_value = "/etc/istio/certs/key.pem",
        env = "OUTRIGGER_TLS_KEY_FILE",
        hide_env = true
    )]
    pub tls_key_file: PathBuf,
    /// Lowest version of TLS: 1.2 or 1.3.
    #[arg(
        long,
        value_name = "VERSION",
        default_value = "1.2",
        env = "OUTRIGGER_TLS_MIN_VERSION",
        hide_env = true
    )]
    pub tls_min_version: String,
    /// Cipher suites of TLS 1.2 by their IANA names [default: all that are safe].
    #[arg(
        long,
        value_name = "NAMES",
        value_delimiter = ',',
        env = "OUTRIGGER_TLS_CIPHER_SUITES",
        hide_env = true
    )]
    pub tls_cipher_suites: Vec<String>,
    /// Address and port for health and metrics without TLS, such as `:15014` [default: none].
    #[arg(long, visible_alias = "monitoringAddr", value_name = "[IP]:PORT", value_parser = address, env = "OUTRIGGER_MONITORING_ADDRESS", hide_env = true)]
    pub monitoring_address: Option<SocketAddr>,
    /// File that is written anew as long as the webhook is ready.
    #[arg(
        long,
        visible_alias = "healthCheckFile",
        value_name = "FILE",
        env = "OUTRIGGER_HEALTH_CHECK_FILE",
        hide_env = true
    )]
    pub health_check_file: Option<PathBuf>,
    /// How often the health file is written; 0 is never.
    #[arg(
        long,
        visible_alias = "healthCheckInterval",
        value_name = "DURATION",
        default_value = "0",
        value_parser = duration,
        env = "OUTRIGGER_HEALTH_CHECK_INTERVAL",
        hide_env = true
    )]
    pub health_check_interval: Duration,
    /// How often files are looked at for changes; 0 is never.
    #[arg(long, value_name = "DURATION", default_value = "1s", value_parser = duration, env = "OUTRIGGER_RELOAD_INTERVAL", hide_env = true)]
    pub reload_interval: Duration,
    /// How long it goes on serving after SIGTERM, until nobody sends requests any more [default: 5 in a cluster, else 0].
    #[arg(long, value_name = "SECONDS", env = "OUTRIGGER_DRAIN_SECONDS", hide_env = true)]
    pub drain_seconds: Option<u32>,
    /// How long it waits for the last requests.
    #[arg(
        long,
        visible_alias = "shutdownDuration",
        value_name = "DURATION",
        default_value = "10s",
        value_parser = duration,
        env = "OUTRIGGER_SHUTDOWN_DURATION",
        hide_env = true
    )]
    pub shutdown_duration: Duration,
    /// Connections at once; idle ones make room for new ones.
    #[arg(long, value_name = "COUNT", default_value_t = Limits::default().connections, env = "OUTRIGGER_MAX_CONNECTIONS", hide_env = true)]
    pub max_connections: u32,
    /// Threads that serve connections [default: one for each processor, four at most].
    #[arg(long, value_name = "COUNT", env = "OUTRIGGER_THREADS", hide_env = true)]
    pub threads: Option<usize>,
}

/// What is logged and recorded.
#[derive(Debug, Args)]
#[command(next_help_heading = "Logging and records")]
pub struct Logging {
    /// Leave out the warnings that `kubectl` shows to who creates a pod.
    #[arg(long, env = "OUTRIGGER_NO_WARNINGS", hide_env = true)]
    pub no_warnings: bool,
    /// Log each decision.
    #[arg(long, env = "OUTRIGGER_LOG_DECISIONS", hide_env = true)]
    pub log_decisions: bool,
    /// Form of log lines: text or json.
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        env = "OUTRIGGER_LOG_FORMAT",
        hide_env = true
    )]
    pub log_format: Format,
    /// What is logged; debug says what led to each decision.
    #[arg(
        long,
        value_enum,
        value_name = "LEVEL",
        default_value = "info",
        env = "OUTRIGGER_LOG_LEVEL",
        hide_env = true
    )]
    pub log_level: LogLevel,
    /// Keep reviews and answers in this folder, without the values of variables and secrets.
    #[arg(long, value_name = "DIR", env = "OUTRIGGER_RECORD", hide_env = true)]
    pub record: Option<PathBuf>,
    /// How many reviews are kept.
    #[arg(long, value_name = "COUNT", default_value_t = Bounds::default().files, env = "OUTRIGGER_RECORD_MAX_FILES", hide_env = true)]
    pub record_max_files: usize,
    /// Reviews of more bytes are not kept.
    #[arg(long, value_name = "BYTES", default_value_t = Bounds::default().bytes, env = "OUTRIGGER_RECORD_MAX_BYTES", hide_env = true)]
    pub record_max_bytes: usize,
}

/// Levels by name.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LogLevel {
    /// Faults of the webhook or its configuration.
    Error,
    /// And requests that failed or were refused.
    Warn,
    /// And what happens to the webhook.
    Info,
    /// And what led to each decision.
    Debug,
}

impl From<LogLevel> for tracing::Level {
    fn from(level: LogLevel) -> tracing::Level {
        match level {
            LogLevel::Error => tracing::Level::ERROR,
            LogLevel::Warn => tracing::Level::WARN,
            LogLevel::Info => tracing::Level::INFO,
            LogLevel::Debug => tracing::Level::DEBUG,
        }
    }
}
