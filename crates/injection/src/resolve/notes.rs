//! What a user should know of how the configuration came about. Nothing here stops anything.

use std::fmt;

use kubeyaml::Value;
use meshconfig::{Unread, UnreadKey};

use crate::loaded::LoadNote;

/// Something to print on standard error, or to log. It may hold parts of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The built-in configuration is used because no other was named.
    BuiltIn {
        /// What of it: `injection config`, `values`, `mesh config`.
        parts: Vec<&'static str>,
        /// The flags that name a mesh's own.
        instead: &'static str,
    },
    /// An injection config came without values.
    BuiltInValues,
    /// Values are completed by the built-in ones.
    LaidOver {
        /// Where the values are from.
        place: String,
    },
    /// Flags that change nothing here.
    NoEffect {
        /// The flags, as they are spelt.
        flags: Vec<&'static str>,
        /// Why.
        why: &'static str,
    },
    /// A key that nothing reads.
    Unread {
        /// The file, object or flag that it is in.
        place: String,
        /// The key.
        key: UnreadKey,
    },
    /// More keys that nothing reads.
    UnreadMore {
        /// The file or object that they are in.
        place: String,
        /// How many.
        count: usize,
    },
    /// A tag of an image that is a number, so that YAML has taken the zeros from its end.
    NumericTag {
        /// The file or object that it is in.
        place: String,
        /// The tag, as images have it.
        tag: String,
    },
    /// A text of which only the first document is read.
    MoreDocuments {
        /// The file or object that it is from.
        place: String,
    },
    /// Something about the injector as it is loaded.
    Loaded(LoadNote),
    /// Which release it is treated as, and the evidence for it.
    Recognised(String),
}

impl Note {
    /// A note for each key that nothing reads in what is from `place`.
    pub fn unread(place: &str, unread: Unread) -> Vec<Note> {
        let place = || place.to_owned();
        let more = (unread.more > 0).then(|| Note::UnreadMore { place: place(), count: unread.more });
        unread.keys.into_iter().map(|key| Note::Unread { place: place(), key }).chain(more).collect()
    }

    /// A note if the tag of the images in these values is a number.
    ///
    /// Source: Istio refuses such values; a chart's `toJson` gives it for `tag: 1.30`.
    pub fn numeric_tag(place: &str, values: &Value) -> Option<Note> {
        let tag = values.at(&["global", "tag"]);
        let is_number = matches!(tag, Value::Int(_) | Value::Uint(_) | Value::Float(_));
        is_number.then(|| Note::NumericTag { place: place.to_owned(), tag: kubeyaml::to_json(tag) })
    }

    /// Whether it matters only to who wants to know more.
    pub fn is_detail(&self) -> bool {
        matches!(self, Note::Recognised(_))
    }

    /// Whether something is probably wrong.
    pub fn is_warning(&self) -> bool {
        matches!(
            self,
            Note::Unread { .. }
                | Note::UnreadMore { .. }
                | Note::NumericTag { .. }
                | Note::MoreDocuments { .. }
                | Note::Loaded(_)
        )
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Note::BuiltIn { parts, instead } => {
                let verb = if parts.len() == 1 { "is" } else { "are" };
                write!(f, "the built-in {} {verb} used; {instead}", joined(parts))
            }
            Note::BuiltInValues => {
                f.write_str("no values were given (--valuesFile); the built-in ones are used")
            }
            Note::LaidOver { place } => {
                write!(f, "what {} leaves out is as in the built-in values", place)
            }
            Note::NoEffect { flags, why } => {
                let verb = if flags.len() == 1 { "has" } else { "have" };
                write!(f, "{} {verb} no effect: {why}", joined(flags))
            }
            Note::Unread { place, key } => {
                write!(f, "{}: nothing reads `{}`", place, &key.path)?;
                match &key.meant {
                    Some(meant) => write!(f, "; did you mean `{}`?", meant),
                    None => Ok(()),
                }
            }
            Note::UnreadMore { place, count } => {
                write!(f, "{}: nor does anything read {count} more keys", place)
            }
            Note::NumericTag { place, tag } => {
                write!(
                    f,
                    "{place}: `global.tag` is the number {tag}; put it in quotes, as YAML reads 1.30 as 1.3"
                )
            }
            Note::MoreDocuments { place } => {
                write!(f, "{place}: only the first document is read, as by Istio; put all into one")
            }
            Note::Loaded(note) => note.fmt(f),
            Note::Recognised(release) => write!(f, "answers like {release}"),
        }
    }
}

fn joined(parts: &[&str]) -> String {
    match parts {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        parts => parts.join(""),
    }
}
