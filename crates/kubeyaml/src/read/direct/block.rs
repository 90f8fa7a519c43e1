//! Scalars after `|`.

use super::Lines;
use crate::Text;

impl Lines<'_> {
    /// The text of a literal block within a block at `column`; `at` is behind the `|`. Moves to the line after it.
    pub(super) fn literal(&mut self, at: usize, column: usize) -> Option<Text> {
        let (chomp, end) = match self.byte(at) {
            sign @ (b'-' | b'+') => (sign, at + 1),
            _ => (b' ', at),
        };
        if self.byte(end) != b'\n' {
            return None;
        }
        let start = end + 1;
        let first = start + self.rest(start).iter().take_while(|b| **b == b'\n').count();
        let indent = self.skip_spaces(first) - first;
        if indent <= column || matches!(self.byte(first + indent), b'\n' | b'\t' | 0) {
            return None;
        }
        let mut text = Text::default();
        let mut breaks = first - start;
        let mut line = first;
        loop {
            let content = line + self.rest(line).iter().take(indent).take_while(|b| **b == b' ').count();
            let next = self.byte(content);
            if content == line + indent && next != 0 && next != b'\n' {
                let end = self.line_end(content);
                if end == self.rest(0).len() {
                    return None;
                }
                push_breaks(&mut text, breaks);
                text.push_str(self.slice(content, end));
                breaks = 1;
                line = end + 1;
            } else if next == b'\n' {
                breaks += 1;
                line = content + 1;
            } else if next == b'\t' {
                return None;
            } else {
                break;
            }
        }
        match chomp {
            b'-' => {}
            b'+' => push_breaks(&mut text, breaks),
            _ => text.push('\n'),
        }
        self.go_to(line)?;
        if self.current().is_some_and(|next| next.column > column) {
            return None;
        }
        Some(text)
    }
}

fn push_breaks(text: &mut Text, count: usize) {
    text.extend(std::iter::repeat_n('\n', count));
}
