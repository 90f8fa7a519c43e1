//! The server of containers that name no program: by HTTP it answers with the request's head, by TCP with a greeting.

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::error::LabError;

/// How many connections there may be, and how long one may wait.
const CONNECTIONS: usize = 512;
const PATIENCE: Duration = Duration::from_secs(60);
/// The longest head of a request.
const LONGEST: usize = 64 << 10;

/// Serves these ports until the process ends. Without any it only waits.
///
/// # Errors
/// A port cannot be had, or a thread for it.
pub fn serve(http: &[u16], tcp: &[u16]) -> Result<(), LabError> {
    let room = Arc::new(AtomicUsize::new(0));
    let ports = http.iter().map(|port| (*port, true)).chain(tcp.iter().map(|port| (*port, false)));
    for (port, is_http) in ports {
        let address = (Ipv4Addr::UNSPECIFIED, port);
        let listener = TcpListener::bind(address).map_err(|error| taken(port, &error))?;
        let room = Arc::clone(&room);
        let accepts = thread::Builder::new().spawn(move || accept(&listener, &room, is_http));
        accepts.map_err(|source| LabError::System { what: "a thread cannot be started", source })?;
    }
    loop {
        thread::park();
    }
}

fn taken(port: u16, error: &io::Error) -> LabError {
    let is_taken = error.kind() == io::ErrorKind::AddrInUse;
    LabError::Object {
        place: format!("port {port}"),
        cause: format!("nothing can listen there: {error}"),
        hint: is_taken
            .then_some("another container of the pod has it: give one of them another containerPort"),
    }
}

fn accept(listener: &TcpListener, room: &Arc<AtomicUsize>, is_http: bool) {
    for stream in listener.incoming() {
        let Ok(stream) = stream else {
            // Without file descriptors there is nothing to do but to wait for some.
            thread::sleep(Duration::from_millis(50));
            continue;
        };
        if room.fetch_add(1, Ordering::Relaxed) >= CONNECTIONS {
            room.fetch_sub(1, Ordering::Relaxed);
            continue;
        }
        let place = Arc::clone(room);
        let answers = thread::Builder::new().spawn(move || {
            // How a connection ends is its caller's business.
            let _ = if is_http { answer(stream) } else { greet(stream) };
            place.fetch_sub(1, Ordering::Relaxed);
        });
        if answers.is_err() {
            room.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

/// The server speaks first, as some protocols have it; then each byte comes back.
fn greet(mut stream: TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.write_all(b"welcome\n")?;
    let mut some = [0; 4096];
    loop {
        match stream.read(&mut some)? {
            0 => return Ok(()),
            read => stream.write_all(some.get(..read).unwrap_or_default())?,
        }
    }
}

/// Answers with 200, or the status of a path `/status/CODE`; the body is the request's head.
fn answer(mut stream: TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut rest = Vec::new();
    while let Some(head) = head(&mut stream, &mut rest)? {
        let path = head.split(' ').nth(1).unwrap_or("/");
        let status = path.strip_prefix("/status/").and_then(|status| status.parse::<u16>().ok());
        let status = status.filter(|status| (200..600).contains(status)).unwrap_or(200);
        let body = head.trim_end();
        let length = body.len() + 1;
        write!(
            stream,
            "HTTP/1.1 {status} Said\r\ncontent-type: text/plain\r\ncontent-length: {length}\r\n\r\n{body}\n"
        )?;
        let is_last = |line: &str| line.eq_ignore_ascii_case("connection: close");
        if body.lines().any(is_last) || body.lines().next().is_some_and(|line| line.ends_with("HTTP/1.0")) {
            return Ok(());
        }
    }
    Ok(())
}

/// Reads up to the empty line; what follows it stays in `rest`. A body is taken for the next request, which ends the
/// connection.
fn head(stream: &mut TcpStream, rest: &mut Vec<u8>) -> io::Result<Option<String>> {
    loop {
        if let Some(end) = rest.windows(4).position(|four| four == b"\r\n\r\n") {
            let head: Vec<u8> = rest.drain(..end + 4).collect();
            return Ok(Some(String::from_utf8_lossy(&head).replace("\r\n", "\n")));
        }
        let mut some = [0; 4096];
        match stream.read(&mut some)? {
            0 => return Ok(None),
            _ if rest.len() > LONGEST => return Ok(None),
            read => rest.extend(some.get(..read).unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_is_taken_is_named_with_its_remedy() {
        let listener = TcpListener::bind((Ipv4Addr::UNSPECIFIED, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let error = serve(&[port], &[]).unwrap_err();
        assert!(error.to_string().starts_with(&format!("port {port}: ")), "{error}");
        assert!(error.hint().unwrap().contains("containerPort"), "{error}");
    }

    #[test]
    fn a_request_comes_back_and_a_status_as_asked_for() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || accept(&listener, &Arc::default(), true));
        let mut stream = TcpStream::connect(address).unwrap();
        for (path, want) in
            [("/status/418", "HTTP/1.1 418"), ("/x", "HTTP/1.1 200"), ("/status/9999", "HTTP/1.1 200")]
        {
            write!(stream, "GET {path} HTTP/1.1\r\nx-a: b\r\n\r\n").unwrap();
            let mut answer = String::new();
            while !answer.ends_with("x-a: b\n") {
                let mut some = [0; 1024];
                let read = stream.read(&mut some).unwrap();
                assert_ne!(read, 0, "{answer}");
                answer.push_str(&String::from_utf8_lossy(&some[..read]));
            }
            assert!(answer.starts_with(want), "{answer}");
        }
    }
}
