// Generated from the files in `proto` by `generate`. Do not edit.

/// Matches by a regular expression of RE2.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RegexMatcher {
    /// The expression; the whole text has to match it.
    #[prost(string, tag = "2")]
    pub regex: ::prost::alloc::string::String,
}
impl ::prost::Name for RegexMatcher {
    const NAME: &'static str = "RegexMatcher";
    const PACKAGE: &'static str = "envoy.type.matcher.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.type.matcher.v3.RegexMatcher".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.type.matcher.v3.RegexMatcher".into()
    }
}
/// Matches a text.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct StringMatcher {
    /// Whether upper and lower case are alike.
    #[prost(bool, tag = "6")]
    pub ignore_case: bool,
    /// How.
    #[prost(oneof = "string_matcher::MatchPattern", tags = "1, 2, 3, 5, 7")]
    pub match_pattern: ::core::option::Option<string_matcher::MatchPattern>,
}
/// Nested message and enum types in `StringMatcher`.
pub mod string_matcher {
    /// How.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum MatchPattern {
        /// It is this one.
        #[prost(string, tag = "1")]
        Exact(::prost::alloc::string::String),
        /// It begins like this.
        #[prost(string, tag = "2")]
        Prefix(::prost::alloc::string::String),
        /// It ends like this.
        #[prost(string, tag = "3")]
        Suffix(::prost::alloc::string::String),
        /// It matches an expression.
        #[prost(message, tag = "5")]
        SafeRegex(super::RegexMatcher),
        /// It has this somewhere.
        #[prost(string, tag = "7")]
        Contains(::prost::alloc::string::String),
    }
}
impl ::prost::Name for StringMatcher {
    const NAME: &'static str = "StringMatcher";
    const PACKAGE: &'static str = "envoy.type.matcher.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "envoy.type.matcher.v3.StringMatcher".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/envoy.type.matcher.v3.StringMatcher".into()
    }
}
