//! Which release is packaged: its version, the commit and the time that stands for all files.

use golang::time::{Moment, RFC3339, format};

use crate::call::call;
use crate::error::PackagingError;

/// A release.
#[derive(Clone, Debug)]
pub struct Release {
    /// Its version, such as `0.1.0`.
    pub version: String,
    /// The commit, with `-dirty` where files differ from it; empty outside a repository.
    pub revision: String,
    /// Seconds since 1970: of the commit, or what `SOURCE_DATE_EPOCH` says.
    pub time: u64,
}

impl Release {
    /// The release of the working directory, which is the repository; `time` overrides that of the commit.
    ///
    /// # Errors
    /// There is no commit, and no time was given.
    pub fn here(time: Option<u64>) -> Result<Release, PackagingError> {
        let revision = call("git", &["describe", "--always", "--abbrev=40", "--exclude=*", "--dirty"]);
        let time = match time {
            Some(time) => time,
            None => {
                let text = call("git", &["log", "-1", "--format=%ct"])?;
                let strange = |_| PackagingError::Strange { from: "git log", what: text.clone() };
                text.trim().parse().map_err(strange)?
            }
        };
        let version = env!("CARGO_PKG_VERSION").to_owned();
        Ok(Release { version, revision: revision.unwrap_or_default().trim().to_owned(), time })
    }

    fn moment(&self) -> Moment {
        Moment::utc(i64::try_from(self.time).unwrap_or(i64::MAX), 0)
    }

    /// The time as RFC 3339 has it.
    pub fn rfc3339(&self) -> String {
        format(&self.moment(), RFC3339)
    }

    /// The time as RFC 5322 has it, which is how a Debian changelog is dated.
    pub fn rfc5322(&self) -> String {
        format(&self.moment(), "Mon, 02 Jan 2006 15:04:05 -0700")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_written_in_utc() {
        let release = Release { version: "1.0.0".to_owned(), revision: String::new(), time: 1_700_000_000 };
        assert_eq!(release.rfc3339(), "2023-11-14T22:13:20Z");
        assert_eq!(release.rfc5322(), "Tue, 14 Nov 2023 22:13:20 +0000");
    }
}
