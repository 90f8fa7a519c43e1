//! Bytes as other programs write them.

use envoy_api::per_xds_config::PerXdsConfig;
use envoy_api::{ClientConfig, ConfigStatus, Message, Struct, Timestamp, Value, structs, value};

/// Bytes written by hand after Envoy's files, so that a number that is wrong on both sides shows.
#[test]
fn the_numbers_are_envoys() {
    let bytes = [
        &b"\x0a\x13\x0a\x03p.n\x1a\x0c\x0a\x0a\x0a\x01K\x12\x05\x1a\x03abc"[..],
        // A field that is not known, number 15, a text.
        b"\x7a\x02xx",
        b"\x1a\x15\x0a\x01t\x2a\x04\x08\x05\x10\x07\x30\x04\x42\x08\x12\x02\x08\x01\x1a\x02no",
        b"\x12\x04\x08\x01\x1a\x00",
    ]
    .concat();
    let config = ClientConfig::decode(&*bytes).unwrap();
    let node = config.node.as_ref().unwrap();
    let metadata = node.metadata.as_ref().unwrap();
    assert_eq!((node.id.as_str(), structs::text(metadata, "K")), ("p.n", Some("abc")));
    let [generic] = &config.generic_xds_configs[..] else { panic!("one") };
    assert_eq!((generic.type_url.as_str(), generic.config_status()), ("t", ConfigStatus::Error));
    assert_eq!(generic.last_updated, Some(Timestamp { seconds: 5, nanos: 7 }));
    assert_eq!(generic.error_state.as_ref().unwrap().details, "no");
    let [old] = &config.xds_config[..] else { panic!("one") };
    assert_eq!(old.status(), ConfigStatus::Synced);
    assert!(matches!(old.per_xds_config, Some(PerXdsConfig::ClusterConfig(_))));
}

#[test]
fn depth_and_broken_messages_are_errors() {
    let mut value = Value { kind: None };
    for _ in 0..200 {
        let fields = [("a".to_owned(), value)].into();
        value = Value { kind: Some(value::Kind::StructValue(Struct { fields })) };
    }
    assert!(Value::decode(&*value.encode_to_vec()).is_err());
    for broken in
        [&b"\x0a\x7f"[..], b"\x0a\x01\xff", b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", b"\x08"]
    {
        assert!(ClientConfig::decode(broken).is_err(), "{broken:?}");
    }
}
