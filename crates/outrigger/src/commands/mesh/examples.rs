//! How each command of `mesh` is used.

/// Of `mesh up`.
pub const UP: &str = "\
Examples:
  # With the Envoy of the PATH
  outrigger mesh up

  # With another, as long as this terminal
  outrigger mesh up --envoy /opt/envoy/bin/envoy --foreground";

/// Of `mesh apply`.
pub const APPLY: &str = "\
Examples:
  # A policy
  outrigger mesh apply -f strict.yaml

  # A Deployment, injected by hand
  outrigger kube-inject -f app.yaml | outrigger mesh apply -f -";

/// Of `mesh get`.
pub const GET: &str = "\
Examples:
  # The pods
  outrigger mesh get

  # All objects, for a command that reads a snapshot
  outrigger mesh get -o yaml | \\
    outrigger check-inject deployment/sleep --snapshot -";

/// Of `mesh restart`.
pub const RESTART: &str = "\
Examples:
  # Both get a sidecar, once their namespace asks for it
  outrigger mesh restart sleep httpbin";

/// Of `mesh exec`.
pub const EXEC: &str = "\
Examples:
  # A call by an application
  outrigger mesh exec sleep -- curl -s http://httpbin:8000/headers

  # What its Envoy says, asked from where the proxy runs
  outrigger mesh exec sleep -c istio-proxy -- curl -s localhost:15000/clusters";

/// Of `mesh upgrade`.
pub const UPGRADE: &str = "\
Examples:
  # A newer control plane; proxies follow as they are restarted
  outrigger mesh upgrade 1.31.1
  outrigger mesh restart sleep";

/// Of `mesh down`.
pub const DOWN: &str = "\
Examples:
  # The mesh of ./mesh-lab, and one of another folder
  outrigger mesh down
  outrigger mesh down --dir /tmp/other";
