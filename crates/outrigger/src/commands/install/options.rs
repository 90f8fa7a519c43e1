//! The command line of `outrigger install`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::commands::snapshot::Form;

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # The injector in istio-system, for namespaces with the label istio-injection=enabled
  outrigger install --image registry.example/outrigger:1.0 | kubectl apply -f -
  kubectl label namespace default istio-injection=enabled

  # For all namespaces that do not say istio-injection=disabled, with settings of the sidecar
  outrigger install --opt-out --set global.hub=registry.example/istio \\
    --values sidecar.yaml | kubectl apply -f -

  # Beside the injector that is there, for namespaces with the label istio.io/rev=canary
  outrigger install --revision canary | kubectl apply -f -

  # With the ConfigMaps of an istiod that runs in the namespace
  outrigger install --existing-config | kubectl apply -f -

Nothing is sent to a cluster. The same arguments print the same text each time, and no secret is among it: the injector
makes its certificate itself, and writes the CA into the webhook configuration.

An istiod of the same revision does the same to webhook configurations of that revision: give outrigger a revision of its
own, or start that istiod with INJECTION_WEBHOOK_CONFIG_NAME=\"\".";

/// Where an installation is, and which parts it has.
#[derive(Debug, Args)]
#[command(next_help_heading = "Installation")]
pub struct Place {
    /// Namespace of the injector.
    #[arg(short, long, value_name = "NAME", default_value = "istio-system")]
    pub namespace: String,
    /// Revision of the injector, so that several can be there at once; namespaces name it in the label istio.io/rev.
    #[arg(short, long, value_name = "NAME", default_value = "")]
    pub revision: String,
    /// Use the ConfigMaps of an Istio that is there, istio-sidecar-injector and istio; none are among the objects then.
    #[arg(long)]
    pub existing_config: bool,
    /// Let the number of replicas follow the processor use, from 2 to 10 or as given.
    #[arg(long, value_name = "LEAST-MOST", num_args = 0..=1, require_equals = true, default_missing_value = "2-10", value_parser = range)]
    pub hpa: Option<(u32, u32)>,
    /// Let this issuer of cert-manager make the certificate: the name of an Issuer, or ClusterIssuer/NAME.
    #[arg(long, value_name = "ISSUER")]
    pub cert_manager: Option<String>,
}

/// Arguments of `install`.
#[derive(Debug, Args)]
pub struct Install {
    /// Where it is, and which parts it has.
    #[command(flatten)]
    pub place: Place,
    /// Image with outrigger. None is published: build one that has the program as its entry point.
    #[arg(long, value_name = "IMAGE", env = "OUTRIGGER_IMAGE", hide_env = true)]
    pub image: Option<String>,
    /// How many replicas there are.
    #[arg(long, value_name = "COUNT", default_value_t = 2, conflicts_with = "hpa")]
    pub replicas: u32,
    /// Put sidecars into pods of all namespaces but those with istio-injection=disabled (enableNamespacesByDefault).
    #[arg(long, visible_alias = "enableNamespacesByDefault")]
    pub opt_out: bool,
    /// Whether the label sidecar.istio.io/inject=true of a pod is enough in a namespace that says nothing.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", default_value_t = true, action = clap::ArgAction::Set)]
    pub enable_pod_label: bool,
    /// Trust this CA bundle, in PEM, and leave the webhook configuration alone; the certificate is then in a Secret of
    /// yours.
    #[arg(long, value_name = "FILE", conflicts_with = "cert_manager")]
    pub static_ca_bundle: Option<PathBuf>,
    /// Print the MutatingWebhookConfiguration only.
    #[arg(long)]
    pub webhook_config_only: bool,
    /// Form of the output.
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value = "yaml")]
    pub output: Form,
    /// What the ConfigMaps say.
    #[command(flatten)]
    pub content: Content,
}

/// What the ConfigMaps say.
#[derive(Debug, Args)]
#[command(next_help_heading = "Configuration")]
pub struct Content {
    /// Settings of the built-in values: for use, or for debugging the sidecar.
    #[arg(long, value_enum, value_name = "VARIANT", default_value = "release")]
    pub variant: Variant,
    /// Values that replace built-in ones, key by key; may be repeated.
    #[arg(long, visible_alias = "valuesFile", value_name = "FILE")]
    pub values: Vec<PathBuf>,
    /// Sets one of the values, such as `global.tag=1.30.3`; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Injection config in place of the built-in one.
    #[arg(long, visible_alias = "injectConfigFile", value_name = "FILE")]
    pub inject_config_file: Option<PathBuf>,
    /// Mesh config in place of the built-in one.
    #[arg(long, visible_alias = "meshConfigFile", value_name = "FILE")]
    pub mesh_config_file: Option<PathBuf>,
}

impl Content {
    /// The first flag that says what ConfigMaps say.
    pub fn given(&self) -> Option<&'static str> {
        [
            ("--variant debug", self.variant == Variant::Debug),
            ("--values", !self.values.is_empty()),
            ("--set", !self.set.is_empty()),
            ("--inject-config-file", self.inject_config_file.is_some()),
            ("--mesh-config-file", self.mesh_config_file.is_some()),
        ]
        .into_iter()
        .find_map(|(flag, given)| given.then_some(flag))
    }
}

/// Variants of the built-in values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Variant {
    /// For use.
    Release,
    /// For debugging the sidecar: other images, core dumps, a privileged proxy.
    Debug,
}

/// `LEAST-MOST`.
fn range(text: &str) -> Result<(u32, u32), String> {
    let wrong = || format!("{text:?} are no two numbers, such as 2-10");
    let (least, most) = text.split_once('-').ok_or_else(wrong)?;
    Ok((least.parse().map_err(|_| wrong())?, most.parse().map_err(|_| wrong())?))
}
