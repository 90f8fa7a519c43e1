//! The messages of the mesh config, of every version.

#[rustfmt::skip]
mod tables;

use protoschema::Message;

use crate::version::Version;

/// `MeshConfig` of a version.
pub fn mesh_config(version: Version) -> &'static Message {
    roots(version).0
}

/// `ProxyConfig` of a version.
pub fn proxy_config(version: Version) -> &'static Message {
    roots(version).1
}

/// The messages of the latest release up to this one that changed any.
fn roots(version: Version) -> (&'static Message, &'static Message) {
    let known = tables::roots::ROOTS;
    let found = known.iter().find(|(since, ..)| *since <= version.minor).or(known.last());
    let (_, mesh, proxy) = found.expect("there are messages");
    (mesh, proxy)
}
