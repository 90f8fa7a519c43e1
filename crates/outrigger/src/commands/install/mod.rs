//! `outrigger install`

mod options;
mod settings;

use kubeyaml::Value;
use manifests::Settings;

use crate::commands::snapshot::Form;
use crate::failure::Failure;
use crate::output;
use settings::DEFAULT_IMAGE;

pub use options::{EXAMPLES, Install, Place};
pub use settings::placed;

/// Prints the objects of an installation; nothing is sent to a cluster.
///
/// # Errors
/// A file cannot be read, or what it says cannot be used.
pub fn run(options: &Install) -> Result<(), Failure> {
    let settings = settings::settings(options)?;
    let documents = if options.webhook_config_only {
        manifests::webhook_configuration(&settings).into_iter().collect()
    } else {
        manifests::install(&settings)
    };
    print(&documents, options.output)?;
    remarks(options, &settings);
    Ok(())
}

/// Prints documents to standard output.
///
/// # Errors
/// It cannot be written.
pub fn print(documents: &[Value], form: Form) -> Result<(), Failure> {
    let text = match form {
        Form::Yaml => manifests::yaml_stream(documents),
        Form::Json => manifests::json_list(documents),
    };
    output::write(&text, None)
}

/// What is still to be done by somebody.
fn remarks(options: &Install, settings: &Settings) {
    if options.webhook_config_only {
        return;
    }
    if options.image.is_none() {
        eprintln!(
            "note: no image of outrigger is published; the Deployment names {DEFAULT_IMAGE}, which has to be on the \
                   nodes; name one of your own with --image"
        );
    }
    if options.static_ca_bundle.is_some() {
        let (names, namespace) = (settings.names(), &settings.namespace);
        eprintln!(
            "note: the Deployment mounts the Secret {namespace}/{}, which has to be made: outrigger certs create \
             --service {} --namespace {namespace} --secret {}",
            names.secret, names.program, names.secret
        );
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::arguments::{Arguments, Command};

    /// The Deployment starts this very program: what it passes must be what the program takes.
    #[test]
    fn the_deployments_arguments_are_understood() {
        let ca = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cmd/install.in/ca.pem");
        for flags in [
            "",
            "--revision canary --namespace mesh --opt-out --hpa",
            "--cert-manager ours",
            "--static-ca-bundle CA",
        ] {
            let line = format!("outrigger install --image a:1 {}", flags.replace("CA", ca));
            let Command::Install(options) = Arguments::parse_from(line.split_whitespace()).command else {
                panic!("it is install");
            };
            let documents = manifests::install(&settings::settings(&options).unwrap());
            let deployment = documents.iter().find(|d| d.str_at(&["kind"]) == Some("Deployment")).unwrap();
            let container = &deployment.items_at(&["spec", "template", "spec", "containers"])[0];
            let passed = container.items_at(&["args"]).iter().map(|a| a.as_str().unwrap());
            let parsed = Arguments::try_parse_from(["outrigger"].into_iter().chain(passed));
            match parsed.map(|arguments| arguments.command) {
                Ok(Command::Webhook(_)) => {}
                Ok(other) => panic!("{flags}: {other:?}"),
                Err(e) => panic!("{flags}: {e}"),
            }
        }
    }
}
