//! `outrigger kube-inject`

use crate::arguments::KubeInject;
use crate::configuration::{self, Given, Purpose};
use crate::failure::Failure;
use crate::from_cluster::{self, ConfigMapNames};
use crate::{access, manifest, output, sources};

/// Reads a manifest, injects it and writes it; nothing is written unless all of it went well.
///
/// # Errors
/// A file cannot be read or written, the configuration cannot be used, or a document cannot be injected.
pub fn run(options: &KubeInject) -> Result<(), Failure> {
    let Some(filename) = &options.filename else {
        return Err(Failure::new("filename not specified (see --filename or -f)")
            .hint("outrigger kube-inject -f deployment.yaml, or -f - for standard input"));
    };
    let given = given(options)?;
    let (configuration, legacy) = (&options.configuration, Some(&options.legacy));
    let injector = configuration::injector_from(configuration, &given, legacy, Purpose::KubeInject)?;
    let text = sources::read_text(filename)?;
    let injected = manifest::inject(&text, &sources::display(filename), &injector)?;
    output::write(&injected.text, options.output.as_deref())?;
    if !injected.warnings.is_empty() {
        eprintln!();
        injected.warnings.iter().for_each(|w| eprintln!("{w}"));
    }
    Ok(())
}

/// What a cluster, or the snapshot in its place, gives of the configuration. Without a flag that asks for it nothing is
/// dialled.
fn given(options: &KubeInject) -> Result<Given, Failure> {
    let KubeInject { configuration, cluster, .. } = options;
    let parts = cluster.parts(configuration);
    if !parts.any() {
        return Ok(Given::default());
    }
    let names = ConfigMapNames::of(
        cluster.istio_namespace.as_deref(),
        cluster.inject_config_map_name.as_deref(),
        cluster.mesh_config_map_name.as_deref(),
        &configuration.revision,
    );
    match &configuration.snapshot {
        Some(path) => {
            let objects = configuration::snapshot(path)?;
            from_cluster::in_snapshot(&objects, &names, parts)
                .map_err(|e| access::failure(&e).at(sources::display(path)))
        }
        None => cluster.access.run(async |cluster| from_cluster::live(&cluster, &names, parts).await),
    }
}
