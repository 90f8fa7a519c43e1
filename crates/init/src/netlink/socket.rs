//! A netlink socket: a request goes out, its answers come back.

use std::io;
use std::os::fd::OwnedFd;
use std::time::Duration;

use rustix::io::retry_on_intr;
use rustix::net::sockopt::{Timeout, set_socket_timeout};
use rustix::net::{AddressFamily, Protocol, RecvFlags, SendFlags, SocketFlags, SocketType, netlink};

use super::message::{Reply, Request};

/// The answer is an error, or says that there was none; a end of a list has the same form.
const ERROR: u16 = 2;
/// The list is at its end.
const DONE: u16 = 3;
/// The kernel never takes this long; an emulation of it may not answer at all.
const PATIENCE: Duration = Duration::from_secs(5);
/// The kernel fits the datagrams of a list into the buffer that it finds, and none of these objects is larger.
const DATAGRAM: usize = 8 * 1024;
/// No list that we ask for is longer than this.
const MOST_REPLIES: usize = 1 << 16;

/// A connection to one subsystem of the kernel, in the network namespace of the thread that opened it.
#[derive(Debug)]
pub struct Socket {
    descriptor: OwnedFd,
    sequence: u32,
}

impl Socket {
    /// Opens the subsystem for addresses, routes and rules.
    ///
    /// # Errors
    /// When the kernel gives no such socket.
    pub fn route() -> io::Result<Self> {
        Self::open(None)
    }

    /// Opens the subsystem of packet filters.
    ///
    /// # Errors
    /// When the kernel gives no such socket.
    pub(crate) fn netfilter() -> io::Result<Self> {
        Self::open(Some(netlink::NETFILTER))
    }

    fn open(protocol: Option<Protocol>) -> io::Result<Self> {
        let descriptor = rustix::net::socket_with(
            AddressFamily::NETLINK,
            SocketType::RAW,
            SocketFlags::CLOEXEC,
            protocol,
        )?;
        set_socket_timeout(&descriptor, Timeout::Recv, Some(PATIENCE))?;
        Ok(Self { descriptor, sequence: 0 })
    }

    /// Sends a request and gives its answers without the closing one.
    ///
    /// # Errors
    /// The kernel's own error, or one of the socket.
    pub fn ask(&mut self, request: &Request) -> io::Result<Vec<Reply>> {
        self.sequence = self.sequence.wrapping_add(1);
        rustix::net::send(&self.descriptor, &request.bytes(self.sequence), SendFlags::empty())?;
        let mut replies = Vec::new();
        let mut datagram = vec![0; DATAGRAM];
        loop {
            let (_, length) = retry_on_intr(|| {
                rustix::net::recv(&self.descriptor, datagram.as_mut_slice(), RecvFlags::empty())
            })?;
            for reply in Reply::all(datagram.get(..length).unwrap_or_default()) {
                match reply.kind {
                    _ if reply.sequence != self.sequence => {}
                    DONE | ERROR => return outcome(&reply).map(|()| replies),
                    _ if replies.len() >= MOST_REPLIES => {
                        return Err(io::Error::other("the kernel's answer does not end"));
                    }
                    _ => replies.push(reply),
                }
            }
        }
    }
}

/// The error in a closing answer: the negated number of it, zero for none.
fn outcome(reply: &Reply) -> io::Result<()> {
    let number = reply.payload.get(..4).and_then(|four| four.try_into().ok()).map_or(0, i32::from_ne_bytes);
    if number == 0 { Ok(()) } else { Err(io::Error::from_raw_os_error(number.saturating_neg())) }
}
