//! From the arguments to an injector: the files that were named, the built-in defaults for the rest.

use std::collections::BTreeMap;
use std::path::Path;

use injection::config::{Config, ConfigError, Key, Reading, Values, text_of};
use injection::{Compat, Facts, Injector, NativeSidecars, Platform, defaults};
use kubeyaml::Value;
use meshconfig::MeshConfig;

use crate::arguments::{Configuration, LegacyFlags, PlatformName};
use crate::failure::Failure;
use crate::legacy_flags;
use crate::set::set;
use crate::sources::{display, read_text};

/// What the injector is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Answers as `istioctl kube-inject`.
    KubeInject,
    /// Answers as the webhook.
    Webhook,
}

/// A configuration text and where it is from.
struct Source {
    text: String,
    place: String,
}

impl Source {
    fn read(path: &Path) -> Result<Source, Failure> {
        Ok(Source { text: read_text(path)?, place: display(path) })
    }

    fn built_in(text: &str) -> Source {
        Source { text: text.to_owned(), place: "the built-in configuration".to_owned() }
    }

    fn failed(&self, error: &ConfigError) -> Failure {
        let failure = Failure::new(error).at(self.place.clone());
        match error {
            ConfigError::UnknownGeneration => failure.hint("`outrigger config` prints one to start from"),
            ConfigError::MissingKey { .. } => {
                failure.hint("give the text of the key itself, or the right ConfigMap")
            }
            ConfigError::Values { .. } => {
                failure.hint("values are a mapping in YAML or JSON; `outrigger config values` prints some")
            }
            _ => failure,
        }
    }
}

/// Makes the injector that the arguments describe.
///
/// # Errors
/// A file cannot be read, or what is in it cannot be used.
pub fn injector(
    arguments: &Configuration,
    legacy: Option<&LegacyFlags>,
    purpose: Purpose,
) -> Result<Injector, Failure> {
    let environment = environment(arguments);
    let debug = legacy.is_some_and(|l| l.debug == Some(true));
    let config_source = match &arguments.inject_config_file {
        Some(path) => Source::read(path)?,
        None => Source::built_in(defaults::config()),
    };
    let built_in = arguments.inject_config_file.is_none();
    // The built-in configuration is today's, whatever version is named.
    let named = arguments.compat.filter(|_| !built_in);
    let reading =
        Reading { compat: named, environment: &environment, offline: purpose == Purpose::KubeInject };
    let config = Config::parse(&config_source.text, &reading).map_err(|e| config_source.failed(&e))?;
    let compat = named.unwrap_or_else(|| config.compat());
    let operator = arguments.operator_file_name.as_deref().map(operator).transpose()?;
    let mut values = values(arguments, operator.as_ref(), &config_source, compat, debug)?;
    if let Some(legacy) = legacy {
        legacy_flags::apply(legacy, built_in, &mut values)?;
    }
    for assignment in &arguments.set {
        set(&mut values, assignment)?;
    }
    Ok(Injector {
        values: Values::of(values).map_err(Failure::new)?,
        mesh: mesh(
            arguments,
            operator.as_ref(),
            compat,
            legacy.filter(|_| built_in).and_then(|l| l.status_port),
        )?,
        revision: if arguments.revision == "default" && purpose == Purpose::KubeInject {
            String::new()
        } else {
            arguments.revision.clone()
        },
        native_sidecars: arguments.native_sidecars.unwrap_or(NativeSidecars::Auto),
        platform: match arguments.platform {
            PlatformName::Kubernetes => Platform::Kubernetes,
            PlatformName::Openshift => Platform::OpenShift,
        },
        compliance_policy: environment.get("COMPLIANCE_POLICY").cloned().unwrap_or_default(),
        facts: facts(arguments.snapshot.as_deref())?,
        compat,
        config,
    })
}

