//! The init container: applies, checks and explains the rules of traffic capture.
