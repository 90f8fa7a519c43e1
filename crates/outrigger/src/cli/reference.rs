//! The reference of commands and of variables in the book, out of the tree of commands: `UPDATE=1` writes it anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use capture::flags::{Flag, Group};
use clap::{Arg, Command, CommandFactory};
use pages::{Book, assert_is};

use super::Arguments;
use super::groups::GROUPS;

#[test]
fn the_reference_of_commands_is_up_to_date() {
    let mut tree = Arguments::command();
    tree.build();
    let mut page = "<!-- nothing here is run: each example is read by the program's own parser in its tests -->\n\n# Commands\n\n\
                    This page is generated from the program. `outrigger COMMAND --help` shows the same, and `outrigger man COMMAND` prints \
                    it as a manual page. Flags have Istio's spelling as an alias wherever Istio has them.\n"
        .to_owned();
    for (title, names) in GROUPS {
        let _ = write!(page, "\n## {title}\n");
        for name in names.iter().filter(|name| **name != "help") {
            command(&mut page, tree.find_subcommand(name).unwrap());
        }
    }
    assert_is(&Book::here().source().join("reference/commands.md"), &page);
}

fn command(page: &mut String, command: &Command) {
    let name = command.get_display_name().unwrap_or(command.get_name()).replace('-', " ");
    let name = spelt(&name, command);
    let about = command.get_long_about().or(command.get_about()).map(ToString::to_string).unwrap_or_default();
    let _ = write!(page, "\n### {name}\n\n{}\n", prose(about.trim()));
    let arguments: Vec<&Arg> = command.get_arguments().filter(|arg| is_listed(arg)).collect();
    if !arguments.is_empty() {
        page.push_str("\n| argument | meaning |\n|---|---|\n");
        for argument in arguments {
            let _ = writeln!(page, "| {} | {} |", cell(&spelling(argument)), cell(&meaning(argument)));
        }
    }
    if let Some(more) = command.get_after_long_help() {
        let more = more.to_string();
        let (examples, rest) = match more.strip_prefix("Examples:\n") {
            Some(more) => split(more),
            None => (String::new(), more.as_str()),
        };
        if !examples.is_empty() {
            let _ = write!(page, "\n```sh\n{examples}```\n");
        }
        if !rest.trim().is_empty() {
            let _ = write!(page, "\n{}\n", prose(rest.trim()));
        }
    }
    for below in command.get_subcommands().filter(|c| !c.is_hide_set() && c.get_name() != "help") {
        self::command(page, below);
    }
}

/// The command as it is typed: display names join words by dashes, which names of commands have, too.
fn spelt(name: &str, command: &Command) -> String {
    let own = command.get_name();
    match name.strip_suffix(&own.replace('-', " ")) {
        Some(before) => format!("{before}{own}"),
        None => name.to_owned(),
    }
}

fn is_listed(argument: &Arg) -> bool {
    !argument.is_hide_set() && !matches!(argument.get_id().as_str(), "help" | "version")
}

/// The examples' lines without their indent, and what follows them.
fn split(more: &str) -> (String, &str) {
    let end = more.find("\n\n").map(|_| {
        let mut at = 0;
        for line in more.split_inclusive('\n') {
            if !line.trim().is_empty() && !line.starts_with(' ') {
                break;
            }
            at += line.len();
        }
        at
    });
    let (examples, rest) = more.split_at(end.unwrap_or(more.len()));
    let lines =
        examples.trim_end().lines().map(|line| format!("{}\n", line.strip_prefix("  ").unwrap_or(line)));
    (lines.collect(), rest)
}

fn spelling(argument: &Arg) -> String {
    let value = argument.get_value_names().and_then(|names| names.first()).map(ToString::to_string);
    let value = value.filter(|_| argument.get_action().takes_values()).unwrap_or_default();
    let Some(long) = argument.get_long() else {
        return format!("`{}`", if value.is_empty() { argument.get_id().as_str() } else { &value });
    };
    let short = argument.get_short().map(|letter| format!("`-{letter}`, ")).unwrap_or_default();
    let value = if value.is_empty() { value } else { format!(" {value}") };
    format!("{short}`--{long}{value}`")
}

