//! The functionConfig: an `Injector` of ours or a ConfigMap, each setting of which lies over the flag of its name. Nothing in
//! it is passed over.

use std::path::PathBuf;
use std::str::FromStr;

use clap::ValueEnum;
use injection::manifest::PodTemplate;
use injection::resolve::{Given, Sources, Text};
use injection::{Facts, NativeSidecars};
use kubeyaml::Value;
use meshconfig::spelling::nearest;
use objects::World;

use super::super::inject::FailOn;
use crate::failure::Failure;
use crate::options::configuration::{self, Configuration, PlatformName};

/// The API version of the kind `Injector`.
const API_VERSION: &str = "outrigger/v1alpha1";

/// All settings.
#[derive(Debug)]
pub struct Settings {
    /// Where the configuration comes from, files among it.
    configuration: Configuration,
    /// What the functionConfig gives itself.
    inline: Inline,
    /// Namespace of objects that do not name one.
    pub namespace: String,
    /// Where kinds keep pod templates.
    pub templates: Vec<PodTemplate>,
    /// What the function fails on.
    pub fail_on: Option<FailOn>,
}

/// Texts and objects that stand in the functionConfig.
#[derive(Debug, Default)]
struct Inline {
    config: Option<Text>,
    values: Option<Text>,
    mesh: Option<Text>,
    snapshot: Option<World>,
}

/// A setting that cannot be used.
#[derive(Debug)]
pub struct Fault {
    /// Where it is in the functionConfig.
    pub field: String,
    /// What is the matter with it, and what to do.
    pub message: String,
}

/// The names of the settings.
const NAMES: [&str; 17] = [
    "compat",
    "failOn",
    "injectConfig",
    "injectConfigFile",
    "meshConfig",
    "meshConfigFile",
    "namespace",
    "nativeSidecars",
    "operatorFileName",
    "platform",
    "podTemplatePaths",
    "revision",
    "set",
    "snapshot",
    "snapshotFiles",
    "values",
    "valuesFile",
];

/// Settings that give the same in two ways.
const TWICE: [(&str, &str); 3] =
    [("injectConfig", "injectConfigFile"), ("values", "valuesFile"), ("meshConfig", "meshConfigFile")];

impl Settings {
    /// Those of the flags.
    pub fn new(
        configuration: Configuration,
        namespace: String,
        templates: Vec<PodTemplate>,
        fail_on: Option<FailOn>,
    ) -> Settings {
        Settings { configuration, inline: Inline::default(), namespace, templates, fail_on }
    }

    /// Lays a functionConfig over them.
    ///
    /// # Errors
    /// Its kind is not one that is read, or a field of it is not known or cannot be used.
    pub fn lay_over(&mut self, config: &Value) -> Result<(), Fault> {
        let Some(part) = part_of(config)? else { return Ok(()) };
        let settings = match config.get(part) {
            None | Some(Value::Null) => return Ok(()),
            Some(Value::Map(settings)) => settings,
            Some(_) => return Err(Fault::new(part, "this is not a mapping")),
        };
        for (name, value) in settings.iter() {
            let field = format!("{part}.{name}");
            self.take(name, value, &field).map_err(|message| Fault { field, message })?;
        }
        for (text, file) in TWICE {
            if settings.contains(text) && settings.contains(file) {
                let field = format!("{part}.{file}");
                return Err(Fault {
                    field,
                    message: format!("{text} is given as well; leave one of them out"),
                });
            }
        }
        Ok(())
    }

