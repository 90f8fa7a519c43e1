//! How long the output of a manifest may become.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::Warning;
use crate::error::InjectError;

/// What the output of any manifest may have: about 2,500 workloads with a sidecar each …
const OUTPUT: usize = 32 << 20;
/// … and besides for each byte of the manifest: a workload of three lines becomes a hundred times as long.
const OUTPUT_EACH: usize = 128;

/// The room for what a manifest becomes; threads that inject its documents share it. Aliases are the reason: by four bytes
/// each (`*p,`) they make workloads that get a sidecar each.
#[derive(Debug)]
pub struct Room {
    left: AtomicUsize,
    most: usize,
}

impl Room {
    /// The room for what a manifest of so many bytes becomes: 32 MiB and 128 bytes for each of them.
    pub fn of(manifest: usize) -> Room {
        Room::exactly(OUTPUT.saturating_add(manifest.saturating_mul(OUTPUT_EACH)))
    }

    /// Room for so many bytes.
    pub fn exactly(most: usize) -> Room {
        Room { left: AtomicUsize::new(most), most }
    }

    /// Takes the room for so many bytes and for warnings.
    ///
    /// # Errors
    /// There is not so much left.
    pub(super) fn take(&self, bytes: usize, warnings: &[Warning]) -> Result<(), InjectError> {
        let bytes = warnings.iter().map(size).fold(bytes, usize::saturating_add);
        self.left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(bytes))
            .map(|_| ())
            .map_err(|_| InjectError::TooLong { most: self.most })
    }
}

fn size(warning: &Warning) -> usize {
    let texts = match warning {
        Warning::FieldsDropped { fields, .. } => {
            fields.iter().map(String::len).sum::<usize>() + 24 * fields.len()
        }
        _ => 0,
    };
    size_of::<Warning>() + texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_in_proportion_to_the_manifest() {
        let room = Room::of(1000);
        assert!(room.take((32 << 20) + 128_000, &[]).is_ok());
        let error = room.take(1, &[]).expect_err("nothing is left");
        assert!(error.to_string().contains("longer than 33682432 bytes"), "{error}");
        assert!(Room::of(usize::MAX).take(1 << 40, &[]).is_ok());
    }
}
