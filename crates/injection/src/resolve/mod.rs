//! From sources to an injector: which text, value or flag wins.
//!
//! ```text
//! Sources ─► Chosen ─► Config ─► values ─► mesh config ─► Injector, notes
//! ```
//!
//! Nothing is read and nothing is printed here: the texts are arguments, and what the user should know are [`Note`]s.
//! Whatever the surface, the same sources give the same injector.

mod chosen;
mod config_maps;
mod error;
mod legacy_flags;
mod mesh;
mod notes;
mod operator;
mod set;
mod sources;
mod text;
mod values;

use meshconfig::Layout;

pub use config_maps::{ConfigMapError, ConfigMapNames, Given, Parts};
pub use error::{OperatorError, ResolveError};
pub use legacy_flags::{FlagError, LegacyFlags};
pub use notes::Note;
pub use set::{SetError, alone, set};
pub use sources::{Files, Purpose, Sources, environment};
pub use text::Text;

use self::chosen::Chosen;
use crate::Version;
use crate::config::{Config, Reading, Signs, Values};
use crate::facts::Facts;
use crate::injector::{Injector, Settings};
use crate::loaded;

/// What sources describe.
#[derive(Debug)]
pub struct Resolution {
    /// The injector.
    pub injector: Injector,
    /// What is known of the cluster.
    pub facts: Facts,
    /// What the user should know of how it came about.
    pub notes: Vec<Note>,
    /// The text of the injection config.
    pub config: Text,
    /// The text of the mesh config.
    pub mesh: Text,
}

/// Makes the injector that sources describe.
///
/// # Errors
/// A text cannot be used, or an assignment or old flag says something impossible.
pub fn resolve(sources: Sources, purpose: Purpose) -> Result<Resolution, ResolveError> {
    let chosen = Chosen::of(&sources)?;
    let config_text = chosen.config_text();
    let config = config(&sources, &chosen, purpose, &config_text)?;
    let mut notes = if purpose == Purpose::Install { Vec::new() } else { chosen.notes(&sources, purpose) };
    notes.extend(Note::unread(&config_text.place, config.unread().clone()));
    notes.extend(other_layout(sources.version.filter(|_| !chosen.is_built_in()), config.version()));
    let values = values::values(&sources, &chosen, &config, purpose, &mut notes)?;
    let (document, mesh) = mesh::mesh(&sources, &chosen, config.version(), &mut notes)?;
    let texts = [&config_text, &mesh].into_iter().chain(&chosen.values);
    let more = texts.filter(|text| text.holds_more());
    notes.extend(more.map(|text| Note::MoreDocuments { place: text.place.clone() }));
    let settings = Settings {
        revision: chosen.revision(&sources.revision, purpose),
        native_sidecars: sources.native_sidecars.unwrap_or_default(),
        platform: sources.platform,
        compliance_policy: sources.environment.get("COMPLIANCE_POLICY").cloned().unwrap_or_default(),
    };
    let injector = Injector::new(
        config,
        Values::of(values).map_err(|e| ResolveError::Values(e.into()))?,
        document,
        settings,
    )
    .map_err(|error| ResolveError::Mesh { place: mesh.place.clone(), error })?;
    notes.push(Note::Recognised(injector.config().recognised().to_string()));
    // The built-in templates are of the latest release that is known.
    if !chosen.is_built_in() {
        notes.extend(loaded::notes(&injector).into_iter().map(Note::Loaded));
    }
    let facts = sources.files.snapshot.or(sources.given.facts).unwrap_or_default();
    Ok(Resolution { injector, facts, notes, config: config_text, mesh })
}

fn config(sources: &Sources, chosen: &Chosen, purpose: Purpose, text: &Text) -> Result<Config, ResolveError> {
    let (tag, built_in) = (chosen.tag(), chosen.is_built_in());
    let signs = match purpose {
        // What is installed has other labels, and other values.
        Purpose::Install => Signs { built_in, ..Signs::default() },
        _ => Signs { labels: Some(&text.labels), tag: tag.as_deref(), built_in },
    };
    let reading = Reading {
        // The built-in configuration is today's, whatever version is named.
        version: sources.version.filter(|_| !built_in),
        environment: &sources.environment,
        offline: purpose == Purpose::KubeInject,
        signs,
    };
    Config::parse(&text.text, &reading).map_err(|error| text.config_error(error))
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
