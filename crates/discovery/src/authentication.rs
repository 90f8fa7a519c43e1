//! Who calls.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use http::HeaderMap;
use http::header::AUTHORIZATION;
use identity::{Caller, Review, Token, TrustDomain};
use tokio::sync::Semaphore;

use crate::tokens::TokenTable;

/// How long an API server's word about a token holds, at most.
const REMEMBERED: Duration = Duration::from_secs(60);
/// How many words are remembered, and how many questions are asked at once.
const MOST_REMEMBERED: usize = 10_000;
const MOST_ASKED: usize = 100;

/// Who vouches for tokens.
pub trait Reviewer: Send + Sync {
    /// What is known of a token.
    fn review<'a>(
        &'a self,
        token: &'a Token,
    ) -> Pin<Box<dyn Future<Output = Result<Review, String>> + Send + 'a>>;
}

/// Who calls, by certificates and tokens.
pub struct Authenticator {
    trust_domain: TrustDomain,
    /// What a token has to be for.
    audiences: Vec<String>,
    tokens: Tokens,
    remembered: Mutex<HashMap<[u8; 32], (Instant, Caller)>>,
    asked: Semaphore,
}

/// How tokens are known.
pub enum Tokens {
    /// By a table.
    Table(TokenTable),
    /// By somebody who is asked.
    Reviewer(Arc<dyn Reviewer>),
}

impl Authenticator {
    /// Knows callers of a trust domain by these tokens and by certificates.
    pub fn new(trust_domain: TrustDomain, audiences: Vec<String>, tokens: Tokens) -> Authenticator {
        Authenticator {
            trust_domain,
            audiences,
            tokens,
            remembered: Mutex::default(),
            asked: Semaphore::new(MOST_ASKED),
        }
    }

    /// Who calls: whom the certificate names, which has been verified, else whom the token does. `None` if nobody knows; why
    /// is for the log alone.
    pub(crate) async fn caller(&self, uris: Option<&[String]>, headers: &HeaderMap) -> Option<Caller> {
        if let Some(uris) = uris {
            match Caller::of_certificate(uris, &self.trust_domain) {
                Ok(caller) => return Some(caller),
                Err(error) => tracing::warn!(%error, "a client certificate is not a caller's"),
            }
        }
        let header = headers.get(AUTHORIZATION)?.to_str().ok()?;
        let token = match Token::from_authorization(header) {
            Ok(token) => token,
            Err(error) => {
                tracing::warn!(%error, "a token is not a caller's");
                return None;
            }
        };
        match &self.tokens {
            Tokens::Table(table) => table.caller(&token),
            Tokens::Reviewer(reviewer) => self.reviewed(&**reviewer, &token).await,
        }
    }

    async fn reviewed(&self, reviewer: &dyn Reviewer, token: &Token) -> Option<Caller> {
        let hash = token.hash();
        if let Some((at, caller)) = self.remembered().get(&hash)
            && at.elapsed() < REMEMBERED
        {
            return Some(caller.clone());
        }
        let _place = self.asked.acquire().await.ok()?;
        let review = match reviewer.review(token).await {
            Ok(review) => review,
            Err(error) => {
                tracing::error!(%error, "cannot ask whose a token is");
                return None;
            }
        };
        match Caller::of_review(&review, &self.audiences, &self.trust_domain) {
            Ok(caller) => {
                let mut remembered = self.remembered();
                if remembered.len() >= MOST_REMEMBERED {
                    remembered.retain(|_, (at, _)| at.elapsed() < REMEMBERED);
                }
                if remembered.len() < MOST_REMEMBERED {
                    remembered.insert(hash, (Instant::now(), caller.clone()));
                }
                Some(caller)
            }
            Err(error) => {
                tracing::warn!(%error, "a token is not a caller's");
                None
            }
        }
    }

    fn remembered(&self) -> std::sync::MutexGuard<'_, HashMap<[u8; 32], (Instant, Caller)>> {
        self.remembered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
