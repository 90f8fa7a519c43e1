//! The records of installations.

use cluster::{Cluster, ClusterError, Object, Which};
use kubeyaml::Value;
use manifests::ownership::{self, INSTALLATION, OUTRIGGER, Ownership};
use manifests::{Naming, Settings};
use objects::kinds;
use objects::names::APP_NAME;

use crate::failure::Failure;
use crate::options::place::Place;

/// An installation that is recorded in a cluster.
#[derive(Clone, Debug)]
pub struct Record {
    /// What it is called, and where it is.
    pub settings: Settings,
    /// Its id, which each of its objects carries.
    pub id: String,
}

impl Record {
    /// What a ConfigMap records; `None` if it is not a record, or does not prove to be one: it has the name and the id that
    /// follow from what it says, and carries that id itself.
    fn of(config_map: &Value) -> Option<Record> {
        let data = |key| config_map.str_at(&["data", key]);
        let id = data("installation")?;
        let place = Place {
            namespace: Some(config_map.str_at(&["metadata", "namespace"])?.to_owned()),
            revision: Some(data("revision")?.to_owned()),
            istio_names: data("istioNames") == Some("true"),
        };
        let settings = place.settings().ok()?;
        let is_proved = settings.installation_id() == id
            && config_map.str_at(&["metadata", "name"]) == Some(&settings.names().record)
            && ownership::of(config_map, id) == Ownership::Ours;
        is_proved.then(|| Record { id: id.to_owned(), settings })
    }

    fn is_at(&self, place: &Place) -> bool {
        let Settings { namespace, revision, naming, .. } = &self.settings;
        place.namespace.as_ref().is_none_or(|wanted| wanted == namespace)
            && place.revision.as_ref().is_none_or(|wanted| wanted == revision)
            && (!place.istio_names || *naming == Naming::Istio)
    }
}

/// The records of a cluster that are where it is said. Who may not look everywhere looks at the usual place.
///
/// # Errors
/// The API server cannot be asked, or says no.
pub async fn all(cluster: &Cluster, place: &Place) -> Result<Vec<Record>, ClusterError> {
    let labels = format!("{APP_NAME}={OUTRIGGER},{INSTALLATION}");
    let which = Which { namespace: place.namespace.as_deref(), labels: Some(&labels), ..Which::default() };
    let found = match cluster.list(kinds::CONFIG_MAP, which, Some).await {
        Err(ClusterError::Forbidden { .. }) => {
            let Ok(settings) = place.settings() else { return Ok(Vec::new()) };
            let name = settings.names().record;
            let object =
                Object { kind: kinds::CONFIG_MAP, namespace: Some(&settings.namespace), name: &name };
            cluster.get(object).await?.into_iter().collect()
        }
        other => other?,
    };
    Ok(found.iter().filter_map(Record::of).filter(|record| record.is_at(place)).collect())
}

/// The only record, if there is one.
///
/// # Errors
/// There are several.
pub fn only(records: Vec<Record>) -> Result<Option<Record>, Failure> {
    if records.len() <= 1 {
        return Ok(records.into_iter().next());
    }
    let list: Vec<String> = records
        .iter()
        .map(|Record { settings, .. }| {
            let istio = if settings.naming == Naming::Istio { " --istio-names" } else { "" };
            format!("--namespace {} --revision {}{istio}", settings.namespace, settings.revision)
        })
        .collect();
    Err(Failure::new(format!(
        "there are {} installations of outrigger:\n  {}",
        list.len(),
        list.join("\n  ")
    ))
    .hint("name one of them"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(namespace: &str, revision: &str) -> Value {
        let place = Place {
            namespace: Some(namespace.to_owned()),
            revision: Some(revision.to_owned()),
            istio_names: false,
        };
        let documents = manifests::install(&place.settings().unwrap());
        documents.into_iter().find(|d| d.at(&["data"]).get("installation").is_some()).unwrap()
    }

    fn changed(change: impl FnOnce(&mut Value)) -> Value {
        let mut record = record("mesh", "canary");
        change(&mut record);
        record
    }

    #[test]
    fn a_record_proves_itself() {
        let found = Record::of(&record("mesh", "canary")).unwrap();
        assert_eq!((found.settings.namespace.as_str(), found.settings.revision.as_str()), ("mesh", "canary"));
        for (case, object) in [
            ("moved", changed(|o| drop(o.map_entry("metadata").insert("namespace", "other")))),
            ("renamed", changed(|o| drop(o.map_entry("metadata").insert("name", "other")))),
            ("of another revision", changed(|o| drop(o.map_entry("data").insert("revision", "blue")))),
            ("of another id", changed(|o| drop(o.map_entry("data").insert("installation", "1")))),
            ("without labels", changed(|o| drop(o.map_entry("metadata").remove("labels")))),
            ("without a revision", changed(|o| drop(o.map_entry("data").remove("revision")))),
            ("no record", changed(|o| drop(o.become_map().remove("data")))),
        ] {
            assert!(Record::of(&object).is_none(), "{case}");
        }
    }

    #[test]
    fn one_of_several_has_to_be_named() {
        let records = |place: &Place| {
            let all = [record("mesh", "canary"), record("outrigger-system", "outrigger")];
            all.iter().filter_map(Record::of).filter(|r| r.is_at(place)).collect::<Vec<_>>()
        };
        let mut place = Place { namespace: None, revision: None, istio_names: false };
        let failure = only(records(&place)).unwrap_err().to_string();
        assert!(failure.contains("--namespace mesh --revision canary"), "{failure}");
        place.revision = Some("canary".to_owned());
        assert_eq!(only(records(&place)).unwrap().unwrap().settings.namespace, "mesh");
        place.istio_names = true;
        assert!(only(records(&place)).unwrap().is_none());
    }
}
