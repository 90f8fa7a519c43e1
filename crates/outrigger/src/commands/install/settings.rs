//! From the arguments to the settings of an installation. What would not work once it is installed is refused here.

use golang::base64;
use injection::reference;
use injection::resolve::{Files, Note, Purpose, Resolution, Sources, resolve};
use manifests::{Autoscaling, Certificates, Configuration, Discovery, Settings, WebhookSettings};
use webhook::InjectorEngine;

use super::options::{Content, Install, Variant};
use crate::failure::Failure;
use crate::input::{display, read_text};
use crate::options::configuration::text_of;
use crate::options::place::{DEFAULT_IMAGE, refused};
use crate::plain_pod::probe;

/// The settings that the arguments describe, and what the user should know of them.
///
/// # Errors
/// A file cannot be read, or something in it or on the command line cannot be used.
pub fn settings(options: &Install) -> Result<(Settings, Vec<Note>), Failure> {
    if options.existing_config.is_some()
        && let Some(flag) = options.content.given()
    {
        return Err(Failure::new(format!(
            "{flag} says what is in ConfigMaps, --existing-config leaves them out"
        ))
        .hint("leave one of them out; change existing ConfigMaps with `kubectl edit`"));
    }
    let (configuration, notes) = match &options.existing_config {
        Some(_) => (None, Vec::new()),
        None => {
            let (configuration, notes) = configuration(&options.content)?;
            (Some(configuration), notes)
        }
    };
    let image = options.image.clone().unwrap_or(DEFAULT_IMAGE.to_owned());
    reference::check(&image).map_err(|fault| {
        Failure::new(format!("--image {image:?} cannot be pulled: {fault}"))
            .hint("name an image with this program in it, such as registry.example/outrigger:1.0")
    })?;
    let mut settings = Settings::new(image, configuration);
    options.place.set(&mut settings);
    settings.namespace = options.namespace();
    settings.create_namespace = options.create_namespace && options.existing_config.is_none();
    if let Some(revision) = &options.existing_config {
        settings.existing_revision.clone_from(revision);
    }
    settings.replicas = options.replicas;
    settings.autoscaling =
        options.hpa.map(|(least, most)| Autoscaling { least, most, ..Autoscaling::default() });
    settings.discovery =
        options.mesh.then(|| Discovery { replicas: options.mesh_replicas, ..Discovery::default() });
    settings.certificates = certificates(options)?;
    let ranges = options.network_policy.as_ref();
    settings.network_policy =
        ranges.map(|ranges| ranges.iter().filter(|range| !range.is_empty()).cloned().collect());
    let calling = &options.calling;
    settings.opt_out = calling.opt_out;
    settings.pod_label = calling.enable_pod_label;
    settings.webhook = WebhookSettings {
        reinvocation: calling.reinvocation_policy.into(),
        timeout_seconds: calling.timeout_seconds,
        failure: calling.failure_policy.into(),
        match_conditions: calling.match_condition.clone(),
        url: calling.injection_url.clone(),
        active_at_once: calling.active_at_once,
    };
    settings.check().map_err(refused)?;
    Ok((settings, notes))
}

fn certificates(options: &Install) -> Result<Certificates, Failure> {
    if let Some(issuer) = &options.cert_manager {
        let (kind, name) = issuer.split_once('/').unwrap_or(("Issuer", issuer));
        return Ok(Certificates::CertManager { kind: kind.to_owned(), name: name.to_owned() });
    }
    let Some(path) = &options.static_ca_bundle else { return Ok(Certificates::Own) };
    let text = read_text(path)?;
    certs::ca_bundle::read(&text).map_err(|e| {
        Failure::new(e).at(display(path)).hint("give the certificates of the authorities that sign, in PEM")
    })?;
    Ok(Certificates::Given { bundle: base64::encode(text) })
}

/// The texts of the ConfigMaps, tried as the injector will try them: on a plain pod.
fn configuration(content: &Content) -> Result<(Configuration, Vec<Note>), Failure> {
    let sources = Sources {
        files: Files {
            config: content.inject_config_file.as_deref().map(text_of).transpose()?,
            values: content.values.iter().map(|path| text_of(path)).collect::<Result<_, _>>()?,
            mesh: content.mesh_config_file.as_deref().map(text_of).transpose()?,
            ..Files::default()
        },
        set: content.set.clone(),
        debug: content.variant == Variant::Debug,
        ..Sources::default()
    };
    let Resolution { injector, facts, notes, config, mesh } =
        resolve(sources, Purpose::Install).map_err(|e| Failure::from(&e))?;
    let values = injector.values().document().clone();
    let engine = InjectorEngine { injector: injector.into(), facts: facts.into() };
    probe(&engine).map_err(|e| {
        Failure::new(format!("it does not work on a plain pod: {e}")).at(config.place.clone())
    })?;
    Ok((Configuration { config: config.text, values, mesh: mesh.text }, notes))
}
