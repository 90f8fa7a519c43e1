//! Step: capture rules go with the user that the proxy really runs as.

use kubeyaml::Value;

use crate::names::{INIT_CONTAINER, INTERCEPTION_MODE, PROXY_CONTAINER, VALIDATION_CONTAINER};
use crate::pod::{ContainerList, annotation, name, named, sidecar_mut};

/// Adjusts the init container (and, with TPROXY, the proxy) to a user id that the pod's author gave the proxy.
///
/// `author` is the proxy as the pod's author gave it; `tproxy` says that the proxy config's interception mode is TPROXY.
/// Source: Istio 1.30 webhook.go, adjustInitContainerUser.
pub fn apply(pod: &mut Value, author: Option<&Value>, tproxy: bool) {
    let context = author.map(|c| c.at(&["securityContext"]));
    let user = context.and_then(|c| c.at(&["runAsUser"]).as_i64());
    let group = context.and_then(|c| c.at(&["runAsGroup"]).as_i64());
    if user.is_none() && group.is_none() {
        return;
    }
    let tproxy = tproxy || annotation(pod, INTERCEPTION_MODE) == Some("TPROXY");
    let init_containers = ContainerList::InitContainers.of(pod);
    let present = |wanted: &&str| named(init_containers, wanted).is_some();
    let Some(init) = [INIT_CONTAINER, VALIDATION_CONTAINER].into_iter().find(present) else { return };
    // Transparent capture needs root.
    if tproxy
        && user.is_some()
        && let Some(proxy) = sidecar_mut(pod).filter(|c| name(c) == PROXY_CONTAINER)
    {
        proxy.map_entry("securityContext").insert("runAsUser", 0);
    }
    let list = ContainerList::InitContainers.of_mut(pod);
    let Some(init) = list.and_then(|l| l.iter_mut().find(|c| name(c) == init)) else { return };
    if !tproxy && name(init) == VALIDATION_CONTAINER {
        let context = init.map_entry("securityContext");
        for (key, id) in [("runAsUser", user), ("runAsGroup", group)] {
            if let Some(id) = id {
                context.insert(key, id);
            }
        }
    }
    if let Some(user) = user.filter(|u| *u != 0) {
        set_captured_user(init, user);
    }
}

/// Replaces the argument after the first `-u`.
fn set_captured_user(init: &mut Value, user: i64) {
    let Some(args) = init.get_mut("args").and_then(Value::as_list_mut) else { return };
    let Some(flag) = args.iter().position(|a| a.as_str() == Some("-u")) else { return };
    if let Some(value) = args.get_mut(flag + 1) {
        *value = Value::from(user.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(init: &str, proxy_context: &str, tproxy: bool) -> String {
        let json = |text: String| kubeyaml::from_json(text.as_bytes()).unwrap();
        let proxy = format!(r#"{{"name":"istio-proxy","securityContext":{proxy_context}}}"#);
        let original = json(format!(r#"{{"spec":{{"containers":[{proxy}]}}}}"#));
        let mut pod = json(format!(
            r#"{{"spec":{{"containers":[{proxy}],"initContainers":[{{"args":["-p","1","-u","1337"],"name":"{init}"}}]}}}}"#
        ));
        apply(&mut pod, crate::pod::sidecar(&original), tproxy);
        kubeyaml::to_json(pod.at(&["spec"]))
    }

    #[test]
    fn capture_rules_go_before_their_validation() {
        let json = |text: &str| kubeyaml::from_json(text.as_bytes()).unwrap();
        let proxy = r#"{"name":"istio-proxy","securityContext":{"runAsUser":99}}"#;
        let original = json(&format!(r#"{{"spec":{{"containers":[{proxy}]}}}}"#));
        let init =
            r#"[{"args":["-u","1"],"name":"istio-validation"},{"args":["-u","1"],"name":"istio-init"}]"#;
        let mut pod = json(&format!(r#"{{"spec":{{"containers":[{proxy}],"initContainers":{init}}}}}"#));
        apply(&mut pod, crate::pod::sidecar(&original), false);
        let want =
            r#"[{"args":["-u","1"],"name":"istio-validation"},{"args":["-u","99"],"name":"istio-init"}]"#;
        assert_eq!(kubeyaml::to_json(pod.at(&["spec", "initContainers"])), want);
    }

    #[test]
    fn the_users_id_reaches_the_capture_rules() {
        for (init, context, tproxy, want) in [
            (
                "istio-init",
                r#"{"runAsUser":99}"#,
                false,
                r#"{"containers":[{"name":"istio-proxy","securityContext":{"runAsUser":99}}],"initContainers":[{"args":["-p","1","-u","99"],"name":"istio-init"}]}"#,
            ),
            (
                "istio-validation",
                r#"{"runAsGroup":7,"runAsUser":99}"#,
                false,
                r#"{"containers":[{"name":"istio-proxy","securityContext":{"runAsGroup":7,"runAsUser":99}}],"initContainers":[{"args":["-p","1","-u","99"],"name":"istio-validation","securityContext":{"runAsGroup":7,"runAsUser":99}}]}"#,
            ),
            (
                "istio-init",
                r#"{"runAsUser":99}"#,
                true,
                r#"{"containers":[{"name":"istio-proxy","securityContext":{"runAsUser":0}}],"initContainers":[{"args":["-p","1","-u","99"],"name":"istio-init"}]}"#,
            ),
            (
                "other",
                r#"{"runAsUser":99}"#,
                true,
                r#"{"containers":[{"name":"istio-proxy","securityContext":{"runAsUser":99}}],"initContainers":[{"args":["-p","1","-u","1337"],"name":"other"}]}"#,
            ),
        ] {
            assert_eq!(case(init, context, tproxy), want, "{init} {context} {tproxy}");
        }
    }
}