fn meaning(argument: &Arg) -> String {
    let help = argument.get_long_help().or(argument.get_help()).map(ToString::to_string).unwrap_or_default();
    let mut parts = vec![help.trim().to_owned()];
    let values: Vec<String> = argument
        .get_possible_values()
        .iter()
        .filter(|value| !value.is_hide_set() && argument.get_action().takes_values())
        .map(|value| format!("`{}`", value.get_name()))
        .collect();
    if !values.is_empty() && values.concat() != "`true``false`" {
        parts.push(format!("Values: {}", values.join(", ")));
    }
    let default: Vec<String> =
        argument.get_default_values().iter().map(|value| format!("`{}`", value.to_string_lossy())).collect();
    if argument.get_action().takes_values() && !default.concat().trim_matches('`').is_empty() {
        parts.push(format!("Default: {}", default.join(", ")));
    }
    if let Some(variable) = argument.get_env() {
        parts.push(format!("Variable: `{}`", variable.to_string_lossy()));
    }
    let aliases: Vec<String> = argument
        .get_visible_aliases()
        .unwrap_or_default()
        .iter()
        .map(|alias| format!("`--{alias}`"))
        .collect();
    if !aliases.is_empty() {
        parts.push(format!("Also: {}", aliases.join(", ")));
    }
    parts.iter().map(|part| part.trim_end_matches('.')).collect::<Vec<_>>().join(". ")
}

/// A text as a cell of a table.
fn cell(text: &str) -> String {
    prose(&text.split_whitespace().collect::<Vec<_>>().join(" ")).replace('|', "\\|")
}

/// A text in which nothing is taken for HTML but between backquotes.
fn prose(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let safe = |(i, part): (usize, &str)| {
        if i % 2 == 0 {
            part.replace('<', "&lt;").replace('*', "\\*").replace('_', "\\_")
        } else {
            part.to_owned()
        }
    };
    parts.map(safe).collect::<Vec<_>>().join("`")
}

#[test]
fn the_reference_of_variables_is_up_to_date() {
    let mut tree = Arguments::command();
    tree.build();
    let mut found: BTreeMap<String, (String, Vec<String>)> = BTreeMap::new();
    variables(&tree, &mut found);
    let mut page =
        "# Environment variables\n\nThis page is generated from the program. A flag beats its variable.\n\n\
                    ## Flags as variables\n\n| variable | flag | of |\n|---|---|---|\n"
            .to_owned();
    for (variable, (flag, commands)) in &found {
        let commands = commands.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let _ = writeln!(page, "| `{variable}` | {flag} | {commands} |");
    }
    page.push_str(
        "\n## The cluster\n\n| variable | is |\n|---|---|\n\
         | `KUBECONFIG` | the kubeconfigs of the cluster, as kubectl reads them |\n\
         | `KUBERNETES_SERVICE_HOST` | set in a pod, where its service account is used instead |\n\
         | `HOME` | where `.kube/config` is looked for |\n\
         | `TERM` | `dumb` turns off the colours of `analyze`, which come with a terminal only |\n\n\
         ## Traffic capture\n\nThe init container, `outrigger-init` or `outrigger iptables`, reads the variables that Istio's reads. A flag beats its variable, \
         and of two variables the first one.\n\n| variable | flag | is |\n|---|---|---|\n",
    );
    for row in Flag::ALL.into_iter().map(Flag::row).filter(|row| row.group != Group::Ignored) {
        if row.variables.is_empty() {
            continue;
        }
        let variables = row.variables.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let flag = if row.long.is_empty() { "none".to_owned() } else { format!("`--{}`", row.long) };
        let _ = writeln!(page, "| {variables} | {flag} | {} |", cell(row.help));
    }
    assert_is(&Book::here().source().join("reference/environment.md"), &page);
}

fn variables(command: &Command, found: &mut BTreeMap<String, (String, Vec<String>)>) {
    for argument in command.get_arguments() {
        if let Some(variable) = argument.get_env() {
            let flag = format!("`--{}`", argument.get_long().unwrap_or_default());
            let entry = found.entry(variable.to_string_lossy().into_owned()).or_insert((flag, Vec::new()));
            let name = command.get_bin_name().unwrap_or_default().trim_start_matches("outrigger ").to_owned();
            if !entry.1.contains(&name) {
                entry.1.push(name);
            }
        }
    }
    command.get_subcommands().filter(|below| !below.is_hide_set()).for_each(|below| variables(below, found));
}
