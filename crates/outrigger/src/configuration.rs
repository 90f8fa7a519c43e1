//! From the arguments to an injector: the files that were named, what a cluster gave, the built-in defaults for the rest.

use std::collections::BTreeMap;
use std::path::Path;

use injection::config::{Config, ConfigError, Key, Reading, Values, check, text_of};
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
#[derive(Clone, Debug)]
pub struct Source {
    /// The text of one key.
    pub text: String,
    /// The file or object it is in.
    pub place: String,
}

/// Configuration that is in no file, because it was read from a cluster. A file that is named as well comes first.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The injection config.
    pub config: Option<Source>,
    /// The values of its templates.
    pub values: Option<Source>,
    /// The mesh config.
    pub mesh: Option<Source>,
    /// What is known of the cluster; a snapshot that is named comes first.
    pub facts: Option<Facts>,
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
            ConfigError::Mistaken { .. } => failure.hint("were two files swapped?"),
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
    injector_from(arguments, &Given::default(), legacy, purpose)
}

/// Makes the injector that the arguments and a cluster describe.
///
/// # Errors
/// A file cannot be read, or what is in it or was given cannot be used.
pub fn injector_from(
    arguments: &Configuration,
    given: &Given,
    legacy: Option<&LegacyFlags>,
    purpose: Purpose,
) -> Result<Injector, Failure> {
    let environment = environment(arguments);
    let debug = legacy.is_some_and(|l| l.debug == Some(true));
    let config_source = match (&arguments.inject_config_file, &given.config) {
        (Some(path), _) => Source::read(path)?,
        (None, Some(given)) => given.clone(),
        (None, None) => Source::built_in(defaults::config()),
    };
    let built_in = arguments.inject_config_file.is_none() && given.config.is_none();
    // The built-in configuration is today's, whatever version is named.
    let named = arguments.compat.filter(|_| !built_in);
    let reading =
        Reading { compat: named, environment: &environment, offline: purpose == Purpose::KubeInject };
    let config = Config::parse(&config_source.text, &reading).map_err(|e| config_source.failed(&e))?;
    let compat = named.unwrap_or_else(|| config.compat());
    let operator = arguments.operator_file_name.as_deref().map(operator).transpose()?;
    let given_values = given.values.as_ref().filter(|_| arguments.inject_config_file.is_none());
    let origin = ValuesOrigin { config: &config_source, given: given_values, built_in, compat, debug };
    let mut values = values(arguments, operator.as_ref(), &origin)?;
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
            given.mesh.as_ref(),
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
        facts: match &arguments.snapshot {
            Some(path) => Facts::from_objects(snapshot(path)?),
            None => given.facts.clone().unwrap_or_default(),
        },
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
        _ if document.get("kind").is_some_and(|k| k.as_str() != Some("IstioOperator")) => {
            Err(Failure::new("this is no IstioOperator: it has another `kind`").at(source.place))
        }
        Some(spec @ Value::Map(_)) => Ok(spec.clone()),
        _ => Err(Failure::new("this is no IstioOperator: it has no `spec`").at(source.place)),
    }
}

/// Where values may be from that are in no file of their own.
struct ValuesOrigin<'a> {
    config: &'a Source,
    given: Option<&'a Source>,
    built_in: bool,
    compat: Compat,
    debug: bool,
}

/// Values from the operator file, the values file, the ConfigMap that the injection config came in, or built in.
fn values(
    arguments: &Configuration,
    operator: Option<&Value>,
    origin: &ValuesOrigin<'_>,
) -> Result<Value, Failure> {
    let ValuesOrigin { config, given, built_in, compat, debug } = *origin;
    if let Some(spec) = operator {
        return Ok(spec.at(&["values"]).clone());
    }
    let source = match (&arguments.values_file, given) {
        (Some(path), _) => Source::read(path)?,
        (None, Some(given)) => given.clone(),
        (None, None) if built_in => Source::built_in(defaults::values(debug)),
        (None, None) => match text_of(&config.text, Key::Values) {
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

/// The mesh config from the operator file, the mesh config file, a cluster, or built in; then the status port that an
/// old flag names is the proxy's own too.
fn mesh(
    arguments: &Configuration,
    operator: Option<&Value>,
    given: Option<&Source>,
    compat: Compat,
    status_port: Option<u16>,
) -> Result<MeshConfig, Failure> {
    let parse = |document: Value, place: &str| {
        MeshConfig::parse(document, compat).map_err(|e| Failure::new(e).at(place.to_owned()))
    };
    match (operator, &arguments.mesh_config_file, given) {
        (Some(spec), _, _) => {
            parse(spec.at(&["meshConfig"]).clone(), "the operator file's `spec.meshConfig`")
        }
        (None, Some(path), _) => {
            let source = Source::read(path)?;
            let text = text_of(&source.text, Key::Mesh).map_err(|e| source.failed(&e))?.into_owned();
            parse(mesh_document(&Source { text, place: source.place.clone() })?, &source.place)
        }
        (None, None, Some(source)) => parse(mesh_document(source)?, &source.place),
        (None, None, None) if compat.is_legacy() => parse(Value::Null, "the built-in mesh config"),
        (None, None, None) => {
            let mut document = yaml(&Source::built_in(defaults::mesh()))?;
            if let Some(port) = status_port.filter(|p| *p != 0) {
                document.map_entry("defaultConfig").insert("statusPort", i64::from(port));
            }
            parse(document, "the built-in mesh config")
        }
    }
}

fn mesh_document(source: &Source) -> Result<Value, Failure> {
    let document = yaml(source)?;
    check(&document, Key::Mesh).map_err(|e| source.failed(&e))?;
    Ok(document)
}

/// The objects of a snapshot.
///
/// # Errors
/// The file cannot be read, or a document in it is no Kubernetes object.
pub fn snapshot(path: &Path) -> Result<Vec<Value>, Failure> {
    let source = Source::read(path)?;
    let mut objects = Vec::new();
    for document in kubeyaml::documents(&source.text) {
        let document = document.map_err(|e| Failure::new(e).at(source.place.clone()))?;
        let object = kubeyaml::read(&document.text).map_err(|e| {
            Failure::new(&e).at(format!("{}, line {}", source.place, document.line + e.line.unwrap_or(1) - 1))
        })?;
        match object.str_at(&["kind"]) {
            Some(_) => objects.push(object),
            None if object.is_null() => {}
            None => {
                return Err(Failure::new("this is no Kubernetes object: it has no `kind`")
                    .at(format!("{}, line {}", source.place, document.line))
                    .hint("a snapshot is what `kubectl get namespaces,nodes -o yaml` prints"));
            }
        }
    }
    Ok(objects)
}

fn yaml(source: &Source) -> Result<Value, Failure> {
    kubeyaml::read(&source.text).map_err(|e| Failure::new(e).at(source.place.clone()))
}
