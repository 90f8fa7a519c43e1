//! Reading an admission review.

use kubeyaml::{Meter, MeteredError, NULL, Value};
use thiserror::Error;

/// The group of admission reviews.
const GROUP: &str = "admission.k8s.io/";

/// How much of a body without `kind` is repeated in the message about it.
const ECHO: usize = 512;

/// A review that was understood. Texts that are absent are empty.
#[derive(Clone, Copy, Debug)]
pub struct Review<'a> {
    /// The review's `apiVersion`; empty if the review has no type, as old API servers' never were.
    pub api_version: &'a str,
    /// What identifies the request.
    pub uid: &'a str,
    /// The namespace of the request.
    pub namespace: &'a str,
    /// The object that is created; `None` when there is none.
    pub object: Option<&'a Value>,
    /// Whether nothing is going to be stored.
    pub dry_run: bool,
}

/// A body is not a review that can be answered. The texts are Kubernetes', of its decoder.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ReviewError {
    /// It is neither JSON nor YAML.
    #[error("couldn't get version/kind; json parse error: {cause}")]
    Syntax {
        /// Where and why.
        cause: String,
    },
    /// It is JSON, but no object.
    #[error(
        "couldn't get version/kind; json parse error: json: cannot unmarshal {found} into Go value of type struct {{ \
         APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }}"
    )]
    NoObject {
        /// What it is.
        found: &'static str,
    },
    /// It does not say what it is.
    #[error("Object '{field}' is missing in '{body}'")]
    Untyped {
        /// `Kind` or `apiVersion`.
        field: &'static str,
        /// The body, as far as it is short.
        body: String,
    },
    /// It is something else.
    #[error(
        "no kind \"{kind}\" is registered for version \"{version}\" in scheme \"pkg/runtime/scheme.go:111\""
    )]
    Unregistered {
        /// Its kind.
        kind: String,
        /// Its version.
        version: String,
    },
    /// It is a core object of Kubernetes.
    #[error("unsupported type :&TypeMeta{{Kind:{kind},APIVersion:{version},}}")]
    Unsupported {
        /// Its kind.
        kind: String,
        /// Its version.
        version: String,
    },
    /// A field has the wrong type.
    #[error("json: cannot unmarshal {found} into Go struct field {field} of type {wanted}")]
    Type {
        /// The field, as Go names it.
        field: &'static str,
        /// What it is.
        found: &'static str,
        /// What it must be.
        wanted: &'static str,
    },
}

/// A body that was not read.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum Unread {
    /// It is not a document.
    #[error("{0}")]
    Faulty(ReviewError),
    /// It costs more than is granted.
    #[error("it takes more memory than any review may")]
    TooDear,
}

/// Reads a body as a document: JSON, or YAML where it does not begin as a JSON object. What YAML takes is known only
/// when it was read, so that it is read only if all the memory there is was granted.
///
/// Source: k8s.io/apimachinery serializer/recognizer (JSON is recognised by its first brace, YAML is tried after it).
///
/// # Errors
/// It is neither, or takes more than the meter holds.
pub fn document(body: &[u8], meter: &mut Meter, is_all: bool) -> Result<Value, Unread> {
    let error = match kubeyaml::from_json_metered(body, meter) {
        Ok(document) => return Ok(document),
        Err(MeteredError::Exhausted(_)) => return Err(Unread::TooDear),
        Err(MeteredError::Syntax(e)) => e,
    };
    if body.trim_ascii_start().starts_with(b"{") || body.len() > YAML_LIMIT {
        return Err(Unread::Faulty(ReviewError::Syntax { cause: error.message }));
    }
    if !is_all {
        return Err(Unread::TooDear);
    }
    let document = kubeyaml::read_bytes(body)
        .map_err(|e| Unread::Faulty(ReviewError::Syntax { cause: e.to_string() }))?;
    meter.document(&document).map_err(|_| Unread::TooDear)?;
    Ok(document)
}

