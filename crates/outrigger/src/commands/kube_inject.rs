//! `outrigger kube-inject`

use crate::arguments::KubeInject;
use crate::configuration::{self, Purpose};
use crate::failure::Failure;
use crate::{manifest, output, sources};

/// Reads a manifest, injects it and writes it; nothing is written unless all of it went well.
///
/// # Errors
/// A file cannot be read or written, the configuration cannot be used, or a document cannot be injected.
pub fn run(options: &KubeInject) -> Result<(), Failure> {
    let Some(filename) = &options.filename else {
        return Err(Failure::new("filename not specified (see --filename or -f)")
            .hint("outrigger kube-inject -f deployment.yaml, or -f - for standard input"));
    };
    if let Some(flag) = options.cluster.unheeded() {
        return Err(Failure::new(format!("{flag}: reading from a cluster is not there yet")).hint(
            "save the ConfigMaps with `kubectl get configmap -o yaml`, and give them with --injectConfigFile and --meshConfigFile",
        ));
    }
    let injector =
        configuration::injector(&options.configuration, Some(&options.legacy), Purpose::KubeInject)?;
    let text = sources::read_text(filename)?;
    let injected = manifest::inject(&text, &sources::display(filename), &injector)?;
    output::write(&injected.text, options.output.as_deref())?;
    if !injected.warnings.is_empty() {
        eprintln!();
        injected.warnings.iter().for_each(|w| eprintln!("{w}"));
    }
    Ok(())
}
