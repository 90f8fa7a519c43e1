//! What is in a lab at first: two applications and a client, and what `outrigger install` puts into a cluster for injection.

use injection::resolve::{Purpose, Sources, resolve};
use kubeyaml::Value;
use manifests::{Configuration, DEFAULT_REVISION, Naming, Settings};
use objects::{kinds, names};

use crate::error::LabError;
use crate::store;

/// The applications: who calls, who is called, and somebody who calls and is to stay without a sidecar for a while.
const APPLICATIONS: &str = "\
apiVersion: v1
kind: Namespace
metadata: {name: istio-system}
---
apiVersion: v1
kind: Namespace
metadata: {name: default}
---
apiVersion: v1
kind: Service
metadata: {name: httpbin}
spec:
  clusterIP: 10.96.0.10
  selector: {app: httpbin}
  ports:
  - {name: http, port: 8000, targetPort: 8080}
  - {name: tcp, port: 9000}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: httpbin}
spec:
  replicas: 1
  selector: {matchLabels: {app: httpbin}}
  template:
    metadata: {labels: {app: httpbin}}
    spec:
      serviceAccountName: httpbin
      containers:
      - name: httpbin
        image: outrigger/echo
        ports: [{name: http, containerPort: 8080}, {name: tcp, containerPort: 9000}]
        readinessProbe: {httpGet: {path: /ready, port: 8080}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: sleep}
spec:
  replicas: 1
  selector: {matchLabels: {app: sleep}}
  template:
    metadata: {labels: {app: sleep}}
    spec:
      serviceAccountName: sleep
      containers:
      - {name: sleep, image: outrigger/echo, command: [sleep, infinity]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: legacy}
spec:
  replicas: 1
  selector: {matchLabels: {app: legacy}}
  template:
    metadata: {labels: {app: legacy}}
    spec:
      serviceAccountName: legacy
      containers:
      - {name: legacy, image: outrigger/echo, command: [sleep, infinity]}
";

/// What is in a lab at first.
pub(crate) fn objects() -> Result<Vec<Value>, LabError> {
    let mut all = store::objects_of(APPLICATIONS, "the samples")?;
    all.extend(injector()?);
    Ok(all)
}

/// The webhook configuration and the ConfigMaps of an injector with the built-in configuration. The rules of capture are
/// those of nftables: one program less that has to be there.
fn injector() -> Result<Vec<Value>, LabError> {
    let sources = Sources { set: vec!["global.nativeNftables=true".to_owned()], ..Sources::default() };
    let resolved = resolve(sources, Purpose::Install)
        .map_err(|e| LabError::object("the built-in configuration", e.to_string()))?;
    let values = resolved.injector.values().document().clone();
    let configuration = Configuration { config: resolved.config.text, values, mesh: resolved.mesh.text };
    let mut settings = Settings::new("outrigger".to_owned(), Some(configuration));
    settings.naming = Naming::Istio;
    names::ISTIO_NAMESPACE.clone_into(&mut settings.namespace);
    DEFAULT_REVISION.clone_into(&mut settings.revision);
    settings.webhook.active_at_once = true;
    let mut all = manifests::install(&settings);
    all.retain(|object| kinds::CONFIG_MAP.is_of(object) || kinds::MUTATING_WEBHOOK.is_of(object));
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_samples_have_an_injector_and_its_configuration() {
        let all = objects().unwrap();
        let names: Vec<String> = all
            .iter()
            .map(|object| store::file(std::path::Path::new(""), &store::key(object)).display().to_string())
            .collect();
        for name in [
            "configmap.istio-system.istio.yaml",
            "configmap.istio-system.istio-sidecar-injector.yaml",
            "mutatingwebhookconfiguration.istio-sidecar-injector.yaml",
            "service.default.httpbin.yaml",
        ] {
            assert!(names.iter().any(|found| found == name), "{name} in {names:?}");
        }
    }
}
