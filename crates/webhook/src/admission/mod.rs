//! From the bytes of an admission review to the bytes of its answer. No HTTP here.

mod response;
mod review;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub use response::{AdmissionResponse, Outcome};
pub use review::{Review, ReviewError, Unread, document, review};

use injection::Answer;
use injection::advice::Advice;
use injection::decide::Reason;
use injection::patch;
use kubeyaml::{Exhausted, Meter, Value};

use crate::engine::{Allowance, Engine, PodQuestion, Refusal};
use crate::limits::Limits;

/// An answer, and what there is to say about it.
#[derive(Clone, Debug)]
#[must_use]
pub struct Reply {
    /// The answer as JSON.
    pub json: String,
    /// What was answered.
    pub outcome: Outcome,
    /// The stable code of the reason.
    pub code: &'static str,
    /// Why the pod is refused; empty otherwise.
    pub message: String,
    /// Each rule that was looked at, the deciding one last.
    pub trace: Vec<Reason>,
    /// What the answer warns of.
    pub warnings: Vec<String>,
    /// The namespace of the pod.
    pub namespace: String,
    /// The name of the pod, as far as it has one.
    pub name: String,
    /// Whether the request was a dry run.
    pub dry_run: bool,
}

/// Injection panicked: a fault of this program, not of the pod.
#[derive(Debug, thiserror::Error)]
#[error("the injector failed on this request, which is a bug: {cause}")]
pub struct Panicked {
    /// What the panic said.
    pub cause: String,
}

/// A review that was not answered.
#[derive(Debug, thiserror::Error)]
pub enum Unanswered {
    /// It costs more than it may.
    #[error(
        "this review takes more memory than any may; a pod of that many parts is stored by no API server, or has annotations \
         that are very long"
    )]
    TooDear,
    /// The engine panicked.
    #[error("{0}")]
    Panicked(Panicked),
}

impl From<Exhausted> for Unanswered {
    fn from(_: Exhausted) -> Unanswered {
        Unanswered::TooDear
    }
}

/// Answers a review, with warnings for the person who creates the pod if they are wanted. Whatever is wrong with the
/// review is said in the answer.
///
/// Source: Istio 1.30 webhook.go, serveInject.
///
/// # Errors
/// It costs more than is allowed, or the engine panicked.
pub fn answer(
    body: &[u8],
    path: &str,
    engine: &dyn Engine,
    warnings: bool,
    allowance: Allowance,
) -> Result<Reply, Unanswered> {
    catch_unwind(AssertUnwindSafe(|| answer_uncaught(body, path, engine, warnings, allowance)))
        .unwrap_or_else(|p| Err(Unanswered::Panicked(Panicked { cause: panic_text(p.as_ref()) })))
}

/// Asks an engine about a pod.
///
/// # Errors
/// The engine panicked.
pub fn ask(engine: &dyn Engine, question: PodQuestion<'_>) -> Result<Result<Answer, Refusal>, Panicked> {
    catch_unwind(AssertUnwindSafe(|| engine.admit(question)))
        .map_err(|payload| Panicked { cause: panic_text(payload.as_ref()) })
}

fn answer_uncaught(
    body: &[u8],
    path: &str,
    engine: &dyn Engine,
    warnings: bool,
    allowance: Allowance,
) -> Result<Reply, Unanswered> {
    let mut meter = Meter::new(Limits::TARIFF, allowance.memory);
    let read = match document(body, &mut meter, allowance.is_all) {
        Ok(read) => Ok(read),
        Err(Unread::TooDear) => return Err(Unanswered::TooDear),
        Err(Unread::Faulty(e)) => Err(e),
    };
    let read = match &read {
        Ok(document) => review(document, body, engine.takes_untyped_reviews()),
        Err(e) => Err(e.clone()),
    };
    match read {
        Ok(Some(review)) => decide(&review, path, engine, warnings, allowance, meter),
        Ok(None) => Ok(refuse(None, "no-request", "the AdmissionReview has no request")),
        Err(e) => Ok(refuse(None, "unreadable-review", &e.to_string())),
    }
}

fn decide(
    review: &Review<'_>,
    path: &str,
    engine: &dyn Engine,
    warnings: bool,
    allowance: Allowance,
    mut meter: Meter,
) -> Result<Reply, Unanswered> {
    let Some(pod) = review.object else {
        // What Go's decoder says of no bytes at all.
        return Ok(refuse(Some(review), "no-object", "unexpected end of JSON input"));
    };
    meter.charge(of_annotations(pod))?;
    let question = PodQuestion { pod, namespace: review.namespace, path, dry_run: review.dry_run, allowance };
    match engine.admit(question) {
        Ok(pod) => Ok(allow(review, pod, warnings)),
        Err(refusal) if refusal.is_exhausted && !allowance.is_all => Err(Unanswered::TooDear),
        Err(Refusal { message, .. }) => Ok(refuse(Some(review), "injection-failed", &message)),
    }
}

