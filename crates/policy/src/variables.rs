//! The variables of a policy: those that its expressions use, in the order in which they need each other.

use std::collections::BTreeSet;

use injection::Version;

use crate::agent::Translated;
use crate::cel::{ANNOTATIONS, LABELS, quoted};
use crate::expression::question;
use crate::hole::Of;
use crate::state::{State, variable};
use crate::{metrics, probes, workload};

/// Ports as Go writes them as JSON: fields in their order, empty ones left out.
///
/// Source: Kubernetes core/v1, ContainerPort.
const PORT: &str = "'{' + (p.?name.orValue('') != '' ? '\"name\":\"' + p.name + '\",' : '') + \
    (p.?hostPort.orValue(0) != 0 ? '\"hostPort\":' + string(p.hostPort) + ',' : '') + \
    '\"containerPort\":' + string(p.?containerPort.orValue(0)) + \
    (p.?protocol.orValue('') != '' ? ',\"protocol\":\"' + p.protocol + '\"' : '') + \
    (p.?hostIP.orValue('') != '' ? ',\"hostIP\":\"' + p.hostIP + '\"' : '') + '}'";

/// The variables that an expression needs.
pub fn all(
    state: &State,
    expression: &str,
    version: Version,
    translated: Translated,
) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = vec![
        ("labels".into(), LABELS.into()),
        ("annotations".into(), ANNOTATIONS.into()),
        ("podNamespace".into(), "object.metadata.?namespace.orValue('')".into()),
        ("containerNames".into(), "object.spec.containers.map(c, c.name)".into()),
        (
            "ports".into(),
            format!("object.spec.containers.map(c, has(c.ports) ? c.ports.map(p, {PORT}) : []).flatten()"),
        ),
    ];
    all.extend(workload::variables(version).into_iter().map(|(name, cel)| (name.to_owned(), cel)));
    all.extend(translated.metrics.map(|_| metrics::variable()));
    all.extend(translated.probes.into_iter().flat_map(probes::variables));
    for (number, hole) in state.holes.iter().enumerate() {
        let cel = match &hole.of {
            Of::Text(cel) => cel.clone(),
            Of::First => "variables.containerNames[0]".to_owned(),
            Of::Containers(between) => format!("variables.containerNames.join({})", quoted(between)),
            Of::Ports(lead, between, tail) => {
                let ports = format!("variables.ports.join({})", quoted(between));
                match lead.is_empty() && tail.is_empty() {
                    true => ports,
                    false => {
                        let (lead, tail) = (quoted(lead), quoted(tail));
                        format!("size(variables.ports) == 0 ? '' : {lead} + {ports} + {tail}")
                    }
                }
            }
            Of::Container(_) | Of::Port(..) => continue,
        };
        all.push((variable(number), cel));
    }
    let questions = state.conditions.iter().enumerate();
    all.extend(questions.map(|(number, condition)| (question(number), condition.cel.clone())));
    used(all, expression)
}

/// Those that an expression names, and those that these name; none names a later one.
fn used(all: Vec<(String, String)>, expression: &str) -> Vec<(String, String)> {
    let mut names: BTreeSet<String> = named(expression).collect();
    let mut kept: Vec<(String, String)> = Vec::new();
    for (name, cel) in all.into_iter().rev() {
        if names.contains(&name) {
            names.extend(named(&cel));
            kept.push((name, cel));
        }
    }
    kept.reverse();
    kept
}

fn named(cel: &str) -> impl Iterator<Item = String> {
    let after = cel.split("variables.").skip(1);
    after.map(|rest| rest.chars().take_while(char::is_ascii_alphanumeric).collect())
}
