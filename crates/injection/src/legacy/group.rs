//! Step: the pod gets the proxy's group, without which the proxy could not read its tokens.

use kubeyaml::{Map, Value};
use meshconfig::{FsGroup, MeshConfig};

use super::config::LegacyConfig;

/// The group of the proxy.
const GROUP: i64 = 1337;

/// Whether a pod gets the group.
///
/// Source: Istio 1.1 to 1.7 webhook.go, inject; 1.8 webhook.go, injectPod.
pub fn is_set(config: &LegacyConfig, mesh: &MeshConfig) -> bool {
    match config.version().fs_group {
        FsGroup::Never => false,
        FsGroup::ForTokenMount => mesh.mounts_sds_token(),
        FsGroup::ForSecretDiscovery | FsGroup::BesideSecretDiscovery => mesh.has_secret_discovery(),
        FsGroup::Always => config.sets_fs_group,
    }
}

/// Sets the group; up to 1.3 the rest of the pod's security context is lost by that.
pub fn set(spec: &mut Map, of: FsGroup) {
    let context = spec.entry("securityContext");
    if matches!(of, FsGroup::ForTokenMount | FsGroup::ForSecretDiscovery) {
        *context = Value::Map(Map::new());
    }
    context.become_map().insert("fsGroup", GROUP);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_releases_keep_the_rest_of_the_security_context() {
        for (of, want) in [
            (FsGroup::ForTokenMount, r#"{"securityContext":{"fsGroup":1337}}"#),
            (FsGroup::ForSecretDiscovery, r#"{"securityContext":{"fsGroup":1337}}"#),
            (FsGroup::BesideSecretDiscovery, r#"{"securityContext":{"fsGroup":1337,"runAsUser":1}}"#),
            (FsGroup::Always, r#"{"securityContext":{"fsGroup":1337,"runAsUser":1}}"#),
        ] {
            let mut spec = kubeyaml::from_json(br#"{"securityContext":{"runAsUser":1}}"#).unwrap();
            set(spec.become_map(), of);
            assert_eq!(kubeyaml::to_json(&spec), want, "{of:?}");
        }
    }
}
