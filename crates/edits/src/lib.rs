//! Edits of YAML text that leave every other line as it was: comments, order, quotes, blank lines and line ends stay.
//!
//! ```
//! let text = "# mine\nreplicas: 2   # two\nlabels: {app: web}\n";
//! let before = kubeyaml::read(text).expect("it is YAML");
//! let after = kubeyaml::read("{replicas: 2, labels: {app: web, tier: front}}").expect("it is YAML");
//! let edited = edits::edit(text, &before, &after).expect("it is YAML");
//! assert_eq!(edited.text, "# mine\nreplicas: 2   # two\nlabels: {app: web, \"tier\": \"front\"}\n");
//! ```

mod aliases;
mod change;
mod list;
mod map;
mod place;
mod plan;
mod replace;
mod undo;

use kubeyaml::{Node, ReadError, Value, outline, read_alone};

use self::change::{Changes, Piece};
use self::plan::{Holder, Plan};
pub use self::undo::{Recorded, recorded, with_record};

/// A text that was edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The text.
    pub text: String,
    /// How much of it is as it was.
    pub kept: Kept,
    /// What was put where, in order.
    pieces: Vec<Piece>,
}

/// How much of a text an edit has kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// All that did not have to change.
    Rest,
    /// The same, but what stood behind `*name` was written out, as only one place of several was to change.
    WithoutAliases,
    /// Only what stands before the document.
    Nothing,
}

/// The text of one document, which reads as `before`, changed so that it reads as `after`.
///
/// The lines of the text that need no change stay byte for byte. What is edited is read again: where it would not read as
/// `after`, more is written anew, in the end the whole document.
///
/// # Errors
/// The text is not YAML.
pub fn edit(text: &str, before: &Value, after: &Value) -> Result<Edited, ReadError> {
    if before == after {
        return Ok(Edited { text: text.to_owned(), kept: Kept::Rest, pieces: Vec::new() });
    }
    let Some(root) = outline(text)? else { return Ok(whole(text, None, after)) };
    if let Some((text, pieces)) = in_place(text, &root, before, after) {
        return Ok(Edited { text, kept: Kept::Rest, pieces });
    }
    if let Some(expanded) = aliases::expanded(text, &root, before).filter(|text| reads_as(text, before))
        && let Some(root) = outline(&expanded)?
        && let Some((edited, _)) = in_place(&expanded, &root, before, after)
    {
        let pieces = vec![undo::differing(text, &edited)];
        return Ok(Edited { text: edited, kept: Kept::WithoutAliases, pieces });
    }
    Ok(whole(text, Some(&root), after))
}

/// Whether an edit of a text which reads as `before` gives `wanted`, which reads as `after`.
pub fn gives(text: &str, before: &Value, after: &Value, wanted: &str) -> bool {
    let planned = outline(text).ok().flatten().and_then(|root| planned(text, &root, before, after));
    planned.is_some_and(|(edited, _)| edited == wanted)
}

fn in_place(text: &str, root: &Node, before: &Value, after: &Value) -> Option<(String, Vec<Piece>)> {
    planned(text, root, before, after).filter(|(edited, _)| reads_as(edited, after))
}

fn planned(text: &str, root: &Node, before: &Value, after: &Value) -> Option<(String, Vec<Piece>)> {
    let mut changes = Changes::of(text);
    Plan { text, changes: &mut changes }.node(root, before, after, Holder::Document)?;
    changes.applied()
}

fn reads_as(text: &str, value: &Value) -> bool {
    read_alone(text, usize::MAX).is_ok_and(|read| read == *value)
}

/// The document written anew, behind what stands before it.
fn whole(text: &str, root: Option<&Node>, after: &Value) -> Edited {
    let head = match root {
        Some(root) => text.get(..place::line_start(text, root.start)),
        None => Some(text),
    };
    let mut new = head.unwrap_or_default().to_owned();
    if !new.is_empty() && !new.ends_with('\n') {
        new.push('\n');
    }
    let written = kubeyaml::write(after);
    new.push_str(&if place::has_crlf(text) { written.replace('\n', "\r\n") } else { written });
    let pieces = vec![undo::differing(text, &new)];
    Edited { text: new, kept: Kept::Nothing, pieces }
}
