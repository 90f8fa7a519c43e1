//! What commands ask a lab: one line on its socket, answered in lines; the last one is `ok` or says why not.
//!
//! ```text
//! settled SECONDS                    when all is as the manifests say
//! restart NAMESPACE NAME...          has the pods of Deployments made anew, all at once
//! inside NAMESPACE NAME [CONTAINER]  process, user and group by which a pod is entered
//! end                                ends the lab
//! ```

use std::fs;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::{UnixListener, UnixStream};
use std::time::{Duration, Instant};

use super::workloads::Workloads;
use crate::error::LabError;
use crate::place::Place;

/// How many may wait for an answer, and how long a question may take to arrive: a busy machine may let its asker wait.
const WAITING: usize = 64;
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a problem is borne before those who wait hear of it: a folder may be in the middle of being written.
const BORNE: Duration = Duration::from_secs(1);
/// The longest question.
const LONGEST: u64 = 64 << 10;

/// The questions that are open.
pub(super) struct Questions {
    listener: UnixListener,
    waiting: Vec<Waiting>,
    /// Who asked for the end: they learn of it by the end of their connection.
    ending: Vec<UnixStream>,
}

struct Waiting {
    stream: UnixStream,
    since: Instant,
    patience: Duration,
}

impl Questions {
    pub(super) fn listen(place: &Place) -> Result<Questions, LabError> {
        let (_folder, path) = place.socket()?;
        // Whoever held the lock before is gone, and so is who listened there.
        let _ = fs::remove_file(&path);
        let listen = || {
            let listener = UnixListener::bind(&path)?;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
            listener.set_nonblocking(true)?;
            Ok(listener)
        };
        let listener = listen().map_err(LabError::file(place.own().join("socket")))?;
        Ok(Questions { listener, waiting: Vec::new(), ending: Vec::new() })
    }

    pub(super) fn is_told_to_end(&self) -> bool {
        !self.ending.is_empty()
    }

    /// Whether somebody waits until all is as it should be.
    pub(super) fn is_anybody_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Answers what can be answered, and takes new questions in. `missing` is what is not yet as it should be, and `problem`
    /// since when that does not come about by itself.
    pub(super) fn answer(
        &mut self,
        missing: &Result<(), String>,
        problem: Option<Instant>,
        workloads: &mut Workloads,
    ) {
        let is_borne = problem.is_none_or(|since| since.elapsed() <= BORNE);
        let mut still = Vec::new();
        for mut waiting in std::mem::take(&mut self.waiting) {
            let waited = waiting.since.elapsed();
            let said = match missing {
                Ok(()) => Some("ok\n".to_owned()),
                // What was wrong before the question may be mended by what came with it.
                Err(why) if !is_borne && waited > BORNE => Some(format!("error: {}\n", one_line(why))),
                Err(why) if waited > waiting.patience => Some(format!("late: {}\n", one_line(why))),
                Err(_) => None,
            };
            match said {
                None => still.push(waiting),
                Some(said) => {
                    let notes: String = workloads
                        .take_notes()
                        .iter()
                        .map(|note| format!("note: {}\n", one_line(note)))
                        .collect();
                    let _ = waiting.stream.write_all((notes + &said).as_bytes());
                }
            }
        }
        self.waiting = still;
        // What comes now is answered when all was looked at again.
        while let Ok((stream, _)) = self.listener.accept() {
            if self.waiting.len() < WAITING {
                // Who does not say what they want within reason is not answered.
                let _ = self.take(stream, workloads);
            }
        }
    }

    fn take(&mut self, mut stream: UnixStream, workloads: &mut Workloads) -> io::Result<()> {
        stream.set_nonblocking(false)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let mut line = String::new();
        BufReader::new((&stream).take(LONGEST)).read_line(&mut line)?;
        let words: Vec<&str> = line.split_whitespace().collect();
        let name = |namespace: &str, name: &str| (namespace.to_owned(), name.to_owned());
        let said = match words[..] {
            ["settled", seconds] => {
                let patience = Duration::from_secs(seconds.parse().unwrap_or_default());
                self.waiting.push(Waiting { stream, since: Instant::now(), patience });
                return Ok(());
            }
            ["end"] => {
                self.ending.push(stream);
                return Ok(());
            }
            ["restart", namespace, ref deployments @ ..] if !deployments.is_empty() => {
                workloads.restart(namespace, deployments).map(|()| String::new())
            }
            ["inside", namespace, pod] => inside(workloads, name(namespace, pod), None),
            ["inside", namespace, pod, container] => inside(workloads, name(namespace, pod), Some(container)),
            _ => Err("the question is not known".to_owned()),
        };
        let said = match said {
            Ok(lines) => format!("{lines}ok\n"),
            Err(why) => format!("error: {}\n", one_line(&why)),
        };
        stream.write_all(said.as_bytes())
    }
}

fn inside(workloads: &Workloads, name: (String, String), container: Option<&str>) -> Result<String, String> {
    let (process, (user, group)) = workloads.inside(&name, container)?;
    Ok(format!("{process} {user} {group}\n"))
}

fn one_line(text: &str) -> String {
    text.replace('\n', " ")
}
