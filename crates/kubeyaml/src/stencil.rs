//! Texts that are alike but for holes: the document of one is the document of all, with other texts in its scalars.
//!
//! What somebody prints into a document's text may become part of a scalar, or it may change everything around it. A
//! [`Stencil`] is learnt from one such text. Where it is sure that a hole stands within a scalar, and that a value keeps to
//! itself there, it tells the scalar's text for any other value without reading the document again; all else must be as it
//! was, byte for byte. `tests/stencil.rs` holds it against the reader.

mod pattern;
mod scalar;

use std::ops::Range;

pub use pattern::Pattern;
use scalar::Style;

use crate::read::{Node, Shape, outline, read_within};
use crate::{Text, Value};

/// What stands for a hole while the document is read: a plain scalar that means text, and no escape behind a backslash.
const MARK: &str = "Zq_";

/// How long all values together may be that a stencil insists on: who keeps stencils must not keep whatever is printed.
const MOST_FIXED: usize = 4 << 10;

/// How often holes are closed that cannot stay open; each time may show others.
const ROUNDS: usize = 4;

/// The text of a document with holes.
#[derive(Debug)]
pub struct Stencil {
    /// The text before each hole, and behind the last one.
    between: Vec<Box<str>>,
    /// What must stand in each hole; `None` where anything may that keeps to its scalar.
    fixed: Vec<Option<Box<str>>>,
    /// The scalars with open holes.
    slots: Vec<Slot>,
}

/// A scalar with open holes.
#[derive(Debug)]
struct Slot {
    style: Style,
    /// Its text up to each hole, and which hole that is.
    parts: Vec<(Text, usize)>,
    /// Its text behind the last one.
    end: Text,
}

impl Stencil {
    /// The stencil of texts that are like this one, and their document, in which a [`Pattern`] knows the scalars with open
    /// holes. `None` where the text is not YAML that can be read, or where nothing can be said of the others. `holes` are bytes
    /// of the text, in order; `most` bounds its nodes.
    pub fn of(text: &str, holes: &[Range<usize>], most: usize) -> Option<(Stencil, Value)> {
        let values: Vec<&str> = holes.iter().map(|hole| text.get(hole.clone())).collect::<Option<_>>()?;
        let between = between(text, holes)?;
        if text.contains(MARK) {
            return None;
        }
        let mut open: Vec<bool> = values.iter().map(|value| !value.is_empty()).collect();
        let mut marked = Marked::new(&between, &values, &open);
        let mut is_settled = false;
        for _ in 0..ROUNDS {
            let styles = marked.styles()?;
            let stays: Vec<bool> = (styles.iter().zip(&values))
                .map(|(style, value)| style.is_some_and(|style| style.takes(value)))
                .collect();
            is_settled = stays == open;
            if is_settled {
                break;
            }
            open = stays;
            marked = Marked::new(&between, &values, &open);
        }
        if !is_settled {
            return None;
        }
        let (stencil, document) = marked.stencil(between, &values, &open, most)?;
        // What is learnt must hold at least for what it was learnt from.
        let texts = stencil.texts(text, holes)?;
        let filled = Pattern::of(document.clone()).filled(&texts);
        (read_within(text, most).ok().as_ref() == Some(&filled)).then_some((stencil, document))
    }

    /// The texts of the scalars with open holes, for a text and its holes; `None` where the text is not of this stencil, or
    /// has to be read.
    pub fn texts(&self, text: &str, holes: &[Range<usize>]) -> Option<Vec<Text>> {
        if holes.len() != self.fixed.len() {
            return None;
        }
        let mut from = 0;
        for ((hole, between), fixed) in holes.iter().zip(&self.between).zip(&self.fixed) {
            let value = text.get(hole.clone())?;
            let is_alike = text.get(from..hole.start)? == &**between
                && fixed.as_ref().map_or(!value.is_empty(), |fixed| value == &**fixed);
            if !is_alike {
                return None;
            }
            from = hole.end;
        }
        if text.get(from..)? != &**self.between.last()? {
            return None;
        }
        self.slots.iter().map(|slot| slot.text(|hole| text.get(holes.get(hole)?.clone()))).collect()
    }
}

impl Slot {
    /// Its text, with these values in its holes.
    fn text<'v>(&self, value: impl Fn(usize) -> Option<&'v str>) -> Option<Text> {
        if let (Style::Whole, [(_, hole)]) = (self.style, self.parts.as_slice()) {
            return scalar::whole(value(*hole)?);
        }
        let mut text = Text::default();
        for (before, hole) in &self.parts {
            let value = value(*hole)?;
            if !self.style.takes(value) {
                return None;
            }
            text.push_str(before);
            text.push_str(value);
        }
        text.push_str(&self.end);
        (!self.style.is_plain() || scalar::means_text(&text)).then_some(text)
    }
}

