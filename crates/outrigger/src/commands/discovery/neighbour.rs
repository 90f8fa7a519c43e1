//! Whether another control plane of the same revision is there.

use cluster::{Cluster, Object};
use kubeyaml::Value;
use manifests::ownership::OUTRIGGER;
use objects::kinds;
use objects::names::APP_NAME;

use crate::failure::Failure;

/// Refuses to serve where a Service of somebody else has the name by which proxies come here: they would be sent now the one
/// and now the other mesh.
///
/// # Errors
/// There is one, or the API server cannot be asked.
pub(super) async fn refuse(cluster: &Cluster, namespace: &str, service: &str) -> Result<(), Failure> {
    let object = Object { kind: kinds::SERVICE, namespace: Some(namespace), name: service };
    match cluster.get(object).await.map_err(|e| Failure::from(&e))? {
        Some(found) if is_anothers(&found) => Err(Failure::new(format!(
            "Service {namespace}/{service} is not outrigger's: an istiod of this revision has it"
        ))
        .at(cluster.server().to_owned())
        .hint("choose another --revision or --namespace, or give --ignore-istiod to serve all the same")),
        _ => Ok(()),
    }
}

fn is_anothers(service: &Value) -> bool {
    service.str_at(&["metadata", "labels", APP_NAME]) != Some(OUTRIGGER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_says_whose_it_is() {
        for (labels, want) in [
            ("app: istiod, istio.io/rev: default", true),
            ("app: istiod, app.kubernetes.io/name: istiod", true),
            ("app: istiod, app.kubernetes.io/name: outrigger", false),
            // As the chart has it.
            ("app.kubernetes.io/name: outrigger, app.kubernetes.io/managed-by: Helm", false),
        ] {
            let service = kubeyaml::read(&format!("metadata: {{labels: {{{labels}}}}}")).unwrap();
            assert_eq!(is_anothers(&service), want, "{labels}");
        }
    }
}
