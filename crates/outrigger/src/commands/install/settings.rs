//! From the arguments to the settings of an installation. What would not work once it is installed is refused here.

use std::collections::BTreeMap;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use injection::config::{Config, Key, Reading, Values, text_of};
use injection::defaults;
use kubeyaml::Value;
use manifests::{Autoscaling, Certificates, Configuration, Settings};
use meshconfig::MeshConfig;

use super::options::{Content, Install, Place, Variant};
use crate::failure::Failure;
use crate::set::set;
use crate::sources::{display, read_text};

/// The image when none is named.
pub const DEFAULT_IMAGE: &str = concat!("outrigger:", env!("CARGO_PKG_VERSION"));

/// The settings that the arguments describe.
///
/// # Errors
/// A file cannot be read, or something in it or on the command line cannot be used.
pub fn settings(options: &Install) -> Result<Settings, Failure> {
    if options.place.existing_config
        && let Some(flag) = options.content.given()
    {
        return Err(Failure::new(format!(
            "{flag} says what is in ConfigMaps, --existing-config leaves them out"
        ))
        .hint("leave one of them out; change the ConfigMaps that are there with `kubectl edit`"));
    }
    let configuration =
        if options.place.existing_config { None } else { Some(configuration(&options.content)?) };
    let mut settings =
        Settings::new(options.image.clone().unwrap_or(DEFAULT_IMAGE.to_owned()), configuration);
    settings.replicas = options.replicas;
    settings.opt_out = options.opt_out;
    settings.pod_label = options.enable_pod_label;
    place(&mut settings, &options.place);
    if let Some(path) = &options.static_ca_bundle {
        let text = read_text(path)?;
        certs::ca_bundle::read(&text).map_err(|e| {
            Failure::new(e)
                .at(display(path))
                .hint("give the certificates of the authorities that sign, in PEM")
        })?;
        settings.certificates = Certificates::Given { bundle: STANDARD.encode(text) };
    }
    settings.check().map_err(Failure::new)?;
    Ok(settings)
}

/// Settings with which the same objects are there as with these arguments, whatever they say.
///
/// # Errors
/// A name cannot be used.
pub fn placed(options: &Place) -> Result<Settings, Failure> {
    let nothing = Configuration { config: String::new(), values: Value::Null, mesh: String::new() };
    let mut settings =
        Settings::new(DEFAULT_IMAGE.to_owned(), Some(nothing).filter(|_| !options.existing_config));
    place(&mut settings, options);
    settings.check().map_err(Failure::new)?;
    Ok(settings)
}

fn place(settings: &mut Settings, place: &Place) {
    settings.namespace.clone_from(&place.namespace);
    settings.revision.clone_from(&place.revision);
    settings.autoscaling =
        place.hpa.map(|(least, most)| Autoscaling { least, most, ..Autoscaling::default() });
    if let Some(issuer) = &place.cert_manager {
        let (kind, name) = issuer.split_once('/').unwrap_or(("Issuer", issuer));
        settings.certificates = Certificates::CertManager { kind: kind.to_owned(), name: name.to_owned() };
    }
}

/// The texts of the ConfigMaps, tried as the injector will read them.
fn configuration(content: &Content) -> Result<Configuration, Failure> {
    let config = text(content.inject_config_file.as_deref(), Key::Config, defaults::config())?;
    let mesh = text(content.mesh_config_file.as_deref(), Key::Mesh, defaults::mesh())?;
    let nothing = BTreeMap::new();
    let reading = Reading { compat: None, environment: &nothing, offline: false };
    let parsed = Config::parse(&config.text, &reading).map_err(|e| config.failed(e))?;
    let document = kubeyaml::read(&mesh.text).map_err(|e| mesh.failed(e))?;
    MeshConfig::parse(document, parsed.compat()).map_err(|e| mesh.failed(e))?;
    Ok(Configuration { config: config.text, values: values(content)?, mesh: mesh.text })
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
fn values(content: &Content) -> Result<Value, Failure> {
    let built_in = defaults::values(content.variant == Variant::Debug);
    let mut values = kubeyaml::read(built_in).map_err(Failure::new)?;
    for path in &content.values {
        let own = Values::parse(&read_text(path)?).map_err(|e| {
            Failure::new(e).at(display(path)).hint("`outrigger config values` prints the built-in ones")
        })?;
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
