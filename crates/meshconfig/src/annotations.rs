//! The checks of a pod's annotations.

mod checks;
mod legacy;
mod registry;
mod values;

use std::fmt;

use kubeyaml::Map;

pub use registry::{KnownAnnotation, known_annotation, known_annotations, meant_annotation};

use crate::report::Report;
use crate::version::{AnnotationRules, Version};

/// An annotation has a value that Istio refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnotationError {
    /// The annotation's name.
    pub name: &'static str,
    /// Its value.
    pub value: String,
    /// Why.
    pub cause: String,
}

/// The annotations of a pod that are refused, by name (in 1.1 in the order of its checks, in 1.0 only the first).
/// Displays as Istio's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnotationErrors {
    /// The errors: at least one.
    pub errors: Vec<AnnotationError>,
    version: Version,
}

/// A check: the annotation's name, and why its value is refused.
type Check = (&'static str, fn(&str, Version) -> Result<(), String>);

/// Checks the value that an annotation of a pod has, if this version checks it before it injects.
///
/// # Errors
/// Why the value is refused, in Istio's words.
pub fn check_annotation(name: &str, value: &str, version: Version) -> Result<(), String> {
    match checks_of(version).find(|(checked, _)| *checked == name) {
        Some((_, check)) => check(value, version),
        None => Ok(()),
    }
}

/// Checks those of a pod's annotations that this version checks before it injects. 0.5 checks none.
///
/// Source: Istio 1.30 pkg/kube/inject/validate.go, validateAnnotations.
pub fn validate_annotations(annotations: &Map, version: Version) -> Result<(), AnnotationErrors> {
    let refused = checks_of(version).filter_map(|(name, check)| {
        let value = annotations.get(name)?.as_str()?;
        let cause = check(value, version).err()?;
        Some(AnnotationError { name, value: value.to_owned(), cause })
    });
    let errors: Vec<AnnotationError> = match version.annotation_rules {
        AnnotationRules::First => refused.take(1).collect(),
        _ => refused.collect(),
    };
    if errors.is_empty() { Ok(()) } else { Err(AnnotationErrors { errors, version }) }
}

/// The checks of a version, in the order of their errors.
fn checks_of(version: Version) -> impl Iterator<Item = Check> {
    let rows: &[Check] = match version.annotation_rules {
        AnnotationRules::Absent => &[],
        AnnotationRules::First => legacy::CHECKS_1_0,
        AnnotationRules::Registry => legacy::CHECKS_1_1,
        AnnotationRules::Rows => checks::CHECKS,
    };
    let all = version.annotation_rules != AnnotationRules::Rows;
    rows.iter().copied().filter(move |(name, _)| all || version.checks_annotation(name))
}

impl fmt::Display for AnnotationErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |e: &AnnotationError| match self.version.annotation_rules {
            AnnotationRules::First | AnnotationRules::Registry => format!(
                "injection failed. Invalid value for annotation {}: {}. Error: {}",
                e.name, e.value, e.cause
            ),
            _ => format!("invalid value '{}' for annotation '{}': {}", e.value, e.name, e.cause),
        };
        let errors = self.errors.iter().map(text);
        match self.version.annotation_rules {
            AnnotationRules::First => errors.take(1).try_for_each(|e| f.write_str(&e)),
            _ => Report::list(errors.collect()).fmt(f),
        }
    }
}

impl std::error::Error for AnnotationErrors {}

#[cfg(test)]
mod tests {
    use kubeyaml::Value;

    use super::*;

    fn check(annotations: &[(&str, &str)], version: Version) -> String {
        let map: Map = annotations.iter().map(|(name, value)| ((*name).into(), Value::text(value))).collect();
        validate_annotations(&map, version).err().map(|e| e.to_string()).unwrap_or_default()
    }

    #[test]
    fn all_errors_are_listed_by_name() {
        let annotations = [
            ("sidecar.istio.io/proxyCPU", "x"),
            ("prometheus.istio.io/merge-metrics", "yes"),
            ("unrelated", "\n"),
        ];
        assert_eq!(
            check(&annotations, Version::LATEST),
            "2 errors occurred:\n\t\
             * invalid value 'yes' for annotation 'prometheus.istio.io/merge-metrics': strconv.ParseBool: parsing \"yes\": invalid syntax\n\t\
             * invalid value 'x' for annotation 'sidecar.istio.io/proxyCPU': \
             quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'\n\n"
        );
    }

    #[test]
    fn each_version_has_its_own_set_and_text() {
        let mode = ("sidecar.istio.io/interceptionMode", "X");
        let cpu = ("sidecar.istio.io/proxyCPU", "X");
        let core_dump = ("sidecar.istio.io/enableCoreDump", "X");
        let ports = ("traffic.sidecar.istio.io/includeInboundPorts", "X");
        for (version, annotations, text) in [
            (Version::V0_5, vec![mode, ports], ""),
            (
                Version::V1_0,
                vec![ports, mode, cpu],
                "injection failed. Invalid value for annotation sidecar.istio.io/interceptionMode: X. Error: interceptionMode invalid: X",
            ),
            (
                Version::V1_1,
                vec![mode, cpu],
                "1 error occurred:\n\t* injection failed. Invalid value for annotation sidecar.istio.io/interceptionMode: X. \
                 Error: interceptionMode invalid, use REDIRECT,TPROXY,NONE: X\n\n",
            ),
            (
                Version::V1_22,
                vec![core_dump, cpu],
                "1 error occurred:\n\t* invalid value 'X' for annotation 'sidecar.istio.io/enableCoreDump': \
                 strconv.ParseBool: parsing \"X\": invalid syntax\n\n",
            ),
            (Version::V1_30, vec![core_dump], ""),
        ] {
            assert_eq!(check(&annotations, version), text, "{version}");
        }
    }
}
