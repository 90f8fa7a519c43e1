//! Connections to the application that are not captured.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use tokio::net::{TcpSocket, TcpStream};

/// Whence and where.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dial {
    /// The application.
    pub(super) to: SocketAddr,
    from: IpAddr,
}

impl Dial {
    /// To this port of the pod, from the address that the capture's rules do not send to Envoy.
    ///
    /// Source: Istio 1.30 pilot-agent status/server.go, UpstreamLocalAddressIPv4 and UpstreamLocalAddressIPv6.
    pub(super) fn to(target: IpAddr, port: u16) -> Dial {
        let from = match target {
            IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::new(127, 0, 0, 6)),
            IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::new(0, 0, 0, 0, 0, 0, 0, 6)),
        };
        Dial { to: SocketAddr::new(target, port), from }
    }

    /// Connects.
    ///
    /// # Errors
    /// Nobody listens, or the address is missing that the init container adds.
    pub(super) async fn connect(self) -> Result<TcpStream, String> {
        let Dial { to, from } = self;
        let socket = if to.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() };
        let socket = socket.map_err(|error| error.to_string())?;
        socket
            .bind(SocketAddr::new(from, 0))
            .map_err(|error| format!("cannot connect to {to} from {from}: {error}"))?;
        let stream = socket.connect(to).await.map_err(|error| format!("cannot connect to {to}: {error}"))?;
        _ = stream.set_nodelay(true);
        Ok(stream)
    }
}
