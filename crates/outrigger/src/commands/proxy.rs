//! `outrigger proxy`: what runs in the proxy's container.

use std::process::ExitCode;
use std::time::Instant;

use clap::Args;

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # What the container `istio-proxy` of an injected pod runs
  outrigger proxy sidecar --domain default.svc.cluster.local \\
    --proxyLogLevel=warning --proxyComponentLogLevel=misc:error

  # A gateway
  outrigger proxy router

All flags and variables are those of Istio's pilot-agent. One that is not known is \
named in the log and has no effect. `outrigger-agent` is the same in a smaller program, \
with `wait`, `request` and `istio-iptables`.

Exit status: 0 ended as asked, 1 an error; that of Envoy where it ended by itself.";

/// Arguments of `proxy`.
#[derive(Debug, Args)]
pub struct Proxy {
    /// The type of the proxy, `sidecar`, `router` or `waypoint`, and flags of pilot-agent.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "TYPE AND FLAGS")]
    pub words: Vec<String>,
}

/// Runs a proxy to its end. What is wrong is said on standard error.
#[must_use]
pub fn run(options: &Proxy) -> ExitCode {
    sidecar::proxy(&options.words, Instant::now())
}
