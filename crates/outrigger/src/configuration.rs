//! From the arguments to the sources of an injector: the files that were named are read here, and nowhere else.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use injection::resolve::{Files, Given, Purpose, Resolution, ResolveError, Sources, Text};
use injection::{Facts, Platform};
use objects::{ObjectsError, World};

use crate::arguments::{Configuration, LegacyFlags, PlatformName};
use crate::failure::Failure;
use crate::sources::{display, read_text};

/// Makes the injector that the arguments describe.
///
/// # Errors
/// A file cannot be read, or what is in it cannot be used.
pub fn resolve(
    arguments: &Configuration,
    legacy: Option<&LegacyFlags>,
    purpose: Purpose,
) -> Result<Resolution, Failure> {
    resolve_with(arguments, Given::default(), legacy, purpose)
}

/// Makes the injector that the arguments and a cluster describe.
///
/// # Errors
/// A file cannot be read, or what is in it or was given cannot be used.
pub fn resolve_with(
    arguments: &Configuration,
    given: Given,
    legacy: Option<&LegacyFlags>,
    purpose: Purpose,
) -> Result<Resolution, Failure> {
    let sources = Sources {
        files: Files {
            config: arguments.inject_config_file.as_deref().map(text_of).transpose()?,
            values: arguments.values_file.iter().map(|p| text_of(p)).collect::<Result<_, _>>()?,
            mesh: arguments.mesh_config_file.as_deref().map(text_of).transpose()?,
            operator: arguments.operator_file_name.as_deref().map(text_of).transpose()?,
            snapshot: snapshots(&arguments.snapshot)?.map(|world| Facts::of(&world)),
        },
        given,
        set: arguments.set.clone(),
        revision: arguments.revision.clone(),
        version: arguments.compat,
        native_sidecars: arguments.native_sidecars,
        platform: match arguments.platform {
            PlatformName::Kubernetes => Platform::Kubernetes,
            PlatformName::Openshift => Platform::OpenShift,
        },
        legacy: legacy.map(LegacyFlags::stated),
        debug: false,
        environment: environment(arguments),
    };
    injection::resolve::resolve(sources, purpose).map_err(|e| failure(&e))
}

/// The text of a file, and its name.
///
/// # Errors
/// It cannot be read.
pub fn text_of(path: &Path) -> Result<Text, Failure> {
    Ok(Text::new(read_text(path)?, display(path)))
}

/// Why sources give no injector, as a person sees it.
pub fn failure(error: &ResolveError) -> Failure {
    let mut failure = Failure::new(error);
    if let Some(place) = error.place() {
        failure = failure.at(place);
    }
    match error.hint() {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

/// The process's environment, as the template function `env` reads it.
pub fn environment(arguments: &Configuration) -> BTreeMap<String, String> {
    let own = std::env::vars_os().filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?)));
    injection::resolve::environment(own.collect(), arguments.native_sidecars)
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
    let Text { text, place, .. } = text_of(path)?;
    World::of_text(&text).map_err(|e| {
        let failure = Failure::new(&e).at(format!("{place}, line {}", e.line()));
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
