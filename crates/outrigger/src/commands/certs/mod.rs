//! `outrigger certs`

mod bundle;
mod create;
mod patch;
mod previous;

use clap::{Args, Subcommand};

use crate::failure::Failure;

/// Arguments of `certs`.
#[derive(Debug, Args)]
pub struct Certs {
    /// What to do.
    #[command(subcommand)]
    pub command: CertsCommand,
}

/// What `certs` does.
#[derive(Debug, Subcommand)]
pub enum CertsCommand {
    /// Make a certificate for a webhook and print the Secret with it, as webhook-create-signed-cert.sh did.
    #[command(after_long_help = create::EXAMPLES)]
    Create(create::Create),
    /// Put the CA bundle into a manifest, or into a webhook configuration that is there, as webhook-patch-ca-bundle.sh did.
    #[command(name = "patch-ca-bundle", after_long_help = patch::EXAMPLES)]
    PatchCaBundle(patch::Patch),
}

/// Makes certificates, or makes them trusted.
///
/// # Errors
/// A name or file cannot be used, or the cluster says no.
pub fn run(options: &Certs) -> Result<(), Failure> {
    match &options.command {
        CertsCommand::Create(options) => create::run(options),
        CertsCommand::PatchCaBundle(options) => patch::run(options),
    }
}
