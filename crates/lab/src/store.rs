//! The manifests of a lab's folder. What the lab makes itself begins with a mark, and nothing else is ever removed by it. What
//! is put into it has a file for each object; one that holds another object as well is never written over.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use kubeyaml::Value;

use crate::error::LabError;

/// The first line of files that the lab writes.
const MARK: &str = "# written by `outrigger mesh`, which takes it away again; without this line it stays\n";
/// The file of what the lab's controllers make.
pub(crate) const WRITTEN: &str = "lab.yaml";
/// The longest manifest, and how many there may be.
const LONGEST: u64 = 4 << 20;
const MOST_FILES: usize = 1000;

/// An object's kind, namespace and name.
pub(crate) type Key = (String, String, String);

/// The manifests as they were looked at last.
#[derive(Debug, Default)]
pub(crate) struct Store {
    seen: BTreeMap<PathBuf, (u64, Option<SystemTime>)>,
    /// What the files of users hold, and samples: everything but what the lab's own controllers write.
    pub(crate) objects: BTreeMap<Key, (PathBuf, Value)>,
}

/// The key of an object: its namespace is `default` where it has one and names none.
pub(crate) fn key(object: &Value) -> Key {
    let part = |path: &[&str]| object.str_at(path).unwrap_or_default().to_owned();
    (part(&["kind"]), part(&["metadata", "namespace"]), part(&["metadata", "name"]))
}

/// The file that the object of this key has of its own.
pub(crate) fn file(dir: &Path, (kind, namespace, name): &Key) -> PathBuf {
    let parts = [kind.to_ascii_lowercase(), namespace.clone(), name.clone()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    dir.join(parts.join(".") + ".yaml")
}

/// Writes an object for the lab.
pub(crate) fn write_own(path: &Path, object: &Value) -> Result<(), LabError> {
    write(path, &format!("{MARK}{}", kubeyaml::write(object)))
}

/// Writes what the lab's controllers make.
///
/// # Errors
/// The file is somebody else's.
pub(crate) fn write_written(path: &Path, text: &str) -> Result<(), LabError> {
    if path.exists() && !is_own(path) {
        let cause = "the lab keeps what it makes in a file of this name, and this one is yours";
        return Err(LabError::Object {
            place: path.display().to_string(),
            cause: cause.to_owned(),
            hint: Some("rename it"),
        });
    }
    write(path, &format!("{MARK}{text}"))
}

/// Writes a file at once: who reads it finds the old or the new one.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), LabError> {
    let beside = path.with_extension("yaml.new");
    fs::write(&beside, text).map_err(LabError::file(&beside))?;
    fs::rename(&beside, path).map_err(LabError::file(path))
}

/// Whether the lab wrote a file.
pub(crate) fn is_own(path: &Path) -> bool {
    fs::read_to_string(path).is_ok_and(|text| text.starts_with(MARK))
}

/// The manifests of a folder.
pub(crate) fn manifests(dir: &Path) -> Result<Vec<PathBuf>, LabError> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).map_err(LabError::file(dir))? {
        let path = entry.map_err(LabError::file(dir))?.path();
        let is_manifest = path.extension().is_some_and(|end| end == "yaml" || end == "yml" || end == "json");
        // What comes out of the lab does not go in.
        if is_manifest && path.file_name().is_some_and(|name| name != WRITTEN) && path.is_file() {
            files.push(path);
        }
        if files.len() > MOST_FILES {
            return Err(LabError::object(
                dir.display().to_string(),
                format!("more than {MOST_FILES} manifests"),
            ));
        }
    }
    files.sort();
    Ok(files)
}

/// The objects of a manifest, each with its namespace.
pub(crate) fn objects_of(text: &str, place: &str) -> Result<Vec<Value>, LabError> {
    let read = objects::read(text)
        .map_err(|e| LabError::object(format!("{place}, line {}", e.line()), e.to_string()))?;
    let mut all = objects::opened(read);
    for object in &mut all {
        check(object, place)?;
    }
    Ok(all)
}

/// Gives an object the namespace that it does not name, and refuses names that are not Kubernetes'.
fn check(object: &mut Value, place: &str) -> Result<(), LabError> {
    let known = objects::kinds::ALL.iter().find(|kind| kind.is_of(object));
    let namespaced = known.is_none_or(|kind| kind.namespaced);
    let metadata = object.become_map().entry("metadata").become_map();
    if namespaced && metadata.get("namespace").and_then(Value::as_str).is_none_or(str::is_empty) {
        metadata.insert("namespace", "default");
    }
    let (kind, namespace, name) = key(object);
    let is_name = |text: &str| {
        let letters =
            text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.');
        letters && text.len() <= 253 && !text.starts_with(['.', '-']) && !text.contains("..")
    };
    let is_kind = !kind.is_empty() && kind.len() < 64 && kind.bytes().all(|b| b.is_ascii_alphanumeric());
    if is_kind && !name.is_empty() && is_name(&name) && is_name(&namespace) {
        return Ok(());
    }
    Err(LabError::object(
        place,
        format!("{kind} {namespace}/{name} is not named as Kubernetes names objects"),
    ))
}

