//! The words and variables of the init container, or of the one that only looks whether a CNI plugin did its work.

use capture::{FlagError, Flags};
use kubeyaml::Value;

use super::asked::{AskError, Asked};

/// The containers.
const NAMES: [&str; 2] = ["istio-init", "istio-validation"];

/// What the container of a pod asks for; nothing if the pod has none.
pub(super) fn asked(pod: &Value) -> Result<Option<Asked>, AskError> {
    let containers = pod.items_at(&["spec", "initContainers"]);
    let found = NAMES.iter().find_map(|name| {
        let is_it = |container: &&Value| container.str_at(&["name"]) == Some(*name);
        Some((containers.iter().find(is_it)?, *name))
    });
    let Some((container, name)) = found else { return Ok(None) };
    let flags = flags(container).map_err(|cause| AskError::Container { name, cause })?;
    let variables = container
        .items_at(&["env"])
        .iter()
        // The kubelet fills in none of the variables that matter here.
        .filter_map(|v| Some((v.str_at(&["name"])?.to_owned(), v.str_at(&["value"])?.to_owned())))
        .collect();
    Ok(Some(Asked { flags, variables, container: name }))
}

fn flags(container: &Value) -> Result<Flags, FlagError> {
    let words = |key: &str| {
        container.items_at(&[key]).iter().map(|word| word.as_str().unwrap_or_default().to_owned())
    };
    let mut program = words("command").next();
    let mut line: Vec<String> = words("command").skip(1).chain(words("args")).collect();
    // Istio's image has other programs beside this one, and names it first.
    if line.first().is_some_and(|word| word == "istio-iptables") {
        program = Some(line.remove(0));
    }
    let mut flags = Flags::read(&line)?;
    flags.called_as(program.as_deref().map(str::as_ref));
    flags.settle_script();
    Ok(flags)
}