/// The text around holes.
fn between(text: &str, holes: &[Range<usize>]) -> Option<Vec<Box<str>>> {
    let starts = std::iter::once(0).chain(holes.iter().map(|hole| hole.end));
    let ends = holes.iter().map(|hole| hole.start).chain(std::iter::once(text.len()));
    starts.zip(ends).map(|(from, to)| text.get(from..to).map(Box::from)).collect()
}

/// The text with marks in its open holes.
struct Marked {
    text: String,
    /// The bytes of each mark; nothing where the hole is not open.
    marks: Vec<Option<Range<usize>>>,
}

impl Marked {
    fn new(between: &[Box<str>], values: &[&str], open: &[bool]) -> Marked {
        let mut text = String::new();
        let mut marks = Vec::with_capacity(values.len());
        let mut rest = between.iter();
        for (hole, ((value, is_open), before)) in values.iter().zip(open).zip(&mut rest).enumerate() {
            text.push_str(before);
            let from = text.len();
            if *is_open {
                text.push_str(&mark(hole));
            } else {
                text.push_str(value);
            }
            marks.push(is_open.then(|| from..text.len()));
        }
        rest.for_each(|behind| text.push_str(behind));
        Marked { text, marks }
    }

    /// How each hole stands in a scalar; `None` for those that do not, and at all where nodes have names or tags.
    fn styles(&self) -> Option<Vec<Option<Style>>> {
        let mut styles = vec![None; self.marks.len()];
        let root = outline(&self.text).ok()??;
        self.visit(&root, &mut styles)?;
        Some(styles)
    }

    fn visit(&self, node: &Node, styles: &mut [Option<Style>]) -> Option<()> {
        if node.has_properties() {
            return None;
        }
        match &node.shape {
            Shape::Alias => None,
            Shape::List(items) => items.iter().try_for_each(|item| self.visit(item, styles)),
            Shape::Map(entries) => entries.iter().try_for_each(|entry| {
                entry.key.as_ref().filter(|_| !entry.key_node.has_properties())?;
                self.visit(&entry.value, styles)
            }),
            Shape::Scalar => {
                let source = self.text.get(node.span.clone())?;
                for (mark, style) in self.marks.iter().zip(styles) {
                    let within =
                        mark.as_ref().filter(|m| node.span.start <= m.start && m.end <= node.span.end);
                    if let Some(mark) = within {
                        let from = mark.start - node.span.start;
                        *style = Style::of(source, from..from + mark.len());
                    }
                }
                Some(())
            }
        }
    }

    fn stencil(
        &self,
        between: Vec<Box<str>>,
        values: &[&str],
        open: &[bool],
        most: usize,
    ) -> Option<(Stencil, Value)> {
        let styles = self.styles()?;
        let mut document = read_within(&self.text, most).ok()?;
        let mut slots = Vec::new();
        take_slots(&mut document, &styles, &mut slots)?;
        let mut found: Vec<usize> =
            slots.iter().flat_map(|slot| slot.parts.iter().map(|(_, hole)| *hole)).collect();
        found.sort_unstable();
        let wanted = open.iter().enumerate().filter(|(_, is_open)| **is_open).map(|(hole, _)| hole);
        if !found.into_iter().eq(wanted) {
            return None;
        }
        let fixed: Vec<Option<Box<str>>> =
            values.iter().zip(open).map(|(value, open)| (!open).then(|| (*value).into())).collect();
        let length: usize = fixed.iter().flatten().map(|value| value.len()).sum();
        (length <= MOST_FIXED).then_some((Stencil { between, fixed, slots }, document))
    }
}

fn mark(hole: usize) -> String {
    format!("{MARK}{hole}_")
}

/// Puts slots in place of the texts with marks; `None` where a text cannot be told from a slot.
fn take_slots(value: &mut Value, styles: &[Option<Style>], slots: &mut Vec<Slot>) -> Option<()> {
    match value {
        Value::List(items) => items.iter_mut().try_for_each(|item| take_slots(item, styles, slots)),
        Value::Map(map) => map.iter_mut().try_for_each(|(key, entry)| {
            (!key.contains(MARK)).then_some(())?;
            take_slots(entry, styles, slots)
        }),
        Value::String(text) if pattern::is_slot(text) => None,
        Value::String(text) if text.contains(MARK) => {
            let slot = Slot::of(text, styles)?;
            *text = pattern::slot(slots.len());
            slots.push(slot);
            Some(())
        }
        _ => Some(()),
    }
}

impl Slot {
    /// The slot of a text with marks.
    fn of(text: &str, styles: &[Option<Style>]) -> Option<Slot> {
        let mut parts = Vec::new();
        let mut style = None;
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once(MARK) {
            let (hole, after) = behind.split_once('_')?;
            let hole: usize = hole.parse().ok()?;
            // Of several holes in a plain scalar the first one may lead.
            style = style.or(*styles.get(hole)?);
            parts.push((Text::new(before), hole));
            rest = after;
        }
        Some(Slot { style: style?, parts, end: Text::new(rest) })
    }
}
