//! Splits an expression into tokens.

use std::iter::Peekable;
use std::str::Chars;

/// A token, and the character at which it begins, from 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub kind: Kind,
    pub at: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Word(String),
    Text(String),
    Int(i64),
    Uint(u64),
    Double(f64),
    Symbol(&'static str),
}

/// The longer of two that begin alike first.
const SYMBOLS: [&str; 27] = [
    ".?", "[?", "&&", "||", "==", "!=", "<=", ">=", "(", ")", "[", "]", "{", "}", ".", ",", "?", ":", "!",
    "<", ">", "+", "-", "*", "/", "%", "&",
];

/// The tokens of an expression.
///
/// # Errors
/// A character begins none, or a string or a number is not one.
pub fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut lexer = Lexer { rest: text.chars().peekable(), at: 1 };
    let mut tokens = Vec::new();
    while let Some(token) = lexer.token()? {
        tokens.push(token);
    }
    Ok(tokens)
}

struct Lexer<'a> {
    rest: Peekable<Chars<'a>>,
    at: usize,
}

impl Lexer<'_> {
    fn peek(&mut self) -> Option<char> {
        self.rest.peek().copied()
    }

    fn next(&mut self) -> Option<char> {
        self.at += 1;
        self.rest.next()
    }

    /// Whether the text goes on like this; if so, that is passed over.
    fn takes(&mut self, text: &str) -> bool {
        let mut ahead = self.rest.clone();
        let follows = text.chars().all(|c| ahead.next() == Some(c));
        if follows {
            self.at += text.chars().count();
            self.rest = ahead;
        }
        follows
    }

    fn token(&mut self) -> Result<Option<Token>, String> {
        self.pass_over_blanks();
        let at = self.at;
        let Some(first) = self.peek() else { return Ok(None) };
        let kind = match first {
            '\'' | '"' => self.text(at, false)?,
            '0'..='9' => self.number(at)?,
            'a'..='z' | 'A'..='Z' | '_' => {
                if self.takes("r'") || self.takes("R'") {
                    self.quoted(at, '\'', true)?
                } else if self.takes("r\"") || self.takes("R\"") {
                    self.quoted(at, '"', true)?
                } else {
                    self.word(at)?
                }
            }
            other => match SYMBOLS.into_iter().find(|symbol| self.takes(symbol)) {
                Some(symbol) => Kind::Symbol(symbol),
                None => return Err(format!("unexpected `{}`, at character {at}", other.escape_debug())),
            },
        };
        Ok(Some(Token { kind, at }))
    }

    fn pass_over_blanks(&mut self) {
        loop {
            if self.peek().is_some_and(char::is_whitespace) {
                self.next();
            } else if self.takes("//") {
                while self.peek().is_some_and(|c| c != '\n') {
                    self.next();
                }
            } else {
                return;
            }
        }
    }

    fn word(&mut self, at: usize) -> Result<Kind, String> {
        let mut word = String::new();
        while let Some(c) = self.peek().filter(|c| c.is_ascii_alphanumeric() || *c == '_') {
            word.push(c);
            self.next();
        }
        if ["b", "B", "br", "rb", "BR", "RB"].contains(&word.as_str())
            && matches!(self.peek(), Some('\'' | '"'))
        {
            return Err(format!("bytes are not understood, at character {at}"));
        }
        Ok(Kind::Word(word))
    }

    fn text(&mut self, at: usize, raw: bool) -> Result<Kind, String> {
        match self.next() {
            Some(quote) => self.quoted(at, quote, raw),
            None => Err(format!("a string is not closed, at character {at}")),
        }
    }

    /// A string behind its first quote.
    fn quoted(&mut self, at: usize, quote: char, raw: bool) -> Result<Kind, String> {
        let two: String = [quote, quote].iter().collect();
        let end = if self.takes(&two) { format!("{quote}{two}") } else { quote.to_string() };
        let unclosed = || format!("a string is not closed, at character {at}");
        if end.len() > 1 {
            return self.until(&end, raw).ok_or_else(unclosed)?;
        }
        self.until(&end, raw).ok_or_else(unclosed)?
    }

    fn until(&mut self, end: &str, raw: bool) -> Option<Result<Kind, String>> {
        let mut text = String::new();
        loop {
            if self.takes(end) {
                return Some(Ok(Kind::Text(text)));
            }
            let at = self.at;
            match self.next()? {
                '\n' | '\r' if end.len() == 1 => return None,
                '\\' if !raw => match self.escape() {
                    Some(c) => text.push(c),
                    None => return Some(Err(format!("an escape is not one, at character {at}"))),
                },
                c => text.push(c),
            }
        }
    }

    /// Source: cel-spec, string and bytes values.
    fn escape(&mut self) -> Option<char> {
        let digits = match self.next()? {
            'n' => return Some('\n'),
            't' => return Some('\t'),
            'r' => return Some('\r'),
            'a' => return Some('\u{7}'),
            'b' => return Some('\u{8}'),
            'f' => return Some('\u{c}'),
            'v' => return Some('\u{b}'),
            c @ ('\\' | '\'' | '"' | '`' | '?') => return Some(c),
            'x' | 'X' => 2,
            'u' => 4,
            'U' => 8,
            first @ '0'..='3' => {
                let rest: Option<Vec<u32>> = (0..2).map(|_| self.next()?.to_digit(8)).collect();
                let code = rest?.into_iter().fold(first.to_digit(8)?, |code, digit| code * 8 + digit);
                return char::from_u32(code);
            }
            _ => return None,
        };
        let code = (0..digits).map(|_| self.next()?.to_digit(16)).collect::<Option<Vec<u32>>>()?;
        char::from_u32(
            code.into_iter().try_fold(0u32, |code, digit| code.checked_mul(16)?.checked_add(digit))?,
        )
    }

    fn number(&mut self, at: usize) -> Result<Kind, String> {
        let mut text = String::new();
        while let Some(c) = self.peek() {
            let is_sign = matches!(c, '+' | '-') && text.ends_with(['e', 'E']) && !text.starts_with("0x");
            if !(c.is_ascii_alphanumeric() || c == '.' || is_sign) {
                break;
            }
            text.push(c);
            self.next();
        }
        let (digits, unsigned) = match text.strip_suffix(['u', 'U']) {
            Some(digits) => (digits, true),
            None => (text.as_str(), false),
        };
        let (digits, radix) = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
            Some(digits) => (digits, 16),
            None => (digits, 10),
        };
        let number = if unsigned {
            u64::from_str_radix(digits, radix).ok().map(Kind::Uint)
        } else {
            let int = i64::from_str_radix(digits, radix).ok().map(Kind::Int);
            int.or_else(|| text.contains(['.', 'e', 'E']).then(|| text.parse().ok().map(Kind::Double))?)
        };
        number.ok_or_else(|| format!("a number is not one, at character {at}"))
    }
}
