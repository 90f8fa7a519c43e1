//! A recorded review as a file.

use std::fs::{self, OpenOptions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use kubeyaml::{Map, Meter, Value};
use thiserror::Error;

use crate::admission::{self, Outcome, document, review};
use crate::engine::{Allowance, Engine, PodQuestion};
use crate::files::{self, FileError};

/// No record is longer than this.
const LONGEST: u64 = 64 << 20;

/// A review, and what was answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The decoded path of the URL.
    pub path: String,
    /// The review.
    pub review: Value,
    /// What was answered; `None` if the file is a bare review.
    pub answer: Option<RecordedAnswer>,
}

/// What was answered to a review.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedAnswer {
    /// `injected`, `skipped` or `refused`.
    pub decision: String,
    /// The code of the reason.
    pub reason: String,
    /// Why the pod was refused.
    pub message: String,
    /// The JSON patch; null for none.
    pub patch: Value,
}

/// A file is not a record.
#[derive(Debug, Error)]
pub enum RecordError {
    /// It cannot be read.
    #[error("{0}")]
    File(#[from] FileError),
    /// It is neither JSON nor YAML.
    #[error("{0}")]
    Syntax(admission::Unread),
    /// It is something else.
    #[error("it is neither a record nor an AdmissionReview")]
    NoRecord,
}

impl Record {
    /// Reads a record, or an AdmissionReview that somebody saved, from a regular file.
    ///
    /// # Errors
    /// The file cannot be read or is something else.
    pub fn read(file: &Path) -> Result<Record, RecordError> {
        Record::parse(&files::read(file, LONGEST)?)
    }

    /// Reads a record, or an AdmissionReview that somebody saved, that is on its way: from a pipe.
    ///
    /// # Errors
    /// It cannot be read or is something else.
    pub fn read_from(from: impl Read) -> Result<Record, RecordError> {
        let mut bytes = Vec::new();
        from.take(LONGEST + 1).read_to_end(&mut bytes).map_err(FileError::Io)?;
        if bytes.len() as u64 > LONGEST {
            return Err(FileError::TooLong { most: LONGEST }.into());
        }
        Record::parse(&bytes)
    }

    fn parse(bytes: &[u8]) -> Result<Record, RecordError> {
        let mut document = document(bytes, &mut Meter::unlimited(), true).map_err(RecordError::Syntax)?;
        if document.str_at(&["kind"]) == Some("AdmissionReview") {
            return Ok(Record { path: "/inject".to_owned(), review: document, answer: None });
        }
        let text = |path: &[&str]| document.str_at(path).unwrap_or_default().to_owned();
        let path = text(&["path"]);
        let answer = document.get("answer").map(|answer| RecordedAnswer {
            decision: text(&["answer", "decision"]),
            reason: text(&["answer", "reason"]),
            message: text(&["answer", "message"]),
            patch: answer.at(&["patch"]).clone(),
        });
        let review = document.as_map_mut().and_then(|m| m.remove("review")).ok_or(RecordError::NoRecord)?;
        Ok(Record { path, review, answer })
    }

    /// Writes the record so that it is there whole or not at all, readable by its owner only.
    ///
    /// # Errors
    /// The file system refuses.
    pub fn write(&self, file: &Path) -> io::Result<()> {
        // A name that nobody can guess, and what is there already is left alone.
        let random = RandomState::new().build_hasher().finish();
        let temporary = file.with_file_name(format!(".{random:016x}.tmp"));
        let mut out = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&temporary)?;
        let written = out.write_all(self.to_json().as_bytes()).and_then(|()| fs::rename(&temporary, file));
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written
    }

    fn to_json(&self) -> String {
        let mut map = Map::new();
        map.insert("path", self.path.as_str());
        map.insert("review", self.review.clone());
        if let Some(answer) = &self.answer {
            let mut of_answer = Map::new();
            of_answer.insert("decision", answer.decision.as_str());
            of_answer.insert("reason", answer.reason.as_str());
            of_answer.insert("message", answer.message.as_str());
            of_answer.insert("patch", answer.patch.clone());
            map.insert("answer", of_answer);
        }
        let mut json = kubeyaml::to_json(&Value::Map(map));
        json.push('\n');
        json
    }

    /// The pod of the review.
    pub fn pod(&self) -> &Value {
        self.review.at(&["request", "object"])
    }

    /// What an engine answers to the review.
    pub fn ask(&self, engine: &dyn Engine, allowance: Allowance) -> RecordedAnswer {
        let refused = |reason: &str, message: String| RecordedAnswer {
            decision: Outcome::Refused.name().to_owned(),
            reason: reason.to_owned(),
            message,
            patch: Value::Null,
        };
        let review = match review(&self.review, b"", true) {
            Ok(Some(review)) => review,
            Ok(None) => return refused("no-request", "the AdmissionReview has no request".to_owned()),
            Err(e) => return refused("unreadable-review", e.to_string()),
        };
        let Some(pod) = review.object else {
            return refused("no-object", "unexpected end of JSON input".to_owned());
        };
        let question =
            PodQuestion { pod, namespace: review.namespace, path: &self.path, dry_run: true, allowance };
        match admission::ask(engine, question) {
            Ok(Ok(pod)) => RecordedAnswer {
                decision: Outcome::of(pod.decision.inject).name().to_owned(),
                reason: pod.decision.code().to_owned(),
                message: String::new(),
                patch: pod.patch().map_or(Value::Null, |p| Value::List(p.iter().map(Value::from).collect())),
            },
            Ok(Err(refusal)) => refused("injection-failed", refusal.message),
            Err(panicked) => refused("panic", panicked.to_string()),
        }
    }
}
