//! Which release a config is of, and what tells it.

use std::collections::BTreeSet;
use std::fmt;

use meshconfig::Layout;
use objects::names::APP_VERSION;

use super::open::{Difference, differences};
use super::reading::Reading;
use crate::Version;
use crate::names::REVISION;

/// A release, and the evidence for it.
#[derive(Clone, Debug)]
pub struct Recognised {
    /// The release.
    pub version: Version,
    /// The evidence for it.
    pub evidence: Evidence,
    /// The releases that fit as well, oldest first; none where the release is certain.
    pub fitting: Vec<Version>,
    /// What these would do otherwise.
    pub differences: Vec<Difference>,
}

impl Recognised {
    /// Told by more than what the templates use.
    fn certain(version: Version, evidence: Evidence) -> Recognised {
        Recognised { version, evidence, fitting: Vec::new(), differences: Vec::new() }
    }

    /// The last of the releases that fit, oldest first.
    pub(crate) fn by_uses(fitting: &[Version]) -> Recognised {
        let version = fitting.last().copied().unwrap_or(Version::LATEST);
        Recognised {
            version,
            evidence: Evidence::Uses,
            fitting: fitting.to_vec(),
            differences: differences(version, fitting),
        }
    }
}

/// What a release was recognised by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The config is the built-in one.
    BuiltIn,
    /// The user named it.
    Named,
    /// A label of the ConfigMap.
    Label {
        /// The label.
        name: &'static str,
        /// Its value.
        value: String,
    },
    /// The template is the one of the release's chart.
    Chart,
    /// The tag of the images.
    Tag(String),
    /// What the template uses; the latest release that has all of it.
    Uses,
}

impl fmt::Display for Recognised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Istio {}, ", self.version)?;
        match &self.evidence {
            Evidence::BuiltIn => f.write_str("which the built-in configuration is of"),
            Evidence::Named => f.write_str("as named"),
            Evidence::Label { name, value } => write!(f, "by the label {name}: {}", value.escape_debug()),
            Evidence::Chart => f.write_str("by the template, which is its chart's"),
            Evidence::Tag(tag) => write!(f, "by the images' tag {}", tag.escape_debug()),
            Evidence::Uses => f.write_str("the latest that has all that the template uses"),
        }
    }
}

/// Labels of charts and operators that name a release, the surest first.
const LABELS: [&str; 6] =
    ["helm.sh/chart", APP_VERSION, "operator.istio.io/version", "maistra-version", "chart", REVISION];

/// The release of a config of that layout: the named one, else what its ConfigMap's labels say, the template if it is a
/// chart's, the images' tag, what the templates use.
pub fn recognise<'a>(
    layout: Layout,
    reading: &Reading<'_>,
    templates: impl Iterator<Item = &'a str> + Clone,
) -> Recognised {
    by_evidence(layout, reading, || of_charts(layout, templates.clone()))
        .unwrap_or_else(|| Recognised::by_uses(&of_templates(templates.clone())))
}

/// What is told by more than what a template uses; `chart` gives the release whose chart has the template.
pub fn by_evidence(
    layout: Layout,
    reading: &Reading<'_>,
    chart: impl FnOnce() -> Option<Version>,
) -> Option<Recognised> {
    let fits = |version: &Version| version.layout == layout;
    let found = |version, evidence| Some(Recognised::certain(version, evidence));
    if reading.signs.built_in {
        return found(Version::LATEST, Evidence::BuiltIn);
    }
    if let Some(version) = reading.version.filter(fits) {
        return found(version, Evidence::Named);
    }
    let labels = reading.signs.labels.unwrap_or(&kubeyaml::NULL);
    for name in LABELS {
        let Some(value) = labels.str_at(&[name]) else { continue };
        if let Some(version) = version_in(value).filter(fits) {
            return found(version, Evidence::Label { name, value: value.to_owned() });
        }
    }
    if let Some(version) = chart() {
        return found(version, Evidence::Chart);
    }
    let tag = reading.signs.tag?;
    found(version_in(tag).filter(fits)?, Evidence::Tag(tag.to_owned()))
}

