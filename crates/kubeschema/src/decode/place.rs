//! Where in the document the decoder is: a list of places on the stack, turned into text only when needed.

use crate::schema::{Field, StructType};

/// A place, linked to the one around it.
pub(super) enum Place<'a> {
    /// The document itself.
    Root,
    /// A field of a struct.
    Field { of: &'static StructType, field: &'static Field, above: &'a Place<'a> },
    /// An item of a list.
    Item { list: &'a Place<'a>, index: usize },
    /// An entry of a mapping, or of a struct that has no such field.
    Entry { map: &'a Place<'a>, key: &'a str },
}

impl Place<'_> {
    /// The place as Go's decoder names it: the innermost struct, then the path of fields, embedded structs included,
    /// without the indices of lists and the keys of mappings. Empty at the root.
    pub(super) fn go_path(&self) -> String {
        let (mut names, mut innermost) = (Vec::new(), None);
        let mut place = self;
        loop {
            place = match place {
                Place::Root => break,
                Place::Item { list: above, .. } | Place::Entry { map: above, .. } => above,
                Place::Field { of, field, above } => {
                    innermost.get_or_insert(of.short_name());
                    names.push(field.json);
                    names.extend(field.via.iter().rev());
                    above
                }
            };
        }
        names.extend(innermost);
        names.reverse();
        names.join(".")
    }

    /// The place as a path of the document: `spec.containers[0].image`.
    pub(super) fn document_path(&self) -> String {
        let mut path = String::new();
        self.write_path(&mut path);
        path
    }

    // Recursion is as deep as the type, which is finite.
    fn write_path(&self, path: &mut String) {
        let (above, name) = match self {
            Place::Root => return,
            Place::Item { list, index } => {
                list.write_path(path);
                path.push_str(&format!("[{index}]"));
                return;
            }
            Place::Field { field, above, .. } => (above, field.json),
            Place::Entry { map, key } => (map, *key),
        };
        above.write_path(path);
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
    }
}
