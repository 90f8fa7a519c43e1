//! The webhook's certificates: an own CA, leaves, rotation. The clock is an argument.
