//! Step: the order of the containers.

use kubeyaml::Value;

use crate::names::{CORE_DUMP_CONTAINER, INIT_CONTAINER, PROXY_CONTAINER, VALIDATION_CONTAINER};
use crate::pod::{ContainerList, name, named};

/// Where in its list a container goes.
#[derive(Clone, Copy)]
enum End {
    Front,
    Back,
}

/// Puts the injected containers where they have to start.
///
/// `hold` says that the application waits for the proxy. Source: Istio 1.30 webhook.go, reorderPod.
pub fn apply(pod: &mut Value, hold: bool) {
    let native = named(ContainerList::InitContainers.of(pod), PROXY_CONTAINER).is_some();
    pod.map_entry("spec").entry("containers").become_list();
    if let Some(list) = ContainerList::Containers.of_mut(pod) {
        move_to(list, PROXY_CONTAINER, if hold { End::Front } else { End::Back });
    }
    let Some(init) = ContainerList::InitContainers.of_mut(pod) else { return };
    if native {
        for each in [CORE_DUMP_CONTAINER, PROXY_CONTAINER, VALIDATION_CONTAINER, INIT_CONTAINER] {
            move_to(init, each, End::Front);
        }
    } else {
        move_to(init, VALIDATION_CONTAINER, End::Front);
        move_to(init, INIT_CONTAINER, End::Back);
        move_to(init, CORE_DUMP_CONTAINER, End::Back);
    }
}

/// Of several containers of that name only the last one survives, as in Istio.
fn move_to(list: &mut Vec<Value>, wanted: &str, end: End) {
    let Some(last) = list.iter().rposition(|c| name(c) == wanted) else { return };
    let container = list.remove(last);
    list.retain(|c| name(c) != wanted);
    match end {
        End::Front => list.insert(0, container),
        End::Back => list.push(container),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(names: &str) -> Vec<Value> {
        let named = |n: &str| kubeyaml::from_json(format!(r#"{{"name":"{n}"}}"#).as_bytes()).unwrap();
        names.split_whitespace().map(named).collect()
    }

    #[test]
    fn injected_containers_go_to_their_places() {
        for (containers, init, hold, want_containers, want_init) in [
            ("istio-proxy app", "", false, "app istio-proxy", ""),
            ("app istio-proxy", "", true, "istio-proxy app", ""),
            ("app", "mine istio-init enable-core-dump", false, "app", "mine istio-init enable-core-dump"),
            ("app", "istio-init mine istio-validation", false, "app", "istio-validation mine istio-init"),
            ("app", "mine istio-proxy istio-init", false, "app", "istio-init istio-proxy mine"),
            (
                "app",
                "a enable-core-dump istio-validation istio-init istio-proxy b",
                false,
                "app",
                "istio-init istio-validation istio-proxy enable-core-dump a b",
            ),
        ] {
            let mut pod = Value::Null;
            pod.map_entry("spec").insert("containers", list(containers));
            pod.map_entry("spec").insert("initContainers", list(init));
            apply(&mut pod, hold);
            let names = |l: ContainerList| l.of(&pod).iter().map(name).collect::<Vec<_>>().join(" ");
            assert_eq!(names(ContainerList::Containers), want_containers);
            assert_eq!(names(ContainerList::InitContainers), want_init);
        }
    }
}
