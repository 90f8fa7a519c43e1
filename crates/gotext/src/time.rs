//! Go's `time.Time` and `time.Duration` as values, for data that has them.

pub use crate::sprig::dates::{DURATION_TYPE, TIME_TYPE, TimeType, duration, local, zero};
