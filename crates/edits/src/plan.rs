//! What has to change, found by walking through the text's nodes with what they are and are to be.

use kubeyaml::{Node, Shape, Value};

use crate::change::Changes;

/// Plans the changes of a text.
pub struct Plan<'c, 'a> {
    /// The text.
    pub text: &'a str,
    /// Where the changes go.
    pub changes: &'c mut Changes<'a>,
}

/// What holds a node.
#[derive(Clone, Copy, Debug)]
pub enum Holder {
    /// Nothing.
    Document,
    /// An entry of a block mapping.
    Entry {
        /// The column of its key.
        column: usize,
        /// The byte behind its `:`.
        behind: usize,
    },
    /// An item of a block list.
    Item {
        /// The column of its `-`.
        column: usize,
        /// The byte behind its `-`.
        behind: usize,
    },
    /// Brackets or braces.
    Flow,
}

impl Plan<'_, '_> {
    /// Plans what makes a node that reads as `before` read as `after`; `None` if that cannot be done in place.
    pub fn node(&mut self, node: &Node, before: &Value, after: &Value, holder: Holder) -> Option<()> {
        if before == after {
            return Some(());
        }
        let done = match (&node.shape, before, after) {
            (Shape::Map(entries), Value::Map(before), Value::Map(after))
                if !entries.is_empty() && !after.is_empty() =>
            {
                self.tried(|plan| match plan.is_flow(node) {
                    true => plan.flow_map(entries, before, after),
                    false => plan.block_map(entries, before, after),
                })
            }
            (Shape::List(items), Value::List(before), Value::List(after))
                if !items.is_empty() && !after.is_empty() && items.len() == before.len() =>
            {
                self.tried(|plan| match plan.is_flow(node) {
                    true => plan.flow_list(items, before, after),
                    false => plan.block_list(node, items, before, after),
                })
            }
            _ => None,
        };
        done.or_else(|| self.replace(node, after, holder))
    }

    /// Whether a list or mapping stands in brackets or braces.
    pub fn is_flow(&self, node: &Node) -> bool {
        matches!(self.text.as_bytes().get(node.span.start), Some(b'[' | b'{'))
    }

    /// Plans, and takes back what was planned where it leads nowhere.
    fn tried(&mut self, plan: impl FnOnce(&mut Self) -> Option<()>) -> Option<()> {
        let planned = self.changes.len();
        let done = plan(self);
        if done.is_none() {
            self.changes.truncate(planned);
        }
        done
    }
}
