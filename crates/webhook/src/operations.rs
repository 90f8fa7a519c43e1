//! The plain port, for probes and what gathers metrics: of the webhook, and of any program beside it.

use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::accept::accept_one;
use crate::connection::{self, Terms};
use crate::limits::Limits;
use crate::operated::Operated;
use crate::pool::Pool;
use crate::room::Room;
use crate::routes::Operations;

/// Bytes of the metrics and the like that were not written yet.
const ANSWERS: u32 = 4 << 20;

/// Serves `/metrics`, `/healthz` and `/readyz` without TLS; never ends.
pub async fn serve_operations(listener: TcpListener, operated: Arc<dyn Operated>, limits: Limits) {
    // Held as long as connections are accepted: they end with it.
    let (_stop, stopped) = watch::channel(false);
    accept(listener, operated, limits, stopped).await;
}

/// The plain port has room of its own, and who asks nothing there goes at once when others come: however many connect,
/// a probe gets its answer.
pub(crate) async fn accept(
    listener: TcpListener,
    operated: Arc<dyn Operated>,
    limits: Limits,
    stop: watch::Receiver<bool>,
) {
    let room = Room::new(limits.operations_connections, Duration::ZERO);
    let operations = Operations { operated, answers: Pool::new(ANSWERS) };
    loop {
        let Some(stream) = accept_one(&listener, &room).await else { continue };
        let terms = Terms { limits, place: room.place().await, stop: stop.clone() };
        tokio::spawn(connection::serve(stream, false, terms, operations.clone()));
    }
}
