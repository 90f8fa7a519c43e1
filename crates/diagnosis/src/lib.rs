//! What is the matter with a mesh, found in what is known of it. Nothing here asks a cluster, a host or a file.

pub mod admission;
pub mod analyze;
mod author;
pub mod capture;
mod cel;
pub mod check_inject;
pub mod codes;
pub mod control_plane;
mod created;
pub mod describe;
#[cfg(feature = "certificates")]
pub mod doctor;
pub mod explain;
pub mod finding;
pub mod injector_list;
pub mod installed;
pub mod label_query;
pub mod lint;
pub mod outdated;
mod part;
pub mod precheck;
mod proto_json;
pub mod proxy_status;
pub mod selector;
pub mod shell;
pub mod syncz;
pub mod tags;
pub mod target;
pub mod version;
pub mod xds;
