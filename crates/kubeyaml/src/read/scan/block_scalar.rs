//! Scalars after `|` and `>`.

use std::borrow::Cow;

use super::Scanner;
use super::token::{Fault, Mark};

/// What becomes of the line breaks at the end.
#[derive(Clone, Copy, PartialEq)]
enum Chomping {
    Strip,
    Clip,
    Keep,
}

impl<'a> Scanner<'a> {
    /// A block scalar; `literal` after `|`, else folded.
    pub(super) fn block_scalar(&mut self, literal: bool) -> Result<Cow<'a, str>, Fault> {
        let start = self.cursor.mark();
        self.cursor.skip(1);
        let (chomping, increment) = self.block_header(start)?;
        // 0: not known yet.
        let mut indent = if increment > 0 { self.floor.saturating_sub(1) + increment } else { 0 };

        let mut text = String::new();
        let mut first_break: Option<char> = None;
        let mut more_breaks = String::new();
        let mut blank_before = false;
        self.block_breaks(&mut indent, &mut more_breaks, start)?;
        while self.cursor.column() == indent && !self.cursor.at_end() {
            let blank = self.cursor.is_blank();
            if !literal && !blank_before && !blank && first_break == Some('\n') {
                if more_breaks.is_empty() {
                    text.push(' ');
                }
            } else {
                text.extend(first_break);
            }
            text.push_str(&more_breaks);
            more_breaks.clear();
            blank_before = blank;

            let from = self.cursor.at();
            self.cursor.skip_text(self.cursor.line_length());
            text.push_str(self.cursor.slice(from, self.cursor.at()));
            first_break = self.cursor.take_break();
            self.block_breaks(&mut indent, &mut more_breaks, start)?;
        }
        if chomping != Chomping::Strip {
            text.extend(first_break);
        }
        if chomping == Chomping::Keep {
            text.push_str(&more_breaks);
        }
        Ok(Cow::Owned(text))
    }

    /// What follows `|` on its line: chomping and a number of columns, in any order, and a comment.
    fn block_header(&mut self, start: Mark) -> Result<(Chomping, usize), Fault> {
        let mut chomping = self.chomping();
        let mut increment = 0;
        if self.cursor.byte().is_ascii_digit() {
            increment = usize::from(self.cursor.byte() - b'0');
            if increment == 0 {
                return Err(self.fault(start, "found an indentation indicator equal to 0"));
            }
            self.cursor.skip(1);
            if chomping.is_none() {
                chomping = self.chomping();
            }
        }
        self.cursor.skip_blanks();
        self.cursor.skip_comment();
        if !self.cursor.is_line_end() {
            return Err(self.fault(start, "did not find expected comment or line break"));
        }
        self.cursor.take_break();
        Ok((chomping.unwrap_or(Chomping::Clip), increment))
    }

    fn chomping(&mut self) -> Option<Chomping> {
        let chomping = match self.cursor.byte() {
            b'+' => Chomping::Keep,
            b'-' => Chomping::Strip,
            _ => return None,
        };
        self.cursor.skip(1);
        Some(chomping)
    }

    /// Moves over indentation and empty lines; finds out the indentation when it is not known.
    fn block_breaks(&mut self, indent: &mut usize, breaks: &mut String, start: Mark) -> Result<(), Fault> {
        let mut deepest = 0;
        loop {
            while (*indent == 0 || self.cursor.column() < *indent) && self.cursor.byte() == b' ' {
                self.cursor.skip(1);
            }
            let column = self.cursor.column();
            deepest = deepest.max(column);
            if (*indent == 0 || column < *indent) && self.cursor.byte() == b'\t' {
                return Err(self.fault(start, "found a tab character where an indentation space is expected"));
            }
            match self.cursor.take_break() {
                Some(line_break) => breaks.push(line_break),
                None => break,
            }
        }
        if *indent == 0 {
            *indent = deepest.max(self.floor).max(1);
        }
        Ok(())
    }
}
