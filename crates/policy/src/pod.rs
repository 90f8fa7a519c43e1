//! The pod that stands for all pods: its texts are holes.

use std::collections::BTreeSet;

use injection::workload::Identity;
use kubeyaml::{Map, Value};

use crate::hole::Of;
use crate::state::State;
use crate::unknown::{ANNOTATIONS_MARK, LABELS_MARK};

/// The pod's own init containers, volumes and pull secrets: what comes before and behind them is seen by them.
pub const OWN: [&str; 2] = ["own-a", "own-b"];

/// How many ports each container has.
pub type Shape<'s> = &'s [usize];

const FIRST_PORT: i64 = 20_000;
const PORTS: i64 = 100;

/// A pod of that shape.
pub fn of(shape: Shape<'_>, state: &mut State) -> Value {
    let mut pod = Value::Null;
    let text =
        |state: &mut State, cel: &str, empty| state.hole(Of::Text(cel.to_owned()), empty, BTreeSet::new());
    let metadata = pod.map_entry("metadata");
    metadata.insert("name", text(state, "object.metadata.?name.orValue('')", true));
    metadata.insert("generateName", text(state, "object.metadata.?generateName.orValue('')", true));
    metadata.insert("namespace", text(state, NAMESPACE, false));
    metadata.entry("labels").become_map().insert(LABELS_MARK, "x");
    metadata.entry("annotations").become_map().insert(ANNOTATIONS_MARK, "x");
    let spec = pod.map_entry("spec");
    let containers = shape.iter().enumerate().map(|(i, ports)| container(i, *ports, state));
    spec.insert("containers", containers.collect::<Vec<_>>());
    for list in ["initContainers", "volumes", "imagePullSecrets"] {
        spec.insert(list, OWN.map(named).to_vec());
    }
    pod
}

/// The workload of such a pod.
pub fn identity(state: &mut State) -> Identity {
    let mut text =
        |variable: &str, empty| state.hole(Of::Text(format!("variables.{variable}")), empty, BTreeSet::new());
    Identity {
        name: text("workloadName", true),
        namespace: text("podNamespace", false),
        kind: text("workloadKind", false),
        api_version: text("workloadVersion", false),
        metadata: Value::Null,
    }
}

/// The place of a port's container, and its own there, by its number.
pub fn port_of(number: i64) -> (usize, usize) {
    let number = number.saturating_sub(FIRST_PORT).max(0);
    let part = |number: i64| usize::try_from(number).unwrap_or_default();
    (part(number / PORTS), part(number % PORTS))
}

const NAMESPACE: &str = "variables.podNamespace";

fn container(place: usize, ports: usize, state: &mut State) -> Value {
    let mut container = Value::Null;
    let fields = container.become_map();
    fields.insert("name", state.hole(Of::Container(place), false, BTreeSet::new()));
    fields.insert("image", "own");
    let numbers = (0..ports).filter_map(|port| i64::try_from(place * 100 + port).ok());
    let ports =
        numbers.map(|n| Value::Map(Map::from_iter([("containerPort".into(), Value::Int(FIRST_PORT + n))])));
    fields.insert("ports", ports.collect::<Vec<_>>());
    container
}

fn named(name: &str) -> Value {
    Value::Map(Map::from_iter([("name".into(), Value::text(name))]))
}
