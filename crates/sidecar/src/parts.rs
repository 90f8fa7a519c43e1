//! What runs beside Envoy, each a task of its own: the status server, and what Envoy asks the agent for.
//!
//! A part listens before Envoy starts, so that Envoy finds it, and serves afterwards. One that fails ends the agent: what it
//! answers for would be missed, and nobody would know.

use std::future::Future;
use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::task::JoinSet;

use agent::Plan;
use agent::drain::Event;

use crate::dns::Publisher;
use crate::gate::Gate;
use crate::metrics::Metrics;
use crate::stop::Stop;

/// What parts share.
#[derive(Clone, Debug)]
pub struct Shared {
    /// What is to be done.
    pub plan: Arc<Plan>,
    /// Whether the proxy is ready; parts say here what it depends on.
    pub gate: Arc<Gate>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// What is asked of the run loop.
    pub(crate) events: mpsc::Sender<Event>,
    /// Where the names of the mesh go; `None` where the pod has no name server of the agent's.
    pub names: Option<Publisher>,
    /// When to end.
    pub stop: Stop,
}

/// The parts that run.
#[derive(Debug, Default)]
pub(crate) struct Parts(JoinSet<(&'static str, Result<(), String>)>);

impl Parts {
    /// Runs a part. `name` is what the log calls it; the future ends when [`Shared::stop`] says so, or with the reason why
    /// the part cannot go on.
    pub(crate) fn run(
        &mut self,
        name: &'static str,
        part: impl Future<Output = Result<(), String>> + Send + 'static,
    ) {
        self.0.spawn(async move { (name, part.await) });
    }

    /// The next part that ends before it should, and why. Without parts this waits without end.
    pub(crate) async fn failed(&mut self) -> (&'static str, String) {
        loop {
            match self.0.join_next().await {
                Some(Ok((name, Err(why)))) => return (name, why),
                Some(Ok((_, Ok(())))) => {}
                Some(Err(error)) => return ("a part", error.to_string()),
                None => std::future::pending().await,
            }
        }
    }
}
