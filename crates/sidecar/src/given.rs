//! What the agent is given, read where it is: words, environment, files, the network namespace.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use agent::settings::{Environment, Files, Flags, Given, Host, Interface, Plan, Wanted};

use crate::error::Error;

/// Bytes of a file of settings: what a ConfigMap can hold, and more than a pod's annotations can.
const LONGEST: u64 = 4 << 20;

/// Makes the plan for these words.
///
/// # Errors
/// A file is there and cannot be read, or what is given cannot be used.
pub(crate) fn plan(words: &[String]) -> Result<Plan, Error> {
    let flags = Flags::read(words)?;
    let environment: Environment = std::env::vars_os()
        .map(|(name, value)| (name.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()))
        .collect();
    let wanted = Wanted::by(&flags);
    let files = Files {
        mesh_config: text(&wanted.mesh_config)?,
        labels: text(wanted.labels)?,
        annotations: text(wanted.annotations)?,
    };
    Ok(Plan::new(&Given { flags: &flags, environment: &environment, files: &files, host: &host() })?)
}

/// The text of a file; `None` where there is none.
///
/// # Errors
/// It is there and cannot be read, or is too long.
pub(crate) fn text(path: impl AsRef<Path>) -> Result<Option<String>, Error> {
    let path = path.as_ref();
    let read = || {
        let mut text = String::new();
        let read = File::open(path)?.take(LONGEST + 1).read_to_string(&mut text)?;
        match read as u64 > LONGEST {
            true => Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("longer than {LONGEST} bytes"))),
            false => Ok(text),
        }
    };
    match read() {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::File { path: path.to_owned(), source }),
    }
}

fn host() -> Host {
    let interfaces = init::host::interfaces().unwrap_or_else(|error| {
        tracing::warn!("the kernel does not say the pod's addresses: {error}");
        Vec::new()
    });
    let interfaces = interfaces.into_iter().map(|(name, addresses)| Interface { name, addresses }).collect();
    Host { interfaces, processors: std::thread::available_parallelism().map_or(0, usize::from) }
}
