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

/// Fields that hold maps, in the types of Envoy that Istio sends or that `EnvoyFilter`s are written with.
///
/// Source: Envoy's API, v3.
const MAPS: [&str; 14] = [
    "typedPerFilterConfig",
    "typedExtensionProtocolOptions",
    "typedFilterMetadata",
    "typedDynamicMetadata",
    "perFilterConfig",
    "policies",
    "providers",
    "requirementMap",
    "sourceCodes",
    "contextExtensions",
    "keyValues",
    "map",
    "namedEndpoints",
    "headerKeyFormats",
];
/// Fields that hold maps of Structs.
const MAPS_OF_STRUCTS: [&str; 2] = ["filterMetadata", "extensionProtocolOptions"];
/// Fields that hold Structs.
const STRUCTS: [&str; 3] = ["jsonFormat", "defaultSubset", "fallbackMetadata"];

/// What an object is that a field holds by itself, not in a list. `within` is the field that holds the object of that field, and `url` what that object is, if it says so.
pub(super) fn kind(field: &str, within: &str, url: &str) -> Kind {
    match field {
        _ if MAPS.contains(&field) => Kind::Map,
        _ if MAPS_OF_STRUCTS.contains(&field) => Kind::MapOfStructs,
        _ if STRUCTS.contains(&field) => Kind::Struct,
        "match" if within == "transportSocketMatches" => Kind::Struct,
        "value" if url.ends_with(".TypedStruct") || url.ends_with("/google.protobuf.Struct") => Kind::Struct,
        _ => Kind::Message,
    }
}