/// The release that a text names: `istiod-1.28.3`, `1.28-alpha.f00`, `1-18-2`.
fn version_in(text: &str) -> Option<Version> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let is_prefix = |prefix: &str| prefix.is_empty() || prefix.ends_with('-') || prefix == "v";
    let (_, rest) = text.split_at_checked(start).filter(|(prefix, _)| is_prefix(prefix))?;
    let mut numbers = rest.split(['.', '-']).map_while(|part| part.parse::<u32>().ok());
    let (major, minor) = (numbers.next()?, numbers.next()?);
    // A date or a build's number is not a release.
    if minor > 99 { None } else { format!("{major}.{minor}").parse().ok() }
}

/// What every sidecar template of Istio's own charts holds since templates are merged.
const LANDMARKS: [&str; 3] = ["PILOT_CERT_PROVIDER", "ISTIO_META_MESH_ID", "ISTIO_META_OWNER"];

/// The release whose chart has these templates, the latest that one of them is of; `None` if they are not a chart's, or
/// somebody has put more into them.
fn of_charts<'a>(layout: Layout, templates: impl Iterator<Item = &'a str> + Clone) -> Option<Version> {
    let versions = templates.clone().filter_map(|t| of_chart(t, layout));
    let latest = versions.max_by_key(|version| version.minor)?;
    let uses = uses(templates.flat_map(actions).flat_map(words));
    Some(latest).filter(|version| has_all(*version, &uses))
}

/// The releases that have all that templates which are merged use, oldest first.
fn of_templates<'a>(templates: impl Iterator<Item = &'a str> + Clone) -> Vec<Version> {
    let uses = uses(templates.clone().flat_map(actions).flat_map(words));
    // Templates learn of native sidecars only since 1.27.
    let asks = templates.clone().any(|t| t.contains("ENABLE_NATIVE_SIDECARS"));
    let may_be =
        |version: &Version| has_all(*version, &uses) && !(asks && version.has_field("NativeSidecars"));
    of_layout(Layout::Templates).rev().filter(may_be).collect()
}

/// What every single template of Istio's own charts holds since there are values.
const SINGLE_LANDMARKS: [&str; 2] = ["ISTIO_META_INTERCEPTION_MODE", ".Values.global.proxy.clusterDomain"];

/// The release whose chart has this single template. `None` if it is not a chart's.
pub(crate) fn chart_of_single(template: &str) -> Option<Version> {
    let is_chart = SINGLE_LANDMARKS.iter().all(|landmark| template.contains(landmark));
    latest_signed(template, Layout::Single).filter(|_| is_chart)
}

/// The releases that a single template with values may be of, the one to take last: a chart's by its signs, others by what
/// they use; `parses` says whether it is a template in that release.
pub(crate) fn of_single(template: &str, parses: impl Fn(Version) -> bool) -> Vec<Version> {
    let of_chart = chart_of_single(template);
    let words = || actions(template).flat_map(words);
    let wraps = words().any(|word| word.ends_with(".Concurrency.GetValue"));
    let counts = words().any(|word| word.ends_with(".ProxyConfig.Concurrency"));
    let uses = uses(words());
    let redirects = template.contains("podRedirectAnnot:");
    let may_be = |version: &Version| {
        version.has_field("Values")
            && (!redirects || version.redirect_annotations)
            && (if version.wraps_concurrency { !counts } else { !wraps })
            && has_all(*version, &uses)
            && parses(*version)
    };
    // Somebody may have put more into a chart's template.
    if let Some(version) = of_chart.filter(|version| parses(*version)) {
        return vec![version];
    }
    let with_values = || of_layout(Layout::Single).rev().filter(|version| version.has_field("Values"));
    let fitting: Vec<Version> = with_values().filter(may_be).collect();
    if !fitting.is_empty() {
        return fitting;
    }
    let parsing: Vec<Version> = with_values().filter(|version| parses(*version)).collect();
    if parsing.is_empty() { with_values().collect() } else { parsing }
}

/// The release whose chart has this template: the latest whose sign it holds. `None` if it is not a chart's.
fn of_chart(template: &str, layout: Layout) -> Option<Version> {
    let is_chart = LANDMARKS.iter().all(|landmark| template.contains(landmark));
    latest_signed(template, layout).filter(|_| is_chart)
}

/// The latest release of that layout of which a template holds the sign.
fn latest_signed(template: &str, layout: Layout) -> Option<Version> {
    of_layout(layout).find(|v| !v.chart_sign.is_empty() && template.contains(v.chart_sign))
}

