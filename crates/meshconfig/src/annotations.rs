//! The checks of a pod's annotations.

mod checks;
mod legacy;
mod values;

use std::fmt;

use kubeyaml::Map;

use crate::era::Era;
use crate::report::Report;

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
    era: Era,
}

/// A check: the annotation's name, and why its value is refused.
type Check = (&'static str, fn(&str) -> Result<(), String>);

/// Checks those of a pod's annotations that this version checks before it injects. 0.5 checks none.
///
/// Source: Istio 1.30 pkg/kube/inject/validate.go, validateAnnotations.
pub fn validate_annotations(annotations: &Map, era: Era) -> Result<(), AnnotationErrors> {
    let refused = checks_of(era).iter().filter_map(|(name, check)| {
        let value = annotations.get(name)?.as_str()?;
        let cause = check(value).err()?;
        Some(AnnotationError { name, value: value.to_owned(), cause })
    });
    let errors: Vec<AnnotationError> = match era {
        Era::V1_0 => refused.take(1).collect(),
        _ => refused.collect(),
    };
    if errors.is_empty() { Ok(()) } else { Err(AnnotationErrors { errors, era }) }
}

fn checks_of(era: Era) -> &'static [Check] {
    match era {
        Era::V0_5 => &[],
        Era::V1_0 => legacy::CHECKS_1_0,
        Era::V1_1 => legacy::CHECKS_1_1,
        Era::V1_22 => checks::CHECKS_1_22,
        Era::V1_30 => checks::CHECKS,
    }
}

impl fmt::Display for AnnotationErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |e: &AnnotationError| match self.era.is_legacy() {
            true => format!(
                "injection failed. Invalid value for annotation {}: {}. Error: {}",
                e.name, e.value, e.cause
            ),
            false => format!("invalid value '{}' for annotation '{}': {}", e.value, e.name, e.cause),
        };
        let errors = self.errors.iter().map(text);
        match self.era {
            Era::V1_0 => errors.take(1).try_for_each(|e| f.write_str(&e)),
            _ => Report::list(errors.collect()).fmt(f),
        }
    }
}

impl std::error::Error for AnnotationErrors {}

#[cfg(test)]
mod tests {
    use kubeyaml::Value;

    use super::*;

    fn check(annotations: &[(&str, &str)], era: Era) -> String {
        let map: Map = annotations.iter().map(|(name, value)| ((*name).into(), Value::text(value))).collect();
        validate_annotations(&map, era).err().map(|e| e.to_string()).unwrap_or_default()
    }

    #[test]
    fn all_errors_are_listed_by_name() {
        let annotations = [
            ("sidecar.istio.io/proxyCPU", "x"),
            ("prometheus.istio.io/merge-metrics", "yes"),
            ("unrelated", "\n"),
        ];
        assert_eq!(
            check(&annotations, Era::TODAY),
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
        for (era, annotations, text) in [
            (Era::V0_5, vec![mode, ports], ""),
            (
                Era::V1_0,
                vec![ports, mode, cpu],
                "injection failed. Invalid value for annotation sidecar.istio.io/interceptionMode: X. Error: interceptionMode invalid: X",
            ),
            (
                Era::V1_1,
                vec![mode, cpu],
                "1 error occurred:\n\t* injection failed. Invalid value for annotation sidecar.istio.io/interceptionMode: X. \
                 Error: interceptionMode invalid, use REDIRECT,TPROXY,NONE: X\n\n",
            ),
            (
                Era::V1_22,
                vec![core_dump, cpu],
                "1 error occurred:\n\t* invalid value 'X' for annotation 'sidecar.istio.io/enableCoreDump': \
                 strconv.ParseBool: parsing \"X\": invalid syntax\n\n",
            ),
            (Era::V1_30, vec![core_dump], ""),
        ] {
            assert_eq!(check(&annotations, era), text, "{era:?}");
        }
    }
}
