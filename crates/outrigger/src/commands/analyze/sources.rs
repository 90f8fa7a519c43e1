//! What is analyzed: a cluster or a snapshot of one, files, or both.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cluster::snapshot::Wanted;
use diagnosis::finding::{Place, Reference};
use kubeyaml::Value;
use objects::names::MESH_CONFIG_MAP;
use objects::{World, kinds, read_with_lines};

use super::Analyze;
use crate::failure::{Failure, shown};
use crate::input::{display, read_text, reason};

/// What is analyzed.
pub struct Sources {
    /// The objects; those of files in place of the cluster's.
    pub world: World,
    /// The namespace that is meant where none is named.
    pub default_namespace: String,
    /// Where the objects of files are.
    pub references: BTreeMap<Place, Reference>,
    /// Whether there are only files.
    pub is_partial: bool,
    /// Whether a file could not be read.
    pub has_unreadable: bool,
}

/// Reads what the arguments name. A file that cannot be read is named on standard error, and the others count.
///
/// # Errors
/// A snapshot cannot be read, the cluster cannot be asked, or nothing is named.
pub fn read(options: &Analyze) -> Result<Sources, Failure> {
    let (world, default_namespace) = match options.use_kube {
        true => options.known.world(|_| wanted(options))?,
        false if options.files.is_empty() => {
            return Err(Failure::new("no files are named").hint("outrigger analyze --use-kube=false FILE…"));
        }
        false => (World::default(), String::new()),
    };
    let mut sources = Sources {
        world,
        default_namespace,
        references: BTreeMap::new(),
        is_partial: !options.use_kube,
        has_unreadable: false,
    };
    for path in files(&options.files)? {
        if let Err(failure) = sources.add(&path) {
            eprint!("{failure}");
            sources.has_unreadable = true;
        }
    }
    if let Some(path) = &options.mesh_config_file {
        sources.world.insert(mesh(path, options)?);
    }
    Ok(sources)
}

/// What is read of a cluster: what creates pods only where our own checks look at it.
fn wanted(options: &Analyze) -> Vec<Wanted> {
    let of_checks = [
        kinds::STATEFUL_SET,
        kinds::DAEMON_SET,
        kinds::REPLICA_SET,
        kinds::JOB,
        kinds::CRON_JOB,
        kinds::NODE,
    ];
    let all = [
        kinds::NAMESPACE,
        kinds::POD,
        kinds::SERVICE,
        kinds::DEPLOYMENT,
        kinds::MUTATING_WEBHOOK,
        kinds::VALIDATING_WEBHOOK,
        kinds::PROXY_CONFIG,
        kinds::SIDECAR,
    ];
    let config = Wanted::of_namespace(kinds::CONFIG_MAP, &options.control_plane.istio_namespace);
    let of_checks = of_checks.into_iter().filter(|_| options.runs_checks());
    std::iter::once(config).chain(all.into_iter().chain(of_checks).map(Wanted::all)).collect()
}

impl Sources {
    fn add(&mut self, path: &Path) -> Result<(), Failure> {
        let text = read_text(path)?;
        let objects = read_with_lines(&text)
            .map_err(|e| Failure::new(&e).at(format!("{}, line {}", display(path), e.line())))?;
        for (line, object) in objects {
            if let Some(kind) = kinds::ALL.into_iter().find(|kind| kind.is_of(&object)) {
                let reference = Reference { file: display(path), line };
                self.references.insert(Place::of(kind, &object), reference);
            }
            self.world.insert(object);
        }
        Ok(())
    }
}

/// The files that are named, and those in folders that are named, by name.
fn files(named: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in named {
        if path.is_dir() {
            add_folder(path, &mut files)?;
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

/// Links to folders are not followed: they may lead in circles.
fn add_folder(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let at = |e: std::io::Error| Failure::new(reason(&e)).at(folder.display().to_string());
    let mut entries = std::fs::read_dir(folder).map_err(at)?.collect::<Result<Vec<_>, _>>().map_err(at)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let extension = path.extension().and_then(|extension| extension.to_str());
        if entry.file_type().map_err(at)?.is_dir() {
            add_folder(&path, files)?;
        } else if matches!(extension, Some("yaml" | "yml" | "json")) {
            files.push(path);
        }
    }
    Ok(())
}

/// A mesh config as the ConfigMap that would hold it.
fn mesh(path: &Path, options: &Analyze) -> Result<Value, Failure> {
    let text = read_text(path)?;
    let read = kubeyaml::read(&text).map_err(|e| {
        Failure::new(shown(&e.to_string())).at(display(path)).hint("give the text of the key `mesh`")
    })?;
    let mut map = Value::Null;
    let fields = map.become_map();
    fields.insert("kind", "ConfigMap");
    fields.insert("apiVersion", "v1");
    fields.entry("metadata").become_map().insert("name", MESH_CONFIG_MAP);
    fields.entry("metadata").become_map().insert("namespace", options.control_plane.istio_namespace.as_str());
    let mesh = read.str_at(&["data", "mesh"]).unwrap_or(&text);
    fields.entry("data").become_map().insert("mesh", mesh);
    Ok(map)
}
