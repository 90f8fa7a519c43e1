//! A proxy config in use.

use kubeyaml::Value;

use crate::defaults;
use crate::error::MeshError;
use crate::schema;
use crate::version::Version;
use protoschema::Message;
use protoschema::{DecodeError, apply};

mod clean;

/// A proxy config, defaults filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct ProxyConfig {
    pub(crate) document: Value,
    version: Version,
}

/// What `protoToJSON` prints of a proxy config's document: JSON without what equals the code's defaults.
///
/// Source: Istio 1.30 template.go, protoToJSON and cleanProxyConfig.
pub(crate) fn template_json(document: &Value, version: Version) -> String {
    protoschema::proto_json(&clean::clean(document, version), schema::proxy_config(version))
}

impl ProxyConfig {
    /// The code's own proxy config.
    pub fn defaults(version: Version) -> ProxyConfig {
        ProxyConfig::new(defaults::proxy_config(version), version)
    }

    pub(crate) fn new(document: Value, version: Version) -> ProxyConfig {
        ProxyConfig { document, version }
    }

    /// This proxy config with what the annotation `proxy.istio.io/config` sets; its zeros count.
    ///
    /// Errors (`could not parse proxy config: …`) when it is not YAML or does not fit the message.
    /// Source: Istio 1.30 pkg/config/mesh/mesh.go, ApplyProxyConfig.
    pub fn apply_annotation(&self, text: &str) -> Result<ProxyConfig, MeshError> {
        let mut applied = self.clone();
        kubeyaml::read(text)
            .map_err(DecodeError::Yaml)
            .and_then(|source| applied.merge(&source))
            .map_err(|cause| MeshError::ProxyConfig { cause })?;
        Ok(applied)
    }

    /// This proxy config with what a document sets, by the rules of [`apply_annotation`](ProxyConfig::apply_annotation).
    ///
    /// # Errors
    /// It does not fit the message.
    pub fn apply(&self, document: &Value) -> Result<ProxyConfig, MeshError> {
        let mut applied = self.clone();
        applied.merge(document).map_err(|cause| MeshError::ProxyConfig { cause })?;
        Ok(applied)
    }

    /// The proxy config that a document is alone, without defaults.
    ///
    /// # Errors
    /// It does not fit the message.
    pub fn alone(document: &Value, version: Version) -> Result<ProxyConfig, MeshError> {
        ProxyConfig::new(Value::default(), version).apply(document)
    }

    /// This proxy config with what a text sets, nothing merged: maps and headers are replaced too.
    ///
    /// Source: Istio 1.30 pkg/kube/inject/validate.go, validateProxyConfig.
    pub(crate) fn replaced_by(mut self, text: &str) -> Result<ProxyConfig, DecodeError> {
        let source = kubeyaml::read(text)?;
        apply(
            &mut self.document,
            &source,
            schema::proxy_config(self.version),
            self.version.unknown_fields(),
        )?;
        Ok(self)
    }

    /// Its fields by JSON names; unset fields are absent.
    pub fn document(&self) -> &Value {
        &self.document
    }

