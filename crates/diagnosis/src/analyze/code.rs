//! The codes of Istio's messages about injection.

use crate::finding::{Code, Level};

macro_rules! codes {
    ($($name:ident $id:literal $level:ident $remedy:literal;)*) => {
        $(pub(super) static $name: Code = Code { id: $id, level: Level::$level, remedy: $remedy };)*

        /// All codes, by name.
        pub static CODES: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    NOT_FOUND "IST0101" Error "correct the selector, or delete the object";
    NOT_LABELLED "IST0102" Info "label the namespace istio-injection=enabled, or =disabled to say that it is meant so";
    NO_PROXY "IST0103" Warning "restart the workload: kubectl rollout restart";
    MISPLACED "IST0107" Warning "move the annotation to an object of that kind; of a Deployment, to its pod template";
    UNKNOWN_ANNOTATION "IST0108" Warning "correct the annotation's name, or remove it";
    SELECT_THE_SAME "IST0110" Error "let only one of the Sidecars select these pods";
    NO_SELECTORS "IST0111" Error "keep one Sidecar without a selector in the namespace";
    PROTOCOLS_DIFFER "IST0116" Warning "give the Services different ports, or the same protocol";
    PORT_NAME "IST0118" Info "name the port PROTOCOL or PROTOCOL-SUFFIX, or set its appProtocol";
    CONFLICTING_LABELS "IST0123" Warning "remove all of these labels but one";
    INVALID_VALUE "IST0125" Warning "correct the annotation's value: pods with it are not admitted";
    DEPRECATED "IST0135" Info "remove the annotation, or use what replaces it";
    ALPHA "IST0136" Info "expect the annotation to change";
    PORTS_DIFFER "IST0137" Warning "let the Services use one port for this target port";
    WEBHOOK "IST0139" Error "delete the webhook configuration that is not wanted, or correct its Service";
    PROXY_USER "IST0144" Warning "run the container as another user: what 1337 sends is not captured";
    AUTO_DEPLOYMENT "IST0146" Warning "label the namespace or the pod template for injection";
    AUTO_POD "IST0147" Error "label the namespace or the pod for injection, and create the pod again";
    BY_DEFAULT "IST0148" Info "label the namespace istio-injection=disabled if it is not meant so";
    EXTERNAL_NAME "IST0150" Warning "do not name the port of an ExternalName Service tcp";
    IMAGES_DIFFER "IST0158" Warning "restart the workloads of these pods: kubectl rollout restart";
    EXTERNAL_HOST "IST0163" Warning "give the webhook the URL or the Service of the control plane";
    EXTERNAL_ADDRESS "IST0164" Info "give the webhook's URL a host name";
    WITHOUT_EFFECT "IST0167" Warning "delete the object, or take the namespace out of ambient mode";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_none_twice() {
        assert!(CODES.is_sorted_by(|a, b| a.id < b.id));
    }
}
