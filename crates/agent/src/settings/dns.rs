//! Whether the pod has a name server of its own.

use std::time::Duration;

use super::environment::Reader;
use super::flags::ProxyKind;
use super::plan::{Dns, Who};

/// Source: Istio 1.30 pkg/istio-agent/agent.go, isDNSServerEnabled.
pub(super) fn dns(who: &Who, reader: &mut Reader<'_>) -> Option<Dns> {
    let captures = reader.truth("ISTIO_META_DNS_CAPTURE", false) && who.kind == ProxyKind::Sidecar;
    let serves = reader.truth("ISTIO_META_ENABLE_DNS_SERVER", false);
    let dns = Dns {
        address: reader.text("DNS_PROXY_ADDR").unwrap_or("localhost:15053").to_owned(),
        parallel: reader.truth("DNS_FORWARD_PARALLEL", false),
        timeout: reader.duration("DNS_FORWARD_TIMEOUT", Duration::from_secs(5)),
    };
    (captures || serves).then_some(dns)
}
