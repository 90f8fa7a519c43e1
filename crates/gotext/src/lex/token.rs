//! Tokens.
//!
//! Source: Go 1.26 text/template/parse lex.go, itemType.

use std::borrow::Cow;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Error,
    Bool,
    /// A printable ASCII character that means nothing by itself; `,` separates variables.
    Char,
    CharConstant,
    Complex,
    Assign,
    Declare,
    Eof,
    Field,
    Identifier,
    LeftDelim,
    LeftParen,
    Number,
    Pipe,
    RawString,
    RightDelim,
    RightParen,
    Space,
    String,
    Text,
    Variable,
    Block,
    Break,
    Continue,
    Dot,
    Define,
    Else,
    End,
    If,
    Nil,
    Range,
    Template,
    With,
}

impl Kind {
    /// The keyword that a word is.
    pub(super) fn keyword(word: &str) -> Option<Kind> {
        Some(match word {
            "." => Kind::Dot,
            "block" => Kind::Block,
            "break" => Kind::Break,
            "continue" => Kind::Continue,
            "define" => Kind::Define,
            "else" => Kind::Else,
            "end" => Kind::End,
            "if" => Kind::If,
            "range" => Kind::Range,
            "nil" => Kind::Nil,
            "template" => Kind::Template,
            "with" => Kind::With,
            _ => return None,
        })
    }

    /// Whether messages show this in angle brackets.
    pub(crate) fn is_keyword(self) -> bool {
        use Kind::*;
        matches!(
            self,
            Block | Break | Continue | Dot | Define | Else | End | If | Nil | Range | Template | With
        )
    }
}

/// A token: what it is, where it starts, its text (or an error's message), and its line.
#[derive(Clone, Debug)]
pub(crate) struct Item<'s> {
    pub kind: Kind,
    pub pos: usize,
    pub val: Cow<'s, str>,
    pub line: usize,
}

impl Item<'_> {
    pub(crate) const START: Item<'static> = Item { kind: Kind::Eof, pos: 0, val: Cow::Borrowed(""), line: 0 };
}
