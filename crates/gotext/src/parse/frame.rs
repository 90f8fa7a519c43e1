//! What belongs to the template being parsed: the tokens looked at ahead, and its variables.

use std::collections::HashMap;

use crate::lex::{Item, Kind, Lexer};

/// The state of one template while it is parsed; a `define` or `block` starts a new one.
pub(super) struct Frame<'s> {
    /// Tokens given back. The first is also the last one read, whose line errors report.
    tokens: [Item<'s>; 3],
    given_back: usize,
    /// The names that may be used: as Go's parser keeps them.
    pub names: Scope<'s>,
    /// The variables that have a value.
    pub scope: Scope<'s>,
    pub action_line: usize,
    pub range_depth: usize,
}

impl<'s> Frame<'s> {
    pub(super) fn new() -> Frame<'s> {
        Frame {
            tokens: [Item::START, Item::START, Item::START],
            given_back: 0,
            names: Scope::new(),
            scope: Scope::new(),
            action_line: 0,
            range_depth: 0,
        }
    }

    /// The line of the last token read.
    pub(super) fn line(&self) -> usize {
        self.tokens.first().map_or(0, |token| token.line)
    }

    pub(super) fn next(&mut self, lexer: &mut Lexer<'s>) -> Item<'s> {
        match self.given_back.checked_sub(1) {
            Some(left) => self.given_back = left,
            None => self.read(lexer),
        }
        self.tokens.get(self.given_back).cloned().unwrap_or(Item::START)
    }

    pub(super) fn peek_kind(&mut self, lexer: &mut Lexer<'s>) -> Kind {
        self.peek(lexer).kind
    }

    pub(super) fn peek(&mut self, lexer: &mut Lexer<'s>) -> &Item<'s> {
        if self.given_back == 0 {
            self.read(lexer);
            self.given_back = 1;
        }
        self.tokens.get(self.given_back - 1).unwrap_or(const { &Item::START })
    }

    fn read(&mut self, lexer: &mut Lexer<'s>) {
        if let Some(first) = self.tokens.first_mut() {
            *first = lexer.next_item();
        }
    }

    /// Gives the last token back.
    pub(super) fn back_up(&mut self) {
        self.given_back += 1;
    }

    /// Gives back the last token and the one before it.
    pub(super) fn back_up_2(&mut self, before: Item<'s>) {
        let [_, second, _] = &mut self.tokens;
        *second = before;
        self.given_back = 2;
    }

    /// Gives back the last token and the two before it, the earliest first.
    pub(super) fn back_up_3(&mut self, earliest: Item<'s>, before: Item<'s>) {
        let [_, second, third] = &mut self.tokens;
        *second = before;
        *third = earliest;
        self.given_back = 3;
    }
}

/// The variables that are there at this point of the text. Go looks them up by name while executing; here each declaration
/// gets a place of its own, found while parsing.
pub(super) struct Scope<'s> {
    /// In the order in which they were declared.
    visible: Vec<&'s str>,
    /// The places of each name, the one that counts last.
    places: HashMap<&'s str, Vec<usize>>,
    pub slots: usize,
}

impl<'s> Scope<'s> {
    fn new() -> Scope<'s> {
        let mut scope = Scope { visible: Vec::new(), places: HashMap::new(), slots: 0 };
        scope.declare("$");
        scope
    }

    pub(super) fn declare(&mut self, name: &'s str) -> usize {
        let slot = self.slots;
        self.slots += 1;
        self.visible.push(name);
        self.places.entry(name).or_default().push(slot);
        slot
    }

    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.places.get(name)?.last().copied()
    }

    pub(super) fn mark(&self) -> usize {
        self.visible.len()
    }

    pub(super) fn forget_since(&mut self, mark: usize) {
        for name in self.visible.drain(mark.min(self.visible.len())..) {
            if let Some(places) = self.places.get_mut(name) {
                places.pop();
            }
        }
    }
}
