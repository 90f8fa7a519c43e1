//! The pod's name server: names of the mesh from the control plane's table, all others from the pod's own servers.
//!
//! ```text
//! control plane ─► Publisher ─► Names ─┐
//! application ─► UDP, TCP ─► message ──┴─► answer, or forward ─► the servers of resolv.conf
//! ```

mod forward;
mod message;

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use agent::names::{Entry, Names, Place, Resolv};
use agent::settings::Dns;
use envoy_api::Message as _;
use envoy_api::istio::networking::nds::v1::NameTable;
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

use crate::stop::Stop;

use forward::Upstream;
use message::{Reply, Transport, failure, reply};

/// The name server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum DnsError {
    /// `DNS_PROXY_ADDR` is not an address.
    #[error(
        "DNS_PROXY_ADDR: {address:?} cannot be used: it must be `localhost:PORT` or an address with a port"
    )]
    Address {
        /// What it says.
        address: String,
    },
    /// The port cannot be opened.
    #[error("cannot listen for DNS on {address}: {source}")]
    Port {
        /// Where.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
}

impl DnsError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            DnsError::Address { .. } => {
                Some("leave it out for localhost:15053, where the capture rules send queries")
            }
            DnsError::Port { .. } => Some(
                "something else in the pod has the port to which the capture rules send queries: give that another one",
            ),
        }
    }
}

/// Whoever hears the names of the mesh puts them here.
#[derive(Clone, Debug)]
pub struct Publisher {
    names: watch::Sender<Option<Arc<Names>>>,
    namespace: String,
    domain: String,
    search: String,
}

impl Publisher {
    /// Answers come from this table from now on: an encoded `NameTable`, or none at all where there is none.
    ///
    /// # Errors
    /// It is not one; the table before it stays in force.
    pub fn publish(&self, table: Option<&[u8]>) -> Result<(), String> {
        let table = table.map(NameTable::decode).transpose().map_err(|error| error.to_string())?;
        let table = table.unwrap_or_default();
        let place = Place { namespace: &self.namespace, domain: &self.domain, search: &self.search };
        let names = Names::new(table.table.into_iter().map(|(host, info)| entry(host, info)), place);
        self.names.send_replace(Some(Arc::new(names)));
        Ok(())
    }

    /// The table that is in force, for `/debug/ndsz`; `None` before the first.
    #[must_use]
    pub fn names(&self) -> Option<Arc<Names>> {
        self.names.borrow().clone()
    }
}

fn entry(host: String, info: envoy_api::istio::networking::nds::v1::name_table::NameInfo) -> Entry {
    let is_service = info.registry == "Kubernetes";
    Entry { host, addresses: info.ips, service: is_service.then_some((info.shortname, info.namespace)) }
}

/// A name server that listens, and serves once it is told to.
#[derive(Debug)]
pub struct NameServer {
    sockets: Vec<(Arc<UdpSocket>, TcpListener)>,
    shared: Arc<Shared>,
}

/// What all queries share.
#[derive(Debug)]
struct Shared {
    names: watch::Receiver<Option<Arc<Names>>>,
    upstream: Upstream,
    /// Who is the first one of several.
    turn: AtomicUsize,
    /// Queries that wait for another server, and connections: each has a bound, beyond which they are not taken.
    queries: Arc<Semaphore>,
    connections: Arc<Semaphore>,
}

/// So many queries wait for the pod's own servers at once; 8 kB each.
const QUERIES: usize = 512;
/// So many connections are open at once.
const CONNECTIONS: usize = 128;
/// A connection that asks nothing for so long is closed.
const IDLE: Duration = Duration::from_secs(10);
/// No query by UDP is longer.
const QUERY: usize = 4096;

impl NameServer {
    /// Listens. `resolv_conf` is the text of the pod's file; names are of the pod in this namespace and domain.
    ///
    /// # Errors
    /// The address is not one, or its port is taken.
    pub async fn listen(
        dns: &Dns,
        resolv_conf: &str,
        namespace: &str,
        domain: &str,
    ) -> Result<(NameServer, Publisher), DnsError> {
        let resolv = Resolv::read(resolv_conf);
        if resolv.servers.is_empty() {
            tracing::warn!("resolv.conf names no server: names that are not of the mesh cannot be found");
        }
        let mut sockets = Vec::new();
        for address in addresses(&dns.address, &resolv.servers)? {
            let port = |source| DnsError::Port { address, source };
            let udp = UdpSocket::bind(address).await.map_err(port)?;
            // With port 0, which tests ask for, both have the same.
            let address = udp.local_addr().map_err(port)?;
            sockets.push((Arc::new(udp), TcpListener::bind(address).await.map_err(port)?));
        }
        let (sender, names) = watch::channel(None);
        let servers = resolv.servers.iter().map(|server| SocketAddr::new(*server, 53)).collect();
        let publisher = Publisher {
            names: sender,
            namespace: namespace.to_owned(),
            domain: domain.to_owned(),
            search: resolv.search.into_iter().next().unwrap_or_default(),
        };
        let shared = Shared {
            names,
            upstream: Upstream { servers, limit: dns.timeout, parallel: dns.parallel },
            turn: AtomicUsize::default(),
            queries: Arc::new(Semaphore::new(QUERIES)),
            connections: Arc::new(Semaphore::new(CONNECTIONS)),
        };
        Ok((NameServer { sockets, shared: Arc::new(shared) }, publisher))
    }

