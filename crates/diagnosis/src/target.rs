//! The pod that a person means by `[TYPE/]NAME[.NAMESPACE]`.

mod error;
mod logs_order;
mod resource;

use injection::Version;
use injection::workload::Identity;
use kubeyaml::Value;
use objects::{World, kinds};

pub use error::{TargetError, Unretrieved};

use self::resource::{Resource, Selects};
use crate::part;
use crate::selector::{Selector, pairs_select};

/// The pod that is meant: by its name, or the first one of what selects pods, in the order of `kubectl logs`. `namespace`
/// is that of a name that does not say one.
///
/// Source: Istio 1.30 istioctl/pkg/util/handlers, InferPodInfoFromTypedResource.
///
/// # Errors
/// There is no such object, it selects no pods by its kind, or none is there.
pub fn pod<'a>(world: &'a World, named: &str, namespace: &str) -> Result<&'a Value, TargetError> {
    let (named, namespace) = in_namespace(named, namespace);
    if !named.contains('/') {
        let no_pod = || TargetError::NoPod { name: named.to_owned() };
        return world.get(kinds::POD, namespace, named).ok_or_else(no_pod);
    }
    let (resource, object) = retrieve(world, named, namespace)
        .map_err(|cause| TargetError::Unretrieved { cause, namespace: namespace.to_owned() })?;
    if resource.kind == kinds::POD {
        return Ok(object);
    }
    let pods = world.all(kinds::POD).filter(|pod| part::namespace(pod) == namespace);
    selected(object, resource, pods)
        .map_err(|cause| TargetError::NotOfPods { named: named.to_owned(), cause })?
        .ok_or_else(|| TargetError::NoMatch { named: named.to_owned() })
}

/// The object that is meant by a name with a type, whether it has pods or not.
///
/// # Errors
/// There is no such object, or the name has no type.
pub fn object<'a>(world: &'a World, named: &str, namespace: &str) -> Result<&'a Value, TargetError> {
    let (named, namespace) = in_namespace(named, namespace);
    match retrieve(world, named, namespace) {
        Ok((_, object)) => Ok(object),
        Err(cause) => Err(TargetError::Unretrieved { cause, namespace: namespace.to_owned() }),
    }
}

/// The first pod of a workload that is not known itself, as the pods' owners tell it.
pub fn owned_pod<'a>(world: &'a World, named: &str, namespace: &str) -> Option<&'a Value> {
    let (named, namespace) = in_namespace(named, namespace);
    let (kind, name) = named.split_once('/')?;
    let resource = resource::named(kind)?;
    let pods = world.all(kinds::POD).filter(|pod| part::namespace(pod) == namespace);
    logs_order::first(pods.filter(|pod| {
        let owner = Identity::of_pod(pod, Version::LATEST);
        owner.kind == resource.kind.kind && owner.name == name
    }))
}

/// A name and its namespace, which follows the last dot; with a type, the last dot behind the slash.
///
/// Source: Istio 1.30 istioctl/pkg/util/handlers, inferNsInfo.
pub fn in_namespace<'a>(named: &'a str, namespace: &'a str) -> (&'a str, &'a str) {
    match named.rsplit_once('.') {
        Some((name, namespace)) if !namespace.contains('/') => (name, namespace),
        _ => (named, namespace),
    }
}

/// Source: Kubernetes cli-runtime resource.Builder, splitResourceTypeName; Info.Get.
fn retrieve<'a>(
    world: &'a World,
    named: &str,
    namespace: &str,
) -> Result<(&'static Resource, &'a Value), Unretrieved> {
    let (kind, name) = match named.split('/').collect::<Vec<_>>()[..] {
        [kind, name] if !kind.is_empty() && !name.is_empty() && !kind.contains(',') => (kind, name),
        [_, _] => return Err(Unretrieved::NotSingle),
        _ => return Err(Unretrieved::Slashes),
    };
    let resource = resource::named(kind).ok_or_else(|| {
        let name = kind.split('.').next().unwrap_or_default();
        Unretrieved::NoType { name: name.to_owned() }
    })?;
    let place = if resource.kind.namespaced { namespace } else { "" };
    if let Some(object) = world.get(resource.kind, place, name) {
        return Ok((resource, object));
    }
    let no_namespace = !["", "default"].contains(&place) && world.get(kinds::NAMESPACE, "", place).is_none();
    if no_namespace && world.known(kinds::NAMESPACE).is_some() {
        return Err(Unretrieved::Absent { resource: "namespaces".to_owned(), name: place.to_owned() });
    }
    Err(Unretrieved::Absent { resource: resource.qualified(), name: name.to_owned() })
}

