//! The command lines of the small commands: flags with values, anywhere among other words.

use std::collections::BTreeMap;

use thiserror::Error;

/// A command line cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum WordsError {
    /// A flag has no value.
    #[error("--{0} needs a value")]
    NoValue(String),
    /// A value is not a number.
    #[error("--{flag}: {value:?} is not a number")]
    NotANumber {
        /// Which flag.
        flag: &'static str,
        /// Its value.
        value: String,
    },
    /// Not one of those that may be asked.
    #[error("debug port {0} is not in allowed list [15000 15004 15020 15021]")]
    Port(u64),
    /// What is asked for is missing.
    #[error("usage: request METHOD PATH [BODY]")]
    Request,
}

/// The words of a command line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    flags: BTreeMap<String, String>,
    /// What is not a flag.
    pub(crate) rest: Vec<String>,
}

impl Words {
    /// Reads words, of which those of `known` that begin with dashes take values.
    ///
    /// # Errors
    /// Such a value is missing.
    pub(crate) fn read(words: impl IntoIterator<Item = String>, known: &[&str]) -> Result<Words, WordsError> {
        let (mut read, mut words) = (Words::default(), words.into_iter());
        while let Some(word) = words.next() {
            let Some(flag) = word.strip_prefix("--") else {
                read.rest.push(word);
                continue;
            };
            if flag.is_empty() {
                read.rest.extend(words);
                break;
            }
            match flag.split_once('=') {
                Some((flag, value)) => _ = read.flags.insert(flag.to_owned(), value.to_owned()),
                None if known.contains(&flag) => {
                    let value = words.next().ok_or_else(|| WordsError::NoValue(flag.to_owned()))?;
                    read.flags.insert(flag.to_owned(), value);
                }
                // One of another release: what follows may be its value, or a word of its own.
                None => _ = read.flags.insert(flag.to_owned(), String::new()),
            }
        }
        Ok(read)
    }

    /// The value of a flag.
    ///
    /// # Errors
    /// It is empty.
    pub(crate) fn text(&mut self, flag: &'static str) -> Result<Option<String>, WordsError> {
        match self.flags.remove(flag) {
            Some(value) if value.is_empty() => Err(WordsError::NoValue(flag.to_owned())),
            value => Ok(value),
        }
    }

    /// The number of a flag.
    ///
    /// # Errors
    /// It is not one.
    pub(crate) fn number(&mut self, flag: &'static str, default: u64) -> Result<u64, WordsError> {
        let Some(value) = self.text(flag)? else { return Ok(default) };
        // Thirty-two bits of seconds are more than anybody waits.
        let number = value.parse::<u32>().map(u64::from);
        number.map_err(|_| WordsError::NotANumber { flag, value })
    }

    /// Whether a flag without a value is set.
    pub(crate) fn flag(&mut self, flag: &'static str) -> bool {
        self.flags.remove(flag).is_some_and(|value| matches!(value.as_str(), "" | "1" | "t" | "true"))
    }

    /// The flags that nobody asked for.
    pub(crate) fn unknown(&self) -> impl Iterator<Item = &str> {
        self.flags.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_stand_anywhere() {
        let read = |line: &str| Words::read(line.split(' ').map(str::to_owned), &["url", "n"]);
        let mut words = read("GET --url=a --n 3 /path --other body --n 4 -- --n").unwrap();
        assert_eq!(words.rest, ["GET", "/path", "body", "--n"]);
        assert_eq!(words.text("url"), Ok(Some("a".to_owned())));
        assert_eq!((words.number("n", 1), words.number("missing", 1)), (Ok(4), Ok(1)));
        assert_eq!(words.unknown().collect::<Vec<_>>(), ["other"]);
        assert_eq!(read("--n"), Err(WordsError::NoValue("n".to_owned())));
        assert_eq!(read("--url=").unwrap().text("url"), Err(WordsError::NoValue("url".to_owned())));
        for value in ["x", "-1", "1.5", "99999999999999999999"] {
            let wrong = WordsError::NotANumber { flag: "n", value: value.to_owned() };
            assert_eq!(read(&format!("--n={value}")).unwrap().number("n", 1), Err(wrong));
        }
    }
}
