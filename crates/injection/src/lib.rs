//! The pure core: decides whether a pod gets a sidecar, and rewrites it.
