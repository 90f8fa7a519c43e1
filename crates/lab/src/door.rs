//! The way from the machine to the control plane: a port of the machine, whose connections go on inside the lab.

use std::io;
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::error::LabError;
use crate::plane::XDS;

/// How many connections there may be, and how long one may take nothing of what it is sent.
const CONNECTIONS: usize = 64;
const PATIENCE: Duration = Duration::from_secs(60);

/// Passes each connection of a listener, whichever namespace that is of, on to the control plane of this one.
///
/// # Errors
/// The system has no thread for it.
pub(crate) fn open(listener: TcpListener) -> Result<(), LabError> {
    let room = Arc::new(AtomicUsize::new(0));
    let accept = move || {
        for outside in listener.incoming() {
            let Ok(outside) = outside else {
                thread::sleep(Duration::from_millis(50));
                continue;
            };
            if room.fetch_add(1, Ordering::Relaxed) >= CONNECTIONS {
                room.fetch_sub(1, Ordering::Relaxed);
                continue;
            }
            let place = Arc::clone(&room);
            let passed = thread::Builder::new().spawn(move || {
                // How it ends, its caller sees.
                let _ = pass(&outside);
                place.fetch_sub(1, Ordering::Relaxed);
            });
            if passed.is_err() {
                room.fetch_sub(1, Ordering::Relaxed);
            }
        }
    };
    let opened = thread::Builder::new().spawn(accept).map(drop);
    opened.map_err(|source| LabError::System { what: "a thread cannot be started", source })
}

fn pass(outside: &TcpStream) -> io::Result<()> {
    let inside = TcpStream::connect((Ipv4Addr::LOCALHOST, XDS))?;
    outside.set_write_timeout(Some(PATIENCE))?;
    inside.set_write_timeout(Some(PATIENCE))?;
    thread::scope(|scope| {
        let up = thread::Builder::new().spawn_scoped(scope, || copy(outside, &inside))?;
        let down = copy(&inside, outside);
        up.join().unwrap_or(Ok(())).and(down)
    })
}

fn copy(mut from: &TcpStream, mut to: &TcpStream) -> io::Result<()> {
    let copied = io::copy(&mut from, &mut to);
    let _ = to.shutdown(Shutdown::Write);
    copied.map(drop)
}
