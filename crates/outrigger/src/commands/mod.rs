//! One file or folder for each command: its arguments beside its run.

pub mod analyze;
pub mod bug_report;
pub mod certs;
pub mod check_inject;
pub mod config;
pub mod describe;
pub mod doctor;
pub mod explain;
pub mod inject;
pub mod injector;
pub mod install;
pub mod iptables;
pub mod kube_inject;
pub mod lint;
pub mod outdated;
pub mod precheck;
pub mod probe;
pub mod proxy_status;
pub mod render;
pub mod replay;
pub mod snapshot;
pub mod tag;
pub mod uninstall;
pub mod version;
pub mod webhook;
