//! Go's text/template with typed data, and sprig: no I/O, no clock, no environment.
