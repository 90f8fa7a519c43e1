// Generated from the files in `proto` by `generate`. Do not edit.

/// Versions and algorithms.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct TlsParameters {
    /// The lowest version.
    #[prost(enumeration = "tls_parameters::TlsProtocol", tag = "1")]
    pub tls_minimum_protocol_version: i32,
    /// The highest version.
    #[prost(enumeration = "tls_parameters::TlsProtocol", tag = "2")]
    pub tls_maximum_protocol_version: i32,
    /// Cipher suites up to TLS 1.2, by their names in OpenSSL.
    #[prost(string, repeated, tag = "3")]
    pub cipher_suites: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    /// Curves, the preferred first.
    #[prost(string, repeated, tag = "4")]
    pub ecdh_curves: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
}
/// Nested message and enum types in `TlsParameters`.
pub mod tls_parameters {
    /// Versions of TLS.
    #[derive(
        Clone,
        Copy,
        Debug,
        PartialEq,
        Eq,
        Hash,
        PartialOrd,
        Ord,
        ::prost::Enumeration
    )]
    #[repr(i32)]
    pub enum TlsProtocol {
        /// As Envoy has it.
        TlsAuto = 0,
        /// TLS 1.0.
        TlSv10 = 1,
        /// TLS 1.1.
        TlSv11 = 2,
        /// TLS 1.2.
        TlSv12 = 3,
        /// TLS 1.3.
        TlSv13 = 4,
    }
    impl TlsProtocol {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::TlsAuto => "TLS_AUTO",
                Self::TlSv10 => "TLSv1_0",
                Self::TlSv11 => "TLSv1_1",
                Self::TlSv12 => "TLSv1_2",
                Self::TlSv13 => "TLSv1_3",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "TLS_AUTO" => Some(Self::TlsAuto),
                "TLSv1_0" => Some(Self::TlSv10),
                "TLSv1_1" => Some(Self::TlSv11),
                "TLSv1_2" => Some(Self::TlSv12),
                "TLSv1_3" => Some(Self::TlSv13),
                _ => None,
            }
        }
    }
}
impl ::prost::Name for TlsParameters {
    const NAME: &'static str = "TlsParameters";
    const PACKAGE: &'static str = "envoy.extensions.transport_sockets.tls.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.extensions.transport_sockets.tls.v3.TlsParameters".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.TlsParameters"
            .into()
    }
}
/// A certificate and its key.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct TlsCertificate {
    /// The certificate and those above it, as PEM.
    #[prost(message, optional, tag = "1")]
    pub certificate_chain: ::core::option::Option<
        super::super::super::super::config::core::v3::DataSource,
    >,
    /// The key, as PEM.
    #[prost(message, optional, tag = "2")]
    pub private_key: ::core::option::Option<
        super::super::super::super::config::core::v3::DataSource,
    >,
}
impl ::prost::Name for TlsCertificate {
    const NAME: &'static str = "TlsCertificate";
    const PACKAGE: &'static str = "envoy.extensions.transport_sockets.tls.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.extensions.transport_sockets.tls.v3.TlsCertificate".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.TlsCertificate"
            .into()
    }
}
/// Matches a name of a certificate.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct SubjectAltNameMatcher {
    /// The kind.
    #[prost(enumeration = "subject_alt_name_matcher::SanType", tag = "1")]
    pub san_type: i32,
    /// The name.
    #[prost(message, optional, tag = "2")]
    pub matcher: ::core::option::Option<
        super::super::super::super::r#type::matcher::v3::StringMatcher,
    >,
}
/// Nested message and enum types in `SubjectAltNameMatcher`.
pub mod subject_alt_name_matcher {
    /// Kinds of names.
    #[derive(
        Clone,
        Copy,
        Debug,
        PartialEq,
        Eq,
        Hash,
        PartialOrd,
        Ord,
        ::prost::Enumeration
    )]
    #[repr(i32)]
    pub enum SanType {
        /// It is not said.
        Unspecified = 0,
        /// An address of mail.
        Email = 1,
        /// A name of DNS.
        Dns = 2,
        /// A URI.
        Uri = 3,
        /// An address of IP.
        IpAddress = 4,
    }
    impl SanType {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Unspecified => "SAN_TYPE_UNSPECIFIED",
                Self::Email => "EMAIL",
                Self::Dns => "DNS",
                Self::Uri => "URI",
                Self::IpAddress => "IP_ADDRESS",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "SAN_TYPE_UNSPECIFIED" => Some(Self::Unspecified),
                "EMAIL" => Some(Self::Email),
                "DNS" => Some(Self::Dns),
                "URI" => Some(Self::Uri),
                "IP_ADDRESS" => Some(Self::IpAddress),
                _ => None,
            }
        }
    }
}
impl ::prost::Name for SubjectAltNameMatcher {
    const NAME: &'static str = "SubjectAltNameMatcher";
    const PACKAGE: &'static str = "envoy.extensions.transport_sockets.tls.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher"
            .into()
    }
}
/// Which certificates of others are taken.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct CertificateValidationContext {
    /// Those of these authorities, as PEM.
    #[prost(message, optional, tag = "1")]
    pub trusted_ca: ::core::option::Option<
        super::super::super::super::config::core::v3::DataSource,
    >,
    /// Those that have one of these names.
    #[prost(message, repeated, tag = "15")]
    pub match_typed_subject_alt_names: ::prost::alloc::vec::Vec<SubjectAltNameMatcher>,
    /// Those that these lists do not revoke, as PEM.
    #[prost(message, optional, tag = "7")]
    pub crl: ::core::option::Option<
        super::super::super::super::config::core::v3::DataSource,
    >,
}
impl ::prost::Name for CertificateValidationContext {
    const NAME: &'static str = "CertificateValidationContext";
    const PACKAGE: &'static str = "envoy.extensions.transport_sockets.tls.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext"
            .into()
    }
}
/// A secret that is a resource of its own.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SdsSecretConfig {
    /// Its name.
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    /// Where it comes from.
    #[prost(message, optional, tag = "2")]
    pub sds_config: ::core::option::Option<
        super::super::super::super::config::core::v3::ConfigSource,
    >,
}
impl ::prost::Name for SdsSecretConfig {
    const NAME: &'static str = "SdsSecretConfig";
    const PACKAGE: &'static str = "envoy.extensions.transport_sockets.tls.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig"
            .into()
    }
}
/// A certificate and its key, or what certificates are taken.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Secret {
    /// Its name.
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    /// What it is.
    #[prost(oneof = "secret::Type", tags = "2, 4")]
    pub r#type: ::core::option::Option<secret::Type>,
}
/// Nested message and enum types in `Secret`.
pub mod secret {
    /// What it is.
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum Type {
        /// A certificate and its key.
        #[prost(message, tag = "2")]
        TlsCertificate(super::TlsCertificate),
        /// Which certificates of others are taken.
        #[prost(message, tag = "4")]
        ValidationContext(super::CertificateValidationContext),
    }
}
impl ::prost::Name for Secret {
    const NAME: &'static str = "Secret";
    const PACKAGE: &'static str = "envoy.extensions.transport_sockets.tls.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.extensions.transport_sockets.tls.v3.Secret".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret".into()
    }
}
/// What both sides of TLS have.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct CommonTlsContext {
    /// Versions and algorithms.
    #[prost(message, optional, tag = "1")]
    pub tls_params: ::core::option::Option<TlsParameters>,
    /// Certificates that are shown.
    #[prost(message, repeated, tag = "2")]
    pub tls_certificates: ::prost::alloc::vec::Vec<TlsCertificate>,
    /// The same as secrets.
    #[prost(message, repeated, tag = "6")]
    pub tls_certificate_sds_secret_configs: ::prost::alloc::vec::Vec<SdsSecretConfig>,
    /// Protocols to be spoken, the preferred first.
    #[prost(string, repeated, tag = "4")]
    pub alpn_protocols: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    /// Which certificates are taken.
    #[prost(oneof = "common_tls_context::ValidationContextType", tags = "3, 7, 8")]
    pub validation_context_type: ::core::option::Option<
        common_tls_context::ValidationContextType,
    >,
}
/// Nested message and enum types in `CommonTlsContext`.
pub mod common_tls_context {
    /// Which certificates are taken: one part is here, another is a secret.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct CombinedCertificateValidationContext {
        /// The part that is here.
        #[prost(message, optional, tag = "1")]
        pub default_validation_context: ::core::option::Option<
            super::CertificateValidationContext,
        >,
        /// The part that is a secret.
        #[prost(message, optional, tag = "2")]
        pub validation_context_sds_secret_config: ::core::option::Option<
            super::SdsSecretConfig,
        >,
    }
    impl ::prost::Name for CombinedCertificateValidationContext {
        const NAME: &'static str = "CombinedCertificateValidationContext";
        const PACKAGE: &'static str = "envoy.extensions.transport_sockets.tls.v3";
        fn full_name() -> ::prost::alloc::string::String {
            "envoy.extensions.transport_sockets.tls.v3.CommonTlsContext.CombinedCertificateValidationContext"
                .into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.CommonTlsContext.CombinedCertificateValidationContext"
                .into()
        }
    }
    /// Which certificates are taken.
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum ValidationContextType {
        /// As it is here.
        #[prost(message, tag = "3")]
        ValidationContext(super::CertificateValidationContext),
        /// As a secret says.
        #[prost(message, tag = "7")]
        ValidationContextSdsSecretConfig(super::SdsSecretConfig),
        /// As both say.
        #[prost(message, tag = "8")]
        CombinedValidationContext(CombinedCertificateValidationContext),
    }
}
impl ::prost::Name for CommonTlsContext {
    const NAME: &'static str = "CommonTlsContext";
    const PACKAGE: &'static str = "envoy.extensions.transport_sockets.tls.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.extensions.transport_sockets.tls.v3.CommonTlsContext".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.CommonTlsContext"
            .into()
    }
}
/// TLS of a client.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct UpstreamTlsContext {
    /// What both sides have.
    #[prost(message, optional, tag = "1")]
    pub common_tls_context: ::core::option::Option<CommonTlsContext>,
    /// The name that the server is asked for by.
    #[prost(string, tag = "2")]
    pub sni: ::prost::alloc::string::String,
}
impl ::prost::Name for UpstreamTlsContext {
    const NAME: &'static str = "UpstreamTlsContext";
    const PACKAGE: &'static str = "envoy.extensions.transport_sockets.tls.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext"
            .into()
    }
}
/// TLS of a server.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DownstreamTlsContext {
    /// What both sides have.
    #[prost(message, optional, tag = "1")]
    pub common_tls_context: ::core::option::Option<CommonTlsContext>,
    /// Whether a client has to show a certificate.
    #[prost(message, optional, tag = "2")]
    pub require_client_certificate: ::core::option::Option<bool>,
}
impl ::prost::Name for DownstreamTlsContext {
    const NAME: &'static str = "DownstreamTlsContext";
    const PACKAGE: &'static str = "envoy.extensions.transport_sockets.tls.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext"
            .into()
    }
}
