//! What a template is given in place of what is not known of a pod: holes, which are texts that nobody writes. Where one
//! stands in what the template gives, the policy has an expression.

use std::collections::BTreeSet;

/// How a hole begins and ends. Digits only, so that a hole that stands in YAML without quotes is not a text there, and
/// is noticed.
const BEGIN: &str = "7319";
const END: &str = "9137";
const DIGITS: usize = 4;

/// What a hole stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// A text of the pod, as a CEL expression.
    Text(String),
    /// The name of a container, by its place.
    Container(usize),
    /// A port as JSON: the place of its container, and its own there.
    Port(usize, usize),
    /// The names of all containers with this between them.
    Containers(String),
    /// The name of the first container.
    First,
    /// All ports as JSON: what stands before the first if there is one, between them, and behind the last.
    Ports(String, String, String),
}

/// Something that is not known of a pod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hole {
    /// What it stands for.
    pub of: Of,
    /// Whether it may be empty.
    pub may_be_empty: bool,
    /// The annotations that it depends on.
    pub annotations: BTreeSet<String>,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As it is.
    Fixed(String),
    /// The hole of that number.
    Hole(usize),
}

/// The hole's text.
pub fn text_of(number: usize) -> String {
    format!("{BEGIN}{number:04}{END}")
}

/// The pieces of a text.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut fixed = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(BEGIN) {
        let (before, from) = rest.split_at(at);
        match number(from) {
            Some((number, after)) => {
                fixed.push_str(before);
                if !fixed.is_empty() {
                    pieces.push(Piece::Fixed(std::mem::take(&mut fixed)));
                }
                pieces.push(Piece::Hole(number));
                rest = after;
            }
            None => {
                let (digit, after) = from.split_at(1);
                fixed.push_str(before);
                fixed.push_str(digit);
                rest = after;
            }
        }
    }
    fixed.push_str(rest);
    if !fixed.is_empty() {
        pieces.push(Piece::Fixed(fixed));
    }
    pieces
}

/// The number of the hole that a text begins with, and what follows.
fn number(text: &str) -> Option<(usize, &str)> {
    let (number, rest) = text.strip_prefix(BEGIN)?.split_at_checked(DIGITS)?;
    let all_digits = number.bytes().all(|b| b.is_ascii_digit());
    Some((number.parse().ok().filter(|_| all_digits)?, rest.strip_prefix(END)?))
}

/// The text that pieces make.
pub fn joined(pieces: &[Piece]) -> String {
    let text = |piece: &Piece| match piece {
        Piece::Fixed(text) => text.clone(),
        Piece::Hole(number) => text_of(*number),
    };
    pieces.iter().map(text).collect()
}

/// Whether there is a hole in a text.
pub fn is_in(text: &str) -> bool {
    text.contains(BEGIN) && pieces(text).iter().any(|piece| matches!(piece, Piece::Hole(_)))
}

/// The number of the hole that is the whole text.
pub fn only(text: &str) -> Option<usize> {
    number(text).filter(|(_, rest)| rest.is_empty()).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_found_among_other_text() {
        let (one, two) = (text_of(1), text_of(22));
        for text in ["", "a", "7319", "73190001", &format!("a{one}b{two}{one}"), &format!("7319{one}9137")] {
            assert_eq!(joined(&pieces(text)), *text);
        }
        assert_eq!(
            pieces(&format!("a-{one}{two}")),
            [Piece::Fixed("a-".into()), Piece::Hole(1), Piece::Hole(22)]
        );
        assert!(is_in(&format!("7319{one}")) && !is_in("73190x019137"));
        assert_eq!((only(&two), only(&format!("{two} "))), (Some(22), None));
    }
}
