//! The command line of `outrigger install`.

use std::path::PathBuf;

use clap::{ArgAction, Args, ValueEnum};
use manifests::{DEFAULT_REVISION, FailurePolicy, Reinvocation};
use objects::names::ISTIO_NAMESPACE;

use crate::options::access::AccessFlags;
use crate::options::form::Form;
use crate::options::place::Place;

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # With names of its own, with or without an Istio in the cluster:
  # namespaces with the label istio.io/rev=outrigger get sidecars
  outrigger install --image registry.example/outrigger:1.0 | kubectl apply -f -
  kubectl label namespace default istio.io/rev=outrigger

  # In a cluster without Istio, with the names of its documentation
  outrigger install --image registry.example/outrigger:1.0 --istio-names \\
    | kubectl apply -f -
  kubectl label namespace default istio-injection=enabled

  # With the ConfigMaps of an Istio, which are read and never written
  outrigger install --existing-config | kubectl apply -f -

  # For all namespaces without istio-injection=disabled
  outrigger install --revision default --opt-out | kubectl apply -f -

  # With other settings of the sidecar
  outrigger install --set global.hub=registry.example/istio \\
    --values sidecar.yaml | kubectl apply -f -

  # With the control plane of a mesh for them, of outrigger's own
  outrigger install --mesh --image registry.example/outrigger:1.0 \\
    | kubectl apply -f -

  # What the API server would make of it
  outrigger install --dry-run=server

Nothing is written to a cluster. The same arguments print the same text each \
time, without secrets: the injector makes its certificate itself.

If a kubeconfig is at hand, the cluster is looked at first, and what was found \
is said on standard error. Nothing is printed where an object of somebody else \
has one of the names, or where another injector answers for the same pods.

The API server calls the webhook once a replica is ready. Pods created before \
that start without a sidecar. With --active-at-once they are refused instead.";

/// Arguments of `install`.
#[derive(Debug, Args)]
pub struct Install {
    /// Where it is, and what its objects are called.
    #[command(flatten)]
    pub place: Place,
    /// Read the ConfigMaps of an existing Istio, istio-sidecar-injector and istio, with its revision if it has one. None
    /// are among the objects then.
    #[arg(
        long,
        value_name = "REVISION",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = DEFAULT_REVISION,
        conflicts_with = "istio_names",
        help_heading = "Installation"
    )]
    pub existing_config: Option<String>,
    /// Image with outrigger [default: outrigger with the tag of this version]. None is published: `make image` makes it.
    ///
    /// In outrigger's source `make image` writes it without a daemon. `kind load image-archive`, `ctr images import`, podman
    /// and Docker take it to nodes, where the default finds it; `make push REGISTRY=registry.example/mesh` copies it into a
    /// registry of yours, so that it is registry.example/mesh/outrigger with the same tag. Any other image will do whose entry
    /// point is this program.
    #[arg(long, value_name = "IMAGE", env = "OUTRIGGER_IMAGE", hide_env = true)]
    pub image: Option<String>,
    /// How many replicas there are.
    #[arg(long, value_name = "COUNT", default_value_t = 2, conflicts_with = "hpa")]
    pub replicas: u32,
    /// Let the number of replicas follow the processor use, from 2 to 10 or as given.
    #[arg(
        long,
        value_name = "LEAST-MOST",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "2-10",
        value_parser = range
    )]
    pub hpa: Option<(u32, u32)>,
    /// Install the control plane of a mesh as well, for the pods that are injected: the mesh config and the values point to it.
    #[arg(long, conflicts_with_all = ["existing_config", "webhook_config_only"])]
    pub mesh: bool,
    /// How many replicas the control plane has.
    #[arg(long, value_name = "COUNT", default_value_t = 2, requires = "mesh")]
    pub mesh_replicas: u32,
    /// Let this issuer of cert-manager make the certificate: the name of an Issuer, or ClusterIssuer/NAME.
    #[arg(long, value_name = "ISSUER")]
    pub cert_manager: Option<String>,
    /// Trust this CA bundle, in PEM; the certificate is then in a Secret of yours.
    #[arg(long, value_name = "FILE", conflicts_with = "cert_manager")]
    pub static_ca_bundle: Option<PathBuf>,
    /// Whether the namespace is among the objects; it is not if the cluster has it.
    #[arg(
        long,
        value_name = "BOOL",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        default_value_t = true,
        action = ArgAction::Set
    )]
    pub create_namespace: bool,
    /// A NetworkPolicy that opens the injector's ports only; the webhook's port for these ranges of addresses only.
    #[arg(
        long,
        value_name = "RANGES",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
        value_delimiter = ','
    )]
    pub network_policy: Option<Vec<String>>,
    /// Print the MutatingWebhookConfiguration only, with its entries in force.
    #[arg(long)]
    pub webhook_config_only: bool,
    /// Form of the output.
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value = "yaml")]
    pub output: Form,
    /// Let the API server say of each object whether it would take it; nothing is written, and no object is printed.
    #[arg(long, value_enum, value_name = "WHERE", require_equals = true, conflicts_with = "offline")]
    pub dry_run: Option<DryRun>,
    /// Look at no cluster.
    #[arg(long)]
    pub offline: bool,
    /// How the API server calls the webhook.
    #[command(flatten)]
    pub calling: Calling,
    /// What the ConfigMaps say.
    #[command(flatten)]
    pub content: Content,
    /// How the cluster is reached.
    #[command(flatten)]
    pub access: AccessFlags,
}

