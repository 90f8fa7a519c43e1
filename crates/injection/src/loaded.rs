//! What is known of an injector as soon as it is loaded, before the first pod.

mod defaults;
mod fields;
mod note;
mod rules;

pub use note::LoadNote;

use crate::injector::Injector;

/// No more unknown fields are named.
const NAMED: usize = 10;

/// What the operator of an injector should know of it.
pub fn notes(injector: &Injector) -> Vec<LoadNote> {
    let mut notes = fields::unknown(injector.config(), injector.values(), injector.mesh());
    let more = notes.len().saturating_sub(NAMED);
    notes.truncate(NAMED);
    notes.extend((more > 0).then_some(LoadNote::MoreUnknownFields { count: more }));
    notes.extend(rules::unusable(injector.config()));
    notes.extend(defaults::open(injector.config(), injector.mesh()));
    notes
}