impl Store {
    /// Looks at the folder; whether anything but what the lab's controllers write is another.
    ///
    /// # Errors
    /// A manifest cannot be read; what was there before stays in force.
    pub(crate) fn look(&mut self, dir: &Path) -> Result<bool, LabError> {
        let mut seen = BTreeMap::new();
        for path in manifests(dir)? {
            match fs::metadata(&path) {
                Ok(metadata) if metadata.len() > LONGEST => {
                    return Err(LabError::object(path.display().to_string(), "longer than four megabytes"));
                }
                Ok(metadata) => _ = seen.insert(path, (metadata.len(), metadata.modified().ok())),
                // Somebody took it away in between.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(source) => return Err(LabError::File { path, source }),
            }
        }
        if seen == self.seen {
            return Ok(false);
        }
        let mut objects = BTreeMap::new();
        for path in seen.keys() {
            let text = fs::read_to_string(path).map_err(LabError::file(path))?;
            if text.trim().is_empty() {
                // Who writes a file over makes it empty first: that is not meant to end pods.
                return Err(LabError::Object {
                    place: path.display().to_string(),
                    cause: "it is empty".to_owned(),
                    hint: Some("remove it if nothing is to be in it"),
                });
            }
            for object in objects_of(&text, &path.display().to_string())? {
                objects.insert(key(&object), (path.clone(), object));
            }
        }
        self.seen = seen;
        let is_new = objects != self.objects;
        self.objects = objects;
        Ok(is_new)
    }

    /// The file that the object of this key has of its own, to be written over.
    ///
    /// # Errors
    /// Something else is in it as well, which would be lost.
    pub(crate) fn file_for(&self, dir: &Path, key: &Key) -> Result<PathBuf, LabError> {
        let file = file(dir, key);
        let other = self.objects.iter().find(|(other, (path, _))| *path == file && *other != key);
        match other {
            None => Ok(file),
            Some(((kind, _, name), _)) => Err(LabError::Object {
                place: file.display().to_string(),
                cause: format!("{kind} {name} is in it, too, and would be lost"),
                hint: Some("edit it there"),
            }),
        }
    }

    /// The objects of a kind.
    pub(crate) fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Value> {
        self.objects.iter().filter(move |((of, ..), _)| of == kind).map(|(_, (_, object))| object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_being_written_over_keeps_what_it_held() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.yaml");
        let mut store = Store::default();
        let names = |store: &Store| {
            let all = store.of_kind("Namespace").filter_map(|object| object.str_at(&["metadata", "name"]));
            all.map(str::to_owned).collect::<Vec<_>>().join(" ")
        };
        fs::write(&file, "{apiVersion: v1, kind: Namespace, metadata: {name: a}}").unwrap();
        assert!(store.look(folder.path()).unwrap());
        fs::write(&file, "").unwrap();
        let error = store.look(folder.path()).unwrap_err();
        assert!(error.to_string().ends_with("it is empty") && error.hint().is_some(), "{error}");
        assert_eq!(names(&store), "a");
        fs::write(&file, "{apiVersion: v1, kind: Namespace, metadata: {name: other}}").unwrap();
        assert!(store.look(folder.path()).unwrap());
        assert_eq!(names(&store), "other");
        fs::remove_file(&file).unwrap();
        assert!(store.look(folder.path()).unwrap());
        assert_eq!(names(&store), "");
    }

    #[test]
    fn a_file_that_holds_something_else_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let object =
            |name: &str| format!("{{apiVersion: v1, kind: Namespace, metadata: {{name: {name}}}}}\n");
        fs::write(folder.path().join("namespace.alone.yaml"), object("alone")).unwrap();
        fs::write(folder.path().join("namespace.both.yaml"), object("both") + "---\n" + &object("x"))
            .unwrap();
        fs::write(folder.path().join("namespace.other.yaml"), object("z")).unwrap();
        let mut store = Store::default();
        store.look(folder.path()).unwrap();
        for (name, may) in [("alone", true), ("new", true), ("both", false), ("other", false)] {
            let key = ("Namespace".to_owned(), String::new(), name.to_owned());
            assert_eq!(store.file_for(folder.path(), &key).is_ok(), may, "{name}");
        }
    }

    #[test]
    fn objects_are_named_as_in_kubernetes_and_have_a_namespace() {
        for (text, want) in [
            ("{apiVersion: v1, kind: Service, metadata: {name: a}}", Some("service.default.a.yaml")),
            ("{apiVersion: v1, kind: Namespace, metadata: {name: a}}", Some("namespace.a.yaml")),
            ("{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: ns}}", Some("pod.ns.a.yaml")),
            ("{apiVersion: v1, kind: Pod, metadata: {name: ../../etc/x}}", None),
            ("{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: ../b}}", None),
            ("{apiVersion: v1, kind: Pod, metadata: {}}", None),
            ("{apiVersion: v1, kind: ../x, metadata: {name: a}}", None),
        ] {
            let found = objects_of(text, "x").ok().map(|all| file(Path::new(""), &key(&all[0])));
            assert_eq!(found, want.map(PathBuf::from), "{text}");
        }
    }
}
