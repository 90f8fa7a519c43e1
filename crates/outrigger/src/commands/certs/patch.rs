//! `outrigger certs patch-ca-bundle`

use std::path::{Path, PathBuf};

use clap::Args;
use cluster::ca_bundle::Entries;

use super::bundle::{self, Origin};
use crate::failure::Failure;
use crate::input::read_text;
use crate::options::access::AccessFlags;
use crate::output;

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # As a filter: ${CA_BUNDLE} becomes the bundle in base64, everything else stays
  outrigger certs patch-ca-bundle --ca-file ca.pem \\
    < istio-sidecar-injector.yaml | kubectl apply -f -

  # With what `outrigger certs create` printed
  outrigger certs patch-ca-bundle --ca-file secret.yaml \\
    < istio-sidecar-injector.yaml

  # In a webhook configuration of the cluster
  outrigger certs patch-ca-bundle --ca-file ca.pem \\
    --webhook-config istio-sidecar-injector

Without --ca-file and --secret the CA of the cluster's clients is read from the \
cluster, as webhook-patch-ca-bundle.sh did. That is the right one only if the \
certificate was signed with it.";

/// Arguments of `certs patch-ca-bundle`.
#[derive(Debug, Args)]
pub struct Patch {
    /// CA bundle in PEM, or a manifest of a Secret with the entry ca.crt.
    #[arg(long, visible_alias = "caFile", value_name = "FILE")]
    pub ca_file: Option<PathBuf>,
    /// Secret of the cluster whose entry ca.crt is the CA bundle.
    #[arg(long, value_name = "NAMESPACE/NAME", conflicts_with = "ca_file", value_parser = namespace_and_name)]
    pub secret: Option<(String, String)>,
    /// MutatingWebhookConfiguration in the cluster whose entries for sidecars get the bundle.
    #[arg(long, visible_alias = "webhookConfig", value_name = "NAME")]
    pub webhook_config: Option<String>,
    /// How the cluster is reached.
    #[command(flatten)]
    pub access: AccessFlags,
}

/// Puts the bundle where it belongs.
///
/// # Errors
/// It is not a CA bundle, or the cluster says no.
pub fn run(options: &Patch) -> Result<(), Failure> {
    let origin = match (&options.ca_file, &options.secret) {
        (Some(path), _) => Origin::File(path),
        (None, Some((namespace, name))) => Origin::Secret(namespace, name),
        (None, None) => Origin::Clients,
    };
    let pem = bundle::bundle(&origin, &options.access)?;
    match &options.webhook_config {
        Some(name) => live(options, name, &pem),
        None => filter(&pem),
    }
}

fn filter(pem: &str) -> Result<(), Failure> {
    let (text, times) = bundle::replaced(&read_text(Path::new("-"))?, pem);
    if times == 0 {
        eprintln!("note: there is no ${{CA_BUNDLE}} in standard input; it is printed as it is");
    }
    output::write(&text, None)
}

fn live(options: &Patch, name: &str, pem: &str) -> Result<(), Failure> {
    let changed =
        options.access.run(async |cluster| cluster.patch_ca_bundle(name, &Entries::Injectors, pem).await)?;
    let text = match changed.is_empty() {
        true => format!("MutatingWebhookConfiguration {name} has this bundle already\n"),
        false => {
            let lines: String = changed.iter().map(|entry| format!("  {entry}\n")).collect();
            format!("MutatingWebhookConfiguration {name} was given the bundle in:\n{lines}")
        }
    };
    output::write(&text, None)
}

fn namespace_and_name(text: &str) -> Result<(String, String), String> {
    match text.split_once('/') {
        Some((namespace, name)) if !namespace.is_empty() && !name.is_empty() && !name.contains('/') => {
            Ok((namespace.to_owned(), name.to_owned()))
        }
        _ => Err(format!(
            "{text:?} is not of the form NAMESPACE/NAME, such as istio-system/sidecar-injector-certs"
        )),
    }
}
