//! From the arguments to an injector: the files that were named, what a cluster gave, the built-in defaults for the rest.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use injection::config::{
    Config, ConfigError, Key, KnownValues, MOST_NODES, Reading, Signs, Values, check, find, lay_over,
};
use injection::{Facts, Injector, NativeSidecars, Platform, Settings, Version, defaults};
use kubeyaml::Value;
use meshconfig::{Layout, unknown_mesh_fields};
use objects::{ObjectsError, World, names, of_revision};

use crate::arguments::{Configuration, LegacyFlags, PlatformName};
use crate::failure::Failure;
use crate::legacy_flags;
use crate::notes::Note;
use crate::operator::Operator;
use crate::set::{alone, set};
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
    /// The labels of the ConfigMap it is from; null if it is from none.
    pub labels: Value,
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
        Ok(Source { text: read_text(path)?, place: display(path), labels: Value::Null })
    }

    fn built_in(text: &str) -> Source {
        Source { text: text.to_owned(), place: "the built-in configuration".to_owned(), labels: Value::Null }
    }

    fn failed(&self, error: &ConfigError) -> Failure {
        let failure = Failure::new(error).at(self.place.clone());
        match error {
            ConfigError::UnknownGeneration => failure.hint("`outrigger config` prints one to start from"),
            ConfigError::MissingKey { .. } | ConfigError::NoConfigMap { .. } => {
                failure.hint("give the text of the key itself, or the right ConfigMap")
            }
            ConfigError::Ambiguous { .. } => {
                failure.hint("name the revision with -r, or give a file with one of them")
            }
            ConfigError::Mistaken { .. } => failure.hint("were two files swapped?"),
            ConfigError::Values { .. } => {
                failure.hint("values are a mapping in YAML or JSON; `outrigger config values` prints some")
            }
            _ => match error.hint() {
                Some(hint) => failure.hint(hint),
                None => failure,
            },
        }
    }

    /// The text of one key, which may be that of a ConfigMap among other objects; `name` is the ConfigMap's if there are
    /// several.
    fn key(&self, key: Key, name: &str) -> Result<(Source, Option<String>), Failure> {
        let found = find(&self.text, key, Some(name)).map_err(|e| self.failed(&e))?;
        let (text, labels) = (found.text.into_owned(), found.labels);
        Ok((Source { text, place: self.place.clone(), labels }, found.config_map))
    }
}

/// What the arguments describe.
#[derive(Debug)]
pub struct Resolution {
    /// The injector.
    pub injector: Injector,
    /// What is known of the cluster.
    pub facts: Facts,
    /// What the user should know of how it came about.
    pub notes: Vec<Note>,
}

/// Makes the injector that the arguments describe.
///
/// # Errors
/// A file cannot be read, or what is in it cannot be used.
pub fn resolve(
    arguments: &Configuration,
    legacy: Option<&LegacyFlags>,
    purpose: Purpose,
) -> Result<Resolution, Failure> {
    resolve_with(arguments, &Given::default(), legacy, purpose)
}

