//! The way from the machine to the control plane: a port of the machine, whose connections go on inside the lab.

use std::io;
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::plane::XDS;

/// How many connections there may be.
const CONNECTIONS: usize = 64;

/// Passes each connection of a listener, whichever namespace that is of, on to the control plane of this one.
pub(crate) fn open(listener: TcpListener) {
    let room = Arc::new(AtomicUsize::new(0));
    thread::spawn(move || {
        for outside in listener.incoming() {
            let Ok(outside) = outside else {
                thread::sleep(Duration::from_millis(50));
                continue;
            };
            if room.fetch_add(1, Ordering::Relaxed) >= CONNECTIONS {
                room.fetch_sub(1, Ordering::Relaxed);
                continue;
            }
            let room = Arc::clone(&room);
            thread::spawn(move || {
                // How it ends, its caller sees.
                let _ = pass(&outside);
                room.fetch_sub(1, Ordering::Relaxed);
            });
        }
    });
}

fn pass(outside: &TcpStream) -> io::Result<()> {
    let inside = TcpStream::connect((Ipv4Addr::LOCALHOST, XDS))?;
    thread::scope(|scope| {
        let up = scope.spawn(|| copy(outside, &inside));
        let down = copy(&inside, outside);
        up.join().unwrap_or(Ok(())).and(down)
    })
}

fn copy(mut from: &TcpStream, mut to: &TcpStream) -> io::Result<()> {
    let copied = io::copy(&mut from, &mut to);
    let _ = to.shutdown(Shutdown::Write);
    copied.map(drop)
}
