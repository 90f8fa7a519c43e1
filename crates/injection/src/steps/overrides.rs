//! Step: what the user says of an injected container counts more than the template.

use std::collections::{HashMap, HashSet};

use kubeschema::{Field, Kind, Merge, Options, StructType, merge, normalize, struct_json, types};
use kubeyaml::{Map, Value};

use crate::error::InjectError;
use crate::guard::{AllowedAnnotations, Refusal};
use crate::names::{OVERRIDES, PROXY_CONTAINER};
use crate::pod::{ContainerList, annotation, named, set_annotation, sidecar};
use crate::status::Status;

/// The containers that a user had given for injected ones, as the annotation keeps them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Overrides {
    /// Given for containers.
    pub containers: Vec<Value>,
    /// Given for init containers.
    pub init_containers: Vec<Value>,
}

/// What an earlier injection wrote down in a pod, read once for all steps.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// What it added; `None` where that is not there or not readable.
    pub status: Option<Status>,
    /// What its user had given.
    pub known: Overrides,
}

impl Earlier {
    /// Reads the annotations of a pod.
    ///
    /// # Errors
    /// What was remembered is not readable.
    pub fn of_pod(pod: &Value) -> Result<Earlier, InjectError> {
        Ok(Earlier { known: Overrides::of_pod(pod)?, status: Status::of_pod(pod) })
    }

    /// The names of what it added to a list.
    pub fn injected(&self, list: ContainerList) -> &[String] {
        match (&self.status, list) {
            (None, _) => &[],
            (Some(status), ContainerList::Containers) => &status.containers,
            (Some(status), ContainerList::InitContainers) => &status.init_containers,
        }
    }
}

const CONTAINER_LIST: Kind = Kind::List(const { &Kind::Struct(&types::core::CONTAINER) }, "[]v1.Container");

const fn list_field(json: &'static str, go: &'static str) -> Field {
    Field {
        json,
        go,
        kind: CONTAINER_LIST,
        always: false,
        merge: Merge::Default,
        retain_keys: false,
        via: &[],
    }
}

/// The annotation's type in Go. Source: Istio 1.30 webhook.go, podOverrides.
static POD_OVERRIDES: StructType = StructType {
    name: "inject.podOverrides",
    fields: &[list_field("containers", "Containers"), list_field("initContainers", "InitContainers")],
    by_json: &[0, 1],
    embedded: &[],
};

