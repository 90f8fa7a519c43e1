//! Which Istio a legacy template was written for.

use crate::Version;
use crate::config::{of_single, words};

/// What every template of these versions reads.
const DATA: [&str; 5] = [".ObjectMeta", ".Spec", ".ProxyConfig", ".MeshConfig", ".DeploymentMeta"];

/// Functions that came with 1.1.
const FUNCTIONS_OF_1_1: [&str; 12] = [
    "excludeInboundPort",
    "includeInboundPorts",
    "kubevirtInterfaces",
    "applicationPorts",
    "annotation",
    "valueOrDefault",
    "toJSON",
    "toJson",
    "fromJSON",
    "toYaml",
    "indent",
    "directory",
];

/// Fields and getters that came with 1.1.
const FIELDS_OF_1_1: [&str; 2] = [".DeploymentMeta", ".GetTracing"];

/// Fields that 1.1 dropped, and the way enums were printed before there was the function `annotation`.
const FIELDS_OF_1_0: [&str; 3] = [".DiscoveryRefreshDelay", ".ZipkinAddress", ".InterceptionMode.String"];

/// Tells the versions that fit from the template's delimiters and from what it uses, the one to take last. `parses` says
/// whether it is a template in a version.
pub fn recognise(template: &str, has_selectors: bool, parses: impl Fn(Version) -> bool) -> Vec<Version> {
    let braces = Use::of(template, "{{", "}}");
    let brackets = Use::of(template, "[[", "]]");
    if braces.reading > brackets.reading || (braces.actions > 0 && brackets.actions == 0) {
        return if braces.values { of_single(template, parses) } else { vec![Version::V0_5] };
    }
    let of_1_1 = has_selectors || brackets.of_1_1 || template.contains("rewriteAppHTTPProbe:");
    match (of_1_1, brackets.of_1_0) {
        (true, _) => vec![Version::V1_1],
        (false, true) => vec![Version::V0_8, Version::V1_0],
        (false, false) => vec![Version::V0_8, Version::V1_0, Version::V1_1],
    }
}

/// What a template uses in its actions between one kind of delimiters.
#[derive(Debug, Default)]
struct Use {
    /// How many actions there are.
    actions: usize,
    /// How often they read the data: shell scripts have `[[ ]]` too.
    reading: usize,
    values: bool,
    of_1_1: bool,
    of_1_0: bool,
}

impl Use {
    fn of(template: &str, open: &str, close: &str) -> Use {
        let mut used = Use::default();
        for (action, _) in template.split(open).skip(1).filter_map(|rest| rest.split_once(close)) {
            used.actions += 1;
            words(action).for_each(|word| used.word(word));
        }
        used
    }

    fn word(&mut self, word: &str) {
        let mentions = |fields: &[&str]| fields.iter().any(|field| word.contains(field));
        self.reading += usize::from(mentions(&DATA));
        self.values |= mentions(&[".Values"]);
        self.of_1_1 |= FUNCTIONS_OF_1_1.contains(&word) || mentions(&FIELDS_OF_1_1);
        self.of_1_0 |= mentions(&FIELDS_OF_1_0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_tells_its_version() {
        for (template, has_selectors, want) in [
            ("image: {{ .ProxyConfig.ConfigPath }}", false, Version::V0_5),
            ("{{ if true }}{{ end }}", false, Version::V0_5),
            ("if [[ -f x ]]; then {{ .Spec.Hostname }}", false, Version::V0_5),
            ("[[ .Spec.Hostname ]] '{{ }}'", false, Version::V1_1),
            ("[[ formatDuration .ProxyConfig.DiscoveryRefreshDelay ]]", false, Version::V1_0),
            ("[[ .ProxyConfig.InterceptionMode.String ]]", false, Version::V1_0),
            ("[[ .ProxyConfig.InterceptionMode.String ]]", true, Version::V1_1),
            (
                "[[ .ProxyConfig.InterceptionMode.String ]][[ toJSON .ObjectMeta.Labels ]]",
                false,
                Version::V1_1,
            ),
            ("rewriteAppHTTPProbe: true\nx: [[ .ProxyConfig.ZipkinAddress ]]", false, Version::V1_1),
            (
                "[[ .Spec.X ]][[ index .ObjectMeta.Annotations \"a/includeInboundPorts\" ]][[ .ProxyConfig.ZipkinAddress ]]",
                false,
                Version::V1_0,
            ),
            ("containers: []", false, Version::V1_1),
            ("", false, Version::V1_1),
            ("{{ .Values.global.hub }}", false, Version::V1_8),
            ("{{ .ObjectMeta.Name }} {{ .Values.x }}", true, Version::V1_8),
        ] {
            let fitting = recognise(template, has_selectors, |_| true);
            assert_eq!(fitting.last(), Some(&want), "{template}");
        }
    }
}
