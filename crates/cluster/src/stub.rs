//! An API server for tests that answers what it is told, late, half or never.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use kube::{Client, Config};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::access::Cluster;

/// What it does about a request.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Answers with this status and body.
    Whole(u16, String),
    /// Begins to answer, and says no more.
    Half,
    /// Takes the request, and says nothing.
    Never,
    /// Ends the connection.
    Hangup,
}

/// A cluster that waits this long for an answer, with an API server that gives these to paths and queries; and what it was
/// asked.
pub async fn cluster(
    patience: Duration,
    answer: impl Fn(&str) -> Answer + Send + Sync + 'static,
) -> (Cluster, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server = format!("http://{}", listener.local_addr().unwrap());
    let client = Client::try_from(Config::new(server.parse().unwrap())).unwrap();
    let (asked, answer) = (Arc::new(Mutex::new(Vec::new())), Arc::new(answer));
    let seen = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, Arc::clone(&answer), Arc::clone(&seen)));
        }
    });
    (Cluster { client, server, answer: patience }, asked)
}

async fn serve(mut stream: TcpStream, answer: Arc<impl Fn(&str) -> Answer>, asked: Arc<Mutex<Vec<String>>>) {
    let mut read = Vec::new();
    loop {
        let Some(end) = read.windows(4).position(|window| window == b"\r\n\r\n") else {
            let mut part = [0; 4096];
            match stream.read(&mut part).await {
                Ok(length) if length > 0 => read.extend_from_slice(&part[..length]),
                _ => return,
            }
            continue;
        };
        let head = String::from_utf8_lossy(&read[..end]).into_owned();
        read.drain(..end + 4);
        let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
        asked.lock().unwrap().push(path.clone());
        let (status, length, body) = match answer(&path) {
            Answer::Whole(status, body) => (status, body.len(), body),
            Answer::Half => (200, 4096, "{\"items\":[".to_owned()),
            Answer::Never => continue,
            Answer::Hangup => return,
        };
        let head = format!(
            "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
        );
        let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
    }
}

/// What an API server says that does not do what it was asked.
pub fn status(code: u16, reason: &str, message: &str) -> Answer {
    let body = format!(
        r#"{{"kind":"Status","apiVersion":"v1","status":"Failure","message":"{message}","reason":"{reason}","code":{code}}}"#
    );
    Answer::Whole(code, body)
}

/// A page of a list: objects of these names, and the token of the next page.
pub fn page(names: &[&str], token: &str) -> Answer {
    let items: Vec<String> =
        names.iter().map(|name| format!(r#"{{"metadata":{{"name":"{name}"}}}}"#)).collect();
    let items = items.join(",");
    Answer::Whole(200, format!(r#"{{"kind":"List","metadata":{{"continue":"{token}"}},"items":[{items}]}}"#))
}
