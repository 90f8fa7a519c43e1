//! What to do about a command line that cannot be read.

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// A remedy, where the mistake is a common one. `tree` is the command tree, `command` the one that was called.
pub fn hint(error: &clap::Error, tree: &Command, command: &str) -> Option<String> {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    if error.kind() == ErrorKind::InvalidSubcommand {
        return of_istioctl(text(ContextKind::InvalidSubcommand)?).map(str::to_owned);
    }
    let argument = text(ContextKind::InvalidArg)?;
    match error.kind() {
        ErrorKind::UnknownArgument if !argument.starts_with('-') && takes_files(tree, command) => {
            Some(format!("files are named with -f, each with its own: -f {argument}"))
        }
        ErrorKind::InvalidValue if argument.contains("--output <FORMAT>") => {
            let value = text(ContextKind::InvalidValue)?;
            let is_file = value.contains(['.', '/']);
            is_file.then(|| format!("the output goes to standard output: outrigger {command} … > {value}"))
        }
        _ => None,
    }
}

/// What does here what a command of istioctl's does there.
///
/// Source: the commands of Istio 1.0 to 1.30.
fn of_istioctl(command: &str) -> Option<&'static str> {
    Some(match command {
        "add-to-mesh" => {
            "outrigger inject puts the sidecar into manifests; a namespace's label has the webhook do it"
        }
        "remove-from-mesh" | "kube-uninject" => "outrigger uninject takes the sidecar out of manifests",
        "verify-install" => "outrigger doctor looks at what is installed",
        "validate" | "val" => {
            "outrigger analyze looks at manifests, outrigger lint at injection configurations"
        }
        "manifest" | "operator" | "upgrade" => {
            "outrigger install prints what an injector needs; outrigger precheck says what an upgrade would change"
        }
        "profile" => "outrigger config prints the built-in configuration",
        "revision" => "outrigger tag list and outrigger injector list show revisions",
        "admin"
        | "ambient"
        | "authz"
        | "create-remote-secret"
        | "dashboard"
        | "internal-debug"
        | "metrics"
        | "pc"
        | "proxy-config"
        | "remote-clusters"
        | "wait"
        | "waypoint"
        | "workload"
        | "zc"
        | "ztunnel-config" => "that is not about injection; istioctl has it",
        _ => return None,
    })
}

fn takes_files(tree: &Command, command: &str) -> bool {
    let found = tree.find_subcommand(command);
    found.is_some_and(|c| c.get_arguments().any(|a| a.get_short() == Some('f')))
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::*;
    use crate::cli::Arguments;

    #[test]
    fn common_mistakes_have_a_remedy() {
        for (line, want) in [
            ("kube-inject app.yaml", Some("files are named with -f, each with its own: -f app.yaml")),
            ("kube-inject -f a.yaml b.yaml", Some("files are named with -f, each with its own: -f b.yaml")),
            ("render -f a.yaml b.yaml", Some("files are named with -f, each with its own: -f b.yaml")),
            ("kube-inject --nonsense", None),
            ("snapshot x", None),
            ("snapshot -o x.yaml", Some("the output goes to standard output: outrigger snapshot … > x.yaml")),
            ("snapshot -o xml", None),
            ("remove-from-mesh", Some("outrigger uninject takes the sidecar out of manifests")),
            ("x revision", Some("outrigger tag list and outrigger injector list show revisions")),
            ("proxy-config", Some("that is not about injection; istioctl has it")),
            ("nonsense", None),
        ] {
            let words = std::iter::once("outrigger").chain(line.split(' '));
            let error = Arguments::try_parse_from(words).unwrap_err();
            let command = line.split(' ').next().unwrap();
            assert_eq!(hint(&error, &Arguments::command(), command).as_deref(), want, "{line}");
        }
    }
}
