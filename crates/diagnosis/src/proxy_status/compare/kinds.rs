//! Which objects of a configuration are not messages. JSON does not say it: Envoy's types do.

/// What an object is, by the field that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A message: its members are fields, which istiod spells `likeThis` and Envoy `like_this`.
    Message,
    /// A map of messages or texts: its members are somebody's names.
    Map,
    /// A map of Structs.
    MapOfStructs,
    /// JSON of somebody else's.
    Struct,
}

/// Where a field is of that kind.
enum Where {
    Always,
    /// In an object that such a field holds.
    Within(&'static str),
    /// In a message of that name, as `@type` has it.
    Of(&'static str),
}

use self::Kind::{Map, MapOfStructs, Struct};
use self::Where::{Always, Of, Within};

/// The fields of clusters, listeners, routes and their extensions that hold no message. The first that fits counts.
///
/// Source: the descriptors of go-control-plane 1.37, all messages of Envoy's API v3 and of xds that configuration has.
const FIELDS: [(&str, Where, Kind); 57] = [
    ("allowedCapabilities", Always, Map),
    ("args", Within("channelArgs"), Map),
    ("attributes", Of("StaticConfigResourceDetectorConfig"), Map),
    ("aws", Within("segmentFields"), Struct),
    ("bucketIdBuilder", Within("bucketIdBuilder"), Map),
    ("clusterMinHealthyPercentages", Always, Map),
    ("config", Of("DynamicOtConfig"), Struct),
    ("config", Within("googleGrpc"), Struct),
    ("consumerConfig", Always, Map),
    ("contentTypes", Always, Map),
    ("contextExtensions", Always, Map),
    ("defaultSubset", Always, Struct),
    ("dynamicParameters", Always, Map),
    ("extractionByMethod", Always, Map),
    ("extractionsByMethod", Always, Map),
    ("fieldRestrictions", Always, Map),
    ("filterContext", Always, Struct),
    ("filterMetadata", Of("ExtAuthz"), Struct),
    ("filterMetadata", Of("ExternalProcessor"), Struct),
    ("filterMetadata", Of("HTTPFault"), Struct),
    ("filterMetadata", Always, MapOfStructs),
    ("jsonFormat", Always, Struct),
    ("keyValues", Always, Map),
    ("map", Always, Map),
    ("mappedRequestAttributes", Always, Map),
    ("mappedResponseAttributes", Always, Map),
    ("match", Within("transportSocketMatches"), Struct),
    ("messageRestrictions", Always, Map),
    ("methodConfigs", Always, Map),
    ("methodRestrictions", Always, Map),
    ("namedEndpoints", Always, Map),
    ("namedFilterChains", Always, Map),
    ("params", Always, Map),
    ("paramsMatch", Always, Map),
    ("perFilterConfig", Always, Map),
    ("pluginsConfig", Always, Map),
    ("policies", Always, Map),
    ("producerConfig", Always, Map),
    ("providers", Always, Map),
    ("record", Of("FluentdAccessLogConfig"), Struct),
    ("requestExtractionByField", Always, Map),
    ("requestFieldExtractions", Always, Map),
    ("requestFieldRestrictions", Always, Map),
    ("requirementMap", Always, Map),
    ("requires", Within("filterStateRules"), Map),
    ("responseExtractionByField", Always, Map),
    ("responseFieldRestrictions", Always, Map),
    ("secretConfigs", Always, Map),
    ("sourceCodes", Always, Map),
    ("transportSocketMatchCriteria", Always, Struct),
    ("typedExtensionProtocolOptions", Always, Map),
    ("typedFilterMetadata", Always, Map),
    ("typedJsonFormat", Always, Struct),
    ("typedPerFilterConfig", Always, Map),
    ("value", Of("TypedStruct"), Struct),
    // A message of the type that is carried as such.
    ("value", Of("google.protobuf.Struct"), Struct),
    ("value", Of("set_metadata.v3.Config"), Struct),
];

/// What an object is that a field holds by itself, not in a list. `within` is the field that holds the message of that field,
/// and `url` what that message is, if it says so.
pub(super) fn kind(field: &str, within: &str, url: &str) -> Kind {
    let fits = |place: &Where| match place {
        Always => true,
        Within(outer) => within == *outer,
        Of(name) => url.strip_suffix(name).is_some_and(|rest| rest.ends_with(['.', '/'])),
    };
    let found = FIELDS.iter().find(|(name, place, _)| *name == field && fits(place));
    found.map_or(Kind::Message, |(_, _, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_what_its_message_makes_of_it() {
        const TYPED: &str = "type.googleapis.com/xds.type.v3.TypedStruct";
        const EXT_AUTHZ: &str = "type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz";
        for (field, within, url, want) in [
            ("typedPerFilterConfig", "", "", Map),
            ("match", "transportSocketMatches", "", Struct),
            ("match", "routes", "", Kind::Message),
            ("filterMetadata", "metadata", "", MapOfStructs),
            ("filterMetadata", "typedConfig", EXT_AUTHZ, Struct),
            ("value", "typedConfig", TYPED, Struct),
            ("value", "typedConfig", "type.googleapis.com/other.NoTypedStruct", Kind::Message),
            ("bucketIdBuilder", "bucketMatchers", "", Kind::Message),
            ("bucketIdBuilder", "bucketIdBuilder", "", Map),
            ("", "", "", Kind::Message),
        ] {
            assert_eq!(kind(field, within, url), want, "{field} {within} {url}");
        }
        assert!(FIELDS.is_sorted_by_key(|(name, _, _)| *name));
    }
}
