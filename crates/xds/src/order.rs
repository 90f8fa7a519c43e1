//! Which types come first, and which have to wait for others.

use envoy_api::type_url;

/// The place of a type among those of a push: clusters before what refers to them, endpoints right after them.
///
/// Source: Istio 1.30 pilot/pkg/xds/ads.go, PushOrder.
pub(crate) fn rank(type_url: &str) -> u8 {
    match type_url {
        type_url::CLUSTER => 0,
        type_url::ENDPOINT => 1,
        type_url::LISTENER => 2,
        type_url::ROUTE => 3,
        _ => 4,
    }
}

/// Whether a first request without names asks for all resources of a type.
///
/// Source: Istio 1.30 pilot/pkg/xds/delta.go, isWildcardTypeURL.
pub(crate) fn is_wildcard(type_url: &str) -> bool {
    !matches!(type_url, type_url::SECRET | type_url::ENDPOINT | type_url::ROUTE | type_url::EXTENSION_CONFIG)
}

/// Whether a response of the state of the world has all resources, so that one that is missing is gone.
pub(crate) fn is_whole(type_url: &str) -> bool {
    is_wildcard(type_url)
}

/// The types that may refer to one, so that nothing of it is taken away before they are acknowledged.
pub(crate) fn referrers(type_url: &str) -> &'static [&'static str] {
    match type_url {
        type_url::CLUSTER => &[type_url::LISTENER, type_url::ROUTE],
        _ => &[],
    }
}

/// The type whose resources wait for those of this one, until they come after them.
pub(crate) fn leader(type_url: &str) -> Option<&'static str> {
    match type_url {
        type_url::ENDPOINT => Some(type_url::CLUSTER),
        type_url::ROUTE => Some(type_url::LISTENER),
        _ => None,
    }
}

/// The other way round.
pub(crate) fn follower(type_url: &str) -> Option<&'static str> {
    match type_url {
        type_url::CLUSTER => Some(type_url::ENDPOINT),
        type_url::LISTENER => Some(type_url::ROUTE),
        _ => None,
    }
}

/// Whether a client is told that a resource which it has is gone. A listener that drains goes on with its routes, and lets
/// them go when it is done.
pub(crate) fn is_removed(type_url: &str) -> bool {
    type_url != type_url::ROUTE
}
