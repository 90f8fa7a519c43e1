//! The token by which a workload says who it is.

use aws_lc_rs::digest::{SHA256, digest};
use thiserror::Error;

/// API servers give tokens of one or two kilobytes; headers of 16 are refused by many servers.
const LONGEST: usize = 16 * 1024;

/// A bearer token. It has neither `Debug` nor `Display`, so that it gets into no log, error or dump by chance.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// A text cannot be a token. The text is not in it.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum TokenError {
    /// There is nothing in it.
    #[error("it is empty")]
    Empty,
    /// It is longer than any token.
    #[error("it has {bytes} bytes; tokens have at most {LONGEST}")]
    TooLong {
        /// How long it is.
        bytes: usize,
    },
    /// It cannot be sent in a header.
    #[error("it has characters that no token has")]
    Characters,
    /// The header is not of the form `Bearer TOKEN`.
    #[error("the authorization is not of the form `Bearer TOKEN`")]
    NotBearer,
}

impl Token {
    /// Reads the content of a token's file: what is around it, such as a line end, is not part of it.
    ///
    /// # Errors
    /// It is empty, too long, or has characters that cannot be in a header.
    pub fn new(text: &str) -> Result<Token, TokenError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(TokenError::Empty);
        }
        if text.len() > LONGEST {
            return Err(TokenError::TooLong { bytes: text.len() });
        }
        if !text.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(TokenError::Characters);
        }
        Ok(Token(text.to_owned()))
    }

    /// Reads a header `authorization`.
    ///
    /// # Errors
    /// It does not begin with `Bearer `, or what follows is not a token.
    pub fn from_authorization(header: &str) -> Result<Token, TokenError> {
        Token::new(header.strip_prefix("Bearer ").ok_or(TokenError::NotBearer)?)
    }

    /// The header `authorization`: for sending, not for printing.
    pub fn authorization(&self) -> String {
        format!("Bearer {}", self.0)
    }

    /// The token itself, for a TokenReview: not for printing.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// A hash by which what is known of the token can be kept without the token.
    pub fn hash(&self) -> [u8; 32] {
        let mut hash = [0; 32];
        hash.copy_from_slice(digest(&SHA256, self.0.as_bytes()).as_ref());
        hash
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_what_is_between_the_spaces() {
        let token = Token::new("\n eyJ.abc-_=.x \n").ok().unwrap();
        assert_eq!(token.expose(), "eyJ.abc-_=.x");
        assert_eq!(token.authorization(), "Bearer eyJ.abc-_=.x");
        assert!(Token::from_authorization(&token.authorization()).is_ok_and(|read| read == token));
        assert!(Token::new("other").is_ok_and(|other| other.hash() != token.hash()));
    }

    #[test]
    fn what_cannot_be_sent_is_refused_without_showing_it() {
        let long = "secret".repeat(4000);
        for (text, want) in [
            ("", TokenError::Empty),
            (" \n", TokenError::Empty),
            (&*long, TokenError::TooLong { bytes: 24000 }),
            ("secret secret", TokenError::Characters),
            ("secret\r\nx: y", TokenError::Characters),
            ("secrät", TokenError::Characters),
            ("secret\0", TokenError::Characters),
        ] {
            let error = Token::new(text).err().unwrap();
            assert_eq!(error, want, "{text:?}");
            assert!(!format!("{error} {error:?}").contains("sec"), "{error}");
        }
        for header in ["", "Bearer", "Bearer ", "bearer x", "Basic x", "Istio x"] {
            assert!(Token::from_authorization(header).is_err(), "{header:?}");
        }
    }
}
