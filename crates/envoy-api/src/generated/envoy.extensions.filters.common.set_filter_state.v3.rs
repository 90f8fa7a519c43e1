// Generated from the files in `proto` by `generate`. Do not edit.

/// A name and a value for other filters.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FilterStateValue {
    /// The name of the object's maker, if it differs from the object's.
    #[prost(string, tag = "6")]
    pub factory_key: ::prost::alloc::string::String,
    /// Whether nobody may change the value.
    #[prost(bool, tag = "3")]
    pub read_only: bool,
    /// Whether upstream connections have it, too.
    #[prost(enumeration = "filter_state_value::SharedWithUpstream", tag = "4")]
    pub shared_with_upstream: i32,
    /// Whether an empty text is not set.
    #[prost(bool, tag = "5")]
    pub skip_if_empty: bool,
    /// The name.
    #[prost(oneof = "filter_state_value::Key", tags = "1")]
    pub key: ::core::option::Option<filter_state_value::Key>,
    /// The value.
    #[prost(oneof = "filter_state_value::Value", tags = "2")]
    pub value: ::core::option::Option<filter_state_value::Value>,
}
/// Nested message and enum types in `FilterStateValue`.
pub mod filter_state_value {
    /// Whether upstream connections have the value, too.
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
    pub enum SharedWithUpstream {
        /// They have not.
        None = 0,
        /// They have.
        Once = 1,
        /// They have, and those of the next one behind an internal listener.
        Transitive = 2,
    }
    impl SharedWithUpstream {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::None => "NONE",
                Self::Once => "ONCE",
                Self::Transitive => "TRANSITIVE",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "NONE" => Some(Self::None),
                "ONCE" => Some(Self::Once),
                "TRANSITIVE" => Some(Self::Transitive),
                _ => None,
            }
        }
    }
    /// The name.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum Key {
        /// One of an object that Envoy knows.
        #[prost(string, tag = "1")]
        ObjectKey(::prost::alloc::string::String),
    }
    /// The value.
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum Value {
        /// A text.
        #[prost(message, tag = "2")]
        FormatString(
            super::super::super::super::super::super::config::core::v3::SubstitutionFormatString,
        ),
    }
}
impl ::prost::Name for FilterStateValue {
    const NAME: &'static str = "FilterStateValue";
    const PACKAGE: &'static str = "envoy.extensions.filters.common.set_filter_state.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.extensions.filters.common.set_filter_state.v3.FilterStateValue".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.extensions.filters.common.set_filter_state.v3.FilterStateValue"
            .into()
    }
}