/// The process's environment, as the template function `env` reads it. Templates of Istio up to 1.22 ask it for
/// native sidecars.
pub fn environment(arguments: &Configuration) -> BTreeMap<String, String> {
    let mut environment: BTreeMap<String, String> = std::env::vars_os()
        .filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?)))
        .collect();
    if let Some(native) = arguments.native_sidecars {
        let text = if native == NativeSidecars::True { "true" } else { "false" };
        environment.insert("ENABLE_NATIVE_SIDECARS".to_owned(), text.to_owned());
    }
    environment
}

/// The `spec` of an IstioOperator.
fn operator(path: &Path) -> Result<Value, Failure> {
    let source = Source::read(path)?;
    let document = yaml(&source)?;
    match document.get("spec") {
        Some(spec @ Value::Map(_)) => Ok(spec.clone()),
        _ => Err(Failure::new("this is no IstioOperator: it has no `spec`").at(source.place)),
    }
}

/// Values from the operator file, the values file, the ConfigMap that the injection config came in, or built in.
fn values(
    arguments: &Configuration,
    operator: Option<&Value>,
    config: &Source,
    compat: Compat,
    debug: bool,
) -> Result<Value, Failure> {
    if let Some(spec) = operator {
        return Ok(spec.at(&["values"]).clone());
    }
    let source = match &arguments.values_file {
        Some(path) => Source::read(path)?,
        None if arguments.inject_config_file.is_none() => Source::built_in(defaults::values(debug)),
        None => match text_of(&config.text, Key::Values) {
            Ok(text) if text.as_ref() != config.text => {
                Source { text: text.into_owned(), place: config.place.clone() }
            }
            // Not a ConfigMap, or one without values. Templates up to 1.3 have no use for them.
            _ => {
                if !compat.is_legacy() {
                    eprintln!("note: no values were given (--valuesFile); the built-in ones are used");
                }
                Source::built_in(defaults::values(debug))
            }
        },
    };
    let values = Values::parse(&source.text).map_err(|e| source.failed(&e))?;
    Ok(values.document().clone())
}

/// The mesh config from the operator file, the mesh config file, or built in; then the status port that an old flag
/// names is the proxy's own too.
fn mesh(
    arguments: &Configuration,
    operator: Option<&Value>,
    compat: Compat,
    status_port: Option<u16>,
) -> Result<MeshConfig, Failure> {
    let parse = |document: Value, place: &str| {
        MeshConfig::parse(document, compat).map_err(|e| Failure::new(e).at(place.to_owned()))
    };
    match (operator, &arguments.mesh_config_file) {
        (Some(spec), _) => parse(spec.at(&["meshConfig"]).clone(), "the operator file's `spec.meshConfig`"),
        (None, Some(path)) => {
            let source = Source::read(path)?;
            let text = text_of(&source.text, Key::Mesh).map_err(|e| source.failed(&e))?.into_owned();
            let source = Source { text, place: source.place };
            parse(yaml(&source)?, &source.place)
        }
        (None, None) if compat.is_legacy() => parse(Value::Null, "the built-in mesh config"),
        (None, None) => {
            let mut document = yaml(&Source::built_in(defaults::mesh()))?;
            if let Some(port) = status_port.filter(|p| *p != 0) {
                document.map_entry("defaultConfig").insert("statusPort", i64::from(port));
            }
            parse(document, "the built-in mesh config")
        }
    }
}

fn facts(snapshot: Option<&Path>) -> Result<Facts, Failure> {
    let Some(path) = snapshot else { return Ok(Facts::default()) };
    let source = Source::read(path)?;
    let mut objects = Vec::new();
    for document in kubeyaml::documents(&source.text) {
        let document = document.map_err(|e| Failure::new(e).at(source.place.clone()))?;
        let object = kubeyaml::read(&document.text).map_err(|e| {
            Failure::new(&e).at(format!("{}, line {}", source.place, document.line + e.line.unwrap_or(1) - 1))
        })?;
        objects.push(object);
    }
    Ok(Facts::from_objects(objects))
}

fn yaml(source: &Source) -> Result<Value, Failure> {
    kubeyaml::read(&source.text).map_err(|e| Failure::new(e).at(source.place.clone()))
}
