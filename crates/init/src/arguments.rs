//! The flags as clap reads and explains them: made from their table.

use capture::flags::{Flag, Flags, Group, Kind, Row, Value};
use clap::error::ErrorKind;
use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches};

mod applying;

pub use applying::{Applying, ForcedBinary, Ipv6};

/// The flags of a command line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arguments(pub Flags);

impl Args for Arguments {
    fn augment_args(command: Command) -> Command {
        let all = Flag::ALL.into_iter().map(Flag::row).filter(|row| !row.long.is_empty());
        command.args(all.map(argument))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Arguments {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Arguments, Error> {
        let mut arguments = Arguments::default();
        arguments.update_from_arg_matches(matches)?;
        Ok(arguments)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        for flag in Flag::ALL {
            let long = flag.row().long;
            if long.is_empty() {
                continue;
            }
            let value = matches.try_get_one::<Value>(long);
            if let Some(value) = value.map_err(|e| Error::raw(ErrorKind::ArgumentConflict, e))? {
                self.0.set(flag, value.clone());
            }
        }
        Ok(())
    }
}

fn argument(row: Row) -> Arg {
    let Row { long, short, value_name, kind, group, help, .. } = row;
    let heading = match group {
        Group::Captured => Some("What is captured"),
        Group::Applied => Some("How it is applied"),
        Group::Ignored => None,
    };
    let argument = Arg::new(long)
        .long(long)
        .short(short)
        .value_name(value_name)
        .value_parser(move |text: &str| Value::read(kind, text))
        .help(help)
        .help_heading(heading)
        .hide(group == Group::Ignored)
        .global(true);
    match kind {
        Kind::Truth => alone(argument, "true"),
        Kind::TextOr(text) => alone(argument, text),
        Kind::Text | Kind::TextOrEmpty | Kind::Port | Kind::Duration => argument,
    }
}

fn alone(argument: Arg, missing: &'static str) -> Arg {
    argument.num_args(0..=1).require_equals(true).default_missing_value(missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn other(line: &[&str]) -> Option<Flags> {
        let reader = Arguments::augment_args(Command::new("x").args_override_self(true).no_binary_name(true));
        let matches = reader.try_get_matches_from(line).ok()?;
        Some(Arguments::from_arg_matches(&matches).unwrap().0)
    }

    #[test]
    fn every_flag_is_read_as_by_the_reader_of_init_containers() {
        let values = ["15001", "*", "true", "5s", "", "-1", "-", "=", "a b", "ü", "trace", "--", "-n", "1.1"];
        let mut read = 0;
        for row in Flag::ALL.map(Flag::row).into_iter().filter(|row| !row.long.is_empty()) {
            let names = [Some(format!("--{}", row.long)), row.short.map(|letter| format!("-{letter}"))];
            for name in names.iter().flatten().map(String::as_str) {
                for value in values {
                    for line in [
                        &[name, value][..],
                        &[&format!("{name}={value}")],
                        &[name],
                        &[name, value, name, "7"],
                        &[&format!("{name}{value}")],
                        &["-n", name, value, "--"],
                    ] {
                        let ours = Flags::read(line).ok();
                        assert_eq!(ours, other(line), "{line:?}");
                        read += usize::from(ours.is_some());
                    }
                }
            }
        }
        assert!(read > 1000, "{read}");
    }
}