/// Makes the injector that the arguments and a cluster describe.
///
/// # Errors
/// A file cannot be read, or what is in it or was given cannot be used.
pub fn resolve_with(
    arguments: &Configuration,
    given: &Given,
    legacy: Option<&LegacyFlags>,
    purpose: Purpose,
) -> Result<Resolution, Failure> {
    let environment = environment(arguments);
    let sources = Sources::read(arguments, given)?;
    // The built-in configuration is today's, whatever version is named.
    let named = arguments.compat.filter(|_| !sources.built_in());
    let config_source = sources.config();
    let tag = sources.tag();
    let built_in = sources.built_in();
    let signs = Signs { labels: Some(&config_source.labels), tag: tag.as_deref(), built_in };
    let reading =
        Reading { version: named, environment: &environment, offline: purpose == Purpose::KubeInject, signs };
    let config = Config::parse(&config_source.text, &reading).map_err(|e| config_source.failed(&e))?;
    let version = config.version();
    let mut notes = sources.notes(arguments, purpose);
    notes.extend(other_layout(named, version));
    let debug = legacy.is_some_and(|l| l.debug == Some(true));
    let mut values = values(&sources, version, debug, &config, &mut notes)?;
    if let Some(legacy) = legacy {
        notes.extend(legacy_flags::apply(legacy, sources.built_in(), &mut values)?);
    }
    assign(&mut values, &arguments.set, &sources, &config, &mut notes)?;
    let status_port = legacy.filter(|_| sources.built_in()).and_then(|l| l.status_port);
    let settings = Settings {
        revision: sources.revision(arguments, purpose),
        native_sidecars: arguments.native_sidecars.unwrap_or(NativeSidecars::Auto),
        platform: match arguments.platform {
            PlatformName::Kubernetes => Platform::Kubernetes,
            PlatformName::Openshift => Platform::OpenShift,
        },
        compliance_policy: environment.get("COMPLIANCE_POLICY").cloned().unwrap_or_default(),
    };
    let values = Values::of(values).map_err(Failure::new)?;
    let (mesh, place) = mesh(&sources, version, status_port, &mut notes)?;
    let injector = Injector::new(config, values, mesh, settings).map_err(|e| Failure::new(e).at(place))?;
    notes.push(Note::Recognised(injector.config().recognised().to_string()));
    // The built-in templates are of the latest release that is known.
    if !sources.built_in() {
        notes.extend(injection::loaded::notes(&injector).into_iter().map(Note::Loaded));
    }
    let facts = match snapshots(&arguments.snapshot)? {
        Some(world) => Facts::of(&world),
        None => given.facts.clone().unwrap_or_default(),
    };
    Ok(Resolution { injector, facts, notes })
}

/// A version that is named decides among those of the config's layout: nothing is answered half by one and half by the
/// other.
fn other_layout(named: Option<Version>, version: Version) -> Option<Note> {
    named.filter(|named| named.layout != version.layout)?;
    let why = match version.layout {
        Layout::Single => {
            "this injection config has one `template`, as those of Istio 0.5 to 1.8, and is read as such"
        }
        Layout::Templates => {
            "this injection config has `templates`, as those of Istio 1.9 on, and is read as such"
        }
    };
    Some(Note::NoEffect { flags: vec!["--compat"], why })
}

/// The texts that configuration comes from; what is `None` was named nowhere.
struct Sources<'a> {
    config: Option<Cow<'a, Source>>,
    values: Option<Cow<'a, Source>>,
    mesh: Option<Cow<'a, Source>>,
    operator: Option<Operator>,
}

impl<'a> Sources<'a> {
    fn read(arguments: &Configuration, given: &'a Given) -> Result<Sources<'a>, Failure> {
        let name = |base| of_revision(base, &arguments.revision);
        let mut sources = Sources {
            config: given.config.as_ref().map(Cow::Borrowed),
            values: given.values.as_ref().map(Cow::Borrowed),
            mesh: given.mesh.as_ref().map(Cow::Borrowed),
            operator: None,
        };
        if let Some(path) = &arguments.inject_config_file {
            let file = Source::read(path)?;
            let (config, config_map) = file.key(Key::Config, &name(names::INJECT_CONFIG_MAP))?;
            sources.config = Some(Cow::Owned(config));
            // A ConfigMap brings its values along; those of a cluster belong to another config.
            let values = config_map.and_then(|name| file.key(Key::Values, &name).ok());
            sources.values = values.map(|(values, _)| Cow::Owned(values));
        }
        if let Some(path) = &arguments.values_file {
            let (values, _) = Source::read(path)?.key(Key::Values, &name(names::INJECT_CONFIG_MAP))?;
            sources.values = Some(Cow::Owned(values));
        }
        if let Some(path) = &arguments.mesh_config_file {
            let (mesh, _) = Source::read(path)?.key(Key::Mesh, &name(names::MESH_CONFIG_MAP))?;
            sources.mesh = Some(Cow::Owned(mesh));
        }
        if let Some(path) = &arguments.operator_file_name {
            sources.operator = Some(Operator::read(Source::read(path)?)?);
        }
        Ok(sources)
    }

    /// Whether the injection config is the built-in one.
    fn built_in(&self) -> bool {
        self.config.is_none()
    }

    /// `global.tag` of the values that were named; what is wrong with them is said when they are read in earnest.
    fn tag(&self) -> Option<String> {
        let values = match (&self.operator, &self.values) {
            (Some(_), _) | (None, None) => return None,
            (None, Some(source)) => kubeyaml::read(&source.text).ok()?,
        };
        kubeyaml::scalar_text(values.at(&["global", "tag"])).map(|tag| tag.to_string())
    }

    fn config(&self) -> Cow<'_, Source> {
        match &self.config {
            Some(source) => Cow::Borrowed(source),
            None => Cow::Owned(Source::built_in(defaults::config())),
        }
    }

