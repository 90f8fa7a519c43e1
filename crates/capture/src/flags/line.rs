//! The reader of command lines.

use std::ffi::{OsStr, OsString};

use super::error::FlagError;
use super::given::Flags;
use super::table::Flag;
use super::value::Value;

/// A word that is neither a flag of these nor the value of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// What it names: a flag without its value, or the word itself.
    pub name: String,
    /// The word; of letters that stand together, those that were not read.
    pub word: OsString,
}

impl Other {
    fn of(name: &str, word: &str) -> Option<Other> {
        Some(Other { name: name.to_owned(), word: word.into() })
    }
}

impl Flags {
    /// Reads the words after a program's name, which are these flags alone. A flag may come again: the last one counts.
    ///
    /// # Errors
    /// The first word that is not a flag of these, or whose value is missing or cannot be used.
    pub fn read<W: AsRef<OsStr>>(words: &[W]) -> Result<Flags, FlagError> {
        Flags::read_among(words, |Other { name, .. }| Err(FlagError::Unknown { word: name }))
    }

    /// Reads the flags among words, and gives the others to a reader of theirs, which may end the reading. After a word `--`
    /// nothing is a flag.
    ///
    /// # Errors
    /// Those of the other reader; a flag's value is missing or cannot be used.
    pub fn read_among<W: AsRef<OsStr>, E: From<FlagError>>(
        words: &[W],
        mut other: impl FnMut(Other) -> Result<(), E>,
    ) -> Result<Flags, E> {
        let mut reader = Reader { flags: Flags::default(), words: words.iter().map(AsRef::as_ref) };
        let mut is_over = false;
        while let Some(word) = reader.words.next() {
            let left = match word.to_str() {
                // With nothing behind it, it says nothing.
                Some("--") if !is_over && reader.words.len() == 0 => None,
                Some(text) if !is_over && text != "--" => reader.word(text)?,
                _ => {
                    is_over |= word == "--";
                    Some(Other { name: word.to_string_lossy().into_owned(), word: word.to_owned() })
                }
            };
            if let Some(left) = left {
                other(left)?;
            }
        }
        Ok(reader.flags)
    }
}

struct Reader<I> {
    flags: Flags,
    words: I,
}

impl<'w, I: Iterator<Item = &'w OsStr>> Reader<I> {
    /// Reads a word; what of it is not a flag of these comes back.
    fn word(&mut self, text: &'w str) -> Result<Option<Other>, FlagError> {
        if let Some(long) = text.strip_prefix("--").filter(|long| !long.is_empty()) {
            let (name, value) = match long.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (long, None),
            };
            let shown = format!("--{name}");
            let Some(flag) = Flag::named(name) else { return Ok(Other::of(&shown, text)) };
            return self.value(flag, &shown, value).map(|()| None);
        }
        match text.strip_prefix('-') {
            Some(letters) if !letters.is_empty() && letters != "-" => self.letters(letters),
            _ => Ok(Other::of(text, text)),
        }
    }

    /// One letter or more, the last of which may have its value behind it.
    fn letters(&mut self, mut letters: &'w str) -> Result<Option<Other>, FlagError> {
        while let Some(letter) = letters.chars().next() {
            let name = format!("-{letter}");
            let Some(flag) = Flag::lettered(letter) else {
                return Ok(Other::of(&name, &format!("-{letters}")));
            };
            letters = letters.strip_prefix(letter).unwrap_or_default();
            let value = match letters.strip_prefix('=') {
                Some(value) => Some(value),
                None if flag.row().kind.stands_alone() || letters.is_empty() => None,
                None => Some(letters),
            };
            self.value(flag, &name, value)?;
            if value.is_some() {
                break;
            }
        }
        Ok(None)
    }

    /// Sets the value that is joined to the flag, or the next word.
    fn value(&mut self, flag: Flag, name: &str, joined: Option<&'w str>) -> Result<(), FlagError> {
        let kind = flag.row().kind;
        let missing = || FlagError::NoValue { flag: name.to_owned() };
        let value = match (joined, Value::alone(kind)) {
            (None, Some(alone)) => {
                self.flags.set(flag, alone);
                return Ok(());
            }
            (Some(value), _) => value,
            // What looks like a flag is one whose neighbour lost its value.
            (None, None) => {
                let word = self.words.next().ok_or_else(missing)?;
                let text = word.to_str().ok_or_else(|| FlagError::Value {
                    flag: name.to_owned(),
                    value: word.to_string_lossy().into_owned(),
                    cause: "it is not UTF-8",
                })?;
                Some(text).filter(|text| !looks_like_a_flag(text)).ok_or_else(missing)?
            }
        };
        let value = Value::read(kind, value).map_err(|cause| FlagError::Value {
            flag: name.to_owned(),
            value: value.to_owned(),
            cause,
        })?;
        self.flags.set(flag, value);
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
    fn words_of_others_are_handed_on() {
        let words =
            "trace -b 80 -nf pod.yaml --out=1:2 --dry-run=false -x 10.0.0.0/8 -- - verify -d 22".split(' ');
        let words: Vec<&str> = words.collect();
        let mut others = Vec::new();
        let flags = Flags::read_among(&words, |other| -> Result<(), FlagError> {
            others.push((other.name, other.word.into_string().unwrap()));
            Ok(())
        });
        assert_eq!(flags, read("-b 80 -x 10.0.0.0/8 --dry-run=false"));
        let others: Vec<(&str, &str)> = others.iter().map(|(name, word)| (&**name, &**word)).collect();
        let same = |word| (word, word);
        let expected = [
            same("trace"),
            same("-f"),
            same("pod.yaml"),
            ("--out", "--out=1:2"),
            same("--"),
            same("-"),
            same("verify"),
            same("-d"),
            same("22"),
        ];
        assert_eq!(others, expected);
    }

    #[test]
    fn a_word_that_is_not_utf8_is_handed_on_and_no_value() {
        use std::os::unix::ffi::OsStrExt as _;
        let odd = OsStr::from_bytes(b"\xff");
        let mut others = 0;
        let mut read = |words: &[&OsStr]| {
            Flags::read_among(words, |_| -> Result<(), FlagError> {
                others += 1;
                Ok(())
            })
        };
        assert_eq!(read(&[odd]), Ok(Flags::default()));
        let error = read(&["-b".as_ref(), odd]).unwrap_err();
        assert_eq!(error.to_string(), "-b: \"\u{fffd}\" cannot be used: it is not UTF-8");
        assert_eq!(others, 1);
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
