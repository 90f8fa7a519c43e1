//! The playground: a manifest, a configuration and a release are typed, and what injection makes of them is answered.
//!
//! ```text
//! Asked ─► resolve ─► Setting ─► each document: inject, edit ─► Outcome ─► Answer
//!                  └─► problems, each at its line
//! ```
//!
//! The same function answers for the page that `outrigger playground` serves and, compiled to WebAssembly, for the page
//! that is a file. Everything that is asked is typed by somebody, or comes with a link: it is bounded, and stays text.

mod answer;
mod asked;
mod findings;
pub mod html;
mod lines;
mod outcome;
mod page;
mod place;
mod problem;
mod setting;
mod start;
mod workload;

use answer::Answer;
use asked::Asked;
pub use asked::{AskedError, MOST};
pub use page::{Engine, page};
use setting::Settings;

/// Answers questions, one after the other. The last configurations are kept, which changes no answer.
#[derive(Debug, Default)]
pub struct Playground {
    settings: Settings,
}

impl Playground {
    /// Answers a question in JSON, with an answer in JSON.
    ///
    /// # Errors
    /// The text is not a question, or it is too long.
    pub fn answer(&mut self, question: &str) -> Result<String, AskedError> {
        let answer = Answer::to(&Asked::read(question)?, &mut self.settings);
        Ok(serde_json::to_string(&answer).unwrap_or_default())
    }
}

/// Answers one question; see [`Playground::answer`].
///
/// # Errors
/// The text is not a question, or it is too long.
pub fn answer(question: &str) -> Result<String, AskedError> {
    Playground::default().answer(question)
}
