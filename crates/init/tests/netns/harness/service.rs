//! Servers that tell each caller where it arrived.

use std::fmt;
use std::io::{PipeWriter, Write};
use std::net::SocketAddr;
use std::os::fd::{AsFd, BorrowedFd};
use std::thread::JoinHandle;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use socket2::{Domain, Protocol, Socket, Type};

use super::namespace::{Identity, Namespace, ROOT};

/// A port that somebody waits on.
#[derive(Debug, Clone, Copy)]
pub struct Door {
    address: SocketAddr,
    datagrams: bool,
    transparent: bool,
}

impl Door {
    /// A port for connections.
    pub fn tcp(address: SocketAddr) -> Door {
        Door { address, datagrams: false, transparent: false }
    }

    /// A port for datagrams; the address must be one, or answers would come from another.
    pub fn udp(address: SocketAddr) -> Door {
        Door { datagrams: true, ..Door::tcp(address) }
    }

    /// Whether it takes what is sent to addresses that are not the machine's.
    pub fn transparent(self, transparent: bool) -> Door {
        Door { transparent, ..self }
    }

    fn open(self) -> Socket {
        let domain = Domain::for_address(self.address);
        let kind = if self.datagrams { Type::DGRAM } else { Type::STREAM };
        let socket = Socket::new(domain, kind, None).unwrap();
        socket.set_reuse_address(true).unwrap();
        if domain == Domain::IPV6 {
            socket.set_only_v6(true).unwrap();
        }
        if self.transparent {
            transparent(&socket, domain).expect("needs the capability NET_ADMIN");
        }
        let place = self.address;
        socket.bind(&place.into()).unwrap_or_else(|error| panic!("cannot listen on {place}: {error}"));
        if !self.datagrams {
            socket.listen(128).unwrap();
        }
        socket.set_nonblocking(true).unwrap();
        socket
    }
}

/// Lets a socket have addresses that are not the machine's.
pub fn transparent(socket: &Socket, domain: Domain) -> std::io::Result<()> {
    if domain == Domain::IPV6 {
        socket.set_ip_transparent_v6(true)
    } else {
        socket.set_ip_transparent_v4(true)
    }
}

/// Where a caller arrived, in the words of who took the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    /// The port that the server waits on.
    pub door: u16,
    /// The server's own address of this connection.
    pub local: SocketAddr,
    /// Where the connection was going before a rule changed it, as the kernel tells a proxy.
    pub original: Option<SocketAddr>,
    /// The caller's address as the server sees it.
    pub caller: SocketAddr,
}

impl fmt::Display for Arrival {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Arrival { door, local, original, caller } = self;
        let original = original.map_or_else(|| "-".to_owned(), |address| address.to_string());
        write!(out, "{door} {local} {original} {caller}")
    }
}

impl Arrival {
    /// Reads what a server wrote.
    pub fn read(text: &str) -> Option<Arrival> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let [door, local, original, caller] = words.as_slice() else { return None };
        Some(Arrival {
            door: door.parse().ok()?,
            local: local.parse().ok()?,
            original: original.parse().ok(),
            caller: caller.parse().ok()?,
        })
    }
}

/// A thread that answers on some ports until this is dropped.
#[derive(Debug)]
pub struct Service {
    stop: Option<PipeWriter>,
    thread: Option<JoinHandle<()>>,
}

impl Service {
    /// Opens all ports, and then answers beside everything else.
    pub fn start(namespace: &Namespace, owner: Identity, doors: Vec<Door>) -> Service {
        let (read, stop) = std::io::pipe().unwrap();
        let sockets: Vec<(Socket, Door)> =
            namespace.inside(owner, || doors.into_iter().map(|door| (door.open(), door)).collect());
        let thread = std::thread::spawn(move || serve(&sockets, read.as_fd()));
        Service { stop: Some(stop), thread: Some(thread) }
    }

    /// A port that takes connections and says nothing.
    pub fn silent(namespace: &Namespace, door: Door) -> Socket {
        namespace.inside(ROOT, || door.open())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic there has been printed, and the caller that got no answer fails.
            let _ = thread.join();
        }
    }
}

/// Answers until the other end of the pipe is closed.
fn serve(sockets: &[(Socket, Door)], stop: BorrowedFd<'_>) {
    loop {
        let mut watched = vec![PollFd::new(&stop, PollFlags::IN)];
        watched.extend(sockets.iter().map(|(socket, _)| PollFd::new(socket, PollFlags::IN)));
        poll(&mut watched, None).unwrap();
        let ready: Vec<bool> = watched.iter().map(|one| !one.revents().is_empty()).collect();
        if ready[0] {
            return;
        }
        for ((socket, door), _) in sockets.iter().zip(&ready[1..]).filter(|(_, ready)| **ready) {
            // A caller that is gone again does no harm.
            let _ = if door.datagrams { answer(socket, door) } else { accept(socket, door) };
        }
    }
}

/// Takes a connection, tells it where it is, and closes it.
fn accept(listener: &Socket, door: &Door) -> std::io::Result<()> {
    let (connection, caller) = listener.accept()?;
    connection.set_nonblocking(false)?;
    connection.set_write_timeout(Some(Duration::from_secs(2)))?;
    let caller = caller.as_socket().unwrap();
    let original = match caller {
        SocketAddr::V4(_) => connection.original_dst_v4(),
        SocketAddr::V6(_) => connection.original_dst_v6(),
    };
    let arrival = Arrival {
        door: door.address.port(),
        local: connection.local_addr()?.as_socket().unwrap(),
        original: original.ok().and_then(|address| address.as_socket()),
        caller,
    };
    (&connection).write_all(arrival.to_string().as_bytes())
}

/// Answers a datagram with the same words. Nothing tells its original destination.
fn answer(socket: &Socket, door: &Door) -> std::io::Result<()> {
    let socket = std::net::UdpSocket::from(socket.try_clone()?);
    let (_, caller) = socket.recv_from(&mut [0; 64])?;
    let arrival = Arrival { door: door.address.port(), local: socket.local_addr()?, original: None, caller };
    socket.send_to(arrival.to_string().as_bytes(), caller).map(drop)
}

/// A socket for a caller.
pub fn caller(address: SocketAddr, datagrams: bool) -> Socket {
    let (kind, protocol) =
        if datagrams { (Type::DGRAM, Protocol::UDP) } else { (Type::STREAM, Protocol::TCP) };
    Socket::new(Domain::for_address(address), kind, Some(protocol)).unwrap()
}
