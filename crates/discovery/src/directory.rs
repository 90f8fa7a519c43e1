//! A mesh of files: a folder of manifests, taken over when it changes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use kubeyaml::Value;
use mesh::model::Settings;
use mesh::{Registry, Snapshot};
use tokio::time::sleep;

use crate::feed::Feed;
use crate::frame::{Frame, MOST_BYTES, MOST_FILES, SourceError, read_text};
use crate::notes::Notes;

/// How often the folder is looked at.
const LOOK: Duration = Duration::from_millis(250);

/// A mesh of files.
pub struct Directory {
    path: PathBuf,
    frame: Frame,
    registry: Registry,
    seen: Seen,
    notes: Notes,
}

/// The files as they were: length, time of the last change.
type Seen = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

impl Directory {
    /// Reads the folder.
    ///
    /// # Errors
    /// It cannot be read, or has AuthorizationPolicies and `frame` does not ignore them.
    pub fn open(path: &Path, frame: Frame) -> Result<(Directory, Arc<Snapshot>), SourceError> {
        let seen = look(path, &frame)?;
        let objects = read(&seen, &frame)?;
        let (settings, notes) = frame.settings(&objects)?;
        let mut registry = Registry::new(settings);
        registry.replace_all(&objects);
        frame.check(&registry)?;
        let snapshot = registry.publish();
        let mut directory =
            Directory { path: path.to_owned(), frame, registry, seen, notes: Notes::default() };
        directory.notes.tell(&notes, &directory.registry);
        Ok((directory, snapshot))
    }

    /// The folder's settings.
    pub fn settings(&self) -> &Settings {
        self.registry.settings()
    }

    /// Looks at the folder again and again, and publishes what becomes of it; never ends. What cannot be read is reported,
    /// and what was there before stays in force.
    pub async fn watch(mut self, feed: Feed) {
        let mut told = String::new();
        feed.note(self.notes.all());
        loop {
            sleep(LOOK).await;
            let error = match self.again() {
                Ok(Some(snapshot)) => {
                    feed.note(self.notes.all());
                    feed.publish(snapshot);
                    None
                }
                Ok(None) => continue,
                Err(error) => Some(error.to_string()),
            };
            match error {
                Some(error) if error != told => {
                    tracing::error!(%error, "the mesh stays as it was");
                    told = error;
                }
                Some(_) => {}
                None => told.clear(),
            }
        }
    }

    /// What the folder is now, if it changed.
    fn again(&mut self) -> Result<Option<Arc<Snapshot>>, SourceError> {
        let seen = look(&self.path, &self.frame)?;
        if seen == self.seen {
            return Ok(None);
        }
        let objects = read(&seen, &self.frame)?;
        let (settings, notes) = self.frame.settings(&objects)?;
        self.seen = seen;
        self.registry.set_settings(settings);
        self.registry.replace_all(&objects);
        self.notes.tell(&notes, &self.registry);
        Ok(Some(self.registry.publish()))
    }
}

/// The manifests of a folder, not of those in it, and the file of the mesh config.
fn look(path: &Path, frame: &Frame) -> Result<Seen, SourceError> {
    let io = |source| SourceError::Io { path: path.to_owned(), source };
    let mut seen = Seen::new();
    let mut bytes = 0;
    for entry in fs::read_dir(path).map_err(io)? {
        let file = entry.map_err(io)?.path();
        let is_manifest = file.extension().is_some_and(|end| end == "yaml" || end == "yml" || end == "json");
        // A link leads to a file, as in a mounted ConfigMap.
        let Ok(metadata) = fs::metadata(&file) else { continue };
        if !is_manifest || !metadata.is_file() {
            continue;
        }
        bytes += metadata.len();
        if bytes > MOST_BYTES || seen.len() >= MOST_FILES {
            return Err(SourceError::TooMuch { path: path.to_owned() });
        }
        seen.insert(file, (metadata.len(), metadata.modified().ok()));
    }
    if let Some(file) = &frame.mesh_config {
        let metadata = fs::metadata(file).map_err(|source| SourceError::Io { path: file.clone(), source })?;
        seen.insert(file.clone(), (metadata.len(), metadata.modified().ok()));
    }
    Ok(seen)
}

fn read(seen: &Seen, frame: &Frame) -> Result<Vec<Value>, SourceError> {
    let mut objects = Vec::new();
    for path in seen.keys().filter(|path| Some(*path) != frame.mesh_config.as_ref()) {
        let text = read_text(path)?;
        let read = objects::read(&text);
        objects.extend(read.map_err(|source| SourceError::Objects { path: path.clone(), source })?);
    }
    Ok(objects)
}
