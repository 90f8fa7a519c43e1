//! The built-in configuration: an ordinary istiod in `istio-system`.

/// The injection config, as the ConfigMap key `config` has it.
pub fn config() -> &'static str {
    // Each template in its own file; indented there, so that the three are one document.
    concat!(
        include_str!("../defaults/config.yaml"),
        include_str!("../defaults/sidecar.yaml"),
        include_str!("../defaults/gateway.yaml"),
    )
}

/// The values of its templates; `debug` is the variant for debugging.
pub fn values(debug: bool) -> &'static str {
    if debug {
        include_str!("../defaults/values-debug.yaml")
    } else {
        include_str!("../defaults/values.yaml")
    }
}

/// The mesh config.
pub fn mesh() -> &'static str {
    include_str!("../defaults/mesh.yaml")
}
