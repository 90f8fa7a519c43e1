//! Upper, lower, title, snake, kebab and camel case.

use super::letters::{
    is_digit, is_letter, is_lower, is_punct, is_title, is_upper, lower, title as title_of, upper,
};

/// Every character in upper case. Source: Go strings.ToUpper.
pub(crate) fn to_upper(s: &str) -> String {
    if s.is_ascii() { s.to_ascii_uppercase() } else { s.chars().map(upper).collect() }
}

/// Every character in lower case. Source: Go strings.ToLower.
pub(crate) fn to_lower(s: &str) -> String {
    if s.is_ascii() { s.to_ascii_lowercase() } else { s.chars().map(lower).collect() }
}

/// Every letter that begins a word in title case. Source: Go strings.Title.
pub(crate) fn title(s: &str) -> String {
    let separates = |c: char| match c {
        '_' => false,
        c if c.is_ascii() => !c.is_ascii_alphanumeric(),
        c => !is_letter(c) && !is_digit(c) && c.is_whitespace(),
    };
    let mut previous = ' ';
    s.chars()
        .map(|c| {
            let begins = separates(previous);
            previous = c;
            if begins { title_of(c) } else { c }
        })
        .collect()
}

/// The first character of each word in lower case; words are divided by white space. Source: goutils Uncapitalize.
pub(crate) fn untitle(s: &str) -> String {
    let mut begins = true;
    s.chars()
        .map(|c| match (c.is_whitespace(), begins) {
            (true, _) => {
                begins = true;
                c
            }
            (false, true) => {
                begins = false;
                lower(c)
            }
            (false, false) => c,
        })
        .collect()
}

/// Upper case to lower and the other way round; a lower case letter after white space becomes title case.
/// Source: goutils SwapCase.
pub(crate) fn swap(s: &str) -> String {
    let mut after_space = true;
    s.chars()
        .map(|c| {
            if is_upper(c) || is_title(c) {
                after_space = false;
                lower(c)
            } else if is_lower(c) {
                let mapped = if after_space { title_of(c) } else { upper(c) };
                after_space = false;
                mapped
            } else {
                after_space = c.is_whitespace();
                c
            }
        })
        .collect()
}

fn joins(c: char) -> bool {
    c == '-' || c == '_' || c.is_whitespace()
}

/// `some_words` as `SomeWords`; leading connectors stay. Source: xstrings 1.5 ToPascalCase.
pub(crate) fn camel(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    let mut chars = s.chars();
    let mut current = None;
    for c in chars.by_ref() {
        if !joins(c) {
            current = Some(c);
            break;
        }
        out.push(c);
    }
    let Some(first) = current else { return ends_in_connector(out) };
    let mut in_upper = is_upper(first);
    let mut previous = upper(first);
    let rest = chars.as_str();
    if rest.is_empty() {
        out.push(previous);
        return out;
    }
    for c in rest.chars() {
        let mut mapped = c;
        if joins(c) && joins(previous) {
            out.push(previous);
            previous = c;
            continue;
        }
        if joins(previous) {
            in_upper = is_upper(c);
            mapped = upper(c);
        } else {
            if in_upper {
                if is_upper(c) {
                    mapped = lower(c);
                } else {
                    in_upper = false;
                }
            }
            out.push(previous);
        }
        previous = mapped;
    }
    out.push(previous);
    out
}

/// xstrings writes the last connector twice when there is nothing else.
fn ends_in_connector(mut out: String) -> String {
    if let Some(last) = out.chars().next_back() {
        out.push(last);
    }
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    None,
    Number,
    Upper,
    Alphabet,
    Connector,
    Punct,
    Other,
}

/// Whether `c` is a letter that is not of the CJK scripts. Source: xstrings isAlphabet.
fn is_alphabet(c: char) -> bool {
    is_letter(c)
        && !matches!(c, '\u{4E00}'..='\u{9FCC}' | '\u{3400}'..='\u{4D85}' | '\u{20000}'..='\u{2B81D}')
}

/// The first character that is not U+FFFD and the bytes up to its end; `previous` when there is none.
fn next_valid(s: &str, previous: char) -> (char, usize) {
    for (at, c) in s.char_indices() {
        if c != char::REPLACEMENT_CHARACTER {
            return (c, at + c.len_utf8());
        }
    }
    (previous, s.len())
}

/// How far the characters after `from` go on to satisfy `belongs`.
fn run(s: &str, from: usize, first: char, belongs: impl Fn(char) -> bool) -> usize {
    let (mut end, mut previous) = (from, first);
    while let Some(rest) = s.get(end..).filter(|rest| !rest.is_empty()) {
        let (c, size) = next_valid(rest, previous);
        if !belongs(c) {
            break;
        }
        (end, previous) = (end + size, c);
    }
    end
}

