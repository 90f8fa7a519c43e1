//! Templates that a function parses and executes while another template is executing.

use std::cell::OnceCell;

use crate::template::Template;
use crate::value::Value;

/// Keeps the templates that functions parse during one execution, for as long as its data lives: values may borrow from
/// both.
#[derive(Default)]
pub struct Nested {
    first: OnceCell<Box<Link>>,
}

struct Link {
    template: Template,
    next: OnceCell<Box<Link>>,
}

impl Nested {
    /// Keeps a template.
    pub(crate) fn keep(&self, template: Template) -> &Template {
        let mut end = &self.first;
        while let Some(link) = end.get() {
            end = &link.next;
        }
        &end.get_or_init(|| Box::new(Link { template, next: OnceCell::new() })).template
    }
}

/// Where a function is called: the data of the outermost template, and what keeps templates.
#[derive(Clone, Copy)]
pub(crate) struct Within<'c, 'a> {
    pub(crate) root: &'c Value<'a>,
    pub(crate) nested: &'a Nested,
}
