//! Taking out of a review what nobody but its owner may see.

use kubeyaml::{Map, Value};

/// What is put in place of a secret.
const MASK: &str = "***";
/// The annotation in which `kubectl apply` keeps the whole object.
const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";
/// Parts of a name that make its value a secret.
const SECRET_WORDS: [&str; 8] =
    ["password", "passwd", "secret", "token", "apikey", "api-key", "api_key", "credential"];
/// Variables that the injector itself reads again from its own containers.
const OWN_VARIABLES: [&str; 3] = ["ISTIO_", "PROXY_CONFIG", "POD_"];

/// Masks a review in place: values of environment variables, secrets among arguments, annotations and headers; who asked
/// and the object as it was before are left out.
pub fn mask(review: &mut Value) {
    let Some(request) = review.get_mut("request").and_then(Value::as_map_mut) else { return };
    for key in ["userInfo", "oldObject", "options"] {
        request.remove(key);
    }
    let Some(pod) = request.get_mut("object") else { return };
    if let Some(metadata) = pod.get_mut("metadata").and_then(Value::as_map_mut) {
        metadata.remove("managedFields");
        if let Some(annotations) = metadata.get_mut("annotations").and_then(Value::as_map_mut) {
            mask_annotations(annotations);
        }
    }
    let Some(spec) = pod.get_mut("spec") else { return };
    for list in ["containers", "initContainers", "ephemeralContainers"] {
        for container in spec.get_mut(list).and_then(Value::as_list_mut).into_iter().flatten() {
            mask_container(container);
        }
    }
    for volume in spec.get_mut("volumes").and_then(Value::as_list_mut).into_iter().flatten() {
        for (source, part) in [("flexVolume", "options"), ("csi", "volumeAttributes")] {
            mask_values(volume.get_mut(source).and_then(|s| s.get_mut(part)));
        }
    }
}

fn mask_annotations(annotations: &mut Map) {
    for (key, value) in annotations.iter_mut() {
        if key == LAST_APPLIED || is_secret(key) {
            *value = MASK.into();
        }
    }
}

fn mask_container(container: &mut Value) {
    let own = container.str_at(&["name"]) == Some("istio-proxy");
    for variable in container.get_mut("env").and_then(Value::as_list_mut).into_iter().flatten() {
        let name = variable.str_at(&["name"]).unwrap_or_default();
        let needed = own && !is_secret(name) && OWN_VARIABLES.iter().any(|o| name.starts_with(o));
        if !needed && let Some(value) = variable.get_mut("value") {
            *value = MASK.into();
        }
    }
    mask_arguments(container.get_mut("args"));
    mask_arguments(container.get_mut("command"));
    for probe in ["livenessProbe", "readinessProbe", "startupProbe"] {
        container.get_mut(probe).into_iter().for_each(mask_handler);
    }
    for hook in ["postStart", "preStop"] {
        container.get_mut("lifecycle").and_then(|l| l.get_mut(hook)).into_iter().for_each(mask_handler);
    }
}

fn mask_handler(handler: &mut Value) {
    mask_arguments(handler.get_mut("exec").and_then(|e| e.get_mut("command")));
    let headers =
        handler.get_mut("httpGet").and_then(|g| g.get_mut("httpHeaders")).and_then(Value::as_list_mut);
    for header in headers.into_iter().flatten() {
        if let Some(value) = header.get_mut("value") {
            *value = MASK.into();
        }
    }
}

/// `--password=x`, `--password x`, `PASSWORD=x`, and whole scripts that mention something of the kind.
fn mask_arguments(arguments: Option<&mut Value>) {
    let mut follows = false;
    for argument in arguments.and_then(Value::as_list_mut).into_iter().flatten() {
        let Some(text) = argument.as_str() else { continue };
        let masked = match text.split_once('=') {
            _ if follows && !text.starts_with('-') => Some(MASK.to_owned()),
            _ if text.contains(char::is_whitespace) && is_secret(text) => Some(MASK.to_owned()),
            _ if text.contains("://") && text.contains('@') => Some(MASK.to_owned()),
            Some((key, _)) if is_secret(key) => Some(format!("{key}={MASK}")),
            _ => None,
        };
        follows = text.starts_with('-') && !text.contains('=') && is_secret(text);
        if let Some(masked) = masked {
            *argument = masked.into();
        }
    }
}

