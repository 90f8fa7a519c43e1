//! What an API server does with a pod that is created: it asks the injector of the webhook configuration that selects it.

use diagnosis::admission::{Asked as Injector, asked_in};
use diagnosis::installed;
use injection::resolve::{Given, Parts, Purpose, Sources, resolve};
use injection::{Asked, Budget, Facts, Question, patch};
use kubeyaml::Value;
use objects::{World, kinds, names};

use crate::error::LabError;

/// The pod as it comes out of admission: injected or not, as webhook configurations, namespace and configuration say.
///
/// # Errors
/// The pod is refused, or its namespace or the injector's configuration is not there.
pub(crate) fn admit(world: &World, mut pod: Value) -> Result<Value, LabError> {
    let place = |pod: &Value| {
        let part = |key| pod.str_at(&["metadata", key]).unwrap_or_default();
        format!("Pod {}/{}", part("namespace"), part("name"))
    };
    let refused = |cause: String| LabError::object(place(&pod), cause);
    let namespace = pod.str_at(&["metadata", "namespace"]).unwrap_or_default().to_owned();
    let injector = match asked_in(world, &pod, &namespace) {
        Injector::Nobody => return Ok(pod),
        Injector::Untold(cause) | Injector::Refused(cause) => return Err(refused(cause)),
        Injector::Injector(injector) => injector,
    };
    let config_maps = installed::config_maps(world, names::ISTIO_NAMESPACE, injector.revision);
    let mesh = world.get(kinds::CONFIG_MAP, &config_maps.namespace, &config_maps.mesh).is_some();
    let given = Given::of(world, &config_maps, Parts { inject: true, mesh }, "the lab's folder")
        .map_err(|e| refused(e.to_string()))?;
    let sources = Sources { given, revision: injector.revision.to_owned(), ..Sources::default() };
    let resolved = resolve(sources, Purpose::Webhook).map_err(|e| refused(e.to_string()))?;
    let question = Question {
        pod: &pod,
        namespace: &namespace,
        workload: None,
        asked: Asked::Webhook { path: injector.path },
        budget: Budget::default(),
    };
    let answer =
        resolved.injector.answer(&question, &Facts::of(world)).map_err(|e| refused(e.to_string()))?;
    let Some(change) = answer.patch().map(<[_]>::to_vec) else { return Ok(pod) };
    match patch::apply(&mut pod, change) {
        Some(()) => Ok(pod),
        None => Err(LabError::object(place(&pod), "the injector's patch does not fit the pod")),
    }
}

/// The release that the injection configuration stands for: the tag of its images.
pub(crate) fn release(world: &World) -> Option<String> {
    let map = world.get(kinds::CONFIG_MAP, names::ISTIO_NAMESPACE, names::INJECT_CONFIG_MAP)?;
    let values = kubeyaml::read(map.str_at(&["data", "values"])?).ok()?;
    tag(values.at(&["global", "tag"]))
}

fn tag(value: &Value) -> Option<String> {
    kubeyaml::scalar_text(value).map(|text| text.as_str().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn the_label_of_the_namespace_decides() {
        for (label, injected) in
            [("{}", false), ("{istio-injection: enabled}", true), ("{istio-injection: disabled}", false)]
        {
            let mut world = World::of(samples::objects().unwrap());
            let namespace =
                format!("{{apiVersion: v1, kind: Namespace, metadata: {{name: default, labels: {label}}}}}");
            world.insert(kubeyaml::read(&namespace).unwrap());
            let pod = "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: default}, spec: {containers: [{name: a, image: b}]}}";
            let pod = admit(&world, kubeyaml::read(pod).unwrap()).unwrap();
            assert_eq!(pod.items_at(&["spec", "containers"]).len(), 1 + usize::from(injected), "{label}");
            assert!(release(&world).is_some_and(|tag| tag.starts_with("1.")));
        }
    }
}
