//! The certificate authority, asked over gRPC.
//!
//! Source: Istio 1.30 security/pkg/nodeagent/caclient/providers/citadel/client.go, CSRSign.

use std::time::Duration;

use envoy_api::istio::v1::auth::{IstioCertificateRequest, IstioCertificateResponse};
use envoy_api::{method, structs};
use http::uri::PathAndQuery;
use identity::Token;
use thiserror::Error;
use tokio::time::timeout;
use tonic::{Code, Request, Status};
use tonic_prost::ProstCodec;

use crate::one_line::one_line;
use crate::upstream::{NoToken, Upstream, UpstreamError};

/// How long a signature may take, once there is a connection.
const ANSWER: Duration = Duration::from_secs(10);
/// The longest answer: dozens of certificates.
const LONGEST: usize = 1 << 20;
/// How much of a server's own words an error repeats.
const WORDS: usize = 300;

/// The authority. Each request has a connection of its own: there are hours between them.
#[derive(Debug)]
pub(crate) struct Ca {
    /// The server.
    pub(crate) upstream: Upstream,
    /// Which of its signers is to sign; empty for its own.
    pub(crate) signer: String,
    /// The lifetime that is asked for.
    pub(crate) lifetime: Duration,
}

/// There is no certificate.
#[derive(Debug, Error)]
pub(crate) enum CaError {
    /// Who asks cannot be said.
    #[error(transparent)]
    Token(#[from] NoToken),
    /// The authority cannot be reached.
    #[error(transparent)]
    Upstream(#[from] UpstreamError),
    /// It says no.
    #[error("the CA {address} answers {code:?}: {message}{}", hint(*code))]
    Refused {
        /// The address.
        address: String,
        /// gRPC's code.
        code: Code,
        /// Its words, without the token.
        message: String,
    },
    /// It says nothing.
    #[error("the CA {address} does not answer within {ANSWER:?}")]
    Late {
        /// The address.
        address: String,
    },
}

fn hint(code: Code) -> &'static str {
    match code {
        Code::Unauthenticated => "; it does not accept the token: its audience has to be `istio-ca`",
        _ => "",
    }
}

impl Ca {
    /// Has a request signed: gives the certificates in PEM, the workload's own first.
    ///
    /// # Errors
    /// The authority cannot be reached or says no, or there is no token.
    pub(crate) async fn sign(&self, csr: String) -> Result<Vec<String>, CaError> {
        let token = self.upstream.token()?;
        let connection = self.upstream.connect().await?;
        let call = async {
            let mut client = connection.grpc.clone().max_decoding_message_size(LONGEST);
            client.ready().await.map_err(|error| Status::unavailable(error.to_string()))?;
            let codec = ProstCodec::<IstioCertificateRequest, IstioCertificateResponse>::new();
            let path = PathAndQuery::from_static(method::CREATE_CERTIFICATE);
            client.unary(self.request(csr, token.as_ref()), path, codec).await
        };
        let answer = timeout(ANSWER, call).await;
        let address = || self.upstream.address().to_owned();
        let answer = answer.map_err(|_| CaError::Late { address: address() })?;
        let answer = answer.map_err(|status| CaError::Refused {
            address: address(),
            code: status.code(),
            message: printable(status.message(), token.as_ref()),
        })?;
        Ok(answer.into_inner().cert_chain)
    }

    fn request(&self, csr: String, token: Option<&Token>) -> Request<IstioCertificateRequest> {
        let mut request = Request::new(IstioCertificateRequest {
            csr,
            validity_duration: i64::try_from(self.lifetime.as_secs()).unwrap_or(i64::MAX),
            metadata: Some(structs::of_texts([("CertSigner", self.signer.as_str())])),
        });
        *request.metadata_mut() = self.upstream.metadata(token);
        request
    }
}

/// What a server says, fit for a log: on one line, not too long, and without the token, which some repeat.
fn printable(message: &str, token: Option<&Token>) -> String {
    let message = match token {
        Some(token) => message.replace(token.expose(), "TOKEN"),
        None => message.to_owned(),
    };
    one_line(&message, WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_servers_words_are_printable() {
        let token = Token::new("eyJ.secret").ok();
        for (message, want) in [
            ("no", "no".to_owned()),
            ("bad token eyJ.secret!", "bad token TOKEN!".to_owned()),
            ("say \"no\"\n\u{1b}[31m", "say \"no\"\\n\\u{1b}[31m".to_owned()),
            (&*"x".repeat(1000), "x".repeat(WORDS)),
        ] {
            assert_eq!(printable(message, token.as_ref()), want);
        }
    }
}
