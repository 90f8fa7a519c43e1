//! The words and symbols of a label selector.

/// A piece of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// As it was written.
    pub text: String,
}

/// What a piece of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A key or a value.
    Word,
    /// `in` or `notin`, which may be keys and values, too.
    Keyword(&'static str),
    /// An operator, comma or parenthesis.
    Symbol(&'static str),
    /// The end of the text.
    End,
}

impl Token {
    /// The end of the text.
    pub fn end() -> Token {
        Token { kind: Kind::End, text: String::new() }
    }

    /// Whether it can be a key or a value.
    pub fn is_word(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Keyword(_))
    }
}

const KEYWORDS: [&str; 2] = ["in", "notin"];
/// Of two symbols that fit, the longer one comes first.
const SYMBOLS: [&str; 9] = ["==", "!=", "=", "!", ",", "(", ")", ">", "<"];

/// The pieces of a text.
///
/// Source: Kubernetes apimachinery labels.Lexer.
pub fn tokens(text: &str) -> Vec<Token> {
    let is_blank = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
    let is_special = |c: char| "=!(),><".contains(c);
    let mut tokens = Vec::new();
    let mut rest = text.trim_start_matches(is_blank);
    while !rest.is_empty() {
        let (kind, length) = match SYMBOLS.into_iter().find(|symbol| rest.starts_with(symbol)) {
            Some(symbol) => (Kind::Symbol(symbol), symbol.len()),
            None => {
                let length = rest.find(|c| is_blank(c) || is_special(c)).unwrap_or(rest.len());
                let word = rest.get(..length).unwrap_or_default();
                let keyword = KEYWORDS.into_iter().find(|keyword| *keyword == word);
                (keyword.map_or(Kind::Word, Kind::Keyword), length)
            }
        };
        let (token, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        tokens.push(Token { kind, text: token.to_owned() });
        rest = after.trim_start_matches(is_blank);
    }
    tokens
}
