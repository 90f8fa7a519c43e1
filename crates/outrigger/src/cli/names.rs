//! The names by which this program is started: a link named `outrigger-COMMAND` is a command, for programs that start
//! others without arguments; `kubectl-outrigger` and `kubectl_complete-outrigger` are kubectl's plugin.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use clap::Command;

/// What kubectl calls its plugins, and what completes their command lines.
///
/// Source: kubectl pkg/cmd/plugin.go, and plugin_completion.go.
const PLUGIN: &str = "kubectl-outrigger";
const COMPLETION: &str = "kubectl_complete-outrigger";

/// What the name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Started {
    /// By its own name, or one that means nothing.
    Alone,
    /// By kubectl.
    ByKubectl,
    /// By kubectl, to complete a command line.
    ToComplete,
}

/// What the name by which the program was started says, and its command line. The command of a link is a word of it.
pub fn started(mut line: Vec<OsString>, tree: &Command) -> (Started, Vec<OsString>) {
    let name = line.first().and_then(|first| Path::new(first).file_stem()).and_then(OsStr::to_str);
    let started = match name {
        Some(PLUGIN) => Started::ByKubectl,
        Some(COMPLETION) => Started::ToComplete,
        _ => Started::Alone,
    };
    let command = name.and_then(|name| name.strip_prefix("outrigger-"));
    if let Some(command) = command.filter(|command| tree.find_subcommand(command).is_some()) {
        let command = command.into();
        line.insert(1, command);
    }
    (started, line)
}

/// The command tree as it is called through kubectl: help, usage and examples say so.
pub fn through_kubectl(tree: Command) -> Command {
    let tree = tree.bin_name("kubectl outrigger").display_name("kubectl outrigger");
    below(tree)
}

fn below(command: Command) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    let help = command.get_after_long_help().map(ToString::to_string);
    let command = match help {
        Some(help) => command.after_long_help(called_through_kubectl(&help)),
        None => command,
    };
    names.into_iter().fold(command, |command, name| command.mut_subcommand(name, below))
}

/// Calls in a text: at the beginning of a line, behind a pipe or a backquote.
fn called_through_kubectl(help: &str) -> String {
    ["  outrigger ", "| outrigger ", "`outrigger "].iter().fold(help.to_owned(), |help, call| {
        help.replace(call, &call.replace("outrigger", "kubectl outrigger"))
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Arguments;

    #[test]
    fn names_are_commands() {
        let tree = Arguments::command();
        for (line, want, words) in [
            ("outrigger krm", Started::Alone, "outrigger krm"),
            ("/bin/outrigger-krm -v", Started::Alone, "/bin/outrigger-krm krm -v"),
            ("outrigger-post-render.exe", Started::Alone, "outrigger-post-render.exe post-render"),
            ("outrigger-nothing", Started::Alone, "outrigger-nothing"),
            ("./kubectl-outrigger x", Started::ByKubectl, "./kubectl-outrigger x"),
            ("kubectl_complete-outrigger a", Started::ToComplete, "kubectl_complete-outrigger a"),
            ("", Started::Alone, ""),
        ] {
            let line = line.split_whitespace().map(OsString::from).collect();
            let (started, line) = started(line, &tree);
            let line: Vec<&str> = line.iter().filter_map(|word| word.to_str()).collect();
            assert_eq!((started, line.join(" ").as_str()), (want, words));
        }
    }

    #[test]
    fn help_through_kubectl_names_kubectl() {
        let mut tree = through_kubectl(Arguments::command());
        tree.build();
        let analyze = tree.find_subcommand_mut("analyze").unwrap();
        let help = analyze.render_long_help().to_string();
        assert!(help.contains("Usage: kubectl outrigger analyze"), "{help}");
        let lone = help.replace("kubectl outrigger ", "");
        assert!(!lone.contains("  outrigger ") && !lone.contains("| outrigger "), "{help}");
    }
}
