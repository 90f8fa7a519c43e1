//! Aliases written out, so that one place can change and the others stay.

use kubeyaml::{Node, Shape, Value};

use crate::change::Changes;
use crate::place::column;
use crate::plan::{Holder, Plan};

/// The text with what each alias stands for in its place; `None` where there is none, or one is merged with `<<`.
pub fn expanded(text: &str, root: &Node, value: &Value) -> Option<String> {
    let mut changes = Changes::of(text);
    Plan { text, changes: &mut changes }.expand(root, value, Holder::Document)?;
    if changes.len() == 0 { None } else { changes.applied().map(|(text, _)| text) }
}

impl Plan<'_, '_> {
    fn expand(&mut self, node: &Node, value: &Value, holder: Holder) -> Option<()> {
        let is_flow = self.is_flow(node);
        match (&node.shape, value) {
            (Shape::Alias, _) => self.replace(node, value, holder),
            (Shape::Map(entries), Value::Map(map)) => {
                let own = entries.first().map_or(0, |entry| column(self.text, entry.key_node.start));
                entries.iter().try_for_each(|entry| {
                    let value = map.get(entry.key.as_deref()?)?;
                    let holder = match is_flow {
                        true => Holder::Flow,
                        false => Holder::Entry { column: own, behind: self.behind_colon(entry)? },
                    };
                    self.expand(&entry.value, value, holder)
                })
            }
            (Shape::List(items), Value::List(values)) => {
                let own = column(self.text, node.span.start);
                items.iter().zip(values).try_for_each(|(item, value)| {
                    let holder = match is_flow {
                        true => Holder::Flow,
                        // An alias stands right behind its dash.
                        false => {
                            Holder::Item { column: own, behind: self.text.get(..item.start)?.rfind('-')? + 1 }
                        }
                    };
                    self.expand(item, value, holder)
                })
            }
            _ => Some(()),
        }
    }
}
