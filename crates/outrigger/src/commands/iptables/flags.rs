//! The flags of capture on the program's command line. The reader of init containers reads them here, too; clap only
//! explains them.

use std::ffi::OsString;

use capture::flags::{Flag, FlagError, Flags, Group, Kind, Row};
use clap::error::ErrorKind;
use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches};

/// The word that capture's flags follow.
const COMMAND: &str = "iptables";

/// Takes the flags of capture out of a command line, if it is one of `iptables`; the other words stay for clap.
///
/// # Errors
/// The value of a flag is missing or cannot be used.
pub fn flags_of(line: Vec<OsString>) -> Result<(Flags, Vec<OsString>), Error> {
    if line.get(1).is_none_or(|word| word != COMMAND) {
        return Ok((Flags::default(), line));
    }
    let mut words = line.into_iter();
    let mut others: Vec<OsString> = words.by_ref().take(2).collect();
    let words: Vec<OsString> = words.collect();
    let flags = Flags::read_among(&words, |other| -> Result<(), FlagError> {
        others.push(other.word);
        Ok(())
    });
    // Clap ends its messages with an empty line and where to find more.
    let unread = |error| {
        Error::raw(ErrorKind::ValueValidation, format!("{error}\n\nFor more information, try '--help'.\n"))
    };
    Ok((flags.map_err(unread)?, others))
}

/// The flags in help texts and hints; by the time clap reads, none of them is left.
#[derive(Clone, Copy, Debug)]
pub struct Explained;

impl Args for Explained {
    fn augment_args(command: Command) -> Command {
        let all = Flag::ALL.into_iter().map(Flag::row).filter(|row| !row.long.is_empty());
        command.args(all.map(argument))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Explained {
    fn from_arg_matches(_: &ArgMatches) -> Result<Explained, Error> {
        Ok(Explained)
    }

    fn update_from_arg_matches(&mut self, _: &ArgMatches) -> Result<(), Error> {
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

    fn line(words: &str) -> Vec<OsString> {
        words.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn the_flags_of_capture_are_taken_out_wherever_they_stand() {
        let read = |words: &[&str]| Flags::read(words).unwrap();
        for (words, flags, others) in [
            ("outrigger kube-inject -i x", read(&[]), "outrigger kube-inject -i x"),
            ("outrigger", read(&[]), "outrigger"),
            ("outrigger iptables -b 80 -n", read(&["-b", "80", "-n"]), "outrigger iptables"),
            (
                "outrigger iptables -i * trace --out 1.2.3.4:5 -d 22 -f - --uid 7",
                read(&["-i", "*", "-d", "22"]),
                "outrigger iptables trace --out 1.2.3.4:5 -f - --uid 7",
            ),
            ("outrigger iptables --nonsense -b 80", read(&["-b", "80"]), "outrigger iptables --nonsense"),
            ("outrigger iptables -n -- -b 80", read(&["-n"]), "outrigger iptables -- -b 80"),
            ("outrigger iptables verify --help", read(&[]), "outrigger iptables verify --help"),
        ] {
            assert_eq!(flags_of(line(words)).unwrap(), (flags, line(others)), "{words}");
        }
        let error = flags_of(line("outrigger iptables -b")).unwrap_err();
        assert_eq!(error.to_string(), "error: -b needs a value\n\nFor more information, try '--help'.\n");
    }
}
