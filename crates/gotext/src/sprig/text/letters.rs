//! What Go's `unicode` package says about a character, where Rust's own answer differs.
//!
//! Go asks for general categories (`Lu`, `L`, `P`), Rust for derived properties; Go maps one character to one
//! character, Rust to up to three. ASCII is answered without a table.

use std::sync::LazyLock;

use regex::Regex;

/// A test of a general category for characters outside ASCII.
struct Category(LazyLock<Option<Regex>>);

impl Category {
    fn holds(&self, c: char) -> bool {
        let mut bytes = [0; 4];
        self.0.as_ref().is_some_and(|class| class.is_match(c.encode_utf8(&mut bytes)))
    }
}

static UPPER: Category = Category(LazyLock::new(|| Regex::new(r"\p{Lu}").ok()));
static LOWER: Category = Category(LazyLock::new(|| Regex::new(r"\p{Ll}").ok()));
static TITLE: Category = Category(LazyLock::new(|| Regex::new(r"\p{Lt}").ok()));
static LETTER: Category = Category(LazyLock::new(|| Regex::new(r"\p{L}").ok()));
static DIGIT: Category = Category(LazyLock::new(|| Regex::new(r"\p{Nd}").ok()));
static PUNCT: Category = Category(LazyLock::new(|| Regex::new(r"\p{P}").ok()));

/// Whether `c` is of category Lu. Source: Go unicode.IsUpper.
pub(crate) fn is_upper(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_uppercase() } else { UPPER.holds(c) }
}

/// Whether `c` is of category Ll. Source: Go unicode.IsLower.
pub(crate) fn is_lower(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_lowercase() } else { LOWER.holds(c) }
}

/// Whether `c` is of category Lt. Source: Go unicode.IsTitle.
pub(crate) fn is_title(c: char) -> bool {
    !c.is_ascii() && TITLE.holds(c)
}

/// Whether `c` is of category L. Source: Go unicode.IsLetter.
pub(crate) fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { LETTER.holds(c) }
}

/// Whether `c` is of category Nd. Source: Go unicode.IsDigit.
pub(crate) fn is_digit(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { DIGIT.holds(c) }
}

/// Whether `c` is of category P: `$`, `+`, `<`, `=`, `>`, `^`, `` ` ``, `|` and `~` are not. Source: Go unicode.IsPunct.
pub(crate) fn is_punct(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_punctuation() && !"$+<=>^`|~".contains(c) } else { PUNCT.holds(c) }
}

/// The one upper case character of `c`. Source: Go unicode.ToUpper.
pub(crate) fn upper(c: char) -> char {
    let mut mapped = c.to_uppercase();
    match (mapped.next(), mapped.next()) {
        (Some(one), None) => one,
        _ => greek_title(c),
    }
}

/// Characters whose full upper case is several characters, but which have a single one of their own.
fn greek_title(c: char) -> char {
    let offset = match u32::from(c) {
        0x1F80..=0x1F87 | 0x1F90..=0x1F97 | 0x1FA0..=0x1FA7 => 8,
        0x1FB3 | 0x1FC3 | 0x1FF3 => 9,
        _ => 0,
    };
    char::from_u32(u32::from(c) + offset).unwrap_or(c)
}

/// The one lower case character of `c`. Source: Go unicode.ToLower.
pub(crate) fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// The one title case character of `c`. Source: Go unicode.ToTitle.
pub(crate) fn title(c: char) -> char {
    match c {
        '\u{01C4}'..='\u{01C6}' => '\u{01C5}',
        '\u{01C7}'..='\u{01C9}' => '\u{01C8}',
        '\u{01CA}'..='\u{01CC}' => '\u{01CB}',
        '\u{01F1}'..='\u{01F3}' => '\u{01F2}',
        '\u{10D0}'..='\u{10FF}' => c,
        _ => upper(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_one_character_to_one() {
        for (c, up, low, tit) in [
            ('a', 'A', 'a', 'A'),
            ('ß', 'ß', 'ß', 'ß'),
            ('İ', 'İ', 'i', 'İ'),
            ('ǆ', 'Ǆ', 'ǆ', 'ǅ'),
            ('ᾳ', 'ᾼ', 'ᾳ', 'ᾼ'),
            ('Σ', 'Σ', 'σ', 'Σ'),
        ] {
            assert_eq!((upper(c), lower(c), title(c)), (up, low, tit), "{c}");
        }
    }

    #[test]
    fn asks_for_categories() {
        assert!(is_upper('É') && !is_upper('Ⅰ') && is_lower('é') && is_title('ǅ') && is_letter('世'));
        assert!(is_punct('¿') && !is_punct('+') && is_digit('٣') && !is_digit('²'));
    }
}
