//! The mesh config: that of the operator file, a mesh config file, a cluster, or built in.

use kubeyaml::Value;
use meshconfig::{Layout, unknown_mesh_fields};

use super::chosen::Chosen;
use super::error::ResolveError;
use super::notes::Note;
use super::sources::Sources;
use super::text::Text;
use crate::Version;
use crate::config::{Key, check};
use crate::defaults;

/// The document of the mesh config, and its text.
pub(super) fn mesh(
    sources: &Sources,
    chosen: &Chosen,
    version: Version,
    notes: &mut Vec<Note>,
) -> Result<(Value, Text), ResolveError> {
    let (document, text) = match (&chosen.operator, &chosen.mesh) {
        (Some(operator), _) => {
            let document = operator.mesh_config().clone();
            let text = Text::new(kubeyaml::write(&document), format!("{}, spec.meshConfig", operator.place));
            (document, text)
        }
        (None, Some(text)) => {
            let document = text.document()?;
            check(&document, Key::Mesh).map_err(|error| text.config_error(error))?;
            (document, text.clone())
        }
        (None, None) => built_in(sources, chosen, version)?,
    };
    notes.extend(Note::unread(&text.place, unknown_mesh_fields(&document, version)));
    Ok((document, text))
}

/// Old versions know few of today's fields: what is not said is as it was in that version. The status port that an old
/// flag names is the proxy's own, too.
fn built_in(sources: &Sources, chosen: &Chosen, version: Version) -> Result<(Value, Text), ResolveError> {
    const PLACE: &str = "the built-in mesh config";
    if version.layout == Layout::Single {
        return Ok((Value::Null, Text::new("{}\n", PLACE)));
    }
    let mut document = kubeyaml::read(defaults::mesh()).map_err(ResolveError::BuiltIn)?;
    let status_port = sources.legacy.as_ref().filter(|_| chosen.is_built_in()).and_then(|l| l.status_port);
    if let Some(port) = status_port.filter(|port| *port != 0) {
        document.map_entry("defaultConfig").insert("statusPort", i64::from(port));
    }
    Ok((document, Text::new(defaults::mesh(), PLACE)))
}
