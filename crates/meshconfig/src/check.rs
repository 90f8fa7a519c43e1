//! Whether a proxy can run with a config.

use crate::proxy::ProxyConfig;
use crate::report::Report;
use crate::validate;

impl ProxyConfig {
    /// Whether a proxy can run with it.
    ///
    /// # Errors
    /// Everything that Istio refuses in it.
    /// Source: Istio 1.30 validation.go, ValidateMeshConfigProxyConfig.
    pub fn check(&self) -> Result<(), Report> {
        validate::proxy_config(self.document(), self.version()).into_result()
    }
}
