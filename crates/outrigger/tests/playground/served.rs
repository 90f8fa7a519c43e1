//! A playground that is served, and what it answers.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

pub struct Served {
    child: Child,
    /// Such as `http://127.0.0.1:8017/`.
    pub url: String,
}

impl Served {
    pub fn start() -> Served {
        let mut child = Command::new(env!("CARGO_BIN_EXE_outrigger"))
            .args(["playground", "--port", "0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Served { child, url: line.trim_end().to_owned() }
    }

    pub fn address(&self) -> &str {
        self.url.strip_prefix("http://").and_then(|rest| rest.strip_suffix('/')).unwrap()
    }

    /// Sends a request as it is, with `HOST` as its own address, and gives the whole answer.
    pub fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(self.address()).unwrap();
        // Who refuses a request need not read all of it.
        let _ = stream.write_all(request.replace("HOST", self.address()).as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8(answer).unwrap()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