impl Overrides {
    /// Reads the annotation of a pod; nothing is there when the annotation is absent.
    ///
    /// # Errors
    /// The annotation is not JSON of this shape.
    pub fn of_pod(pod: &Value) -> Result<Overrides, InjectError> {
        let Some(text) = annotation(pod, OVERRIDES) else { return Ok(Overrides::default()) };
        let unreadable = |cause: String| InjectError::Overrides { cause };
        let mut json = kubeyaml::from_json(text.as_bytes()).map_err(|e| unreadable(e.to_string()))?;
        normalize(&mut json, &POD_OVERRIDES, &Options::default(), None)
            .map_err(|e| unreadable(e.to_string()))?;
        let fields = json.become_map();
        let mut list = |key: &str| match fields.remove(key) {
            Some(Value::List(containers)) => containers,
            _ => Vec::new(),
        };
        Ok(Overrides { containers: list("containers"), init_containers: list("initContainers") })
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
pub(crate) fn authors_proxy(original: &Value, earlier: &Earlier) -> Option<Value> {
    let sidecar = sidecar(original)?;
    let lists = [ContainerList::Containers, ContainerList::InitContainers];
    if !lists.iter().any(|list| earlier.injected(*list).iter().any(|name| name == PROXY_CONTAINER)) {
        return Some(sidecar.clone());
    }
    lists.iter().find_map(|list| named(earlier.known.of_list(*list), PROXY_CONTAINER)).cloned()
}

/// Lays the user's containers over the injected ones of the same name, and remembers them in an annotation so that
/// the next injection of this pod knows what was the user's.
///
/// `original` is the pod before the injection, with what an `earlier` one left, `overlay` what the templates add. Where the annotation is not `allowed`,
/// neither is what it remembers.
/// Source: Istio 1.30 webhook.go, reapplyOverwrittenContainers.
///
/// # Errors
/// An override is not allowed, or does not fit the container it is laid over.
pub fn apply(
    pod: &mut Value,
    original: &Value,
    earlier: &Earlier,
    overlay: &Value,
    allowed: &AllowedAnnotations,
) -> Result<(), InjectError> {
    let injected_before = annotation(original, crate::names::STATUS).is_some();
    let given = Given::new(earlier, original);
    let mut remembered = Overrides::default();
    for list in [ContainerList::Containers, ContainerList::InitContainers] {
        let own: Vec<Value> =
            list.of(overlay).iter().filter_map(|t| given.of(list, crate::pod::name(t))).collect();
        if let Some(container) = own.first().filter(|_| !allowed.allows(OVERRIDES)) {
            return Err(InjectError::Refused(Refusal::container_not_allowed(crate::pod::name(container))));
        }
        lay_over(pod, list, &own)?;
        *remembered.list_mut(list) = own;
    }
    if !injected_before && remembered != Overrides::default() {
        set_annotation(pod, OVERRIDES, remembered.to_json());
    }
    Ok(())
}

/// What the user gave for injected containers, found by name without a search.
struct Given<'a> {
    injected: [HashSet<&'a str>; 2],
    remembered: [HashMap<&'a str, &'a Value>; 2],
    in_pod: [HashMap<&'a str, &'a Value>; 2],
}

impl<'a> Given<'a> {
    fn new(earlier: &'a Earlier, original: &'a Value) -> Given<'a> {
        let lists = [ContainerList::Containers, ContainerList::InitContainers];
        Given {
            injected: lists.map(|list| earlier.injected(list).iter().map(String::as_str).collect()),
            remembered: lists.map(|list| first_by_name(earlier.known.of_list(list))),
            in_pod: lists.map(|list| first_by_name(list.of(original))),
        }
    }

    /// What the user gave for a container of a template, without `image: auto`: as remembered, else as it stands in
    /// the pod. A native sidecar may have been given as an ordinary container.
    ///
    /// In a pod that was injected before, what stands there is the template's: only what was remembered is the user's.
    /// (Istio forgets that too, and a second injection loses the user's settings.)
    fn of(&self, list: ContainerList, wanted: &str) -> Option<Value> {
        let [ordinary, init] = &self.in_pod;
        let (place, own_list) = match list {
            ContainerList::Containers => (0, None),
            ContainerList::InitContainers => (1, Some(init)),
        };
        let remembered = self.remembered.get(place)?.get(wanted);
        let found = if self.injected.get(place)?.contains(wanted) {
            remembered
        } else {
            remembered.or_else(|| ordinary.get(wanted)).or_else(|| own_list?.get(wanted))
        };
        let mut own = (**found?).clone();
        if own.str_at(&["image"]) == Some("auto") {
            own.become_map().remove("image");
        }
        Some(own)
    }
}

/// The first container of each name.
fn first_by_name(containers: &[Value]) -> HashMap<&str, &Value> {
    let mut first = HashMap::with_capacity(containers.len());
    for container in containers {
        first.entry(crate::pod::name(container)).or_insert(container);
    }
    first
}

/// Merges containers over those of the same name; one that is not there comes to the front.
fn lay_over(pod: &mut Value, list: ContainerList, own: &[Value]) -> Result<(), InjectError> {
    if own.is_empty() {
        return Ok(());
    }
    let failed = |cause: String| InjectError::Reapply { cause };
    let items = pod.map_entry("spec").entry(list.key()).become_list();
    let mut places: HashMap<String, usize> = HashMap::with_capacity(items.len());
    for (i, item) in items.iter().enumerate() {
        places.entry(crate::pod::name(item).to_owned()).or_insert(i);
    }
    let mut front = Vec::new();
    for own in own {
        let at = places.get(crate::pod::name(own)).and_then(|at| items.get_mut(*at));
        let there = at.as_deref().cloned().unwrap_or_else(|| Value::Map(Map::new()));
        let mut merged =
            merge(there, own.clone(), &types::core::CONTAINER).map_err(|e| failed(e.to_string()))?;
        normalize(&mut merged, &types::core::CONTAINER, &Options::default(), None)
            .map_err(|e| failed(e.to_string()))?;
        match at {
            Some(there) => *there = merged,
            None => front.push(merged),
        }
    }
    items.splice(0..0, front.into_iter().rev());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(annotation: &str) -> Result<Overrides, String> {
        let mut pod = Value::Null;
        set_annotation(&mut pod, OVERRIDES, annotation);
        Overrides::of_pod(&pod).map_err(|e| e.to_string())
    }

    #[test]
    fn what_has_the_wrong_type_is_refused_in_go_s_words() {
        for (annotation, want) in [
            ("1", "json: cannot unmarshal number into Go value of type inject.podOverrides"),
            (
                r#"{"containers":1}"#,
                "json: cannot unmarshal number into Go struct field podOverrides.containers of type []v1.Container",
            ),
            (
                r#"{"initContainers":{"name":"istio-init"}}"#,
                "json: cannot unmarshal object into Go struct field podOverrides.initContainers of type []v1.Container",
            ),
            (
                r#"{"containers":["istio-proxy"]}"#,
                "json: cannot unmarshal string into Go struct field podOverrides.containers of type v1.Container",
            ),
            (
                r#"{"containers":[{"name":5}]}"#,
                "json: cannot unmarshal number into Go struct field Container.containers.name of type string",
            ),
            ("null", ""),
            (r#"{"containers":null,"other":1}"#, ""),
        ] {
            let got = read(annotation).err().unwrap_or_default();
            assert!(got.ends_with(want) && got.is_empty() == want.is_empty(), "{annotation}: {got}");
        }
    }

    #[test]
    fn keys_are_read_as_go_reads_them() {
        let read = read(r#"{"Containers":[{"NAME":"istio-proxy"}]}"#).unwrap();
        assert_eq!(read.containers.first().map(crate::pod::name), Some("istio-proxy"));
    }
}