    /// Where it listens.
    #[must_use]
    pub fn local_addresses(&self) -> Vec<SocketAddr> {
        self.sockets.iter().filter_map(|(udp, _)| udp.local_addr().ok()).collect()
    }

    /// Answers until it is told to stop.
    ///
    /// # Errors
    /// A socket fails.
    pub async fn serve(self, mut stop: Stop) -> Result<(), String> {
        let mut tasks = tokio::task::JoinSet::new();
        for (udp, tcp) in self.sockets {
            tasks.spawn(datagrams(udp, Arc::clone(&self.shared)));
            tasks.spawn(streams(tcp, Arc::clone(&self.shared)));
        }
        tokio::select! {
            () = stop.wished() => Ok(()),
            Some(ended) = tasks.join_next() => match ended {
                Ok(error) => Err(error.to_string()),
                Err(error) => Err(error.to_string()),
            },
        }
    }
}

/// `localhost` is each family of which the pod has servers: that is where the rules send queries.
fn addresses(text: &str, servers: &[IpAddr]) -> Result<Vec<SocketAddr>, DnsError> {
    let wrong = || DnsError::Address { address: text.to_owned() };
    let Some(port) = text.strip_prefix("localhost:") else {
        return text.parse().map(|address| vec![address]).map_err(|_| wrong());
    };
    let port: u16 = port.parse().map_err(|_| wrong())?;
    let mut families: Vec<IpAddr> = Vec::new();
    if servers.is_empty() || servers.iter().any(IpAddr::is_ipv4) {
        families.push(Ipv4Addr::LOCALHOST.into());
    }
    if servers.iter().any(IpAddr::is_ipv6) {
        families.push(Ipv6Addr::LOCALHOST.into());
    }
    Ok(families.into_iter().map(|family| SocketAddr::new(family, port)).collect())
}

impl Shared {
    fn reply(&self, query: &[u8], transport: Transport) -> Reply {
        let names = self.names.borrow().clone();
        reply(query, names.as_deref(), self.turn(), transport)
    }

    /// The answer of the pod's own servers, or that there is none.
    async fn forwarded(&self, query: &[u8], transport: Transport) -> Option<Vec<u8>> {
        match self.upstream.ask(query, self.turn(), transport).await {
            Some(answer) => Some(answer),
            None => failure(query),
        }
    }

    fn turn(&self) -> usize {
        self.turn.fetch_add(1, Ordering::Relaxed)
    }
}

async fn datagrams(socket: Arc<UdpSocket>, shared: Arc<Shared>) -> io::Error {
    let mut buffer = vec![0; QUERY];
    loop {
        let (length, from) = match socket.recv_from(&mut buffer).await {
            Ok(received) => received,
            // That an earlier answer found nobody is told here.
            Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => continue,
            Err(error) => return error,
        };
        let query = buffer.get(..length).unwrap_or_default();
        match shared.reply(query, Transport::Udp) {
            Reply::Own(answer) => _ = socket.send_to(&answer, from).await,
            Reply::Drop => {}
            Reply::Forward => {
                // One that is not taken is asked again by whoever asked it.
                let Ok(permit) = Arc::clone(&shared.queries).try_acquire_owned() else { continue };
                let (query, shared, socket) = (query.to_vec(), Arc::clone(&shared), Arc::clone(&socket));
                tokio::spawn(async move {
                    if let Some(answer) = shared.forwarded(&query, Transport::Udp).await {
                        _ = socket.send_to(&answer, from).await;
                    }
                    drop(permit);
                });
            }
        }
    }
}

