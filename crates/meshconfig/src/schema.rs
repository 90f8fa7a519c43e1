//! The messages of the mesh config, of every version.

#[rustfmt::skip]
mod tables;

use protoschema::Message;

use crate::era::Era;

/// `MeshConfig` of a version.
pub fn mesh_config(era: Era) -> &'static Message {
    use tables::roots::*;
    match era {
        Era::V0_5 => MESH_CONFIG_V0_5,
        Era::V1_0 => MESH_CONFIG_V1_0,
        Era::V1_1 => MESH_CONFIG_V1_1,
        Era::V1_22 => MESH_CONFIG_V1_22,
        Era::V1_30 => MESH_CONFIG_V1_30,
    }
}

/// `ProxyConfig` of a version.
pub fn proxy_config(era: Era) -> &'static Message {
    use tables::roots::*;
    match era {
        Era::V0_5 => PROXY_CONFIG_V0_5,
        Era::V1_0 => PROXY_CONFIG_V1_0,
        Era::V1_1 => PROXY_CONFIG_V1_1,
        Era::V1_22 => PROXY_CONFIG_V1_22,
        Era::V1_30 => PROXY_CONFIG_V1_30,
    }
}
