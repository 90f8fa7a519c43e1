//! The reader of command lines.
//!
//! A pod waits for its init container, so that making a reader for every program's lines ready would count.

use super::table::{Flag, Kind};
use super::value::Value;
use super::{FlagError, Flags};

impl Flags {
    /// Reads the words after a program's name. A flag may come again: the last one counts.
    ///
    /// # Errors
    /// The first word that is not a flag of these, or whose value is missing or cannot be used.
    pub fn read<W: AsRef<str>>(words: &[W]) -> Result<Flags, FlagError> {
        let mut flags = Flags::default();
        let mut words = words.iter().map(AsRef::as_ref);
        while let Some(word) = words.next() {
            if let Some(long) = word.strip_prefix("--").filter(|long| !long.is_empty()) {
                flags.long(long, &mut words)?;
            } else if let Some(letters) =
                word.strip_prefix('-').filter(|rest| !rest.is_empty() && word != "--")
            {
                flags.letters(letters, &mut words)?;
            } else if word == "--" && words.len() == 0 {
                // It says that nothing after it is a flag.
            } else {
                return Err(FlagError::Unknown { word: word.to_owned() });
            }
        }
        Ok(flags)
    }

    fn long<'w>(
        &mut self,
        word: &'w str,
        words: &mut impl Iterator<Item = &'w str>,
    ) -> Result<(), FlagError> {
        let (name, value) = match word.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (word, None),
        };
        let flag = Flag::named(name).ok_or_else(|| FlagError::Unknown { word: format!("--{name}") })?;
        self.read_value(flag, &format!("--{name}"), value, words)
    }

    /// One letter or more, the last of which may have its value behind it.
    fn letters<'w>(
        &mut self,
        mut letters: &'w str,
        words: &mut impl Iterator<Item = &'w str>,
    ) -> Result<(), FlagError> {
        while let Some(letter) = letters.chars().next() {
            let name = format!("-{letter}");
            let flag = Flag::lettered(letter).ok_or_else(|| FlagError::Unknown { word: name.clone() })?;
            letters = letters.strip_prefix(letter).unwrap_or_default();
            let value = match letters.strip_prefix('=') {
                Some(value) => Some(value),
                None if flag.row().kind.stands_alone() || letters.is_empty() => None,
                None => Some(letters),
            };
            self.read_value(flag, &name, value, words)?;
            if value.is_some() {
                break;
            }
        }
        Ok(())
    }

    /// Sets the value that is joined to the flag, or the next word.
    fn read_value<'w>(
        &mut self,
        flag: Flag,
        name: &str,
        joined: Option<&'w str>,
        words: &mut impl Iterator<Item = &'w str>,
    ) -> Result<(), FlagError> {
        let kind: Kind = flag.row().kind;
        let missing = || FlagError::NoValue { flag: name.to_owned() };
        let value = match (joined, Value::alone(kind)) {
            (None, Some(alone)) => {
                self.set(flag, alone);
                return Ok(());
            }
            (Some(value), _) => value,
            // What looks like a flag is one whose neighbour lost its value.
            (None, None) => words.next().filter(|word| !looks_like_a_flag(word)).ok_or_else(missing)?,
        };
        let value = Value::read(kind, value).map_err(|cause| FlagError::Value {
            flag: name.to_owned(),
            value: value.to_owned(),
            cause,
        })?;
        self.set(flag, value);
        Ok(())
    }
}

fn looks_like_a_flag(word: &str) -> bool {
    word.starts_with('-') && word != "-"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Flags, FlagError> {
        Flags::read(&line.split(' ').map(|word| if word == "''" { "" } else { word }).collect::<Vec<_>>())
    }

    #[test]
    fn each_way_to_write_a_flag_is_read() {
        let usual = read("-b 80 -n").unwrap();
        assert_eq!((usual.text(Flag::InboundPorts), usual.given().count()), (Some("80"), 2));
        for same in [
            "--istio-inbound-ports 80 --dry-run",
            "--istio-inbound-ports=80 --dry-run=true",
            "-b80 -n=T",
            "-b=80 -n",
            "-nb 80",
            "-nb80 --",
            "-b 22 -b 80 --dry-run=false --dry-run",
        ] {
            assert_eq!(read(same), Ok(usual.clone()), "{same}");
        }
        assert_eq!(read("-x ''").unwrap().text(Flag::OutboundRangesExclude), Some(""));
        assert_eq!(read("--legacy-rules").unwrap().text(Flag::LegacyRules), Some("1.1"));
        assert_eq!(read("--legacy-rules=0.5").unwrap().text(Flag::LegacyRules), Some("0.5"));
        assert_eq!(read("--probe-timeout 0").unwrap().given().count(), 1);
    }

    #[test]
    fn a_line_that_cannot_be_read_says_where() {
        for (line, says) in [
            ("verify", "unexpected argument \"verify\""),
            ("-b 80 --what=1", "unexpected argument \"--what\""),
            ("-nw", "unexpected argument \"-w\""),
            ("-- x", "unexpected argument \"--\""),
            ("-b", "-b needs a value"),
            ("-b -d 80", "-b needs a value"),
            ("--dry-run false", "unexpected argument \"false\""),
            ("--dry-run=no", "--dry-run: \"no\" cannot be used: it is neither true nor false"),
            (
                "--iptables-probe-port 70000",
                "--iptables-probe-port: \"70000\" cannot be used: it is not a number from 0 to 65535",
            ),
            (
                "--probe-timeout=5",
                "--probe-timeout: \"5\" cannot be used: it is not a duration, such as 5s, 500ms or 1m30s",
            ),
        ] {
            assert_eq!(read(line).unwrap_err().to_string(), says, "{line}");
        }
    }
}
