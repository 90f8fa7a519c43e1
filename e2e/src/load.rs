//! Many pods at once.

use std::io::{BufRead, BufReader, Read, Result as Io, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

use crate::{ControlPlane, Process, free_address, until};

/// The creation of one pod.
#[derive(Debug)]
pub struct Created {
    /// When it was asked for.
    pub began: Instant,
    /// How long the answer took.
    pub took: Duration,
    /// What the API server said, if it was a refusal.
    pub answer: Result<(), String>,
}

/// Who creates pods, through `kubectl proxy`: the API server without TLS.
#[derive(Debug)]
pub struct Load {
    address: SocketAddr,
    _proxy: Process,
}

impl Load {
    /// Makes ready to create pods.
    ///
    /// # Panics
    /// The proxy does not come up.
    pub fn start(plane: &ControlPlane) -> Load {
        let address = free_address();
        let mut proxy = plane.command("kubectl");
        proxy.args(["proxy", "--port", &address.port().to_string(), "--kubeconfig"]);
        let proxy = proxy.arg(plane.folder().join("admin.kubeconfig")).stdout(Stdio::null());
        let load = Load { address, _proxy: Process::start(proxy) };
        until("a proxy", || TcpStream::connect(address).ok());
        load
    }

    /// Creates pods in a namespace, so many at a time and each with a pause after it, as long as there are to be more.
    /// They ask for a scheduler that nobody is, so that none but the API server works on them.
    ///
    /// # Panics
    /// The proxy is gone.
    pub fn create(
        &self,
        namespace: &str,
        at_once: usize,
        pause: Duration,
        more: impl Fn(usize) -> bool + Sync,
    ) -> Vec<Created> {
        let next = AtomicUsize::new(0);
        let one_by_one = || {
            let mut created = Vec::new();
            let mut connection = self.connect();
            loop {
                let number = next.fetch_add(1, SeqCst);
                if !more(number) {
                    return created;
                }
                let began = Instant::now();
                let answer = post(&mut connection, namespace, number);
                created.push(Created { began, took: began.elapsed(), answer });
                thread::sleep(pause);
            }
        };
        thread::scope(|scope| {
            let threads: Vec<_> = (0..at_once).map(|_| scope.spawn(one_by_one)).collect();
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        })
    }

    /// Deletes all pods of a namespace.
    ///
    /// # Panics
    /// The API server says no.
    pub fn clear(&self, namespace: &str) {
        let head = format!(
            "DELETE /api/v1/namespaces/{namespace}/pods HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"
        );
        let (status, text) = ask(&mut self.connect(), &head).unwrap();
        assert!(status.contains(" 200 "), "{status} {text}");
    }

    fn connect(&self) -> BufReader<TcpStream> {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_nodelay(true).unwrap();
        BufReader::new(stream)
    }
}

fn post(connection: &mut BufReader<TcpStream>, namespace: &str, number: usize) -> Result<(), String> {
    let body = format!(
        r#"{{"apiVersion":"v1","kind":"Pod","metadata":{{"generateName":"load-","labels":{{"app":"load-{number}"}}}},
        "spec":{{"schedulerName":"nobody","containers":[{{"name":"app","image":"registry.example/app:{number}"}}]}}}}"#
    );
    let text = format!(
        "POST /api/v1/namespaces/{namespace}/pods HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let (status, answer) = ask(connection, &text).map_err(|e| e.to_string())?;
    if status.contains(" 201 ") { Ok(()) } else { Err(answer) }
}

/// Sends a request of HTTP/1.1 and reads the answer, which has a length or comes in chunks: status line and body.
fn ask(connection: &mut BufReader<TcpStream>, request: &str) -> Io<(String, String)> {
    connection.get_mut().write_all(request.as_bytes())?;
    let status = line(connection)?;
    let mut length = None;
    loop {
        let header = line(connection)?.to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        length = header.strip_prefix("content-length:").and_then(|n| n.trim().parse().ok()).or(length);
    }
    let mut body = Vec::new();
    if let Some(length) = length {
        part(connection, length, &mut body)?;
    } else {
        loop {
            let size = usize::from_str_radix(&line(connection)?, 16).map_err(std::io::Error::other)?;
            part(connection, size, &mut body)?;
            line(connection)?;
            if size == 0 {
                break;
            }
        }
    }
    Ok((status, String::from_utf8_lossy(&body).into_owned()))
}

fn line(connection: &mut BufReader<TcpStream>) -> Io<String> {
    let mut text = String::new();
    connection.read_line(&mut text)?;
    Ok(text.trim_end().to_owned())
}

fn part(connection: &mut BufReader<TcpStream>, size: usize, body: &mut Vec<u8>) -> Io<()> {
    let before = body.len();
    body.resize(before + size, 0);
    connection.read_exact(&mut body[before..])
}
