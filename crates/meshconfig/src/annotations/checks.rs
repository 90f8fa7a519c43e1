//! Which annotations are checked since 1.2, by name; the table of releases says which of them a release checks.

use super::Check;
use super::values::{
    application_ports, boolean, exclude_inbound_ports, exclude_ip_ranges, exclude_outbound_ports,
    include_inbound_ports, include_ip_ranges, interception_mode, interfaces, proxy_config, quantity, seconds,
    status_port,
};

/// Source: Istio 1.30 pkg/kube/inject/validate.go, AnnotationValidation.
pub(super) const CHECKS: &[Check] = &[
    ("istio.io/reroute-virtual-interfaces", interfaces),
    ("prometheus.istio.io/merge-metrics", boolean),
    ("proxy.istio.io/config", proxy_config),
    ("readiness.status.sidecar.istio.io/applicationPorts", application_ports),
    ("readiness.status.sidecar.istio.io/failureThreshold", seconds),
    ("readiness.status.sidecar.istio.io/initialDelaySeconds", seconds),
    ("readiness.status.sidecar.istio.io/periodSeconds", seconds),
    ("sidecar.istio.io/enableCoreDump", boolean),
    ("sidecar.istio.io/interceptionMode", interception_mode),
    ("sidecar.istio.io/proxyCPU", quantity),
    ("sidecar.istio.io/proxyCPULimit", quantity),
    ("sidecar.istio.io/proxyMemory", quantity),
    ("sidecar.istio.io/proxyMemoryLimit", quantity),
    ("status.sidecar.istio.io/port", status_port),
    ("traffic.sidecar.istio.io/excludeInboundPorts", exclude_inbound_ports),
    ("traffic.sidecar.istio.io/excludeInterfaces", interfaces),
    ("traffic.sidecar.istio.io/excludeOutboundIPRanges", exclude_ip_ranges),
    ("traffic.sidecar.istio.io/excludeOutboundPorts", exclude_outbound_ports),
    ("traffic.sidecar.istio.io/includeInboundPorts", include_inbound_ports),
    ("traffic.sidecar.istio.io/includeOutboundIPRanges", include_ip_ranges),
    ("traffic.sidecar.istio.io/kubevirtInterfaces", interfaces),
];