    /// What the injector is made of.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn sources(&self) -> Result<Sources, Failure> {
        let mut world = configuration::snapshots(&self.configuration.snapshot)?;
        if let Some(inline) = &self.inline.snapshot {
            world.get_or_insert_default().extend(inline.clone());
        }
        let revision = &self.configuration.revision;
        let mut sources =
            configuration::sources(&self.configuration, revision, None, Given::default(), None)?;
        let files = &mut sources.files;
        files.snapshot = world.as_ref().map(Facts::of);
        let Inline { config, values, mesh, .. } = &self.inline;
        files.config = config.clone().or(files.config.take());
        files.mesh = mesh.clone().or(files.mesh.take());
        if let Some(values) = values {
            files.values = vec![values.clone()];
        }
        Ok(sources)
    }

    fn take(&mut self, name: &str, value: &Value, field: &str) -> Result<(), String> {
        let configuration = &mut self.configuration;
        let inline = |text: String| Some(Text::new(text, format!("functionConfig, {field}")));
        match name {
            "injectConfig" => {
                configuration.inject_config_file = None;
                self.inline.config = inline(document(value)?);
            }
            "values" => {
                configuration.values_file = None;
                self.inline.values = inline(document(value)?);
            }
            "meshConfig" => {
                configuration.mesh_config_file = None;
                self.inline.mesh = inline(document(value)?);
            }
            "injectConfigFile" => configuration.inject_config_file = Some(text(value)?.into()),
            "valuesFile" => configuration.values_file = Some(text(value)?.into()),
            "meshConfigFile" => configuration.mesh_config_file = Some(text(value)?.into()),
            "operatorFileName" => configuration.operator_file_name = Some(text(value)?.into()),
            "snapshotFiles" => configuration.snapshot = list(value)?.into_iter().map(PathBuf::from).collect(),
            "snapshot" => self.inline.snapshot = Some(objects(value)?),
            "set" => configuration.set.extend(list(value)?.into_iter().map(str::to_owned)),
            "revision" => configuration.revision = text(value)?.to_owned(),
            "compat" => configuration.compat = Some(parsed(text(value)?)?),
            "nativeSidecars" => configuration.native_sidecars = Some(native_sidecars(value)?),
            "platform" => configuration.platform = PlatformName::from_str(text(value)?, false)?,
            "namespace" => self.namespace = text(value)?.to_owned(),
            "podTemplatePaths" => {
                self.templates = list(value)?.into_iter().map(parsed).collect::<Result<_, _>>()?;
            }
            "failOn" => self.fail_on = Some(FailOn::from_str(text(value)?, false)?),
            _ => return Err(unknown(name, &NAMES)),
        }
        Ok(())
    }
}

impl Fault {
    fn new(field: &str, message: impl Into<String>) -> Fault {
        Fault { field: field.to_owned(), message: message.into() }
    }
}

/// The part of a functionConfig that has the settings; none if there is no functionConfig.
fn part_of(config: &Value) -> Result<Option<&'static str>, Fault> {
    let (part, others): (_, &[&str]) = match (config.str_at(&["apiVersion"]), config.str_at(&["kind"])) {
        _ if config.is_null() => return Ok(None),
        (Some(API_VERSION), Some("Injector")) => ("spec", &[]),
        (Some("v1"), Some("ConfigMap")) => ("data", &["immutable"]),
        (_, kind) => {
            let message = format!(
                "{:?} is neither an Injector of {API_VERSION} nor a ConfigMap of v1",
                kind.unwrap_or_default()
            );
            return Err(Fault::new("kind", message));
        }
    };
    let known = ["apiVersion", "kind", "metadata", part];
    let fields = config.as_map().into_iter().flat_map(|fields| fields.keys());
    match fields.into_iter().find(|field| !known.contains(field) && !others.contains(field)) {
        Some(field) if NAMES.contains(&field) => Err(Fault::new(field, format!("this belongs below {part}"))),
        Some(field) => Err(Fault::new(field, unknown(field, &known))),
        None => Ok(Some(part)),
    }
}

fn unknown(name: &str, known: &[&str]) -> String {
    match nearest(name, known.iter().copied()) {
        Some(meant) => format!("nothing reads this; did you mean `{meant}`?"),
        None => format!("nothing reads this; what is read: {}", known.join(", ")),
    }
}

fn text(value: &Value) -> Result<&str, String> {
    value.as_str().ok_or_else(|| format!("this is {}, and has to be text: put it in quotes", called(value)))
}

/// A text of configuration, which may stand here as it is.
fn document(value: &Value) -> Result<String, String> {
    match value {
        Value::Map(_) => Ok(kubeyaml::write(value)),
        Value::String(text) => Ok(text.to_string()),
        other => Err(format!("this is {}, and has to be a mapping or text", called(other))),
    }
}

/// Texts; in one text, as ConfigMaps have them, one a line.
fn list(value: &Value) -> Result<Vec<&str>, String> {
    match value {
        Value::List(items) => items.iter().map(text).collect(),
        Value::String(lines) => Ok(lines.lines().map(str::trim).filter(|line| !line.is_empty()).collect()),
        other => Err(format!("this is {}, and has to be a list", called(other))),
    }
}

fn objects(value: &Value) -> Result<World, String> {
    match value {
        Value::String(text) => World::of_text(text).map_err(|e| format!("line {}: {e}", e.line())),
        Value::List(items) if items.iter().all(|item| item.str_at(&["kind"]).is_some()) => {
            Ok(World::of(items.iter().cloned()))
        }
        Value::List(_) => Err("an item of this is not an object: it has no kind".to_owned()),
        other => Err(format!("this is {}, and has to be a list of objects", called(other))),
    }
}

fn native_sidecars(value: &Value) -> Result<NativeSidecars, String> {
    match value {
        Value::Bool(true) => Ok(NativeSidecars::True),
        Value::Bool(false) => Ok(NativeSidecars::False),
        other => parsed(text(other)?),
    }
}

