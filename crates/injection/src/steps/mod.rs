//! The steps after the merge, one file each.

pub mod images;
pub mod init_user;
pub mod order;
pub mod overrides;
pub mod probes;
pub mod prometheus;
pub(crate) mod url_env;
