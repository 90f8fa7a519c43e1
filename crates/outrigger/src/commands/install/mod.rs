//! `outrigger install`

mod dry_run;
mod findings;
mod look;
mod options;
mod settings;

use std::time::Duration;

use cluster::Cluster;
use manifests::Settings;

pub use options::{EXAMPLES, Install};
pub use settings::settings;

use crate::failure::Failure;
use crate::notes;
use crate::options::place::DEFAULT_IMAGE;

/// A cluster that nobody has named is not waited for any longer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Prints the objects of an installation; nothing is written to a cluster, but it is looked at.
///
/// # Errors
/// A file cannot be read, or what it says cannot be used; an object of somebody else is in the way, or another injector
/// answers for the same pods.
pub fn run(options: &Install) -> Result<(), Failure> {
    let (mut settings, notes) = settings(options)?;
    notes::print(&notes);
    let seen = seen(options, &settings)?;
    if let Some(seen) = &seen {
        findings::refuse(seen, &settings)?;
        settings.create_namespace &= !seen.has_namespace;
        if let Some(discovery) = &mut settings.discovery {
            discovery.create_authority = !seen.has_authority;
        }
    }
    let documents = if options.webhook_config_only {
        manifests::webhook_configuration(&settings).into_iter().collect()
    } else {
        manifests::install(&settings)
    };
    if options.dry_run.is_some() {
        let has_namespace = seen.is_some_and(|seen| seen.has_namespace);
        return dry_run::run(&options.access, &documents, &settings, has_namespace);
    }
    options.output.print(&documents)?;
    if let Some(seen) = &seen {
        findings::notes(seen, &settings).iter().for_each(|note| eprintln!("note: {note}"));
    }
    remarks(options, &settings);
    Ok(())
}

/// What is in the cluster, if one is at hand. One that a flag names must answer; of another it is said that it does not.
fn seen(options: &Install, settings: &Settings) -> Result<Option<look::Seen>, Failure> {
    let access = &options.access;
    let must_answer = access.is_given() || options.dry_run.is_some();
    if options.offline || !(must_answer || access.is_at_hand()) {
        return Ok(None);
    }
    let look = async |cluster: Cluster| {
        let looked = look::look(&cluster, settings, options.webhook_config_only);
        if must_answer {
            return looked.await.map(Some);
        }
        tokio::time::timeout(PATIENCE, looked).await.ok().transpose()
    };
    let cause = match access.run(look) {
        Ok(Some(seen)) => return Ok(Some(seen)),
        Ok(None) => format!("no answer within {} seconds", PATIENCE.as_secs()),
        Err(failure) if must_answer => return Err(failure),
        Err(failure) => failure.cause(),
    };
    eprintln!("note: no cluster was looked at: {cause}; whether names are taken there is not known");
    Ok(None)
}

/// What is still to be done by somebody.
fn remarks(options: &Install, settings: &Settings) {
    if options.webhook_config_only {
        return;
    }
    let label = settings.namespace_label();
    if !settings.webhook.active_at_once {
        eprintln!(
            "note: namespaces ask for sidecars with the label {label}; until a replica is ready, pods start without one"
        );
    }
    if settings.discovery.is_some() {
        let agent = |configuration: &manifests::Configuration| {
            configuration
                .values
                .str_at(&["global", "proxy", "agentImage"])
                .is_some_and(|image| !image.is_empty())
        };
        if !settings.configuration.as_ref().is_some_and(agent) {
            eprintln!(
                "note: injected pods run Istio's agent and Envoy; --set global.proxy.agentImage=IMAGE names outrigger's"
            );
        }
    }
    if options.image.is_none() {
        eprintln!(
            "note: no image of outrigger is published; the Deployment names {DEFAULT_IMAGE}, which has to be on the \
             nodes: `make image` in the source makes it, for `kind load image-archive` and others; or `make push` copies \
             it into a registry of yours, and --image names it there"
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