/// What the annotations of a pod may cost besides, as documents within the document.
fn of_annotations(pod: &Value) -> usize {
    let annotations = pod.at(&["metadata", "annotations"]).as_map();
    let lengths = annotations
        .into_iter()
        .flat_map(|map| map.iter())
        .map(|(_, value)| value.as_str().map_or(0, str::len));
    lengths.sum::<usize>().saturating_mul(Limits::ANNOTATION_BYTE)
}

fn allow(review: &Review<'_>, pod: Answer, with_warnings: bool) -> Reply {
    let (patch, code) = (pod.patch().map(patch::to_json).unwrap_or_default(), pod.decision.code());
    let advice = if with_warnings { pod.advice } else { Vec::new() };
    let warnings: Vec<String> = advice.iter().map(Advice::to_string).collect();
    let outcome = Outcome::of(pod.decision.inject);
    let response = AdmissionResponse {
        api_version: review.api_version,
        uid: review.uid,
        outcome,
        code,
        message: "",
        patch: &patch,
        warnings: &warnings,
    };
    Reply {
        json: response.to_json(),
        outcome,
        code,
        trace: pod.decision.trace,
        warnings,
        ..about(Some(review))
    }
}

fn refuse(review: Option<&Review<'_>>, code: &'static str, message: &str) -> Reply {
    let response = AdmissionResponse {
        api_version: review.map_or("", |r| r.api_version),
        uid: review.map_or("", |r| r.uid),
        outcome: Outcome::Refused,
        code,
        message,
        patch: "",
        warnings: &[],
    };
    Reply { json: response.to_json(), code, message: message.to_owned(), ..about(review) }
}

/// A refusal without words, about the pod of a review.
fn about(review: Option<&Review<'_>>) -> Reply {
    Reply {
        json: String::new(),
        outcome: Outcome::Refused,
        code: "",
        message: String::new(),
        trace: Vec::new(),
        warnings: Vec::new(),
        namespace: review.map(|r| r.pod_namespace().to_owned()).unwrap_or_default(),
        name: review.map(Review::pod_name).unwrap_or_default(),
        dry_run: review.is_some_and(|r| r.dry_run),
    }
}

/// What a panic said.
fn panic_text(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|s| (*s).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::answers;

    struct Stub;

    impl Engine for Stub {
        fn admit(&self, question: PodQuestion<'_>) -> Result<Answer, Refusal> {
            match question.pod.str_at(&["metadata", "name"]).unwrap_or_default() {
                "bad" => Err(Refusal {
                    message: "failed to run injection template: x".to_owned(),
                    hint: None,
                    is_exhausted: false,
                }),
                "skip" => Ok(answers::skipped()),
                "panic" => panic!("as the test wants"),
                _ => Ok(answers::injected(Vec::new())),
            }
        }
    }

    fn reply(body: &str) -> Result<Reply, Unanswered> {
        answer(body.as_bytes(), "/inject", &Stub, true, Allowance::AMPLE)
    }

    fn pod(name: &str) -> String {
        format!(
            r#"{{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{{"uid":"u1","object":{{"metadata":{{"name":"{name}"}}}}}}}}"#
        )
    }

    #[test]
    fn every_review_gets_an_answer() {
        let head = r#"{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview""#;
        for (body, outcome, code, message) in [
            (pod("good"), Outcome::Injected, "policy-enabled", Value::Null),
            (pod("skip"), Outcome::Skipped, "policy-disabled", Value::Null),
            (pod("bad"), Outcome::Refused, "injection-failed", "failed to run injection template: x".into()),
            (
                format!("{head}}}"),
                Outcome::Refused,
                "no-request",
                "the AdmissionReview has no request".into(),
            ),
            (
                format!(r#"{head},"request":{{"uid":"u1"}}}}"#),
                Outcome::Refused,
                "no-object",
                "unexpected end of JSON input".into(),
            ),
            (
                "{}".to_owned(),
                Outcome::Refused,
                "unreadable-review",
                "Object 'Kind' is missing in '{}'".into(),
            ),
        ] {
            let reply = reply(&body).unwrap();
            let json = kubeyaml::from_json(reply.json.as_bytes()).unwrap();
            assert_eq!((reply.outcome, reply.code), (outcome, code), "{body}");
            assert_eq!(
                json.at(&["response", "allowed"]).as_bool(),
                Some(outcome != Outcome::Refused),
                "{body}"
            );
            assert_eq!(*json.at(&["response", "status", "message"]), message, "{body}");
            let understood = !matches!(code, "no-request" | "unreadable-review");
            assert_eq!(json.str_at(&["response", "uid"]), Some(if understood { "u1" } else { "" }), "{body}");
            assert_eq!(json.str_at(&["kind"]).is_some(), understood, "{body}");
        }
    }

    #[test]
    fn a_panic_is_caught_with_its_text() {
        let panicked = reply(&pod("panic")).unwrap_err();
        assert!(matches!(panicked, Unanswered::Panicked(p) if p.cause == "as the test wants"));
    }
}
