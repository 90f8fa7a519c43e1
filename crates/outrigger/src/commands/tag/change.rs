//! `tag set` and `tag remove`: what changes a cluster.

use cluster::{Cluster, Object, Only};
use diagnosis::tags::{self, Setting};
use golang::quote::quote;
use kubeyaml::Value;
use objects::{kinds, names};

use super::{Remove, Set, refused, wanted, wanted_to_make, warn};
use crate::failure::Failure;
use crate::input::confirmed;
use crate::options::known;
use crate::output;

/// Lets a tag mean a revision.
///
/// # Errors
/// It cannot be made, something of its names is not its own, or the cluster cannot be asked or says no.
pub fn set(options: &Set) -> Result<(), Failure> {
    let Set { meant, access } = options;
    let (world, _) = known::world(&[], access, |_| wanted_to_make())?;
    let setting = tags::set(&world, &meant.wanted()).map_err(refused)?;
    warn(meant, &setting.objects, &setting.conflicts);
    if !setting.conflicts.is_empty() && !meant.skip_confirmation && !confirmed("Apply anyways? [y/N]")? {
        eprintln!("nothing was changed");
        return Ok(());
    }
    access.run(async |cluster| Ok(apply(&cluster, &setting).await))??;
    if let Some(aside) = &setting.stands_aside {
        eprintln!("note: the webhooks of MutatingWebhookConfiguration {aside} select nothing any more");
    }
    if !setting.has_istiod {
        eprintln!(
            "note: no istiod keeps the caBundle of the tag true; `outrigger webhook --webhook-config` names the \
             configurations whose caBundle it does"
        );
    }
    let (tag, revision) = (&meant.tag, &meant.revision);
    let text = format!(
        "Revision tag {} created, referencing control plane revision {}. To enable injection using this\nrevision tag, use \
         'kubectl label namespace <NAMESPACE> istio.io/rev={tag}'\n",
        quote(tag),
        quote(revision)
    );
    output::write(&text, None)
}

/// Writes the objects of a tag once all that is there of their names is known to be the tag's. What stands aside does so
/// after them: for a moment two would inject a pod rather than none.
async fn apply(cluster: &Cluster, setting: &Setting) -> Result<(), Failure> {
    let mut writes = Vec::new();
    for made in &setting.objects {
        let object = object_of(made)?;
        let there = cluster.get(object).await.map_err(|e| Failure::from(&e))?;
        let becomes = match &there {
            Some(there) => tags::over(there, made).ok_or_else(|| not_ours(object))?,
            None => made.clone(),
        };
        writes.push((object, there.is_some(), becomes));
    }
    let begun = |e| Failure::from(&e).hint("the same with --overwrite does what is left to be done");
    for (object, is_there, becomes) in &writes {
        let written = match is_there {
            true => cluster.replace(*object, becomes).await,
            false => cluster.create(*object, becomes).await,
        };
        written.map_err(begun)?;
    }
    if let Some(name) = &setting.stands_aside {
        let object = Object { kind: kinds::MUTATING_WEBHOOK, namespace: None, name };
        if let Some(mut aside) = cluster.get(object).await.map_err(begun)? {
            tags::stand_aside(&mut aside);
            cluster.replace(object, &aside).await.map_err(begun)?;
        }
    }
    Ok(())
}

/// What an object is called for the API server.
fn object_of(made: &Value) -> Result<Object<'_>, Failure> {
    let kind = made.str_at(&["kind"]).unwrap_or_default();
    let kind = kinds::ALL.into_iter().find(|known| known.kind == kind);
    let kind = kind.ok_or_else(|| Failure::new("an object of a tag has no kind"))?;
    let name = made.str_at(&["metadata", "name"]).unwrap_or_default();
    Ok(Object { kind, namespace: made.str_at(&["metadata", "namespace"]), name })
}

fn not_ours(object: Object<'_>) -> Failure {
    let what = object.kind.object(object.namespace, object.name);
    Failure::new(format!("{what} is there and is not of the tag: nothing was changed"))
        .hint("choose another tag or --webhook-name, or delete it if nobody needs it")
}

/// Deletes a tag.
///
/// # Errors
/// There is none, nobody answers, or the cluster cannot be asked or says no.
pub fn remove(options: &Remove) -> Result<(), Failure> {
    let Remove { tag, access, .. } = options;
    let control_namespace = &options.control_plane.istio_namespace;
    let (world, _) = known::world(&[], access, |_| wanted(control_namespace))?;
    let removal = tags::remove(&world, control_namespace, tag)
        .map_err(|e| Failure::new(e).hint("`outrigger tag list` says which there are"))?;
    if world.known(kinds::NAMESPACE).is_none() {
        let tag = quote(tag);
        return Err(Failure::new(format!("failed to retrieve namespaces dependent on tag {tag}")));
    }
    let is_used = !removal.namespaces.is_empty();
    if is_used && !options.skip_confirmation && !confirmed(&removal.question(tag))? {
        return output::write("Aborting operation.\n", None);
    }
    access.run(async |cluster| Ok(delete(&cluster, &removal.objects, tag).await))??;
    if let Some(aside) = tags::stands_aside(&world).filter(|_| tag == "default") {
        eprintln!(
            "note: the webhooks of MutatingWebhookConfiguration {aside} select nothing since the tag was set, and still do: \
             the installation of that revision gives their selectors back"
        );
    }
    output::write(&format!("Revision tag {tag} removed\n"), None)
}

/// Deletes what is still of the tag.
async fn delete(cluster: &Cluster, objects: &[&Value], tag: &str) -> Result<(), Failure> {
    for object in objects {
        let object = object_of(object)?;
        let there = cluster.get(object).await.map_err(|e| Failure::from(&e))?;
        let is_of_tag = |there: &Value| there.str_at(&["metadata", "labels", names::TAG]) == Some(tag);
        if let Some(there) = there.filter(is_of_tag) {
            let uid = there.str_at(&["metadata", "uid"]).map(str::to_owned);
            cluster.delete(object, Only { uid }).await.map_err(|e| Failure::from(&e))?;
        }
    }
    Ok(())
}
