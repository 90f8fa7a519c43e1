//! What the user should know of what was given.

use std::fmt;

/// So many are named of one kind of source.
pub(crate) const MOST: usize = 40;

/// Something that was given and has no effect, or another than it says. It is said once, at level warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Nothing knows the flag.
    UnknownFlag {
        /// Its name, without dashes.
        flag: String,
        /// A known flag with a similar name.
        similar: Option<&'static str>,
    },
    /// A flag or a variable does nothing.
    NoEffect {
        /// The flag with its dashes, or the variable.
        name: String,
        /// Why.
        why: &'static str,
    },
    /// A flag of Istio 0.5 to 1.1 does nothing, as a setting of today comes first.
    Overridden {
        /// The flag, with its dashes.
        name: String,
        /// What comes first.
        by: &'static str,
    },
    /// A value cannot be read, so that the default counts.
    Unreadable {
        /// The variable, annotation or file.
        name: String,
        /// What is wrong with it.
        why: String,
        /// What counts instead.
        instead: String,
    },
    /// Tokens would cross a network unencrypted.
    Plaintext {
        /// What is reached so.
        what: &'static str,
        /// Its address.
        address: String,
    },
    /// Something that works and is worth knowing.
    Remark {
        /// The sentence.
        text: String,
    },
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Notice::UnknownFlag { flag, similar } => {
                write!(f, "flag --{flag} is not known and has no effect")?;
                match similar {
                    Some(similar) => write!(f, "; a flag with a similar name is --{similar}"),
                    None => Ok(()),
                }
            }
            Notice::NoEffect { name, why } => write!(f, "{name} has no effect: {why}"),
            Notice::Overridden { name, by } => write!(f, "{name} has no effect: {by} comes first"),
            Notice::Unreadable { name, why, instead } => {
                write!(f, "{name} cannot be used: {why}; {instead} counts")
            }
            Notice::Plaintext { what, address } => {
                write!(
                    f,
                    "{what} at {address} is reached without TLS: the pod's token crosses the network in the clear"
                )
            }
            Notice::Remark { text } => f.write_str(text),
        }
    }
}
