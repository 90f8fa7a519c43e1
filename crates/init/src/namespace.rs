//! Another network namespace, for all that follows.

use std::fs::File;
use std::os::fd::AsFd;

use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};

use crate::error::Error;

/// Moves this thread, and so the programs that it starts, into the network namespace of a file, such as
/// `/var/run/netns/name` or `/proc/7/ns/net`.
///
/// # Errors
/// When the file is not a network namespace, or the capability SYS_ADMIN is missing.
pub fn enter(path: &str) -> Result<(), Error> {
    let wrap = |source| Error::Namespace { path: path.to_owned(), source };
    let file = File::open(path).map_err(wrap)?;
    move_into_link_name_space(file.as_fd(), Some(LinkNameSpaceType::Network))
        .map_err(|errno| wrap(errno.into()))
}
