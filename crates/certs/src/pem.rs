//! PEM, within bounds.

use x509_parser::pem::Pem;

use crate::CertsError;

/// Longer texts are not read: a Secret or ConfigMap holds a megabyte at most.
const MOST_BYTES: usize = 1 << 20;

/// A decoded block.
pub(crate) struct Block {
    /// The type, such as `CERTIFICATE`.
    pub label: String,
    /// What was in base64.
    pub content: Vec<u8>,
}

/// All blocks of a text, none if there is no PEM in it; text between them is skipped.
pub(crate) fn blocks(text: &str, what: &'static str) -> Result<Vec<Block>, CertsError> {
    if text.len() > MOST_BYTES {
        return Err(CertsError::TooLong { what, bytes: text.len(), most: MOST_BYTES });
    }
    Pem::iter_from_buffer(text.as_bytes())
        .map(|block| match block {
            Ok(block) => Ok(Block { label: block.label, content: block.contents }),
            Err(e) => Err(CertsError::Pem { what, cause: e.to_string() }),
        })
        .collect()
}

/// The one block of a text.
pub(crate) fn only_block(text: &str, what: &'static str) -> Result<Block, CertsError> {
    let mut blocks = blocks(text, what)?;
    match (blocks.pop(), blocks.is_empty()) {
        (Some(block), true) => Ok(block),
        (Some(_), false) => Err(CertsError::Pem { what, cause: "there is more than one block".to_owned() }),
        (None, _) => Err(CertsError::Pem { what, cause: "there is no block".to_owned() }),
    }
}

/// A block as text, with a line end.
pub(crate) fn encode(block: &Block) -> String {
    let config = pem::EncodeConfig::new().set_line_ending(pem::LineEnding::LF);
    pem::encode_config(&pem::Pem::new(block.label.clone(), block.content.clone()), config)
}
