//! Everything that talks to Kubernetes: watches, snapshots, caBundle, events.
