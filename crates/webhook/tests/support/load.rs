//! Clients that never stop asking.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use tokio::task::JoinSet;

use super::{Client, review};

pub const PROTOCOLS: [&str; 2] = ["http/1.1", "h2"];

/// Clients that send requests over kept and new connections until they are stopped.
pub struct Load {
    over: Arc<AtomicBool>,
    answered: Arc<AtomicUsize>,
    clients: JoinSet<Result<(), String>>,
}

impl Load {
    pub fn start(client: &Client, per_connection: usize) -> Load {
        let mut load = Load { over: Arc::default(), answered: Arc::default(), clients: JoinSet::new() };
        for protocol in PROTOCOLS.into_iter().cycle().take(4) {
            let (client, over, answered) =
                (client.clone(), Arc::clone(&load.over), Arc::clone(&load.answered));
            load.clients.spawn(async move {
                while !over.load(Ordering::Relaxed) {
                    let (mut sender, _) = client.open(protocol).await?;
                    for _ in 0..per_connection {
                        let (status, body) = sender.post(review("good")).await?;
                        if status != 200 || !body.contains("\"allowed\":true") {
                            return Err(format!("{status} {body}"));
                        }
                        answered.fetch_add(1, Ordering::Relaxed);
                    }
                }
                Ok(())
            });
        }
        load
    }

    pub async fn end(mut self) -> usize {
        self.over.store(true, Ordering::Relaxed);
        while let Some(outcome) = self.clients.join_next().await {
            outcome.unwrap().unwrap();
        }
        self.answered.load(Ordering::Relaxed)
    }
}
