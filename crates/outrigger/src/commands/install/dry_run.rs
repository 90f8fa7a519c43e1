//! `outrigger install --dry-run=server`

use cluster::{Cluster, ClusterError, Object};
use diagnosis::shell::word;
use kubeyaml::Value;
use manifests::{Identity, Settings};

use crate::failure::Failure;
use crate::options::access::AccessFlags;
use crate::output;

/// What the API server says of an object.
#[derive(Debug)]
enum Said {
    /// It would be made.
    Created,
    /// It would be changed, or stays as it is.
    Applied,
    /// It would be refused.
    Refused(ClusterError),
    /// It could not be asked, because the namespace does not exist yet.
    NoNamespace,
}

/// Asks the API server about each object, and prints what it says.
///
/// # Errors
/// It cannot be asked, or would refuse one.
pub fn run(
    access: &AccessFlags,
    documents: &[Value],
    settings: &Settings,
    has_namespace: bool,
) -> Result<(), Failure> {
    let identities: Vec<Identity> = manifests::possible(settings);
    let said = access.run(async |cluster| {
        let mut said = Vec::new();
        for document in documents {
            let name = document.str_at(&["metadata", "name"]).unwrap_or_default();
            let is_it = |i: &&Identity| Some(i.kind) == document.str_at(&["kind"]) && i.name == name;
            said.push(match identities.iter().find(is_it) {
                Some(identity) => {
                    let said = match identity.namespace.is_some() && !has_namespace {
                        true => Said::NoNamespace,
                        false => ask(&cluster, identity, document, settings).await?,
                    };
                    (identity.to_string(), said)
                }
                None => (format!("Namespace {name}"), Said::Created),
            });
        }
        Ok(said)
    })?;
    let mut text = String::new();
    for (what, said) in &said {
        text.push_str(&match said {
            Said::Created => format!("{what}: would be created\n"),
            Said::Applied => format!("{what}: exists, and would be applied\n"),
            Said::NoNamespace => format!("{what}: not asked, its namespace does not exist yet\n"),
            Said::Refused(e) => format!("{what}: would be refused: {e}\n"),
        });
    }
    output::write(&text, None)?;
    if said.iter().any(|(_, said)| matches!(said, Said::NoNamespace)) {
        let namespace = word(&settings.namespace);
        eprintln!(
            "note: `kubectl create namespace {namespace}` lets the API server be asked about all of them"
        );
    }
    match said.iter().find_map(|(_, said)| if let Said::Refused(e) = said { Some(e) } else { None }) {
        Some(error) => Err(Failure::from(error)),
        None => Ok(()),
    }
}

async fn ask(
    cluster: &Cluster,
    identity: &Identity,
    document: &Value,
    settings: &Settings,
) -> Result<Said, ClusterError> {
    let namespace = identity.namespace.as_deref();
    let kind = identity.whole_kind();
    let object = Object { kind, namespace, name: &identity.name };
    // Its entries are not in force yet, and are looked at all the same.
    let in_force = manifests::webhook_configuration(settings);
    let document =
        in_force.as_ref().filter(|d| d.at(&["kind"]) == document.at(&["kind"])).unwrap_or(document);
    let exists = cluster.get(object).await?.is_some();
    match cluster.try_apply(object, document).await {
        Ok(_) if exists => Ok(Said::Applied),
        Ok(_) => Ok(Said::Created),
        Err(e @ ClusterError::Unreachable { .. }) => Err(e),
        Err(e) => Ok(Said::Refused(e)),
    }
}
