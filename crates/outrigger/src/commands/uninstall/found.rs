//! Which objects of an installation are in a cluster, and what can be proved to be its own.

use std::fmt;

use cluster::{Cluster, ClusterError, Object, Which};
use kubeyaml::Value;
use manifests::ownership::{self, INSTALLATION, Ownership, Reason};
use manifests::{Identity, Settings};
use objects::Kind;

use super::record::Record;

/// What was found of an installation, in the order in which it is to be deleted.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The objects.
    pub objects: Vec<(Identity, State)>,
}

/// Whose an object is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It is of this installation; this is its uid.
    Ours(String),
    /// It stays, for this reason.
    Left(Why),
}

/// Why an object stays.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It is somebody else's.
    Foreign(Reason),
    /// Nothing proves that it is ours.
    NoRecord,
    /// It has the id, and none of the names.
    Stray,
    /// It is what signs in a mesh, and belongs to no installation.
    Authority,
    /// It is the record, and something else stays that carries its id.
    Needed,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Why::Foreign(reason) => reason.fmt(f),
            Why::NoRecord => f.write_str("there is no record of its installation"),
            Why::Stray => f.write_str("it carries the id of this installation, but not one of its names"),
            Why::Authority => f.write_str(
                "other revisions sign with it, and pods trust it; `kubectl delete` takes it away with the mesh",
            ),
            Why::Needed => f.write_str("what stays of the installation is known by it"),
        }
    }
}

impl Found {
    /// What is to be deleted, with uids. The record is not among it while anything else stays that carries its id.
    pub fn ours(&self) -> impl Iterator<Item = (&Identity, &str)> {
        self.objects.iter().filter_map(|(identity, state)| match state {
            State::Ours(uid) => Some((identity, uid.as_str())),
            State::Left(_) => None,
        })
    }
}

/// Looks for all that an installation can consist of, by name and by the id that its objects carry.
///
/// # Errors
/// The API server cannot be asked.
pub async fn look(
    cluster: &Cluster,
    record: Option<&Record>,
    settings: &Settings,
    gaps: &mut Vec<String>,
) -> Result<Found, ClusterError> {
    let mut found = Found::default();
    let possible = manifests::possible(settings);
    let mut is_record_needed = false;
    for identity in &possible {
        let namespace = identity.namespace.as_deref();
        let object = Object { kind: identity.whole_kind(), namespace, name: &identity.name };
        match cluster.get(object).await {
            Ok(None) => {}
            Ok(Some(_)) if identity.outlives => {
                found.objects.push((identity.clone(), State::Left(Why::Authority)));
            }
            Ok(Some(object)) => {
                let state = state(&object, record);
                is_record_needed |=
                    matches!(state, State::Left(_)) && installation(&object) == record.map(|r| &*r.id);
                found.objects.push((identity.clone(), state));
            }
            Err(e @ ClusterError::Forbidden { .. }) => gaps.push(e.to_string()),
            Err(e) => return Err(e),
        }
    }
    if let Some(record) = record {
        if is_record_needed {
            keep_record(settings, &mut found);
        }
        add_strays(cluster, record, &possible, &mut found, gaps).await?;
    }
    Ok(found)
}

/// The id that an object carries.
fn installation(object: &Value) -> Option<&str> {
    object.str_at(&["metadata", "labels", INSTALLATION])
}

/// Objects of a kind. What may not be read is a gap.
///
/// # Errors
/// The API server cannot be asked.
pub async fn list(
    cluster: &Cluster,
    kind: Kind,
    which: Which<'_>,
    gaps: &mut Vec<String>,
) -> Result<Vec<Value>, ClusterError> {
    match cluster.list(kind, which, Some).await {
        Err(e @ ClusterError::Forbidden { .. }) => {
            gaps.push(e.to_string());
            Ok(Vec::new())
        }
        other => other,
    }
}

fn state(object: &Value, record: Option<&Record>) -> State {
    let id = record.map_or(installation(object).unwrap_or_default(), |record| &record.id);
    let uid = object.str_at(&["metadata", "uid"]).filter(|_| record.is_some());
    match (ownership::of(object, id), uid) {
        (Ownership::Ours, Some(uid)) => State::Ours(uid.to_owned()),
        // Whoever made it, nothing proves that it is ours.
        (Ownership::Ours, None) => State::Left(Why::NoRecord),
        (Ownership::Foreign(reason), _) => State::Left(Why::Foreign(reason)),
    }
}

/// Objects that carry the id and have none of the names, such as copies: they are named and left alone.
async fn add_strays(
    cluster: &Cluster,
    record: &Record,
    possible: &[Identity],
    found: &mut Found,
    gaps: &mut Vec<String>,
) -> Result<(), ClusterError> {
    let labels = format!("{INSTALLATION}={}", record.id);
    let mut seen: Vec<Kind> = Vec::new();
    for identity in possible {
        let kind = identity.whole_kind();
        if seen.contains(&kind) {
            continue;
        }
        seen.push(kind);
        let which =
            Which { namespace: identity.namespace.as_deref(), labels: Some(&labels), ..Which::default() };
        for object in list(cluster, kind, which, gaps).await? {
            let name = object.str_at(&["metadata", "name"]).unwrap_or_default();
            if !possible.iter().any(|p| p.kind == identity.kind && p.name == name) {
                let stray = Identity { name: name.to_owned(), ..identity.clone() };
                found.objects.push((stray, State::Left(Why::Stray)));
            }
        }
    }
    Ok(())
}

/// While something of the installation stays that only its record proves, the record stays.
fn keep_record(settings: &Settings, found: &mut Found) {
    let record = settings.names().record;
    let is_record = |identity: &Identity| identity.kind == "ConfigMap" && identity.name == record;
    if let Some((_, state)) = found.objects.iter_mut().find(|(identity, _)| is_record(identity)) {
        *state = State::Left(Why::Needed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::place::Place;

    fn record() -> Record {
        let place = Place { namespace: None, revision: None, istio_names: false };
        let settings = place.settings().unwrap();
        Record { id: settings.installation_id(), settings }
    }

    /// Whatever stands on an object: without a record it stays.
    #[test]
    fn what_no_record_proves_stays() {
        let record = record();
        for mut object in manifests::install(&record.settings) {
            let metadata = object.map_entry("metadata");
            metadata.insert("uid", "7");
            let is_namespace = object.str_at(&["kind"]) == Some("Namespace");
            let want = match is_namespace {
                true => State::Left(Why::Foreign(Reason::NoLabel)),
                false => State::Ours("7".to_owned()),
            };
            assert_eq!(state(&object, Some(&record)), want, "{object:?}");
            assert!(matches!(state(&object, None), State::Left(_)), "{object:?}");
            let other = Record { id: "other".to_owned(), ..record.clone() };
            assert!(matches!(state(&object, Some(&other)), State::Left(_)), "{object:?}");
        }
    }

    #[test]
    fn the_record_is_deleted_last_and_not_while_it_is_needed() {
        let record = record();
        let ours = |identity: Identity| (identity, State::Ours("7".to_owned()));
        let possible =
            manifests::possible(&record.settings).into_iter().filter(|identity| !identity.outlives);
        let objects = possible.map(ours).collect();
        let mut found = Found { objects };
        assert_eq!(found.ours().last().unwrap().0.name, "outrigger-installation");
        keep_record(&record.settings, &mut found);
        assert!(found.ours().all(|(identity, _)| identity.name != "outrigger-installation"));
    }
}