/// API servers send JSON; a review in YAML is written by a person.
const YAML_LIMIT: usize = 64 << 10;

/// Reads a document as a review. `None` is a review without a request.
///
/// `untyped` takes any object as a review. `body` is what the document was read from, for messages.
///
/// Source: Istio 1.30 webhook.go, serveInject, and pkg/kube/adapter.go; 1.0 for reviews without a type.
///
/// # Errors
/// It is not a review.
pub fn review<'a>(
    document: &'a Value,
    body: &[u8],
    untyped: bool,
) -> Result<Option<Review<'a>>, ReviewError> {
    if document.as_map().is_none() && !document.is_null() {
        return Err(ReviewError::NoObject { found: document.kind() });
    }
    let api_version = text(document.get("apiVersion"), "APIVersion", "string")?;
    let kind = text(document.get("kind"), "Kind", "string")?;
    if !(untyped && kind.is_empty() && api_version.is_empty()) {
        check_type(api_version, kind, body)?;
    }
    let request = match document.get("request") {
        None | Some(Value::Null) => return Ok(None),
        Some(request @ Value::Map(_)) => request,
        Some(other) => return Err(wrong("AdmissionReview.request", other, "v1.AdmissionRequest")),
    };
    Ok(Some(Review {
        api_version,
        uid: text(request.get("uid"), "AdmissionRequest.request.uid", "types.UID")?,
        namespace: text(request.get("namespace"), "AdmissionRequest.request.namespace", "string")?,
        object: request.get("object").filter(|o| !o.is_null()),
        dry_run: request.at(&["dryRun"]).as_bool() == Some(true),
    }))
}

fn check_type(api_version: &str, kind: &str, body: &[u8]) -> Result<(), ReviewError> {
    let named = |kind: &str| (kind.to_owned(), api_version.to_owned());
    match (kind, api_version) {
        ("", _) => Err(ReviewError::Untyped { field: "Kind", body: echo(body) }),
        (_, "") => Err(ReviewError::Untyped { field: "apiVersion", body: echo(body) }),
        ("AdmissionReview", version) if matches!(version.strip_prefix(GROUP), Some("v1" | "v1beta1")) => {
            Ok(())
        }
        (kind, "v1") => {
            let (kind, version) = named(kind);
            Err(ReviewError::Unsupported { kind, version })
        }
        (kind, _) => {
            let (kind, version) = named(kind);
            Err(ReviewError::Unregistered { kind, version })
        }
    }
}

fn echo(body: &[u8]) -> String {
    let shown = body.get(..ECHO).map(|b| [b, b"..."].concat());
    String::from_utf8_lossy(shown.as_deref().unwrap_or(body)).into_owned()
}

fn text<'a>(
    value: Option<&'a Value>,
    field: &'static str,
    wanted: &'static str,
) -> Result<&'a str, ReviewError> {
    match value {
        None | Some(Value::Null) => Ok(""),
        Some(Value::String(s)) => Ok(s),
        Some(other) => Err(wrong(field, other, wanted)),
    }
}

fn wrong(field: &'static str, found: &Value, wanted: &'static str) -> ReviewError {
    ReviewError::Type { field, found: found.kind(), wanted }
}

