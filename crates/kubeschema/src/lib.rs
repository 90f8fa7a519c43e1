//! Kubernetes' types as data: typed decoding, quantities, struct order, strategic merge.
