//! Pods of which namespaces are looked at.

use clap::Args;

/// Pods of which namespaces are looked at.
#[derive(Clone, Debug, Default, Args)]
pub struct PodNamespaces {
    /// Namespace whose pods are looked at [default: all].
    #[arg(short, long, value_name = "NAME")]
    pub namespace: Option<String>,
    /// Look at the pods of all namespaces, which is the default.
    #[arg(short = 'A', long, conflicts_with = "namespace")]
    pub all_namespaces: bool,
}
