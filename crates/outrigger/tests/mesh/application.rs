//! An application: a server that answers with what it was asked, and a caller.

use std::io::{Error, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::harness::namespace::{APP, Namespace};
use crate::harness::service::{Door, Service};

/// The application's ports: HTTP, and TCP where the server speaks first.
pub const HTTP: u16 = 8080;
pub const TCP: u16 = 9000;
const PATIENCE: Duration = Duration::from_secs(20);

/// Answers by HTTP with the request's head, and by TCP with where the call arrived.
pub struct Application {
    is_over: Arc<AtomicBool>,
    _tcp: Service,
}

impl Application {
    pub fn start(namespace: &Namespace) -> Application {
        let any = |port: u16| SocketAddr::from(([0, 0, 0, 0], port));
        let listener = namespace.inside(APP, || TcpListener::bind(any(HTTP)).unwrap());
        let is_over = Arc::new(AtomicBool::new(false));
        let over = Arc::clone(&is_over);
        listener.set_nonblocking(true).unwrap();
        thread::spawn(move || {
            while !over.load(Ordering::Relaxed) {
                match listener.accept() {
                    Ok((connection, _)) => _ = thread::spawn(|| serve(connection)),
                    Err(_) => thread::sleep(Duration::from_millis(1)),
                }
            }
        });
        Application { is_over, _tcp: Service::start(namespace, APP, vec![Door::tcp(any(TCP))]) }
    }
}

impl Drop for Application {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
    }
}

/// Answers requests until the other end closes: with 200, or what the path says.
fn serve(mut connection: TcpStream) -> Option<()> {
    connection.set_nonblocking(false).ok()?;
    let mut rest = Vec::new();
    loop {
        let head = head(&mut connection, &mut rest).ok()?;
        let path = head.split(' ').nth(1)?;
        let status = path.strip_prefix("/status/").unwrap_or("200");
        let answer = format!("HTTP/1.1 {status} Said\r\ncontent-length: {}\r\n\r\n{head}", head.len());
        connection.write_all(answer.as_bytes()).ok()?;
    }
}

/// Reads up to the empty line; what follows it stays in `rest`.
fn head(connection: &mut impl Read, rest: &mut Vec<u8>) -> Result<String, Error> {
    loop {
        if let Some(end) = rest.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = rest.drain(..end + 4).collect();
            return String::from_utf8(head).map_err(|_| ErrorKind::InvalidData.into());
        }
        let mut some = [0; 4096];
        match connection.read(&mut some)? {
            0 => return Err(ErrorKind::UnexpectedEof.into()),
            read => rest.extend(&some[..read]),
        }
    }
}

/// How a call by HTTP ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// An answer: its status, and what the server was asked.
    Answer(u16, String),
    /// Somebody took the call and threw it away: curl's status 56.
    Reset,
    /// Another end.
    Failed(String),
}

impl Outcome {
    pub fn is_ok(&self) -> bool {
        matches!(self, Outcome::Answer(200, _))
    }

    /// A header of the request as the server got it.
    pub fn header(&self, name: &str) -> Option<String> {
        let Outcome::Answer(_, body) = self else { return None };
        let header = |line: &str| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        };
        body.lines().find_map(header)
    }
}

/// One call on a connection of its own.
pub fn call(namespace: &Namespace, to: SocketAddr, path: &str) -> Outcome {
    ended(connect(namespace, to).and_then(|mut connection| connection.ask(path)))
}

/// The same, to any host.
pub fn call_host(namespace: &Namespace, to: SocketAddr, host: &str) -> Outcome {
    ended(connect(namespace, to).and_then(|mut connection| connection.ask_host(host, "/headers")))
}

fn ended(outcome: Result<Outcome, Error>) -> Outcome {
    match outcome {
        Ok(outcome) => outcome,
        Err(error) if error.kind() == ErrorKind::ConnectionReset => Outcome::Reset,
        Err(error) => Outcome::Failed(error.to_string()),
    }
}

/// A connection that is kept.
pub struct Connection {
    stream: TcpStream,
    rest: Vec<u8>,
    /// Whether the other end said that it takes no further request.
    pub is_over: bool,
}

pub fn connect(namespace: &Namespace, to: SocketAddr) -> Result<Connection, Error> {
    let stream = namespace.inside(APP, || TcpStream::connect_timeout(&to, PATIENCE))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(Connection { stream, rest: Vec::new(), is_over: false })
}

impl Connection {
    /// One request to the server's Service.
    pub fn ask(&mut self, path: &str) -> Result<Outcome, Error> {
        self.ask_host("httpbin.default.svc.cluster.local:8000", path)
    }

    /// One request to any host.
    pub fn ask_host(&mut self, host: &str, path: &str) -> Result<Outcome, Error> {
        let request = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\n\r\n");
        self.stream.write_all(request.as_bytes())?;
        let head = head(&mut self.stream, &mut self.rest)?;
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
        });
        let mut body = std::mem::take(&mut self.rest);
        let before = body.len();
        body.resize(length.unwrap_or(0).max(before), 0);
        self.stream.read_exact(&mut body[before..])?;
        self.is_over = head.to_ascii_lowercase().contains("connection: close");
        Ok(Outcome::Answer(status, String::from_utf8_lossy(&body).into_owned()))
    }
}