/// Upper case letters up to the one that begins the next word (`HTTPServer` is `HTTP`, `Server`).
fn upper_run(s: &str, first_end: usize, first: char) -> usize {
    let Some(rest) = s.get(first_end..).filter(|rest| !rest.is_empty()) else { return first_end };
    let (second, _) = next_valid(rest, first);
    if !is_upper(second) {
        return if is_alphabet(second) {
            run(s, first_end, first, |c| is_alphabet(c) && !is_upper(c))
        } else {
            first_end
        };
    }
    let (mut end, mut last_size, mut previous) = (first_end, 0, first);
    while let Some(rest) = s.get(end..).filter(|rest| !rest.is_empty()) {
        let (c, size) = next_valid(rest, previous);
        if !is_upper(c) {
            return if is_alphabet(c) { end - last_size } else { end };
        }
        (end, last_size, previous) = (end + size, size, c);
    }
    end
}

/// The next word of one kind and what follows it. Source: xstrings nextWord.
fn next_word(s: &str) -> (Word, &str, &str) {
    let (first, size) = next_valid(s, char::REPLACEMENT_CHARACTER);
    if s.is_empty() {
        return (Word::None, "", "");
    }
    let (word, end) = match first {
        char::REPLACEMENT_CHARACTER => (Word::None, size),
        c if joins(c) => (Word::Connector, run(s, size, c, joins)),
        c if is_punct(c) => (Word::Punct, run(s, size, c, is_punct)),
        c if is_upper(c) => (Word::Upper, upper_run(s, size, c)),
        c if is_alphabet(c) => (Word::Alphabet, run(s, size, c, |c| is_alphabet(c) && !is_upper(c))),
        c if c.is_numeric() => (Word::Number, run(s, size, c, char::is_numeric)),
        c => (
            Word::Other,
            run(s, size, c, |c| !joins(c) && !is_alphabet(c) && !c.is_numeric() && !is_punct(c)),
        ),
    };
    let (word_text, rest) = s.split_at_checked(end).unwrap_or((s, ""));
    (word, word_text, rest)
}

fn write_lower(out: &mut String, word: Word, text: &str, connector: char) {
    if matches!(word, Word::Upper | Word::Connector) {
        out.extend(text.chars().map(|c| if joins(c) { connector } else { lower(c) }));
    } else {
        out.push_str(text);
    }
}

/// A reader of words that keeps the current one.
struct Words<'s> {
    word: Word,
    text: &'s str,
    rest: &'s str,
}

impl<'s> Words<'s> {
    fn advance(&mut self) {
        (self.word, self.text, self.rest) = next_word(self.rest);
    }

    /// Writes letters and digits as they come: what follows a number belongs to it.
    fn write_tail(&mut self, out: &mut String, connector: char) {
        while matches!(self.word, Word::Alphabet | Word::Number) {
            write_lower(out, self.word, self.text, connector);
            self.advance();
        }
    }

    /// What comes between a word and the number after it. True when the number was written.
    fn write_number(&mut self, out: &mut String, connector: char) {
        if self.rest.is_empty() {
            return;
        }
        let number = self.text;
        self.advance();
        if self.word != Word::Alphabet {
            write_lower(out, Word::Number, number, connector);
            if !matches!(self.word, Word::Connector | Word::Punct) {
                out.push(connector);
            }
            return;
        }
        out.push(connector);
        write_lower(out, Word::Number, number, connector);
        self.write_tail(out, connector);
        if !matches!(self.word, Word::None | Word::Connector | Word::Punct) {
            out.push(connector);
        }
    }
}

/// `FirstName` as `first_name` or `first-name`. Source: xstrings 1.5 ToSnakeCase, ToKebabCase.
pub(crate) fn divided(s: &str, connector: char) -> String {
    let mut out = String::with_capacity(s.len() + 4);
    let mut words = Words { word: Word::None, text: "", rest: s };
    words.advance();
    while !words.rest.is_empty() {
        if words.word != Word::Connector {
            write_lower(&mut out, words.word, words.text, connector);
        }
        let (previous, text) = (words.word, words.text);
        words.advance();
        match previous {
            Word::Number => {
                words.write_tail(&mut out, connector);
                if !matches!(words.word, Word::None | Word::Punct | Word::Connector) {
                    out.push(connector);
                }
            }
            Word::Connector => write_lower(&mut out, previous, text, connector),
            Word::Punct => {}
            _ if words.word == Word::Number => words.write_number(&mut out, connector),
            _ if matches!(words.word, Word::Connector | Word::Punct) => {}
            _ => out.push(connector),
        }
    }
    write_lower(&mut out, words.word, words.text, connector);
    out
}
