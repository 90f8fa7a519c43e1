//! Where the control plane is.

use clap::Args;
use objects::names::ISTIO_NAMESPACE;

/// The namespace of the control plane. A command that says more of it sets the help by `mut_arg`.
#[derive(Clone, Debug, Args)]
pub struct ControlPlane {
    /// Namespace of the control plane.
    #[arg(
        short = 'i',
        long,
        visible_alias = "istioNamespace",
        value_name = "NAME",
        default_value = ISTIO_NAMESPACE
    )]
    pub istio_namespace: String,
}