impl Review<'_> {
    /// The pod's metadata.
    pub fn metadata(&self) -> &Value {
        self.object.and_then(|o| o.get("metadata")).unwrap_or(&NULL)
    }

    /// The namespace that the pod will be in.
    pub(crate) fn pod_namespace(&self) -> &str {
        self.metadata().str_at(&["namespace"]).filter(|n| !n.is_empty()).unwrap_or(self.namespace)
    }

    /// The pod's name for people; most pods have none yet, but a prefix.
    ///
    /// Source: Istio 1.30 inject.go, potentialPodName.
    pub fn pod_name(&self) -> String {
        let metadata = self.metadata();
        match (
            metadata.str_at(&["name"]).unwrap_or_default(),
            metadata.str_at(&["generateName"]).unwrap_or_default(),
        ) {
            ("", "") => String::new(),
            ("", prefix) => format!("{prefix}***** (actual name not yet known)"),
            (name, _) => name.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(body: &str, untyped: bool) -> String {
        let outcome = document(body.as_bytes(), &mut Meter::unlimited(), true).and_then(|d| {
            review(&d, body.as_bytes(), untyped)
                .map(|r| format!("{:?}", r.map(|r| (r.uid.to_owned(), r.object.is_some()))))
                .map_err(Unread::Faulty)
        });
        outcome.unwrap_or_else(|e| e.to_string())
    }

    #[test]
    fn bodies_are_understood_or_refused_in_kubernetes_words() {
        let go = "APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }";
        let type_error = |found: &str| {
            format!(
                "couldn't get version/kind; json parse error: json: cannot unmarshal {found} into Go value of type struct {{ {go}"
            )
        };
        for (body, want) in [
            ("[]", type_error("array")),
            ("hello", type_error("string")),
            ("{}", "Object 'Kind' is missing in '{}'".to_owned()),
            ("null", "Object 'Kind' is missing in 'null'".to_owned()),
            (r#"{"kind":"AdmissionReview"}"#, r#"Object 'apiVersion' is missing in '{"kind":"AdmissionReview"}'"#.to_owned()),
            (r#"{"a""#, "couldn't get version/kind; json parse error: unexpected end of JSON input".to_owned()),
            (
                r#"{"apiVersion":"admission.k8s.io/v2","kind":"AdmissionReview"}"#,
                r#"no kind "AdmissionReview" is registered for version "admission.k8s.io/v2" in scheme "pkg/runtime/scheme.go:111""#
                    .to_owned(),
            ),
            (r#"{"apiVersion":"v1","kind":"Pod"}"#, "unsupported type :&TypeMeta{Kind:Pod,APIVersion:v1,}".to_owned()),
            (r#"{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview"}"#, "None".to_owned()),
            (
                r#"{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":5}}"#,
                "json: cannot unmarshal number into Go struct field AdmissionRequest.request.uid of type types.UID".to_owned(),
            ),
            (
                r#"{"apiVersion":"admission.k8s.io/v1beta1","kind":"AdmissionReview","request":{"uid":"u","object":{}}}"#,
                r#"Some(("u", true))"#.to_owned(),
            ),
            (
                "apiVersion: admission.k8s.io/v1\nkind: AdmissionReview\nrequest: {uid: u, object: null}\n",
                r#"Some(("u", false))"#.to_owned(),
            ),
        ] {
            assert_eq!(message(body, false), want, "{body}");
        }
        assert_eq!(message(r#"{"request":{"uid":"u"}}"#, true), r#"Some(("u", false))"#);
        assert!(message(r#"{"kind":"Pod","apiVersion":"v1"}"#, true).starts_with("unsupported"));
    }

    #[test]
    fn a_long_body_is_not_repeated_whole() {
        let body = format!(r#"{{"a":"{}"}}"#, "x".repeat(100_000));
        assert!(message(&body, false).len() < 600);
    }

    #[test]
    fn pods_without_a_name_are_called_by_their_prefix() {
        for (metadata, name, namespace) in [
            (r#"{"name":"a","generateName":"b-"}"#, "a", "ns"),
            (r#"{"generateName":"b-","namespace":"own"}"#, "b-***** (actual name not yet known)", "own"),
            ("{}", "", "ns"),
        ] {
            let object = kubeyaml::from_json(format!(r#"{{"metadata":{metadata}}}"#).as_bytes()).unwrap();
            let review =
                Review { api_version: "", uid: "", namespace: "ns", object: Some(&object), dry_run: false };
            assert_eq!((review.pod_name().as_str(), review.pod_namespace()), (name, namespace));
        }
    }
}
