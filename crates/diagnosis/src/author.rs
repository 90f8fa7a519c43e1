//! A pod as its author wrote it: what an API server would send to the webhook if the pod was created again.

use injection::Version;
use injection::workload::Identity;
use kubeyaml::Value;
use objects::{Kind, World, kinds, names};

use crate::part;

/// A pod as its author wrote it.
#[derive(Clone)]
pub(crate) struct Author {
    /// The pod.
    pub pod: Value,
    /// Whether it is that of its owner's template; else it is the pod that runs, and what an injection has put into it is
    /// still there.
    pub of_template: bool,
}

/// The label by which a Deployment tells its ReplicaSets apart.
const TEMPLATE_HASH: &str = "pod-template-hash";
/// How the volumes of service accounts' tokens are called, which the API server adds.
pub(crate) const ACCOUNT_VOLUME: &str = "kube-api-access-";

const OWNERS: [Kind; 5] =
    [kinds::REPLICA_SET, kinds::DEPLOYMENT, kinds::STATEFUL_SET, kinds::DAEMON_SET, kinds::JOB];

/// The pod of its owner's template where that is known, else the pod without what tells it from others of its owner.
pub(crate) fn of(world: &World, pod: &Value) -> Author {
    match template(world, pod) {
        Some(template) => Author { pod: from_template(template, pod), of_template: true },
        None => Author { pod: from_running(pod), of_template: false },
    }
}

/// The template of the pod's controller, or of the Deployment above it.
fn template<'a>(world: &'a World, pod: &Value) -> Option<&'a Value> {
    let owners = pod.items_at(&["metadata", "ownerReferences"]);
    let owner = owners.iter().find(|owner| owner.at(&["controller"]).as_bool() == Some(true))?;
    let own = (owner.str_at(&["kind"])?, owner.str_at(&["name"])?);
    let above = Identity::of_pod(pod, Version::LATEST);
    [own, (above.kind.as_str(), above.name.as_str())].into_iter().find_map(|(kind, name)| {
        let kind = OWNERS.into_iter().find(|known| known.kind == kind)?;
        let template = world.get(kind, part::namespace(pod), name)?.at(&["spec", "template"]);
        (!template.items_at(&["spec", "containers"]).is_empty()).then_some(template)
    })
}

fn from_template(template: &Value, pod: &Value) -> Value {
    let mut author = Value::Null;
    let fields = author.become_map();
    fields.insert("apiVersion", "v1");
    fields.insert("kind", "Pod");
    fields.insert("spec", template.at(&["spec"]).clone());
    let metadata = fields.entry("metadata").become_map();
    for key in ["labels", "annotations"] {
        let part = template.at(&["metadata", key]);
        if !part.is_null() {
            metadata.insert(key, part.clone());
        }
    }
    for key in ["namespace", "generateName", "ownerReferences"] {
        let part = pod.at(&["metadata", key]);
        if !part.is_null() {
            metadata.insert(key, part.clone());
        }
    }
    // A Deployment's own template lacks it, and the workload's name is told by it.
    if let Some(hash) = part::label(pod, TEMPLATE_HASH) {
        metadata.entry("labels").become_map().insert(TEMPLATE_HASH, hash);
    }
    author
}

fn from_running(pod: &Value) -> Value {
    let mut author = pod.clone();
    let owned = !pod.items_at(&["metadata", "ownerReferences"]).is_empty()
        && pod.str_at(&["metadata", "generateName"]).is_some_and(|name| !name.is_empty());
    let fields = author.become_map();
    fields.remove("status");
    let metadata = fields.entry("metadata").become_map();
    metadata.retain(|key, _| match key {
        "labels" | "annotations" | "namespace" | "generateName" | "ownerReferences" => true,
        "name" => !owned,
        _ => false,
    });
    // A template of Istio sets it, and an object selector would take it for the author's.
    if part::label(pod, names::REVISION) == Some("default")
        && let Some(labels) = metadata.get_mut("labels").and_then(Value::as_map_mut)
    {
        labels.remove(names::REVISION);
    }
    let spec = fields.entry("spec").become_map();
    spec.retain(|key, _| !["nodeName", "tolerations", "hostname", "subdomain", "priority"].contains(&key));
    if let Some(volumes) = spec.get_mut("volumes").and_then(Value::as_list_mut) {
        volumes.retain(|volume| !is_of_account(volume));
    }
    for list in ["containers", "initContainers"] {
        for container in spec.get_mut(list).and_then(Value::as_list_mut).into_iter().flatten() {
            if let Some(mounts) = container.get_mut("volumeMounts").and_then(Value::as_list_mut) {
                mounts.retain(|mount| !is_of_account(mount));
            }
        }
    }
    author
}

/// Whether a volume or a mount is that of the service account's token.
pub(crate) fn is_of_account(volume: &Value) -> bool {
    volume.str_at(&["name"]).is_some_and(|name| name.starts_with(ACCOUNT_VOLUME))
}