fn mask_values(map: Option<&mut Value>) {
    for (_, value) in map.and_then(Value::as_map_mut).into_iter().flat_map(Map::iter_mut) {
        *value = MASK.into();
    }
}

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRET_WORDS.iter().any(|w| name.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_masked_and_the_rest_stays() {
        for (pod, want) in [
            (
                r#"{"spec":{"containers":[{"name":"a","env":[{"name":"X","value":"s"},{"name":"Y","valueFrom":{"fieldRef":1}}]}]}}"#,
                r#"{"spec":{"containers":[{"env":[{"name":"X","value":"***"},{"name":"Y","valueFrom":{"fieldRef":1}}],"name":"a"}]}}"#,
            ),
            (
                r#"{"spec":{"initContainers":[{"name":"istio-proxy","env":[{"name":"ISTIO_KUBE_APP_PROBERS","value":"{}"},{"name":"MINE","value":"s"},{"name":"ISTIO_TOKEN","value":"s"}]}]}}"#,
                r#"{"spec":{"initContainers":[{"env":[{"name":"ISTIO_KUBE_APP_PROBERS","value":"{}"},{"name":"MINE","value":"***"},{"name":"ISTIO_TOKEN","value":"***"}],"name":"istio-proxy"}]}}"#,
            ),
            (
                r#"{"spec":{"containers":[{"args":["--port=80","--db-password=s","--token","s","-v","TOKEN=s","pg://u:s@h"],"command":["sh","-c","export SECRET=s; run"]}]}}"#,
                r#"{"spec":{"containers":[{"args":["--port=80","--db-password=***","--token","***","-v","TOKEN=***","***"],"command":["sh","-c","***"]}]}}"#,
            ),
            (
                r#"{"metadata":{"managedFields":[1],"annotations":{"a":"b","kubectl.kubernetes.io/last-applied-configuration":"s"}}}"#,
                r#"{"metadata":{"annotations":{"a":"b","kubectl.kubernetes.io/last-applied-configuration":"***"}}}"#,
            ),
            (
                r#"{"spec":{"containers":[{"livenessProbe":{"httpGet":{"httpHeaders":[{"name":"A","value":"s"}],"port":80}},"lifecycle":{"preStop":{"exec":{"command":["x","--token=s"]}}}}]}}"#,
                r#"{"spec":{"containers":[{"lifecycle":{"preStop":{"exec":{"command":["x","--token=***"]}}},"livenessProbe":{"httpGet":{"httpHeaders":[{"name":"A","value":"***"}],"port":80}}}]}}"#,
            ),
            (
                r#"{"spec":{"volumes":[{"name":"v","csi":{"volumeAttributes":{"k":"s"}}}]}}"#,
                r#"{"spec":{"volumes":[{"csi":{"volumeAttributes":{"k":"***"}},"name":"v"}]}}"#,
            ),
        ] {
            let review = format!(
                r#"{{"request":{{"uid":"u","userInfo":{{"username":"x"}},"oldObject":1,"options":2,"object":{pod}}}}}"#
            );
            let mut review = kubeyaml::from_json(review.as_bytes()).unwrap();
            mask(&mut review);
            assert_eq!(kubeyaml::to_json(&review), format!(r#"{{"request":{{"object":{want},"uid":"u"}}}}"#));
        }
    }

    #[test]
    fn odd_documents_do_no_harm() {
        for text in [
            "null",
            "[]",
            r#"{"request":1}"#,
            r#"{"request":{"object":[1]}}"#,
            r#"{"request":{"object":{"spec":{"containers":[1,{"env":2,"args":[3]}]}}}}"#,
        ] {
            let mut document = kubeyaml::from_json(text.as_bytes()).unwrap();
            let before = document.clone();
            mask(&mut document);
            assert_eq!(document, before, "{text}");
        }
    }
}
