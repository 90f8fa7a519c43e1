//! What may stand where kubectl's user asks for a completion.

use std::ffi::OsString;
use std::fmt::Write;

use clap::{Arg, Command};

/// No file is meant, only what is listed; or files, as nothing is listed.
///
/// Source: cobra completions.go, ShellCompDirectiveNoFileComp and ShellCompDirectiveDefault.
const ONLY_THESE: u8 = 4;
const FILES: u8 = 0;

/// The completions of the last word of a command line, one a line with what it is, and how shells take them, as kubectl
/// reads them from what completes the command lines of a plugin.
pub fn of(tree: &Command, words: &[OsString]) -> String {
    let words: Vec<&str> = words.iter().map(|word| word.to_str().unwrap_or_default()).collect();
    let Some((last, before)) = words.split_last() else { return listed(&[], ONLY_THESE) };
    let (mut command, mut open) = (tree, None);
    for word in before {
        if open.take().is_some() {
            continue;
        }
        if word.starts_with('-') {
            open = argument(command, word);
        } else if let Some(below) = command.find_subcommand(word) {
            command = below;
        }
    }
    if let Some(argument) = open {
        return values(argument, last);
    }
    if last.starts_with('-') {
        let flags = command.get_arguments().filter(|argument| !argument.is_hide_set());
        let flag = |argument: &Arg| {
            let long = argument.get_long()?;
            Some((format!("--{long}"), argument.get_help().map(ToString::to_string)))
        };
        return listed(&begin(flags.filter_map(flag), last), ONLY_THESE);
    }
    let below = command.get_subcommands().filter(|below| !below.is_hide_set());
    let found = begin(
        below.map(|below| (below.get_name().to_owned(), below.get_about().map(ToString::to_string))),
        last,
    );
    let ends = command.get_subcommands().next().is_none();
    listed(&found, if ends { FILES } else { ONLY_THESE })
}

type Completion = (String, Option<String>);

/// The flag that waits for a value behind this word, if it does.
fn argument<'c>(command: &'c Command, word: &str) -> Option<&'c Arg> {
    let is_it = |argument: &&Arg| match word.strip_prefix("--") {
        Some(long) => {
            argument.get_long() == Some(long)
                || argument.get_all_aliases().is_some_and(|aliases| aliases.contains(&long))
        }
        None => word.chars().nth(1) == argument.get_short() && word.chars().count() == 2,
    };
    command.get_arguments().find(is_it).filter(|argument| argument.get_action().takes_values())
}

fn values(argument: &Arg, last: &str) -> String {
    let all = argument.get_possible_values();
    if all.is_empty() {
        return listed(&[], FILES);
    }
    let shown = all.iter().filter(|value| !value.is_hide_set());
    let value = shown.map(|value| (value.get_name().to_owned(), value.get_help().map(ToString::to_string)));
    listed(&begin(value, last), ONLY_THESE)
}

fn begin(all: impl Iterator<Item = Completion>, with: &str) -> Vec<Completion> {
    all.filter(|(name, _)| name.starts_with(with)).collect()
}

fn listed(all: &[Completion], directive: u8) -> String {
    let mut text = String::new();
    for (name, about) in all {
        let about = about.as_deref().and_then(|about| about.lines().next()).unwrap_or_default();
        let _ = if about.is_empty() { writeln!(text, "{name}") } else { writeln!(text, "{name}\t{about}") };
    }
    let _ = writeln!(text, ":{directive}");
    text
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Arguments;

    #[test]
    fn words_are_completed() {
        let tree = Arguments::command();
        for (line, want) in [
            ("kube-i", "kube-inject :4"),
            ("tag ", "generate list remove set :4"),
            ("inject --in-", "--in-place :4"),
            ("inject --fail-on ", "skipped :4"),
            ("inject --platform open", "openshift :4"),
            ("inject -f ", ":0"),
            ("inject --injectConfigFile ", ":0"),
            ("inject --diff --revision x ", ":0"),
            ("nonsense", ":4"),
        ] {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            let text = of(&tree, &words);
            let mut names: Vec<&str> = text.lines().filter_map(|line| line.split('\t').next()).collect();
            names.sort_unstable_by_key(|name| (name.starts_with(':'), *name));
            assert_eq!(names.join(" "), want, "{line}");
        }
        assert_eq!(of(&tree, &[]), ":4\n");
    }
}
