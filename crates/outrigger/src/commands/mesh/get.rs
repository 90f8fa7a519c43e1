//! `outrigger mesh get`

use clap::Args;
use kubeyaml::Value;
use lab::{Place, commands};
use objects::{kinds, names};

use crate::failure::Failure;
use crate::options::form::TableForm;
use crate::output;
use crate::table::{self, Cell};

/// Arguments of `mesh get`.
#[derive(Debug, Args)]
pub struct Get {
    /// Namespace of the pods [default: all].
    #[arg(short, long, value_name = "NAME")]
    namespace: Option<String>,
    /// Form of the output: table; or json or yaml, for all objects of the mesh, as a snapshot that other commands read.
    #[arg(short, long, value_name = "FORMAT", default_value = "table")]
    output: TableForm,
}

/// Prints the pods of a mesh, or all of its objects.
///
/// # Errors
/// No mesh is up, or its objects cannot be read.
pub fn run(place: &Place, options: &Get) -> Result<(), Failure> {
    let mut objects = commands::objects(place)?;
    if let Some(namespace) = &options.namespace {
        objects.retain(|object| object.str_at(&["metadata", "namespace"]).is_none_or(|of| of == namespace));
    }
    let text = match options.output {
        TableForm::Yaml => manifests::yaml_stream(&objects),
        TableForm::Json => manifests::json_list(&objects),
        _ => table(objects.iter().filter(|object| kinds::POD.is_of(object))),
    };
    output::write(&text, None)
}

fn table<'a>(pods: impl Iterator<Item = &'a Value>) -> String {
    let header = ["NAMESPACE", "NAME", "READY", "STATUS", "RESTARTS", "IP", "PROXY"].map(Cell::from).to_vec();
    table::with_header(header, pods.map(|pod| row(pod).map(Cell::from).to_vec()), 3)
}

/// What kubectl shows of a pod, and the image of its proxy.
fn row(pod: &Value) -> [String; 7] {
    let part = |path: &[&str]| pod.str_at(path).unwrap_or_default().to_owned();
    let is_sidecar = |container: &&Value| container.str_at(&["restartPolicy"]) == Some("Always");
    let native = pod.items_at(&["spec", "initContainers"]).iter().filter(is_sidecar);
    let containers: Vec<&Value> = pod.items_at(&["spec", "containers"]).iter().chain(native).collect();
    let statuses = ["containerStatuses", "initContainerStatuses"].map(|list| pod.items_at(&["status", list]));
    let stays =
        |status: &&Value| containers.iter().any(|one| one.str_at(&["name"]) == status.str_at(&["name"]));
    let staying: Vec<&Value> = statuses.into_iter().flatten().filter(stays).collect();
    let ready = staying.iter().filter(|status| status.at(&["ready"]).as_bool() == Some(true)).count();
    let restarts: i64 = staying.iter().filter_map(|status| status.at(&["restartCount"]).as_i64()).sum();
    let proxy = containers.iter().find(|one| one.str_at(&["name"]) == Some(names::PROXY_CONTAINER));
    let image = proxy.map_or("<none>", |proxy| proxy.str_at(&["image"]).unwrap_or_default());
    [
        part(&["metadata", "namespace"]),
        part(&["metadata", "name"]),
        format!("{ready}/{}", containers.len()),
        status(pod, statuses),
        restarts.to_string(),
        part(&["status", "podIP"]),
        image.to_owned(),
    ]
}

/// Source: Kubernetes, pkg/printers/internalversion/printers.go, printPod.
fn status(pod: &Value, [main, init]: [&[Value]; 2]) -> String {
    if !pod.at(&["metadata", "deletionTimestamp"]).is_null() {
        return "Terminating".to_owned();
    }
    let waiting = main.iter().chain(init).filter_map(|status| status.str_at(&["state", "waiting", "reason"]));
    if let Some(reason) = waiting.into_iter().find(|reason| *reason != "PodInitializing") {
        return reason.to_owned();
    }
    let done = init.iter().filter(|status| status.at(&["ready"]).as_bool() == Some(true)).count();
    match pod.str_at(&["status", "phase"]) {
        Some("Pending") => format!("Init:{done}/{}", init.len()),
        phase => phase.unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_what_kubectl_shows() {
        for (pod, want) in [
            (
                "{metadata: {namespace: shop, name: a}, spec: {containers: [{name: a}, {name: istio-proxy, image: 'p:1'}]}, status: {phase: Running, podIP: 10.0.0.1, \
                 containerStatuses: [{name: a, ready: true, restartCount: 1}, {name: istio-proxy, ready: false, restartCount: 2}]}}",
                "shop a 1/2 Running 3 10.0.0.1 p:1",
            ),
            (
                "{metadata: {name: a}, spec: {containers: [{name: a}], initContainers: [{name: i}, {name: istio-proxy, restartPolicy: Always}]}, \
                 status: {phase: Pending, containerStatuses: [{name: a, ready: false, state: {waiting: {reason: PodInitializing}}}], \
                 initContainerStatuses: [{name: i, ready: true}, {name: istio-proxy, ready: false}]}}",
                " a 0/2 Init:1/2 0  ",
            ),
            (
                "{metadata: {name: a}, spec: {containers: [{name: a}]}, status: {containerStatuses: [{name: a, state: {waiting: {reason: CrashLoopBackOff}}}]}}",
                " a 0/1 CrashLoopBackOff 0  <none>",
            ),
            ("{metadata: {name: a, deletionTimestamp: x}}", " a 0/0 Terminating 0  <none>"),
        ] {
            assert_eq!(row(&kubeyaml::read(pod).unwrap()).join(" "), want);
        }
    }
}
