// Generated from the files in `proto` by `generate`. Do not edit.

/// Asks a certificate authority to sign.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct IstioCertificateRequest {
    /// The certificate signing request, as PEM.
    #[prost(string, tag = "1")]
    pub csr: ::prost::alloc::string::String,
    /// How long the certificate should be valid, in seconds.
    #[prost(int64, tag = "3")]
    pub validity_duration: i64,
    /// What else the authority is asked, such as `CertSigner`.
    #[prost(message, optional, tag = "4")]
    pub metadata: ::core::option::Option<::prost_types::Struct>,
}
impl ::prost::Name for IstioCertificateRequest {
    const NAME: &'static str = "IstioCertificateRequest";
    const PACKAGE: &'static str = "istio.v1.auth";
    fn full_name() -> ::prost::alloc::string::String {
        "istio.v1.auth.IstioCertificateRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/istio.v1.auth.IstioCertificateRequest".into()
    }
}
/// What was signed.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct IstioCertificateResponse {
    /// Certificates as PEM: the leaf first, the root last.
    #[prost(string, repeated, tag = "1")]
    pub cert_chain: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
}
impl ::prost::Name for IstioCertificateResponse {
    const NAME: &'static str = "IstioCertificateResponse";
    const PACKAGE: &'static str = "istio.v1.auth";
    fn full_name() -> ::prost::alloc::string::String {
        "istio.v1.auth.IstioCertificateResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/istio.v1.auth.IstioCertificateResponse".into()
    }
}
