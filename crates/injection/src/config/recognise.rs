//! Which release a template is of.

use meshconfig::Layout;

use crate::Version;

/// What every sidecar template of Istio's own charts holds since templates are merged.
const LANDMARKS: [&str; 3] = ["PILOT_CERT_PROVIDER", "ISTIO_META_MESH_ID", "ISTIO_META_OWNER"];

/// The release that templates which are merged are of: a chart's by its signs, others by what they use. Where that is in
/// several releases, the latest.
pub fn of_templates<'a>(templates: impl Iterator<Item = &'a str> + Clone) -> Version {
    let of_chart = templates.clone().find_map(|t| of_chart(t, Layout::Templates));
    let uses: Vec<&str> = templates.clone().flat_map(actions).flat_map(words).collect();
    // Injectors told templates about native sidecars only since 1.27.
    let asks = templates.clone().any(|t| t.contains("ENABLE_NATIVE_SIDECARS"));
    let may_be =
        |version: &Version| has_all(*version, &uses) && !(asks && version.has_field("NativeSidecars"));
    match of_chart {
        // Somebody may have put more into a chart's template.
        Some(version) if has_all(version, &uses) => version,
        _ => of_layout(Layout::Templates).find(may_be).unwrap_or(Version::LATEST),
    }
}

/// What every single template of Istio's own charts holds since there are values.
const SINGLE_LANDMARKS: [&str; 2] = ["ISTIO_META_INTERCEPTION_MODE", ".Values.global.proxy.clusterDomain"];

/// The release that a single template with values is of: a chart's by its signs, others by what they use; `parses` says
/// whether it is a template in that release. Where that is in several releases, the latest.
pub fn of_single(template: &str, parses: impl Fn(Version) -> bool) -> Version {
    let of_chart = latest_signed(template, Layout::Single)
        .filter(|_| SINGLE_LANDMARKS.iter().all(|landmark| template.contains(landmark)));
    let uses: Vec<&str> = actions(template).flat_map(words).collect();
    let wraps = uses.iter().any(|word| word.ends_with(".Concurrency.GetValue"));
    let counts = uses.iter().any(|word| word.ends_with(".ProxyConfig.Concurrency"));
    let redirects = template.contains("podRedirectAnnot:");
    let may_be = |version: &Version| {
        version.has_field("Values")
            && (!redirects || version.redirect_annotations)
            && (if version.wraps_concurrency { !counts } else { !wraps })
            && has_all(*version, &uses)
            && parses(*version)
    };
    let with_values = || of_layout(Layout::Single).filter(|version| version.has_field("Values"));
    match of_chart {
        // Somebody may have put more into a chart's template.
        Some(version) if parses(version) => version,
        _ => with_values()
            .find(may_be)
            .or_else(|| with_values().find(|version| parses(*version)))
            .or_else(|| with_values().next())
            .unwrap_or(Version::LATEST),
    }
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
fn of_layout(layout: Layout) -> impl Iterator<Item = Version> {
    Version::all().rev().filter(move |v| v.layout == layout)
}

/// Whether a release has all fields and functions among these words that any release has.
fn has_all(version: Version, words: &[&str]) -> bool {
    let has = |word: &str| match word.trim_start_matches('$').strip_prefix('.') {
        Some(path) => {
            let field = path.split('.').next().unwrap_or_default();
            version.has_field(field) || Version::first_with_field(field).is_none()
        }
        None => {
            version.has_function(word) || Version::first_with_function(word).is_none() || word == "toJson"
        }
    };
    words.iter().all(|word| has(word))
}

/// What stands between braces.
fn actions(template: &str) -> impl Iterator<Item = &str> {
    template.split("{{").skip(1).filter_map(|rest| rest.split_once("}}")).map(|(action, _)| action)
}

/// The names and field chains of an action, without what stands in quotes.
pub fn words(action: &str) -> impl Iterator<Item = &str> {
    let unquoted = action.split(['"', '`']).step_by(2);
    unquoted.flat_map(|part| part.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '_' | '$'))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_tells_its_release() {
        let chart = "PILOT_CERT_PROVIDER ISTIO_META_MESH_ID ISTIO_META_OWNER default-logs-container";
        for (template, more, want) in [
            (chart, "", Version::V1_9),
            (chart, "{{ .EstimatedConcurrency }}", Version::V1_11),
            (chart, "{{ .EstimatedConcurrency }} {{ .ProxyImage }}", Version::V1_13),
            (chart, "{{ .ProxyUID }} --debug-port", Version::V1_21),
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
            assert_eq!(of_templates([whole.as_str()].into_iter()), want, "{whole}");
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
            assert_eq!(of_single(&whole, parses), want, "{whole}");
        }
    }
}
