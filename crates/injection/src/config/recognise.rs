//! Which release a template is of.

use meshconfig::Layout;

use crate::Version;

/// What every sidecar template of Istio's own charts holds since templates are merged.
const LANDMARKS: [&str; 3] = ["PILOT_CERT_PROVIDER", "ISTIO_META_MESH_ID", "ISTIO_META_OWNER"];

/// The release whose chart has this template: the latest whose sign it holds. `None` if it is not a chart's.
pub fn of_chart(template: &str, layout: Layout) -> Option<Version> {
    let is_chart = LANDMARKS.iter().all(|landmark| template.contains(landmark));
    latest_signed(template, layout).filter(|_| is_chart)
}

/// The latest release of that layout of which a template holds the sign.
pub fn latest_signed(template: &str, layout: Layout) -> Option<Version> {
    let of_layout = Version::all().rev().filter(|v| v.layout == layout && !v.chart_sign.is_empty());
    of_layout.into_iter().find(|v| template.contains(v.chart_sign))
}

/// The release that templates which are merged are of; where nothing tells, the latest that may be.
pub fn of_templates<'a>(mut templates: impl Iterator<Item = &'a str> + Clone) -> Version {
    if let Some(version) = templates.clone().find_map(|t| of_chart(t, Layout::Templates)) {
        return version;
    }
    // Injectors told templates about native sidecars only since 1.27.
    let asks = templates.any(|t| t.contains("ENABLE_NATIVE_SIDECARS"));
    if asks { Version::V1_26 } else { Version::LATEST }
}
