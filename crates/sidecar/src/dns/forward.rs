//! Passing a query on to the pod's own name servers, as it is.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpStream, UdpSocket};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::message::{Transport, is_answer};

/// Whom to ask, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Upstream {
    /// The servers, in their order.
    pub servers: Vec<SocketAddr>,
    /// How long each may take.
    pub limit: Duration,
    /// Whether all are asked at once, and the first answer counts; else one after another.
    pub parallel: bool,
}

/// An answer by UDP is not longer; what is cut off comes by TCP.
const DATAGRAM: usize = 8192;

impl Upstream {
    /// The answer of a server; `None` where none answers. `turn` chooses who is asked first.
    pub(super) async fn ask(&self, query: &[u8], turn: usize, transport: Transport) -> Option<Vec<u8>> {
        let mut servers = self.servers.clone();
        let first = turn.checked_rem(servers.len())?;
        servers.rotate_left(first);
        if self.parallel {
            return self.ask_all(query, servers, transport).await;
        }
        for server in servers {
            match timeout(self.limit, ask(query, server, transport)).await {
                Ok(Ok(answer)) => return Some(answer),
                Ok(Err(error)) => tracing::debug!("the name server {server} does not answer: {error}"),
                Err(_) => tracing::debug!("the name server {server} does not answer within {:?}", self.limit),
            }
        }
        None
    }

    async fn ask_all(&self, query: &[u8], servers: Vec<SocketAddr>, transport: Transport) -> Option<Vec<u8>> {
        let mut asked = JoinSet::new();
        for server in servers {
            let (query, limit) = (query.to_vec(), self.limit);
            asked.spawn(async move { timeout(limit, ask(&query, server, transport)).await });
        }
        while let Some(answer) = asked.join_next().await {
            if let Ok(Ok(Ok(answer))) = answer {
                return Some(answer);
            }
        }
        None
    }
}

async fn ask(query: &[u8], server: SocketAddr, transport: Transport) -> io::Result<Vec<u8>> {
    match transport {
        Transport::Udp => by_udp(query, server).await,
        Transport::Tcp => by_tcp(query, server).await,
    }
}

/// From a port of its own for each query, so that nobody else can guess where an answer is waited for.
async fn by_udp(query: &[u8], server: SocketAddr) -> io::Result<Vec<u8>> {
    let any: IpAddr = match server {
        SocketAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
        SocketAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
    };
    let socket = UdpSocket::bind((any, 0)).await?;
    socket.connect(server).await?;
    socket.send(query).await?;
    let mut buffer = vec![0; DATAGRAM];
    loop {
        let length = socket.recv(&mut buffer).await?;
        let answer = buffer.get(..length).unwrap_or_default();
        if is_answer(answer, query) {
            return Ok(answer.to_vec());
        }
    }
}

async fn by_tcp(query: &[u8], server: SocketAddr) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(server).await?;
    write(&mut stream, query).await?;
    let answer = read(&mut stream).await?;
    if is_answer(&answer, query) { Ok(answer) } else { Err(io::ErrorKind::InvalidData.into()) }
}

/// Reads a message with its length before it.
pub(super) async fn read(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let length = stream.read_u16().await?;
    let mut message = vec![0; length.into()];
    stream.read_exact(&mut message).await?;
    Ok(message)
}

/// Writes a message with its length before it, in one piece.
pub(super) async fn write(stream: &mut TcpStream, message: &[u8]) -> io::Result<()> {
    let length = u16::try_from(message.len()).map_err(|_| io::ErrorKind::InvalidData)?;
    stream.write_all(&[&length.to_be_bytes(), message].concat()).await
}
