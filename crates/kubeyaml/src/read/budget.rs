//! How much a document may grow through its aliases.

use super::ReadError;

/// Counts nodes as go-yaml does, and the bytes that aliases add, which Go shares and we do not.
pub(super) struct Budget {
    nodes: u64,
    aliased_nodes: u64,
    aliased_bytes: usize,
    most_bytes: usize,
    most_nodes: usize,
}

/// How many bytes aliases may add to any document …
const ALIASED_BYTES: usize = 8 << 20;
/// … and besides for each byte of it.
const ALIASED_BYTES_EACH: usize = 16;
/// What a node takes besides its text.
const NODE: usize = 64;
/// The nodes of a document that may come from aliases for 99 % …
const SMALL: u64 = 400_000;
/// … and of one for 10 %.
const LARGE: u64 = 4_000_000;

impl Budget {
    /// The budget of a text of so many bytes, which may have `most_nodes`.
    pub(super) fn of(text: usize, most_nodes: usize) -> Budget {
        let most_bytes = ALIASED_BYTES.saturating_add(text.saturating_mul(ALIASED_BYTES_EACH));
        Budget { nodes: 0, aliased_nodes: 0, aliased_bytes: 0, most_bytes, most_nodes }
    }

    /// Counts a node; `aliased`: through an alias.
    pub(super) fn node(&mut self, aliased: bool, bytes: usize) -> Result<(), ReadError> {
        self.nodes += 1;
        if usize::try_from(self.nodes).map_or(true, |nodes| nodes > self.most_nodes) {
            return Err(ReadError::too_large(self.most_nodes));
        }
        if aliased {
            self.aliased_nodes += 1;
            self.aliased_bytes = self.aliased_bytes.saturating_add(NODE + bytes);
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
        self.aliased_bytes > self.most_bytes || (self.nodes > 1000 && ratio > allowed)
    }
}
