//! What kube-proxy does for a Service, on loopback.

use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;

/// Takes connections to a Service's address and gives each to the next of its endpoints, as kube-proxy has it. A
/// connection to an endpoint that refuses it goes to the next one: kube-proxy would let it fail until the endpoint is
/// taken out, but its endpoint is taken out within a second or so, and a test does not wait for that.
#[derive(Clone, Debug)]
pub struct Balancer {
    state: Arc<State>,
}

#[derive(Debug, Default)]
struct State {
    endpoints: Mutex<Vec<SocketAddr>>,
    connections: AtomicUsize,
    /// The endpoint of each connection that is open.
    open: Mutex<Vec<SocketAddr>>,
}

impl Balancer {
    /// Listens where a Service is, until the test's process ends.
    ///
    /// # Panics
    /// Somebody listens there.
    pub fn start(service: &str, endpoints: &[SocketAddr]) -> Balancer {
        Balancer::of(TcpListener::bind((service, 443)).unwrap(), endpoints)
    }

    /// The same for a listener that is there.
    pub fn of(listener: TcpListener, endpoints: &[SocketAddr]) -> Balancer {
        let state = State { endpoints: Mutex::new(endpoints.to_vec()), ..State::default() };
        let balancer = Balancer { state: Arc::new(state) };
        let of_thread = balancer.clone();
        thread::spawn(move || listener.incoming().flatten().for_each(|client| of_thread.pass_on(client)));
        balancer
    }

    /// Takes an endpoint out: connections that are there stay, new ones go elsewhere.
    pub fn take_out(&self, endpoint: SocketAddr) {
        self.state.endpoints.lock().unwrap().retain(|e| *e != endpoint);
    }

    /// Takes an endpoint in.
    pub fn take_in(&self, endpoint: SocketAddr) {
        self.state.endpoints.lock().unwrap().push(endpoint);
    }

    /// How many connections to an endpoint are open.
    pub fn open(&self, endpoint: SocketAddr) -> usize {
        self.state.open.lock().unwrap().iter().filter(|e| **e == endpoint).count()
    }

    /// How many connections there were.
    pub fn connections(&self) -> usize {
        self.state.connections.load(SeqCst)
    }

    fn pass_on(&self, client: TcpStream) {
        let endpoints = self.state.endpoints.lock().unwrap().clone();
        let first = self.state.connections.fetch_add(1, SeqCst);
        let in_turn = (0..endpoints.len()).map(|n| endpoints[(first + n) % endpoints.len()]);
        let reached = in_turn.into_iter().find_map(|e| TcpStream::connect(e).ok().map(|server| (e, server)));
        // Without an endpoint the connection is closed, as one that is refused.
        let Some((endpoint, server)) = reached else { return };
        self.state.open.lock().unwrap().push(endpoint);
        for stream in [&client, &server] {
            stream.set_nodelay(true).unwrap();
        }
        let (client_again, server_again) = (client.try_clone().unwrap(), server.try_clone().unwrap());
        thread::spawn(move || copy(client_again, server_again));
        let state = Arc::clone(&self.state);
        thread::spawn(move || {
            copy(server, client);
            let mut open = state.open.lock().unwrap();
            let place = open.iter().position(|e| *e == endpoint).unwrap();
            open.swap_remove(place);
        });
    }
}

/// Copies until one side ends, then ends both.
fn copy(mut from: TcpStream, mut to: TcpStream) {
    let _ = std::io::copy(&mut from, &mut to);
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}

/// An address of loopback with a port that is free.
///
/// # Panics
/// There is none.
pub fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}
