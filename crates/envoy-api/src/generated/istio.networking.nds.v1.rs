// Generated from the files in `proto` by `generate`. Do not edit.

/// The names that the agent's DNS server answers.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct NameTable {
    /// What is known of each host, by its full name.
    #[prost(btree_map = "string, message", tag = "1")]
    pub table: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        name_table::NameInfo,
    >,
}
/// Nested message and enum types in `NameTable`.
pub mod name_table {
    /// What is known of a host.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct NameInfo {
        /// Its addresses.
        #[prost(string, repeated, tag = "1")]
        pub ips: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
        /// The registry that it is from, such as `Kubernetes`.
        #[prost(string, tag = "2")]
        pub registry: ::prost::alloc::string::String,
        /// The name of its Service in Kubernetes.
        #[prost(string, tag = "3")]
        pub shortname: ::prost::alloc::string::String,
        /// The namespace of its Service in Kubernetes.
        #[prost(string, tag = "4")]
        pub namespace: ::prost::alloc::string::String,
    }
    impl ::prost::Name for NameInfo {
        const NAME: &'static str = "NameInfo";
        const PACKAGE: &'static str = "istio.networking.nds.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "istio.networking.nds.v1.NameTable.NameInfo".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/istio.networking.nds.v1.NameTable.NameInfo".into()
        }
    }
}
impl ::prost::Name for NameTable {
    const NAME: &'static str = "NameTable";
    const PACKAGE: &'static str = "istio.networking.nds.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "istio.networking.nds.v1.NameTable".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/istio.networking.nds.v1.NameTable".into()
    }
}
