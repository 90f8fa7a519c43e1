//! What a container is on this machine: a program in the namespaces of its pod.

use kubeyaml::Value;

use crate::environment::Variables;
use crate::error::LabError;

/// Who an application is, where its container does not say.
const USER: u32 = 1000;

/// Programs that containers run, as they are found in a pod.
#[derive(Clone, Debug)]
pub(crate) struct Programs {
    /// This program.
    pub(crate) own: String,
    /// Envoy.
    pub(crate) envoy: String,
}

/// What a container runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// The program and its arguments.
    pub(crate) words: Vec<String>,
    /// All of its environment but the path.
    pub(crate) variables: Variables,
    /// User and group.
    pub(crate) user: (u32, u32),
}

/// What a container of a pod runs: the words of an image's own program that is this one, a program of the machine, or a
/// server that answers on the container's ports.
///
/// # Errors
/// Nothing is known of what the container should run.
pub(crate) fn run(container: &Value, pod: &Value, programs: &Programs) -> Result<Run, LabError> {
    let mut variables = Variables::of(container, pod);
    let words = |list: &str| -> Vec<String> {
        let words = container.items_at(&[list]).iter().filter_map(Value::as_str);
        words.map(|word| variables.expand(word)).collect()
    };
    let (command, arguments) = (words("command"), words("args"));
    let first = arguments.first().map_or("", String::as_str);
    let words = match (command.is_empty(), first) {
        (false, _) => [command, arguments].concat(),
        (true, "istio-iptables") => own(programs, "iptables", arguments),
        (true, "proxy") => {
            as_image(container, programs, &mut variables);
            own(programs, "proxy", arguments)
        }
        (true, "") => server(container, programs),
        (true, other) => {
            let name = container.str_at(&["name"]).unwrap_or_default();
            return Err(LabError::Object {
                place: format!("container {name}"),
                cause: format!("nothing is known of what its image makes of {other:?}"),
                hint: Some(
                    "images are names in the lab: give `command` a program of this machine, or neither command nor args \
                     for a server that answers",
                ),
            });
        }
    };
    Ok(Run { words, variables, user: user(container, pod) })
}

fn own(programs: &Programs, command: &str, arguments: Vec<String>) -> Vec<String> {
    let own = [programs.own.clone(), command.to_owned()];
    own.into_iter().chain(arguments.into_iter().skip(1)).collect()
}

/// What the proxy's image would bring: Envoy, and the release that it is of.
fn as_image(container: &Value, programs: &Programs, variables: &mut Variables) {
    let config = kubeyaml::read(variables.get("PROXY_CONFIG").unwrap_or("{}")).unwrap_or_default();
    let mut config = if config.as_map().is_some() { config } else { Value::Map(kubeyaml::Map::new()) };
    if config.str_at(&["binaryPath"]).is_none() {
        config.become_map().insert("binaryPath", programs.envoy.as_str());
        variables.set("PROXY_CONFIG", &kubeyaml::to_json(&config));
    }
    if let Some(tag) = tag(container) {
        variables.set("ISTIO_META_ISTIO_VERSION", tag);
    }
}

/// The tag of a container's image.
fn tag(container: &Value) -> Option<&str> {
    let (_, name) = container.str_at(&["image"])?.rsplit_once('/')?;
    name.split('@').next()?.split_once(':').map(|(_, tag)| tag)
}

/// A server that answers on all ports of its container, by HTTP unless the port's name says that it is TCP.
fn server(container: &Value, programs: &Programs) -> Vec<String> {
    let mut words = vec![programs.own.clone(), "mesh".to_owned(), "serve".to_owned()];
    for port in container.items_at(&["ports"]) {
        let Some(number) = port.at(&["containerPort"]).as_i64() else { continue };
        let is_tcp = port.str_at(&["name"]).is_some_and(|name| name == "tcp" || name.starts_with("tcp-"));
        words.push(format!("{}={number}", if is_tcp { "--tcp" } else { "--http" }));
    }
    words
}

