//! Tables for people: columns with blanks between them. What objects say in a cell does not steer a terminal.

use crate::failure::one_line;

/// A cell.
#[derive(Clone, Debug)]
pub struct Cell {
    text: String,
    colour: Option<Colour>,
}

/// The colour of a cell.
#[derive(Clone, Copy, Debug)]
pub enum Colour {
    /// For what is well.
    Green,
    /// For what may not be.
    Yellow,
    /// For what is not.
    Red,
}

impl Cell {
    /// A cell in a colour.
    pub fn coloured(text: &str, colour: Colour) -> Cell {
        Cell { colour: Some(colour), ..Cell::from(text) }
    }

    /// Its text, in its colour.
    pub fn printed(&self) -> String {
        match self.colour {
            Some(Colour::Green) => format!("\u{1b}[32m{}\u{1b}[0m", self.text),
            Some(Colour::Yellow) => format!("\u{1b}[33m{}\u{1b}[0m", self.text),
            Some(Colour::Red) => format!("\u{1b}[31m{}\u{1b}[0m", self.text),
            None => self.text.clone(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell { text: one_line(text), colour: None }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::from(text.as_str())
    }
}

/// As [`text`], the header first.
pub fn with_header(header: Vec<Cell>, rows: impl IntoIterator<Item = Vec<Cell>>, gap: usize) -> String {
    text(&std::iter::once(header).chain(rows).collect::<Vec<_>>(), gap)
}

/// The lines of a table, each column with `gap` blanks between its widest cell and the next column. The last column ends
/// where its text ends. A column with colours is wider by their codes, as in istioctl.
///
/// Source: Istio 1.30 istioctl/pkg/writer/table, and Go text/tabwriter, which agree on texts of ASCII.
pub fn text(rows: &[Vec<Cell>], gap: usize) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.printed().len()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut out = String::new();
    for row in rows {
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            out.push_str(&cell.printed());
            if column + 1 < row.len() {
                let blanks = (width + gap).saturating_sub(cell.text.chars().count());
                out.extend(std::iter::repeat_n(' ', blanks));
            }
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = [
            vec![Cell::from("A"), Cell::from("INJECTED"), Cell::from("LAST")],
            vec![Cell::from("long"), Cell::coloured("✔", Colour::Green), Cell::from("x")],
            vec![Cell::from("\u{1b}[2J"), Cell::coloured("✘", Colour::Red), Cell::from("")],
        ];
        assert_eq!(
            text(&rows, 2),
            "A       INJECTED      LAST\nlong    \u{1b}[32m✔\u{1b}[0m             x\n\
             \u{fffd}[2J    \u{1b}[31m✘\u{1b}[0m             \n"
        );
    }
}
