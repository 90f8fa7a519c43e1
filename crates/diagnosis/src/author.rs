//! A pod as its author wrote it: what an API server would send to the webhook if the pod was created again.

use injection::Version;
use injection::workload::Identity;
use kubeyaml::Value;
use objects::{Kind, World, kinds, names};

use crate::part;

/// A pod as its author wrote it.
#[derive(Clone, Debug)]
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

/// The kinds whose objects have pods by a template.
pub const OWNERS: [Kind; 5] =
    [kinds::REPLICA_SET, kinds::DEPLOYMENT, kinds::STATEFUL_SET, kinds::DAEMON_SET, kinds::JOB];

/// The pod of its owner's template where that is known, else the pod without what tells it from others of its owner.
pub(crate) fn of(world: &World, pod: &Value) -> Author {
    match template(world, pod) {
        Some((_, template)) => from_template(template, pod),
        None => from_running(pod),
    }
}

/// The template of the pod's controller, or of the Deployment above it, and whose it is.
pub(crate) fn template<'a>(world: &'a World, pod: &Value) -> Option<(String, &'a Value)> {
    let owners = pod.items_at(&["metadata", "ownerReferences"]);
    let owner = owners.iter().find(|owner| owner.at(&["controller"]).as_bool() == Some(true))?;
    let of = |kind: &str, name: &str| {
        let kind = OWNERS.into_iter().find(|known| known.kind == kind)?;
        let template = world.get(kind, part::namespace(pod), name)?.at(&["spec", "template"]);
        let has_containers = !template.items_at(&["spec", "containers"]).is_empty();
        has_containers.then(|| (format!("{}/{name}", kind.kind), template))
    };
    of(owner.str_at(&["kind"])?, owner.str_at(&["name"])?).or_else(|| {
        let above = Identity::of_pod(pod, Version::LATEST);
        of(&above.kind, &above.name)
    })
}

/// What of a running pod [`from_template`] takes, as a text.
pub(crate) fn of_pod_in_template(pod: &Value) -> String {
    let parts = OF_POD.iter().map(|key| kubeyaml::to_json(pod.at(&["metadata", key])));
    let hash = part::label(pod, TEMPLATE_HASH).unwrap_or_default();
    parts.chain([hash.to_owned()]).collect::<Vec<_>>().join(" ")
}

/// What a pod of a template is called, and whose it is.
const OF_POD: [&str; 3] = ["namespace", "generateName", "ownerReferences"];

/// The pod that a template gives in the place of a running one.
pub(crate) fn from_template(template: &Value, pod: &Value) -> Author {
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
    for key in OF_POD {
        let part = pod.at(&["metadata", key]);
        if !part.is_null() {
            metadata.insert(key, part.clone());
        }
    }
    // A Deployment's own template lacks it, and the workload's name is told by it.
    if let Some(hash) = part::label(pod, TEMPLATE_HASH) {
        metadata.entry("labels").become_map().insert(TEMPLATE_HASH, hash);
    }
    Author { pod: author, of_template: true }
}

/// The pod without what tells it from others of its owner.
pub(crate) fn from_running(pod: &Value) -> Author {
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
    Author { pod: author, of_template: false }
}

/// Whether a volume or a mount is that of the service account's token.
pub(crate) fn is_of_account(volume: &Value) -> bool {
    volume.str_at(&["name"]).is_some_and(|name| name.starts_with(ACCOUNT_VOLUME))
}
