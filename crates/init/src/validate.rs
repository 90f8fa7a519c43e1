//! Tries the rules with connections: from this pod to an address that only the rules send back.
//!
//! Source: Istio 1.30 `tools/istio-iptables/pkg/validation`.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::os::fd::{AsFd, OwnedFd};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::net::sockopt::{ip_original_dst, ipv6_original_dst, set_socket_reuseaddr, set_socket_reuseport};
use rustix::net::{AddressFamily, SendFlags, SocketFlags, SocketType};

/// The time between two connections.
const PAUSE: Duration = Duration::from_secs(1);
/// As many connections may wait.
const BACKLOG: i32 = 16;

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// Whether the pod's own address is one of IPv6.
    pub ipv6: bool,
    /// The ports that Envoy will listen on: for outgoing traffic and for incoming.
    pub ports: [u16; 2],
    /// The port that nobody listens on; the rules have to send its connections to one of the others.
    pub probe_port: u16,
    /// As long is tried.
    pub limit: Duration,
}

/// Why the rules do not do what they should.
#[derive(Debug, thiserror::Error)]
pub enum Invalid {
    /// No connection came back in time.
    #[error("validation timeout: within {} ms no connection to {target} was sent to port {} or {}", .limit.as_millis(), .ports[0], .ports[1])]
    Timeout {
        /// Where the connections went.
        target: SocketAddr,
        /// Where they were expected.
        ports: [u16; 2],
        /// The time.
        limit: Duration,
    },
    /// The ports are in use.
    #[error("no listener available: {addresses} ({source})")]
    NoListener {
        /// The addresses.
        addresses: String,
        /// What the kernel said of the last.
        source: io::Error,
    },
}

impl Attempt {
    /// Where the connections go: what is sent there comes back only by the rules.
    fn target(&self) -> SocketAddr {
        let ip: IpAddr =
            if self.ipv6 { Ipv6Addr::from_bits(6).into() } else { Ipv4Addr::new(127, 0, 0, 6).into() };
        SocketAddr::new(ip, self.probe_port)
    }

    /// The address of listeners and clients.
    fn local(&self) -> IpAddr {
        if self.ipv6 { Ipv6Addr::LOCALHOST.into() } else { Ipv4Addr::LOCALHOST.into() }
    }

    /// Connects once a second until a connection arrives at one of Envoy's ports that was meant for the probe's.
    ///
    /// It works only for the user that Envoy will run as, because the rules treat its packets in a way of their own.
    ///
    /// # Errors
    /// When none arrives in time, or no port is free.
    pub fn run(&self) -> Result<(), Invalid> {
        let listeners = self.listeners()?;
        let end = Instant::now() + self.limit;
        loop {
            let client = self.connect();
            let next = (Instant::now() + PAUSE).min(end);
            while let Some(left) = next.checked_duration_since(Instant::now()).filter(|left| !left.is_zero())
            {
                if waits_for_connection(&listeners, left)
                    && listeners.iter().any(|listener| self.accepts(listener))
                {
                    return Ok(());
                }
            }
            drop(client);
            if Instant::now() >= end {
                let Self { ports, limit, .. } = *self;
                return Err(Invalid::Timeout { target: self.target(), ports, limit });
            }
        }
    }

    /// Sockets on Envoy's ports; one is enough.
    fn listeners(&self) -> Result<Vec<OwnedFd>, Invalid> {
        let addresses = self.ports.map(|port| SocketAddr::new(self.local(), port));
        let mut listeners = Vec::new();
        let mut last = None;
        for address in addresses {
            match self.listener(address) {
                Ok(listener) => listeners.push(listener),
                Err(error) => {
                    eprintln!("error: cannot listen on {address}: {error}");
                    last = Some(error);
                }
            }
        }
        match last {
            Some(source) if listeners.is_empty() => {
                let addresses = addresses.map(|address| address.to_string()).join(",");
                Err(Invalid::NoListener { addresses, source })
            }
            _ => Ok(listeners),
        }
    }

    fn listener(&self, address: SocketAddr) -> io::Result<OwnedFd> {
        let socket = self.socket()?;
        set_socket_reuseaddr(&socket, true)?;
        set_socket_reuseport(&socket, true)?;
        rustix::net::bind(&socket, &address)?;
        rustix::net::listen(&socket, BACKLOG)?;
        Ok(socket)
    }

    /// A connection under way; that it is refused is as good as no connection.
    fn connect(&self) -> Option<OwnedFd> {
        let socket = self.socket().ok()?;
        rustix::net::bind(&socket, &SocketAddr::new(self.local(), 0)).ok()?;
        // Does not wait: the listener tells.
        let _ = rustix::net::connect(&socket, &self.target());
        Some(socket)
    }

    fn socket(&self) -> io::Result<OwnedFd> {
        let family = if self.ipv6 { AddressFamily::INET6 } else { AddressFamily::INET };
        let flags = SocketFlags::CLOEXEC | SocketFlags::NONBLOCK;
        Ok(rustix::net::socket_with(family, SocketType::STREAM, flags, None)?)
    }

    /// Takes the waiting connections; whether one of them was meant for the probe's port.
    fn accepts(&self, listener: &OwnedFd) -> bool {
        while let Ok(connection) = rustix::net::accept(listener) {
            let meant = if self.ipv6 {
                ipv6_original_dst(&connection).map(|address| address.port())
            } else {
                ip_original_dst(&connection).map(|address| address.port())
            };
            let Ok(port) = meant else { continue };
            // For whoever connects by hand.
            let _ = rustix::net::send(&connection, port.to_string().as_bytes(), SendFlags::NOSIGNAL);
            if port == self.probe_port {
                return true;
            }
        }
        false
    }
}

/// Whether one of the sockets has something to take within the time.
fn waits_for_connection(listeners: &[OwnedFd], limit: Duration) -> bool {
    let mut watched: Vec<_> =
        listeners.iter().map(|socket| PollFd::from_borrowed_fd(socket.as_fd(), PollFlags::IN)).collect();
    let limit = Timespec {
        tv_sec: i64::try_from(limit.as_secs()).unwrap_or(i64::MAX),
        tv_nsec: i64::from(limit.subsec_nanos()),
    };
    poll(&mut watched, Some(&limit)).is_ok_and(|ready| ready > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(ports: [u16; 2]) -> Attempt {
        Attempt { ipv6: false, ports, probe_port: 1, limit: Duration::from_millis(300) }
    }

    #[test]
    fn without_rules_the_time_runs_out() {
        let error = attempt([0, 0]).run().unwrap_err().to_string();
        assert!(
            error.starts_with("validation timeout: within 300 ms no connection to 127.0.0.6:1 "),
            "{error}"
        );
    }

    #[test]
    fn ports_in_use_are_named() {
        let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = attempt([port, port]).run().unwrap_err().to_string();
        assert!(
            error.starts_with(&format!("no listener available: 127.0.0.1:{port},127.0.0.1:{port} (")),
            "{error}"
        );
    }
}
