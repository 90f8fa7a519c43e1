//! Another network namespace: for all that follows, or a new one to try something in.

use std::fs::File;
use std::os::fd::AsFd;

use rustix::thread::{LinkNameSpaceType, UnshareFlags, move_into_link_name_space};

use crate::error::Error;

/// Moves this thread, and so the programs that it starts, into the network namespace of a file, such as
/// `/var/run/netns/name` or `/proc/7/ns/net`.
///
/// # Errors
/// When the file is no network namespace, or the capability SYS_ADMIN is missing.
pub fn enter(path: &str) -> Result<(), Error> {
    let wrap = |source| Error::Namespace { path: path.to_owned(), source };
    let file = File::open(path).map_err(wrap)?;
    move_into_link_name_space(file.as_fd(), Some(LinkNameSpaceType::Network))
        .map_err(|errno| wrap(errno.into()))
}

/// Does something in a new network namespace, which is gone afterwards.
///
/// # Errors
/// When there can be none, as without the capability SYS_ADMIN; or what is done fails.
pub fn within_new<T: Send>(action: impl FnOnce() -> Result<T, Error> + Send) -> Result<T, Error> {
    let part = || {
        // Only the network is parted, no descriptors: what makes the call unsafe does not apply.
        #[expect(deprecated, reason = "the other form is unsafe for flags that are not used here")]
        rustix::thread::unshare(UnshareFlags::NEWNET)
    };
    let what = "cannot make a network namespace to try the rules in, which takes the capability SYS_ADMIN";
    std::thread::scope(|scope| {
        let thread = scope.spawn(|| {
            part().map_err(|errno| Error::kernel(what)(errno.into()))?;
            action()
        });
        thread
            .join()
            .unwrap_or_else(|_| Err(Error::kernel(what)(std::io::Error::other("the thread ended early"))))
    })
}
