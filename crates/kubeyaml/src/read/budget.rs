//! How much a document may grow through its aliases.

use super::ReadError;

/// Counts nodes as go-yaml does, and the bytes of text copied, which Go shares and we do not.
#[derive(Default)]
pub(super) struct Budget {
    nodes: u64,
    aliased_nodes: u64,
    aliased_bytes: usize,
}

/// How many bytes of text aliases may add.
const ALIASED_BYTES: usize = 64 << 20;
/// The nodes of a document that may come from aliases for 99 % …
const SMALL: u64 = 400_000;
/// … and of one for 10 %.
const LARGE: u64 = 4_000_000;

impl Budget {
    /// Counts a node; `aliased`: through an alias.
    pub(super) fn node(&mut self, aliased: bool, bytes: usize) -> Result<(), ReadError> {
        self.nodes += 1;
        if aliased {
            self.aliased_nodes += 1;
            self.aliased_bytes += bytes;
        }
        if self.aliased_nodes > 100 && self.is_exceeded() {
            return Err(ReadError::new("yaml: document contains excessive aliasing"));
        }
        Ok(())
    }

    /// Source: go-yaml v2.4 decode.go, allowedAliasRatio.
    #[expect(clippy::cast_precision_loss, reason = "the counts are far below 2^52")]
    fn is_exceeded(&self) -> bool {
        let allowed = match self.nodes {
            ..=SMALL => 0.99,
            LARGE.. => 0.10,
            nodes => 0.99 - 0.89 * ((nodes - SMALL) as f64 / (LARGE - SMALL) as f64),
        };
        let ratio = self.aliased_nodes as f64 / self.nodes as f64;
        self.aliased_bytes > ALIASED_BYTES || (self.nodes > 1000 && ratio > allowed)
    }
}
