//! Names that depend on the revision.

/// The name of an object of a revision: `name-REVISION`, and `name` for the default one (empty or `default`).
///
/// Source: Istio 1.30 pilot/pkg/bootstrap/sidecarinjector.go, getInjectorConfigMapName; mesh config map of server.go.
pub fn of_revision(name: &str, revision: &str) -> String {
    match revision {
        "" | "default" => name.to_owned(),
        revision => format!("{name}-{revision}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::MESH_CONFIG_MAP;

    #[test]
    fn the_default_revision_has_no_suffix() {
        for (revision, want) in [("", "istio"), ("default", "istio"), ("canary", "istio-canary")] {
            assert_eq!(of_revision(MESH_CONFIG_MAP, revision), want);
        }
    }
}
