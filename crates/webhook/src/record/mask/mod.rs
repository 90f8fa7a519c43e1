//! Taking out of a review what nobody but its owner may see: by structure, not by guess. What stays is listed here and in
//! the files beside; whatever is not on a list is masked, also what nobody knows yet.

mod annotations;
mod document;
mod plain;
mod pod;

use kubeyaml::{Map, Value};

use self::plain::{MASK, keep_plain};

/// What stays of a review.
const REVIEW: [&str; 3] = ["apiVersion", "kind", "request"];
/// What stays of its request: not who asked, and not the object as it was before.
const REQUEST: [&str; 12] = [
    "dryRun",
    "kind",
    "name",
    "namespace",
    "object",
    "operation",
    "requestKind",
    "requestResource",
    "requestSubResource",
    "resource",
    "subResource",
    "uid",
];
/// What stays of a pod.
const POD: [&str; 4] = ["apiVersion", "kind", "metadata", "spec"];
/// What stays of its metadata.
const METADATA: [&str; 9] = [
    "annotations",
    "creationTimestamp",
    "finalizers",
    "generateName",
    "labels",
    "name",
    "namespace",
    "ownerReferences",
    "uid",
];

/// Masks a review in place.
pub fn mask(review: &mut Value) {
    keep_only(review, &REVIEW);
    let Some(request) = review.get_mut("request") else { return };
    keep_only(request, &REQUEST);
    for (key, value) in request.as_map_mut().into_iter().flat_map(Map::iter_mut) {
        if key == "object" {
            mask_pod(value);
        } else {
            pod::mask_fields(key, value);
        }
    }
}

fn mask_pod(object: &mut Value) {
    keep_only(object, &POD);
    for (key, value) in object.as_map_mut().into_iter().flat_map(Map::iter_mut) {
        match key {
            "metadata" => mask_metadata(value),
            _ => pod::mask_fields(key, value),
        }
    }
}

/// Masks an object's metadata in place: annotations that injection reads stay, as far as their form is plain.
pub fn mask_metadata(metadata: &mut Value) {
    keep_only(metadata, &METADATA);
    for (key, value) in metadata.as_map_mut().into_iter().flat_map(Map::iter_mut) {
        match (key, value) {
            ("annotations", Value::Map(annotations)) => annotations::mask_annotations(annotations),
            // Selectors decide by them.
            ("labels", Value::Map(labels)) => {
                labels.iter_mut().for_each(|(_, value)| keep_plain(value));
            }
            (key, value) => pod::mask_fields(key, value),
        }
    }
}

