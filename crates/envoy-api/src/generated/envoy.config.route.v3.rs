// Generated from the files in `proto` by `generate`. Do not edit.

/// Which requests a route is for.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RouteMatch {
    /// Their path.
    #[prost(oneof = "route_match::PathSpecifier", tags = "1, 2, 10, 14")]
    pub path_specifier: ::core::option::Option<route_match::PathSpecifier>,
}
/// Nested message and enum types in `RouteMatch`.
pub mod route_match {
    /// Their path.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum PathSpecifier {
        /// It begins like this.
        #[prost(string, tag = "1")]
        Prefix(::prost::alloc::string::String),
        /// It is this one.
        #[prost(string, tag = "2")]
        Path(::prost::alloc::string::String),
        /// It matches an expression.
        #[prost(message, tag = "10")]
        SafeRegex(super::super::super::super::r#type::matcher::v3::RegexMatcher),
        /// It begins with these whole segments.
        #[prost(string, tag = "14")]
        PathSeparatedPrefix(::prost::alloc::string::String),
    }
}
impl ::prost::Name for RouteMatch {
    const NAME: &'static str = "RouteMatch";
    const PACKAGE: &'static str = "envoy.config.route.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.route.v3.RouteMatch".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.route.v3.RouteMatch".into()
    }
}
/// When a request is made again.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct RetryPolicy {
    /// After what, separated by commas.
    #[prost(string, tag = "1")]
    pub retry_on: ::prost::alloc::string::String,
    /// How often at most.
    #[prost(message, optional, tag = "2")]
    pub num_retries: ::core::option::Option<u32>,
    /// How long a try may take.
    #[prost(message, optional, tag = "3")]
    pub per_try_timeout: ::core::option::Option<::prost_types::Duration>,
    /// Which endpoints are not tried again.
    #[prost(message, repeated, tag = "5")]
    pub retry_host_predicate: ::prost::alloc::vec::Vec<retry_policy::RetryHostPredicate>,
    /// How often another endpoint is looked for.
    #[prost(int64, tag = "6")]
    pub host_selection_retry_max_attempts: i64,
    /// Statuses after which a request is made again.
    #[prost(uint32, repeated, tag = "7")]
    pub retriable_status_codes: ::prost::alloc::vec::Vec<u32>,
}
/// Nested message and enum types in `RetryPolicy`.
pub mod retry_policy {
    /// Which endpoints are not tried again.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct RetryHostPredicate {
        /// The name of the extension.
        #[prost(string, tag = "1")]
        pub name: ::prost::alloc::string::String,
        /// Its configuration.
        #[prost(oneof = "retry_host_predicate::ConfigType", tags = "3")]
        pub config_type: ::core::option::Option<retry_host_predicate::ConfigType>,
    }
    /// Nested message and enum types in `RetryHostPredicate`.
    pub mod retry_host_predicate {
        /// Its configuration.
        #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
        pub enum ConfigType {
            /// As a message of the extension's.
            #[prost(message, tag = "3")]
            TypedConfig(::prost_types::Any),
        }
    }
    impl ::prost::Name for RetryHostPredicate {
        const NAME: &'static str = "RetryHostPredicate";
        const PACKAGE: &'static str = "envoy.config.route.v3";
        fn full_name() -> ::prost::alloc::string::String {
            "envoy.config.route.v3.RetryPolicy.RetryHostPredicate".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/envoy.config.route.v3.RetryPolicy.RetryHostPredicate"
                .into()
        }
    }
}
impl ::prost::Name for RetryPolicy {
    const NAME: &'static str = "RetryPolicy";
    const PACKAGE: &'static str = "envoy.config.route.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.route.v3.RetryPolicy".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.route.v3.RetryPolicy".into()
    }
}
/// Several clusters, each with its share.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct WeightedCluster {
    /// The clusters.
    #[prost(message, repeated, tag = "1")]
    pub clusters: ::prost::alloc::vec::Vec<weighted_cluster::ClusterWeight>,
}
/// Nested message and enum types in `WeightedCluster`.
pub mod weighted_cluster {
    /// A cluster and its share.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct ClusterWeight {
        /// The cluster.
        #[prost(string, tag = "1")]
        pub name: ::prost::alloc::string::String,
        /// Its share.
        #[prost(message, optional, tag = "2")]
        pub weight: ::core::option::Option<u32>,
    }
    impl ::prost::Name for ClusterWeight {
        const NAME: &'static str = "ClusterWeight";
        const PACKAGE: &'static str = "envoy.config.route.v3";
        fn full_name() -> ::prost::alloc::string::String {
            "envoy.config.route.v3.WeightedCluster.ClusterWeight".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/envoy.config.route.v3.WeightedCluster.ClusterWeight"
                .into()
        }
    }
}
impl ::prost::Name for WeightedCluster {
    const NAME: &'static str = "WeightedCluster";
    const PACKAGE: &'static str = "envoy.config.route.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.route.v3.WeightedCluster".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.route.v3.WeightedCluster".into()
    }
}
/// Where a request is sent.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct RouteAction {
    /// How long it may take; without end if zero, 15 seconds if absent.
    #[prost(message, optional, tag = "8")]
    pub timeout: ::core::option::Option<::prost_types::Duration>,
    /// When it is made again.
    #[prost(message, optional, tag = "9")]
    pub retry_policy: ::core::option::Option<RetryPolicy>,
    /// How long its stream may be.
    #[prost(message, optional, tag = "36")]
    pub max_stream_duration: ::core::option::Option<route_action::MaxStreamDuration>,
    /// To which cluster.
    #[prost(oneof = "route_action::ClusterSpecifier", tags = "1, 3")]
    pub cluster_specifier: ::core::option::Option<route_action::ClusterSpecifier>,
    /// Which header its host becomes.
    #[prost(oneof = "route_action::HostRewriteSpecifier", tags = "6, 7")]
    pub host_rewrite_specifier: ::core::option::Option<
        route_action::HostRewriteSpecifier,
    >,
}
/// Nested message and enum types in `RouteAction`.
pub mod route_action {
    /// How long a stream may be.
    #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct MaxStreamDuration {
        /// At most; without end if zero.
        #[prost(message, optional, tag = "1")]
        pub max_stream_duration: ::core::option::Option<::prost_types::Duration>,
        /// At most what a header of gRPC asks for; whatever it asks for if zero.
        #[prost(message, optional, tag = "2")]
        pub grpc_timeout_header_max: ::core::option::Option<::prost_types::Duration>,
    }
    impl ::prost::Name for MaxStreamDuration {
        const NAME: &'static str = "MaxStreamDuration";
        const PACKAGE: &'static str = "envoy.config.route.v3";
        fn full_name() -> ::prost::alloc::string::String {
            "envoy.config.route.v3.RouteAction.MaxStreamDuration".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/envoy.config.route.v3.RouteAction.MaxStreamDuration"
                .into()
        }
    }
    /// To which cluster.
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum ClusterSpecifier {
        /// To this one.
        #[prost(string, tag = "1")]
        Cluster(::prost::alloc::string::String),
        /// To one of these.
        #[prost(message, tag = "3")]
        WeightedClusters(super::WeightedCluster),
    }
    /// Which header its host becomes.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum HostRewriteSpecifier {
        /// This text.
        #[prost(string, tag = "6")]
        HostRewriteLiteral(::prost::alloc::string::String),
        /// The endpoint's host, if it was found by DNS.
        #[prost(message, tag = "7")]
        AutoHostRewrite(bool),
    }
}
impl ::prost::Name for RouteAction {
    const NAME: &'static str = "RouteAction";
    const PACKAGE: &'static str = "envoy.config.route.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.route.v3.RouteAction".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.route.v3.RouteAction".into()
    }
}
/// An answer that Envoy gives itself.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DirectResponseAction {
    /// The status of HTTP.
    #[prost(uint32, tag = "1")]
    pub status: u32,
    /// The body.
    #[prost(message, optional, tag = "2")]
    pub body: ::core::option::Option<super::super::core::v3::DataSource>,
}
impl ::prost::Name for DirectResponseAction {
    const NAME: &'static str = "DirectResponseAction";
    const PACKAGE: &'static str = "envoy.config.route.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.route.v3.DirectResponseAction".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.route.v3.DirectResponseAction".into()
    }
}
/// What traces say of a route.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Decorator {
    /// The name of the operation.
    #[prost(string, tag = "1")]
    pub operation: ::prost::alloc::string::String,
}
impl ::prost::Name for Decorator {
    const NAME: &'static str = "Decorator";
    const PACKAGE: &'static str = "envoy.config.route.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.route.v3.Decorator".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.route.v3.Decorator".into()
    }
}
/// What happens to requests of a kind.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Route {
    /// Its name.
    #[prost(string, tag = "14")]
    pub name: ::prost::alloc::string::String,
    /// Which requests it is for.
    #[prost(message, optional, tag = "1")]
    pub r#match: ::core::option::Option<RouteMatch>,
    /// What is said of it.
    #[prost(message, optional, tag = "4")]
    pub metadata: ::core::option::Option<super::super::core::v3::Metadata>,
    /// What traces say of it.
    #[prost(message, optional, tag = "5")]
    pub decorator: ::core::option::Option<Decorator>,
    /// Configurations of filters for it, by their names.
    #[prost(btree_map = "string, message", tag = "13")]
    pub typed_per_filter_config: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        ::prost_types::Any,
    >,
    /// Headers that requests get.
    #[prost(message, repeated, tag = "9")]
    pub request_headers_to_add: ::prost::alloc::vec::Vec<
        super::super::core::v3::HeaderValueOption,
    >,
    /// What happens to them.
    #[prost(oneof = "route::Action", tags = "2, 7")]
    pub action: ::core::option::Option<route::Action>,
}
/// Nested message and enum types in `Route`.
pub mod route {
    /// What happens to them.
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum Action {
        /// They are sent on.
        #[prost(message, tag = "2")]
        Route(super::RouteAction),
        /// They are answered.
        #[prost(message, tag = "7")]
        DirectResponse(super::DirectResponseAction),
    }
}
impl ::prost::Name for Route {
    const NAME: &'static str = "Route";
    const PACKAGE: &'static str = "envoy.config.route.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.route.v3.Route".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.route.v3.Route".into()
    }
}
/// The routes of some hosts.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct VirtualHost {
    /// Its name.
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    /// The hosts; `*` is any.
    #[prost(string, repeated, tag = "2")]
    pub domains: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    /// The routes; the first that matches is taken.
    #[prost(message, repeated, tag = "3")]
    pub routes: ::prost::alloc::vec::Vec<Route>,
    /// Configurations of filters for it, by their names.
    #[prost(btree_map = "string, message", tag = "15")]
    pub typed_per_filter_config: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        ::prost_types::Any,
    >,
    /// Whether requests say how often they were made.
    #[prost(bool, tag = "14")]
    pub include_request_attempt_count: bool,
}
impl ::prost::Name for VirtualHost {
    const NAME: &'static str = "VirtualHost";
    const PACKAGE: &'static str = "envoy.config.route.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.route.v3.VirtualHost".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.route.v3.VirtualHost".into()
    }
}
/// The routes of all hosts.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct RouteConfiguration {
    /// Its name.
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    /// The hosts and their routes.
    #[prost(message, repeated, tag = "2")]
    pub virtual_hosts: ::prost::alloc::vec::Vec<VirtualHost>,
    /// Whether a cluster that is not there is an error.
    #[prost(message, optional, tag = "7")]
    pub validate_clusters: ::core::option::Option<bool>,
    /// How many bytes an answer of Envoy's own may have.
    #[prost(message, optional, tag = "11")]
    pub max_direct_response_body_size_bytes: ::core::option::Option<u32>,
    /// Whether the port of a request's host is passed over.
    #[prost(bool, tag = "14")]
    pub ignore_port_in_host_matching: bool,
}
impl ::prost::Name for RouteConfiguration {
    const NAME: &'static str = "RouteConfiguration";
    const PACKAGE: &'static str = "envoy.config.route.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.config.route.v3.RouteConfiguration".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.config.route.v3.RouteConfiguration".into()
    }
}
