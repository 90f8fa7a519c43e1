//! Numbers, as far as the scanner tells them from what follows; whether they are any, the parser finds out.

use crate::lex::{Item, Kind, Lexer, is_alphanumeric};
use golang::quote::quote;

impl<'s> Lexer<'s> {
    pub(super) fn number(&mut self) -> Item<'s> {
        if !self.scan_number() {
            return self.bad_number();
        }
        if self.rest().starts_with(['+', '-']) {
            if !self.scan_number() || !self.pending().ends_with('i') {
                return self.bad_number();
            }
            return self.item(Kind::Complex);
        }
        self.item(Kind::Number)
    }

    fn bad_number(&mut self) -> Item<'s> {
        let text = quote(self.pending());
        self.error(format!("bad number syntax: {text}"))
    }

    fn scan_number(&mut self) -> bool {
        self.accept(|b| matches!(b, b'+' | b'-'));
        let mut base = 10;
        if self.accept(|b| b == b'0') {
            if self.accept(|b| matches!(b, b'x' | b'X')) {
                base = 16;
            } else if self.accept(|b| matches!(b, b'o' | b'O')) {
                base = 8;
            } else if self.accept(|b| matches!(b, b'b' | b'B')) {
                base = 2;
            }
        }
        let digit = move |b: u8| b == b'_' || char::from(b).is_digit(base);
        self.accept_run(digit);
        if self.accept(|b| b == b'.') {
            self.accept_run(digit);
        }
        let exponent = match base {
            10 => self.accept(|b| matches!(b, b'e' | b'E')),
            16 => self.accept(|b| matches!(b, b'p' | b'P')),
            _ => false,
        };
        if exponent {
            self.accept(|b| matches!(b, b'+' | b'-'));
            self.accept_run(|b| b == b'_' || b.is_ascii_digit());
        }
        self.accept(|b| b == b'i');
        if self.peek().is_some_and(is_alphanumeric) {
            self.bump();
            return false;
        }
        true
    }
}
