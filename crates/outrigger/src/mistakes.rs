//! What to do about a command line that cannot be read.

use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::arguments::Arguments;

/// A remedy, where the mistake is a common one.
pub fn hint(error: &clap::Error) -> Option<String> {
    hint_for(error, &std::env::args().nth(1)?)
}

fn hint_for(error: &clap::Error, command: &str) -> Option<String> {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let argument = text(ContextKind::InvalidArg)?;
    match error.kind() {
        ErrorKind::UnknownArgument if !argument.starts_with('-') && takes_files(command) => {
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

fn takes_files(command: &str) -> bool {
    let arguments = Arguments::command();
    let found = arguments.find_subcommand(command);
    found.is_some_and(|c| c.get_arguments().any(|a| a.get_short() == Some('f')))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

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
            assert_eq!(hint_for(&error, command).as_deref(), want, "{line}");
        }
    }
}
