//! The input of `iptables-restore`: blocks of commands, one a table. The kernel takes a block as a whole or not at all.

use std::fmt::{self, Write as _};

use crate::rule::Table;

/// What is done to one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The table.
    pub table: Table,
    /// In the order in which they are carried out.
    pub commands: Vec<Command>,
}

/// One line. Rules are as they follow the name of their chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Makes a chain.
    Make {
        /// Its name.
        chain: String,
    },
    /// Takes all rules out of a chain.
    Empty {
        /// Its name.
        chain: String,
    },
    /// Adds a rule at the end.
    Append {
        /// The chain.
        chain: String,
        /// The rule.
        rule: String,
    },
    /// Adds a rule at a place.
    Insert {
        /// The chain.
        chain: String,
        /// The place, 1 being the first.
        place: usize,
        /// The rule.
        rule: String,
    },
    /// Takes the first such rule away.
    Delete {
        /// The chain.
        chain: String,
        /// The rule.
        rule: String,
    },
    /// Removes an empty chain.
    Remove {
        /// Its name.
        chain: String,
    },
}

impl Block {
    /// The chains that it makes.
    pub fn made(&self) -> impl Iterator<Item = &str> {
        self.commands.iter().filter_map(|command| match command {
            Command::Make { chain } => Some(chain.as_str()),
            _ => None,
        })
    }

    /// How many lines its text has.
    #[must_use]
    pub fn lines(&self) -> usize {
        // Its head and `COMMIT` are lines, too.
        self.commands.len().saturating_add(2)
    }
}

/// The text of blocks; empty if there are none.
#[must_use]
pub fn text(blocks: &[Block]) -> String {
    let mut out = String::new();
    for Block { table, commands } in blocks {
        // Writing to a `String` cannot fail.
        _ = writeln!(out, "* {}", table.name());
        commands.iter().for_each(|command| _ = writeln!(out, "{command}"));
        out.push_str("COMMIT\n");
    }
    out
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Command::Make { chain } => write!(f, "-N {chain}"),
            Command::Empty { chain } => write!(f, "-F {chain}"),
            Command::Append { chain, rule } => write!(f, "-A {chain} {rule}"),
            Command::Insert { chain, place, rule } => write!(f, "-I {chain} {place} {rule}"),
            Command::Delete { chain, rule } => write!(f, "-D {chain} {rule}"),
            Command::Remove { chain } => write!(f, "-X {chain}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_is_a_line_of_its_table() {
        let chain = || "ISTIO_OUTPUT".to_owned();
        let rule = || "-p tcp -j RETURN".to_owned();
        let block = |table, commands| Block { table, commands };
        let rows = [
            (Command::Make { chain: chain() }, "-N ISTIO_OUTPUT"),
            (Command::Empty { chain: chain() }, "-F ISTIO_OUTPUT"),
            (Command::Append { chain: chain(), rule: rule() }, "-A ISTIO_OUTPUT -p tcp -j RETURN"),
            (
                Command::Insert { chain: chain(), place: 2, rule: rule() },
                "-I ISTIO_OUTPUT 2 -p tcp -j RETURN",
            ),
            (Command::Delete { chain: chain(), rule: rule() }, "-D ISTIO_OUTPUT -p tcp -j RETURN"),
            (Command::Remove { chain: chain() }, "-X ISTIO_OUTPUT"),
        ];
        for (command, line) in &rows {
            let text = text(&[block(Table::Raw, vec![command.clone()])]);
            assert_eq!(text, format!("* raw\n{line}\nCOMMIT\n"));
        }
        let all: Vec<Command> = rows.into_iter().map(|(command, _)| command).collect();
        let both = [block(Table::Nat, all), block(Table::Mangle, Vec::new())];
        let lines: usize = both.iter().map(Block::lines).sum();
        assert_eq!(text(&both).lines().count(), lines, "{}", text(&both));
        assert_eq!(both.iter().flat_map(Block::made).collect::<Vec<_>>(), ["ISTIO_OUTPUT"]);
        assert_eq!(text(&[]), "");
    }
}
