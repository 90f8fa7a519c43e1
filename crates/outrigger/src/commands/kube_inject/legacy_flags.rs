//! The flags of istioctl 0.5 to 1.1.

use clap::Args;
use injection::resolve;

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
