//! What a pod itself says of its injection.

use kubeyaml::Value;
use meshconfig::InjectValues;

use super::reason::Source;
use crate::Version;
use crate::names::INJECT;

/// The value that counts in metadata: the label before the annotation.
pub(crate) fn own_value(metadata: &Value, version: Version) -> Option<(Source, &str)> {
    let label = metadata.str_at(&["labels", INJECT]).filter(|_| version.inject_label);
    let annotation = || metadata.str_at(&["annotations", INJECT]);
    label.map(|value| (Source::Label, value)).or_else(|| annotation().map(|v| (Source::Annotation, v)))
}

/// Whether a pod asks for a sidecar by itself. A value that cannot be read counts unless it is a word for no.
pub fn is_requested(pod: &Value, version: Version) -> bool {
    const NOES: [&str; 4] = ["false", "n", "no", "off"];
    own_value(pod.at(&["metadata"]), version).is_some_and(|(_, value)| match read_value(value, version) {
        Said::Yes => true,
        Said::Unreadable => !NOES.contains(&value.to_lowercase().as_str()),
        Said::Nothing | Said::No => false,
    })
}

/// What a value of `sidecar.istio.io/inject` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nothing: it is empty.
    Nothing,
    /// To inject.
    Yes,
    /// Not to inject.
    No,
    /// Neither.
    Unreadable,
}

pub(crate) fn read_value(value: &str, version: Version) -> Said {
    if version.inject_values == InjectValues::Strict {
        return match value {
            "" => Said::Nothing,
            "true" => Said::Yes,
            "false" => Said::No,
            _ => Said::Unreadable,
        };
    }
    match &*value.to_lowercase() {
        "" => Said::Nothing,
        "y" | "yes" | "true" | "on" => Said::Yes,
        _ => Said::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pod_asks_with_anything_but_a_no() {
        for (metadata, want) in [
            ("{}", false),
            ("{labels: {sidecar.istio.io/inject: 'true'}}", true),
            ("{annotations: {sidecar.istio.io/inject: 'true'}}", true),
            ("{annotations: {sidecar.istio.io/inject: 'maybe'}}", true),
            ("{annotations: {sidecar.istio.io/inject: 'false'}}", false),
            ("{annotations: {sidecar.istio.io/inject: 'Off'}}", false),
            ("{labels: {sidecar.istio.io/inject: 'false'}}", false),
            (
                "{labels: {sidecar.istio.io/inject: 'false'}, annotations: {sidecar.istio.io/inject: 'true'}}",
                false,
            ),
            ("{labels: {app: x}}", false),
        ] {
            let pod = kubeyaml::read(&format!("metadata: {metadata}")).unwrap();
            assert_eq!(is_requested(&pod, Version::LATEST), want, "{metadata}");
        }
    }
}
