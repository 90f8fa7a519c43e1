//! From the arguments to the settings of an installation. What would not work once it is installed is refused here.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use injection::config::{Config, Key, KnownValues, Reading, Values, text_of};
use injection::{Injector, Settings as InjectorSettings, defaults, reference};
use kubeyaml::Value;
use manifests::{Autoscaling, Certificates, Configuration, Settings, SettingsError, WebhookSettings};
use meshconfig::unknown_mesh_fields;
use webhook::InjectorEngine;

use super::options::{Content, Install, Place, Variant};
use crate::commands::webhook::probe;
use crate::failure::Failure;
use crate::notes::Note;
use crate::set::{alone, set};
use crate::sources::{display, read_text};

/// The image when none is named.
pub const DEFAULT_IMAGE: &str = concat!("outrigger:", env!("CARGO_PKG_VERSION"));

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
    let mut notes = Vec::new();
    let configuration = match &options.existing_config {
        Some(_) => None,
        None => Some(configuration(&options.content, &mut notes)?),
    };
    let image = options.image.clone().unwrap_or(DEFAULT_IMAGE.to_owned());
    reference::check(&image).map_err(|fault| {
        Failure::new(format!("--image {image:?} cannot be pulled: {fault}"))
            .hint("name an image with this program in it, such as registry.example/outrigger:1.0")
    })?;
    let mut settings = Settings::new(image, configuration);
    place(&mut settings, &options.place);
    settings.namespace = options.namespace();
    settings.create_namespace = options.create_namespace && options.existing_config.is_none();
    if let Some(revision) = &options.existing_config {
        settings.existing_revision.clone_from(revision);
    }
    settings.replicas = options.replicas;
    settings.autoscaling =
        options.hpa.map(|(least, most)| Autoscaling { least, most, ..Autoscaling::default() });
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

/// Settings with these names.
///
/// # Errors
/// A name cannot be used.
pub fn placed(options: &Place) -> Result<Settings, Failure> {
    let nothing = Configuration { config: String::new(), values: Value::Null, mesh: String::new() };
    let mut settings = Settings::new(DEFAULT_IMAGE.to_owned(), Some(nothing));
    place(&mut settings, options);
    settings.check().map_err(refused)?;
    Ok(settings)
}

fn place(settings: &mut Settings, place: &Place) {
    let naming = place.naming();
    settings.naming = naming;
    settings.namespace = place.namespace.clone().unwrap_or_else(|| naming.namespace().to_owned());
    settings.revision = place.revision.clone().unwrap_or_else(|| naming.revision().to_owned());
}

fn refused(error: SettingsError) -> Failure {
    let failure = Failure::new(&error);
    match error {
        SettingsError::OptOut { .. } => failure.hint("add --revision default, or leave --opt-out out"),
        SettingsError::UrlWithAddress(_) => {
            failure.hint("--static-ca-bundle and --cert-manager bring certificates")
        }
        _ => failure,
    }
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
    Ok(Certificates::Given { bundle: STANDARD.encode(text) })
}

/// The texts of the ConfigMaps, tried as the injector will try them: on a plain pod.
fn configuration(content: &Content, notes: &mut Vec<Note>) -> Result<Configuration, Failure> {
    let config = text(content.inject_config_file.as_deref(), Key::Config, defaults::config())?;
    let nothing = BTreeMap::new();
    let reading = Reading {
        version: None,
        environment: &nothing,
        offline: false,
        signs: injection::config::Signs::default(),
    };
    let parsed = Config::parse(&config.text, &reading).map_err(|e| config.failed(e))?;
    let version = parsed.version();
    // Old versions know few of today's fields. What is not said is as it was in that version.
    let built_in = if version.layout == meshconfig::Layout::Single { "{}\n" } else { defaults::mesh() };
    let mesh = text(content.mesh_config_file.as_deref(), Key::Mesh, built_in)?;
    let document = kubeyaml::read(&mesh.text).map_err(|e| mesh.failed(e))?;
    notes.extend(Note::unread(&mesh.place, unknown_mesh_fields(&document, version)));
    let known = if content.inject_config_file.is_some() {
        KnownValues::of(&parsed)
    } else {
        Some(KnownValues::built_in())
    };
    let values = values(content, known, notes)?;
    let of_injector = Values::of(values.clone()).map_err(Failure::new)?;
    let injector = Injector::new(parsed, of_injector, document, InjectorSettings::default())
        .map_err(|e| mesh.failed(e))?;
    let engine = InjectorEngine { injector: injector.into(), facts: Arc::default() };
    probe(&engine).map_err(|e| config.failed(format!("it does not work on a plain pod: {e}")))?;
    Ok(Configuration { config: config.text, values, mesh: mesh.text })
}

struct Source {
    text: String,
    place: String,
}

impl Source {
    fn failed(&self, error: impl std::fmt::Display) -> Failure {
        Failure::new(error).at(self.place.clone())
    }
}

fn text(file: Option<&Path>, key: Key, built_in: &str) -> Result<Source, Failure> {
    let Some(path) = file else {
        return Ok(Source { text: built_in.to_owned(), place: "the built-in configuration".to_owned() });
    };
    let (text, place) = (read_text(path)?, display(path));
    let text = text_of(&text, key).map_err(|e| Failure::new(e).at(place.clone()))?.into_owned();
    Ok(Source { text, place })
}

/// The built-in values, then those of the files, then single ones.
fn values(content: &Content, known: Option<KnownValues>, notes: &mut Vec<Note>) -> Result<Value, Failure> {
    if let Some(known) = &known {
        notes.extend(Note::unread("--set", known.unread(&alone(&content.set))));
    }
    let known = known.map(KnownValues::with_charts);
    let built_in = defaults::values(content.variant == Variant::Debug);
    let mut values = kubeyaml::read(built_in).map_err(Failure::new)?;
    for path in &content.values {
        let own = Values::parse(&read_text(path)?).map_err(|e| {
            Failure::new(e).at(display(path)).hint("`outrigger config values` prints the built-in ones")
        })?;
        if let Some(known) = &known {
            notes.extend(Note::unread(&display(path), known.unread(own.document())));
        }
        overlay(&mut values, own.document());
    }
    for assignment in &content.set {
        set(&mut values, assignment)?;
    }
    Ok(values)
}

/// Mappings are merged, everything else is replaced, and null removes, as Helm has it. Documents are of bounded depth.
fn overlay(values: &mut Value, own: &Value) {
    let Value::Map(own) = own else {
        values.clone_from(own);
        return;
    };
    let values = values.become_map();
    for (key, value) in own.iter() {
        match value {
            Value::Null => drop(values.remove(key)),
            value => overlay(values.entry(key), value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_overlaid_as_helm_does() {
        for (own, want) in [
            ("{}", "{a: {b: 1, c: [1, 2]}, d: x}"),
            ("{a: {b: 2}}", "{a: {b: 2, c: [1, 2]}, d: x}"),
            ("{a: {c: [3]}, e: {f: 1}}", "{a: {b: 1, c: [3]}, d: x, e: {f: 1}}"),
            ("{a: null}", "{d: x}"),
            ("{d: {e: 1}, a: 1}", "{a: 1, d: {e: 1}}"),
        ] {
            let mut values = kubeyaml::read("{a: {b: 1, c: [1, 2]}, d: x}").unwrap();
            overlay(&mut values, &kubeyaml::read(own).unwrap());
            assert_eq!(values, kubeyaml::read(want).unwrap(), "{own}");
        }
    }
}