fn parsed<T: FromStr<Err: ToString>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|e: T::Err| e.to_string())
}

fn called(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "a truth value",
        Value::Int(_) | Value::Uint(_) | Value::Float(_) => "a number",
        Value::String(_) => "text",
        Value::List(_) => "a list",
        Value::Map(_) => "a mapping",
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use kubeyaml::read;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        configuration: Configuration,
    }

    fn laid_over(line: &str, config: &str) -> Result<Settings, Fault> {
        let line = Line::parse_from(std::iter::once("krm").chain(line.split_whitespace()));
        let mut settings = Settings::new(line.configuration, "default".to_owned(), Vec::new(), None);
        settings.lay_over(&read(config).unwrap())?;
        Ok(settings)
    }

    #[test]
    fn every_setting_is_read() {
        let spec = "compat: '1.22', failOn: skipped, injectConfig: {policy: enabled}, meshConfigFile: m, namespace: shop, \
                    nativeSidecars: true, operatorFileName: o, platform: openshift, \
                    podTemplatePaths: [x/Y=z], revision: canary, set: [a=b], snapshotFiles: [s], values: 'a: b', \
                    snapshot: [{kind: Namespace, apiVersion: v1, metadata: {name: shop}}]";
        let config = format!("{{apiVersion: outrigger/v1alpha1, kind: Injector, spec: {{{spec}}}}}");
        let of = "--values-file v --set c=d -r stable --inject-config-file i";
        let Settings { configuration: c, inline, namespace, templates, fail_on } =
            laid_over(of, &config).unwrap();
        assert_eq!((c.inject_config_file, c.values_file), (None, None));
        assert_eq!(c.mesh_config_file, Some("m".into()));
        assert_eq!((c.revision.as_str(), c.set), ("canary", vec!["c=d".to_owned(), "a=b".to_owned()]));
        assert_eq!((c.operator_file_name, c.snapshot), (Some("o".into()), vec![PathBuf::from("s")]));
        assert_eq!(
            (c.compat.unwrap().to_string().as_str(), c.native_sidecars),
            ("1.22", Some(NativeSidecars::True))
        );
        assert!(matches!(c.platform, PlatformName::Openshift));
        assert_eq!((namespace.as_str(), templates.len(), fail_on), ("shop", 1, Some(FailOn::Skipped)));
        assert_eq!(inline.config.unwrap().text, "policy: enabled\n");
        assert_eq!(inline.values.unwrap().place, "functionConfig, spec.values");
        assert!(inline.snapshot.is_some() && inline.mesh.is_none());
        let map =
            "{apiVersion: v1, kind: ConfigMap, data: {set: \"a=b\\n\\nc=d\\n\", nativeSidecars: 'false'}}";
        let Settings { configuration: c, .. } = laid_over("", map).unwrap();
        assert_eq!((c.set.len(), c.native_sidecars), (2, Some(NativeSidecars::False)));
        assert!(laid_over("", "").is_ok());
    }

    #[test]
    fn nothing_is_passed_over() {
        for (config, field, message) in [
            ("{kind: Injector}", "kind", "neither an Injector"),
            ("{apiVersion: apps/v1, kind: ConfigMap}", "kind", "neither"),
            ("{apiVersion: v1, kind: ConfigMap, binaryData: {}}", "binaryData", "nothing reads this"),
            ("{apiVersion: v1, kind: ConfigMap, revision: a}", "revision", "belongs below data"),
            (
                "{apiVersion: v1, kind: ConfigMap, data: {revison: a}}",
                "data.revison",
                "did you mean `revision`?",
            ),
            ("{apiVersion: v1, kind: ConfigMap, data: []}", "data", "not a mapping"),
            ("{apiVersion: v1, kind: ConfigMap, data: {compat: 1.22}}", "data.compat", "put it in quotes"),
            ("{apiVersion: v1, kind: ConfigMap, data: {compat: x}}", "data.compat", "not a version"),
            ("{apiVersion: v1, kind: ConfigMap, data: {platform: mars}}", "data.platform", "invalid variant"),
            ("{apiVersion: v1, kind: ConfigMap, data: {revision: null}}", "data.revision", "this is nothing"),
            ("{apiVersion: v1, kind: ConfigMap, data: {set: {a: b}}}", "data.set", "has to be a list"),
            ("{apiVersion: v1, kind: ConfigMap, data: {snapshot: [{}]}}", "data.snapshot", "has no kind"),
            (
                "{apiVersion: v1, kind: ConfigMap, data: {values: a, valuesFile: b}}",
                "data.valuesFile",
                "values is given as well",
            ),
        ] {
            let fault = laid_over("", config).unwrap_err();
            assert!(fault.field == field && fault.message.contains(message), "{config}: {fault:?}");
        }
    }
}
