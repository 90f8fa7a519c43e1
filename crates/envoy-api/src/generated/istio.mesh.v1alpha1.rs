// Generated from the files in `proto` by `generate`. Do not edit.

/// The part of a proxy's configuration that agents ask for over xDS.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ProxyConfig {
    /// More certificates of authorities that are to be trusted, as PEM.
    #[prost(string, repeated, tag = "34")]
    pub ca_certificates_pem: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
}
impl ::prost::Name for ProxyConfig {
    const NAME: &'static str = "ProxyConfig";
    const PACKAGE: &'static str = "istio.mesh.v1alpha1";
    fn full_name() -> ::prost::alloc::string::String {
        "istio.mesh.v1alpha1.ProxyConfig".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/istio.mesh.v1alpha1.ProxyConfig".into()
    }
}
