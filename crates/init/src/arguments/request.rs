//! What is captured.

use capture::Request;

use super::value::{set, truth};
use super::{Arguments, Environment};

impl Arguments {
    /// What is asked for, with what the environment says where no flag does.
    pub fn request(&self, environment: Environment<'_>) -> Request {
        let default = Request::default();
        let text = |flag: &Option<String>, variable: &str, default: String| {
            flag.clone().or_else(|| set(environment, variable)).unwrap_or(default)
        };
        let variable = |name: &str, default: String| environment(name).unwrap_or(default);
        Request {
            // The environment has no say in this one: what ENVOY_PORT holds is for the proxy.
            proxy_port: self.envoy_port.clone().unwrap_or(default.proxy_port),
            inbound_capture_port: text(
                &self.inbound_capture_port,
                "INBOUND_CAPTURE_PORT",
                default.inbound_capture_port,
            ),
            inbound_tunnel_port: text(
                &self.inbound_tunnel_port,
                "INBOUND_TUNNEL_PORT",
                default.inbound_tunnel_port,
            ),
            proxy_uid: text(&self.proxy_uid, "PROXY_UID", default.proxy_uid),
            proxy_gid: text(&self.proxy_gid, "PROXY_GID", default.proxy_gid),
            inbound_interception_mode: text(
                &self.istio_inbound_interception_mode,
                "ISTIO_INBOUND_INTERCEPTION_MODE",
                default.inbound_interception_mode,
            ),
            inbound_tproxy_mark: text(
                &self.istio_inbound_tproxy_mark,
                "ISTIO_INBOUND_TPROXY_MARK",
                default.inbound_tproxy_mark,
            ),
            inbound_tproxy_route_table: text(
                &self.istio_inbound_tproxy_route_table,
                "ISTIO_INBOUND_TPROXY_ROUTE_TABLE",
                default.inbound_tproxy_route_table,
            ),
            inbound_ports: text(&self.istio_inbound_ports, "ISTIO_INBOUND_PORTS", default.inbound_ports),
            inbound_ports_exclude: text(
                &self.istio_local_exclude_ports,
                "ISTIO_LOCAL_EXCLUDE_PORTS",
                default.inbound_ports_exclude,
            ),
            exclude_interfaces: text(
                &self.istio_exclude_interfaces,
                "ISTIO_EXCLUDE_INTERFACES",
                default.exclude_interfaces,
            ),
            outbound_ranges: text(&self.istio_service_cidr, "ISTIO_SERVICE_CIDR", default.outbound_ranges),
            outbound_ranges_exclude: text(
                &self.istio_service_exclude_cidr,
                "ISTIO_SERVICE_EXCLUDE_CIDR",
                default.outbound_ranges_exclude,
            ),
            outbound_ports: text(&self.istio_outbound_ports, "ISTIO_OUTBOUND_PORTS", default.outbound_ports),
            outbound_ports_exclude: text(
                &self.istio_local_outbound_ports_exclude,
                "ISTIO_LOCAL_OUTBOUND_PORTS_EXCLUDE",
                default.outbound_ports_exclude,
            ),
            virtual_interfaces: text(
                &self.kube_virt_interfaces,
                "KUBE_VIRT_INTERFACES",
                default.virtual_interfaces,
            ),
            // Here an empty variable says something: no group at all.
            owner_groups: variable("ISTIO_OUTBOUND_OWNER_GROUPS", default.owner_groups),
            owner_groups_exclude: variable(
                "ISTIO_OUTBOUND_OWNER_GROUPS_EXCLUDE",
                default.owner_groups_exclude,
            ),
            loopback_cidr: set(environment, "ISTIO_OUTBOUND_IPV4_LOOPBACK_CIDR")
                .unwrap_or(default.loopback_cidr),
            redirect_dns: truth(self.redirect_dns, environment, &["ISTIO_META_DNS_CAPTURE", "REDIRECT_DNS"]),
            capture_all_dns: truth(self.capture_all_dns, environment, &["CAPTURE_ALL_DNS"]),
            drop_invalid: truth(self.drop_invalid, environment, &["INVALID_DROP", "DROP_INVALID"]),
        }
    }
}
