//! What injection sets of a pod's spec beside its lists.

use kubeyaml::{Map, Value};

use super::loss::Loss;
use super::record::Record;

/// The group that reads tokens, of the templates up to 1.14 and of the code up to 1.8.
const FS_GROUP: i64 = 1337;
const PRIVILEGED_PORTS: &str = "net.ipv4.ip_unprivileged_port_start";

/// Takes out what templates and code of Istio set.
pub fn restore(pod: &mut Value, record: &Record, losses: &mut Vec<Loss>) {
    let Some(spec) = pod.get_mut("spec").and_then(Value::as_map_mut) else { return };
    security_context(spec, record, losses);
    let searches = spec.get("dnsConfig").map(|config| (config, config.items_at(&["searches"])));
    // The search path of meshes of several clusters; nothing else is set in it.
    let is_istios = searches.is_some_and(|(config, searches)| {
        config.as_map().is_some_and(|config| config.len() == 1)
            && searches.iter().any(|search| search.as_str() == Some("global"))
    });
    if is_istios {
        spec.remove("dnsConfig");
        losses.push(Loss::DnsConfig);
    }
}

fn security_context(spec: &mut Map, record: &Record, losses: &mut Vec<Loss>) {
    let Some(context) = spec.get_mut("securityContext").and_then(Value::as_map_mut) else { return };
    let before = context.len();
    // Releases that write their revision into an annotation set no group.
    if record.revision.is_none() && context.get("fsGroup").and_then(Value::as_i64) == Some(FS_GROUP) {
        context.remove("fsGroup");
        losses.push(Loss::FsGroup);
    }
    let sysctls = context.get("sysctls").and_then(Value::as_list).unwrap_or_default();
    let is_gateways = matches!(sysctls, [only] if only.str_at(&["name"]) == Some(PRIVILEGED_PORTS))
        && record.asks_for("gateway");
    if is_gateways {
        context.remove("sysctls");
        losses.push(Loss::Taken { key: format!("sysctl {PRIVILEGED_PORTS}") });
    }
    if context.is_empty() && before > 0 {
        spec.remove("securityContext");
    }
}