fn user(container: &Value, pod: &Value) -> (u32, u32) {
    let said = |key: &str| {
        let of = |object: &Value| object.at(&["securityContext", key]).as_i64();
        of(container).or_else(|| of(pod.at(&["spec"]))).and_then(|id| u32::try_from(id).ok())
    };
    let user = said("runAsUser").unwrap_or(USER);
    (user, said("runAsGroup").unwrap_or(user))
}

/// What a pod asks for and a lab does not give, in words.
pub(crate) fn without_effect(pod: &Value) -> Vec<String> {
    let mut notes = Vec::new();
    for container in pod.items_at(&["spec", "containers"]) {
        let name = container.str_at(&["name"]).unwrap_or_default();
        if name == objects::names::PROXY_CONTAINER {
            continue;
        }
        let has = |path: &[&str]| !container.at(path).is_null();
        for (is_there, what) in [
            (has(&["readinessProbe", "exec"]), "readinessProbe.exec: the container is ready when it runs"),
            (has(&["readinessProbe", "grpc"]), "readinessProbe.grpc: the container is ready when it runs"),
            (has(&["livenessProbe"]), "livenessProbe"),
            (has(&["lifecycle"]), "lifecycle"),
            (has(&["envFrom"]), "envFrom"),
            (
                !container.items_at(&["volumeMounts"]).is_empty(),
                "volumeMounts: the machine's files are there",
            ),
        ] {
            if is_there {
                notes.push(format!("container {name}: no effect in the lab: {what}"));
            }
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_container_runs_what_its_image_would() {
        let programs = Programs { own: "/o".to_owned(), envoy: "/e".to_owned() };
        let pod = kubeyaml::read("{spec: {securityContext: {runAsUser: 7}}}").unwrap();
        for (container, want, user) in [
            ("{command: [sleep, infinity]}", "sleep infinity", (7, 7)),
            (
                "{args: [istio-iptables, -p, '1'], securityContext: {runAsUser: 0, runAsGroup: 0}}",
                "/o iptables -p 1",
                (0, 0),
            ),
            (
                "{args: [proxy, sidecar], securityContext: {runAsUser: 1337}}",
                "/o proxy sidecar",
                (1337, 1337),
            ),
            (
                "{ports: [{name: http, containerPort: 80}, {name: tcp-x, containerPort: 90}, {containerPort: 1}]}",
                "/o mesh serve --http=80 --tcp=90 --http=1",
                (7, 7),
            ),
        ] {
            let run = run(&kubeyaml::read(container).unwrap(), &pod, &programs).unwrap();
            assert_eq!((run.words.join(" ").as_str(), run.user), (want, user), "{container}");
        }
        let unknown = kubeyaml::read("{name: x, args: [serve]}").unwrap();
        assert!(run(&unknown, &pod, &programs).unwrap_err().hint().is_some());
    }

    #[test]
    fn a_proxy_has_the_envoy_of_the_lab_and_the_release_of_its_image() {
        let programs = Programs { own: "/o".to_owned(), envoy: "/e".to_owned() };
        for (config, want) in [("{}", "/e"), (r#"{"binaryPath":"/mine"}"#, "/mine"), ("no", "/e")] {
            let container = format!(
                "{{image: 'docker.io/istio/proxyv2:1.31.0@sha256:x', args: [proxy], env: [{{name: PROXY_CONFIG, value: '{config}'}}]}}"
            );
            let run = run(&kubeyaml::read(&container).unwrap(), &Value::Null, &programs).unwrap();
            let config = kubeyaml::read(run.variables.get("PROXY_CONFIG").unwrap()).unwrap();
            assert_eq!(config.str_at(&["binaryPath"]), Some(want), "{config:?}");
            assert_eq!(run.variables.get("ISTIO_META_ISTIO_VERSION"), Some("1.31.0"));
        }
    }
}