async fn streams(listener: TcpListener, shared: Arc<Shared>) -> io::Error {
    loop {
        let Ok(permit) = Arc::clone(&shared.connections).acquire_owned().await else {
            return io::ErrorKind::Other.into();
        };
        match listener.accept().await {
            Ok((stream, _)) => {
                let shared = Arc::clone(&shared);
                tokio::spawn(async move {
                    _ = queries(stream, &shared).await;
                    drop(permit);
                });
            }
            // Too many open files, or a client that is gone: the next one may do better.
            Err(error) => {
                tracing::debug!("a connection for DNS failed: {error}");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

/// Answers the queries of a connection, one after another.
async fn queries(mut stream: TcpStream, shared: &Shared) -> io::Result<()> {
    loop {
        let query = timeout(IDLE, forward::read(&mut stream)).await??;
        let answer = match shared.reply(&query, Transport::Tcp) {
            Reply::Own(answer) => Some(answer),
            Reply::Forward => shared.forwarded(&query, Transport::Tcp).await,
            Reply::Drop => None,
        };
        let Some(answer) = answer else { return Ok(()) };
        timeout(IDLE, forward::write(&mut stream, &answer)).await??;
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use domain::base::iana::Rcode;
    use domain::base::{Message, MessageBuilder, Name, Rtype};
    use domain::rdata::A;
    use envoy_api::istio::networking::nds::v1::name_table::NameInfo;

    use super::*;

    const RESOLV: &str = "nameserver 127.0.0.1\nsearch ns.svc.cluster.local";

    fn dns(address: &str) -> Dns {
        Dns { address: address.to_owned(), parallel: false, timeout: Duration::from_millis(200) }
    }

    /// A name server whose upstreams are these.
    async fn server(servers: Vec<SocketAddr>, parallel: bool) -> (NameServer, Publisher) {
        let listening = NameServer::listen(&dns("127.0.0.1:0"), RESOLV, "ns", "ns.svc.cluster.local").await;
        let (mut server, publisher) = listening.unwrap();
        let shared = Arc::get_mut(&mut server.shared).unwrap();
        shared.upstream.servers = servers;
        shared.upstream.parallel = parallel;
        (server, publisher)
    }

    fn table() -> NameTable {
        let info = NameInfo {
            ips: vec!["10.0.0.1".to_owned()],
            registry: "Kubernetes".to_owned(),
            shortname: "web".to_owned(),
            namespace: "ns".to_owned(),
        };
        NameTable { table: [("web.ns.svc.cluster.local".to_owned(), info)].into_iter().collect() }
    }

    fn query(name: &str) -> Vec<u8> {
        let mut builder = MessageBuilder::new_vec();
        builder.header_mut().set_id(4711);
        let mut question = builder.question();
        question.push((Name::<Vec<u8>>::from_str(name).unwrap(), Rtype::A)).unwrap();
        question.finish()
    }

    /// Both sockets on one port. A port that is free for UDP may be another's for TCP.
    async fn one_port() -> (UdpSocket, TcpListener) {
        loop {
            let udp = UdpSocket::bind("127.0.0.1:0").await.unwrap();
            match TcpListener::bind(udp.local_addr().unwrap()).await {
                Ok(tcp) => return (udp, tcp),
                Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse),
            }
        }
    }

    /// What an upstream says, by UDP and TCP: this address. Lies come first.
    async fn upstream(address: [u8; 4]) -> SocketAddr {
        let (udp, tcp) = one_port().await;
        let at = udp.local_addr().unwrap();
        tokio::spawn(async move {
            let mut buffer = vec![0; 512];
            while let Ok((length, from)) = udp.recv_from(&mut buffer).await {
                let mut lie = answered(&buffer[..length], [6, 6, 6, 6]);
                lie[0] ^= 1;
                udp.send_to(&lie, from).await.unwrap();
                udp.send_to(&answered(&query("other."), [6, 6, 6, 6]), from).await.unwrap();
                udp.send_to(&answered(&buffer[..length], address), from).await.unwrap();
            }
        });
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = tcp.accept().await {
                let query = forward::read(&mut stream).await.unwrap();
                forward::write(&mut stream, &answered(&query, address)).await.unwrap();
            }
        });
        at
    }

    fn answered(query: &[u8], address: [u8; 4]) -> Vec<u8> {
        let message = Message::from_slice(query).unwrap();
        let name: Name<Vec<u8>> = domain::base::ToName::to_name(message.first_question().unwrap().qname());
        let mut answer = MessageBuilder::new_vec().start_answer(message, Rcode::NOERROR).unwrap();
        answer.push((name, 60, A::from(Ipv4Addr::from(address)))).unwrap();
        answer.finish()
    }

    /// The address of an answer, or its code.
    fn said(answer: &[u8]) -> String {
        let message = Message::from_octets(answer).unwrap();
        let record = message.answer().unwrap().limit_to::<A>().next();
        record.map_or(message.header().rcode().to_string(), |record| record.unwrap().data().to_string())
    }

    async fn asked(at: SocketAddr, name: &str) -> [String; 2] {
        let udp = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        udp.send_to(&query(name), at).await.unwrap();
        let mut buffer = vec![0; 512];
        let length = udp.recv(&mut buffer).await.unwrap();
        let mut stream = TcpStream::connect(at).await.unwrap();
        forward::write(&mut stream, &query(name)).await.unwrap();
        let answer = forward::read(&mut stream).await.unwrap();
        [said(&buffer[..length]), said(&answer)]
    }

    #[tokio::test]
    async fn the_mesh_is_answered_for_and_all_else_is_passed_on() {
        let (server, publisher) = server(vec![upstream([1, 1, 1, 1]).await], false).await;
        let at = server.local_addresses()[0];
        let (stopper, stop) = crate::stop::stop();
        let served = tokio::spawn(server.serve(stop));
        assert_eq!(asked(at, "web.").await, ["1.1.1.1", "1.1.1.1"], "before the table is there");
        publisher.publish(Some(&table().encode_to_vec())).unwrap();
        assert_eq!(asked(at, "web.").await, ["10.0.0.1", "10.0.0.1"]);
        assert_eq!(asked(at, "web.ns.svc.cluster.local.").await, ["10.0.0.1", "10.0.0.1"]);
        assert_eq!(asked(at, "elsewhere.example.").await, ["1.1.1.1", "1.1.1.1"]);
        assert!(publisher.publish(Some(&[0xff])).is_err());
        assert_eq!(asked(at, "web.").await, ["10.0.0.1", "10.0.0.1"], "after what is no table");
        publisher.publish(None).unwrap();
        assert_eq!(asked(at, "web.").await, ["1.1.1.1", "1.1.1.1"], "when the table is empty");
        assert!(publisher.names().unwrap().all().is_empty());
        stopper.stop();
        assert_eq!(served.await.unwrap(), Ok(()));
    }

    #[tokio::test]
    async fn a_server_that_does_not_answer_is_gone_by() {
        let silent = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let dead = silent.local_addr().unwrap();
        let alive = upstream([2, 2, 2, 2]).await;
        for (servers, parallel, want) in [
            (vec![dead, alive], false, ["2.2.2.2", "2.2.2.2"]),
            (vec![alive, dead], false, ["2.2.2.2", "2.2.2.2"]),
            (vec![dead, alive], true, ["2.2.2.2", "2.2.2.2"]),
            (vec![dead], false, ["SERVFAIL", "SERVFAIL"]),
            (vec![dead], true, ["SERVFAIL", "SERVFAIL"]),
            (Vec::new(), false, ["SERVFAIL", "SERVFAIL"]),
        ] {
            let (server, _publisher) = server(servers.clone(), parallel).await;
            let at = server.local_addresses()[0];
            let (_stopper, stop) = crate::stop::stop();
            let served = tokio::spawn(server.serve(stop));
            assert_eq!(asked(at, "elsewhere.example.").await, want, "{servers:?} {parallel}");
            served.abort();
        }
    }

    #[tokio::test]
    async fn where_it_listens_is_what_is_asked_for() {
        let servers: [IpAddr; 2] = ["10.0.0.1".parse().unwrap(), "fd00::1".parse().unwrap()];
        for (text, servers, want) in [
            ("localhost:15053", &servers[..1], Some(&["127.0.0.1:15053"][..])),
            ("localhost:15053", &servers[1..], Some(&["[::1]:15053"])),
            ("localhost:15053", &servers[..], Some(&["127.0.0.1:15053", "[::1]:15053"])),
            ("localhost:15053", &[], Some(&["127.0.0.1:15053"])),
            ("[::]:53", &[], Some(&["[::]:53"])),
            ("localhost", &[], None),
            ("localhost:x", &[], None),
            ("host:53", &[], None),
        ] {
            let found = addresses(text, servers).ok();
            let found = found.map(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>());
            assert_eq!(
                found.as_deref(),
                want.map(|all| all.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>()).as_deref(),
                "{text}"
            );
        }
        let taken = UdpSocket::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let holder = UdpSocket::bind(taken).await.unwrap();
        let error = NameServer::listen(&dns(&taken.to_string()), RESOLV, "ns", "d").await.unwrap_err();
        assert!(error.to_string().starts_with(&format!("cannot listen for DNS on {taken}: ")), "{error}");
        drop(holder);
    }
}
