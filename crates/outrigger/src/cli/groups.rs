//! The commands by what they are for, as the program's own help shows them.

use clap::Command;

/// Each command once. What does not stand here does not stand in the help.
pub(super) const GROUPS: [(&str, &[&str]); 6] = [
    (
        "Inject manifests",
        &["kube-inject", "inject", "uninject", "render", "krm", "post-render", "playground"],
    ),
    (
        "Find out why",
        &[
            "explain",
            "check-inject",
            "describe",
            "analyze",
            "doctor",
            "version",
            "proxy-status",
            "bug-report",
        ],
    ),
    ("Keep a mesh up to date", &["outdated", "precheck", "injector", "tag", "replay"]),
    (
        "Run the injector",
        &[
            "install",
            "uninstall",
            "policy",
            "webhook",
            "certs",
            "config",
            "lint",
            "probe",
            "iptables",
            "proxy",
        ],
    ),
    ("Run a mesh", &["discovery", "mesh"]),
    ("The program", &["snapshot", "completion", "man", "experimental", "help"]),
];

/// The width of the longest name, and the blanks about it.
const NAMES: usize = 16;

/// The same tree, whose help has the commands by groups.
pub fn grouped(tree: Command) -> Command {
    let styles = tree.get_styles();
    let (header, literal) = (*styles.get_header(), *styles.get_literal());
    let mut commands = String::new();
    for (title, names) in GROUPS {
        commands.push_str(&format!("{header}{title}:{header:#}\n"));
        for command in names.iter().filter_map(|name| found(&tree, name)) {
            let name = command.get_name();
            let blanks = " ".repeat(NAMES.saturating_sub(name.len() + 2));
            let about = about(command);
            commands.push_str(&format!("  {literal}{name}{literal:#}{blanks}{about}\n"));
        }
        commands.push('\n');
    }
    tree.help_template(format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{commands}{header}Options:{header:#}\n{{options}}"
    ))
}

fn found<'a>(tree: &'a Command, name: &str) -> Option<&'a Command> {
    tree.get_subcommands().find(|command| command.get_name() == name)
}

fn about(command: &Command) -> String {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let aliases: Vec<&str> = command.get_visible_aliases().collect();
    if aliases.is_empty() { about } else { format!("{about} [alias: {}]", aliases.join(", ")) }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Arguments;

    #[test]
    fn every_command_is_in_one_group_and_one_line() {
        let tree = Arguments::command();
        let mut listed: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| *names).copied().collect();
        for command in tree.get_subcommands() {
            let place = listed.iter().position(|name| *name == command.get_name());
            listed.swap_remove(place.unwrap_or_else(|| panic!("{} is in no group", command.get_name())));
            let width = NAMES + about(command).chars().count();
            assert!(width <= 80, "{} takes {width} columns of 80", command.get_name());
        }
        assert_eq!(listed, ["help"], "clap adds it, and nothing else is left");
    }
}
