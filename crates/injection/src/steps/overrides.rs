//! Step: what the user says of an injected container counts more than the template.

use kubeschema::{Options, merge, normalize, struct_json, types};
use kubeyaml::{Map, Value};

use crate::error::InjectError;
use crate::names::{OVERRIDES, PROXY_CONTAINER};
use crate::pod::{ContainerList, annotation, named, set_annotation, sidecar};
use crate::status::Status;

/// The containers that a user had given for injected ones, as the annotation keeps them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overrides {
    /// Given for containers.
    pub containers: Vec<Value>,
    /// Given for init containers.
    pub init_containers: Vec<Value>,
}

impl Overrides {
    /// Reads the annotation of a pod; nothing is there when the annotation is absent.
    ///
    /// # Errors
    /// The annotation is no JSON of this shape.
    pub fn of_pod(pod: &Value) -> Result<Overrides, InjectError> {
        let Some(text) = annotation(pod, OVERRIDES) else { return Ok(Overrides::default()) };
        let unreadable = |cause: String| InjectError::Overrides { cause };
        let json = kubeyaml::from_json(text.as_bytes()).map_err(|e| unreadable(e.to_string()))?;
        if json.as_map().is_none() && !json.is_null() {
            return Err(unreadable(format!(
                "json: cannot unmarshal {} into Go value of type inject.podOverrides",
                json.kind()
            )));
        }
        let list = |key: &str| -> Result<Vec<Value>, InjectError> {
            let mut containers = json.items_at(&[key]).to_vec();
            for container in &mut containers {
                normalize(container, &types::core::CONTAINER, &Options::default(), None)
                    .map_err(|e| unreadable(e.to_string()))?;
            }
            Ok(containers)
        };
        Ok(Overrides { containers: list("containers")?, init_containers: list("initContainers")? })
    }

    /// The list that goes with one of the pod's.
    pub fn of_list(&self, list: ContainerList) -> &[Value] {
        match list {
            ContainerList::Containers => &self.containers,
            ContainerList::InitContainers => &self.init_containers,
        }
    }

    fn list_mut(&mut self, list: ContainerList) -> &mut Vec<Value> {
        match list {
            ContainerList::Containers => &mut self.containers,
            ContainerList::InitContainers => &mut self.init_containers,
        }
    }

    fn to_json(&self) -> String {
        let lists = [("containers", &self.containers), ("initContainers", &self.init_containers)];
        let parts: Vec<String> = lists
            .into_iter()
            .filter(|(_, list)| !list.is_empty())
            .map(|(key, list)| {
                let items: Vec<String> =
                    list.iter().map(|c| struct_json(c, &types::core::CONTAINER)).collect();
                format!("\"{key}\":[{}]", items.join(","))
            })
            .collect();
        format!("{{{}}}", parts.join(","))
    }
}

/// The proxy as the author of a pod gave it, if so. In a pod that was injected before, what stands there is the
/// template's, and what the author gave was remembered.
///
/// # Errors
/// What was remembered is not readable.
pub fn authors_proxy(original: &Value) -> Result<Option<Value>, InjectError> {
    let Some(sidecar) = sidecar(original) else { return Ok(None) };
    let status = Status::of_pod(original).unwrap_or_default();
    let lists = [ContainerList::Containers, ContainerList::InitContainers];
    if !lists.iter().any(|list| was_injected(&status, *list, PROXY_CONTAINER)) {
        return Ok(Some(sidecar.clone()));
    }
    let known = Overrides::of_pod(original)?;
    Ok(lists.iter().find_map(|list| named(known.of_list(*list), PROXY_CONTAINER)).cloned())
}

/// Lays the user's containers over the injected ones of the same name, and remembers them in an annotation so that
/// the next injection of this pod knows what was the user's.
///
/// `original` is the pod before the injection, `overlay` what the templates add.
/// Source: Istio 1.30 webhook.go, reapplyOverwrittenContainers.
///
/// # Errors
/// An override is not readable, or does not fit the container it is laid over.
pub fn apply(pod: &mut Value, original: &Value, overlay: &Value) -> Result<(), InjectError> {
    let known = Overrides::of_pod(original)?;
    let injected_before = annotation(original, crate::names::STATUS).is_some();
    let status = Status::of_pod(original).unwrap_or_default();
    let mut remembered = Overrides::default();
    for list in [ContainerList::Containers, ContainerList::InitContainers] {
        for template in list.of(overlay) {
            let wanted = crate::pod::name(template);
            // In a pod that was injected before, what stands there is the template's: only what was remembered is the
            // user's. (Istio forgets that too, and a second injection loses the user's settings.)
            let own = if was_injected(&status, list, wanted) {
                named(known.of_list(list), wanted)
            } else {
                users_container(&known, original, list, wanted)
            };
            let Some(own) = own else { continue };
            let mut own = own.clone();
            if own.str_at(&["image"]) == Some("auto") {
                own.become_map().remove("image");
            }
            lay_over(pod, list, wanted, &own)?;
            remembered.list_mut(list).push(own);
        }
    }
    if !injected_before && remembered != Overrides::default() {
        set_annotation(pod, OVERRIDES, remembered.to_json());
    }
    Ok(())
}

fn was_injected(status: &Status, list: ContainerList, wanted: &str) -> bool {
    let names = match list {
        ContainerList::Containers => &status.containers,
        ContainerList::InitContainers => &status.init_containers,
    };
    names.iter().any(|n| n == wanted)
}

/// What the user gave for an injected container: as remembered, else as it stands in the pod. A native sidecar may
/// have been given as an ordinary container.
fn users_container<'a>(
    known: &'a Overrides,
    original: &'a Value,
    list: ContainerList,
    wanted: &str,
) -> Option<&'a Value> {
    let in_pod = |list: ContainerList| named(list.of(original), wanted);
    named(known.of_list(list), wanted).or_else(|| in_pod(ContainerList::Containers)).or_else(|| match list {
        ContainerList::Containers => None,
        ContainerList::InitContainers => in_pod(ContainerList::InitContainers),
    })
}

fn lay_over(pod: &mut Value, list: ContainerList, wanted: &str, own: &Value) -> Result<(), InjectError> {
    let failed = |cause: String| InjectError::Reapply { cause };
    let items = pod.map_entry("spec").entry(list.key()).become_list();
    let at = match items.iter().position(|c| crate::pod::name(c) == wanted) {
        Some(at) => at,
        None => {
            items.insert(0, Value::Map(Map::new()));
            0
        }
    };
    let Some(target) = items.get_mut(at) else { return Ok(()) };
    let merged = merge(std::mem::take(target), own.clone(), &types::core::CONTAINER);
    *target = merged.map_err(|e| failed(e.to_string()))?;
    normalize(target, &types::core::CONTAINER, &Options::default(), None).map_err(|e| failed(e.to_string()))
}