/// The releases of a layout, latest first.
fn of_layout(layout: Layout) -> impl DoubleEndedIterator<Item = Version> {
    Version::all().rev().filter(move |v| v.layout == layout)
}

/// Something of a template that releases differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Use<'a> {
    Field(&'a str),
    Function(&'a str),
}

/// What these words use that some release has, each once. Most words are of no release, so that they are not kept.
fn uses<'a>(words: impl Iterator<Item = &'a str>) -> BTreeSet<Use<'a>> {
    let known = Use::known();
    words.map(Use::of).filter(|used| known.binary_search(used).is_ok()).collect()
}

impl<'a> Use<'a> {
    fn of(word: &'a str) -> Use<'a> {
        match word.trim_start_matches('$').strip_prefix('.') {
            Some(path) => Use::Field(path.split('.').next().unwrap_or_default()),
            None => Use::Function(word),
        }
    }

    /// What any release has, in order. Every release has some function `toJson`, its own or sprig's.
    fn known() -> Vec<Use<'static>> {
        let fields = Version::all().flat_map(Version::fields_since).map(Use::Field);
        let functions = Version::all().flat_map(Version::functions_since).filter(|name| *name != "toJson");
        let mut known: Vec<Use<'static>> = fields.chain(functions.map(Use::Function)).collect();
        known.sort_unstable();
        known
    }

    /// Whether a release has it.
    fn is_of(&self, version: Version) -> bool {
        match self {
            Use::Field(name) => version.has_field(name),
            Use::Function(name) => version.has_function(name),
        }
    }
}

/// Whether a release has all of it.
fn has_all(version: Version, uses: &BTreeSet<Use<'_>>) -> bool {
    uses.iter().all(|used| used.is_of(version))
}

/// What stands between braces.
fn actions(template: &str) -> impl Iterator<Item = &str> {
    template.split("{{").skip(1).filter_map(|rest| rest.split_once("}}")).map(|(action, _)| action)
}

