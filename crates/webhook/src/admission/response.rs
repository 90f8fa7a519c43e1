//! Writing the response to an admission review.

use base64_simd::STANDARD;

/// Warnings and messages longer than this are cut: API servers cut at 256 characters, and at 4 KiB in all.
const WARNING_CHARACTERS: usize = 256;
/// How many warnings are sent.
const WARNINGS: usize = 8;

/// The decision as it is annotated in the API server's audit log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The pod gets a sidecar.
    Injected,
    /// The pod stays as it is.
    Skipped,
    /// The pod cannot be injected and is refused.
    Refused,
}

impl Outcome {
    /// The outcome for a pod that is injected or not.
    pub fn of(inject: bool) -> Outcome {
        if inject { Outcome::Injected } else { Outcome::Skipped }
    }

    /// Its name in logs, metrics and audit annotations.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Injected => "injected",
            Outcome::Skipped => "skipped",
            Outcome::Refused => "refused",
        }
    }
}

/// A response to a review.
#[derive(Clone, Debug)]
pub struct AdmissionResponse<'a> {
    /// The review's `apiVersion`; empty when it was not understood.
    pub api_version: &'a str,
    /// The request's `uid`.
    pub uid: &'a str,
    /// What is answered.
    pub outcome: Outcome,
    /// The stable code of the reason.
    pub code: &'a str,
    /// Why the pod is refused.
    pub message: &'a str,
    /// The JSON patch; empty for none.
    pub patch: &'a str,
    /// What the person who creates the pod should know.
    pub warnings: &'a [String],
}

impl AdmissionResponse<'_> {
    /// The answer as JSON.
    ///
    /// Source: Kubernetes admission/v1 AdmissionReview; Istio 1.30 webhook.go, toAdmissionResponse.
    pub fn to_json(&self) -> String {
        let mut out = String::with_capacity(320 + self.patch.len() * 4 / 3 + self.message.len());
        out.push('{');
        if !self.api_version.is_empty() {
            out.push_str(r#""kind":"AdmissionReview","apiVersion":"#);
            kubeyaml::json_quoted(&mut out, self.api_version);
            out.push(',');
        }
        out.push_str(r#""response":{"uid":"#);
        kubeyaml::json_quoted(&mut out, self.uid);
        if self.outcome == Outcome::Refused {
            out.push_str(r#","allowed":false,"status":{"metadata":{},"message":"#);
            kubeyaml::json_quoted(&mut out, self.message);
            out.push('}');
        } else {
            out.push_str(r#","allowed":true"#);
        }
        if !self.patch.is_empty() {
            out.push_str(r#","patch":""#);
            STANDARD.encode_append(self.patch, &mut out);
            out.push_str(r#"","patchType":"JSONPatch""#);
        }
        if !self.uid.is_empty() {
            self.push_extras(&mut out);
        }
        out.push_str("}}");
        out
    }

    fn push_extras(&self, out: &mut String) {
        out.push_str(r#","auditAnnotations":{"decision":"#);
        kubeyaml::json_quoted(out, self.outcome.name());
        out.push_str(r#","reason":"#);
        kubeyaml::json_quoted(out, self.code);
        out.push('}');
        for (i, warning) in self.warnings.iter().take(WARNINGS).enumerate() {
            out.push_str(if i == 0 { r#","warnings":["# } else { "," });
            kubeyaml::json_quoted(out, &one_line(warning));
        }
        if !self.warnings.is_empty() {
            out.push(']');
        }
    }
}

/// Warnings travel in HTTP headers to kubectl: one line, not too long.
fn one_line(warning: &str) -> String {
    let mut line: String =
        warning.chars().map(|c| if c.is_control() { ' ' } else { c }).take(WARNING_CHARACTERS).collect();
    if warning.chars().nth(WARNING_CHARACTERS).is_some() {
        line.pop();
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    const INJECTED: AdmissionResponse<'static> = AdmissionResponse {
        api_version: "admission.k8s.io/v1",
        uid: "u",
        outcome: Outcome::Injected,
        code: "policy-enabled",
        message: "",
        patch: "[]",
        warnings: &[],
    };

    #[test]
    fn answers_are_json_of_the_reviews_version() {
        let warnings = ["a\nb".to_owned(), "x".repeat(300)];
        let cut = format!("{}…", "x".repeat(255));
        for (answer, want) in [
            (
                INJECTED.clone(),
                r#"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","response":{"uid":"u","allowed":true,"patch":"W10=","patchType":"JSONPatch","auditAnnotations":{"decision":"injected","reason":"policy-enabled"}}}"#.to_owned(),
            ),
            (
                AdmissionResponse { api_version: "admission.k8s.io/v1beta1", outcome: Outcome::Skipped, patch: "", warnings: &warnings, ..INJECTED },
                format!(
                    r#"{{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1beta1","response":{{"uid":"u","allowed":true,"auditAnnotations":{{"decision":"skipped","reason":"policy-enabled"}},"warnings":["a b","{cut}"]}}}}"#
                ),
            ),
            (
                AdmissionResponse { api_version: "", uid: "", outcome: Outcome::Refused, message: "no \"x\"", patch: "", ..INJECTED },
                r#"{"response":{"uid":"","allowed":false,"status":{"metadata":{},"message":"no \"x\""}}}"#.to_owned(),
            ),
        ] {
            assert_eq!(answer.to_json(), want);
        }
    }
}
