//! Generated from `generate/messages.txt` by `cargo run -p meshconfig --example generate_tables`.

#[allow(unused_imports, reason = "which ones a file needs depends on its messages")]
use protoschema::{Enum, Field, Kind as K, Message, Oneof, Wrapper as W, field as f};

/// Of each release whose messages differ from those before: `MeshConfig` and `ProxyConfig`; newest first.
pub static ROOTS: &[((u32, u32), &Message, &Message)] = &[
    ((1, 31), &super::mesh::MESH_CONFIG, &super::proxy::PROXY_CONFIG),
    ((1, 30), &super::earlier::MESH_CONFIG_V1_30, &super::earlier::PROXY_CONFIG_V1_30),
    ((1, 29), &super::earlier::MESH_CONFIG_V1_29, &super::earlier::PROXY_CONFIG_V1_30),
    ((1, 28), &super::earlier::MESH_CONFIG_V1_28, &super::earlier::PROXY_CONFIG_V1_28),
    ((1, 27), &super::earlier::MESH_CONFIG_V1_27, &super::earlier::PROXY_CONFIG_V1_27),
    ((1, 26), &super::earlier::MESH_CONFIG_V1_26, &super::earlier::PROXY_CONFIG_V1_27),
    ((1, 25), &super::earlier::MESH_CONFIG_V1_25, &super::earlier::PROXY_CONFIG_V1_27),
    ((1, 24), &super::earlier::MESH_CONFIG_V1_24, &super::earlier::PROXY_CONFIG_V1_24),
    ((1, 23), &super::earlier::MESH_CONFIG_V1_23, &super::earlier::PROXY_CONFIG_V1_23),
    ((1, 22), &super::earlier::MESH_CONFIG_V1_22, &super::earlier::PROXY_CONFIG_V1_23),
    ((1, 21), &super::earlier::MESH_CONFIG_V1_21, &super::earlier::PROXY_CONFIG_V1_21),
    ((1, 19), &super::earlier::MESH_CONFIG_V1_19, &super::earlier::PROXY_CONFIG_V1_19),
    ((1, 18), &super::earlier::MESH_CONFIG_V1_18, &super::earlier::PROXY_CONFIG_V1_18),
    ((1, 17), &super::earlier::MESH_CONFIG_V1_17, &super::earlier::PROXY_CONFIG_V1_18),
    ((1, 16), &super::earlier::MESH_CONFIG_V1_16, &super::earlier::PROXY_CONFIG_V1_16),
    ((1, 14), &super::earlier::MESH_CONFIG_V1_14, &super::earlier::PROXY_CONFIG_V1_16),
    ((1, 13), &super::earlier::MESH_CONFIG_V1_13, &super::earlier::PROXY_CONFIG_V1_13),
    ((1, 12), &super::earlier::MESH_CONFIG_V1_12, &super::earlier::PROXY_CONFIG_V1_12),
    ((1, 11), &super::earlier::MESH_CONFIG_V1_11, &super::earlier::PROXY_CONFIG_V1_11),
    ((1, 10), &super::earlier::MESH_CONFIG_V1_10, &super::earlier::PROXY_CONFIG_V1_11),
    ((1, 9), &super::earlier::MESH_CONFIG_V1_9, &super::earlier::PROXY_CONFIG_V1_11),
    ((1, 8), &super::earlier::MESH_CONFIG_V1_8, &super::earlier::PROXY_CONFIG_V1_8),
    ((1, 7), &super::earlier::MESH_CONFIG_V1_7, &super::earlier::PROXY_CONFIG_V1_7),
    ((1, 6), &super::earlier::MESH_CONFIG_V1_6, &super::earlier::PROXY_CONFIG_V1_6),
    ((1, 5), &super::earlier::MESH_CONFIG_V1_5, &super::earlier::PROXY_CONFIG_V1_5),
    ((1, 4), &super::earlier::MESH_CONFIG_V1_4, &super::earlier::PROXY_CONFIG_V1_4),
    ((1, 3), &super::earlier::MESH_CONFIG_V1_3, &super::earlier::PROXY_CONFIG_V1_4),
    ((1, 2), &super::earlier::MESH_CONFIG_V1_2, &super::earlier::PROXY_CONFIG_V1_2),
    ((1, 1), &super::earlier::MESH_CONFIG_V1_1, &super::earlier::PROXY_CONFIG_V1_1),
    ((0, 8), &super::earlier::MESH_CONFIG_V0_8, &super::earlier::PROXY_CONFIG_V0_8),
    ((0, 5), &super::earlier::MESH_CONFIG_V0_5, &super::earlier::PROXY_CONFIG_V0_5),
];
