//! What functions may know of the world outside the template: nothing, unless it is handed in.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use crate::Fault;

/// The environment: the value of a variable, if it is set.
pub type Environment = dyn Fn(&str) -> Option<String> + Send + Sync;
/// The clock.
pub type Clock = dyn Fn() -> SystemTime + Send + Sync;
/// Randomness: fills the bytes.
pub type Random = dyn Fn(&mut [u8]) + Send + Sync;

/// What `env`, `now`, `randAlpha` and their like draw on. Without a source such a function fails when it is called,
/// not when a template that names it is parsed.
#[derive(Clone, Default)]
pub struct Sources {
    /// For `env` and `expandenv`.
    pub env: Option<Arc<Environment>>,
    /// For `now`, `ago` and dates of what is not a date.
    pub now: Option<Arc<Clock>>,
    /// For `randAlphaNum`, `randInt`, `shuffle`, `uuidv4` and their like.
    pub random: Option<Arc<Random>>,
}

impl Sources {
    /// What `function` says when it is called without `what`.
    pub(super) fn refusal(function: &str, what: &str) -> Fault {
        Fault::Message(format!("function {function:?} needs {what}, which templates here do not have"))
    }

    /// The time; errors without a clock.
    pub(super) fn now(&self, function: &str) -> Result<SystemTime, Fault> {
        self.now.as_ref().map(|clock| clock()).ok_or_else(|| Sources::refusal(function, "the clock"))
    }

    /// A variable of the environment, "" when it is not set; errors without an environment.
    pub(super) fn variable(&self, function: &str, name: &str) -> Result<String, Fault> {
        let env = self.env.as_ref().ok_or_else(|| Sources::refusal(function, "the environment"))?;
        Ok(env(name).unwrap_or_default())
    }

    /// A number below `bound`, all equally likely; errors without randomness.
    pub(super) fn below(&self, function: &str, bound: u64) -> Result<u64, Fault> {
        let bound = bound.max(1);
        let limit = u64::MAX - u64::MAX % bound;
        loop {
            let mut bytes = [0; 8];
            self.fill(function, &mut bytes)?;
            let number = u64::from_le_bytes(bytes);
            // The top of the range would make small numbers likelier.
            if number < limit {
                return Ok(number % bound);
            }
        }
    }

    /// Fills bytes; errors without randomness.
    pub(super) fn fill(&self, function: &str, bytes: &mut [u8]) -> Result<(), Fault> {
        let random = self.random.as_ref().ok_or_else(|| Sources::refusal(function, "randomness"))?;
        random(bytes);
        Ok(())
    }
}

impl fmt::Debug for Sources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sources")
            .field("env", &self.env.is_some())
            .field("now", &self.now.is_some())
            .field("random", &self.random.is_some())
            .finish()
    }
}
