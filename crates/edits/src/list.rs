//! Lists: items that change, go, and come.

use std::collections::HashMap;

use kubeyaml::{Lines, Node, Value, to_json, write_item_into};

use crate::place::{above, begins_line, behind, column, line_start};
use crate::plan::{Holder, Plan};

/// What becomes of the items of a list, in the order of the new one.
enum Item {
    /// The item at the first place stays, may change, and is at the second one in the new list.
    Stays(usize, usize),
    /// The item at this place goes.
    Goes(usize),
    /// The item at this place of the new list comes.
    Comes(usize),
}

impl Plan<'_, '_> {
    /// A list in a block.
    pub fn block_list(
        &mut self,
        list: &Node,
        items: &[Node],
        before: &[Value],
        after: &[Value],
    ) -> Option<()> {
        let own = column(self.text, list.span.start);
        let dashes = self.dashes(list, items, own)?;
        let mut place = Where::First;
        for item in aligned(before, after)? {
            match item {
                Item::Stays(old, new) => {
                    let holder = Holder::Item { column: own, behind: dashes.get(old)? + 1 };
                    self.node(items.get(old)?, before.get(old)?, after.get(new)?, holder)?;
                    place = Where::Behind(old);
                }
                Item::Goes(old) => {
                    let dash = *dashes.get(old)?;
                    if !begins_line(self.text, dash) {
                        return None;
                    }
                    let start = line_start(self.text, dash);
                    self.changes.cut_lines(start..behind(self.text, items.get(old)?.span.end, own + 1));
                }
                Item::Comes(new) => {
                    let mut lines = String::new();
                    write_item_into(&mut lines, after.get(new)?, own, Lines::Whole);
                    let at = match place {
                        Where::First if !begins_line(self.text, list.span.start) => return None,
                        Where::First => above(self.text, list.span.start),
                        Where::Behind(old) => behind(self.text, items.get(old)?.span.end, own + 1),
                    };
                    self.changes.put_lines(at, &lines);
                }
            }
        }
        Some(())
    }

    /// Where the dash of each item stands.
    fn dashes(&self, list: &Node, items: &[Node], own: usize) -> Option<Vec<usize>> {
        let mut dashes = Vec::with_capacity(items.len());
        let mut end = list.span.start;
        for (i, item) in items.iter().enumerate() {
            let dash = match i {
                0 => list.span.start,
                _ => self.dash_between(end, item.start, own)?,
            };
            dashes.push(dash);
            end = item.span.end.max(dash + 1);
        }
        Some(dashes)
    }

    /// The dash at a column behind the end of one item and before the next one.
    fn dash_between(&self, end: usize, next: usize, own: usize) -> Option<usize> {
        let between = self.text.get(end..next)?;
        let mut at = end;
        for line in between.split_inclusive('\n') {
            let dash = line_start(self.text, at) + own;
            if dash >= end && self.text.as_bytes().get(dash) == Some(&b'-') && begins_line(self.text, dash) {
                return Some(dash);
            }
            at += line.len();
        }
        let dash = line_start(self.text, at) + own;
        (self.text.as_bytes().get(dash) == Some(&b'-') && begins_line(self.text, dash)).then_some(dash)
    }

    /// A list in brackets.
    pub fn flow_list(&mut self, items: &[Node], before: &[Value], after: &[Value]) -> Option<()> {
        let aligned = aligned(before, after)?;
        let mut parts: Vec<_> = items.iter().map(|item| (item.start..item.span.end, true)).collect();
        for item in &aligned {
            if let Item::Goes(old) = item {
                parts.get_mut(*old)?.1 = false;
            }
        }
        self.cut_between(&parts)?;
        let first = parts.iter().find(|(_, stays)| *stays)?.0.start;
        let mut end = None;
        for item in aligned {
            match item {
                Item::Stays(old, new) => {
                    let node = items.get(old)?;
                    self.node(node, before.get(old)?, after.get(new)?, Holder::Flow)?;
                    end = Some(node.span.end);
                }
                Item::Goes(_) => {}
                Item::Comes(new) => {
                    let json = to_json(after.get(new)?);
                    match end {
                        Some(end) => self.changes.put(end..end, format!(", {json}")),
                        None => self.changes.put(first..first, format!("{json}, ")),
                    }
                }
            }
        }
        Some(())
    }
}

/// Where a new item of a list stands.
enum Where {
    /// Before all that are there.
    First,
    /// Behind the item at this place.
    Behind(usize),
}

/// What becomes of the items: those with the same name are the same, else those that are equal at the begin and the end;
/// `None` if they change their order.
fn aligned(before: &[Value], after: &[Value]) -> Option<Vec<Item>> {
    match (by_name(before), by_name(after)) {
        (Some(old), Some(new)) => by_names(before, after, &old, &new),
        _ => Some(by_ends(before, after)),
    }
}

/// The places of the items by their names, if each has one of its own.
fn by_name(items: &[Value]) -> Option<HashMap<&str, usize>> {
    let mut places = HashMap::with_capacity(items.len());
    for (place, item) in items.iter().enumerate() {
        if places.insert(item.str_at(&["name"])?, place).is_some() {
            return None;
        }
    }
    Some(places)
}

fn by_names(
    before: &[Value],
    after: &[Value],
    old: &HashMap<&str, usize>,
    new: &HashMap<&str, usize>,
) -> Option<Vec<Item>> {
    let name = |item: &Value| item.str_at(&["name"]).unwrap_or_default().to_owned();
    let mut all = Vec::with_capacity(before.len() + after.len());
    let mut next = 0;
    let goes_until = |next: &mut usize, end: usize, all: &mut Vec<Item>| {
        while *next < end {
            let is_gone = before.get(*next).is_some_and(|item| !new.contains_key(name(item).as_str()));
            if !is_gone {
                return None;
            }
            all.push(Item::Goes(*next));
            *next += 1;
        }
        Some(())
    };
    for (place, item) in after.iter().enumerate() {
        match old.get(name(item).as_str()) {
            Some(old) if *old >= next => {
                goes_until(&mut next, *old, &mut all)?;
                all.push(Item::Stays(*old, place));
                next = *old + 1;
            }
            Some(_) => return None,
            None => all.push(Item::Comes(place)),
        }
    }
    goes_until(&mut next, before.len(), &mut all)?;
    Some(all)
}

fn by_ends(before: &[Value], after: &[Value]) -> Vec<Item> {
    let head = before.iter().zip(after).take_while(|(old, new)| old == new).count();
    let rest = before.len().min(after.len()) - head;
    let tail =
        before.iter().rev().zip(after.iter().rev()).take(rest).take_while(|(old, new)| old == new).count();
    let (old_end, new_end) = (before.len() - tail, after.len() - tail);
    let mut all: Vec<Item> = (0..head).map(|i| Item::Stays(i, i)).collect();
    if old_end - head == new_end - head {
        all.extend((head..old_end).map(|i| Item::Stays(i, i)));
    } else {
        all.extend((head..old_end).map(Item::Goes));
        all.extend((head..new_end).map(Item::Comes));
    }
    all.extend((0..tail).map(|i| Item::Stays(old_end + i, new_end + i)));
    all
}
