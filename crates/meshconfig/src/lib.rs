//! Istio's mesh and proxy config: schema as data, defaults of every era, merging, validation, JSON.