/// The pods that an object selects, of those of its namespace.
///
/// Source: Kubernetes kubectl polymorphichelpers, SelectorsForObject.
fn selected<'a>(
    object: &Value,
    resource: &Resource,
    pods: impl Iterator<Item = &'a Value>,
) -> Result<Option<&'a Value>, String> {
    let selector = object.at(&["spec", "selector"]);
    match resource.selects {
        Selects::BySelector => {
            let selector = Selector::of(selector);
            Ok(logs_order::first(pods.filter(|pod| selector.selects(part::labels(pod)))))
        }
        Selects::ByLabels if selector.as_map().is_none_or(|labels| labels.is_empty()) => {
            Err(format!("invalid service '{}': Service is defined without a selector", part::name(object)))
        }
        Selects::ByLabels => {
            Ok(logs_order::first(pods.filter(|pod| pairs_select(selector, part::labels(pod)))))
        }
        Selects::Nothing => Err(format!("selector for {} not implemented", resource.go_type())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLUSTER: &str = "
{apiVersion: v1, kind: Namespace, metadata: {name: l}}
---
{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: default, labels: {app: web}}}
---
{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: l, labels: {app: web}}}
---
{apiVersion: v1, kind: Pod, metadata: {name: b, namespace: l, labels: {app: web}}, spec: {nodeName: node}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: l}, spec: {selector: {matchLabels: {app: web}}}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: db, namespace: l}, spec: {selector: {matchLabels: {app: db}}}}
---
{apiVersion: v1, kind: Service, metadata: {name: web, namespace: l}, spec: {selector: {app: web}}}
---
{apiVersion: v1, kind: Service, metadata: {name: none, namespace: l}}
";

    #[test]
    fn names_mean_the_pods_that_istioctl_takes() {
        let world = World::of_text(CLUSTER).unwrap();
        for (named, namespace, want) in [
            ("p", "default", Ok("p")),
            ("b.l", "default", Ok("b")),
            ("pod/b", "l", Ok("b")),
            ("deploy/web", "l", Ok("b")),
            ("Deployment.v1.apps/web.l", "default", Ok("b")),
            ("svc/web", "l", Ok("b")),
            ("gone", "l", Err(r#"pods "gone" not found"#)),
            ("p.with.l", "default", Err(r#"pods "p.with" not found"#)),
            ("deploy/db", "l", Err(r#"no pods match "deploy/db""#)),
            (
                "svc/none",
                "l",
                Err(
                    r#""svc/none" does not refer to a pod: invalid service 'none': Service is defined without a selector"#,
                ),
            ),
            (
                "ns/l",
                "l",
                Err(r#""ns/l" does not refer to a pod: selector for *v1.Namespace not implemented"#),
            ),
            (
                "foo.bar/x",
                "l",
                Err(
                    r#"failed retrieving: the server doesn't have a resource type "foo" in the "l" namespace"#,
                ),
            ),
            (
                "deploy/gone",
                "l",
                Err(r#"failed retrieving: deployments.apps "gone" not found in the "l" namespace"#),
            ),
            (
                "cm/x.nowhere",
                "l",
                Err(r#"failed retrieving: namespaces "nowhere" not found in the "nowhere" namespace"#),
            ),
            (
                "deploy/a/b",
                "l",
                Err(
                    r#"failed retrieving: arguments in resource/name form may not have more than one slash in the "l" namespace"#,
                ),
            ),
            (
                "/web",
                "l",
                Err(
                    r#"failed retrieving: arguments in resource/name form must have a single resource and name in the "l" namespace"#,
                ),
            ),
        ] {
            let got = pod(&world, named, namespace);
            let got = got.map(|pod| pod.str_at(&["metadata", "name"]).unwrap()).map_err(|e| e.to_string());
            assert_eq!(got, want.map_err(str::to_owned), "{named}");
        }
    }
}