    fn revision(&self, arguments: &Configuration, purpose: Purpose) -> String {
        let own = Some(arguments.revision.as_str()).filter(|r| !r.is_empty());
        let revision = own.or(self.operator.as_ref().and_then(Operator::revision)).unwrap_or_default();
        if revision == "default" && purpose == Purpose::KubeInject {
            String::new()
        } else {
            revision.to_owned()
        }
    }

    /// What was chosen without a word of the user's, and what he said in vain.
    fn notes(&self, arguments: &Configuration, purpose: Purpose) -> Vec<Note> {
        let mut notes = Vec::new();
        if self.built_in() {
            let mut parts = vec!["injection config"];
            parts.extend((self.values.is_none() && self.operator.is_none()).then_some("values"));
            parts.extend((self.mesh.is_none() && self.operator.is_none()).then_some("mesh config"));
            let instead = match purpose {
                Purpose::KubeInject => {
                    "-i NAMESPACE reads those of a mesh, --injectConfigFile and --meshConfigFile those of files"
                }
                Purpose::Webhook => "--injectConfigFile and --meshConfigFile name a mesh's own",
            };
            notes.push(Note::BuiltIn { parts, instead });
            if arguments.compat.is_some() {
                let why = "the built-in configuration is of today, whatever version is named";
                notes.push(Note::NoEffect { flags: vec!["--compat"], why });
            }
        }
        if let Some(operator) = &self.operator {
            let mut flags = Vec::new();
            flags.extend(arguments.values_file.as_ref().map(|_| "--valuesFile"));
            flags.extend(arguments.mesh_config_file.as_ref().map(|_| "--meshConfigFile"));
            if !flags.is_empty() {
                let why = "values and mesh config are those of --operatorFileName";
                notes.push(Note::NoEffect { flags, why });
            }
            notes.extend(Note::unread(&operator.place, operator.unread()));
        }
        notes
    }
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

/// Values from the operator file, the values file, the ConfigMap that the injection config came in, or built in. Values
/// for the built-in injection config are laid over the built-in ones, so that a few of them are enough.
fn values(
    sources: &Sources<'_>,
    version: Version,
    debug: bool,
    config: &Config,
    notes: &mut Vec<Note>,
) -> Result<Value, Failure> {
    let (own, unread_of, place) = match (&sources.operator, &sources.values) {
        (Some(operator), _) => {
            let stated = (operator.own_values().clone(), format!("{}, spec.values", operator.place));
            (operator.values(), stated, operator.place.clone())
        }
        (None, Some(source)) => {
            let values = Values::parse(&source.text).map_err(|e| source.failed(&e))?.document().clone();
            (values.clone(), (values, source.place.clone()), source.place.clone())
        }
        (None, None) => {
            // Templates up to 1.3 have no use for values.
            if !sources.built_in() && version.has_field("Values") {
                notes.push(Note::BuiltInValues);
            }
            return built_in_values(debug);
        }
    };
    if let Some(known) = known(sources, config) {
        let (stated, place) = unread_of;
        notes.extend(Note::unread(&place, known.with_charts().unread(&stated)));
    }
    if !sources.built_in() {
        return Ok(own);
    }
    notes.push(Note::LaidOver { place });
    let mut values = built_in_values(debug)?;
    lay_over(&mut values, &own);
    Ok(values)
}

fn built_in_values(debug: bool) -> Result<Value, Failure> {
    kubeyaml::read(defaults::values(debug)).map_err(Failure::new)
}

/// The values that are read, if the templates are of a version that has values.
fn known(sources: &Sources<'_>, config: &Config) -> Option<KnownValues> {
    if sources.built_in() { Some(KnownValues::built_in()) } else { KnownValues::of(config) }
}

/// Sets single values. Who types one has nothing but injection in mind: what only other parts of a mesh read is told.
fn assign(
    values: &mut Value,
    assignments: &[String],
    sources: &Sources<'_>,
    config: &Config,
    notes: &mut Vec<Note>,
) -> Result<(), Failure> {
    for assignment in assignments {
        set(values, assignment)?;
    }
    if let Some(known) = known(sources, config).filter(|_| !assignments.is_empty()) {
        notes.extend(Note::unread("--set", known.unread(&alone(assignments))));
    }
    Ok(())
}

/// The mesh config and where it is from: the operator file, the mesh config file, a cluster, or built in; then the status port that an
/// old flag names is the proxy's own too.
fn mesh(
    sources: &Sources<'_>,
    version: Version,
    status_port: Option<u16>,
    notes: &mut Vec<Note>,
) -> Result<(Value, String), Failure> {
    let (document, place) = match (&sources.operator, &sources.mesh) {
        (Some(operator), _) => {
            (operator.mesh_config().clone(), format!("{}, spec.meshConfig", operator.place))
        }
        (None, Some(source)) => (mesh_document(source)?, source.place.clone()),
        (None, None) => (built_in_mesh(version, status_port)?, "the built-in mesh config".to_owned()),
    };
    notes.extend(Note::unread(&place, unknown_mesh_fields(&document, version)));
    Ok((document, place))
}

fn built_in_mesh(version: Version, status_port: Option<u16>) -> Result<Value, Failure> {
    if version.layout == Layout::Single {
        return Ok(Value::Null);
    }
    let mut document = yaml(&Source::built_in(defaults::mesh()))?;
    if let Some(port) = status_port.filter(|p| *p != 0) {
        document.map_entry("defaultConfig").insert("statusPort", i64::from(port));
    }
    Ok(document)
}

fn mesh_document(source: &Source) -> Result<Value, Failure> {
    let document = yaml(source)?;
    check(&document, Key::Mesh).map_err(|e| source.failed(&e))?;
    Ok(document)
}

/// What all snapshots that were named hold; `None` if none was.
///
/// # Errors
/// A file cannot be read, or a document in it is not a Kubernetes object.
pub fn snapshots(paths: &[PathBuf]) -> Result<Option<World>, Failure> {
    let mut world = None::<World>;
    for path in paths {
        world.get_or_insert_default().extend(snapshot(path)?);
    }
    Ok(world)
}

/// What a snapshot holds.
///
/// # Errors
/// The file cannot be read, or a document in it is not a Kubernetes object.
pub fn snapshot(path: &Path) -> Result<World, Failure> {
    let source = Source::read(path)?;
    World::of_text(&source.text).map_err(|e| {
        let failure = Failure::new(&e).at(format!("{}, line {}", source.place, e.line()));
        match e {
            ObjectsError::NoKind { .. } => {
                failure.hint("a snapshot is what `kubectl get namespaces,nodes -o yaml` prints")
            }
            ObjectsError::TooLarge { .. } => {
                failure.hint("`outrigger snapshot` writes only what is read of it")
            }
            _ => failure,
        }
    })
}

fn yaml(source: &Source) -> Result<Value, Failure> {
    kubeyaml::read_within(&source.text, MOST_NODES).map_err(|e| Failure::new(e).at(source.place.clone()))
}
