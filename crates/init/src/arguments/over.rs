//! Two command lines as one.

use super::Arguments;

/// Names each flag, so that none can be forgotten.
macro_rules! first_said {
    ($one:ident, $other:ident: $($flag:ident)*) => {
        Arguments { $($flag: $one.$flag.or($other.$flag)),* }
    };
}

impl Arguments {
    /// These, and what others say where they say nothing.
    #[must_use]
    pub fn over(self, others: Arguments) -> Arguments {
        first_said! {
            self, others:
            envoy_port
            inbound_capture_port
            inbound_tunnel_port
            proxy_uid
            proxy_gid
            istio_inbound_interception_mode
            istio_inbound_tproxy_mark
            istio_inbound_tproxy_route_table
            istio_inbound_ports
            istio_local_exclude_ports
            istio_exclude_interfaces
            istio_service_cidr
            istio_service_exclude_cidr
            istio_outbound_ports
            istio_local_outbound_ports_exclude
            kube_virt_interfaces
            redirect_dns
            capture_all_dns
            drop_invalid
            dual_stack
            ipv6
            dns_servers
            legacy_rules
            dry_run
            skip_rule_apply
            run_validation
            iptables_probe_port
            probe_timeout
            reconcile
            cleanup_only
            force_apply
            native_nftables
            force_iptables_binary
            network_namespace
            yes
            cni_mode
            log_output_level
            log_as_json
        }
    }
}
