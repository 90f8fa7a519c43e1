//! Taking a connection.

use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;

use crate::room::Room;

/// A listener that cannot accept (no file descriptors) is tried again after this.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// The next connection; `None` if there is none to be had, which is waited out.
pub(crate) async fn accept_one(listener: &TcpListener, room: &Room) -> Option<TcpStream> {
    match listener.accept().await {
        Ok((stream, _)) => {
            // Only a matter of latency.
            let _ = stream.set_nodelay(true);
            Some(stream)
        }
        Err(e) => {
            tracing::warn!(error = %e, "cannot accept a connection");
            room.send_one_away();
            sleep(ACCEPT_PAUSE).await;
            None
        }
    }
}
