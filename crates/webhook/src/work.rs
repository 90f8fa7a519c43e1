//! Who works on a review, and with how much: what is cheap is answered at once, what is dear in turns, a few beside the
//! others, so that an ordinary pod never waits for a strange one. How dear a review is shows only while it is worked on.

use std::sync::Arc;

use tokio::time::timeout;

use crate::admission::{self, Reply, Unanswered};
use crate::app::App;
use crate::body::Whole;
use crate::engine::{Allowance, Engine};

/// A review that has no reply.
#[derive(Debug)]
pub(crate) enum NoReply {
    /// It cannot be answered.
    Unanswered(Unanswered),
    /// Too many others are worked on.
    Busy,
}

impl From<Unanswered> for NoReply {
    fn from(unanswered: Unanswered) -> NoReply {
        NoReply::Unanswered(unanswered)
    }
}

/// Answers a review with an engine, and gives its body back.
///
/// # Errors
/// It costs too much, there is no turn or no memory for it, or the engine panics.
pub async fn answer(
    app: &App,
    engine: &Arc<Box<dyn Engine>>,
    mut body: Whole,
    path: &str,
) -> Result<(Reply, Arc<Whole>), NoReply> {
    let limits = &app.limits;
    if body.bytes.len() <= limits.inline_body {
        let little = Allowance { memory: limits.inline_memory, steps: limits.inline_steps, is_all: false };
        match admission::answer(&body.bytes, path, &***engine, app.behaviour.warnings, little) {
            Err(Unanswered::TooDear) => {}
            done => return Ok((done?, Arc::new(body))),
        }
    }
    if !body.stays(&app.bodies) {
        return Err(NoReply::Busy);
    }
    let body = Arc::new(body);
    let reply = match in_turn(app, engine, &body, path, 1).await {
        Err(NoReply::Unanswered(Unanswered::TooDear)) if limits.heavy_at_once > 1 => {
            in_turn(app, engine, &body, path, limits.heavy_at_once).await
        }
        done => done,
    };
    Ok((reply?, body))
}

/// Waits for so many turns, and works on the review off the threads that serve connections.
async fn in_turn(
    app: &App,
    engine: &Arc<Box<dyn Engine>>,
    body: &Arc<Whole>,
    path: &str,
    turns: u32,
) -> Result<Reply, NoReply> {
    let limits = &app.limits;
    let waiting = Arc::clone(&app.turns).acquire_many_owned(turns);
    let Ok(Ok(turn)) = timeout(limits.body_time, waiting).await else { return Err(NoReply::Busy) };
    let allowance = Allowance {
        memory: limits.heavy_memory.saturating_mul(turns as usize),
        steps: limits.heavy_steps,
        is_all: turns == limits.heavy_at_once,
    };
    let (engine, body, path) = (Arc::clone(engine), Arc::clone(body), path.to_owned());
    let warnings = app.behaviour.warnings;
    let work = move || {
        // Both go on until the work is done, even if the client has gone.
        let _held = (turn, &body);
        admission::answer(&body.bytes, &path, &**engine, warnings, allowance)
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => Ok(done?),
        // The runtime ends.
        Err(_) => Err(NoReply::Busy),
    }
}
