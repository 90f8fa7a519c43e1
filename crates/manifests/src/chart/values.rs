//! What a user of the chart may set.

use super::Texts;

/// `Chart.yaml`.
pub fn chart(version: &str) -> String {
    format!(
        "apiVersion: v2
name: outrigger
description: Puts a service-mesh sidecar into pods as they are created, and says why.
type: application
version: {version}
appVersion: \"{version}\"
kubeVersion: \">=1.25.0-0\"
keywords:
- istio
- sidecar
- injection
"
    )
}

/// `values.yaml`.
pub fn values(configuration: &Texts<'_>) -> String {
    format!(
        "# Settings of the injector. The chart is written by outrigger; `outrigger install` prints the same objects.

# Image with outrigger. None is published: build one that has the program as its entry point.
image: outrigger:{}

# Revision of the injector, so that several can be there at once. Empty: the one that istio-injection=enabled means.
revision: \"\"

replicas: 2

# The number of replicas follows the processor use.
autoscaling:
  enabled: false
  minReplicas: 2
  maxReplicas: 10
  targetCPUUtilizationPercentage: 70

# Put sidecars into pods of all namespaces but those with istio-injection=disabled.
optOut: false
# Whether the label sidecar.istio.io/inject=true of a pod is enough in a namespace that says nothing.
podLabel: true

# Who makes the certificate. Nothing set: the injector itself.
certManager:
  # An issuer of cert-manager, and its kind: Issuer or ClusterIssuer.
  issuer: \"\"
  kind: Issuer
# CA bundle in PEM, for a certificate in the Secret outrigger-certs that is made by somebody else.
staticCABundle: \"\"

# Use the ConfigMaps of an Istio that is there, istio-sidecar-injector and istio, in place of what follows.
existingConfig: false

# Mesh config.
mesh:
{}
# Values of the templates.
values:
{}
# Injection config.
config: |
{}",
        env!("CARGO_PKG_VERSION"),
        indented(configuration.mesh),
        indented(configuration.values),
        indented(configuration.config),
    )
}

/// `values-debug.yaml`: `helm install -f values-debug.yaml`.
pub fn debug_values(configuration: &Texts<'_>) -> String {
    format!(
        "# For debugging the sidecar: helm install -f values-debug.yaml\nvalues:\n{}",
        indented(configuration.debug_values)
    )
}

fn indented(text: &str) -> String {
    let line = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") };
    text.lines().map(line).collect()
}

/// `values.schema.json`: Helm refuses what does not fit it. Other keys are refused, so that a slip of the pen is.
pub fn schema() -> String {
    r#"{
  "$schema": "https://json-schema.org/draft-07/schema#",
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "global": { "type": "object" },
    "image": { "type": "string", "pattern": "^[!-~]+$" },
    "revision": { "type": "string", "pattern": "^([a-z0-9]([-a-z0-9]{0,45}[a-z0-9])?)?$" },
    "replicas": { "type": "integer", "minimum": 1, "maximum": 1000 },
    "autoscaling": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "enabled": { "type": "boolean" },
        "minReplicas": { "type": "integer", "minimum": 1, "maximum": 1000 },
        "maxReplicas": { "type": "integer", "minimum": 1, "maximum": 1000 },
        "targetCPUUtilizationPercentage": { "type": "integer", "minimum": 1, "maximum": 1000 }
      }
    },
    "optOut": { "type": "boolean" },
    "podLabel": { "type": "boolean" },
    "certManager": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "issuer": { "type": "string", "pattern": "^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)?$" },
        "kind": { "enum": ["Issuer", "ClusterIssuer"] }
      }
    },
    "staticCABundle": { "type": "string" },
    "existingConfig": { "type": "boolean" },
    "mesh": { "type": "object" },
    "values": { "type": "object" },
    "config": { "type": "string", "minLength": 1 }
  }
}
"#
    .to_owned()
}
