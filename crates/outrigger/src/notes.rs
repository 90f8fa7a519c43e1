//! What a user should know of how the configuration came about. Nothing here stops anything.

use std::fmt;

use injection::loaded::LoadNote;
use meshconfig::{Unread, UnreadKey};

use crate::failure::shown;

/// Something to say on standard error, or in a log.
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
    /// A manifest that was named before.
    NamedAgain {
        /// The file.
        place: String,
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
    /// Something about the injector as it is loaded.
    Loaded(LoadNote),
    /// Which release is answered like, and what told it: said in logs, and where more is asked for.
    Recognised(String),
}

impl Note {
    /// A note for each key that nothing reads in what is from `place`.
    pub fn unread(place: &str, unread: Unread) -> Vec<Note> {
        let place = || place.to_owned();
        let more = (unread.more > 0).then(|| Note::UnreadMore { place: place(), count: unread.more });
        unread.keys.into_iter().map(|key| Note::Unread { place: place(), key }).chain(more).collect()
    }

    /// Whether something is probably wrong.
    fn is_warning(&self) -> bool {
        matches!(self, Note::Unread { .. } | Note::UnreadMore { .. } | Note::Loaded(_))
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
                write!(f, "what {} leaves out is as in the built-in values", shown(place))
            }
            Note::NoEffect { flags, why } => {
                let verb = if flags.len() == 1 { "has" } else { "have" };
                write!(f, "{} {verb} no effect: {why}", joined(flags))
            }
            Note::NamedAgain { place } => write!(f, "{} is named twice and taken once", shown(place)),
            Note::Unread { place, key } => {
                write!(f, "{}: nothing reads `{}`", shown(place), shown(&key.path))?;
                match &key.meant {
                    Some(meant) => write!(f, "; did you mean `{}`?", shown(meant)),
                    None => Ok(()),
                }
            }
            Note::UnreadMore { place, count } => {
                write!(f, "{}: nor does anything read {count} more keys", shown(place))
            }
            Note::Loaded(note) => f.write_str(&shown(&note.to_string())),
            Note::Recognised(release) => write!(f, "answers like {}", shown(release)),
        }
    }
}

fn joined(parts: &[&str]) -> String {
    match parts {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        parts => parts.join(""),
    }
}

/// Says notes on standard error; those that matter only to who wants to know more if `verbose`.
pub fn print_all(notes: &[Note], verbose: bool) {
    for note in notes.iter().filter(|note| verbose || !matches!(note, Note::Recognised(_))) {
        let kind = if note.is_warning() { "warning" } else { "note" };
        eprintln!("{kind}: {note}");
    }
}

/// Says notes on standard error, but those that matter only to who wants to know more.
pub fn print(notes: &[Note]) {
    print_all(notes, false);
}

/// Says notes in the log.
pub fn log(notes: &[Note]) {
    for note in notes {
        if note.is_warning() {
            tracing::warn!("{note}");
        } else {
            tracing::info!("{note}");
        }
    }
}
