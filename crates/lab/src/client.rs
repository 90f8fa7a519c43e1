//! Asking a lab that runs. Who answers is known by the socket itself, whatever numbers processes have had since.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::time::Duration;

use rustix::net::sockopt::socket_peercred;
use rustix::process::Pid;

use crate::error::LabError;
use crate::place::Place;

/// How long a lab may take for an answer that does not wait for anything, and how much longer for one that does.
const PATIENCE: Duration = Duration::from_secs(30);
/// The longest answer.
const LONGEST: u64 = 1 << 20;

/// What a lab answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    /// Its lines.
    pub(crate) lines: Vec<String>,
    /// What should be known beside.
    pub(crate) notes: Vec<String>,
}

/// A connection to a lab that runs.
pub(crate) struct Client {
    stream: UnixStream,
    /// The lab's process, as this one sees it.
    pub(crate) process: Pid,
}

impl Client {
    /// Connects to the lab of a folder; `None` if none runs.
    pub(crate) fn connect(place: &Place) -> Result<Option<Client>, LabError> {
        if !place.own().exists() {
            return Ok(None);
        }
        let (_folder, path) = place.socket()?;
        let socket = place.own().join("socket");
        let stream = match UnixStream::connect(&path) {
            Ok(stream) => stream,
            Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused) => {
                return Ok(None);
            }
            Err(source) => return Err(LabError::File { path: socket, source }),
        };
        let peer = socket_peercred(&stream).map_err(|e| LabError::File { path: socket, source: e.into() })?;
        Ok(Some(Client { stream, process: peer.pid }))
    }

    /// Connects to the lab of a folder.
    ///
    /// # Errors
    /// None runs.
    pub(crate) fn of(place: &Place) -> Result<Client, LabError> {
        Client::connect(place)?.ok_or_else(|| LabError::Absent { dir: place.dir().to_owned() })
    }

    /// Asks, and waits for the answer; `patience` is how long the question itself lets the lab wait.
    pub(crate) fn ask(mut self, question: &str, patience: Duration) -> Result<Answer, LabError> {
        let lost = |source| LabError::System { what: "the lab does not answer", source };
        self.stream.set_read_timeout(Some(patience + PATIENCE)).map_err(lost)?;
        self.stream.write_all(format!("{question}\n").as_bytes()).map_err(lost)?;
        let mut answer = Answer::default();
        for line in BufReader::new((&self.stream).take(LONGEST)).lines() {
            let line = line.map_err(lost)?;
            match line.split_once(": ") {
                _ if line == "ok" => return Ok(answer),
                Some(("note", note)) => answer.notes.push(note.to_owned()),
                Some(("error", why)) => return Err(LabError::Refused(why.to_owned())),
                Some(("late", what)) => {
                    return Err(LabError::Time { what: what.to_owned(), seconds: patience.as_secs() });
                }
                _ => answer.lines.push(line),
            }
        }
        Err(LabError::Refused("the lab ended before it answered".to_owned()))
    }

    /// Asks it to end, and waits until it has; whether it did.
    pub(crate) fn end(mut self) -> bool {
        let _ = self.stream.set_read_timeout(Some(PATIENCE));
        let asked = self.stream.write_all(b"end\n").is_ok();
        // It holds the connection as long as it lives.
        asked && matches!(self.stream.read(&mut [0]), Ok(0) | Err(_)) && self.is_gone()
    }

    /// Whether the process has ended.
    fn is_gone(&self) -> bool {
        let _ = self.stream.shutdown(Shutdown::Both);
        let end = std::time::Instant::now() + Duration::from_secs(5);
        while rustix::process::test_kill_process(self.process).is_ok() {
            if std::time::Instant::now() > end {
                return false;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        true
    }
}
