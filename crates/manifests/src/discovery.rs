//! What can be chosen about the control plane of an installation.

use ::objects::names::ROOT_CONFIG_MAP;
use kubeyaml::Value;

use crate::SettingsError;

/// The port of xDS and certificates, as Istio has it.
pub(crate) const PORT: i64 = 15012;
/// The address that the built-in mesh config has.
const USUAL_ADDRESS: &str = "istiod.istio-system.svc:15012";

/// What can be chosen about the control plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Discovery {
    /// How many replicas there are.
    pub replicas: u32,
    /// Whether the Secret of the authority is among the objects: not where one is there, which goes on to sign.
    pub create_authority: bool,
}

impl Default for Discovery {
    fn default() -> Discovery {
        Discovery { replicas: 2, create_authority: true }
    }
}

impl Discovery {
    /// Whether it can be had, and these do not send pods elsewhere than to its address and its ConfigMap with the root.
    pub(crate) fn check(
        self,
        (mesh, values): (&str, &Value),
        address: &str,
        root: &str,
    ) -> Result<(), SettingsError> {
        let replicas = self.replicas;
        if replicas == 0 || replicas > 1000 {
            return Err(SettingsError::Replicas { least: replicas, most: replicas });
        }
        let mesh = kubeyaml::read(mesh).unwrap_or_default();
        let of_mesh = mesh.str_at(&["defaultConfig", "discoveryAddress"]);
        let of_values = |key| values.str_at(&["global", key]);
        for (what, given, usual, own) in [
            ("defaultConfig.discoveryAddress of the mesh config", of_mesh, USUAL_ADDRESS, address),
            ("global.caAddress of the values", of_values("caAddress"), "", address),
            ("global.trustBundleName of the values", of_values("trustBundleName"), ROOT_CONFIG_MAP, root),
        ] {
            if let Some(given) = given.filter(|given| !["", usual, own].contains(given)) {
                return Err(SettingsError::Elsewhere { what, given: given.to_owned(), own: own.to_owned() });
            }
        }
        Ok(())
    }
}
