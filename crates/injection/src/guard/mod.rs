//! What is refused of a pod before a template sees it.
//!
//! Templates put texts of a pod into YAML, many of them without quotes. Whatever the template, these texts must not be
//! able to add structure of their own: an annotation that is a word or a list holds only what words and lists are made
//! of, and names hold what names may hold. Annotations that are data (JSON, YAML) keep their form, and are checked by
//! what they say. How much all annotations may hold, and which of them the injection config allows, is checked first.

mod allowed;
mod forms;
mod names;
mod proxy_texts;
mod refusal;
mod text;
mod volumes;

use kubeyaml::{Map, Value};

use crate::names::PROXY_CONFIG;

pub use allowed::AllowedAnnotations;
pub use names::{check_containers, check_identity, check_metadata, check_names};
pub use proxy_texts::check_proxy_config;
pub use refusal::Refusal;
pub use volumes::{UserVolumes, user_volumes};

/// How many bytes the names and values of an object's annotations may have together.
///
/// Source: Kubernetes apimachinery pkg/api/validation, TotalAnnotationSizeLimitB.
const MOST_BYTES: usize = 256 << 10;

/// How many values a pod may have: fields, items and what is in them. Tens of times what the largest of real pods have.
const MOST_VALUES: usize = 50_000;

/// How many bytes of text a pod may have: an API server takes no larger request.
///
/// Source: Kubernetes apiserver pkg/server/config.go, MaxRequestBodyBytes.
const MOST_TEXT: usize = 3 << 20;

/// How many bytes a pod's own proxy config may have. It is read more often than any other annotation, and each variable
/// in it becomes several of the pod.
const MOST_PROXY_CONFIG: usize = 128 << 10;

/// Checks that a pod, as it was sent, can be worked on in good time.
///
/// # Errors
/// It has too many values, or too much text.
pub(crate) fn check_size(pod: &Value) -> Result<(), Refusal> {
    let mut left = Left { values: MOST_VALUES, text: MOST_TEXT };
    left.take(pod).map_err(|excess| match excess {
        Excess::Values => Refusal::Values { most: MOST_VALUES },
        Excess::Text => Refusal::Text { most: MOST_TEXT },
    })
}

/// What a pod has too much of.
enum Excess {
    Values,
    Text,
}

/// What a pod may still have.
struct Left {
    values: usize,
    text: usize,
}

impl Left {
    // Recursion is as deep as the document, which its reader bounds.
    fn take(&mut self, value: &Value) -> Result<(), Excess> {
        self.values = self.values.checked_sub(1).ok_or(Excess::Values)?;
        match value {
            Value::Map(map) => map.iter().try_for_each(|(key, value)| {
                self.take_text(key)?;
                self.take(value)
            }),
            Value::List(items) => items.iter().try_for_each(|value| self.take(value)),
            Value::String(text) => self.take_text(text),
            _ => Ok(()),
        }
    }

    fn take_text(&mut self, text: &str) -> Result<(), Excess> {
        self.text = self.text.checked_sub(text.len()).ok_or(Excess::Text)?;
        Ok(())
    }
}

/// Checks what costs nothing to check: how much the annotations hold, and whether they are allowed.
///
/// # Errors
/// The first annotation that is not allowed, by name.
pub(crate) fn check_limits(pod: &Value, allowed: &AllowedAnnotations) -> Result<(), Refusal> {
    let Some(annotations) = crate::pod::annotations(pod) else { return Ok(()) };
    let bytes = annotations.iter().map(|(name, value)| name.len() + text_of(value).len()).sum();
    if bytes > MOST_BYTES {
        return Err(Refusal::Size { bytes, most: MOST_BYTES });
    }
    let proxy_config = annotations.get(PROXY_CONFIG).map(text_of).unwrap_or_default();
    if proxy_config.len() > MOST_PROXY_CONFIG {
        let cause = format!("it has more than {MOST_PROXY_CONFIG} bytes");
        return Err(Refusal::annotation(PROXY_CONFIG, proxy_config, cause));
    }
    match annotations.iter().find(|(name, _)| !allowed.allows(name)) {
        Some((name, value)) => {
            Err(Refusal::NotAllowed { name: text::escaped(name), value: text::shown(text_of(value)) })
        }
        None => Ok(()),
    }
}

/// Checks that each annotation has the form of what it means.
///
/// # Errors
/// The first that has not, by name.
pub(crate) fn check_forms(annotations: &Map) -> Result<(), Refusal> {
    annotations.iter().try_for_each(|(name, value)| {
        let value = text_of(value);
        forms::check(name, value).map_err(|cause| Refusal::annotation(name, value, cause))
    })
}

fn text_of(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pod::set_annotation;

    fn limits(annotations: &[(&str, &str)], patterns: &[&str]) -> String {
        let mut pod = Value::Null;
        annotations.iter().for_each(|(name, value)| set_annotation(&mut pod, name, *value));
        let patterns: Vec<String> = patterns.iter().map(|p| (*p).to_owned()).collect();
        check_limits(&pod, &AllowedAnnotations::only(&patterns))
            .map_err(|e| e.to_string())
            .err()
            .unwrap_or_default()
    }

    #[test]
    fn annotations_have_the_size_that_the_api_server_takes() {
        let fits = "x".repeat(MOST_BYTES - 1);
        assert_eq!(limits(&[("a", &fits)], &["*"]), "");
        let large = "x".repeat(MOST_PROXY_CONFIG + 1);
        assert!(limits(&[(PROXY_CONFIG, &large)], &["*"]).ends_with("it has more than 131072 bytes"));
        assert_eq!(
            limits(&[("ab", &fits)], &["*"]),
            "metadata.annotations: Too long: 262145 bytes, may not be more than 262144"
        );
    }

    #[test]
    fn pods_have_no_more_values_than_can_be_worked_on() {
        let pod = |values: usize| Value::List(vec![Value::Null; values]);
        let text = |bytes: usize| {
            Value::List(vec![Value::text("x".repeat(bytes / 2)), Value::text("x".repeat(bytes / 2))])
        };
        for (pod, want) in [
            (pod(MOST_VALUES - 1), Ok(())),
            (pod(MOST_VALUES), Err(Refusal::Values { most: MOST_VALUES })),
            (
                Value::List(vec![pod(MOST_VALUES / 2), pod(MOST_VALUES / 2)]),
                Err(Refusal::Values { most: MOST_VALUES }),
            ),
            (text(MOST_TEXT), Ok(())),
            (text(MOST_TEXT + 2), Err(Refusal::Text { most: MOST_TEXT })),
        ] {
            assert_eq!(check_size(&pod), want);
        }
    }

    #[test]
    fn only_allowed_annotations_pass() {
        for (name, patterns, want) in [
            ("sidecar.istio.io/proxyImage", &["*"][..], ""),
            ("sidecar.istio.io/proxyImage", &["sidecar.istio.io/proxy*"], ""),
            ("example.com/mine", &[], ""),
            ("sidecar.istio.io/inject", &[], ""),
            (
                "sidecar.istio.io/proxyImage",
                &["sidecar.istio.io/proxyCPU", "*.sidecar.istio.io/*"],
                "the annotation sidecar.istio.io/proxyImage: \"evil\\u{1b}\" is not allowed by the injection config \
                 (`allowedAnnotations`)",
            ),
        ] {
            assert_eq!(limits(&[(name, "evil\u{1b}")], patterns), want, "{name} {patterns:?}");
        }
    }
}
