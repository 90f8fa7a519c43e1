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

# Image with outrigger. None is published: `make image` in outrigger's source makes this one, for the nodes themselves or for
# a registry of yours.
image: outrigger:{}

# Names and labels of Istio's documentation for all objects, so that its commands work as typed. For clusters without
# Istio only: otherwise its objects would be replaced.
istioNames: false

# Revision of the injector: namespaces name it in the label istio.io/rev. Empty: outrigger, or default with istioNames.
# The revision default is what istio-injection=enabled means; not beside an Istio whose revision is default.
revision: \"\"

replicas: 2

# The number of replicas follows the processor use.
autoscaling:
  enabled: false
  minReplicas: 2
  maxReplicas: 10
  targetCPUUtilizationPercentage: 70

# How the API server calls the webhook.
webhook:
  # From the moment it is installed. Otherwise once a replica is ready: until then pods start without a sidecar, while
  # with true pods of labelled namespaces are refused until then.
  activeAtOnce: false
  # What becomes of a pod when the webhook cannot be called: Fail refuses it, Ignore lets it start without a sidecar.
  failurePolicy: Fail
  # Never, or IfNeeded: called again if another webhook has changed the pod since.
  reinvocationPolicy: Never
  # How long it may take, 1 to 30. 0: as Kubernetes has it, which is 10.
  timeoutSeconds: 0
  # CEL expressions that must all hold: a list of name and expression.
  matchConditions: []
  # Where it is called in place of the Service, such as https://injector.example:15017/inject.
  url: \"\"

# Lets the injector's pods be reached on their ports only; the webhook's port from these peers only, if there are any.
networkPolicy:
  enabled: false
  from: []

# Put sidecars into pods of all namespaces but those with istio-injection=disabled. For the revision default only.
optOut: false
# Whether the label sidecar.istio.io/inject=true of a pod is enough in a namespace that says nothing.
podLabel: true

# Who makes the certificate. Nothing set: the injector itself.
certManager:
  # An issuer of cert-manager, and its kind: Issuer or ClusterIssuer.
  issuer: \"\"
  kind: Issuer
# CA bundle in PEM, for a certificate that somebody else keeps in the Secret outrigger-certs (sidecar-injector-certs with
# istioNames).
staticCABundle: \"\"

# The control plane of a mesh for the injected pods: endpoints, certificates, mutual TLS. Mesh config and values are made to
# point to it. Not with existingConfig, and not beside an istiod of the same revision.
discovery:
  enabled: false
  replicas: 2
  # The Secret istio-ca-secret, which is filled in with the mesh's authority. false where there is one: it goes on to sign.
  createAuthority: true

# Read the ConfigMaps of an existing Istio, istio-sidecar-injector and istio, in place of what follows. They are in the
# namespace of the release, and nothing is written to them.
existingConfig: false
# The revision of that Istio, if it has one.
existingRevision: \"\"

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
    "istioNames": { "type": "boolean" },
    "revision": { "type": "string", "pattern": "^([a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?)?$" },
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
    "webhook": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "activeAtOnce": { "type": "boolean" },
        "failurePolicy": { "enum": ["Fail", "Ignore"] },
        "reinvocationPolicy": { "enum": ["Never", "IfNeeded"] },
        "timeoutSeconds": { "type": "integer", "minimum": 0, "maximum": 30 },
        "matchConditions": {
          "type": "array",
          "maxItems": 64,
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["name", "expression"],
            "properties": {
              "name": { "type": "string", "minLength": 1 },
              "expression": { "type": "string", "minLength": 1 }
            }
          }
        },
        "url": { "type": "string", "pattern": "^(https://[a-z0-9]([-.a-z0-9]*[a-z0-9])?(:[0-9]{1,5})?(/[^?#@\"\\\\<> ]*)?)?$" }
      }
    },
    "networkPolicy": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "enabled": { "type": "boolean" },
        "from": { "type": "array", "items": { "type": "object" } }
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
    "discovery": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "enabled": { "type": "boolean" },
        "replicas": { "type": "integer", "minimum": 1, "maximum": 1000 },
        "createAuthority": { "type": "boolean" }
      }
    },
    "existingConfig": { "type": "boolean" },
    "existingRevision": { "type": "string", "pattern": "^([a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?)?$" },
    "mesh": { "type": "object" },
    "values": { "type": "object" },
    "config": { "type": "string", "minLength": 1 }
  }
}
"#
    .to_owned()
}