/// Anything but a mapping is masked whole.
fn keep_only(value: &mut Value, keys: &[&str]) {
    match value {
        Value::Map(map) => map.retain(|key, _| keys.contains(&key)),
        Value::Null => {}
        other => *other = MASK.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(pod: &str) -> String {
        let review = format!(
            r#"{{"extra":"s","request":{{"uid":"u","userInfo":{{"username":"x"}},"oldObject":1,"options":2,"new":"s","object":{pod}}}}}"#
        );
        let mut review = kubeyaml::from_json(review.as_bytes()).unwrap();
        mask(&mut review);
        kubeyaml::to_json(&review)
    }

    #[test]
    fn what_is_on_a_list_stays_and_the_rest_is_masked() {
        for (pod, want) in [
            (
                r#"{"metadata":{"managedFields":[1],"labels":{"app":"x"},"name":"n","new":"s"},"status":{"phase":"s"},"new":"s"}"#,
                r#"{"metadata":{"labels":{"app":"x"},"name":"n"}}"#,
            ),
            (
                r#"{"spec":{"containers":[{"name":"a","image":"r/i:1","env":[{"name":"X","value":"s"},{"name":"Y","valueFrom":{"secretKeyRef":{"name":"n","key":"k"}}}]}]}}"#,
                r#"{"spec":{"containers":[{"env":[{"name":"X","value":"***"},{"name":"Y","valueFrom":{"secretKeyRef":{"key":"k","name":"n"}}}],"image":"r/i:1","name":"a"}]}}"#,
            ),
            (
                r#"{"spec":{"containers":[{"args":["--port=80","--key=s","--token","s","-v","-ps","TOKEN=s","Authorization: Bearer s","pg://u:s@h",5],"command":["sh","-c","export S=s; run"]}]}}"#,
                r#"{"spec":{"containers":[{"args":["--port=***","--key=***","--token","***","-v","-p***","***","***","***","***"],"command":["***","-c","***"]}]}}"#,
            ),
            (
                r#"{"spec":{"containers":[{"livenessProbe":{"periodSeconds":3,"httpGet":{"httpHeaders":[{"name":"Authorization","value":"s"}],"path":"/health?key=s","port":"http","host":"s"}},"lifecycle":{"preStop":{"exec":{"command":["x","--token=s"]}}}}]}}"#,
                r#"{"spec":{"containers":[{"lifecycle":{"preStop":{"exec":{"command":["***","--token=***"]}}},"livenessProbe":{"httpGet":{"host":"***","httpHeaders":[{"name":"Authorization","value":"***"}],"path":"/***","port":"http"},"periodSeconds":3}}]}}"#,
            ),
            (
                r#"{"spec":{"hostNetwork":true,"volumes":[{"name":"v","csi":{"driver":"d","volumeAttributes":{"k":"s"}}},{"flexVolume":{"options":{"p":"s"}}},{"rbd":{"keyring":"s","monitors":["s"]}},{"secret":{"secretName":"n","items":[{"key":"k","path":"p"}]}}]}}"#,
                r#"{"spec":{"hostNetwork":true,"volumes":[{"csi":{"driver":"d","volumeAttributes":{"k":"***"}},"name":"v"},{"flexVolume":{"options":{"p":"***"}}},{"rbd":{"keyring":"***","monitors":["***"]}},{"secret":{"items":[{"key":"k","path":"p"}],"secretName":"n"}}]}}"#,
            ),
            (
                r#"{"spec":{"containers":[{"resources":{"limits":{"cpu":"1","memory":"1Gi"}},"ports":[{"name":"http","containerPort":80,"protocol":"TCP"}],"newField":"s","new":{"deep":["s",{"name":"not: plain"}]}}]}}"#,
                r#"{"spec":{"containers":[{"new":{"deep":["***",{"name":"***"}]},"newField":"***","ports":[{"containerPort":80,"name":"http","protocol":"TCP"}],"resources":{"limits":{"cpu":"1","memory":"1Gi"}}}]}}"#,
            ),
        ] {
            assert_eq!(masked(pod), format!(r#"{{"request":{{"object":{want},"uid":"u"}}}}"#));
        }
    }

    /// No way to write a pod lets a secret through.
    #[test]
    fn odd_spellings_hide_nothing() {
        for pod in [
            r#""SECRET!""#,
            r#"["SECRET!"]"#,
            r#"{"spec":"SECRET!"}"#,
            r#"{"metadata":["SECRET!"]}"#,
            r#"{"metadata":{"labels":["SECRET!"],"annotations":"SECRET!"}}"#,
            r#"{"metadata":{"labels":{"a":{"name":"SECRET"}},"annotations":{"a":["SECRET"]}}}"#,
            r#"{"spec":{"containers":{"env":"SECRET","args":"SECRET","command":{"a":"SECRET"}}}}"#,
            r#"{"spec":{"containers":[{"env":{"X":"SECRET"}},{"env":[["SECRET"],"SECRET",{"value":{"name":"SECRET"}}]}]}}"#,
            r#"{"spec":{"containers":[{"env":[{"name":"TOKEN=SECRET","value":5,"Value":"SECRET"}]}]}}"#,
            r#"{"spec":{"containers":[{"livenessProbe":{"httpGet":{"httpHeaders":{"Authorization":"SECRET"},"path":["SECRET"]}}}]}}"#,
            r#"{"spec":{"containers":[{"readinessProbe":{"exec":"SECRET"}},{"startupProbe":{"exec":{"command":"SECRET"}}}]}}"#,
            r#"{"spec":{"containers":[{"args":[["SECRET"],{"name":"SECRET"},"--SECRET=x","-pSECRET","--a b=SECRET"]}]}}"#,
            r#"{"spec":{"initContainers":[{"name":"istio-proxy","env":[{"name":"PROXY_CONFIG","value":"{\"proxyMetadata\":{\"A\":\"SECRET\"}}"},{"name":"ISTIO_META_X","value":"SECRET"}]}]}}"#,
            r#"{"spec":{"containers":[{"name":"istio-proxy","env":[{"name":"ISTIO_KUBE_APP_PROBERS","value":"{\"/p\":{\"httpGet\":{\"path\":\"/?k=SECRET\",\"httpHeaders\":[{\"name\":\"a\",\"value\":\"SECRET\"}]}}}"}]}]}}"#,
            r#"{"metadata":{"annotations":{"proxy.istio.io/config":"proxyMetadata: {A: SECRET}\ntracing: {lightstep: {accessToken: SECRET}}"}}}"#,
            r#"{"metadata":{"annotations":{"proxy.istio.io/config":"{{SECRET"}}}"#,
            r#"{"metadata":{"annotations":{"proxy.istio.io/overrides":"{\"containers\":[{\"name\":\"istio-proxy\",\"env\":[{\"name\":\"A\",\"value\":\"SECRET\"}],\"args\":[\"--key=SECRET\"]}]}"}}}"#,
            r#"{"metadata":{"annotations":{"sidecar.istio.io/userVolume":"[{\"name\":\"v\",\"csi\":{\"volumeAttributes\":{\"p\":\"SECRET\"}}}]"}}}"#,
            r#"{"metadata":{"annotations":{"sidecar.istio.io/proxyImage":"x y SECRET","prometheus.io/path":"/m?key=SECRET","vault":"SECRET"}}}"#,
            r#"{"metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\"SECRET\":1}","sidecar.istio.io/status":"{\"x\":\"SECRET\"}"}}}"#,
        ] {
            let after = masked(pod);
            // The name of a flag may be anything; what it is given is masked.
            assert!(!after.replace("--SECRET=", "").contains("SECRET"), "{pod} gives {after}");
            kubeyaml::from_json(after.as_bytes()).unwrap();
        }
        for text in ["null", "[]", "5", r#"{"request":1}"#, r#"{"request":{"object":[1]}}"#] {
            mask(&mut kubeyaml::from_json(text.as_bytes()).unwrap());
        }
    }

    #[test]
    fn what_injection_decides_by_stays() {
        for annotation in [
            r#""inject.istio.io/templates":"sidecar,custom""#,
            r#""proxy.istio.io/config":"{\"concurrency\":2,\"holdApplicationUntilProxyStarts\":true,\"image\":{\"imageType\":\"distroless\"},\"interceptionMode\":\"TPROXY\",\"proxyMetadata\":{\"A\":\"***\"},\"terminationDrainDuration\":\"30s\"}""#,
            r#""sidecar.istio.io/inject":"true""#,
            r#""sidecar.istio.io/proxyCPU":"100m""#,
            r#""sidecar.istio.io/status":"{\"containers\":[\"istio-proxy\"],\"revision\":\"default\"}""#,
            r#""sidecar.istio.io/userVolume":"[{\"emptyDir\":{},\"name\":\"v\"}]""#,
            r#""traffic.sidecar.istio.io/includeOutboundIPRanges":"10.0.0.0/8,*""#,
        ] {
            let pod = format!(r#"{{"metadata":{{"annotations":{{{annotation}}}}}}}"#);
            assert_eq!(masked(&pod), format!(r#"{{"request":{{"object":{pod},"uid":"u"}}}}"#));
        }
    }
}
