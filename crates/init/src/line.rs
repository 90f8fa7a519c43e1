//! The command line of the init container.

use std::ffi::OsStr;

use capture::{FlagError, Flags};

/// What a command line asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Rules.
    Run {
        /// The flags.
        flags: Box<Flags>,
        /// Whether the word `clean` asks to take rules away, as it did with the scripts of Istio 1.0.
        cleans: bool,
    },
    /// How the program is used.
    Help,
    /// Which release it is.
    Version,
}

/// What ends the reading.
enum End {
    Early(Line),
    Wrong(FlagError),
}

impl From<FlagError> for End {
    fn from(error: FlagError) -> End {
        End::Wrong(error)
    }
}

impl Line {
    /// Reads the words after the program's name.
    ///
    /// # Errors
    /// The first word that is not known, or whose value is missing or cannot be used.
    pub fn read<W: AsRef<OsStr>>(words: &[W]) -> Result<Line, FlagError> {
        let mut cleans = false;
        let flags = Flags::read_among(words, |other| match other.name.as_str() {
            "-h" | "--help" => Err(End::Early(Line::Help)),
            "help" if !cleans => Err(End::Early(Line::Help)),
            "-V" | "--version" => Err(End::Early(Line::Version)),
            "clean" if !cleans => {
                cleans = true;
                Ok(())
            }
            _ => Err(End::Wrong(FlagError::Unknown { word: other.name })),
        });
        match flags {
            Ok(flags) => Ok(Line::Run { flags: Box::new(flags), cleans }),
            Err(End::Early(line)) => Ok(line),
            Err(End::Wrong(error)) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_asks_for_rules_or_help() {
        let run =
            |flags: &[&str], cleans| Ok(Line::Run { flags: Box::new(Flags::read(flags).unwrap()), cleans });
        let unknown = |word: &str| Err(FlagError::Unknown { word: word.to_owned() });
        for (line, expected) in [
            ("-b 80", run(&["-b", "80"], false)),
            ("clean", run(&[], true)),
            ("-n clean --native-nftables", run(&["-n", "--native-nftables"], true)),
            ("-b 80 --help --nonsense", Ok(Line::Help)),
            ("-nh", Ok(Line::Help)),
            ("clean --help", Ok(Line::Help)),
            ("help clean", Ok(Line::Help)),
            ("-V", Ok(Line::Version)),
            ("--nonsense --help", unknown("--nonsense")),
            ("clean clean", unknown("clean")),
            ("clean up", unknown("up")),
            ("verify", unknown("verify")),
        ] {
            let words: Vec<&str> = line.split(' ').collect();
            assert_eq!(Line::read(&words), expected, "{line}");
        }
        assert_eq!(Line::read::<&str>(&[]), run(&[], false));
    }
}
