//! Text that is borrowed from the data or shared: cloning never copies it.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::{Deref, Range};
use std::rc::Rc;

/// Text that is borrowed from the data or shared; cloning never copies it.
///
/// Go's strings are bytes. Here text is UTF-8: where Go would cut a character, U+FFFD stands for what is left of it.
#[derive(Clone)]
pub struct Text<'a>(Repr<'a>);

#[derive(Clone)]
enum Repr<'a> {
    Borrowed(&'a str),
    Shared(Rc<str>),
}

impl<'a> Text<'a> {
    /// The empty text.
    pub const EMPTY: Text<'static> = Text(Repr::Borrowed(""));

    /// Text of the data.
    pub const fn borrowed(s: &'a str) -> Text<'a> {
        Text(Repr::Borrowed(s))
    }

    /// The characters.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Repr::Borrowed(s) => s,
            Repr::Shared(s) => s,
        }
    }

    /// The part `range` in bytes, not copied when this is borrowed; `None` when it is out of range or cuts a
    /// character.
    pub fn slice(&self, range: Range<usize>) -> Option<Text<'a>> {
        match &self.0 {
            Repr::Borrowed(s) => s.get(range).map(Text::borrowed),
            Repr::Shared(s) => s.get(range).map(|s| Text(Repr::Shared(s.into()))),
        }
    }
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for Text<'_> {
    fn borrow(&self) -> &str {
        self
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(s: &'a str) -> Text<'a> {
        Text::borrowed(s)
    }
}

impl From<String> for Text<'_> {
    fn from(s: String) -> Self {
        if s.is_empty() { Text::EMPTY } else { Text(Repr::Shared(s.into())) }
    }
}

impl From<Rc<str>> for Text<'_> {
    fn from(s: Rc<str>) -> Self {
        Text(Repr::Shared(s))
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text<'_> {}

impl PartialOrd for Text<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}
