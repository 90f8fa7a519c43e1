//! Edits that `uninject` takes back to the byte: where the pod itself does not say all that was there, a comment does.

use edits::{Edited, edit, gives, recorded, with_record};
use injection::manifest::Uninjections;
use injection::uninject::Uninjected;
use kubeyaml::{ReadError, Value, read_alone};
use objects::names::STATUS;

use crate::editing::{Done, remark_of};

/// Said of a document that cannot have a comment.
const NO_COMMENT: &str = "`uninject` will not restore it to the byte: JSON has no comments, and the pod does not say all that was there";

/// The text of an object, edited so that it reads as `new`. `undo` takes out what an injection has put into an object.
///
/// What was edited before is edited from where it came from, so that there is one comment at most.
///
/// # Errors
/// It is not YAML.
pub fn edited<F>(
    text: &str,
    object: &Value,
    new: &Value,
    found: F,
    undo: impl Fn(&mut Value) -> Uninjections,
) -> Result<Done<F>, ReadError> {
    if object == new {
        return Ok(Done { text: text.to_owned(), found, remark: None });
    }
    let (mut text, mut object) = (text.to_owned(), object.clone());
    if let Some(recorded) = recorded(&text) {
        let before = recorded.before.and_then(|text| Some((read_alone(&text, usize::MAX).ok()?, text)));
        (object, text) = before.unwrap_or((object, recorded.text));
    }
    let edited = edit(&text, &object, new)?;
    let remark = remark_of(edited.kept);
    if says_all(&edited, new, &text, &object, undo) {
        return Ok(Done { text: edited.text, found, remark });
    }
    Ok(match with_record(&text, &edited) {
        Some(text) => Done { text, found, remark },
        None => Done { text: edited.text, found, remark: remark.or(Some(NO_COMMENT)) },
    })
}

/// Whether an edited text says by itself what the one before it was, or, if that was injected, what that one says.
fn says_all(
    edited: &Edited,
    new: &Value,
    text: &str,
    object: &Value,
    undo: impl Fn(&mut Value) -> Uninjections,
) -> bool {
    let mut back = new.clone();
    let lost = losses(&undo(&mut back));
    let mut before = object.clone();
    let (lost_before, text_before) = match text.contains(STATUS) {
        false => (0, None),
        true => {
            let lost = losses(&undo(&mut before));
            (lost, edit(text, object, &before).ok())
        }
    };
    let text_before = text_before.as_ref().map_or(text, |edited| edited.text.as_str());
    lost <= lost_before && back == before && gives(&edited.text, new, &before, text_before)
}

fn losses(found: &Uninjections) -> usize {
    let losses = found.workloads.iter().map(|workload| match &workload.outcome {
        Uninjected::Restored(losses) => losses.len(),
        Uninjected::Untouched | Uninjected::Partly(_) => 0,
    });
    losses.sum()
}
