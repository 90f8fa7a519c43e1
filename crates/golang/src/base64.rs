//! Standard base64, with padding.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Go does not mind bits that are left over.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireCanonical),
);

/// Why a text is not base64. The text is Go's `CorruptInputError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CorruptInput {
    /// The byte at which it stops being base64, as Go counts.
    pub at: usize,
}

impl std::fmt::Display for CorruptInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "illegal base64 data at input byte {}", self.at)
    }
}

impl std::error::Error for CorruptInput {}

/// Bytes as base64.
///
/// Source: Go 1.26 encoding/base64, StdEncoding.EncodeToString.
pub fn encode(bytes: impl AsRef<[u8]>) -> String {
    ENGINE.encode(bytes)
}

/// The bytes of a text; line ends are passed over.
///
/// Source: Go 1.26 encoding/base64, StdEncoding.DecodeString.
///
/// # Errors
/// It is not base64, with the place.
pub fn decode(text: impl AsRef<[u8]>) -> Result<Vec<u8>, CorruptInput> {
    let text = text.as_ref();
    let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let decoded = if text.iter().any(is_end) {
        let joined: Vec<u8> = text.iter().copied().filter(|byte| !is_end(byte)).collect();
        ENGINE.decode(joined)
    } else {
        ENGINE.decode(text)
    };
    decoded.map_err(|_| CorruptInput { at: fault(text) })
}

/// Where Go stops reading what is not base64.
///
/// Source: Go 1.26 encoding/base64, decodeQuantum.
fn fault(text: &[u8]) -> usize {
    let mut bytes = text.iter().enumerate().filter(|(_, byte)| !matches!(byte, b'\r' | b'\n'));
    let mut filled = 0;
    while let Some((at, byte)) = bytes.next() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/') {
            filled = (filled + 1) % 4;
            continue;
        }
        if *byte != b'=' || filled < 2 {
            return at;
        }
        if filled == 2 {
            match bytes.next() {
                None => return text.len(),
                Some((_, b'=')) => {}
                Some((next, _)) => return next - 1,
            }
        }
        return bytes.next().map_or(text.len(), |(next, _)| next);
    }
    text.len() - filled
}