impl Install {
    /// The namespace of the injector.
    pub fn namespace(&self) -> String {
        let usual = match self.existing_config {
            Some(_) => ISTIO_NAMESPACE,
            None => self.place.naming().namespace(),
        };
        self.place.namespace.clone().unwrap_or_else(|| usual.to_owned())
    }
}

/// Who is asked what would happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DryRun {
    /// The API server.
    Server,
}

/// How the API server calls the webhook.
#[derive(Debug, Args)]
#[command(next_help_heading = "Webhook")]
pub struct Calling {
    /// Put sidecars into pods of all namespaces without istio-injection=disabled (enableNamespacesByDefault); for the
    /// revision `default`.
    #[arg(long, visible_alias = "enableNamespacesByDefault")]
    pub opt_out: bool,
    /// Whether the label sidecar.istio.io/inject=true of a pod is enough in a namespace that says nothing.
    #[arg(
        long,
        value_name = "BOOL",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        default_value_t = true,
        action = ArgAction::Set
    )]
    pub enable_pod_label: bool,
    /// Call it from the moment it is installed: pods that want a sidecar are refused until a replica is ready.
    #[arg(long)]
    pub active_at_once: bool,
    /// What becomes of a pod when the webhook cannot be called: it is refused, or starts without a sidecar.
    #[arg(
        long,
        visible_alias = "failurePolicy",
        value_enum,
        value_name = "POLICY",
        default_value = "Fail",
        ignore_case = true
    )]
    pub failure_policy: Failing,
    /// Whether it is called again if another webhook has changed the pod since.
    #[arg(
        long,
        visible_alias = "reinvocationPolicy",
        value_enum,
        value_name = "POLICY",
        default_value = "Never",
        ignore_case = true
    )]
    pub reinvocation_policy: Reinvoking,
    /// How long it may take, 1 to 30 [default: as Kubernetes has it, 10].
    #[arg(long, visible_alias = "timeoutSeconds", value_name = "SECONDS")]
    pub timeout_seconds: Option<u32>,
    /// A CEL expression that must hold for it to be called, with a name; may be repeated.
    #[arg(long, value_name = "NAME=EXPRESSION", value_parser = condition)]
    pub match_condition: Vec<(String, String)>,
    /// Where it is called in place of its Service, such as `https://injector.example:15017/inject`.
    #[arg(long, visible_alias = "injectionURL", value_name = "URL")]
    pub injection_url: Option<String>,
}

/// What becomes of a pod when the webhook cannot be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Failing {
    /// It is refused.
    #[value(name = "Fail")]
    Fail,
    /// It starts without a sidecar.
    #[value(name = "Ignore")]
    Ignore,
}

impl From<Failing> for FailurePolicy {
    fn from(failing: Failing) -> FailurePolicy {
        match failing {
            Failing::Fail => FailurePolicy::Fail,
            Failing::Ignore => FailurePolicy::Ignore,
        }
    }
}

/// Whether a webhook is called again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Reinvoking {
    /// It is not.
    #[value(name = "Never")]
    Never,
    /// It is if another webhook has changed the pod since.
    #[value(name = "IfNeeded")]
    IfNeeded,
}

impl From<Reinvoking> for Reinvocation {
    fn from(reinvoking: Reinvoking) -> Reinvocation {
        match reinvoking {
            Reinvoking::Never => Reinvocation::Never,
            Reinvoking::IfNeeded => Reinvocation::IfNeeded,
        }
    }
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
    /// Sets one of the values, such as `global.tag=1.31.0`; may be repeated.
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
    let wrong = || format!("{text:?} is not a range of two numbers, such as 2-10");
    let (least, most) = text.split_once('-').ok_or_else(wrong)?;
    Ok((least.parse().map_err(|_| wrong())?, most.parse().map_err(|_| wrong())?))
}

/// `NAME=EXPRESSION`; the expression may hold more of these signs.
fn condition(text: &str) -> Result<(String, String), String> {
    let (name, expression) = text.split_once('=').ok_or_else(|| {
        format!("{text:?} is not NAME=EXPRESSION, such as no-jobs=!has(object.metadata.ownerReferences)")
    })?;
    Ok((name.to_owned(), expression.to_owned()))
}
