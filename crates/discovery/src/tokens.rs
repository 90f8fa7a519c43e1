//! A table of tokens, for a machine without an API server.

use std::collections::BTreeMap;

use identity::{Caller, SpiffeId, Token, TrustDomain};
use thiserror::Error;

/// Who has which token, by the tokens' hashes.
#[derive(Clone, Debug, Default)]
pub struct TokenTable(BTreeMap<[u8; 32], Caller>);

/// A line that is not of a table of tokens.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {fault}; a line is TOKEN NAMESPACE/SERVICEACCOUNT [POD]")]
pub struct TokenTableError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong. It has no part of the line, which may hold a token.
    pub fault: String,
}

impl TokenTable {
    /// The table of a text: `TOKEN NAMESPACE/SERVICEACCOUNT [POD]`, one a line; `#` begins a comment.
    ///
    /// # Errors
    /// A line that is none.
    pub fn read(text: &str, trust_domain: &TrustDomain) -> Result<TokenTable, TokenTableError> {
        let mut table = BTreeMap::new();
        for (index, line) in text.lines().enumerate() {
            let fault = |fault: &str| TokenTableError { line: index + 1, fault: fault.to_owned() };
            let words: Vec<&str> = line.split('#').next().unwrap_or_default().split_whitespace().collect();
            let (token, account, pod) = match words[..] {
                [] => continue,
                [token, account] => (token, account, None),
                [token, account, pod] => (token, account, Some(pod.to_owned())),
                _ => return Err(fault("it has not two or three words")),
            };
            let token = Token::new(token).map_err(|e| fault(&format!("its token: {e}")))?;
            let (namespace, account) =
                account.split_once('/').ok_or_else(|| fault("its second word has no `/`"))?;
            let id = SpiffeId::new(trust_domain.clone(), namespace, account);
            let id = id.map_err(|e| fault(&e.to_string()))?;
            table.insert(token.hash(), Caller { id, pod });
        }
        Ok(TokenTable(table))
    }

    /// Whose a token is.
    pub(crate) fn caller(&self, token: &Token) -> Option<Caller> {
        self.0.get(&token.hash()).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_tells_whose_a_token_is() {
        let trust_domain = TrustDomain::new("cluster.local").unwrap();
        let table =
            TokenTable::read("# who\nabc ns/sa\n\ndef ns/other web-1 # pod\n", &trust_domain).unwrap();
        let caller = |token: &str| {
            let caller = table.caller(&Token::new(token).unwrap())?;
            Some((caller.id.to_string(), caller.pod))
        };
        assert_eq!(caller("abc"), Some(("spiffe://cluster.local/ns/ns/sa/sa".to_owned(), None)));
        assert_eq!(caller("def").unwrap().1.as_deref(), Some("web-1"));
        assert_eq!(caller("ab"), None);
        for (text, line) in [("secret", 1), ("\nsecret nssa", 2), ("secret n/s p x", 1), ("secret a|/b", 1)] {
            let error = TokenTable::read(text, &trust_domain).unwrap_err();
            assert_eq!(error.line, line, "{text}");
            assert!(!error.to_string().contains("secret"), "{error}");
        }
    }
}
