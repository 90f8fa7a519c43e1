//! Which texts the configuration is.

use objects::{names, of_revision};

use super::error::ResolveError;
use super::notes::Note;
use super::operator::Operator;
use super::sources::{Purpose, Sources};
use super::text::Text;
use crate::config::Key;
use crate::defaults;

/// The texts that were chosen; what is absent was named nowhere.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    config: Option<Text>,
    /// Later ones are laid over earlier ones.
    pub(super) values: Vec<Text>,
    pub(super) mesh: Option<Text>,
    pub(super) operator: Option<Operator>,
}

impl Chosen {
    /// A file beats what a cluster gives. The ConfigMap of a config brings its values along; those of a cluster belong to
    /// another config, and go with theirs. An operator file beats all values and mesh configs.
    pub(super) fn of(sources: &Sources) -> Result<Chosen, ResolveError> {
        let name = |base| of_revision(base, &sources.revision);
        let (files, given) = (&sources.files, &sources.given);
        let mut chosen = Chosen {
            config: given.config.clone(),
            values: given.values.clone().into_iter().collect(),
            mesh: given.mesh.clone(),
            operator: files.operator.as_ref().map(Operator::read).transpose()?,
        };
        if let Some(file) = &files.config {
            let (config, config_map) = file.key(Key::Config, &name(names::INJECT_CONFIG_MAP))?;
            chosen.config = Some(config);
            let values = config_map.and_then(|name| file.key(Key::Values, &name).ok());
            chosen.values = values.map(|(values, _)| values).into_iter().collect();
        }
        if !files.values.is_empty() {
            let values =
                files.values.iter().map(|file| file.key(Key::Values, &name(names::INJECT_CONFIG_MAP)));
            chosen.values = values.map(|found| found.map(|(text, _)| text)).collect::<Result<_, _>>()?;
        }
        if let Some(file) = &files.mesh {
            chosen.mesh = Some(file.key(Key::Mesh, &name(names::MESH_CONFIG_MAP))?.0);
        }
        Ok(chosen)
    }

    /// Whether the injection config is the built-in one.
    pub(super) fn is_built_in(&self) -> bool {
        self.config.is_none()
    }

    /// The text of the injection config.
    pub(super) fn config_text(&self) -> Text {
        self.config.clone().unwrap_or_else(|| Text::built_in(defaults::config()))
    }

    /// `global.tag` of the values that were named; what is wrong with them is said when they are read in earnest.
    pub(super) fn tag(&self) -> Option<String> {
        if self.operator.is_some() {
            return None;
        }
        let values = self.values.last()?.document().ok()?;
        kubeyaml::scalar_text(values.at(&["global", "tag"])).map(|tag| tag.to_string())
    }

    /// The revision that was named, else the operator's.
    pub(super) fn revision(&self, named: &str, purpose: Purpose) -> String {
        let named = Some(named).filter(|revision| !revision.is_empty());
        let revision = named.or(self.operator.as_ref().and_then(Operator::revision)).unwrap_or_default();
        if revision == "default" && purpose == Purpose::KubeInject {
            String::new()
        } else {
            revision.to_owned()
        }
    }

    /// What was chosen although the user named nothing, and what he named in vain.
    pub(super) fn notes(&self, sources: &Sources, purpose: Purpose) -> Vec<Note> {
        let mut notes = Vec::new();
        if self.is_built_in() {
            let mut parts = vec!["injection config"];
            parts.extend((self.values.is_empty() && self.operator.is_none()).then_some("values"));
            parts.extend((self.mesh.is_none() && self.operator.is_none()).then_some("mesh config"));
            let instead = match purpose {
                Purpose::KubeInject => {
                    "-i NAMESPACE reads those of a mesh, --injectConfigFile and --meshConfigFile those of files"
                }
                Purpose::Webhook | Purpose::Install => {
                    "--injectConfigFile and --meshConfigFile name a mesh's own"
                }
            };
            notes.push(Note::BuiltIn { parts, instead });
            if sources.version.is_some() {
                let why = "the built-in configuration is of today, whatever version is named";
                notes.push(Note::NoEffect { flags: vec!["--compat"], why });
            }
        }
        if let Some(operator) = &self.operator {
            let mut flags = Vec::new();
            flags.extend((!sources.files.values.is_empty()).then_some("--valuesFile"));
            flags.extend(sources.files.mesh.is_some().then_some("--meshConfigFile"));
            if !flags.is_empty() {
                let why = "values and mesh config are those of --operatorFileName";
                notes.push(Note::NoEffect { flags, why });
            }
            notes.extend(Note::unread(&operator.place, operator.unread()));
        }
        notes
    }
}