/// The names and field chains of an action, without what stands in quotes.
pub fn words(action: &str) -> impl Iterator<Item = &str> {
    // Letters beyond ASCII are in no name that is looked for: it does not matter which of them end a word.
    let is_of_word = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'$') || !b.is_ascii();
    let unquoted = action.split(['"', '`']).step_by(2);
    unquoted.flat_map(move |part| {
        let mut rest = part;
        std::iter::from_fn(move || {
            let start = rest.bytes().position(|b| is_of_word(&b))?;
            let begun = rest.get(start..)?;
            let end = begun.bytes().position(|b| !is_of_word(&b)).unwrap_or(begun.len());
            let (word, behind) = begun.split_at_checked(end)?;
            rest = behind;
            Some(word)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Signs;

    #[test]
    fn a_template_tells_its_release() {
        let chart = "PILOT_CERT_PROVIDER ISTIO_META_MESH_ID ISTIO_META_OWNER default-logs-container";
        for (template, more, want) in [
            (chart, "", Version::V1_9),
            (chart, "{{ .EstimatedConcurrency }}", Version::V1_11),
            (chart, "{{ .EstimatedConcurrency }} {{ .ProxyImage }}", Version::V1_13),
            (chart, "{{ .ProxyUID }} --debug-port", Version::V1_21),
            (chart, "{{ env `ENABLE_NATIVE_SIDECARS` `false` }}", Version::V1_19),
            (chart, "{{ .Values.global.proxy.seccompProfile }}", Version::V1_28),
            (chart, "crlConfigMapName", Version::V1_29),
            (chart, "{{ omit .ObjectMeta.Labels }}", Version::LATEST),
            ("", "", Version::LATEST),
            ("{{ .Values.x }}", "{{ quote .ProxyImage }}", Version::LATEST),
            ("{{ .EstimatedConcurrency }}", "", Version::V1_17),
            ("{{ render .Values.x }}", "", Version::V1_13),
            ("{{ \"render\" }} {{ $.EstimatedConcurrency }}{{ .ProxyImage }}", "", Version::V1_17),
            ("{{ env \"ENABLE_NATIVE_SIDECARS\" }}", "", Version::V1_26),
            ("{{ .Unknown }}{{ unknown }}", "", Version::LATEST),
        ] {
            let whole = format!("{template} {more}");
            let environment = std::collections::BTreeMap::new();
            let signs = Signs::default();
            let reading = Reading { version: None, environment: &environment, offline: true, signs };
            let recognised = recognise(Layout::Templates, &reading, [whole.as_str()].into_iter());
            assert_eq!(recognised.version, want, "{whole}");
        }
    }

    #[test]
    fn a_single_template_tells_its_release() {
        let chart = "ISTIO_META_INTERCEPTION_MODE {{ .Values.global.proxy.clusterDomain }}";
        for (template, more, want) in [
            (chart, "", Version::V1_2),
            (chart, "podRedirectAnnot: {{ structToJSON .TypeMeta }}", Version::V1_3),
            (chart, "{{ protoToJSON .ProxyConfig }}", Version::V1_4),
            (chart, "JWT_POLICY", Version::V1_5),
            (chart, "PROXY_CONFIG", Version::V1_6),
            (chart, "holdApplicationUntilProxyStarts", Version::V1_7),
            (chart, "{{ appendMultusNetwork `` `a` }}", Version::V1_8),
            ("{{ .Values.a }}", "", Version::V1_8),
            ("{{ .Values.a }}", "podRedirectAnnot: {}", Version::V1_7),
            ("{{ .Values.a }}", "{{ gt .ProxyConfig.Concurrency 0 }}", Version::V1_6),
            ("{{ .Values.a }}", "{{ gt .ProxyConfig.Concurrency.GetValue 0 }}", Version::V1_8),
            ("{{ .Values.a }}", "podRedirectAnnot: {}\n{{ quote .Values.b }}", Version::V1_8),
            (chart, "{{ quote .Values.b }}", Version::V1_8),
        ] {
            let whole = format!("{template} {more}");
            let parses = |version: Version| version.sprig || !whole.contains("quote");
            assert_eq!(of_single(&whole, parses).last(), Some(&want), "{whole}");
        }
    }

    #[test]
    fn what_is_surer_tells_first() {
        let chart = "PILOT_CERT_PROVIDER ISTIO_META_MESH_ID ISTIO_META_OWNER .ProxyUID";
        let environment = std::collections::BTreeMap::new();
        for (named, labels, template, tag, want) in [
            (
                Some(Version::V1_9),
                r#"{"helm.sh/chart":"istiod-1.28.3"}"#,
                chart,
                "1.21.0",
                "Istio 1.9, as named",
            ),
            (
                None,
                r#"{"helm.sh/chart":"istiod-1.28.3"}"#,
                chart,
                "",
                "Istio 1.28, by the label helm.sh/chart: istiod-1.28.3",
            ),
            (
                None,
                r#"{"helm.sh/chart":"mesh-2024.1","operator.istio.io/version":"1.18.0"}"#,
                chart,
                "",
                "Istio 1.18, by the label operator.istio.io/version: 1.18.0",
            ),
            (
                None,
                r#"{"maistra-version":"2.4.2"}"#,
                "",
                "",
                "Istio 1.16, by the label maistra-version: 2.4.2",
            ),
            (None, r#"{"istio.io/rev":"1-18-2"}"#, "", "", "Istio 1.18, by the label istio.io/rev: 1-18-2"),
            (
                None,
                r#"{"istio.io/rev":"canary"}"#,
                chart,
                "1.21.0",
                "Istio 1.20, by the template, which is its chart's",
            ),
            (None, "{}", "", "1.21.0-distroless", "Istio 1.21, by the images' tag 1.21.0-distroless"),
            (None, "{}", "", "1.6.14", "Istio LATEST, the latest that has all that the template uses"),
            (None, "{}", "", "20240101-abc", "Istio LATEST, the latest that has all that the template uses"),
        ] {
            let labels = kubeyaml::from_json(labels.as_bytes()).unwrap();
            let signs = Signs { labels: Some(&labels), tag: Some(tag), built_in: false };
            let reading = Reading { version: named, environment: &environment, offline: true, signs };
            let recognised = recognise(Layout::Templates, &reading, [template].into_iter());
            assert_eq!(recognised.to_string(), want.replace("LATEST", &Version::LATEST.to_string()));
        }
    }
}
