//! Lists of objects, which are opened.

use kubeyaml::Value;

/// How deep lists of objects may hold others.
const LISTS: usize = 16;

/// Calls `with` for an object, or for each item of a list. Items of a `DeploymentList`, as API servers send it, do not say
/// that they are Deployments; for `with` they do.
pub fn each_object<E>(
    object: &mut Value,
    with: &mut impl FnMut(&mut Value) -> Result<(), E>,
) -> Result<(), E> {
    below(object, with, LISTS)
}

fn below<E>(
    object: &mut Value,
    with: &mut impl FnMut(&mut Value) -> Result<(), E>,
    lists: usize,
) -> Result<(), E> {
    let kind = object.str_at(&["kind"]).unwrap_or_default();
    if lists > 0
        && let Some(of) = kind.strip_suffix("List").map(str::to_owned)
        && object.items_at(&["items"]).iter().any(|item| item.as_map().is_some())
    {
        let version = object.str_at(&["apiVersion"]).unwrap_or_default().to_owned();
        let items = object.get_mut("items").and_then(Value::as_list_mut).into_iter().flatten();
        return items.into_iter().try_for_each(|each| item(each, &of, &version, with, lists - 1));
    }
    with(object)
}

fn item<E>(
    item: &mut Value,
    kind: &str,
    version: &str,
    with: &mut impl FnMut(&mut Value) -> Result<(), E>,
    lists: usize,
) -> Result<(), E> {
    if kind.is_empty() || item.as_map().is_none() || !item.at(&["kind"]).is_null() {
        return below(item, with, lists);
    }
    let own = item.as_map_mut().and_then(|item| item.remove("apiVersion"));
    let fields = item.become_map();
    fields.insert("kind", kind);
    fields.insert("apiVersion", version);
    below(item, with, lists)?;
    let fields = item.become_map();
    fields.remove("kind");
    fields.remove("apiVersion");
    if let Some(own) = own {
        fields.insert("apiVersion", own);
    }
    Ok(())
}
