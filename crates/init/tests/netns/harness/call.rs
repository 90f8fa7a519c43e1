//! A call from one place to another, and where it ended.

use std::fmt;
use std::io::{Error, ErrorKind, Read};
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use socket2::{Domain, Socket};

use super::namespace::{Identity, Namespace};
use super::service::{Arrival, caller, transparent};

/// An answer on one machine is there in a millisecond; a busy machine may need longer.
const PATIENCE: Duration = Duration::from_secs(4);
/// So long is waited where no answer is expected.
const SILENCE: Duration = Duration::from_millis(400);

/// What is sent.
#[derive(Debug, Clone, Copy)]
pub struct Call {
    pub who: Identity,
    /// The caller's own address; a port of zero takes a free one.
    pub from: Option<SocketAddr>,
    pub to: SocketAddr,
    /// UDP rather than TCP.
    pub datagram: bool,
    /// The mark of its packets; such a caller may have any address.
    pub mark: Option<u32>,
    /// Whether an answer is expected: without, less time is spent on waiting.
    pub hopeful: bool,
}

/// Where it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Somebody answered; the caller's own address beside it.
    Arrived(Arrival, SocketAddr),
    /// Nobody waits there, or somebody said no.
    Refused,
    /// Somebody took the call and hung up without a word.
    Closed,
    /// No answer.
    Silence,
    /// The caller cannot have that address.
    NoSuchSource,
}

impl fmt::Display for End {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            End::Arrived(arrival, caller) => {
                let Arrival { door, local, .. } = arrival;
                write!(out, "arrived at the door {door} as {local}")?;
                if let Some(original) = arrival.original {
                    write!(out, ", original destination {original}")?;
                }
                write!(out, ", from {} (the caller is {caller})", arrival.caller)
            }
            End::Refused => write!(out, "was refused"),
            End::Closed => write!(out, "was closed without a word"),
            End::Silence => write!(out, "got no answer"),
            End::NoSuchSource => write!(out, "cannot have that source address"),
        }
    }
}

impl Call {
    /// A call over TCP from any address.
    pub fn new(who: Identity, to: SocketAddr) -> Call {
        Call { who, from: None, to, datagram: false, mark: None, hopeful: true }
    }

    /// Makes the call in a namespace.
    pub fn make(self, namespace: &Namespace) -> End {
        // No rule of ours says so: on a machine that is very busy the kernel gives up to look for a neighbour.
        let is_hasty = |e: &Error| e.kind() == ErrorKind::HostUnreachable;
        let mut attempts = (0..3).map(|_| namespace.inside(self.who, || self.attempt()));
        let end = attempts.find(|end| !end.as_ref().is_err_and(is_hasty)).expect("a neighbour that answers");
        end.unwrap_or_else(|error| match error.kind() {
            ErrorKind::ConnectionRefused => End::Refused,
            ErrorKind::ConnectionReset => End::Closed,
            ErrorKind::TimedOut | ErrorKind::WouldBlock => End::Silence,
            ErrorKind::AddrNotAvailable => End::NoSuchSource,
            _ => panic!("{self:?}: {error}"),
        })
    }

    fn attempt(&self) -> std::io::Result<End> {
        let patience = if self.hopeful { PATIENCE } else { SILENCE };
        let socket = caller(self.to, self.datagram);
        self.prepare(&socket)?;
        socket.set_read_timeout(Some(patience))?;
        let mut answer = [0; 256];
        let length = if self.datagram {
            socket.connect(&self.to.into())?;
            socket.send(b"where am I?")?;
            (&socket).read(&mut answer)?
        } else {
            socket.connect_timeout(&self.to.into(), patience)?;
            (&socket).read(&mut answer)?
        };
        let text = String::from_utf8_lossy(&answer[..length]);
        let Some(arrival) = Arrival::read(&text) else { return Ok(End::Closed) };
        Ok(End::Arrived(arrival, socket.local_addr()?.as_socket().unwrap()))
    }

    fn prepare(&self, socket: &Socket) -> std::io::Result<()> {
        if let Some(mark) = self.mark {
            socket.set_mark(mark)?;
            transparent(socket, Domain::for_address(self.to))?;
        }
        match self.from {
            Some(from) => {
                socket.set_reuse_address(true)?;
                socket.bind(&from.into())
            }
            None => Ok(()),
        }
    }
}

/// Asks from a free port of an address.
pub fn free_port(address: IpAddr) -> Option<SocketAddr> {
    Some(SocketAddr::new(address, 0))
}