    /// The message that [`document`](ProxyConfig::document) is of.
    pub fn message(&self) -> &'static Message {
        schema::proxy_config(self.version)
    }

    /// The version of Istio that it is read as.
    pub fn version(&self) -> Version {
        self.version
    }

    /// `statusPort`.
    pub fn status_port(&self) -> i64 {
        self.document.at(&["statusPort"]).as_i64().unwrap_or_default()
    }

    /// `interceptionMode`: `REDIRECT`, `TPROXY` or `NONE`.
    pub fn interception_mode(&self) -> &str {
        self.document.str_at(&["interceptionMode"]).unwrap_or("REDIRECT")
    }

    /// `holdApplicationUntilProxyStarts`.
    pub fn hold_application_until_proxy_starts(&self) -> bool {
        self.document.at(&["holdApplicationUntilProxyStarts"]).as_bool().unwrap_or_default()
    }

    /// `image.imageType`: `None` when there is no `image`, `""` when it has no type.
    pub fn image_type(&self) -> Option<&str> {
        self.document.get("image").map(|image| image.str_at(&["imageType"]).unwrap_or_default())
    }

    /// What `protoToJSON` prints of it: JSON without what equals the code's defaults.
    pub fn to_template_json(&self) -> String {
        template_json(&self.document, self.version)
    }

    /// Writes a document over this one: `proxyMetadata` is united, and what new `proxyHeaders` leave unset stays.
    ///
    /// Source: Istio 1.30 pkg/config/mesh/mesh.go, MergeProxyConfig.
    pub(crate) fn merge(&mut self, source: &Value) -> Result<(), DecodeError> {
        let metadata = self.document.get("proxyMetadata").cloned();
        let headers =
            self.document.get("proxyHeaders").filter(|_| self.version.unites_proxy_headers).cloned();
        apply(&mut self.document, source, schema::proxy_config(self.version), self.version.unknown_fields())?;
        if let Some(before) = metadata.filter(|_| self.version.unites_proxy_metadata) {
            let new = std::mem::replace(self.document.become_map().entry("proxyMetadata"), before);
            let united = self.document.map_entry("proxyMetadata");
            for (name, value) in new.as_map().into_iter().flat_map(|m| m.iter()) {
                united.insert(name, value.clone());
            }
        }
        if let (Some(before), Some(Value::Map(new))) = (headers, self.document.get_mut("proxyHeaders")) {
            for kept in ["attemptCount", "envoyDebugHeaders", "forwardedClientCert", "requestId", "server"] {
                if let (None, Some(value)) = (new.get(kept), before.get(kept)) {
                    new.insert(kept, value.clone());
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applied(texts: &[&str]) -> Result<ProxyConfig, MeshError> {
        texts
            .iter()
            .try_fold(ProxyConfig::defaults(Version::LATEST), |config, text| config.apply_annotation(text))
    }

    #[test]
    fn an_annotation_is_written_over_the_proxy_config() {
        for (texts, path, value) in [
            (&["statusPort: 0"][..], &["statusPort"][..], "null"),
            (&["statusPort: '9'"], &["statusPort"], "9"),
            (&["status_port: 8\nstatusPort: 9"], &["statusPort"], "9"),
            (&["status_port: 8\nstatusPort: null"], &["statusPort"], "15020"),
            (&["interceptionMode: TPROXY", "interceptionMode: 0"], &["interceptionMode"], "null"),
            (&["interceptionMode: 2"], &["interceptionMode"], "\"NONE\""),
            (&["interceptionMode: 77"], &["interceptionMode"], "77"),
            (
                &["proxyMetadata: {A: a, B: b}", "proxyMetadata: {B: c, D: ''}"],
                &["proxyMetadata"],
                r#"{"A":"a","B":"c","D":""}"#,
            ),
            (&["proxyMetadata: {A: a}", "proxyMetadata: {}"], &["proxyMetadata"], r#"{"A":"a"}"#),
            (
                &["tracing: {sampling: 5, zipkin: {address: z}}", "tracing: {sampling: 7}"],
                &["tracing"],
                r#"{"sampling":7}"#,
            ),
            (
                &["proxyHeaders: {server: {value: x}}", "proxyHeaders: {requestId: {}}"],
                &["proxyHeaders"],
                r#"{"requestId":{},"server":{"value":"x"}}"#,
            ),
            (&["tracingServiceName: APP_LABEL_AND_NAMESPACE"], &["serviceCluster"], "null"),
            (&["concurrency: 0"], &["concurrency"], "0"),
            (&["drainDuration: 1m0.5s"], &["drainDuration"], "\"60.500s\""),
            (&["nonsense: {a: 1}\nimage: {imageType: ''}"], &["image"], "{}"),
            (&["null"], &["statusPort"], "15020"),
            (&[""], &["statusPort"], "15020"),
        ] {
            let config = applied(texts).unwrap();
            assert_eq!(kubeyaml::to_json(config.document().at(path)), value, "{texts:?}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused_in_go_s_words() {
        for (text, error) in [
            ("statusPort: x", "invalid character 'x' looking for beginning of value"),
            ("statusPort: '1.5'", "json: cannot unmarshal number 1.5 into Go value of type int32"),
            (
                "statusPort: 2147483648",
                "json: cannot unmarshal number 2147483648 into Go value of type int32",
            ),
            ("statusPort: true", "json: cannot unmarshal bool into Go value of type int32"),
            ("statusPort: []", "json: cannot unmarshal array into Go value of type int32"),
            ("configPath: 1", "json: cannot unmarshal number into Go value of type string"),
            ("proxyMetadata: {A: 1}", "json: cannot unmarshal number into Go value of type string"),
            (
                "proxyMetadata: []",
                "json: cannot unmarshal array into Go value of type map[string]json.RawMessage",
            ),
            (
                "holdApplicationUntilProxyStarts: 'true'",
                "json: cannot unmarshal string into Go value of type bool",
            ),
            ("drainDuration: 45", "json: cannot unmarshal number into Go value of type string"),
            ("drainDuration: '45'", "bad Duration: time: missing unit in duration \"45\""),
            (
                "interceptionMode: FOO",
                "unknown value \"\\\"FOO\\\"\" for enum istio.mesh.v1alpha1.ProxyConfig.InboundInterceptionMode",
            ),
            (
                "interceptionMode: 1.5",
                "json: cannot unmarshal number 1.5 into Go value of type protoreflect.EnumNumber",
            ),
            ("text", "json: cannot unmarshal string into Go value of type map[string]json.RawMessage"),
            ("a: [", "yaml: line 1: did not find expected node content"),
        ] {
            let error = format!("could not parse proxy config: {error}");
            assert_eq!(applied(&[text]).unwrap_err().to_string(), error, "{text}");
        }
    }
}
