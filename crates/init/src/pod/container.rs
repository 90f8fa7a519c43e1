//! The words and variables of the init container, or of the one that only looks whether a CNI plugin did its work.

use std::ffi::OsString;

use clap::{Args, FromArgMatches};
use kubeyaml::Value;

use super::Asked;
use crate::arguments::Arguments;

/// The containers, with what names them where one is spoken of.
const NAMES: [(&str, &str); 2] =
    [("istio-init", "container `istio-init`"), ("istio-validation", "container `istio-validation`")];

/// What the container of a pod is told; nothing if the pod has none.
pub(super) fn asked(pod: &Value) -> Result<Option<Asked>, String> {
    let containers = pod.items_at(&["spec", "initContainers"]);
    let found = NAMES.iter().find_map(|(name, source)| {
        let is_it = |container: &&Value| container.str_at(&["name"]) == Some(*name);
        Some((containers.iter().find(is_it)?, *source))
    });
    let Some((container, source)) = found else { return Ok(None) };
    let arguments = arguments(container).map_err(|cause| format!("{source}: {cause}"))?;
    let variables = container
        .items_at(&["env"])
        .iter()
        // What is filled in by the kubelet is none of the variables that matter here.
        .filter_map(|v| Some((v.str_at(&["name"])?.to_owned(), v.str_at(&["value"])?.to_owned())))
        .collect();
    Ok(Some(Asked { arguments, variables, source }))
}

fn arguments(container: &Value) -> Result<Arguments, String> {
    let words = |key: &str| {
        container.items_at(&[key]).iter().map(|word| word.as_str().unwrap_or_default().to_owned())
    };
    let mut program = words("command").next();
    let mut line: Vec<String> = words("command").skip(1).chain(words("args")).collect();
    // Istio's image has other programs beside this one, and names it first.
    if line.first().is_some_and(|word| word == "istio-iptables") {
        program = Some(line.remove(0));
    }
    let line: Vec<OsString> = line.into_iter().map(OsString::from).collect();
    let mut arguments = match Arguments::quickly(&line) {
        Some(arguments) => arguments,
        None => in_full(line)?,
    };
    arguments.called_as(program.map(OsString::from));
    arguments.settle_script();
    Ok(arguments)
}

fn in_full(line: Vec<OsString>) -> Result<Arguments, String> {
    let reader = clap::Command::new("istio-iptables").no_binary_name(true).args_override_self(true);
    let matches = Arguments::augment_args(reader).try_get_matches_from(line);
    matches.and_then(|matches| Arguments::from_arg_matches(&matches)).map_err(|e| first_line(&e))
}

/// The rest of such an error is about a command line.
fn first_line(error: &clap::Error) -> String {
    let text = error.to_string();
    let line = text.lines().next().unwrap_or_default();
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}
