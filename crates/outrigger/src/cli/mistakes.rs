//! What to do about a command line that cannot be read.

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// A remedy, where the mistake is a common one. `tree` is the command tree, `command` the one that was called.
pub fn hint(error: &clap::Error, tree: &Command, command: &str) -> Option<String> {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
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
        ] {
            let words = std::iter::once("outrigger").chain(line.split(' '));
            let error = Arguments::try_parse_from(words).unwrap_err();
            let command = line.split(' ').next().unwrap();
            assert_eq!(hint(&error, &Arguments::command(), command).as_deref(), want, "{line}");
        }
    }
}
